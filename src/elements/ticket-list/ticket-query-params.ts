import type { Party, SortKey, StatusCategory, View } from '../../contract/index.ts';
import { dayBefore, dayOf, endOfDay, startOfDay } from '../../portal/days.ts';
import { normalize, type ListQuery } from '../../portal/list-query.ts';

const VIEWS: readonly View[] = ['mine', 'organization', 'cc'];
const STATUSES: readonly StatusCategory[] = ['open', 'closed'];
const PARTIES: readonly Party[] = ['customer', 'support'];
const SORTS: readonly SortKey[] = ['id', 'subject', 'created', 'lastActivity', 'status'];
const DIRECTIONS = ['ascending', 'descending'] as const;

/**
 * A list query as parameters of an address that can be shared: `view`, `search`, `status`, `stage`, `waiting-on`, `created-from`, `created-to`,
 * `active-from`, `active-to`, `sort`, `direction`. What is as usual is left out. Dates are days (the `to` included), so that
 * everybody sees the same days in their own time zone; a moment that is no border of a day is written whole.
 */
export function queryToSearchParams(query: ListQuery): URLSearchParams {
  const { view, search, status, stage, waitingOn, createdFrom, createdBefore, activeFrom, activeBefore, sort, direction } = normalize(query);
  const values: Record<string, string | undefined> = {
    view: view === 'mine' ? undefined : view,
    search, status, stage, 'waiting-on': waitingOn,
    'created-from': fromParam(createdFrom), 'created-to': toParam(createdBefore),
    'active-from': fromParam(activeFrom), 'active-to': toParam(activeBefore),
    sort: sort === 'lastActivity' ? undefined : sort,
    direction: direction === 'descending' ? undefined : direction,
  };
  return new URLSearchParams(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Reads a list query from the parameters of an address. Foreign parameters and nonsense are passed over: a mangled link still shows a list. */
export function queryFromSearchParams(params: URLSearchParams): ListQuery {
  const one = <Value extends string>(name: string, allowed: readonly Value[]): Value | undefined => allowed.find((value) => value === params.get(name));
  const stage = params.get('stage') ?? undefined;
  const found: Record<string, string | undefined> = {
    view: one('view', VIEWS),
    search: params.get('search')?.trim().slice(0, 200) || undefined,
    status: one('status', STATUSES),
    stage: stage !== '' && stage !== undefined && stage.length <= 200 ? stage : undefined,
    waitingOn: one('waiting-on', PARTIES),
    createdFrom: moment(params.get('created-from'), startOfDay),
    createdBefore: moment(params.get('created-to'), endOfDay),
    activeFrom: moment(params.get('active-from'), startOfDay),
    activeBefore: moment(params.get('active-to'), endOfDay),
    sort: one('sort', SORTS),
    direction: one('direction', DIRECTIONS),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function fromParam(timestamp: string | undefined): string | undefined {
  const day = timestamp === undefined ? undefined : dayOf(timestamp);
  return day !== undefined && sameMoment(startOfDay(day), timestamp) ? day : timestamp;
}

function toParam(timestamp: string | undefined): string | undefined {
  const day = timestamp === undefined ? undefined : dayBefore(timestamp);
  return day !== undefined && sameMoment(endOfDay(day), timestamp) ? day : timestamp;
}

const sameMoment = (a: string | undefined, b: string | undefined): boolean => Date.parse(a ?? '') === Date.parse(b ?? '');

function moment(text: string | null, ofDay: (day: string) => string | undefined): string | undefined {
  if (text === null) return undefined;
  const whole = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$/.test(text) && !Number.isNaN(Date.parse(text));
  return whole ? new Date(text).toISOString() : ofDay(text);
}
