import { PortalError, type MailPurpose } from '../../contract/index.ts';
import type { Auth } from './auth.ts';

/** What a token of a mail stands for, by its purpose. */
export interface TokenData {
  /** A registration that waits for its address to be proved; it becomes an account together with the password that was chosen. */
  readonly verification: {
    readonly email: string; readonly name: string; readonly passwordHash: string;
    /** What was agreed to, and the origin of the page that showed it. */
    readonly consent?: string | undefined; readonly site: string; readonly language?: string | undefined;
  };
  readonly reset: { readonly email: string; readonly name: string; readonly userId: string; readonly language?: string | undefined };
  readonly 'sign-in': { readonly email: string; readonly name: string; readonly userId: string };
  /** The browser's half of a sign-in by code; the mail has the other, of which this is the keyed digest. */
  readonly 'sign-in-code': { readonly email: string; readonly userId: string; readonly digest: string };
  readonly invitation: { readonly email: string; readonly name: string };
  readonly preview: { readonly email: string; readonly name: string; readonly agent: string };
}
type Purpose = keyof TokenData;

/** A link of a mail that is known and has not expired. */
export type KnownLink = { [P in MailPurpose]: { readonly purpose: P; readonly data: TokenData[P] } }[MailPurpose];
/** What a token is to be made for. */
export type Grant = { [P in Purpose]: { readonly purpose: P; readonly data: TokenData[P] } }[Purpose];

/**
 * Tokens that travel by mail: 256 bits, kept as digests by better-auth, for one use, and dead as soon as a newer one of the same purpose and
 * address is made. Whoever has none learns nothing: unknown, used, replaced, expired and meant for something else are all `not-found`.
 */
export interface MailTokens {
  /** @param lifetime Milliseconds. */
  issue<P extends Purpose>(purpose: P, data: TokenData[P], lifetime: number): Promise<string>;
  /** Makes tokens for several ways to one end, in order: the use of one is the end of all. The purposes are a sign-in's, the address is the same. */
  issueTogether(grants: readonly Grant[], lifetime: number): Promise<readonly string[]>;
  /** What the link of a mail is for, without using it up. @throws PortalError `not-found` */
  read(token: string): Promise<KnownLink>;
  /** The same where only one purpose will do. @throws PortalError `not-found` */
  readFor<P extends Purpose>(purpose: P, token: string): Promise<TokenData[P]>;
  /** Uses a token up: of two at once one succeeds. @throws PortalError `not-found` */
  redeem<P extends Purpose>(purpose: P, token: string): Promise<TokenData[P]>;
  /** Makes the open token of a purpose and address worthless. */
  revoke(purpose: Purpose, email: string): Promise<void>;
}

const gone = (): PortalError => new PortalError('not-found', 'This link is unknown, has been used, has been replaced by a newer one, or has expired.');

/** A token as it is kept. */
type Kept = Grant & { readonly serial: string };

/** @param clock Milliseconds since 1970. */
export function createMailTokens(auth: Auth, clock: () => number): MailTokens {
  const store = async () => (await auth.$context).internalAdapter;
  const nameOf = (token: string): string => `mail-token:${token}`;
  /** Leads from purpose and address to the serial of the newest tokens. Whoever takes this row away has used them: it is there once, however many they are. */
  const latestOf = (purpose: Purpose, email: string): string => `mail-latest:${purpose === 'sign-in-code' ? 'sign-in' : purpose}:${email}`;

  const find = async (token: string): Promise<Kept> => {
    if (!/^[\w-]{43}$/.test(token)) throw gone();
    const adapter = await store();
    const row = await adapter.findVerificationValue(nameOf(token));
    if (row === null || row.expiresAt.getTime() <= clock()) throw gone();
    const kept = JSON.parse(row.value) as Kept;
    const latest = await adapter.findVerificationValue(latestOf(kept.purpose, kept.data.email));
    if (latest?.value !== kept.serial) throw gone();
    return kept;
  };

  const issueTogether = async (grants: readonly Grant[], lifetime: number): Promise<readonly string[]> => {
    const [first] = grants;
    if (first === undefined) return [];
    const adapter = await store();
    const serial = randomToken();
    const expiresAt = new Date(clock() + lifetime);
    const latest = latestOf(first.purpose, first.data.email);
    await adapter.deleteVerificationByIdentifier(latest);
    await adapter.createVerificationValue({ identifier: latest, value: serial, expiresAt });
    const tokens: string[] = [];
    for (const grant of grants) {
      const token = randomToken();
      await adapter.createVerificationValue({ identifier: nameOf(token), value: JSON.stringify({ ...grant, serial } satisfies Kept), expiresAt });
      tokens.push(token);
    }
    return tokens;
  };

  const readFor: MailTokens['readFor'] = async (purpose, token) => {
    const kept = await find(token);
    if (kept.purpose !== purpose) throw gone();
    return kept.data as never;
  };

  return {
    issueTogether, readFor,
    async issue(purpose, data, lifetime) {
      const [token = ''] = await issueTogether([{ purpose, data } as Grant], lifetime);
      return token;
    },
    async read(token) {
      const { purpose, data } = await find(token);
      if (purpose === 'sign-in-code') throw gone(); // no link
      return { purpose, data } as KnownLink;
    },
    async redeem(purpose, token) {
      const kept = await find(token);
      if (kept.purpose !== purpose) throw gone();
      const adapter = await store();
      const taken = await adapter.consumeVerificationValue(latestOf(purpose, kept.data.email));
      if (taken?.value !== kept.serial) throw gone();
      await adapter.deleteVerificationByIdentifier(nameOf(token));
      return kept.data as never;
    },
    async revoke(purpose, email) {
      await (await store()).deleteVerificationByIdentifier(latestOf(purpose, email));
    },
  };
}

/** 256 random bits for an address, as 43 letters of Base64url. */
export function randomToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
