import type { Page, TicketQuery, TicketSummary } from '../../contract/index.ts';
import { activityOf, type Activity } from './activity.ts';
import type { Row } from './answers.ts';
import type { Cursors, Place } from './cursor.ts';
import { ticketFields, type Forms } from './forms.ts';
import { summaryOf, type Presentation } from './mapping.ts';
import type { Rt } from './rt.ts';
import type { Identity } from './scope.ts';
import { Phrase } from './search.ts';
import { byNumber, inOrder, type Source } from './streams.ts';
import { and, before, is, isOneOf, notBefore, type Sql } from './ticket-sql.ts';

/** What a list is made of. */
export interface Listing extends Presentation {
  readonly rt: Rt;
  readonly forms: Forms;
  /** Names of the custom fields that rows show. */
  readonly columns: readonly string[];
  /** The customer's view and scope. */
  readonly scope: Sql;
  /** Who reads it. */
  readonly identity: Identity;
  /** @throws PortalError for rows that are not within the scope. */
  readonly check: (rows: readonly Row[]) => void;
  readonly cursors: Cursors;
  /** Does search look into messages? */
  readonly inMessages: boolean;
}

/** A ticket that fits the query. */
interface Found { readonly row: Row; readonly activity: Activity }

interface Result { readonly found: readonly Found[]; readonly next: Place | null; readonly total?: number | undefined }

/**
 * A page of tickets. Scope and conditions are part of the query that RT gets. Two things RT cannot tell in a query: when the last public message was written,
 * and where exactly a phrase stands. For these, every ticket that may fit is looked at, in order, until the page is full; a page is never thinned.
 */
export async function listTickets(query: TicketQuery, listing: Listing, signal?: AbortSignal): Promise<Page<TicketSummary>> {
  const phrase = query.search === undefined || query.search.trim() === '' ? null : new Phrase(query.search);
  const where = and([listing.scope, ...conditions(query, phrase, listing)]);
  const exact = phrase === null && query.waitingOn === undefined && query.activeFrom === undefined && query.activeBefore === undefined;
  const after = await listing.cursors.read(query.cursor);
  // one more than asked for, to know whether there is a next page; all that can be had where not every row will fit
  const source: Source = { rt: listing.rt, statuses: listing.statuses, where, perPage: exact ? Math.min(100, query.limit + 1) : 100, signal };
  const fitting = (rows: readonly Row[]): Promise<Found[]> => fittingRows(rows, query, phrase, listing, signal);

  const { found, next, total: counted } = await (query.sort === 'lastActivity' ? byActivity : byOrder)(source, query, after, fitting);
  const total = exact ? after?.total ?? counted : undefined;
  const known = total === undefined ? {} : { total };
  const fieldsOf = await columnsOf(found.map(({ row }) => row), listing, signal);
  return {
    items: await Promise.all(found.map(async ({ row, activity }) => ({ ...await summaryOf(row, activity, listing.identity, listing, signal), ...fieldsOf(row) }))),
    nextCursor: next === null ? null : await listing.cursors.write({ ...next, ...known }),
    ...known,
  };
}

/** What rows show of their fields: asked for at the end, for the rows of the page alone, because it is the dearest that RT can be asked for. */
async function columnsOf(rows: readonly Row[], { rt, forms, columns }: Listing, signal?: AbortSignal): Promise<(row: Row) => Pick<TicketSummary, 'fields'>> {
  if (columns.length === 0) return () => ({});
  const [{ rows: full }, queues] = await Promise.all([
    rows.length === 0 ? { rows: [] } : rt.tickets(isOneOf('id', rows.map(({ id }) => id)), { order: [['id', 'ASC']], perPage: 100 }, signal, 'CustomFields'),
    Promise.all([...new Set(rows.map(({ Queue }) => Queue.Name))].map(async (name) => [name, (await forms.queue(name, signal)).definitions] as const)),
  ]);
  const definitions = new Map(queues);
  return ({ id, Queue }) => {
    const fields = ticketFields({ CustomFields: full.find((row) => row.id === id)?.CustomFields ?? [] }, definitions.get(Queue.Name) ?? []);
    return { fields: columns.flatMap((name) => fields.find((field) => field.id === name) ?? []) };
  };
}

/** Conditions that all tickets of the list satisfy; those on search and activity are looked at once more. */
function conditions(query: TicketQuery, phrase: Phrase | null, { statuses, inMessages }: Listing): Sql[] {
  const { status, stage, waitingOn, createdFrom, createdBefore, activeFrom, activeBefore } = query;
  return [
    ...(status === undefined ? [] : [statuses.categorySql(status)]),
    ...(stage === undefined ? [] : [is('Status', '=', stage)]),
    ...(waitingOn === undefined ? [] : [statuses.waitingSql(waitingOn)]),
    ...(createdFrom === undefined ? [] : [notBefore('Created', Date.parse(createdFrom))]),
    ...(createdBefore === undefined ? [] : [before('Created', Date.parse(createdBefore))]),
    // a ticket is created with its first message, and updated no earlier than with its last
    ...(activeFrom === undefined ? [] : [notBefore('LastUpdated', Date.parse(activeFrom))]),
    ...(activeBefore === undefined ? [] : [before('Created', Date.parse(activeBefore))]),
    ...(phrase === null ? [] : [phrase.candidatesSql(inMessages)]),
  ];
}

type Fitting = (rows: readonly Row[]) => Promise<Found[]>;

/** A page in an order that RT knows itself. */
async function byOrder(source: Source, query: TicketQuery, after: Place | null, fitting: Fitting): Promise<Result> {
  const stream = inOrder(source, query, after);
  const found: Found[] = [];
  while (found.length <= query.limit) {
    const rows = await stream.next();
    if (rows.length === 0) break;
    found.push(...await fitting(rows));
  }
  const items = found.slice(0, query.limit);
  const last = items.at(-1);
  return { found: items, total: stream.total(), next: found.length > query.limit && last !== undefined ? stream.place(last.row) : null };
}

/**
 * A page by the last public message, which RT cannot sort by. It can sort by `LastUpdated`, which is never earlier, and by `Created`, which is never
 * later: reading in that order, a ticket's place is certain as soon as all that is still unread must come after it.
 */
async function byActivity(source: Source, { limit, direction }: TicketQuery, after: Place | null, fitting: Fitting): Promise<Result> {
  const sign = direction === 'descending' ? -1 : 1;
  const [column, word] = sign === -1 ? ['LastUpdated', 'DESC'] as const : ['Created', 'ASC'] as const;
  const compare = (a: Found, b: Found): number => sign * (a.activity.time - b.activity.time || a.row.id - b.row.id);
  const isAfter = ({ row, activity }: Found): boolean => after === null || sign * (activity.time - (after.time ?? 0) || row.id - after.id) > 0;
  const perPage = Math.min(100, limit * 2);
  // What earlier pages have dealt with is skipped, but for a page of it: tickets that have left the list since have moved the others up.
  const start = Math.max(0, (after?.skip ?? 0) - perPage);
  const stream = byNumber({ ...source, perPage }, [[column, word], ['id', word]], start);

  const read: { readonly id: number; readonly fits: boolean }[] = [];
  const found = new Map<number, Found>();
  let sorted: Found[] = [];
  for (let certain = 0; certain <= limit;) {
    const rows = await stream.next();
    if (rows.length === 0) break;
    const fresh = (await fitting(rows)).filter(isAfter);
    for (const one of fresh) found.set(one.row.id, one);
    read.push(...rows.map(({ id }) => ({ id, fits: found.has(id) })));
    sorted = [...found.values()].sort(compare);
    const bound = rows.at(-1)?.[column] ?? 0;
    certain = sorted.filter(({ activity }) => sign * (activity.time - bound) < 0).length;
  }
  const items = sorted.slice(0, limit);
  const last = items.at(-1);
  if (last === undefined || sorted.length <= limit) return { found: items, next: null, total: stream.total() };
  const shown = new Set(items.map(({ row }) => row.id));
  const open = read.findIndex(({ id, fits }) => fits && !shown.has(id));
  return { found: items, total: stream.total(), next: { id: last.row.id, time: last.activity.time, skip: start + (open === -1 ? read.length : open) } };
}

/** Adds each row's activity, and leaves out rows that turn out not to fit. */
async function fittingRows(rows: readonly Row[], query: TicketQuery, phrase: Phrase | null, listing: Listing, signal?: AbortSignal): Promise<Found[]> {
  const { rt, people, statuses, inMessages, check } = listing;
  check(rows);
  const elsewhere = phrase === null ? [] : rows.filter(({ Subject }) => !phrase.isIn(Subject));
  const inText = phrase === null || !inMessages ? new Set<number>() : await phrase.ticketsWith(rt, elsewhere, signal);
  const hits = rows.filter((row) => !elsewhere.includes(row) || inText.has(row.id));
  const activities = await activityOf(rt, people, hits, signal);
  const { waitingOn, activeFrom, activeBefore } = query;
  return hits.flatMap((row): Found[] => {
    const activity = activities.get(row.id);
    if (activity === undefined) return [];
    const fits = (waitingOn === undefined || statuses.waitingOn(row.Status, activity) === waitingOn)
      && (activeFrom === undefined || activity.time >= Date.parse(activeFrom))
      && (activeBefore === undefined || activity.time < Date.parse(activeBefore));
    return fits ? [{ row, activity }] : [];
  });
}
