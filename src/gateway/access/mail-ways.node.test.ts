import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { browser, GATEWAY, get, PAGE, PASSWORD, post, sampleGateway, signedIn, type Browser, type TestGateway } from '../helpers.node.test.ts';
import type { GatewayOptions, Mail } from '../index.ts';
import { ALICE, NEWCOMER } from './mail-helpers.node.test.ts';

const BOB = 'bob@acme.example';
const NEW = 'a new good password';

/** A gateway, and the mails that it sends. */
interface Site {
  readonly gateway: TestGateway;
  readonly mails: readonly Mail[];
  /** The mail server takes nothing. */
  down: boolean;
  /** Waits for the mail to an address that is the first, or the second and so on. */
  mailTo(email: string, count?: number): Promise<Mail & { readonly link: string; readonly token: string; readonly code: string }>;
}

let opened: TestGateway[] = [];
function site({ access, ...options }: Partial<GatewayOptions> = {}): Site {
  const mails: Mail[] = [];
  const arrivals = new EventEmitter();
  const made: Site = {
    mails, down: false,
    gateway: sampleGateway({
      mail: {
        from: 'Support <support@portal.example>',
        async send(mail) {
          if (made.down) throw new Error('down');
          mails.push(mail);
          arrivals.emit('mail');
        },
      },
      access: { portalURL: `${PAGE}/support`, registration: true, signInMail: 'both', ...access }, ...options,
    }),
    async mailTo(email, count = 1) {
      const found = (): Mail[] => mails.filter(({ to }) => to === email);
      while (found().length < count) await once(arrivals, 'mail');
      const mail = found()[count - 1]!;
      const link = /https?:\/\/\S+/.exec(mail.text)?.[0] ?? '';
      return { ...mail, link, token: /token=([\w-]+)/.exec(link)?.[1] ?? '', code: /^(\d{4}) (\d{4})$/m.exec(mail.text)?.slice(1).join('') ?? '' };
    },
  };
  opened.push(made.gateway);
  return made;
}
afterEach(async () => {
  for (const gateway of opened) await gateway.close();
  opened = [];
});

/** All that an answer shows; a challenge is random for everybody. */
const seen = async (response: Response): Promise<string> => JSON.stringify([response.status, [...response.headers], (await response.text()).replace(/(?<="challenge":")[\w-]{43}/, '…')]);
const send = (tab: Browser, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> => tab.fetch(post(`/v1${path}`, body, headers));
const who = async (tab: Browser): Promise<string | null> => ((await (await tab.fetch(get('/v1/session'))).json()) as { customer: { email: string } | null }).customer?.email ?? null;
const nora = { name: 'Nora New', email: NEWCOMER, password: PASSWORD };

describe('enumeration', () => {
  it('sees known, unknown, disabled and excluded addresses answered byte for byte alike, also while the mail server is down', async () => {
    const here = site({ access: { admit: { domains: ['acme.example', 'newcomer.example'] } }, limits: { mailsPerAddress: 1000, mailsPerAccount: 10 } });
    const { accounts } = here.gateway;
    for (const email of [ALICE, BOB, 'old@elsewhere.example']) await accounts.create({ email, name: 'Some One', password: PASSWORD });
    await accounts.disable(BOB);
    const asked = [ALICE, NEWCOMER, BOB, 'old@elsewhere.example', 'new@elsewhere.example'];
    const ways: Record<string, (email: string) => unknown> = {
      '/registrations': (email) => ({ ...nora, email }), '/password-resets': (email) => ({ email, language: 'ko' }), '/sign-in-mails': (email) => ({ email, language: 'ko' }),
    };
    const compare = async (delayed: boolean): Promise<void> => {
      for (const [path, bodyFor] of Object.entries(ways)) {
        const answers = new Set<string>();
        for (const email of asked) answers.add(await seen(await send(browser(here.gateway), path, bodyFor(email))));
        assert.equal(answers.size, 1, [...answers].join('\n'));
        const [answer = ''] = answers;
        assert(answer.startsWith('[200,') && answer.includes(`\\"delayed\\":${String(delayed)}`), answer);
      }
    };
    await compare(false);
    here.down = true;
    await send(browser(here.gateway), '/password-resets', { email: ALICE });
    // Whether the mail server fails is found out behind an answer, by whichever mail it is.
    const isDelayed = async (): Promise<boolean> => (await here.gateway.invitations.delayed());
    while (!await isDelayed()) await new Promise(setImmediate);
    await compare(true);
  });

  it('sees limits reached by known and unknown addresses alike', async () => {
    const { gateway } = site({ limits: { mailsPerAccount: 1, mailsPerAddress: 1000 }, clock: () => 1_900_000_000_000 });
    await gateway.accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    for (const path of ['/password-resets', '/sign-in-mails']) {
      const answers = new Set<string>();
      for (const email of [`a${path.slice(1)}@acme.example`, ALICE]) {
        await send(browser(gateway), path, { email });
        answers.add(await seen(await send(browser(gateway), path, { email })));
      }
      assert.equal(answers.size, 1, [...answers].join('\n'));
      assert.match([...answers][0]!, /^\[429,.*"retry-after"/);
    }
  });
});

describe('tokens by mail', () => {
  it('are not consumed by the GET of a mail scanner, wherever it looks', async () => {
    const { gateway, mailTo } = site();
    await gateway.accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    const scanner = browser(gateway, { origin: null });
    await send(browser(gateway), '/registrations', nora);
    await send(browser(gateway), '/password-resets', { email: ALICE });
    const [verification, reset] = [await mailTo(NEWCOMER), await mailTo(ALICE)];
    for (const { token, link } of [verification, reset]) {
      assert(!new URL(link).search.includes(token), 'behind #, so that no server gets to see it');
      for (const path of ['/v1/registrations/verification', '/v1/password-resets/answer', '/v1/mail-links', '/v1/sign-in-mails/link', '/v1/session', '/support']) {
        for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
          const response = await scanner.fetch(new Request(`${GATEWAY}${path}?token=${token}&password=${encodeURIComponent(PASSWORD)}`, { method }));
          assert.equal(response.headers.getSetCookie().length, 0, `${method} ${path}`);
          if (method === 'POST') assert(response.status >= 400, `${method} ${path}: ${String(response.status)}`);
        }
      }
    }
    assert.equal((await send(browser(gateway), '/registrations/verification', { token: verification.token, password: PASSWORD })).status, 200);
    assert.equal((await send(browser(gateway), '/password-resets/answer', { token: reset.token, password: NEW })).status, 200);
  });

  it('lead to the configured page, whatever Host, Forwarded or Origin say', async () => {
    const { gateway, mailTo } = site({ origins: [PAGE, 'https://other.example'] });
    await gateway.accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    const evil = {
      'Host': 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'http', 'Forwarded': 'host=evil.example;proto=http', 'X-Original-URL': 'https://evil.example/', 'Referer': 'https://evil.example/',
      'X-Forwarded-Server': 'evil.example', 'X-Host': 'evil.example',
    };
    const tab = browser(gateway, { origin: 'https://other.example' });
    let count = 0;
    for (const [path, body] of Object.entries({ '/password-resets': { email: ALICE }, '/sign-in-mails': { email: ALICE }, '/registrations': { ...nora, email: ALICE } })) {
      assert.equal((await tab.fetch(new Request(`https://evil.example/v1${path}`, { method: 'POST', body: JSON.stringify(body), headers: { ...evil, 'Content-Type': 'application/json' } }))).status, 200);
      const { text, html, link } = await mailTo(ALICE, ++count);
      assert(link.startsWith(`${PAGE}/support#portal=`), link);
      assert.doesNotMatch(text + html, /evil|other\.example/);
    }
  });

  it('never match when they are empty, null, lists, objects or wildcards', async () => {
    const { gateway, mailTo } = site();
    await gateway.accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    await send(browser(gateway), '/sign-in-mails', { email: ALICE });
    const { token } = await mailTo(ALICE);
    const ways: Record<string, (given: unknown) => unknown> = {
      '/registrations/verification': (given) => ({ token: given, password: PASSWORD }), '/password-resets/answer': (given) => ({ token: given, password: NEW }), '/sign-in-mails/link': (given) => ({ token: given }),
      '/sign-in-mails/code': (given) => ({ challenge: given, code: given }), '/mail-links': (given) => ({ token: given }), '/invitations/acceptance': (given) => ({ token: given, name: 'N', password: PASSWORD }),
    };
    for (const [path, bodyFor] of Object.entries(ways)) {
      for (const given of ['', null, undefined, true, 0, [], [token], {}, { $ne: null }, { $gt: '' }, '*', '%', '_', '.*', `${token}%`, `${token}\0`, `' or 1=1 --`, 'null', '0'.repeat(43), 'x'.repeat(100_000)]) {
        const { status } = await send(browser(gateway), path, bodyFor(given));
        assert([404, 422].includes(status), `${path} ${JSON.stringify([given]).slice(0, 50)}: ${String(status)}`);
      }
    }
    assert.equal((await send(browser(gateway), '/sign-in-mails/link', { token })).status, 200);
  });

  it('sign in by link or code, as the mail says', async () => {
    const { gateway, mailTo } = site();
    await gateway.accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    const [byLink, byCode] = [browser(gateway), browser(gateway)];
    await send(byLink, '/sign-in-mails', { email: ALICE });
    const first = await mailTo(ALICE);
    assert.equal((await send(byLink, '/sign-in-mails/link', { token: first.token })).status, 200);
    const { challenge } = await (await send(byCode, '/sign-in-mails', { email: ALICE })).json() as { challenge: string };
    const { code } = await mailTo(ALICE, 2);
    assert.equal((await send(byCode, '/sign-in-mails/code', { challenge, code })).status, 200);
    assert.deepEqual([await who(byLink), await who(byCode)], [ALICE, ALICE]);
  });
});

describe('a reset', () => {
  it('ends sessions on another instance over the same database', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portico-reset-'));
    const database = { sqlite: join(folder, 'portal.db') };
    const [one, two] = [site({ database }), site({ database })];
    const tab = await signedIn(one.gateway, ALICE);
    await send(browser(two.gateway), '/password-resets', { email: ALICE });
    const { token } = await Promise.race([one.mailTo(ALICE), two.mailTo(ALICE)]);
    assert.equal(await who(tab), ALICE);
    assert.equal((await send(browser(two.gateway), '/password-resets/answer', { token, password: NEW })).status, 200);
    assert.equal(await who(tab), null);
    assert.equal((await tab.fetch(get('/v1/tickets'))).status, 401);
    assert.equal((await send(browser(one.gateway), '/password-resets/answer', { token, password: NEW })).status, 404);
    for (const { gateway } of [one, two]) await gateway.close();
    opened = [];
    await rm(folder, { recursive: true });
  });
});

describe('rate limits', () => {
  it('answer 429 with Retry-After, count on all instances together, and end by themselves', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'portico-limits-'));
    let now = Date.now();
    const options = { database: { sqlite: join(folder, 'portal.db') }, limits: { mailsPerAccount: 4, mailsPerAccountAndAddress: 4, mailsPerAddress: 1000 }, clock: () => now };
    const [one, two] = [site(options), site(options)];
    const ask = (at: Site): Promise<Response> => send(browser(at.gateway), '/password-resets', { email: ALICE });
    const statuses: number[] = [];
    for (const at of [one, two, one, two]) statuses.push((await ask(at)).status);
    assert.deepEqual(statuses, [200, 200, 200, 200]);
    for (const at of [one, two]) {
      const refused = await ask(at);
      const seconds = Number(refused.headers.get('Retry-After'));
      assert.deepEqual([refused.status, seconds > 0 && seconds <= 900], [429, true]);
    }
    now += 15 * 60_000 + 1000;
    assert.equal((await ask(two)).status, 200);
    for (const { gateway } of [one, two]) await gateway.close();
    opened = [];
    await rm(folder, { recursive: true });
  });

  it('count an IPv6 network as one client', async () => {
    const { gateway } = site({ limits: { mailsPerAddress: 2 } });
    const statuses: number[] = [];
    for (let index = 0; index < 3; index++) statuses.push((await send(browser(gateway, { address: `2001:db8:1:2:${String(index)}::1` }), '/password-resets', { email: `c${String(index)}@acme.example` })).status);
    assert.deepEqual(statuses, [200, 200, 429]);
    assert.equal((await send(browser(gateway, { address: '2001:db8:1:3::1' }), '/password-resets', { email: ALICE })).status, 200);
  });

  it('and the guard are not skipped by odd spellings of a path', async () => {
    const { gateway, mails } = site({ limits: { mailsPerAccount: 2, signInsPerAccountAndAddress: 2 } });
    await gateway.accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    const spellings = (path: string): string[] => [
      `/v1${path}`, `//v1${path}`, `/v1/${path}`, `/v1${path}/`, `/v1${path};x`, `/v1;x${path}`, `/v1${path}%20`, `/v1${path}%00`, `/v1${path}%2f`, `/v1${path.replace(/.$/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)}`,
      `/v1%2f${path.slice(1)}`, `/v1${path.toUpperCase()}`, `/V1${path}`, `/v1/.${path}`, `/v1/x/..${path}`, `/v1/%2e${path}`, `/v1${path}?x=1`, `/v1${path}#x`, `/v1\\${path.slice(1)}`, `/v1${path}.json`, `/${encodeURIComponent(`v1${path}`)}`,
    ];
    const bodies: Record<string, unknown> = { '/password-resets': { email: ALICE }, '/sign-in-mails': { email: ALICE }, '/session': { email: ALICE, password: 'not this one' } };
    let accepted = 0;
    for (const [path, body] of Object.entries(bodies)) {
      for (const spelling of spellings(path)) {
        const ask = (tab: Browser, headers: Record<string, string> = {}): Promise<Response> => tab.fetch(new Request(GATEWAY + spelling, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json', ...headers } }));
        const unguarded = [await ask(browser(gateway, { origin: 'https://evil.example' })), await ask(browser(gateway, { origin: null })), await ask(browser(gateway), { 'Content-Type': 'text/plain' })];
        for (const { status } of unguarded) assert([403, 404, 415].includes(status), `${spelling}: ${String(status)}`);
      }
    }
    for (const [path, body] of Object.entries(bodies)) {
      const statuses: number[] = [];
      for (const spelling of [...spellings(path), ...spellings(path)]) statuses.push((await browser(gateway).fetch(new Request(GATEWAY + spelling, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }))).status);
      const passed = statuses.filter((status) => status === 200 || status === 403).length;
      assert(passed <= 2, `${path}: ${statuses.join()}`);
      assert(statuses.every((status) => [200, 403, 404, 429].includes(status)), `${path}: ${statuses.join()}`);
      accepted += path === '/session' ? 0 : passed;
    }
    assert.equal(accepted, 4, 'two of each kind');
    assert(mails.length <= 4);
  });
});

describe('mass assignment', () => {
  const more = {
    id: 'chosen', userId: 'chosen', emailVerified: true, email_verified: true, disabled: false, groups: ['staff'], group: 'staff', role: 'admin', method: 'preview', agent: 'agent', provider: 'idp', createdAt: '2001-01-01T00:00:00Z',
    '__proto__': { emailVerified: true }, 'constructor': { prototype: { emailVerified: true } }, expires: '2099-01-01T00:00:00Z', passwordHash: 'x', site: 'https://evil.example', link: 'https://evil.example', purpose: 'reset',
  };

  it('has no effect on a registration', async () => {
    const { gateway, mailTo } = site({ access: { admit: { domains: ['newcomer.example'], groups: ['staff'] } } });
    const tab = browser(gateway);
    assert.equal((await send(tab, '/registrations', { ...more, ...nora })).status, 200);
    assert.equal(await gateway.accounts.find(NEWCOMER), null);
    assert.equal((await send(tab, '/session', { email: NEWCOMER, password: PASSWORD })).status, 403);
    const { token, text } = await mailTo(NEWCOMER);
    assert.doesNotMatch(text, /evil/);
    const answer = await (await send(tab, '/registrations/verification', { ...more, token, password: PASSWORD, email: 'other@newcomer.example', name: 'Other' })).json() as { customer: { id: string; email: string; name: string } };
    assert.notEqual(answer.customer.id, 'chosen');
    assert.deepEqual([answer.customer.email, answer.customer.name], [NEWCOMER, 'Nora New']);
    assert.equal(Date.parse((answer as unknown as { ends: string }).ends) < Date.parse('2098-01-01'), true);
    assert.deepEqual(await gateway.groups.list(), []);
    assert.deepEqual(Object.keys(answer).sort(), ['customer', 'ends', 'expires'], 'no preview');
    await gateway.accounts.disable(NEWCOMER);
    await send(browser(gateway), '/registrations', { ...more, ...nora });
    assert.equal((await send(browser(gateway), '/session', { ...more, email: NEWCOMER, password: PASSWORD })).status, 403, 'who is disabled stays so');
  });

  it('has no effect on an invitation or a reset, which are for whom they were mailed to', async () => {
    const { gateway, mailTo } = site({ access: { registration: false } });
    await gateway.accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    await gateway.invitations.send({ email: NEWCOMER });
    const { token } = await mailTo(NEWCOMER);
    await send(browser(gateway), '/invitations/acceptance', { ...more, token, name: 'Nora', password: PASSWORD, email: ALICE });
    assert.deepEqual([(await gateway.accounts.find(NEWCOMER))?.name, (await gateway.accounts.find(ALICE))?.name], ['Nora', 'Alice']);
    const { id: userId } = (await gateway.accounts.find(ALICE))!;
    await send(browser(gateway), '/password-resets', { ...more, email: NEWCOMER });
    const reset = await mailTo(NEWCOMER, 2);
    await send(browser(gateway), '/password-resets/answer', { ...more, token: reset.token, password: NEW, email: ALICE, userId });
    assert.equal((await send(browser(gateway), '/session', { email: ALICE, password: NEW })).status, 403);
    assert.equal((await send(browser(gateway), '/session', { email: ALICE, password: PASSWORD })).status, 200);
    assert.equal((await send(browser(gateway), '/session', { email: NEWCOMER, password: NEW })).status, 200);
  });
});
