import { sql, type Expression, type SqlBool } from 'kysely';
import { PortalError, type Stage, type TicketingAdapter } from '../../contract/index.ts';
import type { Session } from './customer-adapter.ts';
import { colleaguesOf } from './directory.ts';
import { abortable, absent } from './errors.ts';
import { fileOf } from './files.ts';
import { messagesOf, selectMessages } from './messages.ts';
import { behind, cursorOf, fingerprintOf, identityIn, numberOf, orderOf, pageCondition, placeOf, queryConditions, ruleCondition, scopeCondition, viewCondition, type Identity } from './query.ts';
import { reachOf } from './reach.ts';
import type { StageRow } from './schema.ts';
import { customerForm, formsOf } from './settings.ts';
import { stagesOf } from './stages.ts';
import { isShown } from './threads.ts';
import { rowsOf, selectTickets, ticketOf, type TicketRecord } from './tickets.ts';

type Reading = Pick<Required<TicketingAdapter>, 'getProfile' | 'listTickets' | 'getTicket' | 'listMessages' | 'downloadAttachment' | 'listForms' | 'getForm' | 'listColleagues'>;

/** The operations that only read. */
export function reading(session: Session): Reading {
  const { store, customer, scope } = session;
  const { db } = store;
  const { threads = 'all' } = scope;
  return {
    async getProfile(_input, { signal }) {
      const { organizations } = await identityIn(session, signal);
      const stages = await stagesOf(db);
      const forms = await formsOf(db);
      return {
        name: customer.name, email: customer.email, organizations: [...organizations],
        capabilities: {
          views: [...scope.views], search: 'messages', sort: ['id', 'subject', 'created', 'lastActivity', 'status'], waitingOn: true,
          stages: stages.map(({ id, label, category }): Stage => ({ id, label, category })),
          createTicket: forms.length > 0, ...closing(stages), reply: stages.some((stage) => stage.accepts_reply === 1), cc: true, rate: true, followUp: forms.length > 0, live: true, files: session.files,
        },
      };
    },

    async listTickets(query, { signal }) {
      if (!scope.views.includes(query.view)) throw new PortalError('forbidden', 'This view is not open to the customer.');
      const order = orderOf(query, threads, [customer.email]);
      const after = query.cursor === undefined ? [] : [behind('t', order, placeOf(order.fingerprint, query.cursor, order.column))];
      const identity = await identityIn(session, signal);
      const [rule, narrowed] = await Promise.all([ruleCondition(store, scope.filter), queryConditions(store, query, threads, reachOf(query.view, identity), signal)]);
      // One more than asked for tells whether there is another page.
      const limit = query.limit + 1;
      const [records, total] = await Promise.all([
        selectTickets(db, [pageCondition(query.view, identity, [rule, ...narrowed('by order'), ...after], order, limit)], { ...order, limit }, signal),
        query.search === undefined && query.cursor === undefined ? countUpTo(session, [viewCondition(query.view, identity), rule, ...narrowed('by conditions')], signal) : undefined,
      ]);
      const items = records.slice(0, query.limit);
      const last = items.at(-1);
      return {
        items: await rowsOf(session, items, signal),
        nextCursor: records.length > query.limit && last !== undefined ? cursorOf(order.fingerprint, [last[order.column], last.id]) : null,
        ...(total === undefined ? {} : { total }),
      };
    },

    async getTicket({ ticketId }, { signal }) {
      return ticketOf(session, await findTicket(session, ticketId, signal), signal);
    },

    async listMessages({ ticketId, cursor, limit }, { signal }) {
      const identity = await identityIn(session, signal);
      const ticket = await findTicket(session, ticketId, signal, identity);
      const fingerprint = fingerprintOf(['messages', ticket.id, customer.email]);
      const after = cursor === undefined ? [] : [behind('m', { column: 'created', direction: 'desc' }, placeOf(fingerprint, cursor, 'created'))];
      const records = await selectMessages(db, [sql<SqlBool>`m.ticket_id = ${ticket.id}`, isShown(threads), ...after], limit + 1, signal);
      const items = records.slice(0, limit);
      const last = items.at(-1);
      return {
        items: await messagesOf(db, items, identity.personId, signal),
        nextCursor: records.length > limit && last !== undefined ? cursorOf(fingerprint, [last.created, last.id]) : null,
      };
    },

    async downloadAttachment({ ticketId, messageId, attachmentId }, context) {
      const ticket = await findTicket(session, ticketId, context.signal);
      const [message, attachment] = [numberOf(messageId), numberOf(attachmentId)];
      if (message === null || attachment === null) throw absent();
      const row = await db.selectFrom('desk_attachment as a').innerJoin('desk_message as m', 'm.id', 'a.message_id')
        .select(['a.name', 'a.type', 'a.size', 'a.file_id'])
        .where('a.id', '=', attachment).where('m.id', '=', message).where('m.ticket_id', '=', ticket.id).where(isShown(threads))
        .executeTakeFirst(abortable(context.signal));
      if (row === undefined) throw absent();
      return fileOf(store, row, context);
    },

    async listColleagues({ search }, { signal }) {
      return { items: await colleaguesOf(store, await identityIn(session, signal), search, signal) };
    },

    async listForms() {
      return { items: (await formsOf(db)).map(({ id, name, description }) => ({ id, name, ...(description === undefined ? {} : { description }) })) };
    },

    async getForm({ formId }) {
      const found = await customerForm(db, formId);
      if (found === null) throw absent();
      return found.form;
    },
  };
}

/** Whether customers can close and reopen anything at all. */
export const closing = (stages: readonly StageRow[]): { closeTicket: boolean; reopenTicket: boolean } => ({
  closeTicket: stages.some(({ on_close }) => on_close !== null), reopenTicket: stages.some(({ on_reopen }) => on_reopen !== null),
});

/** The ticket if it is within reach by any view granted. @throws PortalError `not-found`, whatever the reason. */
export async function findTicket(session: Session, ticketId: string, signal?: AbortSignal, identity?: Identity): Promise<TicketRecord> {
  const { store, scope } = session;
  const id = numberOf(ticketId);
  if (id === null) throw absent();
  const inScope = await scopeCondition(store, identity ?? await identityIn(session, signal), scope);
  const [record] = await selectTickets(store.db, [sql<SqlBool>`t.id = ${id}`, inScope], null, signal);
  if (record === undefined) throw absent();
  return record;
}

/** Beyond this a total costs more than it is worth, and is left out. Through a filter every ticket has to be looked at, without one its index entry alone. */
const [COUNTED, COUNTED_THROUGH_FILTER] = [10_000, 1000];

async function countUpTo({ store, scope }: Session, conditions: readonly Expression<SqlBool>[], signal: AbortSignal | undefined): Promise<number | undefined> {
  const most = scope.filter === null ? COUNTED : COUNTED_THROUGH_FILTER;
  const { rows } = await sql<{ count: number }>`select cast(count(*) as integer) as count from
    (select 1 from desk_ticket as t where ${sql.join(conditions, sql` and `)} limit ${sql.lit(most + 1)}) as counted`.execute(store.db, abortable(signal));
  const count = rows[0]?.count ?? 0;
  return count > most ? undefined : count;
}
