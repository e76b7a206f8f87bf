import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { TicketSummary } from '../../contract/index.ts';
import { allByRole, byRole, textOf } from '../parts/by-role.test.ts';
import { waitUntil } from '../parts/wait-until.test.ts';
import { ALICE, at, settled, world } from './fixtures.test.ts';
import type { TicketList } from './ticket-list.ts';

/** Titles of one, two and three lines, so that no height can be assumed. */
const subject = (index: number): string => `Ticket ${String(index)}${' with a title that needs some room'.repeat(index % 7 === 0 ? 5 : index % 3)}`;

const row = (index: number): TicketSummary => ({
  id: String(index), displayId: `#${String(index)}`, subject: subject(index), created: at(1), lastActivity: at(2), lastMessageBy: null,
  waitingOn: index % 2 === 0 ? 'support' : 'customer', organization: null, cc: [],
  status: { category: 'open', stage: 'new', label: 'New' }, requester: { name: 'Alice', email: ALICE.email },
});
const rowsUpTo = (count: number): TicketSummary[] => Array.from({ length: count }, (_, index) => row(index + 1));

/** More than are all on the page; the second page has the rest. */
const FIRST = 101;

interface Given { readonly rows?: TicketSummary[]; readonly width?: number; readonly dir?: 'ltr' | 'rtl'; readonly scroller?: boolean }

/** A list of which everything has been loaded. What the backend has can be changed through `rows`. */
async function longList({ rows = rowsUpTo(10_000), width = 1000, dir = 'ltr', scroller = false }: Given = {}): Promise<TicketList> {
  const { portal } = world();
  portal.ticketing.listTickets = async ({ cursor }) => ({
    items: cursor === undefined ? rows.slice(0, FIRST) : rows.slice(FIRST), nextCursor: cursor === undefined && rows.length > FIRST ? 'rest' : null, total: rows.length,
  });
  const frame = await fixture<HTMLDivElement>(html`<div dir=${dir}><p>Above</p></div>`);
  frame.style.inlineSize = `${String(width)}px`;
  if (scroller) Object.assign(frame.style, { blockSize: '500px', overflow: 'auto', marginBlockStart: '150px' });
  const list = Object.assign(document.createElement('ticket-list'), { portal, ticketUrl: '#/{id}' });
  frame.append(list);
  await settled(list);
  if (rows.length > FIRST) {
    await waitUntil(() => shown(list).length < 100, 'all rows stay on the page');
    byRole(list, 'button', 'Load more').click();
    await waitUntil(() => textOf(list).includes(`${rows.length.toLocaleString('en')} tickets shown`), 'the rest does not come');
  }
  await calm(list);
  return list;
}

const shown = (list: TicketList): HTMLElement[] => [...list.shadowRoot!.querySelectorAll<HTMLElement>('[data-id]')];
const find = (list: TicketList, index: number): HTMLElement | undefined => shown(list).find(({ dataset }) => dataset['id'] === String(index));
const focused = (list: TicketList): string | undefined => list.shadowRoot!.activeElement?.closest<HTMLElement>('[data-id]')?.dataset['id'];
const nodes = (list: TicketList): number => list.shadowRoot!.querySelectorAll('*').length;
const frames = async (count: number): Promise<void> => { for (let left = count; left > 0; left -= 1) await new Promise(requestAnimationFrame); };

/** Waits until nothing moves any more: what scrolls, and where the rows are. */
async function calm(list: TicketList): Promise<void> {
  const state = (): string => JSON.stringify(shown(list).map((one) => [one.dataset['id'], Math.round(one.getBoundingClientRect().top)]));
  for (let before = '', same = 0; same < 3;) {
    await frames(1);
    await list.updateComplete;
    same = before === state() ? same + 1 : 0;
    before = state();
  }
}

/** Scrolls, and again as long as that leads further, as whoever holds the End key does. */
async function scrollTo(list: TicketList, place: () => number, scroller: Element = document.scrollingElement!): Promise<void> {
  for (let before = Infinity; Math.abs(before - scroller.scrollTop) > 1;) {
    before = scroller.scrollTop;
    scroller.scrollTop = place();
    await calm(list);
  }
}
const toEnd = (list: TicketList, scroller: Element = document.scrollingElement!): Promise<void> => scrollTo(list, () => scroller.scrollHeight, scroller);

/** What somebody sees: the rows in the window of the browser. */
const seen = (list: TicketList, top = 0, bottom = innerHeight): string[] => shown(list).filter((one) => {
  const box = one.getBoundingClientRect();
  return box.bottom > top && box.top < bottom;
}).map(({ dataset }) => dataset['id']!);

/** Fails where there is a hole: space without rows in what can be seen. */
function expectNoHole(list: TicketList): void {
  const holes = [...list.shadowRoot!.querySelectorAll('.gap')].map((gap) => gap.getBoundingClientRect()).filter(({ top, bottom }) => bottom > 0 && top < innerHeight);
  expect(holes.map(({ top, bottom }) => [top, bottom])).to.deep.equal([]);
}

describe('ticket-list, long', () => {
  beforeEach(async () => {
    await setViewport({ width: 1280, height: 900 });
    document.scrollingElement!.scrollTop = 0;
  });

  it('has all rows on the page as long as they are few', async () => {
    const list = await longList({ rows: rowsUpTo(100) });
    expect(shown(list)).to.have.length(100);
    expect(byRole(list, 'table').hasAttribute('aria-rowcount')).to.equal(false);
  });

  it('shows the last of ten thousand at the end, and never has more than a thousand elements', async () => {
    const list = await longList();
    expect(nodes(list)).to.be.at.most(1000);
    expect(seen(list)[0]).to.equal('1');
    for (const part of [0.25, 0.5, 0.75]) {
      await scrollTo(list, () => document.scrollingElement!.scrollHeight * part);
      expect(nodes(list)).to.be.at.most(1000);
      expect(seen(list)).to.not.have.length(0);
      expectNoHole(list);
    }
    await toEnd(list);
    expect(seen(list)).to.include('10000');
    expect(nodes(list)).to.be.at.most(1000);
    expectNoHole(list);
    await scrollTo(list, () => 0);
    expect(seen(list)[0]).to.equal('1');
  });

  it('shows every row on the way, one after the other', async () => {
    const list = await longList({ rows: rowsUpTo(180) });
    const met = new Set<string>();
    for (let place = 0; place < document.scrollingElement!.scrollHeight; place += 600) {
      document.scrollingElement!.scrollTop = place;
      await frames(2);
      expectNoHole(list);
      for (const id of seen(list)) met.add(id);
      const order = shown(list).map(({ dataset }) => Number(dataset['id']));
      expect(order).to.deep.equal([...order].sort((a, b) => a - b));
    }
    expect(met.size).to.equal(180);
  });

  it('tells how many rows there are and which ones these are, and is clean for axe', async () => {
    const list = await longList();
    await scrollTo(list, () => 200_000);
    expect(byRole(list, 'table').getAttribute('aria-rowcount')).to.equal('10001');
    expect(allByRole(list, 'columnheader')[0]!.closest('tr')!.getAttribute('aria-rowindex')).to.equal('1');
    for (const one of shown(list)) expect(one.getAttribute('aria-rowindex')).to.equal(String(Number(one.dataset['id']) + 1));
    await expect(list).to.be.accessible();
  });

  it('leads the Tab key over the border of what is on the page, in both directions', async () => {
    const list = await longList({ rows: rowsUpTo(400) });
    shown(list)[0]!.querySelector<HTMLElement>('.title')!.focus();
    for (let index = 2; index <= 60; index += 1) {
      await sendKeys({ press: 'Tab' });
      expect(focused(list)).to.equal(String(index));
    }
    expect(seen(list)).to.include('60');
    for (let index = 59; index >= 1; index -= 1) {
      await sendKeys({ press: 'Shift+Tab' });
      expect(focused(list)).to.equal(String(index));
    }
    expect(seen(list)).to.include('1');
  }).timeout(60_000);

  it('never loses the focus, however far one scrolls, and goes on from there', async () => {
    const list = await longList();
    find(list, 3)!.querySelector<HTMLElement>('.title')!.focus();
    const title = list.shadowRoot!.activeElement;
    await toEnd(list);
    expect(seen(list)).to.include('10000');
    expect(list.shadowRoot!.activeElement === title).to.equal(true);
    expect(nodes(list)).to.be.at.most(1000);
    await sendKeys({ press: 'Tab' });
    expect(focused(list)).to.equal('4');
    await calm(list);
    expect(seen(list)).to.include('4');
    expectNoHole(list);
  });

  it('keeps what is read in its place while new tickets come in above', async () => {
    const rows = rowsUpTo(1000);
    const list = await longList({ rows });
    await scrollTo(list, () => 20_000);
    const [id] = seen(list);
    const before = find(list, Number(id))!.getBoundingClientRect().top;
    rows.unshift(row(2001), row(2002), row(2003));
    list.ticketsChanged('2001');
    await settled(list);
    await calm(list);
    expect(byRole(list, 'table').getAttribute('aria-rowcount')).to.equal('1004');
    expect(find(list, Number(id))!.getBoundingClientRect().top).to.be.closeTo(before, 1.5);
  });

  it('stays near the place where the row that is read goes away', async () => {
    const rows = rowsUpTo(1000);
    const list = await longList({ rows });
    await scrollTo(list, () => 20_000);
    const id = Number(seen(list)[0]);
    rows.splice(id - 1, 1);
    list.ticketsChanged(String(id));
    await settled(list);
    await calm(list);
    expect(seen(list)).to.include(String(id + 1));
    expectNoHole(list);
  });

  it('keeps the columns as wide as they were', async () => {
    const rows = rowsUpTo(1000).map((one, index) => (index % 100 < 50 ? one : { ...one, displayId: `#${one.id}-with-more` }));
    const list = await longList({ rows });
    const widths = (): number[] => allByRole(list, 'columnheader').map((head) => Math.round(head.getBoundingClientRect().width));
    await scrollTo(list, () => 4000);
    await scrollTo(list, () => 8000);
    const wide = widths();
    await scrollTo(list, () => 0);
    expect(widths()).to.deep.equal(wide);
  });

  it('scrolls in whatever scrolls around it', async () => {
    const list = await longList({ scroller: true });
    const scroller = list.parentElement!;
    const { top, bottom } = scroller.getBoundingClientRect();
    await scrollTo(list, () => scroller.scrollHeight / 2, scroller);
    expect(seen(list, top, bottom)).to.not.have.length(0);
    await toEnd(list, scroller);
    expect(seen(list, top, bottom)).to.include('10000');
    expect(nodes(list)).to.be.at.most(1000);
  });

  it('follows what scrolls in somebody else’s shadow root', async () => {
    const list = await longList({ rows: rowsUpTo(1000) });
    const host = document.createElement('div');
    host.attachShadow({ mode: 'open' }).innerHTML = '<div style="block-size:500px;overflow:auto"><slot></slot></div>';
    list.parentElement!.append(host);
    host.append(list);
    const scroller = host.shadowRoot!.firstElementChild!;
    const { top, bottom } = scroller.getBoundingClientRect();
    await toEnd(list, scroller);
    await waitUntil(() => seen(list, top, bottom).includes('1000'), 'the last row is not there');
  });

  for (const dir of ['ltr', 'rtl'] as const) {
    it(`is a list of articles where there is little room, ${dir}`, async () => {
      const list = await longList({ width: 360, dir });
      expect(allByRole(list, 'table')).to.have.length(0);
      expect(nodes(list)).to.be.at.most(1000);
      await toEnd(list);
      expect(seen(list)).to.include('10000');
      expect(nodes(list)).to.be.at.most(1000);
      expectNoHole(list);
      const last = find(list, 10_000)!;
      expect([last.getAttribute('aria-posinset'), last.getAttribute('aria-setsize')]).to.deep.equal(['10000', '10000']);
      await expect(list).to.be.accessible();
    });
  }

  it('is the same from right to left', async () => {
    const list = await longList({ dir: 'rtl' });
    await toEnd(list);
    expect(seen(list)).to.include('10000');
    await expect(list).to.be.accessible();
  });

  it('keeps the reader’s place when the room changes, from table to articles and back', async () => {
    const list = await longList({ rows: rowsUpTo(2000) });
    await scrollTo(list, () => 30_000);
    const id = seen(list)[1]!;
    list.parentElement!.style.inlineSize = '360px';
    await waitUntil(() => allByRole(list, 'article').length > 0, 'no articles');
    await calm(list);
    expect(seen(list)).to.include(id);
    list.parentElement!.style.inlineSize = '1000px';
    await waitUntil(() => allByRole(list, 'table').length > 0, 'no table');
    await calm(list);
    expect(seen(list)).to.include(id);
    expectNoHole(list);
  });

  it('follows the size of the text', async () => {
    const list = await longList({ rows: rowsUpTo(1000) });
    await scrollTo(list, () => 20_000);
    list.style.fontSize = '64px';
    await waitUntil(() => allByRole(list, 'article').length > 0, 'no articles');
    await calm(list);
    expectNoHole(list);
    await toEnd(list);
    expect(seen(list)).to.include('1000');
  });

  it('keeps its place while it is hidden', async () => {
    const list = await longList({ rows: rowsUpTo(1000) });
    await scrollTo(list, () => 20_000);
    const before = seen(list);
    const height = document.scrollingElement!.scrollHeight;
    list.parentElement!.hidden = true;
    await frames(2);
    list.requestUpdate();
    await list.updateComplete;
    list.parentElement!.hidden = false;
    expect(document.scrollingElement!.scrollHeight).to.be.closeTo(height, 2);
    document.scrollingElement!.scrollTop = 20_000;
    await calm(list);
    expect(seen(list)).to.deep.equal(before);
  });

  it('has all rows there for printing, and those in the window afterwards', async () => {
    const list = await longList({ rows: rowsUpTo(500) });
    await scrollTo(list, () => 5000);
    const before = seen(list);
    window.dispatchEvent(new Event('beforeprint'));
    await Promise.resolve();
    await list.updateComplete;
    expect(shown(list)).to.have.length(500);
    window.dispatchEvent(new Event('afterprint'));
    await calm(list);
    expect(shown(list).length).to.be.below(100);
    expect(seen(list)).to.deep.equal(before);
  });

  it('has no window any more where few rows are left', async () => {
    const rows = rowsUpTo(300);
    const list = await longList({ rows });
    await scrollTo(list, () => 5000);
    rows.splice(20);
    list.query = { status: 'open' };
    await list.updateComplete;
    await settled(list);
    expect(shown(list)).to.have.length(20);
    expect(list.shadowRoot!.querySelector('.gap')).to.equal(null);
    expect(textOf(list)).to.include('20 tickets shown');
  });
});
