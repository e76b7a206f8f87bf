import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import type { TicketQuery } from '../../contract/index.ts';
import type { Portal } from '../../portal/index.ts';
import { byRole, textOf } from '../parts/by-role.test.ts';
import { ALICE, at, many, ticket, world } from '../ticket-list/fixtures.test.ts';
import './define.ts';
import type { TicketBadge } from './ticket-badge.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

const waiting = (subject: string, stage = 'new') => ticket({ subject, stage, messages: [['customer', 'Help', at(1)], ['agent', 'Which one?', at(2)]] });
const SOME = [waiting('A'), waiting('B'), waiting('closed', 'done'), ...many(3)];

async function badgeOf(portal: Portal): Promise<TicketBadge> {
  return fixture<TicketBadge>(html`<ticket-badge .portal=${portal}></ticket-badge>`);
}
const shows = async (badge: TicketBadge, text: string): Promise<void> => {
  await waitUntil(() => textOf(badge) === text, `the badge says “${textOf(badge)}”`, { interval: 10 });
};
/** Waits until the badge has nothing on its way any more. */
async function asked(portal: Portal, times: number): Promise<TicketQuery[]> {
  const queries: TicketQuery[] = [];
  const { listTickets } = portal.ticketing;
  let done = 0;
  portal.ticketing.listTickets = async (input, context) => {
    queries.push(input as TicketQuery);
    try {
      return await listTickets(input, context);
    } finally {
      done += 1;
    }
  };
  const badge = await badgeOf(portal);
  // Whatever it asks, it asks after these.
  await portal.loadSession();
  await portal.getProfile();
  await aTimeout(0);
  await waitUntil(() => done === times, `asked ${String(queries.length)} times`, { interval: 10 });
  await badge.updateComplete;
  expect(textOf(badge)).to.equal('');
  expect(badge.getBoundingClientRect().width).to.equal(0);
  return queries;
}

describe('ticket-badge', () => {
  it('counts open tickets that wait on the customer, and says what it counts', async () => {
    const badge = await badgeOf(world({ tickets: SOME }).portal);
    await shows(badge, '2 2 tickets wait for your answer');
    const link = await fixture<HTMLElement>(html`<a href="/support">Support </a>`);
    link.append(badge);
    expect(byRole(link.parentElement!, 'link', 'Support 2 tickets wait for your answer') === link).to.equal(true);
    expect(badge.getBoundingClientRect().width).to.be.greaterThan(10);
    await expect(link).to.be.accessible();
  });

  it('shows nothing at zero', async () => {
    await asked(world({ tickets: many(3) }).portal, 1);
  });

  it('shows nothing, and asks nothing but who it is, while nobody is signed in', async () => {
    const { portal } = world({ tickets: SOME, signedIn: undefined });
    expect(await asked(portal, 0)).to.have.length(0);
    await portal.signIn({ email: ALICE.email, password: ALICE.password });
    await shows(document.querySelector('ticket-badge')!, '2 2 tickets wait for your answer');
    await portal.signOut();
    await shows(document.querySelector('ticket-badge')!, '');
  });

  it('follows what happens in the portal', async () => {
    const { portal, backend } = world({ tickets: SOME });
    const badge = await badgeOf(portal);
    await shows(badge, '2 2 tickets wait for your answer');
    await portal.ticketing.reply({ ticketId: backend.idOf('A'), text: 'This one', files: [] }, { idempotencyKey: 'k' });
    await shows(badge, '1 1 ticket waits for your answer');
  });

  it('counts what it reads where the backend cannot filter by turn', async () => {
    const badge = await badgeOf(world({ tickets: SOME, capabilities: { waitingOn: false } }).portal);
    await shows(badge, '2 2 tickets wait for your answer');
  });

  it('shows nothing rather than a wrong number where that would be too many', async () => {
    await asked(world({ tickets: [waiting('A'), ...many(310)], capabilities: { waitingOn: false } }).portal, 3);
  });

  it('says “more than” where the backend tells no total', async () => {
    const { portal } = world({ tickets: Array.from({ length: 120 }, (_, index) => waiting(String(index))) });
    const { listTickets } = portal.ticketing;
    portal.ticketing.listTickets = async (input, context) => ({ ...await listTickets(input, context), total: undefined });
    await shows(await badgeOf(portal), '100+ More than 100 tickets wait for your answer');
  });

  it('shows nothing when the backend is down', async () => {
    const { portal, backend } = world({ tickets: SOME });
    backend.faults.set('listTickets', { reject: 'unavailable' });
    await asked(portal, 1);
  });
});

describe('a ticket-badge on a page that is open', () => {
  it('counts anew as soon as something happens, and listens no more when it is gone', async () => {
    const { portal, backend, watching } = world({ tickets: SOME, live: true });
    const badge = await badgeOf(portal);
    await shows(badge, '2 2 tickets wait for your answer');
    await waitUntil(() => watching.size === 1, 'nobody listens');
    backend.createTicketFor(ALICE.email, { subject: 'C', text: 'Hello' });
    backend.agentReply(backend.idOf('B'), { text: 'Once more' });
    backend.setStatus(backend.idOf('A'), 'done');
    await shows(badge, '1 1 ticket waits for your answer');
    badge.remove();
    await waitUntil(() => watching.size === 0, 'somebody still listens');
  });
});
