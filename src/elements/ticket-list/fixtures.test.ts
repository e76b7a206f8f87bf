/** For the tests of the elements that show tickets; no test itself. */
import { fixture, html } from '@open-wc/testing';
import { memory, memoryAccess, type MemoryBackend, type MemoryOptions, type MemoryTicket } from '../../adapters/memory/index.ts';
import type { PublicSettings, View } from '../../contract/index.ts';
import { Portal } from '../../portal/index.ts';
import type { ListQuery } from '../../portal/list-query.ts';
import { MemoryWatch } from '../../portal/memory-watch.test.ts';
import { ownerSettings } from '../../portal/owner-settings.test.ts';
import './define.ts';
import type { TicketList } from './ticket-list.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

export const ALICE = { email: 'alice@acme.example', name: 'Alice', organizations: ['acme'], password: 'secret' };
export const BOB = { email: 'bob@acme.example', name: 'Bob', organizations: ['acme'], password: 'secret' };
const AGENT = 'agnes@desk.example';

/** A day in November 2026, around which all tests happen. */
export const at = (day: number, hour = 12): string => new Date(Date.UTC(2026, 10, day, hour)).toISOString();

interface Given { fields?: MemoryTicket['fields']; subject: string; requester?: string; stage?: string; created?: string; cc?: string[]; messages?: readonly (readonly [who: 'customer' | 'agent', text: string, when: string])[] }

/** A ticket of Alice's that waits for support, unless said otherwise. */
export function ticket({ fields = {}, subject, requester = ALICE.email, stage = 'new', created = at(1), cc = [], messages = [['customer', 'Please help.', created]] }: Given): MemoryTicket {
  return {
    key: subject, subject, requester, stage, created, cc, fields,
    messages: messages.map(([who, text, when]) => ({ visibility: 'public', author: who === 'agent' ? AGENT : requester, text, created: when })),
  };
}

export const FEW = [
  ticket({ subject: 'Printer on fire', created: at(1), messages: [['customer', 'It burns with a violet flame.', at(1)], ['agent', 'Which model?', at(9)]] }),
  ticket({ subject: 'Änderung der Adresse', created: at(3), stage: 'done', messages: [['customer', 'Neue Straße', at(3)], ['agent', 'Done.', at(4)]] }),
  ticket({ subject: 'Café closes early', created: at(5) }),
  ticket({ subject: '<b>bold</b> & "quotes"', created: at(6), stage: 'working' }),
];

export const many = (count: number): MemoryTicket[] => Array.from({ length: count }, (_, index) =>
  ticket({ subject: `Ticket ${String(index + 1)}`, created: new Date(Date.UTC(2026, 10, 1) - index * 3_600_000).toISOString() }));

/** `watching` is who listens to what happens, where the portal is told. */
export interface World { readonly backend: MemoryBackend; readonly portal: Portal; readonly watching: MemoryWatch['watchers'] }

/** A portal over a backend in memory, with Alice signed in. */
export function world(options: Omit<MemoryOptions, 'data'> & {
  readonly tickets?: readonly MemoryTicket[]; readonly views?: readonly View[]; readonly signedIn?: string | undefined;
  readonly fields?: NonNullable<MemoryOptions['data']>['fields'];
  /** The portal is told what happens. */
  readonly live?: boolean;
  /** What the owner has decided, as far as visitors know it; the rows carry the fields that are columns. */
  readonly settings?: Partial<PublicSettings>;
} = {}): World {
  const { tickets = FEW, views = ['mine'], fields = [], settings, live = false, ...rest } = options;
  const customers = [ALICE, BOB];
  const backend = memory({
    ...rest,
    data: {
      tickets, customers, fields, organizations: [{ id: 'acme', name: 'Acme' }], agents: [{ email: AGENT, name: 'Agnes' }],
      stages: [
        { id: 'new', label: 'Brand new', category: 'open' }, { id: 'working', label: 'In the works', category: 'open' }, { id: 'done', label: 'All done', category: 'closed' },
      ],
    },
  });
  const signedIn = 'signedIn' in options ? options.signedIn : ALICE.email;
  const access = memoryAccess({ customers, ...(signedIn === undefined ? {} : { signedIn }) });
  const columns = (settings?.columns ?? []).filter((column) => column.startsWith('field:')).map((column) => column.slice('field:'.length));
  const { watch, watchers: watching } = new MemoryWatch(backend, ALICE.email);
  const portal = new Portal({
    key: `test-${String(Math.random())}`, ticketing: backend.adapterFor({ id: '1', email: ALICE.email, name: ALICE.name }, { views, filter: null, columns }), access,
    ...settings === undefined ? {} : { settings: () => Promise.resolve(ownerSettings(settings)) },
    ...live ? { watch } : {},
  });
  return { backend, portal, watching };
}

/** A list of a width, in pixels, once its rows are there. */
export async function shownList(portal: Portal, options: { readonly query?: ListQuery; readonly width?: number; readonly url?: string; readonly pageSize?: number } = {}): Promise<TicketList> {
  const { query = {}, width = 1000, url = '', pageSize = 25 } = options;
  const list = await startedList(portal, { query, width, url, pageSize });
  await settled(list);
  return list;
}

/** A list that has begun to load. */
export async function startedList(portal: Portal, { query, width, url, pageSize }: { query: ListQuery; width: number; url: string; pageSize: number }): Promise<TicketList> {
  const frame = await fixture<HTMLDivElement>(html`<div></div>`);
  frame.style.inlineSize = `${String(width)}px`;
  const list = Object.assign(document.createElement('ticket-list'), { portal, query, ticketUrl: url, pageSize });
  frame.append(list);
  await list.updateComplete;
  return list;
}

/** Waits until nothing is on its way any more. */
export async function settled(list: TicketList): Promise<void> {
  await list.updateComplete;
  await waitUntil(() => list.hasUpdated && list.shadowRoot!.querySelector('[aria-busy="true"]') === null, 'the list never settles', { interval: 10 });
  await list.updateComplete;
}

export const titles = (list: TicketList): string[] => [...list.shadowRoot!.querySelectorAll('[part~="title"]')].map((title) => title.textContent.trim());
