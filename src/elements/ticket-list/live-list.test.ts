import { aTimeout, expect } from '@open-wc/testing';
import { textOf } from '../parts/by-role.test.ts';
import { waitUntil } from '../parts/wait-until.test.ts';
import { at, many, shownList, ticket, titles, world, type World } from './fixtures.test.ts';
import type { TicketList } from './ticket-list.ts';

const ALICE = 'alice@acme.example';
const titleOf = (list: TicketList, subject: string): HTMLElement =>
  [...list.shadowRoot!.querySelectorAll<HTMLElement>('[part~="title"]')].find((title) => title.textContent.trim() === subject)!;
const rowOf = (list: TicketList, subject: string): string => titleOf(list, subject).closest('[part~="row"]')!.textContent;
const said = (list: TicketList): string => [...list.shadowRoot!.querySelectorAll('[role="status"]')].map(({ textContent }) => textContent).join('').trim();

describe('an open list', () => {
  const lists: TicketList[] = [];
  /** A list whose system tells, once it listens. */
  async function open(options: Parameters<typeof world>[0] = {}, shown: Parameters<typeof shownList>[1] = {}): Promise<{ list: TicketList } & World> {
    const made = world({ live: true, ...options });
    const { portal, watching } = made;
    const list = await shownList(portal, shown);
    lists.push(list);
    await waitUntil(() => watching.size === 1, 'nobody listens');
    await aTimeout(50);
    return { list, ...made };
  }
  afterEach(() => { for (const list of lists.splice(0)) list.remove(); });

  it('shows a new ticket, a new reply and a new status by itself, and says each once', async () => {
    const { list, backend } = await open();
    backend.createTicketFor(ALICE, { subject: 'Made on the phone', text: 'Hello' });
    await waitUntil(() => titles(list)[0] === 'Made on the phone', `only ${titles(list).join()}`);
    expect(said(list)).to.equal('1 new ticket');
    backend.agentReply(backend.idOf('Café closes early'), { text: 'Not any more.' });
    await waitUntil(() => titles(list)[0] === 'Café closes early', 'no reply');
    expect(rowOf(list, 'Café closes early')).to.match(/New.*Waiting for you/s);
    expect(said(list)).to.equal('Something new in 1 ticket');
    backend.setStatus(backend.idOf('Printer on fire'), 'done');
    await waitUntil(() => /Closed/.test(rowOf(list, 'Printer on fire')), 'no status');
    await waitUntil(() => said(list) === '', 'it is said without end');
    await expect(list).to.be.accessible();
  });

  it('leaves focus, scroll position and loaded pages alone, also where the focused ticket moves', async () => {
    const { list, backend } = await open({ tickets: many(80) }, { pageSize: 25 });
    list.shadowRoot!.querySelector<HTMLElement>('#more')!.click();
    await waitUntil(() => titles(list).length === 50, 'no more');
    const focused = titleOf(list, 'Ticket 30');
    focused.focus();
    focused.scrollIntoView({ block: 'center', behavior: 'instant' });
    await aTimeout(0);
    const top = focused.getBoundingClientRect().top;
    backend.createTicketFor(ALICE, { subject: 'Made on the phone', text: 'Hello' });
    await waitUntil(() => titles(list)[0] === 'Made on the phone', 'not shown');
    expect(list.shadowRoot!.activeElement === focused).to.equal(true);
    expect(Math.abs(focused.getBoundingClientRect().top - top)).to.be.lessThan(2);
    expect(titles(list).length).to.be.at.least(50);
    backend.agentReply(backend.idOf('Ticket 30'), { text: 'Yes' });
    await waitUntil(() => titles(list)[0] === 'Ticket 30', 'not moved');
    await list.updateComplete;
    await aTimeout(0);
    expect(list.shadowRoot!.activeElement === titleOf(list, 'Ticket 30')).to.equal(true);
  });

  it('keeps what is being typed into the search, and asks for nothing else', async () => {
    const { list, backend } = await open();
    const search = list.shadowRoot!.querySelector<HTMLInputElement>('input[type="search"]')!;
    search.focus();
    search.value = 'prin';
    search.dispatchEvent(new InputEvent('input', { bubbles: true }));
    backend.createTicketFor(ALICE, { subject: 'Made on the phone', text: 'Hello' });
    await waitUntil(() => titles(list)[0] === 'Made on the phone', 'not shown');
    expect(search.value).to.equal('prin');
    expect(list.shadowRoot!.activeElement === search).to.equal(true);
  });

  it('says nothing about looks that fail, and goes on as soon as they succeed', async () => {
    const { list, backend } = await open();
    const before = textOf(list);
    backend.faults.set('listTickets', { reject: 'unavailable' });
    backend.createTicketFor(ALICE, { subject: 'Made on the phone', text: 'Hello' });
    await aTimeout(300);
    expect(textOf(list)).to.equal(before);
    expect(list.shadowRoot!.querySelector('[role="alert"]')?.textContent.trim() ?? '').to.equal('');
    backend.faults.clear();
    window.dispatchEvent(new Event('online'));
    await waitUntil(() => titles(list)[0] === 'Made on the phone', 'not shown');
  });

  it('does not change without a change: nothing is said, no row is made anew', async () => {
    const { list, backend } = await open({ tickets: [ticket({ subject: 'One', created: at(1) })] });
    const row = list.shadowRoot!.querySelector('[part~="row"]');
    backend.internalNote(backend.idOf('One'), { text: 'note' });
    window.dispatchEvent(new Event('online'));
    await aTimeout(200);
    expect(said(list)).to.equal('');
    expect(list.shadowRoot!.querySelector('[part~="row"]') === row).to.equal(true);
  });

  it('listens no more when it leaves the page', async () => {
    const { list, watching } = await open();
    list.remove();
    await waitUntil(() => watching.size === 0, 'somebody still listens');
  });
});
