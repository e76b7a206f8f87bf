/** Codes are kept as digests under a key of the gateway's: whoever reads the database cannot try all of them. */
export interface Codes {
  /** @param email Whose code it is. */
  digest(email: string, code: string): Promise<string>;
  /** Whether a typed code, spaces and hyphens aside, is the one of a digest. Takes the same time wherever they differ. */
  verify(email: string, typed: string, digest: string): Promise<boolean>;
}

/** @param secret The gateway's. */
export function createCodes(secret: string): Codes {
  const encoder = new TextEncoder();
  const key = crypto.subtle.importKey('raw', encoder.encode(`sign-in code ${secret}`), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
  const signed = (email: string, code: string): Uint8Array<ArrayBuffer> => encoder.encode(`${email} ${code}`);
  return {
    digest: async (email, code) => btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', await key, signed(email, code))))),
    verify: async (email, typed, digest) =>
      crypto.subtle.verify('HMAC', await key, Uint8Array.from(atob(digest), (letter) => letter.charCodeAt(0)), signed(email, typed.replace(/[\s-]/g, ''))),
  };
}

const CODES = 100_000_000;
/** Numbers above would make small codes likelier than large ones, so they are drawn again. */
const EVEN = Math.floor(2 ** 32 / CODES) * CODES;

/** Eight digits, all codes equally likely. */
export function randomCode(): string {
  for (;;) {
    const [drawn = EVEN] = crypto.getRandomValues(new Uint32Array(1));
    if (drawn < EVEN) return String(drawn % CODES).padStart(8, '0');
  }
}
