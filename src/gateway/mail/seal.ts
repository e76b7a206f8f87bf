import { CompactEncrypt, compactDecrypt } from 'jose';
import type { Mail } from './mail-option.ts';

/** Makes mails, and what else is as good as a password, unreadable for whoever reads the database: the links in mails let in. */
export interface Seal<Content = Mail> {
  close(content: Content): Promise<string>;
  /** @throws Error where it was sealed with another secret or for another use, or changed */
  open(sealed: string): Promise<Content>;
}

/** @param secret The gateway's; the key is derived from it. @param use What it is for; keys of two uses differ. */
export function createSeal<Content = Mail>(secret: string, use = 'mail'): Seal<Content> {
  const encoder = new TextEncoder();
  const deriving = crypto.subtle.importKey('raw', encoder.encode(secret), 'HKDF', false, ['deriveKey']).then((material) => crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: encoder.encode(`portico ${use}`) }, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'],
  ));
  return {
    close: async (content) => new CompactEncrypt(encoder.encode(JSON.stringify(content))).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(await deriving),
    async open(sealed) {
      const { plaintext } = await compactDecrypt(sealed, await deriving, { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] });
      return JSON.parse(new TextDecoder().decode(plaintext)) as Content;
    },
  };
}
