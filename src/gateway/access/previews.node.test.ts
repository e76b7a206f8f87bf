import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { access, isWrite, operationNames, settingsOperations, ticketing, uploads, type AccessOperation, type Operation, type OperationTable, type Output, type Access } from '../../contract/index.ts';
import { get, key as keyHeader, PAGE, PASSWORD, post } from '../helpers.node.test.ts';
import { ALICE, BOB, changingGateway, is, key, type ChangingGateway, type Tab } from './access-helpers.node.test.ts';

const SAM = 'Sam of Support';
const MINUTE = 60_000;
const portalURL = `${PAGE}/support`;
const rules = { portalURL, passkeys: true };
const tokenOf = (url: string): string => new URLSearchParams(new URL(url).hash.slice(1)).get('token')!;
type Session = Output<Access['getSession']>;

/**
 * Operations that do not ask who is there: in a preview they do what they do for everybody, and what begins a session replaces the preview. An
 * operation that is new is in this list or refuses previews.
 */
const FOR_ANYBODY: readonly AccessOperation[] = [
  'signIn', 'signInAsHostUser', 'signOut', 'register', 'verifyAddress', 'requestPasswordReset', 'resetPassword', 'requestSignInMail', 'signInByLink', 'signInByCode', 'readMailLink',
  'acceptInvitation', 'startPasskeySignIn', 'signInWithPasskey', 'startProviderSignIn', 'openPreview',
];
/** Input that an operation takes for good. */
const INPUTS: Readonly<Record<string, Record<string, unknown>>> = {
  changePassword: { current: PASSWORD, password: 'another good password' }, giveConsent: { version: '1' }, addPasskey: { challenge: 'x', credential: {}, name: '' },
};
const requestOf = (name: string, operation: Operation): Request =>
  post(`/v1${operation.path.replace(/:(\w+)/g, '1001')}`, INPUTS[name] ?? { text: 'x', formId: 'problem', values: {}, name: 'a', type: '', size: 1 }, keyHeader(), operation.method);

describe('a preview', () => {
  before(() => { mock.timers.enable({ apis: ['Date'], now: Date.now() }); });
  after(() => { mock.timers.reset(); });
  let portal: ChangingGateway;
  before(async () => {
    portal = await changingGateway(rules, { limits: { signInsPerAddress: 1000 } });
    await portal.signedIn(ALICE);
    await portal.signedIn(BOB);
  });
  after(() => portal.close());

  const link = (customer = ALICE, agent = SAM) => portal.now().previews.link({ agent, customer });
  const open = async (customer = ALICE, tab = portal.tab()): Promise<Tab & { session: Session }> =>
    ({ ...tab, session: await tab.access.openPreview({ token: tokenOf((await link(customer)).url) }, key()) });

  it('opens by a link, after a press of a button, and says who looks', async () => {
    const { url, expires } = await link();
    const at = new URL(url);
    assert.equal(at.origin + at.pathname + at.search, portalURL);
    assert.match(at.hash, /^#portal=preview&token=[\w-]{43}$/);
    assert.equal(expires.getTime(), Date.now() + 5 * MINUTE);
    const tab = portal.tab();
    assert.deepEqual(await tab.access.readMailLink({ token: tokenOf(url) }, key()), { purpose: 'preview', email: ALICE, name: 'alice' });
    assert.deepEqual([await tab.access.getSession({}, {}), tab.cookies.size], [{ customer: null, expires: null }, 0], 'the link alone does nothing');
    const session = await tab.access.openPreview({ token: tokenOf(url) }, key());
    assert.deepEqual({ ...session.customer, id: '' }, { id: '', email: ALICE, name: 'alice' });
    assert.deepEqual(session.preview, { agent: SAM });
    assert.equal(session.ends, new Date(Date.now() + 30 * MINUTE).toISOString());
    assert.deepEqual(await tab.access.getSession({}, {}), session);
    assert.equal((await tab.fetch(get('/v1/tickets'))).status, 200);
  });

  it('shows what the customer sees, and offers nothing that writes', async () => {
    const [customer, tab] = [await portal.signedIn(ALICE), await open()];
    const seen = async (from: Tab, path: string): Promise<Record<string, unknown>> => await (await from.fetch(get(path))).json() as Record<string, unknown>;
    assert.deepEqual(await seen(tab, '/v1/tickets'), await seen(customer, '/v1/tickets'));
    const [{ id } = { id: '' }] = (await seen(customer, '/v1/tickets'))['items'] as { id: string }[];
    assert.deepEqual((await seen(tab, `/v1/tickets/${id}`))['capabilities'], { reply: false, attach: false, close: false, reopen: false, cc: false, rate: false, followUp: false });
    assert.equal(((await seen(tab, '/v1/profile'))['capabilities'] as { createTicket: boolean }).createTicket, false);
    assert.deepEqual(await seen(tab, '/v1/forms'), { items: [] });
  });

  it('writes nothing: every operation of every table that changes something is refused', async () => {
    const tab = await open();
    const before = JSON.stringify(await portal.backend.adapterFor({ id: '1', email: ALICE, name: '' }, { views: ['mine'], filter: null }).listTickets({ view: 'mine', limit: 100, sort: 'id', direction: 'ascending' }, {}));
    let refused = 0;
    const tables: readonly [OperationTable, readonly string[]][] = [[ticketing, []], [uploads, []], [access, FOR_ANYBODY], [settingsOperations, []]];
    for (const [table, free] of tables) {
      for (const name of operationNames(table).filter((each) => isWrite(table[each]!) && !free.includes(each))) {
        const operation = table[name]!;
        const request = operation.bytes === undefined ? requestOf(name, operation) : new Request(requestOf(name, operation), { headers: { 'Content-Type': 'application/octet-stream' } });
        const response = await tab.fetch(request);
        const { error } = await response.json() as { error: { code: string } };
        assert.deepEqual([response.status, error.code], [403, 'forbidden'], name);
        refused += 1;
      }
    }
    assert(refused >= 15, String(refused));
    const after = JSON.stringify(await portal.backend.adapterFor({ id: '1', email: ALICE, name: '' }, { views: ['mine'], filter: null }).listTickets({ view: 'mine', limit: 100, sort: 'id', direction: 'ascending' }, {}));
    assert.equal(after, before);
    assert.equal((await portal.signedIn(ALICE)).cookies.size, 1, 'the password is the same');
  });

  it('tells nothing of where the customer is signed in, and the customer nothing of it', async () => {
    const tab = await open();
    await assert.rejects(tab.access.getAccount({}, {}), is('forbidden'));
    const customer = await portal.signedIn(ALICE);
    const { sessions } = await customer.access.getAccount({}, {});
    assert(sessions.every(({ method }) => method !== 'preview'));
    assert(sessions.length > 0);
  });

  it('opens once', async () => {
    const token = tokenOf((await link()).url);
    const all = await Promise.allSettled(Array.from({ length: 6 }, () => portal.tab().access.openPreview({ token }, key())));
    assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 1);
    await assert.rejects(portal.tab().access.openPreview({ token }, key()), is('not-found'));
    for (const other of ['x', 'A'.repeat(43)]) await assert.rejects(portal.tab().access.openPreview({ token: other }, key()), is('not-found'));
  });

  it('opens within five minutes', async () => {
    const [early, late] = [await link(ALICE), await link(BOB)];
    mock.timers.tick(5 * MINUTE - 1000);
    await portal.tab().access.openPreview({ token: tokenOf(early.url) }, key());
    mock.timers.tick(2000);
    await assert.rejects(portal.tab().access.openPreview({ token: tokenOf(late.url) }, key()), is('not-found'));
  });

  it('ends after half an hour, however busy it is', async () => {
    const tab = await open();
    for (let count = 0; count < 5; count++) {
      mock.timers.tick(5 * MINUTE);
      assert.equal((await tab.access.getSession({}, {})).preview?.agent, SAM);
    }
    mock.timers.tick(5 * MINUTE + 1000);
    assert.deepEqual(await tab.access.getSession({}, {}), { customer: null, expires: null });
    assert.equal((await tab.fetch(get('/v1/tickets'))).status, 401);
  });

  it('takes the place of the session that the browser had, and signs out like one', async () => {
    const own = await portal.signedIn(BOB);
    const thief = portal.tab();
    for (const [name, value] of own.cookies) thief.cookies.set(name, value);
    const tab = await open(ALICE, own);
    assert.equal(tab.session.customer?.email, ALICE);
    assert.deepEqual(await thief.access.getSession({}, {}), { customer: null, expires: null });
    assert.deepEqual(await tab.access.signOut({}, key()), { customer: null, expires: null });
    assert.deepEqual([(await tab.access.getSession({}, {})).customer, tab.cookies.size], [null, 0]);
    const again = await open(ALICE, own);
    await again.access.signIn({ email: BOB, password: PASSWORD }, key());
    assert.equal((await again.access.getSession({}, {})).preview, undefined, 'whoever signs in leaves it');
  });

  it('asks for no consent, which is the customer\'s to give', async () => {
    portal.change({ ...rules, consent: { version: '1', texts: { en: { text: 'x', label: 'x' } } } });
    const tab = await open();
    assert.equal(tab.session.customer?.email, ALICE);
    assert.equal((await tab.fetch(get('/v1/tickets'))).status, 200);
    assert.equal((await (await portal.signedIn(ALICE)).access.getSession({}, {})).held?.reason, 'consent');
    portal.change(rules);
  });

  it('is of customers only who have an account and are let in, then and at every request', async () => {
    await assert.rejects(link('nobody@acme.example'), is('not-found', /account.*nobody@acme\.example/));
    await assert.rejects(link(ALICE, '  '), is('invalid-input'));
    await assert.rejects(link(ALICE, 'x'.repeat(201)), is('invalid-input'));
    const [waiting, tab] = [await link(), await open(BOB)];
    portal.change({ ...rules, admit: { domains: ['globex.example'] } });
    await assert.rejects(link(), is('conflict', /not let in/));
    await assert.rejects(portal.tab().access.openPreview({ token: tokenOf(waiting.url) }, key()), is('conflict'));
    assert.equal((await tab.access.getSession({}, {})).customer, null);
    portal.change(rules);
    await portal.now().accounts.disable(BOB);
    await assert.rejects(link(BOB), is('conflict'));
    await portal.now().accounts.enable(BOB);
  });

  it('knows the groups that a provider names, as long as the customer\'s own session lasts', async () => {
    const provider = { type: 'oidc' as const, id: 'company', name: 'Company', issuer: 'https://id.example', clientId: 'portal' };
    const carol = await portal.signedIn('carol@globex.example');
    const { sessions: [own] } = await carol.access.getAccount({}, {});
    await portal.db.updateTable('portico_session' as never).set({ method: 'provider', provider: 'company', groups: '["staff"]' } as never).where('id' as never, '=', own!.id as never).execute();
    portal.change({ ...rules, admit: { groups: ['staff'] }, providers: [provider] });
    assert.equal((await carol.access.getSession({}, {})).customer?.email, 'carol@globex.example');
    const tab = await open('carol@globex.example');
    assert.equal(tab.session.preview?.agent, SAM);
    const again = await open('carol@globex.example');
    await portal.db.deleteFrom('portico_session').where('id', '=', own!.id).execute();
    assert.equal((await again.access.getSession({}, {})).preview?.agent, SAM, 'the preview goes on');
    await assert.rejects(link('carol@globex.example'), is('conflict'), 'but vouches for no other');
    assert.deepEqual(await tab.access.signOut({}, key()), { customer: null, expires: null }, 'and signs nobody out at the provider');
    portal.change(rules);
  });

  it('is kept, with who looked as whom, and logged without a name', async () => {
    const { previews, entries } = portal.now();
    const [begun, before] = [Date.now(), (await previews.list()).length];
    await portal.now().previews.link({ agent: ' Kim\n of  Support ', customer: ` ${BOB.toUpperCase()} ` });
    assert.equal((await previews.list()).length, before, 'a link alone is no preview');
    const token = tokenOf((await previews.link({ agent: ' Kim\n of  Support ', customer: ` ${BOB.toUpperCase()} ` })).url);
    mock.timers.tick(1000);
    await portal.tab().access.openPreview({ token }, key());
    const [newest, ...older] = await previews.list();
    assert.deepEqual({ ...newest, id: '' }, { id: '', agent: 'Kim of Support', customer: BOB, opened: new Date(begun + 1000) });
    assert.equal(older.length, before);
    assert(older.every(({ opened }, index) => index === 0 || opened <= older[index - 1]!.opened));
    assert.deepEqual((await previews.list({ customer: ` ${BOB.toUpperCase()}` })).map(({ customer }) => customer).filter((customer) => customer !== BOB), []);
    assert.deepEqual(await previews.list({ customer: 'nobody@acme.example' }), []);
    const { time, ...entry } = entries.findLast(({ event }) => event === 'preview')!;
    assert.deepEqual(entry, { level: 'info', event: 'preview', preview: newest!.id });
    assert.equal(time, newest!.opened.toISOString());
    assert.doesNotMatch(JSON.stringify(entries), /@acme|Kim/);
  });

  it('that cannot be kept shows nothing', async () => {
    const tab = portal.tab();
    const token = tokenOf((await link()).url);
    await portal.db.schema.alterTable('portico_preview').renameTo('elsewhere').execute();
    try {
      await assert.rejects(tab.access.openPreview({ token }, key()), is('internal'));
    } finally {
      await portal.db.schema.alterTable('elsewhere').renameTo('portico_preview').execute();
    }
    assert.equal((await tab.access.getSession({}, {})).customer, null);
  });

  it('cannot be made by a page: there is no way to a link but the owner\'s own code', async () => {
    const tab = await portal.signedIn(ALICE);
    for (const path of ['/v1/previews', '/v1/previews/links', '/v1/preview']) assert([404, 422].includes((await tab.fetch(post(path, { agent: SAM, customer: BOB }))).status), path);
  });
});
