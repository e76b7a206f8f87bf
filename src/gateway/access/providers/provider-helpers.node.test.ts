import { createHash, createSign, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, SignJWT, type JWTPayload } from 'jose';
import { browser, get, PAGE, post, sampleGateway, type Browser, type TestGateway } from '../../helpers.node.test.ts';
import type { DatabaseOption, GatewayOptions } from '../../index.ts';
import type { OidcProvider } from '../settings.ts';

/** A page of the portal to come back to. */
export const RETURN_TO = `${PAGE}/support?from=mail#/tickets/5`;

/** Begins a sign-in. @returns the provider's address, with what it is asked */
export async function begin(tab: Browser, provider: string, returnTo = RETURN_TO): Promise<URL> {
  const response = await tab.fetch(post(`/v1/providers/${provider}/sign-ins`, { returnTo }));
  if (!response.ok) throw new Error(`${String(response.status)} ${await response.text()}`);
  return new URL((await response.json() as { url: string }).url);
}

/** Goes to one of the gateway's addresses, as a navigation does. @returns where it leads */
export async function follow(tab: Pick<Browser, 'fetch'>, url: string): Promise<string> {
  const { pathname, search } = new URL(url);
  const response = await tab.fetch(get(pathname + search));
  if (response.status !== 303) throw new Error(`${String(response.status)} ${await response.text()}`);
  return response.headers.get('Location') ?? '';
}

/** The address of who is signed in. */
export async function who(tab: Browser): Promise<string | null> {
  return (await (await tab.fetch(get('/v1/session'))).json() as { customer: { email: string } | null }).customer?.email ?? null;
}

/** Another browser, without any cookie. */
export const otherBrowser = (gateway: TestGateway): Browser => browser(gateway, { address: '198.51.100.9' });

/** Why the last sign-in was refused, by the log. */
export const reasonIn = ({ entries }: TestGateway): string | undefined => entries.findLast(({ operation }) => operation !== 'getSession')?.reason;

export const FAILED = `${PAGE}/support?from=mail#portal=sign-in&error=provider`;
/** Where a failure leads while nobody knows where the person was going. */
export const FAILED_AT_PORTAL = `${PAGE}/support#portal=sign-in&error=provider`;

/** A server on loopback. */
export async function serve(handler: (request: IncomingMessage, body: string) => Promise<{ status?: number; json: unknown } | 'hang'>): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const piece of request) body += String(piece);
      const answer = await handler(request, body);
      if (answer === 'hang') return;
      response.writeHead(answer.status ?? 200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.json));
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What a test may change in the provider's answers. */
export interface OidcTweaks {
  readonly claims?: JWTPayload;
  readonly userinfo?: Record<string, unknown>;
  readonly header?: Record<string, unknown>;
  /** Signs with a key that the provider does not publish. */
  readonly foreignKey?: boolean;
  /** An id token made in another way. */
  readonly idToken?: (claims: JWTPayload) => Promise<string> | string;
  /** Parameters of the redirect back. */
  readonly answer?: Record<string, string | null>;
  readonly tokenError?: boolean;
  readonly down?: boolean;
  readonly hang?: boolean;
}

/** A small OpenID provider. */
export interface OidcProviderOfTest {
  readonly issuer: string;
  /** Signs a person in who has been sent here. @returns where the provider sends the browser */
  authorize(url: URL, tweaks?: OidcTweaks): string;
  /** From now on. */
  set(tweaks: OidcTweaks): void;
  /** Requests by path. */
  readonly asked: string[];
  close(): Promise<void>;
}

export const CLIENT = 'portal';
/** With letters that both ways to send it have to escape. */
export const CLIENT_SECRET = 'a secret: with/odd+letters';

export async function oidcProvider({ logout = true, issParameter = true }: { logout?: boolean; issParameter?: boolean } = {}): Promise<OidcProviderOfTest> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const codes = new Map<string, { params: URLSearchParams; tweaks: OidcTweaks }>();
  const tokens = new Map<string, Record<string, unknown>>();
  const asked: string[] = [];
  let general: OidcTweaks = {};

  const token = async (request: IncomingMessage, body: string): Promise<{ status?: number; json: unknown }> => {
    const form = new URLSearchParams(body);
    const [id, secret] = Buffer.from((request.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString().split(':').map((part) => decodeURIComponent(part.replaceAll('+', '%20')));
    if (id !== CLIENT || secret !== CLIENT_SECRET) return { status: 401, json: { error: 'invalid_client' } };
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    if (code === undefined || code.params.get('code_challenge') !== challenge || code.params.get('redirect_uri') !== form.get('redirect_uri')) return { status: 400, json: { error: 'invalid_grant' } };
    const { params, tweaks } = code;
    if (tweaks.tokenError === true) return { status: 400, json: { error: 'invalid_grant' } };
    const now = Math.floor(Date.now() / 1000);
    const claims: JWTPayload = {
      iss: origin, aud: CLIENT, sub: 'alice-1', iat: now, exp: now + 300, nonce: params.get('nonce'),
      email: 'alice@acme.example', email_verified: true, name: 'Alice Archer', groups: ['customers', 'acme'], ...tweaks.claims,
    };
    const accessToken = randomUUID();
    tokens.set(accessToken, { sub: claims.sub, ...tweaks.userinfo });
    const idToken = await (tweaks.idToken ?? ((all) => new SignJWT(all).setProtectedHeader({ alg: 'RS256', kid: 'test', ...tweaks.header }).sign(tweaks.foreignKey === true ? foreign : privateKey)))(claims);
    return { json: { access_token: accessToken, token_type: 'Bearer', expires_in: 300, id_token: idToken } };
  };

  const { origin, close } = await serve(async (request, body) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    asked.push(pathname);
    if (general.hang === true) return 'hang';
    if (general.down === true) return { status: 503, json: {} };
    switch (pathname) {
      case '/.well-known/openid-configuration': return { json: {
        issuer: origin, authorization_endpoint: `${origin}/authorize`, token_endpoint: `${origin}/token`, jwks_uri: `${origin}/jwks`, userinfo_endpoint: `${origin}/userinfo`,
        response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'],
        authorization_response_iss_parameter_supported: issParameter, ...logout ? { end_session_endpoint: `${origin}/logout` } : {},
      } };
      case '/jwks': return { json: { keys: [{ ...await exportJWK(publicKey), kid: 'test', alg: 'RS256', use: 'sig' }] } };
      case '/token': return token(request, body);
      case '/userinfo': return { json: tokens.get((request.headers.authorization ?? '').replace('Bearer ', '')) ?? {} };
      default: return { status: 404, json: {} };
    }
  });

  return {
    issuer: origin, asked, close,
    set(tweaks) { general = tweaks; },
    authorize({ searchParams: params }, tweaks = {}) {
      const code = randomUUID();
      codes.set(code, { params, tweaks });
      const back = new URL(params.get('redirect_uri') ?? '');
      const answer = { code, state: params.get('state'), iss: origin, ...tweaks.answer };
      for (const [name, value] of Object.entries(answer)) if (value !== null) back.searchParams.set(name, value);
      return back.href;
    },
  };
}

/** A gateway at a provider. */
export const oidcGateway = (issuer: string, provider: Partial<OidcProvider> = {}, options: Partial<GatewayOptions> = {}): TestGateway => sampleGateway({
  limits: { signInsPerAddress: 1000 }, ...options,
  access: { portalURL: `${PAGE}/support`, providers: [{ type: 'oidc', id: 'op', name: 'Example ID', issuer, clientId: CLIENT, clientSecret: CLIENT_SECRET, ...provider }], ...options.access },
});

/** Two instances over one database. */
export async function twoInstances(make: (database: DatabaseOption) => TestGateway): Promise<{ readonly both: readonly [TestGateway, TestGateway]; readonly file: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-sign-on-'));
  const file = join(folder, 'portal.db');
  const both = [make({ sqlite: file }), make({ sqlite: file })] as const;
  await Promise.all(both.map((gateway) => gateway.ready()));
  return {
    both, file,
    async close() {
      for (const gateway of both) await gateway.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The same browser, as it is seen by another instance. */
export function sameBrowser(tab: Browser, gateway: TestGateway): Browser {
  const there = browser(gateway);
  for (const [name, value] of tab.cookies) there.cookies.set(name, value);
  return there;
}

/** A key with a certificate of its own (RFC 5280), as SAML providers have. */
export interface KeyAndCertificate { readonly privateKey: string; readonly certificate: string; readonly publicKey: KeyObject }

export function keyAndCertificate(): KeyAndCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const der = (tag: number, ...parts: Buffer[]): Buffer => {
    const content = Buffer.concat(parts);
    const { length } = content;
    return Buffer.concat([Buffer.from(length < 128 ? [tag, length] : length < 256 ? [tag, 0x81, length] : [tag, 0x82, length >> 8, length & 255]), content]);
  };
  const sha256WithRSA = der(0x30, Buffer.from('06092a864886f70d01010b0500', 'hex'));
  const name = der(0x30, der(0x31, der(0x30, Buffer.from('0603550403', 'hex'), der(0x0c, Buffer.from('idp.example')))));
  const validity = der(0x30, der(0x17, Buffer.from('200101000000Z')), der(0x17, Buffer.from('491231235959Z')));
  const body = der(0x30, der(0x02, Buffer.from([1])), sha256WithRSA, name, validity, name, publicKey.export({ type: 'spki', format: 'der' }));
  const signature = createSign('sha256').update(body).sign(privateKey);
  const certificate = der(0x30, body, sha256WithRSA, der(0x03, Buffer.from([0]), signature)).toString('base64').replace(/.{64}/g, '$&\n').trim();
  return { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, certificate: `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`, publicKey };
}
