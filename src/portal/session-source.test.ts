import { expect } from '@open-wc/testing';
import { PortalError } from '../contract/index.ts';
import { ALICE, CAROL, FakeClock, FakeServer } from './fake-server.test.ts';
import { SessionChangeEvent } from './events.ts';
import type { Portal } from './portal.ts';

const FORMS = { items: [] };

/** A portal whose backend answers only while somebody is signed in; `calls` are those that were made. */
function setUp(customer: typeof ALICE | null = ALICE): { server: FakeServer; portal: Portal; calls: string[]; changes: SessionChangeEvent[] } {
  const server = new FakeServer(new FakeClock(), customer);
  const calls: string[] = [];
  const portal = server.tab({
    listForms: async () => {
      await Promise.resolve();
      calls.push(server.person?.customer?.name ?? 'nobody');
      if (server.person?.customer == null) throw new PortalError('unauthenticated', 'Sign in.');
      return FORMS;
    },
  });
  const changes: SessionChangeEvent[] = [];
  portal.addEventListener(SessionChangeEvent.type, (event) => { changes.push(event as SessionChangeEvent); });
  return { server, portal, calls, changes };
}

const failure = (call: Promise<unknown>): Promise<string> => call.then(() => 'none', (error: unknown) => (error as PortalError).code);

describe('the user of the page’s own application', () => {
  it('is the customer from the first question on, without the cookie being asked', async () => {
    const { server, portal } = setUp(null);
    portal.tokenProvider = () => Promise.resolve('1');
    expect((await portal.loadSession()).customer).to.deep.equal(ALICE);
    expect(server.asked).to.deep.equal(['signInAsHostUser']);
  });

  it('is the customer also where a ticket is asked for before anybody asks who is there', async () => {
    const { server, portal } = setUp(null);
    portal.tokenProvider = () => Promise.resolve('1');
    expect(await portal.ticketing.listForms({}, {})).to.deep.equal(FORMS);
    expect(server.asked).to.deep.equal(['signInAsHostUser']);
  });

  it('takes the place of whom the cookie knew', async () => {
    const { portal } = setUp(CAROL);
    expect((await portal.loadSession()).customer).to.deep.equal(CAROL);
    portal.tokenProvider = () => Promise.resolve('1');
    expect((await portal.loadSession()).customer).to.deep.equal(ALICE);
  });

  it('takes the place of whom the cookie knew also while that is being asked', async () => {
    const { portal, changes } = setUp(CAROL);
    const asked = portal.loadSession();
    portal.tokenProvider = () => Promise.resolve('1');
    expect((await asked).customer).to.deep.equal(ALICE);
    expect(changes.map(({ session }) => session.customer?.name)).to.deep.equal(['Alice Arnold']);
  });

  it('is not signed in again by a question from before they signed out here', async () => {
    const { server, portal } = setUp(null);
    portal.tokenProvider = () => Promise.resolve('1');
    await portal.loadSession();
    server.end();
    const asked = portal.refreshSession();
    await Promise.all([asked, portal.signOut()]);
    expect(portal.session?.customer).to.equal(null);
    expect(server.asked.filter((name) => name === 'signInAsHostUser')).to.have.length(1);
  });

  it('is vouched for again once when the session has ended, and the call is made again', async () => {
    const { server, portal, calls, changes } = setUp(null);
    portal.tokenProvider = () => Promise.resolve('1');
    await portal.loadSession();
    server.end();
    expect(await Promise.all([portal.ticketing.listForms({}, {}), portal.ticketing.listForms({}, {})])).to.deep.equal([FORMS, FORMS]);
    expect(server.asked).to.deep.equal(['signInAsHostUser', 'signInAsHostUser']);
    expect(calls.filter((name) => name !== 'nobody')).to.have.length(2);
    expect(changes).to.have.length(1);
  });

  it('is another one meanwhile: what the first one asked is not repeated in the other’s name', async () => {
    const { server, portal, calls } = setUp(null);
    let user = '1';
    portal.tokenProvider = () => Promise.resolve(user);
    await portal.loadSession();
    server.end();
    user = '3';
    expect(await failure(portal.ticketing.listForms({}, {}))).to.equal('unauthenticated');
    expect(portal.session?.customer).to.deep.equal(CAROL);
    expect(calls).to.deep.equal(['nobody']);
  });

  it('has signed out there: then nobody is signed in here', async () => {
    const { server, portal } = setUp(ALICE);
    portal.tokenProvider = () => Promise.resolve(null);
    expect((await portal.loadSession()).customer).to.equal(null);
    expect(server.person).to.equal(null);
    expect(server.asked).to.deep.equal(['peekSession', 'signOut']);
  });

  it('cannot be had: that is told, and the next question tries again', async () => {
    const { portal } = setUp(null);
    let isDown = true;
    portal.tokenProvider = () => (isDown ? Promise.reject(new TypeError('down')) : Promise.resolve('1'));
    expect(await failure(portal.loadSession())).to.equal('unavailable');
    isDown = false;
    expect((await portal.loadSession()).customer).to.deep.equal(ALICE);
  });
});

describe('a refused call', () => {
  it('ends the session here', async () => {
    const { server, portal, changes } = setUp();
    await portal.loadSession();
    server.end();
    expect(await failure(portal.ticketing.listForms({}, {}))).to.equal('unauthenticated');
    expect(changes.map(({ session: { customer }, expired }) => [customer?.name, expired])).to.deep.equal([['Alice Arnold', false], [undefined, true]]);
  });

  it('tells where only the owner’s terms are new', async () => {
    const { server, portal } = setUp();
    await portal.loadSession();
    const held = { email: ALICE.email, name: ALICE.name, reason: 'consent' as const };
    server.person = { customer: null, held };
    expect(await failure(portal.ticketing.listForms({}, {}))).to.equal('unauthenticated');
    expect(portal.session?.held).to.deep.equal(held);
  });

  it('does not end the session of somebody who has come meanwhile', async () => {
    const { server, portal } = setUp();
    await portal.loadSession();
    server.end();
    const call = portal.ticketing.listForms({}, {});
    await portal.signIn({ email: CAROL.email, password: 'x' });
    await failure(call);
    expect(portal.session?.customer).to.deep.equal(CAROL);
  });
});

describe('a session that its owner ends', () => {
  it('waits for them where they want to sign in again', async () => {
    const { server, portal, changes } = setUp();
    await portal.loadSession();
    await portal.endSession();
    expect(server.person).to.equal(null);
    expect(changes.at(-1)?.expired).to.equal(true);
  });

  it('is over for good where they sign out', async () => {
    const { portal, changes } = setUp();
    await portal.loadSession();
    await portal.signOut();
    expect(changes.at(-1)?.expired).to.equal(false);
  });
});
