import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { MemoryOptions } from '../../adapters/memory/index.ts';
import { defaultSettings, publicPart, type Column, type PortalSettings, type PublicSettings } from '../../contract/index.ts';
import { policyFrom, withPolicy } from '../../policy/index.ts';
import { Portal } from '../../portal/index.ts';
import { ownerSettings } from '../../portal/owner-settings.test.ts';
import { allByRole, byRole, textOf } from '../parts/by-role.test.ts';
import { ALICE, at, BOB, settled, shownList, startedList, ticket, titles, world } from './fixtures.test.ts';
import type { TicketList } from './ticket-list.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

const FIELDS: NonNullable<NonNullable<MemoryOptions['data']>['fields']> = [
  { id: 'product', label: 'Product', type: 'select', options: [{ value: 'cloud', label: 'Widget Cloud' }] },
  { id: 'seats', label: 'Seats', type: 'number' }, { id: 'since', label: 'Since', type: 'date' }, { id: 'urgent', label: 'Urgent', type: 'checkbox' },
  { id: 'room', label: 'Room', type: 'text' },
];
const WITH_FIELDS = [
  ticket({ subject: 'With fields', fields: { product: 'cloud', seats: 1200, since: '2026-11-03', urgent: true } }),
  ticket({ subject: 'Without', created: at(2), requester: BOB.email, cc: [ALICE.email] }),
];
const CHOSEN: Column[] = ['subject', 'field:seats', 'field:product', 'requester', 'organization', 'field:since', 'field:urgent', 'field:room', 'status', 'id'];

/** The list of a portal whose gateway enforces the owner's settings. */
function governed(set: Partial<PortalSettings>): Portal {
  const { backend, portal } = world();
  const settings = { ...defaultSettings(), ...set };
  const ticketing = withPolicy(backend, (contact) => policyFrom(settings, { ...contact, groups: () => Promise.resolve([]) }))({ id: '1', email: ALICE.email, name: ALICE.name });
  return new Portal({ key: portal.key, ticketing, access: { getSession: () => portal.loadSession() } as never, settings: () => Promise.resolve(publicPart(settings)) });
}

const heads = (list: TicketList): string[] => allByRole(list, 'columnheader').map(textOf);
const cells = (list: TicketList, title: string): string[] =>
  [...allByRole(list, 'row').find((row) => textOf(row).includes(title))!.children].map((cell) => textOf(cell));
const statuses = (list: TicketList): string[] => [...list.shadowRoot!.querySelectorAll('[part~="status"]')].map(textOf);
const options = (list: TicketList): string[] => [...byRole(list, 'combobox', /^(Status|상태)$/).options].map(({ text }) => text.trim());
const tickets = (show: PortalSettings['tickets']['status']['show'], labels: PortalSettings['tickets']['status']['labels'] = {}): Partial<PortalSettings> =>
  ({ tickets: { ...defaultSettings().tickets, status: { show, labels } } });

describe('a list as the owner has set it up', () => {
  it('has the owner’s columns in their order, fields by their label and formatted by their type', async () => {
    const list = await shownList(world({ tickets: WITH_FIELDS, fields: FIELDS, settings: { columns: CHOSEN } }).portal, { width: 1600 });
    expect(heads(list)).to.deep.equal(['Title', 'Seats', 'Product', 'Requester', 'Organization', 'Since', 'Urgent', 'Status', 'ID']);
    expect(cells(list, 'With fields')).to.deep.equal(['With fields', '1,200', 'Widget Cloud', 'Alice', 'Acme', 'Nov 3, 2026', 'Yes', 'Brand newWaiting for us', '#1001']);
    const sortable = allByRole(list, 'columnheader').filter((head) => head.querySelector('button') !== null).map(textOf);
    expect(sortable).to.deep.equal(['Title', 'Status', 'ID']);
    await expect(list).to.be.accessible();
  });

  it('leaves a field empty that a ticket has not got', async () => {
    const list = await shownList(world({ tickets: WITH_FIELDS, fields: FIELDS, views: ['organization'], settings: { columns: CHOSEN } }).portal, { width: 1600 });
    expect(cells(list, 'Without')).to.deep.equal(['Without', '', '', 'Bob', 'Acme', '', '', 'Brand newWaiting for us', '#1002']);
  });

  it('shows the same in cards, and the order that holds though its column is not there', async () => {
    const list = await shownList(world({ tickets: WITH_FIELDS, fields: FIELDS, settings: { columns: CHOSEN } }).portal, { width: 360 });
    const facts = [...byRole(list, 'article').querySelectorAll('dl > div')].map(textOf);
    expect(facts).to.deep.equal(['Seats1,200', 'ProductWidget Cloud', 'RequesterAlice', 'OrganizationAcme', 'SinceNov 3, 2026', 'UrgentYes']);
    const sort = byRole(list, 'combobox', 'Sort by');
    expect([[...sort.options].map(({ text }) => text.trim()), sort.value]).to.deep.equal([['Title', 'Status', 'ID', 'Last activity'], 'lastActivity']);
    expect(list.scrollWidth).to.be.at.most(360);
    await expect(list).to.be.accessible();
  });

  it('has title and status also where the owner has forgotten them, and no number where that is not wanted', async () => {
    const { portal } = world({ settings: { columns: ['created'] } });
    expect(heads(await shownList(portal))).to.deep.equal(['Title', 'Created', 'Status']);
    const narrow = await shownList(portal, { width: 360 });
    expect(textOf(allByRole(narrow, 'article')[0]!)).not.to.include('#10');
  });

  it('is a list of cards where there is no room for so many columns', async () => {
    const { portal } = world({ tickets: WITH_FIELDS, fields: FIELDS, settings: { columns: CHOSEN } });
    const list = await shownList(portal, { width: 1000 });
    expect(allByRole(list, 'article')).to.have.length(1);
    list.parentElement!.style.inlineSize = '1600px';
    await waitUntil(() => allByRole(list, 'table').length === 1, 'no table where there is room');
    portal.settings = ownerSettings();
    list.parentElement!.style.inlineSize = '1000px';
    await waitUntil(() => heads(list).length === 5, 'the usual columns do not come');
  });

  it('does not name the requester twice', async () => {
    const { portal } = world({ tickets: WITH_FIELDS, views: ['organization'], settings: { columns: ['subject', 'requester', 'status'] } });
    const list = await shownList(portal);
    expect(textOf(allByRole(list, 'row').find((row) => textOf(row).includes('Without'))!).match(/Bob/g)).to.have.length(1);
  });
});

describe('the filters of a list', () => {
  const offered = (list: TicketList): string[] => [...allByRole(list, 'searchbox'), ...allByRole(list, 'combobox'), ...allByRole(list, 'button', /^(Date|Filters)/)]
    .map((control) => (control as HTMLInputElement).labels?.[0]?.textContent.trim() ?? textOf(control));

  it('are those that the owner offers', async () => {
    const list = await shownList(world({ settings: { filters: ['waitingOn', 'lastActivity'] } }).portal);
    expect(offered(list)).to.deep.equal(['Search tickets', 'Whose turn', 'Date']);
    byRole(list, 'button', 'Date').click();
    await list.updateComplete;
    expect(allByRole(list, 'group').map((group) => textOf(group.querySelector('legend')!))).to.deep.equal(['Last activity']);
  });

  it('leave nothing but the search where the owner offers none, on a phone too', async () => {
    const { portal } = world({ settings: { filters: [] } });
    for (const width of [1000, 360]) {
      const list = await shownList(portal, { width });
      expect(offered(list).filter((name) => !/Sort|Direction/.test(name)), String(width)).to.deep.equal(['Search tickets']);
    }
  });

  it('are not there at all where the backend cannot search either, but for those that a link has brought', async () => {
    const list = await shownList(world({ capabilities: { search: 'none' }, settings: { filters: [] } }).portal, { query: { status: 'open' } });
    expect(allByRole(list, 'search')).to.have.length(0);
    byRole(list, 'button', 'Remove filter Status: Open').click();
    await settled(list);
    expect(titles(list)).to.have.length(4);
  });

  it('offer stages without open and closed where the owner wants that', async () => {
    const list = await shownList(world({ settings: { filters: ['stage'] } }).portal);
    expect(options(list)).to.deep.equal(['Any', 'Brand new', 'In the works']);
  });
});

describe('the status in a list', () => {
  it('is open or closed, and no stage is offered, where customers are not told stages; an attribute does not change that', async () => {
    const list = await startedList(governed(tickets('category')), { query: {}, width: 1000, url: '', pageSize: 25 });
    list.statusMode = 'stage';
    await settled(list);
    expect(new Set(statuses(list))).to.deep.equal(new Set(['Open', 'Closed']));
    expect(options(list)).to.deep.equal(['Any', 'Open', 'Closed']);
  });

  it('is the backend’s own where the owner shows that, without an attribute', async () => {
    const list = await shownList(governed(tickets('stage')));
    expect(new Set(statuses(list))).to.deep.equal(new Set(['Brand new', 'In the works', 'All done']));
  });

  it('is in the owner’s words, in the page’s language, and open or closed for the rest', async () => {
    const portal = governed(tickets('label', { working: { en: 'Our engineers are on it', ko: '처리 중' }, done: {} }));
    const list = await shownList(portal);
    expect(statuses(list).sort()).to.deep.equal(['Closed', 'Open', 'Open', 'Our engineers are on it']);
    expect(options(list)).to.deep.equal(['Any', 'Open', 'Closed', 'Our engineers are on it']);
    list.lang = 'ko';
    await waitUntil(() => statuses(list).includes('처리 중') && statuses(list).includes('열림'));
    expect(statuses(list).sort()).to.deep.equal(['닫힘', '열림', '열림', '처리 중']);
    const select = byRole(list, 'combobox', '상태');
    select.value = 'stage:working';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await settled(list);
    expect(allByRole(list, 'button', /처리 중/).map(textOf)).to.deep.equal(['상태: 처리 중']);
    expect(titles(list)).to.deep.equal(['<b>bold</b> & "quotes"']);
  });
});

describe('a list and settings that take their time', () => {
  /** A portal whose settings come when the test wants it. */
  function slow(): { portal: Portal; arrive: (settings: PublicSettings) => void; fail: () => void } {
    const { portal, backend } = world();
    let arrive: (settings: PublicSettings) => void = () => undefined;
    let fail = (): void => undefined;
    const settings = (): Promise<PublicSettings> => new Promise((resolve, reject) => {
      arrive = resolve;
      fail = () => { reject(new TypeError('No network.')); };
    });
    const ticketing = backend.adapterFor({ id: '1', email: ALICE.email, name: ALICE.name }, { views: ['mine'], filter: null });
    const made = new Portal({ key: portal.key, ticketing, access: { getSession: () => portal.loadSession() } as never, settings });
    return { portal: made, arrive: (known) => { arrive(known); }, fail: () => { fail(); } };
  }

  it('asks for its rows at once, and shows them as the owner wants them from the start', async () => {
    const { portal, arrive } = slow();
    const asked: ReturnType<typeof listTickets>[] = [];
    const { listTickets } = portal.ticketing;
    portal.ticketing.listTickets = (...call) => {
      asked.push(listTickets(...call));
      return asked.at(-1)!;
    };
    const list = await startedList(portal, { query: {}, width: 1000, url: '', pageSize: 25 });
    expect(asked).to.have.length(1);
    await Promise.all([...asked, portal.getProfile()]);
    await nextFrame();
    expect(titles(list)).to.deep.equal([]);
    arrive(ownerSettings({ columns: ['subject', 'status'] }));
    await waitUntil(() => titles(list).length === 4);
    expect(heads(list)).to.deep.equal(['Title', 'Status']);
    expect(asked).to.have.length(1);
  });

  it('does without them where they cannot be had', async () => {
    const { portal, fail } = slow();
    const list = await startedList(portal, { query: {}, width: 1000, url: '', pageSize: 25 });
    fail();
    await waitUntil(() => titles(list).length === 4);
    expect(heads(list)).to.deep.equal(['ID', 'Title', 'Created', 'Last activity', 'Status']);
  });

  it('follows the owner while it is open', async () => {
    const { portal } = world({ settings: {} });
    const list = await shownList(portal);
    portal.settings = ownerSettings({ columns: ['status', 'subject'], texts: { en: { 'list.subject': 'Question' } } });
    await list.updateComplete;
    expect(heads(list)).to.deep.equal(['Status', 'Question']);
    portal.settings = ownerSettings({ enabled: false });
    await list.updateComplete;
    expect([textOf(list).includes('closed at the moment'), titles(list).length]).to.deep.equal([true, 0]);
  });
});

describe('a list in other languages', () => {
  it('has fields, requester and views in a page from right to left, within 360 pixels', async () => {
    const { portal } = world({ tickets: WITH_FIELDS, fields: FIELDS, views: ['mine', 'organization'], settings: { columns: CHOSEN, language: 'ar' } });
    const list = await shownList(portal, { width: 360, query: { view: 'organization' } });
    expect([list.dir, getComputedStyle(list).direction]).to.deep.equal(['rtl', 'rtl']);
    const { left, right } = list.getBoundingClientRect();
    const out = [...list.shadowRoot!.querySelectorAll('article, dl, dd, select, input, button')].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.width > 0 && (box.right > right + 0.5 || box.left < left - 0.5);
    });
    expect(out.map(({ localName, textContent }) => `${localName} ${textContent}`)).to.deep.equal([]);
  });

  it('offers 내 티켓 and 조직 티켓 in Korean', async () => {
    const { portal } = world({ views: ['mine', 'organization'], settings: { language: 'ko' } });
    const list = await shownList(portal);
    await waitUntil(() => allByRole(list, 'combobox', '보기').length === 1);
    expect([...byRole(list, 'combobox', '보기').options].map(({ text }) => text.trim())).to.deep.equal(['내 티켓', '조직 티켓']);
  });

  it('speaks for each of two portals on a page in its own words', async () => {
    const say = (words: string): Partial<PublicSettings> => ({ texts: { en: { 'list.heading': words } } });
    const page = await fixture<HTMLElement>(html`
      <div><ticket-list .portal=${world({ settings: say('Requests') }).portal}></ticket-list><ticket-list .portal=${world({ settings: say('Cases') }).portal}></ticket-list></div>`);
    const lists = [...page.querySelectorAll('ticket-list')];
    for (const list of lists) await settled(list);
    expect(lists.map((list) => textOf(list.shadowRoot!.querySelector('h2')!))).to.deep.equal(['Requests', 'Cases']);
  });
});
