import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { isPortalError, PortalError } from '../../contract/index.ts';
import { accountOf } from './identities.ts';
import { createOnceStore } from './providers/once.ts';
import { textsOf } from './providers/proved.ts';
import { reasonIn, Refusal, type RefusalReason } from './refusal.ts';
import type { AccessServices } from './services.ts';
import type { HostSettings } from './settings.ts';
import { guarded, tokenBounds } from './throttling.ts';
import type { AccessPart } from './visit.ts';

/** Seconds that two clocks may be apart. */
const SKEW = 60;
/** Seconds that a token may be good for. Besides, it tells milliseconds, which some applications write by mistake, from seconds. */
const LONGEST_LIFE = 60 * 60;

/** Sign-in by the page's own application: it hands a signed-in user over by a token that it has signed, so nobody signs in twice. */
export function hostPart(services: AccessServices): AccessPart<'signInAsHostUser'> {
  const { settings: { access: { host }, limits, clock }, auth, sessions, throttle } = services;
  const once = createOnceStore(auth, clock);
  const check = host === null ? undefined : createTokenCheck(host, clock);
  return {
    async signInAsHostUser({ token }, visit) {
      if (host === null || check === undefined) throw new PortalError('unsupported', 'This portal takes no users of its host.');
      return guarded(throttle, tokenBounds(visit.address, limits), async () => {
        const { id, until, subject, email, name, groups } = await check(token);
        if (!await once.isNew(`host-token:${id}`, until)) throw new Refusal('replayed');
        const userId = await accountOf(services, { authority: 'host', issuer: host.issuer, subject, email, name, groups });
        return sessions.begin(visit, { userId, method: 'host', groups, ends: clock() + host.session * 1000 });
      }).catch(async (cause: unknown) => {
        const error = told(cause);
        // Whoever sat there before is nobody whom the application vouches for now. A token that comes twice was right the first time.
        if (isPortalError(error, 'wrong-credentials') && reasonIn(error) !== 'replayed') await sessions.signOut(visit);
        throw error;
      });
    },
  };
}

interface HostUser {
  /** Of the token. */
  readonly id: string;
  /** Until when the token would be taken, in milliseconds since 1970. */
  readonly until: number;
  readonly subject: string; readonly email: string; readonly name: string; readonly groups: readonly string[];
}

/** Checks tokens by jose, and what it leaves open (RFC 8725, RFC 7519). The check rejects with a {@link Refusal}. */
function createTokenCheck({ issuer, audience, keys }: HostSettings, clock: () => number): (token: string) => Promise<HostUser> {
  // A list per kind of key: a public key must never be taken for the secret of HS256.
  const algorithms = 'secret' in keys ? ['HS256'] : ['RS256', 'ES256', 'EdDSA', 'Ed25519'];
  const key = keyOf(keys);
  return async (token) => {
    const { payload } = await jwtVerify(token, (header, input) => {
      const { typ, crit } = header;
      // Absent or JWT: another kind of token of the same application, such as an access token (`at+jwt`), is not meant for this.
      if (crit !== undefined || (typ !== undefined && !/^jwt$/i.test(typ))) throw new Refusal('type');
      return key(header, input);
    }, { algorithms, issuer, audience, clockTolerance: SKEW, currentDate: new Date(clock()), requiredClaims: ['exp', 'iat', 'sub', 'jti'] })
      .catch((cause: unknown) => { throw cause instanceof Refusal ? cause : new Refusal(reasonOf(cause), { cause }); });
    return readClaims(payload, clock() / 1000);
  };
}

/** @param now Seconds since 1970. */
function readClaims({ exp, iat, jti, sub, email, email_verified: verified, name, groups }: JWTPayload, now: number): HostUser {
  if (typeof exp !== 'number' || typeof iat !== 'number' || iat > now + SKEW || exp <= iat || exp - iat > LONGEST_LIFE) throw new Refusal('time');
  if (typeof jti !== 'string' || jti === '') throw new Refusal('malformed');
  if (typeof sub !== 'string' || sub.trim() === '') throw new Refusal('subject');
  if (typeof email !== 'string') throw new Refusal('address');
  // The application vouches for its users' addresses, unless it says that it does not.
  if (verified !== undefined && verified !== true) throw new Refusal('unverified-address');
  return { id: jti, until: (exp + SKEW) * 1000, subject: sub, email, name: typeof name === 'string' ? name : '', groups: textsOf(groups) };
}

function keyOf(keys: HostSettings['keys']): JWTVerifyGetKey {
  if ('secret' in keys) {
    const secret = new TextEncoder().encode(keys.secret);
    return () => secret;
  }
  if ('jwks' in keys) return createLocalJWKSet(keys.jwks);
  return createRemoteJWKSet(new URL(keys.jwksURL), { timeoutDuration: 5_000, cooldownDuration: 30_000, cacheMaxAge: 10 * 60_000 });
}

const CLAIMS: Readonly<Record<string, RefusalReason>> = { iss: 'issuer', aud: 'audience', exp: 'time', iat: 'time', nbf: 'time', sub: 'subject' };

/** What an error of jose comes from. */
function reasonOf(error: unknown): RefusalReason {
  if (error instanceof errors.JWTExpired) return 'time';
  if (error instanceof errors.JWTClaimValidationFailed) return CLAIMS[error.claim] ?? 'malformed';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) return 'signature';
  // The key set could not be fetched, or is none.
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid || error instanceof TypeError || (error as { code?: unknown }).code === 'ERR_JOSE_GENERIC') return 'provider-down';
  return 'malformed';
}

/** What is told to the page. */
function told(cause: unknown): unknown {
  if (!(cause instanceof Refusal)) return isPortalError(cause, 'wrong-credentials') ? new PortalError('wrong-credentials', REFUSED, { cause: new Refusal('disabled', { cause }) }) : cause;
  return cause.reason === 'provider-down'
    ? new PortalError('unavailable', 'The keys of the host\'s application cannot be reached just now.', { cause })
    : new PortalError('wrong-credentials', REFUSED, { cause });
}

const REFUSED = 'The token of the host\'s application is not accepted; the gateway\'s log says why.';
