import { validated, type Scope, type TicketingBackend, type TicketingClient } from '../../contract/index.ts';
import { requestTracker, tokensFrom, type RequestTrackerOptions } from './index.ts';

/** A request that the fake got. */
export interface Seen {
  readonly method: string;
  /** Path and query, decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
  readonly redirect: string | undefined;
}

/** Answers a request in place of the fake; undefined leaves it to the fake. */
export type Override = (seen: Seen) => Response | Promise<Response> | undefined;

const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers } });
const list = (items: readonly unknown[], total: number | null = items.length): Response => json({ items, count: items.length, total, page: 1, per_page: 20 });

const ALICE = { id: 'alice@acme.example', type: 'user', RealName: 'Alice', EmailAddress: 'alice@acme.example', Organization: 'acme' };

/** Ticket 7 as a row of a list, the way RT writes it: ids and numbers are strings. */
export const row = (more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  id: '7', type: 'ticket', Subject: 'Printer', Status: 'open', Created: '2026-11-01T08:00:00Z', LastUpdated: '2026-11-03T08:00:00Z',
  Requestor: [ALICE], Cc: [], Queue: { id: '3', Name: 'Support', type: 'queue' }, ...more,
});

const message = (id: number, login: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  ({ id: String(id), type: 'transaction', Type: id === 70 ? 'Create' : 'Correspond', Created: '2026-11-01T08:00:00Z', Creator: { id: login, type: 'user' }, ObjectId: '7', ...more });

const FIELDS = [
  { id: '2', Name: 'Product', Type: 'Select', MaxValues: '1', Pattern: '(?#Mandatory).', EntryHint: 'Which one?', LookupType: 'RT::Queue-RT::Ticket', BasedOn: '' },
  { id: '3', Name: 'Area', Type: 'Select', MaxValues: '1', Pattern: '', EntryHint: 'Select one value', LookupType: 'RT::Queue-RT::Ticket', BasedOn: { id: '2', type: 'customfield' } },
  { id: '4', Name: 'Affected', Type: 'Freeform', MaxValues: '1', Pattern: '^\\d*$', EntryHint: 'Enter one value', LookupType: 'RT::Queue-RT::Ticket', BasedOn: '' },
  { id: '5', Name: 'Blocked', Type: 'Select', MaxValues: '1', Pattern: '', EntryHint: '', LookupType: 'RT::Queue-RT::Ticket', BasedOn: '' },
  { id: '6', Name: 'Since', Type: 'Date', MaxValues: '1', Pattern: '', EntryHint: 'Select date', LookupType: 'RT::Queue-RT::Ticket', BasedOn: '' },
  { id: '8', Name: 'Hosts', Type: 'Freeform', MaxValues: '0', Pattern: '', EntryHint: 'Enter multiple values', LookupType: 'RT::Queue-RT::Ticket', BasedOn: '' },
  { id: '12', Name: 'Portal request', Type: 'Freeform', MaxValues: '1', Pattern: '', EntryHint: '', LookupType: 'RT::Queue-RT::Ticket-RT::Transaction', BasedOn: '' },
];
const VALUES: Readonly<Record<string, readonly string[]>> = { 2: ['Cloud', 'App'], 3: ['Login', 'Camera'], '3?category=Cloud': ['Login'], '3?category=App': ['Camera', 'Login'], 5: ['Yes'] };

/**
 * The parts of Request Tracker that the adapter uses, with one ticket of Alice's and what the test overrides. For what the real one does
 * not show on demand; everything else is tested on the real one.
 */
export function fakeRt(override: Override = () => undefined): { readonly fetch: typeof globalThis.fetch; readonly seen: Seen[] } {
  const seen: Seen[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    init.signal?.throwIfAborted();
    const one: Seen = {
      method: init.method ?? 'GET', path: decodeURIComponent(url.pathname), query: url.searchParams, headers: new Headers(init.headers),
      body: init.body == null ? '' : await new Response(init.body).text(), redirect: init.redirect,
    };
    seen.push(one);
    return await override(one) ?? answer(one);
  };
  return { fetch, seen };
}

function answer({ method, path, query, body }: Seen): Response {
  const ids = /"TransactionId","operator":"IN","value":\[([\d,]*)\]/.exec(body)?.[1]?.split(',') ?? [];
  switch (`${method} ${path.replace(/^\/REST\/2\.0/, '')}`) {
    case 'GET /tickets': return list([row()]);
    case 'GET /transactions': return query.get('query')?.includes('CF.{') === true ? list([], null) : list([message(70, 'alice@acme.example')], null);
    case 'GET /ticket/7': return json({
      id: 7, CustomFields: [{ name: 'Product', values: ['Cloud'] }, { name: 'Root cause', values: ['INTERNAL-ONLY'] }],
      _hyperlinks: [{ ref: 'self' }, { ref: 'correspond' }, { ref: 'lifecycle', from: '*', to: 'resolved', label: 'Resolve' }],
    });
    case 'GET /ticket/7/history': return list((/"field":"id","operator":"=","value":(\d+)/.exec(query.get('query') ?? '')?.[1] ?? '70').split(',').map((id) => message(Number(id), 'alice@acme.example')), null);
    case 'POST /attachments': return list(ids.flatMap((id) => [
      { id: `${id}1`, TransactionId: id, ContentType: 'text/plain', Filename: '', ContentLength: '5', Headers: 'X-RT-Interface: REST\nContent-Type: text/plain', Content: 'Hello' },
    ]), null);
    case 'POST /users': return list([ALICE]);
    case 'GET /user/agnes': return json({ Name: 'agnes', Privileged: 1, RealName: 'Agnes' });
    case 'GET /queue/Support': return json({
      id: 3, Name: 'Support', Description: 'Ask us', Disabled: '0', _hyperlinks: [{ ref: 'self' }, { ref: 'create', type: 'ticket' }],
      TicketCustomFields: FIELDS.slice(0, -1).map(({ id, Name }) => ({ id, type: 'customfield', name: Name })),
      TicketTransactionCustomFields: [{ id: '12', name: 'Portal request' }],
    });
    case 'GET /queue/3/customfields': return list(FIELDS);
    case 'POST /ticket/7/correspond': return json(['Correspondence added'], 201, { Location: '/REST/2.0/transaction/75' });
    case 'POST /ticket': return json({ id: '7', type: 'ticket' }, 201);
    case 'PUT /ticket/7': return json(['Ticket 7: You can\'t change status from \'open\' to \'resolved\'.']);
    default: {
      const field = /^\/REST\/2\.0\/customfield\/(\d+)$/.exec(path)?.[1];
      if (field !== undefined) return json({ Values: VALUES[`${field}${query.size > 0 ? `?${query.toString()}` : ''}`] ?? [] });
      return json({ message: 'Not Found' }, 404);
    }
  }
}

type Fake = Pick<ReturnType<typeof fakeRt>, 'fetch'>;

/** The portal's side of a fake. */
export const backendOn = (fake: Fake, options: Partial<RequestTrackerOptions> = {}): TicketingBackend => requestTracker({
  url: 'https://rt.example/', queues: ['Support'], reader: 'reader-token', tokenFor: tokensFrom({ 'alice@acme.example': 'alice-token' }),
  search: 'messages', idempotencyField: 'Portal request', fetch: fake.fetch, ...options,
});

/** Alice's adapter on a fake. */
export function aliceOn(fake: Fake, options: Partial<RequestTrackerOptions> = {}, scope: Partial<Scope> = {}): TicketingClient {
  return validated(backendOn(fake, options).adapterFor({ id: '1', email: 'Alice@acme.example', name: 'Alice' }, { views: ['mine'], filter: null, ...scope }));
}

export { json, list, message };
