import { PortalError } from '../../../contract/index.ts';

/** What a token stands for. */
export interface TokenData {
  readonly email: string;
  readonly name: string;
  /** Of a registration. */
  readonly password?: string;
  readonly consent?: string | undefined;
  readonly site?: string;
  /** Of a sign-in by code. */
  readonly code?: string;
  /** Of a preview. */
  readonly agent?: string;
}
export type TokenPurpose = 'verification' | 'reset' | 'sign-in' | 'sign-in-code' | 'invitation' | 'preview';

/** Tokens of mails: for one use, and dead as soon as a newer one of the same purpose and address is made. */
export interface Tokens {
  /** Makes a token for each purpose; the use of one is the end of all. @param minutes Until when they are good. */
  issue<Purposes extends readonly TokenPurpose[]>(purposes: Purposes, data: TokenData, minutes: number): { readonly [Index in keyof Purposes]: string };
  /** What a token is for, without using it up. @throws PortalError `not-found` */
  find(token: string): { readonly purpose: TokenPurpose; readonly data: TokenData };
  /** What a token of a purpose stands for, without using it up. @throws PortalError `not-found` */
  read(purpose: TokenPurpose, token: string): TokenData;
  /** Uses a token up. @throws PortalError `not-found` */
  take(purpose: TokenPurpose, token: string): TokenData;
  /** Makes the open token of a purpose and address worthless. */
  revoke(purpose: TokenPurpose, email: string): void;
}

export function createTokens(now: () => number): Tokens {
  const kept = new Map<string, { readonly purpose: TokenPurpose; readonly data: TokenData; readonly serial: symbol; readonly ends: number }>();
  const latest = new Map<string, symbol>();
  const latestOf = (purpose: TokenPurpose, email: string): string => `${purpose === 'sign-in-code' ? 'sign-in' : purpose} ${email}`;
  const gone = (): PortalError => new PortalError('not-found', 'This link is unknown, has been used, has been replaced by a newer one, or has expired.');

  const find: Tokens['find'] = (token) => {
    const found = kept.get(token);
    if (found === undefined || found.ends <= now() || latest.get(latestOf(found.purpose, found.data.email)) !== found.serial) throw gone();
    return found;
  };
  const read: Tokens['read'] = (purpose, token) => {
    const found = find(token);
    if (found.purpose !== purpose) throw gone();
    return found.data;
  };
  return {
    find, read,
    issue(purposes, data, minutes) {
      const serial = Symbol();
      for (const purpose of purposes) latest.set(latestOf(purpose, data.email), serial);
      return purposes.map((purpose) => {
        const token = randomToken();
        kept.set(token, { purpose, data, serial, ends: now() + minutes * 60_000 });
        return token;
      }) as never;
    },
    take(purpose, token) {
      const data = read(purpose, token);
      latest.delete(latestOf(purpose, data.email));
      return data;
    },
    revoke: (purpose, email) => { latest.delete(latestOf(purpose, email)); },
  };
}

/** 256 random bits, as 64 digits. */
export const randomToken = (): string => Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Eight digits. */
export const randomCode = (): string => Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte % 10).join('');
