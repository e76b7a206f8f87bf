import type { Configuration } from 'openid-client';
import type { Seal } from '../../mail/seal.ts';
import { isLoopback } from '../../origins.ts';
import { Refusal, type RefusalReason } from '../refusal.ts';
import type { OidcProvider } from '../settings.ts';
import { textsOf, type Proved } from './proved.ts';

/** Seconds that a provider may take for each answer. */
const PATIENCE = 10;
/** Milliseconds that what a provider says of itself is believed. */
const FRESH = 60 * 60 * 1000;
/** An id token with more letters than this does not fit into every server's addresses. */
const LONGEST_HINT = 4000;

/** What a sign-in has to remember until its answer comes. */
export interface OidcSecrets { readonly nonce: string; readonly verifier: string }

/** A portal at an OpenID Connect provider. */
export interface OidcClient {
  /** Where a person signs in. @throws Refusal `provider-down` */
  begin(state: string): Promise<{ readonly url: string; readonly secrets: OidcSecrets }>;
  /** Redeems the code of an answer. @param answer Its query. @throws Refusal */
  finish(answer: string, state: string, secrets: OidcSecrets): Promise<Proved>;
  /** Where a person signs out; undefined where the provider has no such place. @param kept As {@link Proved.signOut} has it. */
  signOutURL(kept: string, returnTo: string): Promise<string | undefined>;
}

/**
 * The authorization code flow by openid-client, which is certified for it: PKCE (S256), `state`, `nonce`, `iss` (RFC 9207), and an id token whose
 * signature, issuer, audience and times are right.
 * @param redirectURI Where the provider answers. @param seal For the id token, which a sign-out shows again: it tells much of a person, and some services let in by it.
 */
export function createOidcClient(
  { issuer, clientId, clientSecret, clientAuthentication, scopes, groups }: OidcProvider, redirectURI: string, clock: () => number, seal: Seal<string>,
): OidcClient {
  let known: { readonly at: number; readonly configuration: Promise<Configuration> } | undefined;

  const discover = async (): Promise<Configuration> => {
    const client = await import('openid-client');
    const authentication = clientSecret === undefined ? client.None()
      : clientAuthentication === 'basic' ? client.ClientSecretBasic(clientSecret) : client.ClientSecretPost(clientSecret);
    const url = new URL(issuer);
    return client.discovery(url, clientId, { [client.clockTolerance]: 60 }, authentication, {
      timeout: PATIENCE,
      execute: [
        // The library leaves the signature to TLS, as OpenID Connect Core 3.1.3.7 allows; it costs little to look.
        client.enableNonRepudiationChecks,
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- made to stand out: for this machine only
        ...url.protocol === 'http:' && isLoopback(url.hostname) ? [client.allowInsecureRequests] : [],
      ],
    });
  };
  /** What the provider says of itself. An old answer is better than none. */
  const configured = async (): Promise<Configuration> => {
    if (known !== undefined && clock() - known.at < FRESH) return known.configuration;
    const old = known;
    const asked = known = { at: clock(), configuration: discover() };
    try {
      return await asked.configuration;
    } catch (error) {
      if (known === asked) known = old;
      if (old !== undefined) return old.configuration;
      throw error;
    }
  };
  const asking = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await ask();
    } catch (cause) {
      throw cause instanceof Refusal ? cause : new Refusal(reasonOf(cause), { cause });
    }
  };

  return {
    begin: (state) => asking(async () => {
      const client = await import('openid-client');
      const secrets = { nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() };
      const url = client.buildAuthorizationUrl(await configured(), {
        redirect_uri: redirectURI, scope: scopes, state, nonce: secrets.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(secrets.verifier), code_challenge_method: 'S256',
      });
      return { url: url.href, secrets };
    }),
    finish: (answer, state, { nonce, verifier }) => asking(async () => {
      const client = await import('openid-client');
      const configuration = await configured();
      const url = new URL(redirectURI);
      url.search = answer;
      const tokens = await client.authorizationCodeGrant(configuration, url, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true });
      const claims = tokens.claims();
      if (claims === undefined || claims.sub === '') throw new Refusal('subject');
      // Many providers keep the id token small and tell the rest here.
      const more = configuration.serverMetadata().userinfo_endpoint === undefined ? {} : await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
      const { name, [groups]: named }: Record<string, unknown> = { ...more, ...claims };
      const idToken = tokens.id_token ?? '';
      return {
        issuer, subject: claims.sub, email: verifiedAddress([claims, more]), name: typeof name === 'string' ? name : '', groups: textsOf(named),
        signOut: await seal.close(idToken.length > LONGEST_HINT ? '' : idToken),
      };
    }),
    async signOutURL(kept, returnTo) {
      const client = await import('openid-client');
      const configuration = await configured();
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
      const idToken = await seal.open(kept);
      return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: returnTo, ...idToken === '' ? {} : { id_token_hint: idToken } }).href;
    },
  };
}

/** The address that a provider has verified. It and the word that it is verified come from the same place, and no other place may deny it. */
function verifiedAddress(sources: readonly { readonly email?: unknown; readonly email_verified?: unknown }[]): string {
  const addressed = sources.filter(({ email }) => typeof email === 'string');
  if (addressed.length === 0) throw new Refusal('address');
  const verified = addressed.find(({ email_verified: word }) => word === true);
  if (verified === undefined || addressed.some(({ email_verified: word }) => word === false)) throw new Refusal('unverified-address');
  return verified.email as string;
}

const CLAIMS: Readonly<Record<string, RefusalReason>> = { nonce: 'nonce', aud: 'audience', azp: 'audience', iss: 'issuer', exp: 'time', nbf: 'time', iat: 'time' };

/** What an error of openid-client comes from. */
function reasonOf(error: unknown): RefusalReason {
  const { code, cause } = error as { code?: unknown; cause?: { message?: string; cause?: { claim?: string } } };
  switch (code) {
    case 'OAUTH_AUTHORIZATION_RESPONSE_ERROR': return 'provider-refused';
    case 'OAUTH_RESPONSE_BODY_ERROR': return 'code';
    case 'OAUTH_TIMEOUT': case 'OAUTH_RESPONSE_IS_NOT_CONFORM': return 'provider-down';
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED': case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED': return CLAIMS[cause?.cause?.claim ?? ''] ?? 'malformed';
    case 'OAUTH_KEY_SELECTION_FAILED': return 'signature';
    // fetch's own, where nobody answers
    case undefined: return error instanceof TypeError ? 'provider-down' : 'malformed';
    default: return /signature verification/.test(cause?.message ?? '') ? 'signature' : /"alg"/.test(cause?.message ?? '') ? 'algorithm' : 'malformed';
  }
}
