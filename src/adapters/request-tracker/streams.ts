import type { TicketQuery } from '../../contract/index.ts';
import type { Row } from './answers.ts';
import type { Place } from './cursor.ts';
import type { Order, Rt } from './rt.ts';
import type { Statuses } from './statuses.ts';
import { and, is, isNumber, moment, or, type Sql } from './ticket-sql.ts';

/** Rows of a query in an order that RT knows, from a place on. */
export interface Stream {
  /** The next rows; none at the end. */
  next(): Promise<Row[]>;
  /** The place of a row that this stream has given. */
  place(row: Row): Place;
  /** How many rows the whole query has, once the first have been read; undefined where it is not known. */
  total(): number | undefined;
}

/** Where rows come from. */
export interface Source {
  readonly rt: Rt;
  readonly statuses: Statuses;
  readonly where: Sql;
  readonly perPage: number;
  readonly signal: AbortSignal | undefined;
}

/** The rows of a query in the order it asks for; `lastActivity`, which RT does not know, is not among them. */
export function inOrder(source: Source, { sort, direction, status }: Pick<TicketQuery, 'sort' | 'direction' | 'status'>, after: Place | null): Stream {
  const word = direction === 'ascending' ? 'ASC' : 'DESC';
  switch (sort) {
    case 'subject': return byNumber(source, [['Subject', word], ['id', word]], after?.skip ?? 0);
    case 'created': return byKey(source, [['Created', word], ['id', word]], after);
    case 'id': case 'lastActivity': return byKey(source, [['id', word]], after);
    case 'status': {
      const segments = source.statuses.segments().filter(({ category }) => status === undefined || category === status).map(({ where }) => where);
      return bySegment(source, word === 'ASC' ? segments : segments.reverse(), word, after);
    }
  }
}

/** RT's pages by their number: for texts, because how RT's database orders them is its own affair, and for what has no key. */
export function byNumber({ rt, where, perPage, signal }: Source, order: Order, skip: number): Stream {
  const positions = new Map<number, number>();
  let position = skip;
  let page = Math.floor(skip / perPage) + 1;
  let surplus = skip % perPage;
  let ended = false;
  let counted: number | undefined;
  return {
    async next() {
      if (ended) return [];
      const { rows, total } = await rt.tickets(where, { order, perPage, page }, signal);
      counted = total;
      page += 1;
      ended = rows.length < perPage;
      const fresh = rows.slice(surplus);
      surplus = 0;
      for (const { id } of fresh) positions.set(id, position += 1);
      return fresh;
    },
    place: ({ id }) => ({ id, skip: positions.get(id) ?? skip }),
    total: () => counted,
  };
}

/** Continues after a ticket, so that tickets that come and go move nothing. */
function byKey({ rt, where, perPage, signal }: Source, order: Order, after: Place | null): Stream {
  const [[column, word] = ['id', 'ASC']] = order;
  const later = word === 'ASC' ? '>' : '<';
  const beyond = ({ id, time }: Place): Sql => {
    const byId = isNumber('id', later, id);
    if (column !== 'Created' || time === undefined) return byId;
    // "Created =" would mean the whole day
    return or([is('Created', later, moment(time, 'down')), and([is('Created', `${later}=`, moment(time, 'down')), byId])]);
  };
  const placeOf = ({ id, Created }: Row): Place => ({ id, time: Created });
  let place = after;
  let ended = false;
  let counted: number | undefined;
  return {
    async next() {
      if (ended) return [];
      const { rows, total } = await rt.tickets(and([where, ...(place === null ? [] : [beyond(place)])]), { order, perPage }, signal);
      if (place === null) counted = total;
      ended = rows.length < perPage;
      const last = rows.at(-1);
      if (last !== undefined) place = placeOf(last);
      return rows;
    },
    place: placeOf,
    total: () => counted,
  };
}

/** One condition after the other, each by id: the order of the stages is ours, RT would take the alphabet's. */
function bySegment(source: Source, segments: readonly Sql[], word: 'ASC' | 'DESC', after: Place | null): Stream {
  const segmentOf = new Map<number, number>();
  const start = (index: number, place: Place | null): Stream | null => {
    const segment = segments[index];
    return segment === undefined ? null : byKey({ ...source, where: and([source.where, segment]) }, [['id', word]], place);
  };
  let index = after?.segment ?? 0;
  let current = start(index, after);
  return {
    async next() {
      while (current !== null) {
        const rows = await current.next();
        for (const { id } of rows) segmentOf.set(id, index);
        if (rows.length > 0) return rows;
        index += 1;
        current = start(index, null);
      }
      return [];
    },
    place: ({ id }) => ({ id, segment: segmentOf.get(id) ?? 0 }),
    total: () => undefined,
  };
}
