import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { browser, get, PASSWORD, post } from '../helpers.node.test.ts';
import { ALICE, BOB, changingGateway, is, key, type ChangingGateway, type Tab } from './access-helpers.node.test.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0';
const NOBODY = { customer: null, expires: null };
const idsOf = async (tab: Tab): Promise<string[]> => (await tab.access.getAccount({}, {})).sessions.map(({ id }) => id);
const currentOf = async (tab: Tab): Promise<string> => (await tab.access.getAccount({}, {})).sessions.find(({ current }) => current)!.id;
/** The same browser, before what happens now. */
const copyOf = (portal: ChangingGateway, tab: Tab): Tab => {
  const copy = portal.tab();
  for (const [name, value] of tab.cookies) copy.cookies.set(name, value);
  return copy;
};

describe('one\'s own account', () => {
  let portal: ChangingGateway;
  before(async () => { portal = await changingGateway(); });
  after(() => portal.close());

  it('says who one is, how one gets in, and where one is signed in', async () => {
    const tab = await portal.signedIn(ALICE);
    const named = browser({ fetch: (request, connection) => {
      const headers = new Headers(request.headers);
      headers.set('User-Agent', FIREFOX);
      return portal.now().fetch(new Request(request, { headers }), connection);
    } });
    await named.fetch(post('/v1/session', { email: ALICE, password: PASSWORD }));
    const { sessions, ...account } = await tab.access.getAccount({}, {});
    assert.deepEqual(account, { email: ALICE, name: 'alice', hasPassword: true, consent: null, passkeys: [] });
    assert.deepEqual(sessions.map(({ current, device, method }) => ({ current, device, method })), [
      { current: false, device: 'Firefox, Linux', method: 'password' }, { current: true, device: '', method: 'password' },
    ]);
    for (const { created, lastActive } of sessions) assert(Date.parse(created) <= Date.parse(lastActive) && Date.parse(lastActive) <= Date.now());
    await assert.rejects(portal.tab().access.getAccount({}, {}), is('unauthenticated'));
  });

  it('holds no secret', async () => {
    const tab = await portal.signedIn(ALICE);
    const token = decodeURIComponent([...tab.cookies.values()][0]!).split('.')[0]!;
    const body = await (await tab.fetch(get('/v1/account'))).text();
    assert(!body.includes(token) && !/password"|hash|token/i.test(body.replace('"hasPassword"', '').replaceAll('"method":"password"', '')), body);
  });

  it('has no password where the owner has switched them off, and who came in by one is out', async () => {
    const tab = await portal.signedIn(ALICE);
    const passkey = await portal.signedIn(ALICE);
    await portal.db.updateTable('portico_session' as never).set({ method: 'passkey' } as never).where('id' as never, '=', await currentOf(passkey) as never).execute();
    portal.change({ password: false, passkeys: true });
    assert.equal((await passkey.access.getAccount({}, {})).hasPassword, false);
    assert.deepEqual(await tab.access.getSession({}, {}), NOBODY);
    portal.change({});
  });

  it('is open to those who are held by the terms: nobody has to agree to anything to sign out elsewhere', async () => {
    const [tab, other] = [await portal.signedIn(BOB), await portal.signedIn(BOB)];
    portal.change({ consent: { version: '1', texts: { en: { text: 'x', label: 'x' } } } });
    assert.equal((await tab.access.getAccount({}, {})).sessions.length, 2);
    const session = await tab.access.endSession({ sessionId: await currentOf(other) }, key());
    assert.equal(session.held?.reason, 'consent');
    assert.deepEqual(await other.access.getSession({}, {}), NOBODY);
    assert.deepEqual(await tab.access.endAllSessions({}, key()), NOBODY);
    portal.change({});
  });
});

describe('one\'s own sessions', () => {
  let portal: ChangingGateway;
  before(async () => { portal = await changingGateway({}, { limits: { signInsPerAddress: 1000, signInsPerAccount: 1000 } }); });
  after(() => portal.close());

  it('end one by one; the others go on', async () => {
    const [tab, other, third] = [await portal.signedIn(ALICE), await portal.signedIn(ALICE), await portal.signedIn(ALICE)];
    const session = await tab.access.endSession({ sessionId: await currentOf(other) }, key());
    assert.equal(session.customer?.email, ALICE);
    assert.deepEqual(await other.access.getSession({}, {}), NOBODY);
    assert.equal((await other.fetch(get('/v1/tickets'))).status, 401);
    assert.equal((await third.access.getSession({}, {})).customer?.email, ALICE);
    assert.equal((await idsOf(tab)).length, 2);
  });

  it('end here, too, and take the cookie with them', async () => {
    const tab = await portal.signedIn(ALICE);
    const thief = copyOf(portal, tab);
    assert.deepEqual(await tab.access.endSession({ sessionId: await currentOf(tab) }, key()), NOBODY);
    assert.equal(tab.cookies.size, 0);
    assert.deepEqual(await thief.access.getSession({}, {}), NOBODY);
  });

  it('are one\'s own only: somebody else\'s read like none, and go on', async () => {
    const [alice, bob] = [await portal.signedIn(ALICE), await portal.signedIn(BOB)];
    const answers = new Set<string>();
    for (const sessionId of [await currentOf(bob), 'no-such-session', ' ', '%', `${await currentOf(alice)} `, 'a'.repeat(200)]) {
      await assert.rejects(alice.access.endSession({ sessionId }, key()), (error) => is('not-found')(error) && Boolean(answers.add((error as Error).message)), sessionId);
    }
    assert.equal(answers.size, 1);
    assert.equal((await bob.access.getSession({}, {})).customer?.email, BOB);
    await assert.rejects(portal.tab().access.endSession({ sessionId: await currentOf(bob) }, key()), is('unauthenticated'));
  });

  it('end everywhere, here too, and nobody else\'s', async () => {
    const [tab, other, bob] = [await portal.signedIn(ALICE), await portal.signedIn(ALICE), await portal.signedIn(BOB)];
    const thief = copyOf(portal, tab);
    assert.deepEqual(await tab.access.endAllSessions({}, key()), NOBODY);
    assert.equal(tab.cookies.size, 0);
    for (const each of [tab, other, thief]) assert.deepEqual(await each.access.getSession({}, {}), NOBODY);
    assert.equal((await bob.access.getSession({}, {})).customer?.email, BOB);
    await assert.rejects(tab.access.endAllSessions({}, key()), is('unauthenticated'));
  });

  it('end everywhere, however many they are', async () => {
    const first = await portal.signedIn(ALICE);
    const { db } = portal;
    const userId = (await portal.now().accounts.find(ALICE))!.id;
    const row = await db.selectFrom('portico_session').selectAll().where('userId', '=', userId).executeTakeFirstOrThrow();
    // As many sign-ins take half a minute.
    for (let count = 0; count < 120; count++) {
      await db.insertInto('portico_session').values({ ...row, id: `copy-${String(count)}`, token: `copy-${String(count)}` } as never).execute();
    }
    const tabs = [first, await portal.signedIn(ALICE)];
    await first.access.endAllSessions({}, key());
    assert.equal((await db.selectFrom('portico_session').select('id').where('userId', '=', userId).execute()).length, 0);
    for (const tab of tabs) assert.deepEqual(await tab.access.getSession({}, {}), NOBODY);
  });

  it('cannot be ended by another page\'s request', async () => {
    const tab = await portal.signedIn(ALICE);
    const evil = portal.tab({ origin: 'https://evil.example' });
    for (const [name, value] of tab.cookies) evil.cookies.set(name, value);
    await assert.rejects(evil.access.endAllSessions({}, key()), is('forbidden'));
    assert.equal((await tab.access.getSession({}, {})).customer?.email, ALICE);
  });
});
