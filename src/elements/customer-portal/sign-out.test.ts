import { expect, fixture, html } from '@open-wc/testing';
import { memory, memoryAccess, sampleData } from '../../adapters/memory/index.ts';
import { Portal } from '../../portal/index.ts';
import { draftsOf } from '../../portal/drafts/drafts.ts';
import { outboxOf } from '../../portal/drafts/outbox.ts';
import { allByRole } from '../parts/by-role.test.ts';
import { waitUntil } from '../parts/wait-until.test.ts';
import './define.ts';
import type { CustomerPortal } from './customer-portal.ts';

const ALICE = 'alice@acme.example';

describe('signing out while something has not been sent', () => {
  afterEach(() => { Reflect.deleteProperty(navigator, 'onLine'); });

  it('asks first, goes on with the session where that is wanted, and discards only on demand', async () => {
    const data = sampleData();
    const backend = memory({ data });
    const portal = new Portal({
      key: `sign-out-${String(Date.now())}`, access: memoryAccess({ customers: data.customers, signedIn: ALICE }),
      ticketing: backend.adapterFor({ id: '1', email: ALICE, name: 'Alice' }, { views: ['mine'], filter: null }),
    });
    const element = await fixture<CustomerPortal>(html`<customer-portal .portal=${portal} lang="en"></customer-portal>`);
    const has = (name: string): boolean => allByRole(element, 'button', name).length > 0;
    const press = (name: string): void => { allByRole(element, 'button', name)[0]!.click(); };
    await waitUntil(() => has('Sign out'));
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    const draft = draftsOf(portal).open<{ text: string }>('1', 'reply', 't');
    draft.set({ text: 'Waiting' });
    await draft.press({ operation: 'reply', input: { ticketId: 't', text: 'Waiting' }, undo: 0 });
    outboxOf(portal).attend(draft, '1');
    press('Sign out');
    await waitUntil(() => has('Sign out and discard'), 'it does not ask');
    await expect(element).to.be.accessible();
    expect(portal.session!.customer).not.to.equal(null);
    press('Stay signed in');
    await waitUntil(() => !has('Sign out and discard'));
    expect(draft.presses).to.have.length(1);
    press('Sign out');
    await waitUntil(() => has('Sign out and discard'));
    press('Sign out and discard');
    await waitUntil(() => portal.session!.customer === null, 'nobody is signed out');
    await waitUntil(() => draft.presses.length === 0, 'it is still there');
  });
});
