import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { browser, post, sampleGateway, signedIn, type Browser, type TestGateway } from '../helpers.node.test.ts';
import type { GatewayOptions } from '../index.ts';
import { reasonIn, sameBrowser, serve, who } from './providers/provider-helpers.node.test.ts';

const ISSUER = 'https://www.example';
const AUDIENCE = 'support';
const SECRET = 'a shared secret for tests that is long enough';

const now = (): number => Math.floor(Date.now() / 1000);
/** What the host's application says of Alice. */
const claims = (change: Record<string, unknown> = {}): JWTPayload => ({
  iss: ISSUER, aud: AUDIENCE, sub: 'user-1', jti: crypto.randomUUID(), iat: now(), exp: now() + 300, email: 'alice@acme.example', name: 'Alice Archer', groups: ['acme'], ...change,
});
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
/** Signs what no library would. */
const signed = (payload: unknown, header: object = {}, secret = SECRET): string => {
  const text = `${part({ alg: 'HS256', ...header })}.${part(payload)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
};

const gatewayWith = (keys: object = { secret: SECRET }, options: Partial<GatewayOptions> = {}): TestGateway => sampleGateway({
  limits: { signInsPerAddress: 1000 }, ...options, access: { host: { issuer: ISSUER, audience: AUDIENCE, keys: keys as never }, ...options.access },
});
const hand = (tab: Browser, token: string): Promise<Response> => tab.fetch(post('/v1/session/host', { token }));
const code = async (response: Response): Promise<string> => (await response.json() as { error: { code: string } }).error.code;

describe('A token of the host\'s application', () => {
  let gateway: TestGateway;
  before(() => { gateway = gatewayWith(); });
  after(() => gateway.close());

  it('signs its user in, for a quarter of an hour, and a new one renews that', async () => {
    const tab = browser(gateway);
    const response = await hand(tab, signed(claims()));
    const session = await response.json() as { customer: { email: string; name: string }; ends: string };
    assert.deepEqual([response.status, session.customer.email, session.customer.name], [200, 'alice@acme.example', 'Alice Archer']);
    assert(Math.abs(Date.parse(session.ends) - Date.now() - 15 * 60_000) < 10_000, session.ends);
    const before = new Map(tab.cookies);
    assert.equal((await hand(tab, signed(claims()))).status, 200);
    assert.notDeepEqual([...tab.cookies], [...before]);
    assert.equal(await who(tab), 'alice@acme.example');
  });

  it('may leave out name, groups and type, write its type in any case, and name several audiences', async () => {
    for (const [change, header] of [[{ name: undefined, groups: undefined }, {}], [{}, { typ: 'jwt' }], [{ aud: ['other', AUDIENCE] }, { typ: 'JWT' }], [{ email_verified: true }, {}], [{ sub: 'user-2', email: ' Bob@Acme.example ' }, {}]] as const) {
      assert.equal((await hand(browser(gateway), signed(claims(change), header))).status, 200, JSON.stringify(change));
    }
  });

  describe('is refused', () => {
    type Case = readonly [what: string, reason: string, token: () => string];
    const of = (change: Record<string, unknown>, header?: object) => (): string => signed(claims(change), header);
    const cases: readonly Case[] = [
      ['without a signature', 'algorithm', () => `${part({ alg: 'none' })}.${part(claims())}.`],
      ['without a signature, whatever its case', 'algorithm', () => `${part({ alg: 'nOnE' })}.${part(claims())}.`],
      ['by another secret', 'signature', () => signed(claims(), {}, 'another secret that is long enough too')],
      ['with a stronger algorithm than was agreed', 'algorithm', of({}, { alg: 'HS512' })],
      ['with a public algorithm', 'algorithm', of({}, { alg: 'RS256' })],
      ['changed after signing', 'signature', () => { const [header = '', , signature = ''] = signed(claims()).split('.'); return `${header}.${part(claims({ email: 'ceo@acme.example' }))}.${signature}`; }],
      ['of another issuer', 'issuer', of({ iss: 'https://evil.example' })],
      ['of nobody', 'issuer', of({ iss: undefined })],
      ['for another audience', 'audience', of({ aud: 'another' })],
      ['for no audience', 'audience', of({ aud: undefined })],
      ['for an audience that is none', 'audience', of({ aud: 7 })],
      ['without an end', 'time', of({ exp: undefined })],
      ['without a beginning', 'time', of({ iat: undefined })],
      ['expired', 'time', of({ iat: now() - 600, exp: now() - 61 })],
      ['of the future', 'time', of({ iat: now() + 120, exp: now() + 300 })],
      ['not good yet', 'time', of({ nbf: now() + 120 })],
      ['that ends in milliseconds', 'time', of({ exp: Date.now() + 300_000 })],
      ['with all times in milliseconds', 'time', of({ iat: Date.now(), exp: Date.now() + 300_000 })],
      ['with times as text', 'time', of({ exp: String(now() + 300) })],
      ['with a beginning as text', 'time', of({ iat: String(now()) })],
      ['that lives longer than an hour', 'time', of({ exp: now() + 3700 })],
      ['that ends before it begins', 'time', of({ iat: now() + 30, exp: now() + 20 })],
      ['without a subject', 'subject', of({ sub: undefined })],
      ['with an empty subject', 'subject', of({ sub: '' })],
      ['with a subject of blanks', 'subject', of({ sub: ' ' })],
      ['with a number for a subject', 'subject', of({ sub: 7 })],
      ['without an id', 'malformed', of({ jti: undefined })],
      ['with an empty id', 'malformed', of({ jti: '' })],
      ['with a number for an id', 'malformed', of({ jti: 7 })],
      ['without an address', 'address', of({ email: undefined })],
      ['with an address that is none', 'address', of({ email: 'alice' })],
      ['with a list of addresses', 'address', of({ email: ['alice@acme.example'] })],
      ['with an unverified address', 'unverified-address', of({ email_verified: false })],
      ['with an address that is verified by a word', 'unverified-address', of({ email_verified: 'false' })],
      ['of another type', 'type', of({}, { typ: 'at+jwt' })],
      ['of a type that is no text', 'type', of({}, { typ: { JWT: true } })],
      ['with a critical extension', 'malformed', of({}, { crit: ['exp'], exp: 1 })],
      ['with a critical extension that libraries know', 'type', of({}, { crit: ['b64'], b64: true })],
      ['that is none', 'malformed', () => 'x'],
      ['with parts of nothing', 'malformed', () => '..'],
      ['that holds a list', 'malformed', () => signed([claims()])],
      ['that is encrypted', 'malformed', () => 'a.b.c.d.e'],
    ];
    for (const [what, reason, token] of cases) {
      it(what, async () => {
        const tab = browser(gateway);
        const response = await hand(tab, token());
        assert.deepEqual([response.status, await code(response), reasonIn(gateway), tab.cookies.size, await who(tab)], [403, 'wrong-credentials', reason, 0, null]);
      });
    }

    it('a second time, also of two at once', async () => {
      const token = signed(claims());
      const statuses = await Promise.all([hand(browser(gateway), token), hand(browser(gateway), token)]);
      assert.deepEqual(statuses.map(({ status }) => status).sort(), [200, 403]);
      const again = browser(gateway);
      assert.equal((await hand(again, token)).status, 403);
      assert.deepEqual([reasonIn(gateway), await who(again)], ['replayed', null]);
      const twin = claims();
      assert.equal((await hand(browser(gateway), signed(twin))).status, 200);
      assert.equal((await hand(browser(gateway), signed({ ...twin, sub: 'user-2', email: 'bob@acme.example' }))).status, 403, 'its id counts');
    });

    it('a second time at another instance', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'portico-host-'));
      const instances = [1, 2].map(() => gatewayWith(undefined, { database: { sqlite: join(folder, 'portal.db') } }));
      const token = signed(claims());
      const statuses: number[] = [];
      for (const instance of instances) statuses.push((await hand(browser(instance), token)).status);
      assert.deepEqual(statuses, [200, 403]);
      for (const instance of instances) await instance.close();
      await rm(folder, { recursive: true });
    });

    it('for a disabled account', async () => {
      const dora = { sub: 'user-4', email: 'dora@acme.example' };
      await hand(browser(gateway), signed(claims(dora)));
      await gateway.accounts.disable('dora@acme.example');
      assert.equal((await hand(browser(gateway), signed(claims(dora)))).status, 403);
      assert.equal(reasonIn(gateway), 'disabled');
    });

    it('where it is too large, where the owner takes none, and from a page that is not listed', async () => {
      assert.equal((await hand(browser(gateway), signed(claims({ more: 'x'.repeat(20_000) })))).status, 422);
      const closed = sampleGateway();
      assert.equal((await hand(browser(closed), signed(claims()))).status, 501);
      await closed.close();
      assert.equal((await hand(browser(gateway, { origin: 'https://evil.example' }), signed(claims()))).status, 403);
    });

    it('after too many bad ones from an address, for a while', async () => {
      const narrow = gatewayWith(undefined, { limits: { signInsPerAddress: 3 } });
      const tab = browser(narrow);
      for (let count = 0; count < 5; count++) assert.equal((await hand(tab, signed(claims()))).status, 200, 'good ones do not count');
      for (let count = 0; count < 3; count++) assert.equal((await hand(tab, 'x')).status, 403);
      const response = await hand(tab, signed(claims()));
      assert.deepEqual([response.status, Number(response.headers.get('Retry-After')) > 0], [429, true]);
      assert.equal((await hand(browser(narrow, { address: '198.51.100.9' }), signed(claims()))).status, 200);
      await narrow.close();
    });
  });

  describe('and the session that the browser had', () => {
    const copyOf = (tab: Browser): Browser => sameBrowser(tab, gateway);
    const signedInTab = async (): Promise<Browser> => {
      const tab = browser(gateway);
      await hand(tab, signed(claims()));
      return tab;
    };

    it('ends with a token that is wrong, and its cookie with the answer', async () => {
      const wrong: Record<string, string> = {
        'a bad signature': signed(claims(), {}, 'another secret that is long enough too'), 'expired': signed(claims({ iat: now() - 600, exp: now() - 61 })), 'another issuer': signed(claims({ iss: 'https://evil.example' })),
        'no token': 'x', 'an unverified address': signed(claims({ email_verified: false })),
      };
      for (const [what, token] of Object.entries(wrong)) {
        const tab = await signedInTab();
        const copy = copyOf(tab);
        assert.equal((await hand(tab, token)).status, 403, what);
        assert.deepEqual([tab.cookies.size, await who(copy)], [0, null], what);
      }
    });

    it('ends with a user whose account is disabled', async () => {
      const tab = await signedInTab();
      const copy = copyOf(tab);
      const dan = { sub: 'user-5', email: 'dan@acme.example' };
      await hand(browser(gateway), signed(claims(dan)));
      await gateway.accounts.disable('dan@acme.example');
      assert.equal((await hand(tab, signed(claims(dan)))).status, 403);
      assert.deepEqual([tab.cookies.size, await who(copy)], [0, null]);
    });

    it('goes on where the token comes twice, comes from elsewhere, or comes too often', async () => {
      const tab = browser(gateway);
      const token = signed(claims());
      for (const status of [200, 403]) assert.equal((await hand(tab, token)).status, status);
      assert.deepEqual([reasonIn(gateway), await who(tab)], ['replayed', 'alice@acme.example']);
      const evil = browser(gateway, { origin: 'https://evil.example' });
      for (const [name, value] of tab.cookies) evil.cookies.set(name, value);
      assert.equal((await hand(evil, 'x')).status, 403);
      assert.equal(await who(tab), 'alice@acme.example');
      const narrow = gatewayWith(undefined, { limits: { signInsPerAddress: 1 } });
      const other = await signedIn(narrow, 'bob@acme.example', { address: '198.51.100.9' });
      const crowded = browser(narrow, { address: '192.0.2.1' });
      await hand(crowded, 'x');
      for (const [name, value] of other.cookies) crowded.cookies.set(name, value);
      assert.deepEqual([(await hand(crowded, 'x')).status, await who(crowded)], [429, 'bob@acme.example']);
      await narrow.close();
    });

    it('goes on while the keys of the application cannot be reached', async () => {
      const server = await serve(() => Promise.resolve({ status: 500, json: {} }));
      const away = gatewayWith({ jwksURL: `${server.origin}/jwks` });
      const tab = await signedIn(away, 'alice@acme.example');
      const { privateKey } = await generateKeyPair('RS256');
      const response = await hand(tab, await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid: 'x' }).sign(privateKey));
      assert.deepEqual([response.status, await who(tab)], [503, 'alice@acme.example']);
      await away.close();
      await server.close();
    });
  });

  it('writes no person into the log', () => {
    for (const personal of [/alice/i, /acme/, /user-1/, /eyJ/]) assert.doesNotMatch(JSON.stringify(gateway.entries), personal);
  });

  it('that the owner does not admit gets no session, and is told so', async () => {
    const narrow = gatewayWith(undefined, { access: { admit: { groups: ['acme'] } } });
    const tab = browser(narrow);
    const { customer, held } = await (await hand(tab, signed(claims({ groups: ['other'] })))).json() as { customer: unknown; held: { reason: string } };
    assert.deepEqual([customer, held.reason, tab.cookies.size], [null, 'denied', 0]);
    assert.equal((await hand(tab, signed(claims({ groups: 'acme' })))).status, 200);
    assert.equal(await who(tab), 'alice@acme.example');
    await narrow.close();
  });
});

describe('Public keys of the host\'s application', () => {
  const sign = (header: JWTHeaderParameters, key: CryptoKey | Uint8Array, change?: Record<string, unknown>): Promise<string> => new SignJWT(claims(change)).setProtectedHeader(header).sign(key);
  let keys: Record<'RS256' | 'ES256' | 'EdDSA' | 'RS384' | 'foreign', { jwk: JWK; privateKey: CryptoKey }>;
  before(async () => {
    keys = Object.fromEntries(await Promise.all((['RS256', 'ES256', 'EdDSA', 'RS384', 'foreign'] as const).map(async (name) => {
      const { publicKey, privateKey } = await generateKeyPair(name === 'foreign' ? 'RS256' : name, { extractable: true });
      return [name, { jwk: { ...await exportJWK(publicKey), kid: name, use: 'sig' }, privateKey }];
    }))) as typeof keys;
  });

  it('are found by their ids; RSA, elliptic curves and Ed25519', async () => {
    const gateway = gatewayWith({ jwks: { keys: [keys.RS256.jwk, keys.ES256.jwk, keys.EdDSA.jwk] } });
    for (const alg of ['RS256', 'ES256', 'EdDSA'] as const) {
      assert.equal((await hand(browser(gateway), await sign({ alg, kid: alg }, keys[alg].privateKey))).status, 200, alg);
    }
    const cases: readonly (readonly [reason: string, token: string])[] = [
      ['algorithm', await sign({ alg: 'RS384', kid: 'RS384' }, keys.RS384.privateKey)],
      ['signature', await sign({ alg: 'RS256', kid: 'foreign' }, keys.foreign.privateKey)],
      ['signature', await sign({ alg: 'RS256', kid: 'RS256' }, keys.foreign.privateKey)],
      ['signature', await sign({ alg: 'RS256', kid: 'ES256' }, keys.RS256.privateKey)],
      // a public key, which everybody knows, for a shared secret
      ['algorithm', await sign({ alg: 'HS256', kid: 'RS256' }, new TextEncoder().encode(JSON.stringify(keys.RS256.jwk)))],
      ['signature', await sign({ alg: 'RS256', kid: 'foreign', jwk: keys.foreign.jwk, jku: 'https://evil.example/jwks' }, keys.foreign.privateKey)],
    ];
    for (const [reason, token] of cases) {
      assert.equal((await hand(browser(gateway), token)).status, 403);
      assert.equal(reasonIn(gateway), reason);
    }
    await gateway.close();
  });

  it('are fetched from the application, kept, and not asked for again at once for a key that is unknown', async () => {
    let asked = 0;
    const server = await serve(() => Promise.resolve({ json: { keys: [keys.RS256.jwk], asked: asked += 1 } }));
    const gateway = gatewayWith({ jwksURL: `${server.origin}/jwks` });
    for (let count = 0; count < 3; count++) assert.equal((await hand(browser(gateway), await sign({ alg: 'RS256', kid: 'RS256' }, keys.RS256.privateKey))).status, 200);
    for (let count = 0; count < 3; count++) assert.equal((await hand(browser(gateway), await sign({ alg: 'RS256', kid: 'foreign' }, keys.foreign.privateKey))).status, 403);
    assert.deepEqual([asked, reasonIn(gateway)], [1, 'signature']);
    await gateway.close();
    await server.close();
  });

  it('that cannot be reached are told apart from a bad token, after five seconds at most', async () => {
    const server = await serve(() => Promise.resolve({ status: 500, json: {} }));
    const gateway = gatewayWith({ jwksURL: `${server.origin}/jwks` });
    const token = await sign({ alg: 'RS256', kid: 'RS256' }, keys.RS256.privateKey);
    for (const close of [() => server.close(), () => Promise.resolve()]) {
      const response = await hand(browser(gateway), token);
      assert.deepEqual([response.status, await code(response), reasonIn(gateway)], [503, 'unavailable', 'provider-down']);
      await close();
    }
    await gateway.close();

    const silent = await serve(() => Promise.resolve('hang'));
    const bounds: number[] = [];
    const { timeout } = AbortSignal;
    const mocked = mock.method(AbortSignal, 'timeout', (milliseconds: number) => {
      bounds.push(milliseconds);
      return timeout.call(AbortSignal, 20);
    });
    const waiting = gatewayWith({ jwksURL: `${silent.origin}/jwks` });
    assert.equal((await hand(browser(waiting), token)).status, 503);
    mocked.mock.restore();
    assert.deepEqual(bounds, [5_000]);
    await waiting.close();
    await silent.close();
  });

  it('must be public, and their address https', async () => {
    const { d } = await exportJWK(keys.RS256.privateKey);
    assert(await importJWK({ ...keys.RS256.jwk }, 'RS256'));
    for (const [bad, message] of [
      [{ jwks: { keys: [{ ...keys.RS256.jwk, d }] } }, /access\.host\.keys/], [{ jwks: { keys: [{ kty: 'oct', k: 'c2VjcmV0' }] } }, /access\.host\.keys/], [{ jwks: { keys: [] } }, /access\.host\.keys/],
      [{ jwksURL: 'http://www.example/jwks' }, /access\.host\.keys/], [{ secret: 'short' }, /access\.host\.keys/],
    ] as const) assert.throws(() => gatewayWith(bad), message, JSON.stringify(bad).slice(0, 80));
  });
});
