import { expect } from '@open-wc/testing';
import { ALICE, CAROL, FakeClock, FakeServer, MINUTE } from './fake-server.test.ts';
import { SessionChangeEvent } from './events.ts';
import { hintKey } from './gateway-address.ts';
import type { Portal } from './portal.ts';
import { SessionClock } from './session-clock.ts';
import { watchSession } from './watch-session.ts';
import { waitUntil } from '../elements/parts/wait-until.test.ts';

interface Browser { readonly server: FakeServer; readonly clock: FakeClock; readonly gateway: string; readonly tab: () => Promise<Portal> }

/** A browser with one cookie, and tabs with a portal each. */
function browser(): Browser {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const gateway = `https://${crypto.randomUUID()}.example`;
  const tab = async (): Promise<Portal> => {
    const portal = server.tab();
    watchSession(portal, gateway);
    await portal.loadSession();
    return portal;
  };
  return { server, clock, gateway, tab };
}

const otherTabTells = (gateway: string): void => { dispatchEvent(new StorageEvent('storage', { key: hintKey(gateway) })); };
/** News arrives within two seconds. */
const soon = (condition: () => boolean, message: string): Promise<void> => waitUntil(condition, message, { timeout: 2000, interval: 10 });

describe('a session that other tabs share', () => {
  it('is another customer’s here as well when that one signs in in another tab', async () => {
    const { server, gateway, tab } = browser();
    const portal = await tab();
    server.enter({ customer: CAROL });
    otherTabTells(gateway);
    await soon(() => portal.session?.customer?.id === CAROL.id, 'it is still Alice’s');
  });

  it('is another customer’s in all tabs where storage is blocked, too', async () => {
    const { tab } = browser();
    const [one, two, three] = [await tab(), await tab(), await tab()];
    await one.signIn({ email: CAROL.email, password: 'x' });
    await soon(() => [two, three].every(({ session }) => session?.customer?.id === CAROL.id), 'the others still have Alice');
  });

  it('is over in all tabs when one signs out, and nobody waits for who has left', async () => {
    const { tab } = browser();
    const [one, two, three] = [await tab(), await tab(), await tab()];
    await one.signOut();
    await soon(() => [two, three].every(({ lastSessionChange: last }) => last?.session.customer === null), 'the others have not heard');
    expect([two, three].map(({ lastSessionChange }) => lastSessionChange?.expired)).to.deep.equal([false, false]);
  });

  it('is over for good also where the end was noticed before the sign-out was told', async () => {
    const { server, tab } = browser();
    const [one, two] = [await tab(), await tab()];
    server.end();
    await two.refreshSession();
    expect(two.lastSessionChange?.expired).to.equal(true);
    await one.signOut();
    await soon(() => two.lastSessionChange?.expired === false, 'what was typed is still kept');
  });

  it('is over when one signs out, whether the gateway can be reached or not', async () => {
    const { server, tab } = browser();
    const [one, two] = [await tab(), await tab()];
    await one.signOut();
    server.isDown = true;
    await soon(() => two.session?.customer === null, 'the other has not heard');
  });

  it('has ended in all tabs when one notices, and all wait for who was there', async () => {
    const { server, tab } = browser();
    const [one, two] = [await tab(), await tab()];
    server.end();
    await one.refreshSession();
    await soon(() => two.session?.customer === null, 'the other has not heard');
    expect(two.lastSessionChange?.expired).to.equal(true);
  });

  it('lasts in all tabs when it is prolonged in one: the warnings go', async () => {
    const { clock, tab } = browser();
    const tabs = [await tab(), await tab()];
    for (const portal of tabs) new SessionClock(portal, clock);
    await clock.goOn(28 * MINUTE);
    expect(tabs.map(({ sessionWarning }) => sessionWarning?.minutes)).to.deep.equal([2, 2]);
    await tabs[0]!.refreshSession({ passive: false });
    await soon(() => tabs.every(({ sessionWarning }) => sessionWarning === undefined), 'a warning stays');
  });

  it('is not asked about again and again by tabs that tell each other', async () => {
    const { server, tab } = browser();
    await tab();
    await tab();
    const [one, two] = [await tab(), await tab()];
    await one.signIn({ email: CAROL.email, password: 'x' });
    await soon(() => two.session?.customer?.id === CAROL.id, 'the other has not heard');
    // Whatever was told by then has arrived before this.
    const marker = await tab();
    await marker.signIn({ email: ALICE.email, password: 'x' });
    await soon(() => [one, two].every(({ session }) => session?.customer?.id === ALICE.id), 'the others have not heard');
    expect(server.asked.filter((name) => name === 'peekSession').length).to.be.at.most(12);
  });

  it('has ended when the page comes back from the browser’s cache after a sign-out', async () => {
    const { server, tab } = browser();
    const portal = await tab();
    let expired: boolean | undefined;
    portal.addEventListener(SessionChangeEvent.type, (event) => { ({ expired } = event as SessionChangeEvent); });
    server.end();
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await soon(() => portal.session?.customer === null, 'Alice is still there');
    expect(expired).to.equal(true);
  });

  it('is looked at again when the tab is, which does not count as activity', async () => {
    const { server, tab } = browser();
    const portal = await tab();
    server.end();
    document.dispatchEvent(new Event('visibilitychange'));
    await soon(() => portal.session?.customer === null, 'Alice is still there');
    expect(server.asked.filter((name) => name === 'getSession')).to.have.length(1);
  });

  it('stays as it is when nobody can be asked, and says nothing when nothing has changed', async () => {
    const { server, tab } = browser();
    const portal = await tab();
    let changes = 0;
    portal.addEventListener(SessionChangeEvent.type, () => { changes += 1; });
    await portal.refreshSession();
    server.isDown = true;
    await portal.refreshSession();
    expect(portal.session?.customer).to.deep.equal(ALICE);
    expect(changes).to.equal(0);
  });

  it('is the newer one where a customer signs in here while the question is under way', async () => {
    const { server, tab } = browser();
    const portal = await tab();
    server.end();
    const asked = portal.refreshSession();
    await portal.signIn({ email: CAROL.email, password: 'x' });
    await asked;
    expect(portal.session?.customer).to.deep.equal(CAROL);
  });
});
