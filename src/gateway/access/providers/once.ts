import { parse, serialize } from 'hono/utils/cookie';
import type { Settings } from '../../options.ts';
import { cookieAttributes, cookieName, type Auth } from '../auth.ts';
import { digestOf } from '../digest.ts';
import { randomToken } from '../mail-tokens.ts';
import { Refusal } from '../refusal.ts';
import type { Visit } from '../visit.ts';

/** Seconds that a person may take at the provider. */
const TEN_MINUTES = 10 * 60;

/** What waits for the browser to come back, by what it will bring. */
export interface Waiting {
  /** Which provider. */
  readonly provider: string;
  readonly returnTo: string;
  /** Digest of the browser's cookie; null for a sign-in that began at the provider, which no browser of ours has asked for. */
  readonly browser: string | null;
}

/** Things that may be fetched once, on whichever instance. They are kept by better-auth, under digests of their names. */
export interface OnceStore {
  /** @param seconds Until it is void. */
  put(name: string, value: Waiting, seconds?: number): Promise<void>;
  /** Looks without using it up. @throws Refusal `unknown-request` */
  look<Value extends Waiting>(name: string, provider: string): Promise<Value>;
  /** Uses it up: of two at once one gets it. @throws Refusal `unknown-request` */
  take(name: string): Promise<void>;
  /** Marks something as seen. @returns false where it was @param until Milliseconds since 1970: until nobody would accept it anyway. */
  isNew(name: string, until: number): Promise<boolean>;
}

/** @param clock Milliseconds since 1970. */
export function createOnceStore(auth: Auth, clock: () => number): OnceStore {
  const store = async () => (await auth.$context).internalAdapter;
  return {
    async put(name, value, seconds = TEN_MINUTES) {
      await (await store()).createVerificationValue({ identifier: name, value: JSON.stringify(value), expiresAt: new Date(clock() + seconds * 1000) });
    },
    async look<Value extends Waiting>(name: string, provider: string) {
      const row = await (await store()).findVerificationValue(name);
      if (row === null || row.expiresAt.getTime() <= clock()) throw new Refusal('unknown-request');
      const value = JSON.parse(row.value) as Value;
      if (value.provider !== provider) throw new Refusal('unknown-request');
      return value;
    },
    async take(name) {
      if (await (await store()).consumeVerificationValue(name) === null) throw new Refusal('unknown-request');
    },
    async isNew(name, until) {
      const adapter = await store();
      // Looking is also what makes better-auth take out what has expired; keeping alone does not.
      if (await adapter.findVerificationValue(name) !== null) return false;
      return adapter.reserveVerificationValue({ identifier: name, value: '', expiresAt: new Date(until) });
    },
  };
}

/**
 * Ties what follows to the browser of a visit, by a cookie that lives as long as a sign-in may take. Several tabs share it. It goes with top-level
 * navigations (`SameSite=Lax`), which is all that ever reads it. @returns the cookie's digest
 */
export async function tieToBrowser(settings: Settings, { request, cookies }: Visit): Promise<string> {
  const token = tokenOf(settings, request) ?? randomToken();
  cookies.push(serialize(cookieName(settings, 'provider'), token, { ...cookieAttributes(settings), maxAge: TEN_MINUTES }));
  return digestOf(token);
}

/** Whether a request comes from the browser that something is tied to. */
export async function isFromBrowser(settings: Settings, request: Request, browser: string): Promise<boolean> {
  const token = tokenOf(settings, request);
  return token !== undefined && await digestOf(token) === browser;
}

function tokenOf(settings: Settings, request: Request): string | undefined {
  const name = cookieName(settings, 'provider');
  const token = parse(request.headers.get('Cookie') ?? '', name)[name];
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined;
}
