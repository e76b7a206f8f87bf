import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { isPortalError } from '../contract/index.ts';
import { addressBlock } from './throttle.ts';
import { browser, gatewayOver, get, PASSWORD, post, sampleGateway, signedIn, type Browser, type TestGateway } from './helpers.node.test.ts';
import type { GatewayOptions } from './index.ts';

const ALICE = 'alice@acme.example';
const BOB = 'bob@acme.example';
const MINUTE = 60_000;

const guess = (tab: Browser, email: string, password = 'not the password'): Promise<Response> => tab.fetch(post('/v1/session', { email, password }));
const who = async (tab: Browser): Promise<string | null> => ((await (await tab.fetch(get('/v1/session'))).json()) as { customer: { email: string } | null }).customer?.email ?? null;
const seen = async (response: Response): Promise<string> => JSON.stringify([response.status, [...response.headers], await response.text()]);

describe('a session', () => {
  let gateway: TestGateway;
  before(() => { gateway = sampleGateway(); });
  after(() => gateway.close());

  it('is a cookie for this host only, out of reach of scripts; its token is in no body', async () => {
    const tab = await signedIn(gateway, ALICE);
    const response = await guess(tab, ALICE, PASSWORD);
    const [cookie = ''] = response.headers.getSetCookie();
    assert.equal(response.headers.getSetCookie().length, 1);
    for (const part of [/^__Host-portico=/, /; HttpOnly/, /; Secure/, /; Path=\/(;|$)/, /; SameSite=Lax/, /; Max-Age=1800/]) assert.match(cookie, part);
    assert.doesNotMatch(cookie, /Domain/);
    const body = await response.text();
    assert.deepEqual(Object.keys(JSON.parse(body) as object).sort(), ['customer', 'ends', 'expires']);
    const token = decodeURIComponent([...tab.cookies.values()][0]!).split('.')[0]!;
    for (const path of ['/v1/session', '/v1/profile']) assert(!(await (await tab.fetch(get(path))).text()).includes(token), path);
  });

  it('travels without TLS on this machine only, under a name that tells ports and paths apart', async () => {
    const nameAt = async (options: Partial<GatewayOptions>): Promise<string> => {
      const local = sampleGateway(options);
      const tab = await signedIn(local, ALICE, { origin: new URL(options.baseURL!).origin }).catch((error: unknown) => { throw error; });
      await local.close();
      return [...tab.cookies.keys()].join();
    };
    assert.equal(await nameAt({ baseURL: 'http://127.0.0.1:8787' }), 'portico-8787');
    assert.equal(await nameAt({ baseURL: 'https://www.example/help', basePath: '' }), '__Host-portico');
  });

  it('gets a new id at every sign-in, and the old one is worth nothing', async () => {
    const tab = await signedIn(gateway, ALICE);
    const old = new Map(tab.cookies);
    await guess(tab, ALICE, PASSWORD);
    assert.notDeepEqual([...tab.cookies], [...old]);
    const thief = browser(gateway);
    for (const [name, value] of old) thief.cookies.set(name, value);
    assert.equal(await who(thief), null);
    assert.equal(await who(tab), ALICE);
  });

  it('is not accepted with a changed or invented cookie', async () => {
    const tab = await signedIn(gateway, ALICE);
    const [[name, value]] = [...tab.cookies] as [[string, string]];
    const [token = '', signature = ''] = value.split('.');
    for (const forged of [token, `${token}.`, `${token}.${signature.slice(0, -6)}AAAAAA`, `x${token}.${signature}`, 'x', '', `${token}.${signature}${signature}`, 'null', encodeURIComponent('{"$ne":null}')]) {
      tab.cookies.set(name, forged);
      assert.equal(await who(tab), null, forged);
      assert.equal((await tab.fetch(get('/v1/tickets'))).status, 401, forged);
    }
  });

  it('does not survive a disabled account or a new password', async () => {
    const tab = await signedIn(gateway, BOB);
    await gateway.accounts.setPassword(BOB, 'another good password');
    assert.equal(await who(tab), null);
    assert.equal((await guess(tab, BOB, PASSWORD)).status, 403);
    assert.equal((await guess(tab, BOB, 'another good password')).status, 200);
    await gateway.accounts.disable(BOB);
    assert.equal((await tab.fetch(get('/v1/tickets'))).status, 401);
    assert.equal((await guess(tab, BOB, 'another good password')).status, 403);
    await gateway.accounts.enable(BOB);
    assert.equal((await guess(tab, BOB, 'another good password')).status, 200);
  });
});

describe('accounts', () => {
  it('are made once, with a password that is long enough, by the server only', async () => {
    const gateway = sampleGateway();
    const { accounts } = gateway;
    const account = await accounts.create({ email: ' Alice@Acme.example ', name: 'Alice', password: PASSWORD });
    assert.equal(account.email, ALICE);
    await assert.rejects(accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD }), (error) => isPortalError(error, 'conflict'));
    await assert.rejects(accounts.create({ email: BOB, name: 'Bob', password: 'short' }), (error) => isPortalError(error, 'invalid-input') && error.issues[0]?.code === 'too-short');
    for (const email of ['bob@localhost', 'jörg@acme.example', `${'b'.repeat(250)}@acme.example`]) {
      await assert.rejects(accounts.create({ email, name: 'Bob', password: PASSWORD }), (error) => isPortalError(error, 'invalid-input'), `${email}, with which nobody could sign in`);
    }
    await assert.rejects(accounts.create({ email: 'bob', name: 'Bob', password: PASSWORD }), (error) => isPortalError(error, 'invalid-input'));
    await assert.rejects(accounts.disable('nobody@acme.example'), (error) => isPortalError(error, 'not-found'));
    assert.equal(await accounts.find(BOB), null);
    await gateway.close();
  });
});

describe('the end of a session', () => {
  before(() => { mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 0, 1) }); });
  after(() => { mock.timers.reset(); });

  it('comes half an hour after the last request', async () => {
    const gateway = sampleGateway();
    const tab = await signedIn(gateway, ALICE);
    for (let step = 0; step < 3; step++) {
      mock.timers.tick(20 * MINUTE);
      assert.equal(await who(tab), ALICE, `after ${String((step + 1) * 20)} minutes`);
    }
    const { expires } = await (await tab.fetch(get('/v1/session'))).json() as { expires: string };
    assert.equal(Date.parse(expires), Date.now() + 30 * MINUTE);
    mock.timers.tick(30 * MINUTE + 1000);
    assert.equal(await who(tab), null);
    assert.equal((await tab.fetch(get('/v1/tickets'))).status, 401);
    await gateway.close();
  });

  it('comes twelve hours after sign-in, however busy the customer is', async () => {
    const gateway = sampleGateway();
    const tab = await signedIn(gateway, ALICE);
    for (let minutes = 0; minutes < 11 * 60 + 45; minutes += 15) {
      mock.timers.tick(15 * MINUTE);
      assert.equal(await who(tab), ALICE, `after ${String(minutes + 15)} minutes`);
    }
    const { expires } = await (await tab.fetch(get('/v1/session'))).json() as { expires: string };
    assert.equal(Date.parse(expires), Date.now() + 15 * MINUTE, 'the end is told in time');
    const busy = new Map(tab.cookies);
    mock.timers.tick(15 * MINUTE + 1000);
    assert.equal(await who(tab), null);
    for (const [name, value] of busy) tab.cookies.set(name, value);
    assert.equal((await tab.fetch(get('/v1/tickets'))).status, 401);
    await gateway.close();
  });
});

describe('two instances over one database', () => {
  let folder: string;
  let instances: TestGateway[];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portico-gateway-'));
    const first = sampleGateway({ database: { sqlite: join(folder, 'portal.db') } });
    instances = [first, gatewayOver(first.backend, { database: { sqlite: join(folder, 'portal.db') }, limits: { signInsPerAccountAndAddress: 4 } })];
    await Promise.all(instances.map((gateway) => gateway.ready()));
  });
  after(async () => {
    for (const gateway of instances) await gateway.close();
    await rm(folder, { recursive: true });
  });

  it('start at the same time on an empty database, know the same sessions, and forget them together', async () => {
    const tab = await signedIn(instances[0]!, ALICE);
    const other = browser(instances[1]!);
    for (const [name, value] of tab.cookies) other.cookies.set(name, value);
    assert.equal(await who(other), ALICE);
    await tab.fetch(post('/v1/session', {}, {}, 'DELETE'));
    assert.equal(await who(other), null);
  });

  it('count wrong passwords together', async () => {
    const address = '198.51.100.7';
    for (let count = 0; count < 4; count++) assert.equal((await guess(browser(instances[0]!, { address }), 'carol@globex.example')).status, 403);
    assert.equal((await guess(browser(instances[1]!, { address }), 'carol@globex.example')).status, 429);
  });
});

describe('guessing', () => {
  it('tells nothing: unknown account, wrong password and disabled account answer alike, in the same time', async () => {
    const gateway = sampleGateway({ limits: { signInsPerAccountAndAddress: 1000, signInsPerAccount: 1000, signInsPerAddress: 1000 } });
    await gateway.accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    await gateway.accounts.create({ email: BOB, name: 'Bob', password: PASSWORD });
    await gateway.accounts.disable(BOB);
    const tab = browser(gateway);
    const attempts = { wrong: () => guess(tab, ALICE), unknown: () => guess(tab, 'nobody@acme.example'), disabled: () => guess(tab, BOB, PASSWORD) };
    const times: Record<string, number[]> = { wrong: [], unknown: [], disabled: [] };
    const answers = new Set<string>();
    for (let round = 0; round < 9; round++) {
      for (const [name, attempt] of Object.entries(attempts)) {
        const begun = process.cpuUsage();
        const response = await attempt();
        const { user, system } = process.cpuUsage(begun);
        times[name]!.push(user + system);
        answers.add(await seen(response));
      }
    }
    assert.equal(answers.size, 1, [...answers].join('\n'));
    // Time of the processor, and the least of each: says most about the work and least about the machine's other business.
    const [wrong, unknown, disabled] = ['wrong', 'unknown', 'disabled'].map((name) => Math.min(...times[name]!)) as [number, number, number];
    for (const [name, ratio] of Object.entries({ unknown: unknown / wrong, disabled: disabled / wrong })) assert(ratio > 0.6 && ratio < 1.7, `${name} takes ${ratio.toFixed(2)} times as long`);
    await gateway.close();
  });

  it('is stopped for an account at one address, tells when to try again, and never keeps the owner out elsewhere or for good', async () => {
    let now = Date.now();
    const gateway = sampleGateway({ clock: () => now, limits: { signInsPerAccountAndAddress: 3, signInsPerAccount: 6 } });
    await gateway.accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    const attacker = browser(gateway, { address: '203.0.113.5' });
    for (let count = 0; count < 3; count++) assert.equal((await guess(attacker, ALICE)).status, 403);
    for (let count = 0; count < 20; count++) {
      const response = await guess(attacker, ALICE, PASSWORD);
      assert.equal(response.status, 429, 'not even the right password gets through');
      const seconds = Number(response.headers.get('Retry-After'));
      assert(seconds > 0 && seconds <= 900, String(seconds));
    }
    assert.equal((await guess(browser(gateway, { address: '192.0.2.9' }), ALICE, PASSWORD)).status, 200, 'the owner, at another address');
    now += 15 * MINUTE + 1000;
    assert.equal((await guess(attacker, ALICE, PASSWORD)).status, 200, 'later');
    await gateway.close();
  });

  it('is stopped for an account from many addresses, and for an address over many accounts', async () => {
    const gateway = sampleGateway({ limits: { signInsPerAccount: 5, signInsPerAddress: 6 } });
    const spread = await Promise.all(Array.from({ length: 12 }, (_, index) => guess(browser(gateway, { address: `203.0.113.${String(index)}` }), ALICE)));
    assert.equal(spread.filter(({ status }) => status === 403).length, 5, 'also when they come at the same time');
    const many: number[] = [];
    for (let index = 0; index < 9; index++) many.push((await guess(browser(gateway, { address: `2001:db8:1:2:${String(index)}::1` }), `customer${String(index)}@acme.example`)).status);
    assert.deepEqual(many, [403, 403, 403, 403, 403, 403, 429, 429, 429], 'an IPv6 network counts as one');
    assert.equal((await guess(browser(gateway, { address: '2001:db8:1:3::1' }), 'customer9@acme.example')).status, 403);
    await gateway.close();
  });

  it('does not count what succeeds', async () => {
    const gateway = sampleGateway({ limits: { signInsPerAccountAndAddress: 2, signInsPerAccount: 2, signInsPerAddress: 2 } });
    const tab = await signedIn(gateway, ALICE);
    for (let count = 0; count < 5; count++) assert.equal((await guess(tab, ALICE, PASSWORD)).status, 200);
    await gateway.close();
  });

  it('counts the address that a trusted proxy tells, and no other', async () => {
    const limits = { signInsPerAddress: 2 };
    const forged = async (options: Partial<GatewayOptions>, header: (index: number) => string): Promise<number[]> => {
      const gateway = sampleGateway({ limits, ...options });
      const tab = browser(gateway, { address: '10.0.0.1' });
      const statuses: number[] = [];
      for (let index = 0; index < 4; index++) {
        statuses.push((await tab.fetch(post('/v1/session', { email: `c${String(index)}@x.example`, password: 'x' }, { 'X-Forwarded-For': header(index) }))).status);
      }
      await gateway.close();
      return statuses;
    };
    assert.deepEqual(await forged({}, (index) => `203.0.113.${String(index)}`), [403, 403, 429, 429], 'without a proxy the header means nothing');
    const trustedProxy = { header: 'X-Forwarded-For' };
    assert.deepEqual(await forged({ trustedProxy }, (index) => `203.0.113.${String(index)}, 198.51.100.1`), [403, 403, 429, 429], 'what the client wrote means nothing');
    assert.deepEqual(await forged({ trustedProxy }, (index) => `1.1.1.1, 203.0.113.${String(index)}`), [403, 403, 403, 403]);
    assert.deepEqual(await forged({ trustedProxy: { ...trustedProxy, hops: 2 } }, () => '198.51.100.1'), [403, 403, 429, 429], 'around a proxy');
    assert.deepEqual(await forged({ trustedProxy: { header: 'X-Real-IP' } }, () => ''), [403, 403, 429, 429], 'without its word');
    assert.deepEqual(await forged({ trustedProxy: { ...trustedProxy, hops: 2 } }, (index) => `203.0.113.${String(index)}, 10.0.0.9`), [403, 403, 403, 403]);
  });

  it('knows addresses however they are written', () => {
    assert.equal(addressBlock('192.0.2.1'), '192.0.2.1');
    assert.equal(addressBlock('192.0.2.1:8080'), '192.0.2.1');
    assert.equal(addressBlock('::ffff:192.0.2.1'), '192.0.2.1');
    for (const same of ['2001:db8::1', '2001:0DB8:0:0:ffff::2', '[2001:db8::1]:443', '2001:db8:0:0:1:2:3:4', 'fe80::1%eth0'.replace('fe80', '2001:db8')]) assert.equal(addressBlock(same), '2001:db8:0:0', same);
    assert.equal(addressBlock('unknown'), undefined);
    assert.equal(addressBlock(''), undefined);
  });
});

describe('a host that signs its customers in by itself', () => {
  it('says who they are, and the gateway\'s own sign-in is closed', async () => {
    const customer = { id: '7', email: ALICE, name: 'Alice' };
    const gateway = sampleGateway({ auth: { getCustomer: async (request) => request.headers.get('Authorization') === 'Bearer good' ? { customer, expires: null, cookies: ['renewed=1'] } : null } });
    const good = { Authorization: 'Bearer good' };
    const response = await gateway.fetch(get('/v1/tickets', good));
    assert.deepEqual([response.status, response.headers.getSetCookie()], [200, ['renewed=1']]);
    assert.equal((await gateway.fetch(get('/v1/tickets'))).status, 401);
    assert.deepEqual(await (await gateway.fetch(get('/v1/session', good))).json(), { customer, expires: null });
    assert.equal((await guess(browser(gateway), ALICE, PASSWORD)).status, 501);
    await gateway.close();
  });

  it('is not believed in a customer who is nobody', async () => {
    for (const nobody of [{ id: '', email: ALICE, name: 'A' }, { id: undefined, email: ALICE, name: 'A' }, { id: '7', email: '', name: 'A' }, { id: '7', email: null, name: 'A' }, { id: '7', email: 'alice', name: 'A' }]) {
      const gateway = sampleGateway({ auth: { getCustomer: async () => ({ customer: nobody as never, expires: null }) } });
      for (const path of ['/v1/session', '/v1/tickets']) assert.equal((await gateway.fetch(get(path))).status, 500, JSON.stringify(nobody));
      await gateway.close();
    }
  });

  it('may write an address in any case', async () => {
    const gateway = sampleGateway({ auth: { getCustomer: async () => ({ customer: { id: '7', email: 'ALICE@Acme.example', name: 'Alice' }, expires: null }) } });
    assert.equal((await (await gateway.fetch(get('/v1/session'))).json() as { customer: { email: string } }).customer.email, ALICE);
    await gateway.close();
  });
});
