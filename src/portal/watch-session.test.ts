import { expect, waitUntil } from '@open-wc/testing';
import { memory, memoryAccess, SAMPLE_PASSWORD, sampleData, type MemoryAccess } from '../adapters/memory/index.ts';
import { OWN_TICKETS } from '../contract/index.ts';
import { SessionChangeEvent } from './events.ts';
import { Portal } from './portal.ts';
import { hintKey } from './gateway-address.ts';
import { watchSession } from './watch-session.ts';

/** The session as this page and other tabs have it: one cookie. */
async function setUp(): Promise<{ portal: Portal; access: MemoryAccess; gateway: string }> {
  const data = sampleData();
  const access = memoryAccess({ customers: data.customers, signedIn: 'alice@acme.example' });
  const { customer } = await access.getSession({}, {});
  const portal = new Portal({ key: crypto.randomUUID(), ticketing: memory({ data }).adapterFor(customer!, OWN_TICKETS), access });
  const gateway = `https://${crypto.randomUUID()}.example`;
  watchSession(portal, gateway);
  await portal.loadSession();
  return { portal, access, gateway };
}

const otherTabTells = (gateway: string): void => { dispatchEvent(new StorageEvent('storage', { key: hintKey(gateway) })); };

describe('a session that other tabs share', () => {
  it('is another customer’s here as well when that one signs in in another tab', async () => {
    const { portal, access, gateway } = await setUp();
    await access.signIn({ email: 'bob@acme.example', password: SAMPLE_PASSWORD }, {} as never);
    otherTabTells(gateway);
    await waitUntil(() => portal.session?.customer?.email === 'bob@acme.example');
  });

  it('has ended when the page comes back from the browser’s cache after a sign-out', async () => {
    const { portal, access } = await setUp();
    await access.signOut({}, {} as never);
    let expired: boolean | undefined;
    portal.addEventListener(SessionChangeEvent.type, (event) => { ({ expired } = event as SessionChangeEvent); });
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await waitUntil(() => portal.session?.customer === null);
    expect(expired).to.equal(true);
  });

  it('is looked at again when the tab is', async () => {
    const { portal, access } = await setUp();
    access.expire();
    document.dispatchEvent(new Event('visibilitychange'));
    await waitUntil(() => portal.session?.customer === null);
  });

  it('stays as it is when nobody can be asked, and says nothing when nothing has changed', async () => {
    const { portal, access } = await setUp();
    let changes = 0;
    portal.addEventListener(SessionChangeEvent.type, () => { changes += 1; });
    await portal.refreshSession();
    access.faults.set('getSession', new TypeError('down'));
    await portal.refreshSession();
    expect(portal.session?.customer?.email).to.equal('alice@acme.example');
    expect(changes).to.equal(0);
  });

  it('is the newer one where a customer signs in here while the question is under way', async () => {
    const { portal, access } = await setUp();
    access.expire();
    const asked = portal.refreshSession();
    await portal.signIn({ email: 'bob@acme.example', password: SAMPLE_PASSWORD });
    await asked;
    expect(portal.session?.customer?.email).to.equal('bob@acme.example');
  });
});
