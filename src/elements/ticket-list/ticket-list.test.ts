import { expect, oneEvent } from '@open-wc/testing';
import { digest } from '../../portal/digest.ts';
import { sendKeys } from '@web/test-runner-commands';
import { PortalError, type Page, type TicketQuery, type TicketSummary } from '../../contract/index.ts';
import { startOfDay } from '../../portal/days.ts';
import { SeenTickets } from '../../portal/seen.ts';
import { allByRole, byRole, textOf } from '../parts/by-role.test.ts';
import { ALICE, at, BOB, FEW, many, settled, shownList, startedList, ticket, titles, world } from './fixtures.test.ts';
import { queryFromSearchParams, queryToSearchParams, type QueryChangeEvent, type TicketList } from './ticket-list.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

const STARTING = { query: {}, width: 1000, url: '', pageSize: 25 };

async function type(input: HTMLInputElement, text: string): Promise<void> {
  input.focus();
  input.select();
  await sendKeys(text === '' ? { press: 'Delete' } : { type: text });
}

function choose(select: HTMLSelectElement, label: string): void {
  const option = [...select.options].find(({ text }) => text.trim() === label);
  if (option === undefined) throw new Error(`There is no option ${label}.`);
  select.value = option.value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

function setDate(input: HTMLInputElement, day: string): void {
  input.value = day;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  input.dispatchEvent(new Event('blur'));
}

const until = (condition: () => boolean, message: string): Promise<void> => waitUntil(condition, message, { interval: 10 });
const focused = (list: TicketList): Element | null => list.shadowRoot!.activeElement;
/** Compares by identity, but tells in words: chai takes minutes to write two elements down. */
function expectFocus(list: TicketList, element: Element): void {
  const name = (one: Element | null): string => (one === null ? 'nothing' : `<${one.localName} id="${one.id}"> ${textOf(one)}`);
  if (focused(list) !== element) throw new Error(`The focus is on ${name(focused(list))}, not on ${name(element)}.`);
}
const said = (list: TicketList): string => [...list.shadowRoot!.querySelectorAll('[role="status"]')].map(({ textContent }) => textContent).join(' ').trim();

/** Clicks a link without leaving the page. @returns whether the list itself stopped the link. */
function clickAndStay(list: TicketList, link: HTMLElement, keys: MouseEventInit = {}): boolean {
  let stopped = false;
  list.addEventListener('click', (event) => {
    stopped = event.defaultPrevented;
    event.preventDefault();
  }, { once: true });
  link.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ...keys }));
  return stopped;
}

/** Records the queries that reach the backend. */
function recordQueries({ portal }: ReturnType<typeof world>): TicketQuery[] {
  const queries: TicketQuery[] = [];
  const { listTickets } = portal.ticketing;
  portal.ticketing.listTickets = (input, context) => {
    queries.push(input as TicketQuery);
    return listTickets(input, context);
  };
  return queries;
}

describe('ticket-list', () => {
  describe('what it shows', () => {
    it('shows all open and closed tickets, the last active first, under the five columns', async () => {
      const list = await shownList(world().portal);
      expect(allByRole(list, 'columnheader').map(textOf)).to.deep.equal(['ID', 'Title', 'Created', 'Last activity', 'Status']);
      expect(titles(list)).to.deep.equal(['Printer on fire', '<b>bold</b> & "quotes"', 'Café closes early', 'Änderung der Adresse']);
      expect(allByRole(list, 'row')).to.have.length(5);
      expect(textOf(list)).to.include('4 tickets shown');
      await expect(list).to.be.accessible();
    });

    it('says of each ticket whether it is open or closed and whose turn it is', async () => {
      const list = await shownList(world().portal);
      const [, first, second, , last] = allByRole(list, 'row').map(textOf);
      expect(first).to.match(/Open ?Waiting for you/);
      expect(second).to.match(/Open ?Waiting for us/);
      expect(last).to.include('Closed').and.not.include('Waiting');
    });

    it('writes statuses by the ticketing system’s own names where the owner wants that', async () => {
      const list = await shownList(world().portal);
      list.statusMode = 'stage';
      await list.updateComplete;
      expect(allByRole(list, 'row').slice(1).map((row) => textOf(row.querySelector('[part="status"]')!))).to.deep.equal(['Brand new', 'In the works', 'Brand new', 'All done']);
    });

    it('shows backend texts literally', async () => {
      const list = await shownList(world({ tickets: [ticket({ subject: '<img src=x onerror=alert(1)>' })] }).portal);
      expect(titles(list)).to.deep.equal(['<img src=x onerror=alert(1)>']);
      expect(list.shadowRoot!.querySelector('img')).to.equal(null);
    });

    it('calls a ticket without a title by its ID', async () => {
      const list = await shownList(world({ tickets: [ticket({ subject: '' })] }).portal);
      expect(titles(list)).to.deep.equal(['#1001']);
    });

    it('marks what support wrote since the last visit as new, until it has been read', async () => {
      const { portal, backend } = world();
      localStorage.setItem(`portico:seen:${portal.key}:${digest(ALICE.email)}`, JSON.stringify({ since: Date.parse(at(5)), tickets: {} }));
      const list = await shownList(portal);
      const marked = (): string[] => allByRole(list, 'row').filter((row) => textOf(row).includes('New')).map((row) => textOf(row.querySelector('[part="title"]')!));
      expect(marked()).to.deep.equal(['Printer on fire']);
      new SeenTickets(portal.key, ALICE.email).markSeen(backend.idOf('Printer on fire'), at(9), 'new');
      await list.updateComplete;
      expect(marked()).to.deep.equal([]);
    });

    it('is a list of articles where there is little room, and never both at once', async () => {
      const list = await shownList(world().portal, { width: 360 });
      expect(allByRole(list, 'article')).to.have.length(4);
      expect(allByRole(list, 'table')).to.have.length(0);
      expect(titles(list)).to.have.length(4);
      await expect(list).to.be.accessible();
      list.parentElement!.style.inlineSize = '1000px';
      await until(() => allByRole(list, 'table').length === 1, 'no table where there is room again');
      expect(allByRole(list, 'article')).to.have.length(0);
    });

    it('turns into a list of articles when the text is large', async () => {
      const list = await shownList(world().portal, { width: 1000 });
      list.style.fontSize = '64px';
      await until(() => allByRole(list, 'article').length === 4, 'a table at 400 % text');
      expect(list.scrollWidth).to.be.at.most(list.clientWidth);
    });

    it('fits into 256 pixels, long words too', async () => {
      const list = await shownList(world({ tickets: [ticket({ subject: 'W'.repeat(150) }), ...FEW], views: ['mine', 'organization', 'cc'] }).portal, {
        width: 256, query: { view: 'organization', status: 'open' },
      });
      byRole(list, 'button', /^Filters/).click();
      await list.updateComplete;
      expect(list.scrollWidth).to.be.at.most(256);
      const { right } = list.getBoundingClientRect();
      const out = [...list.shadowRoot!.querySelectorAll('select, input, button, label')].filter((one) => one.getBoundingClientRect().right > right + 0.5);
      expect(out.map(({ id }) => id)).to.deep.equal([]);
    });
  });

  describe('order', () => {
    it('sorts by a column at a press of its head and turns the order at the next', async () => {
      const list = await shownList(world().portal);
      const head = (name: string): HTMLElement => byRole(list, 'columnheader', name);
      expect(head('Last activity').getAttribute('aria-sort')).to.equal('descending');
      const button = byRole(list, 'button', 'Title');
      button.focus();
      button.click();
      await settled(list);
      expect(head('Title').getAttribute('aria-sort')).to.equal('ascending');
      expect(head('Last activity').hasAttribute('aria-sort')).to.equal(false);
      expect(titles(list)).to.deep.equal(['<b>bold</b> & "quotes"', 'Café closes early', 'Printer on fire', 'Änderung der Adresse']);
      byRole(list, 'button', 'Title').click();
      await settled(list);
      expect(head('Title').getAttribute('aria-sort')).to.equal('descending');
      expect(titles(list)[0]).to.equal('Änderung der Adresse');
      expectFocus(list, byRole(list, 'button', 'Title'));
    });

    it('offers no order that the backend cannot make', async () => {
      const list = await shownList(world({ capabilities: { sort: ['created'] } }).portal);
      const names = (): string[] => allByRole(list, 'columnheader').filter((head) => head.querySelector('button') !== null).map(textOf);
      expect(names()).to.deep.equal(['Created']);
      expect(byRole(list, 'columnheader', 'Created').getAttribute('aria-sort')).to.equal('descending');
    });

    it('is chosen from two lists where there is little room', async () => {
      const list = await shownList(world().portal, { width: 360 });
      choose(byRole(list, 'combobox', 'Sort by'), 'Title');
      await settled(list);
      expect(titles(list)[0]).to.equal('<b>bold</b> & "quotes"');
      choose(byRole(list, 'combobox', 'Direction'), 'Descending');
      await settled(list);
      expect(titles(list)[0]).to.equal('Änderung der Adresse');
    });
  });

  describe('search', () => {
    it('finds words of titles and messages while they are being typed, and says how many', async () => {
      const list = await shownList(world().portal);
      await type(byRole(list, 'searchbox', 'Search tickets'), 'violet');
      await until(() => titles(list).length === 1, 'nothing is found');
      expect(titles(list)).to.deep.equal(['Printer on fire']);
      await until(() => said(list) === '1 ticket shown', 'nothing is said');
      expectFocus(list, byRole(list, 'searchbox'));
    });

    it('starts at once with Enter and asks once only', async () => {
      const given = world();
      const list = await shownList(given.portal);
      const queries = recordQueries(given);
      await type(byRole(list, 'searchbox'), 'café');
      await sendKeys({ press: 'Enter' });
      await until(() => titles(list).length === 1, 'nothing is found');
      await new Promise((resolve) => { setTimeout(resolve, 450); }); // the debounced one would have come by now
      expect(queries.map(({ search }) => search)).to.deep.equal(['café']);
    });

    it('waits while an input method is putting letters together, and Enter then does not search', async () => {
      const given = world({ tickets: [...FEW, ticket({ subject: '프린터 고장' })] });
      const list = await shownList(given.portal);
      const queries = recordQueries(given);
      const input = byRole(list, 'searchbox');
      input.focus();
      input.dispatchEvent(new CompositionEvent('compositionstart'));
      input.value = 'ㅍ';
      input.dispatchEvent(new InputEvent('input', { isComposing: true }));
      input.form!.requestSubmit();
      await new Promise((resolve) => { setTimeout(resolve, 450); }); // longer than typing is waited for
      expect(queries).to.have.length(0);
      input.value = '프린';
      input.dispatchEvent(new InputEvent('input', { isComposing: true }));
      input.dispatchEvent(new CompositionEvent('compositionend'));
      await until(() => titles(list).length === 1, 'nothing is found');
      expect(queries.map(({ search }) => search)).to.deep.equal(['프린']);
    });

    it('never shows an older answer after a newer one', async () => {
      const given = world();
      const list = await shownList(given.portal);
      const answers: ((page: Page<TicketSummary>) => void)[] = [];
      given.portal.ticketing.listTickets = () => new Promise((resolve) => { answers.push(resolve); });
      const page = (subject: string): Page<TicketSummary> => ({
        items: [{
          id: subject, displayId: subject, subject, created: at(1), lastActivity: at(1), lastMessageBy: null, waitingOn: null, organization: null, cc: [],
          status: { category: 'open', stage: 'new', label: 'New' }, requester: { name: 'Alice', email: ALICE.email },
        }],
        nextCursor: null,
      });
      list.query = { search: 'older' };
      await list.updateComplete;
      list.query = { search: 'newer' };
      await list.updateComplete;
      answers[1]!(page('newer'));
      answers[0]!(page('older'));
      await settled(list);
      expect(titles(list)).to.deep.equal(['newer']);
    });

    it('keeps the old rows, marked busy, until the new ones are there', async () => {
      const { portal, backend } = world();
      const list = await shownList(portal);
      backend.faults.set('listTickets', { hang: true });
      byRole(list, 'button', 'Created').click();
      await list.updateComplete;
      expect(titles(list)).to.have.length(4);
      expect(byRole(list, 'table').closest('[aria-busy="true"]')).to.not.equal(null);
      await expect(list).to.be.accessible();
    });

    it('says what it searches, and is not there where the backend cannot search', async () => {
      const subjects = await shownList(world({ capabilities: { search: 'subject' } }).portal);
      expect(allByRole(subjects, 'searchbox', 'Search titles')).to.have.length(1);
      const none = await shownList(world({ capabilities: { search: 'none' } }).portal);
      expect(allByRole(none, 'searchbox')).to.have.length(0);
      expect(allByRole(none, 'button', 'Search')).to.have.length(0);
    });

    it('does not take away letters that are typed while the page writes the query back', async () => {
      const list = await shownList(world().portal);
      // What the shell does: from the address, a new object each time.
      list.addEventListener('query-change', ({ query }) => { list.query = queryFromSearchParams(queryToSearchParams(query)); });
      const input = byRole(list, 'searchbox');
      const changed = oneEvent(list, 'query-change');
      await type(input, 'violet ');
      await changed;
      await sendKeys({ type: 'fl' });
      await settled(list);
      expect(input.value).to.equal('violet fl');
    });
  });

  describe('filters', () => {
    it('combine, stand below the controls, and are cleared one by one', async () => {
      const list = await shownList(world().portal, { query: { search: 'VIOLET' } });
      choose(byRole(list, 'combobox', 'Status'), 'Open');
      await settled(list);
      choose(byRole(list, 'combobox', 'Whose turn'), 'Waiting for you');
      await settled(list);
      expect(titles(list)).to.deep.equal(['Printer on fire']);
      const active = (): string[] => allByRole(list, 'button', /^Remove filter/).map(textOf);
      expect(active()).to.deep.equal(['Search: VIOLET', 'Status: Open', 'Waiting for you']);
      await expect(list).to.be.accessible();
      byRole(list, 'button', 'Remove filter Waiting for you').click();
      await settled(list);
      expect(active()).to.deep.equal(['Search: VIOLET', 'Status: Open']);
      expect(titles(list)).to.deep.equal(['Printer on fire']);
      expectFocus(list, byRole(list, 'button', 'Remove filter Status: Open'));
      byRole(list, 'button', 'Remove filter Search: VIOLET').click();
      await settled(list);
      expect(byRole(list, 'searchbox').value).to.equal('');
      expect(titles(list)).to.have.length(3);
    });

    it('are cleared all at once, and the focus goes to the search', async () => {
      const list = await shownList(world().portal, { query: { search: 'zzz', status: 'closed', sort: 'created' } });
      expect(textOf(list)).to.include('No ticket matches');
      await expect(list).to.be.accessible();
      allByRole(list, 'button', 'Clear filters').at(-1)!.click();
      await settled(list);
      expect(titles(list)).to.have.length(4);
      expect(list.query).to.deep.equal({ view: 'mine', sort: 'created', direction: 'descending' });
      expectFocus(list, byRole(list, 'searchbox'));
    });

    it('offer the backend’s stages where it has several', async () => {
      const list = await shownList(world().portal);
      const select = byRole(list, 'combobox', 'Status');
      expect([...select.options].map(({ text }) => text.trim())).to.deep.equal(['Any', 'Open', 'Closed', 'Brand new', 'In the works']);
      choose(select, 'In the works');
      await settled(list);
      expect(titles(list)).to.deep.equal(['<b>bold</b> & "quotes"']);
      choose(select, 'Closed');
      await settled(list);
      expect(titles(list)).to.deep.equal(['Änderung der Adresse']);
      expect(list.query.stage).to.equal(undefined);
    });

    it('leave out whose turn it is where the backend cannot tell', async () => {
      const list = await shownList(world({ capabilities: { waitingOn: false } }).portal, { query: { waitingOn: 'customer' } });
      expect(allByRole(list, 'combobox', 'Whose turn')).to.have.length(0);
      expect(titles(list)).to.have.length(4);
      expect(allByRole(list, 'button', /^Remove filter/)).to.have.length(0);
    });

    it('take whole local days, the last one included', async () => {
      const given = world();
      const list = await shownList(given.portal);
      const queries = recordQueries(given);
      byRole(list, 'button', 'Date').click();
      await list.updateComplete;
      const created = byRole(list, 'group', 'Created');
      setDate(created.querySelectorAll('input')[0]!, '2026-11-03');
      setDate(created.querySelectorAll('input')[1]!, '2026-11-05');
      await settled(list);
      expect(queries.at(-1)).to.include({ createdFrom: startOfDay('2026-11-03'), createdBefore: startOfDay('2026-11-06') });
      expect(titles(list)).to.deep.equal(['Café closes early', 'Änderung der Adresse']);
      expect(allByRole(list, 'button', /^Remove filter/).map(textOf)).to.deep.equal(['Created: Nov 3, 2026 to Nov 5, 2026']);
      const active = byRole(list, 'group', 'Last activity');
      setDate(active.querySelectorAll('input')[0]!, '2026-11-05');
      await settled(list);
      expect(titles(list)).to.deep.equal(['Café closes early']);
    });

    it('say at the field when the last day is before the first, and ask nothing', async () => {
      const given = world();
      const list = await shownList(given.portal);
      byRole(list, 'button', 'Date').click();
      await list.updateComplete;
      const [from, to] = byRole(list, 'group', 'Created').querySelectorAll('input');
      setDate(from!, '2026-11-05');
      await settled(list);
      const queries = recordQueries(given);
      setDate(to!, '2026-11-03');
      await list.updateComplete;
      expect(to!.getAttribute('aria-invalid')).to.equal('true');
      expect(textOf(list.shadowRoot!.getElementById(to!.getAttribute('aria-describedby')!)!)).to.equal('The last day is before the first one.');
      expect(queries).to.have.length(0);
      await expect(list).to.be.accessible();
      setDate(to!, '2026-11-06');
      await settled(list);
      expect(to!.getAttribute('aria-invalid')).to.equal('false');
      expect(queries).to.have.length(1);
    });

    it('wait for a year that is still being typed', async () => {
      const given = world();
      const list = await shownList(given.portal);
      const queries = recordQueries(given);
      byRole(list, 'button', 'Date').click();
      await list.updateComplete;
      const [from] = byRole(list, 'group', 'Created').querySelectorAll('input');
      setDate(from!, '0202-11-05');
      await list.updateComplete;
      expect(queries).to.have.length(0);
      expect(from!.value).to.equal('0202-11-05');
    });

    it('fold away behind one button where there is little room', async () => {
      const list = await shownList(world().portal, { width: 360 });
      expect(allByRole(list, 'combobox', 'Status')).to.have.length(0);
      const button = byRole(list, 'button', 'Filters');
      expect(button.getAttribute('aria-expanded')).to.equal('false');
      button.click();
      await list.updateComplete;
      expect(button.getAttribute('aria-expanded')).to.equal('true');
      expect(allByRole(list, 'combobox', 'Status')).to.have.length(1);
      expect(allByRole(list, 'group', 'Created')).to.have.length(1);
      await expect(list).to.be.accessible();
    });
  });

  describe('views', () => {
    it('are offered only where there are several', async () => {
      expect(allByRole(await shownList(world({ views: ['mine'] }).portal), 'combobox', 'View')).to.have.length(0);
    });

    it('switch between own tickets, those of the organization, and those in copy', async () => {
      const tickets = [...FEW, ticket({ subject: 'Bob’s', requester: BOB.email }), ticket({ subject: 'Bob’s with Alice', requester: BOB.email, cc: [ALICE.email] })];
      const list = await shownList(world({ tickets, views: ['mine', 'organization', 'cc'] }).portal);
      const select = byRole(list, 'combobox', 'View');
      expect([...select.options].map(({ text }) => text)).to.deep.equal(['My tickets', 'Organization’s tickets', 'Tickets I am copied on']);
      choose(select, 'Organization’s tickets');
      await settled(list);
      expect(titles(list)).to.have.length(6);
      expect(textOf(byRole(list, 'row', /Bob’s with Alice/))).to.include('Requester Bob');
      choose(select, 'Tickets I am copied on');
      await settled(list);
      expect(titles(list)).to.deep.equal(['Bob’s with Alice']);
      await expect(list).to.be.accessible();
    });

    it('that are not granted give way to one that is', async () => {
      const list = await shownList(world({ views: ['mine'] }).portal, { query: { view: 'organization' } });
      expect(titles(list)).to.have.length(4);
    });
  });

  describe('load more', () => {
    it('goes through three hundred tickets, each once, and takes the reader to the first new one', async () => {
      const list = await shownList(world({ tickets: many(300) }).portal, { pageSize: 100 });
      const seen = new Set<string>();
      const look = (): void => { for (const title of titles(list)) seen.add(title); };
      expect(textOf(list)).to.include('100 of 300 tickets');
      const button = byRole(list, 'button', 'Load more');
      button.focus();
      button.click();
      await until(() => said(list) === '100 more tickets loaded', 'nothing is said');
      await until(() => focused(list)?.textContent.trim() === 'Ticket 101', 'the focus does not move on');
      expect(textOf(list)).to.include('200 of 300 tickets');
      byRole(list, 'button', 'Load more').click();
      await until(() => textOf(list).includes('300 tickets shown'), 'the third page does not come');
      expect(allByRole(list, 'button', 'Load more')).to.have.length(0);
      const page = document.scrollingElement!;
      for (page.scrollTop = 0; !seen.has('Ticket 300'); page.scrollTop += 400) {
        await new Promise(requestAnimationFrame);
        await list.updateComplete;
        look();
      }
      expect(seen.size).to.equal(300);
    });

    it('loads as many as there are, page by page, so that a long list takes few presses', async () => {
      const given = world({ tickets: many(450) });
      const list = await shownList(given.portal);
      const queries = recordQueries(given);
      const counts: string[] = [];
      while (allByRole(list, 'button', 'Load more').length > 0) {
        byRole(list, 'button', 'Load more').click();
        await list.updateComplete;
        await until(() => !textOf(list).includes('Loading more'), 'it does not come to an end');
        counts.push(/\d+(?= (of|tickets shown))/.exec(textOf(list))![0]);
      }
      expect(counts).to.deep.equal(['50', '100', '200', '400', '450']);
      expect(queries.map(({ limit }) => limit)).to.deep.equal([25, 50, 100, 100, 100, 100]);
    });

    it('is not forgotten where rows of another order are still on their way', async () => {
      const { portal, backend } = world({ tickets: many(60) });
      const list = await shownList(portal);
      backend.faults.set('listTickets', { delay: 100 });
      byRole(list, 'button', 'Title').click();
      await list.updateComplete;
      byRole(list, 'button', 'Load more').click();
      await list.updateComplete;
      expect(byRole(list, 'button', 'Loading more …').getAttribute('aria-disabled')).to.equal('true');
      await until(() => textOf(list).includes('50 of 60'), 'the press is forgotten');
      await settled(list);
      const sorted = many(60).map(({ subject }) => subject).sort();
      expect(titles(list)).to.deep.equal(sorted.slice(0, 50));
    });

    it('keeps what comes while the rows are loaded afresh', async () => {
      const { portal, backend } = world({ tickets: many(60) });
      const list = await shownList(portal);
      backend.faults.set('listTickets', { delay: 100 });
      byRole(list, 'button', 'Load more').click();
      await portal.ticketing.closeTicket({ ticketId: '1003' }, { idempotencyKey: 'k1' });
      await until(() => titles(list).length === 50, 'the page does not come');
      await until(() => textOf(byRole(list, 'row', /#1003/)).includes('Closed'), 'the row stays as it was');
      await settled(list);
      expect(titles(list)).to.have.length(50);
    });

    it('takes the reader to the first new one also where the last page takes the button away', async () => {
      const { portal, backend } = world({ tickets: many(30) });
      const list = await shownList(portal);
      backend.faults.set('listTickets', { delay: 50 });
      const button = byRole(list, 'button', 'Load more');
      button.focus();
      button.click();
      await until(() => titles(list).length === 30, 'the page does not come');
      await until(() => focused(list)?.textContent.trim() === 'Ticket 26', 'the focus does not move on');
    });

    it('leaves the focus where the reader went meanwhile', async () => {
      const { portal, backend } = world({ tickets: many(30) });
      const list = await shownList(portal);
      backend.faults.set('listTickets', { delay: 50 });
      const button = byRole(list, 'button', 'Load more');
      button.focus();
      button.click();
      await list.updateComplete;
      expect(button.getAttribute('aria-disabled')).to.equal('true');
      expect(textOf(button)).to.equal('Loading more …');
      byRole(list, 'searchbox').focus();
      await until(() => titles(list).length === 30, 'the page does not come');
      await list.updateComplete;
      expectFocus(list, byRole(list, 'searchbox'));
    });

    it('keeps the rows when it fails, and goes on at a press of the button', async () => {
      const { portal, backend } = world({ tickets: many(30) });
      const list = await shownList(portal);
      backend.faults.set('listTickets', { reject: 'unavailable', once: true });
      byRole(list, 'button', 'Load more').click();
      await until(() => allByRole(list, 'alert').length === 1, 'no error');
      expect(titles(list)).to.have.length(25);
      await expect(list).to.be.accessible();
      byRole(list, 'button', 'Try again').click();
      await until(() => titles(list).length === 30, 'the page does not come');
      expect(allByRole(list, 'alert')).to.have.length(0);
    });

    it('begins again where the backend has forgotten how far it was', async () => {
      const { portal, backend } = world({ tickets: many(30) });
      const list = await shownList(portal);
      backend.faults.set('listTickets', { reject: 'invalid-input', once: true });
      byRole(list, 'button', 'Load more').click();
      await until(() => titles(list).length === 30, 'the rows do not come');
    });

    it('shows a ticket once that moved between two pages', async () => {
      const { portal, backend } = world({ tickets: many(30) });
      const list = await shownList(portal, { query: { sort: 'subject', direction: 'ascending' } });
      const { listTickets } = portal.ticketing;
      const first = await listTickets({ sort: 'subject', direction: 'ascending' }, {});
      portal.ticketing.listTickets = async (input, context) => {
        const page = await listTickets(input, context);
        return { ...page, items: [first.items.at(-1)!, ...page.items] };
      };
      expect(backend.name).to.equal('memory');
      byRole(list, 'button', 'Load more').click();
      await until(() => titles(list).length > 25, 'the page does not come');
      expect(new Set(titles(list)).size).to.equal(titles(list).length);
    });
  });

  describe('changes elsewhere', () => {
    it('brings a changed ticket up to date without losing rows, place or focus', async () => {
      const { portal } = world({ tickets: many(60) });
      const list = await shownList(portal);
      byRole(list, 'button', 'Load more').click();
      await until(() => titles(list).length === 50, 'the page does not come');
      const third = list.shadowRoot!.querySelectorAll<HTMLElement>('[part="title"]')[2]!;
      third.focus();
      await portal.ticketing.closeTicket({ ticketId: '1003' }, { idempotencyKey: 'k1' });
      expect(titles(list)).to.have.length(50);
      await until(() => textOf(byRole(list, 'row', /#1003/)).includes('Closed'), 'the row stays as it was');
      expect(titles(list)).to.have.length(50);
      expectFocus(list, third);
    });

    it('brings a ticket up to date that is far down in a long list, without loading all of it again', async () => {
      const given = world({ tickets: many(300) });
      const list = await shownList(given.portal, { pageSize: 100 });
      for (const count of ['200 of', '300 tickets']) {
        byRole(list, 'button', 'Load more').click();
        await until(() => textOf(list).includes(count), 'the page does not come');
      }
      const page = document.scrollingElement!;
      page.scrollTop = page.scrollHeight;
      await until(() => allByRole(list, 'row', /#1290 /).length > 0, 'the last rows are not there');
      const queries = recordQueries(given);
      await given.portal.ticketing.closeTicket({ ticketId: '1290' }, { idempotencyKey: 'k1' });
      await until(() => textOf(byRole(list, 'row', /#1290 /)).includes('Closed'), 'the row stays as it was');
      expect(queries).to.have.length(2);
      expect(textOf(list)).to.include('300 tickets shown');
    });

    it('shows a new ticket at once', async () => {
      const { portal, backend } = world({ tickets: many(3) });
      const list = await shownList(portal);
      backend.createTicketFor(ALICE.email, { subject: 'Brand new', text: 'Hello' });
      await portal.ticketing.reply({ ticketId: '1001', text: 'And?', files: [] }, { idempotencyKey: 'k2' });
      await until(() => titles(list).length === 4, 'the new ticket does not come');
    });
  });

  describe('the query', () => {
    it('can be set, without an event, and is told when the customer changes it', async () => {
      const list = await shownList(world().portal);
      const events: QueryChangeEvent[] = [];
      list.addEventListener('query-change', (event) => { events.push(event); });
      list.query = { status: 'closed' };
      await list.updateComplete;
      await settled(list);
      expect(titles(list)).to.deep.equal(['Änderung der Adresse']);
      expect(byRole(list, 'combobox', 'Status').value).to.equal('category:closed');
      expect(events).to.have.length(0);
      byRole(list, 'button', 'ID').click();
      expect(events.map(({ query }) => query)).to.deep.equal([{ status: 'closed', view: 'mine', sort: 'id', direction: 'descending' }]);
      expect(list.query).to.deep.equal(events[0]!.query);
    });

    it('asks nothing when the same one is set again', async () => {
      const given = world();
      const list = await shownList(given.portal, { query: { status: 'open' } });
      const queries = recordQueries(given);
      list.query = { status: 'open', sort: 'lastActivity' };
      await list.updateComplete;
      expect(queries).to.have.length(0);
    });
  });

  describe('opening a ticket', () => {
    it('is a link where pages have addresses; whoever cancels the event stops it', async () => {
      const { portal } = world({ tickets: [ticket({ subject: 'One' })] });
      const list = await shownList(portal, { url: '#/support/tickets/{id}' });
      const link = byRole(list, 'link', 'One');
      expect(link.getAttribute('href')).to.equal('#/support/tickets/1001');
      const selected: string[] = [];
      list.addEventListener('ticket-select', (event) => {
        selected.push(event.ticketId);
        event.preventDefault();
      }, { once: true });
      expect(clickAndStay(list, link)).to.equal(true);
      expect(selected).to.deep.equal(['1001']);
      expect(clickAndStay(list, link)).to.equal(false);
    });

    it('is left to the browser with a modifier', async () => {
      const list = await shownList(world().portal, { url: '#/{id}' });
      let selections = 0;
      list.addEventListener('ticket-select', () => { selections += 1; });
      expect(clickAndStay(list, byRole(list, 'link', 'Printer on fire'), { ctrlKey: true })).to.equal(false);
      expect(selections).to.equal(0);
    });

    it('is a button where there are no addresses', async () => {
      const list = await shownList(world().portal);
      const selected: string[] = [];
      list.addEventListener('ticket-select', ({ ticketId }) => { selected.push(ticketId); });
      byRole(list, 'button', 'Printer on fire').click();
      expect(selected).to.deep.equal(['1001']);
    });

    it('encodes ids', async () => {
      const { portal } = world();
      const { listTickets } = portal.ticketing;
      portal.ticketing.listTickets = async (input, context) => {
        const page = await listTickets(input, context);
        return { ...page, items: page.items.slice(0, 1).map((row) => ({ ...row, id: 'a/b?c' })) };
      };
      const list = await shownList(portal, { url: '/t/{id}' });
      expect(byRole(list, 'link').getAttribute('href')).to.equal('/t/a%2Fb%3Fc');
    });
  });

  describe('states', () => {
    it('says that it loads, and more when it takes long', async () => {
      const { portal, backend } = world();
      backend.faults.set('listTickets', { hang: true });
      const list = await startedList(portal, STARTING);
      await until(() => textOf(list).includes('Loading tickets …'), 'nothing is said');
      await expect(list).to.be.accessible();
      await until(() => said(list) === 'This takes longer than usual …', 'nothing more is said');
    });

    it('says that there is no ticket yet, without anything to search or filter', async () => {
      const list = await shownList(world({ tickets: [] }).portal);
      expect(textOf(list)).to.include('You have no tickets yet');
      expect(allByRole(list, 'searchbox')).to.have.length(0);
      expect(list.shadowRoot!.querySelector('slot[name="empty"]')).to.not.equal(null);
      await expect(list).to.be.accessible();
    });

    it('says what went wrong and tries again at a press of the button', async () => {
      const { portal, backend } = world();
      backend.faults.set('listTickets', { reject: 'unavailable', once: true });
      const list = await shownList(portal);
      expect(textOf(byRole(list, 'alert'))).to.include('The support system cannot be reached at the moment.');
      await expect(list).to.be.accessible();
      byRole(list, 'button', 'Try again').focus();
      byRole(list, 'button', 'Try again').click();
      await until(() => titles(list).length === 4, 'the rows do not come');
      expectFocus(list, byRole(list, 'heading', 'Tickets'));
    });

    it('never takes a fault for an empty list', async () => {
      const { portal, backend } = world();
      backend.faults.set('listTickets', { answer: { items: null } });
      const list = await shownList(portal);
      expect(allByRole(list, 'alert')).to.have.length(1);
      expect(textOf(list)).to.not.include('no tickets');
    });

    it('says that there is no access, and offers no useless button', async () => {
      const { portal, backend } = world();
      backend.faults.set('listTickets', { reject: 'forbidden' });
      const list = await shownList(portal);
      expect(textOf(byRole(list, 'alert'))).to.equal('You do not have access to this.');
      expect(allByRole(list, 'button', 'Try again')).to.have.length(0);
    });

    it('goes on by itself when the network is back', async () => {
      Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => false });
      try {
        const { portal, backend } = world();
        backend.faults.set('listTickets', { reject: 'network' });
        const list = await shownList(portal);
        expect(textOf(byRole(list, 'alert'))).to.include('You are offline.');
        backend.faults.clear();
        window.dispatchEvent(new Event('online'));
        await until(() => titles(list).length === 4, 'the rows do not come');
      } finally {
        Reflect.deleteProperty(navigator, 'onLine');
      }
    });

    it('asks who is not signed in to do so, and loads when that is done', async () => {
      const { portal, backend } = world({ signedIn: undefined });
      backend.faults.set('listTickets', { reject: 'unauthenticated' });
      const list = await shownList(portal);
      expect(textOf(list)).to.include('Sign in to see your tickets.');
      await expect(list).to.be.accessible();
      backend.faults.clear();
      await portal.signIn({ email: ALICE.email, password: ALICE.password });
      await until(() => titles(list).length === 4, 'the rows do not come');
    });

    it('drops everything when the customer signs out', async () => {
      const { portal } = world();
      await portal.loadSession();
      const list = await shownList(portal);
      await portal.signOut();
      await list.updateComplete;
      expect(titles(list)).to.have.length(0);
      expect(textOf(list)).to.include('Sign in to see your tickets.');
    });

    it('drops everything when the session turns out to have ended', async () => {
      const { portal, backend } = world();
      const list = await shownList(portal);
      backend.faults.set('listTickets', { reject: 'unauthenticated' });
      byRole(list, 'button', 'ID').click();
      await settled(list);
      expect(titles(list)).to.have.length(0);
    });

    it('keeps the focus when the session turns out to have ended under it', async () => {
      const { portal, backend } = world();
      const list = await shownList(portal);
      backend.faults.set('listTickets', { reject: 'unauthenticated' });
      const button = byRole(list, 'button', 'ID');
      button.focus();
      button.click();
      await until(() => textOf(list).includes('Sign in to see your tickets.'), 'the end of the session is not told');
      await settled(list);
      expectFocus(list, byRole(list, 'heading', 'Tickets'));
    });

    it('does not load twice when another element finds out who is signed in', async () => {
      const given = world();
      const queries = recordQueries(given);
      const list = await shownList(given.portal);
      await given.portal.loadSession();
      await settled(list);
      expect(queries).to.have.length(1);
    });

    it('says when the page has no portal', async () => {
      const list = document.createElement('ticket-list');
      document.body.append(list);
      await list.updateComplete;
      expect(textOf(list)).to.include('gateway');
      list.remove();
    });

    it('loads what was asked for when it comes back to the page before the answer', async () => {
      const { portal, backend } = world();
      backend.faults.set('listTickets', { delay: 30 });
      const list = await startedList(portal, STARTING);
      const parent = list.parentElement!;
      list.remove();
      await Promise.resolve().then(() => undefined);
      parent.append(list);
      await until(() => titles(list).length === 4, 'the rows do not come');
    });
  });

  it('says when to try again where the backend does', async () => {
    const { portal, backend } = world();
    backend.faults.set('listTickets', { reject: new PortalError('rate-limited', 'x', { retryAfter: 5 }) });
    const list = await shownList(portal);
    expect(textOf(byRole(list, 'alert'))).to.include('Try again in 5 seconds.');
  });
});
