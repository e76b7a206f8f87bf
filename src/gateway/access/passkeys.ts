import type * as WebAuthn from '@simplewebauthn/server';
import { PortalError } from '../../contract/index.ts';
import { deviceOf } from './device.ts';
import { randomToken } from './mail-tokens.ts';
import { dropPasskey, findPasskey, keepPasskey, notePasskeyUse, ownPasskeys } from './passkey-store.ts';
import type { AccessServices } from './services.ts';
import type { Visitor } from './sessions.ts';
import { guarded, tokenBounds } from './throttling.ts';
import type { AccessPart, Visit } from './visit.ts';

/** Milliseconds to answer; also what WebAuthn recommends that a browser waits. */
const PATIENCE = 5 * 60 * 1000;
/** Passkeys of one person. */
const MOST = 20;
/** EdDSA, ES256, RS256 (COSE): on every instance the same, whatever its runtime knows besides. */
const ALGORITHMS = [-8, -7, -257];

/**
 * Passkeys (WebAuthn Level 3). They belong to the host name of the page, which is where browsers offer them; a page is one of a listed origin, since writes
 * from others do not get here. They are discoverable (`residentKey: 'required'`), so that nobody has to type who they are. That the device checks its user is
 * `preferred`: a passkey stands in the place of a password, not of a second factor, and `required` shuts computers out that have no sensor.
 */
export function passkeyPart(services: AccessServices): AccessPart<'startPasskey' | 'addPasskey' | 'deletePasskey' | 'startPasskeySignIn' | 'signInWithPasskey'> {
  const { settings, db, sessions, throttle } = services;
  const { access, limits, clock } = settings;
  const challenges = createChallenges(services);
  const checkOffered = (): void => {
    if (!access.passkeys) throw new PortalError('unsupported', 'This portal has no passkeys.');
  };
  /** A customer: a passkey is kept of nobody who has not agreed to the terms. */
  const owner = async (visit: Visit): Promise<Visitor> => {
    const visitor = await sessions.ownVisitor(visit);
    if ((await sessions.describe(visit, visitor)).customer === null) throw new PortalError('unauthenticated', 'The terms have to be agreed to first.');
    return visitor;
  };
  /** Challenges are rows in the database that anybody can cause. */
  const countStart = async ({ address }: Visit): Promise<void> => {
    if (address !== undefined) await throttle.hit([{ key: `passkeys from ${address}`, limit: limits.signInsPerAddress, window: 15 * 60 }]);
  };
  const checkCount = (passkeys: readonly unknown[]): void => {
    if (passkeys.length >= MOST) throw new PortalError('conflict', `There are ${String(MOST)} passkeys already; delete one first.`);
  };

  return {
    async startPasskey(_input, visit) {
      checkOffered();
      const { customer: { id, email, name } } = await owner(visit);
      await countStart(visit);
      const passkeys = await ownPasskeys(db, id);
      checkCount(passkeys);
      const { generateRegistrationOptions } = await library();
      const challenge = await challenges.issue('add', id);
      const options = await generateRegistrationOptions({
        rpName: settings.portalName(''), rpID: hostOf(visit), userID: handleOf(id), userName: email, userDisplayName: name, challenge: bytesOf(challenge), timeout: PATIENCE,
        attestationType: 'none', excludeCredentials: passkeys.map((passkey) => ({ id: passkey.id, transports: [...passkey.transports] })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' }, supportedAlgorithmIDs: ALGORITHMS,
      });
      return { challenge, options: { ...options } };
    },

    async addPasskey({ challenge, credential, name }, visit) {
      checkOffered();
      const { customer: { id: user } } = await owner(visit);
      const told = checkedId(credential);
      if (await challenges.take('add', challenge) !== user) throw wrong();
      const { verifyRegistrationResponse } = await library();
      const { registrationInfo } = await provedBy(verifyRegistrationResponse({
        response: credential as unknown as WebAuthn.RegistrationResponseJSON, expectedChallenge: challenge, expectedOrigin: visit.site, expectedRPID: hostOf(visit),
        requireUserVerification: false, supportedAlgorithmIDs: ALGORITHMS,
      }));
      const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
      if (id !== told) throw wrong();
      checkCount(await ownPasskeys(db, user));
      const label = name.replace(/[\s\p{Cc}]+/gu, ' ').trim() || deviceOf(visit.request.headers.get('User-Agent') ?? '');
      return keepPasskey(db, { id, user, key: base64Url(publicKey), counter, transports }, label, clock());
    },

    async deletePasskey({ passkeyId }, visit) {
      checkOffered();
      const { customer } = await sessions.ownVisitor(visit);
      await dropPasskey(db, customer.id, passkeyId);
      return {};
    },

    async startPasskeySignIn(_input, visit) {
      checkOffered();
      await countStart(visit);
      const { generateAuthenticationOptions } = await library();
      const challenge = await challenges.issue('sign-in', '');
      const options = await generateAuthenticationOptions({ rpID: hostOf(visit), challenge: bytesOf(challenge), timeout: PATIENCE, userVerification: 'preferred' });
      return { challenge, options: { ...options } };
    },

    async signInWithPasskey({ challenge, credential }, visit) {
      checkOffered();
      const id = checkedId(credential);
      return guarded(throttle, tokenBounds(visit.address, limits), async () => {
        if (await challenges.take('sign-in', challenge) === null) throw wrong();
        const passkey = await findPasskey(db, id);
        if (passkey === null) throw wrong();
        // The device tells whose passkey it is (WebAuthn, 7.2, step 6); the library leaves that to us.
        const response = credential as unknown as WebAuthn.AuthenticationResponseJSON;
        if ((response.response as typeof response.response | undefined)?.userHandle !== base64Url(handleOf(passkey.user))) throw wrong();
        const { verifyAuthenticationResponse } = await library();
        const { authenticationInfo } = await provedBy(verifyAuthenticationResponse({
          response, expectedChallenge: challenge, expectedOrigin: visit.site, expectedRPID: hostOf(visit), requireUserVerification: false,
          credential: { id: passkey.id, publicKey: bytesOf(passkey.key), counter: passkey.counter },
        }));
        if (!await notePasskeyUse(db, passkey, authenticationInfo.newCounter, clock())) throw wrong();
        return sessions.begin(visit, { userId: passkey.user, method: 'passkey' });
      });
    },
  };
}

/** Challenges, each for one use. */
interface Challenges {
  /** @param user Whose answer it has to be; `''` for anybody's. */
  issue(purpose: 'add' | 'sign-in', user: string): Promise<string>;
  /** Uses a challenge up. @returns its user; null where it is unknown, used or too old */
  take(purpose: 'add' | 'sign-in', challenge: string): Promise<string | null>;
}

/** They are kept by better-auth, as digests, like the tokens of mails. */
function createChallenges({ auth, settings: { clock } }: AccessServices): Challenges {
  const store = async () => (await auth.$context).internalAdapter;
  const nameOf = (purpose: string, challenge: string): string => `passkey-${purpose}:${challenge}`;
  return {
    async issue(purpose, user) {
      const challenge = randomToken();
      await (await store()).createVerificationValue({ identifier: nameOf(purpose, challenge), value: user, expiresAt: new Date(clock() + PATIENCE) });
      return challenge;
    },
    async take(purpose, challenge) {
      const taken = await (await store()).consumeVerificationValue(nameOf(purpose, challenge));
      return taken === null || taken.expiresAt.getTime() <= clock() ? null : taken.value;
    },
  };
}

/** Fetched with the first passkey. */
const library = (): Promise<typeof WebAuthn> => import('@simplewebauthn/server');

/** A proof, if it is one: the library throws errors of its own at whatever it does not like. */
async function provedBy<Result extends { readonly verified: boolean }>(verification: Promise<Result>): Promise<Result & { readonly verified: true }> {
  const result = await verification.catch((cause: unknown) => { throw wrong(cause); });
  if (!result.verified) throw wrong();
  return result as Result & { readonly verified: true };
}

const wrong = (cause?: unknown): PortalError => new PortalError('wrong-credentials', 'This passkey does not prove who you are.', { cause });

/** The id of a credential: at most 1023 bytes (WebAuthn Level 3, 7.1), Base64url. @throws PortalError `invalid-input` for what no browser answers */
function checkedId({ id }: Readonly<Record<string, unknown>>): string {
  if (typeof id === 'string' && /^[\w-]{1,1400}$/.test(id)) return id;
  throw new PortalError('invalid-input', 'The credential needs an `id` in Base64url, as the browser has answered it.', { issues: [{ path: 'credential.id', code: 'invalid' }] });
}

/** The relying party's id: the page's host name. */
const hostOf = ({ site }: Visit): string => new URL(site).hostname;

/** What a device keeps of an account, which must tell nothing about its person. */
const handleOf = (user: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(user);

const base64Url = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
