import { sql, type SqlBool } from 'kysely';
import { PortalError, type FileSource, type Message, type Ticket, type TicketingAdapter, type WriteContext } from '../../contract/index.ts';
import { addMessage, addTicket, firstAnswer, lockTicket, meet, moveTo, once, setField, stageOf, type Write } from './conversation.ts';
import type { Session } from './customer-adapter.ts';
import { absent } from './errors.ts';
import { discardFiles, stageFiles, type StagedFile } from './files.ts';
import { identify } from './query.ts';
import { closing, findTicket } from './reading.ts';
import { customerForm } from './settings.ts';
import { stagesOf } from './stages.ts';
import { messagesOf, selectMessages, selectTickets, ticketOf, type TicketRecord } from './tickets.ts';

type Writing = Pick<Required<TicketingAdapter>, 'reply' | 'closeTicket' | 'reopenTicket' | 'createTicket'>;

/** The operations that change something. */
export function writing(session: Session): Writing {
  const { store, customer } = session;
  return {
    async reply({ ticketId, text, files }, context) {
      const ticket = await findTicket(session, ticketId, context.signal);
      return exactlyOnce(session, `reply ${String(ticket.id)}`, files, context, () => checkReply(ticket), async (write, staged) => {
        await lockTicket(write, ticket.id);
        const current = await findTicket(inside(session, write), ticketId);
        checkReply(current);
        const personId = await meet(write, customer);
        const messageId = await addMessage(write, current, { isPublic: true, author: { personId }, text, html: null, channel: 'portal', files: staged });
        const { on_reply: next } = await stageOf(write.db, current.stage_id);
        if (next !== null) await moveTo(write, current.id, await stageOf(write.db, next));
        return readMessage(write, messageId, personId);
      });
    },

    closeTicket: ({ ticketId }, context) => changeStatus(session, ticketId, 'close', context),
    reopenTicket: ({ ticketId }, context) => changeStatus(session, ticketId, 'reopen', context),

    async createTicket({ formId, values, files }, context) {
      const found = await customerForm(store.db, formId);
      if (found === null) throw absent();
      const { form, queue } = found;
      const attached = Object.values(files).flat();
      return exactlyOnce(session, `create ${formId}`, attached, context, () => undefined, async (write, staged) => {
        const personId = await meet(write, customer);
        const { organizations } = await identify(write, customer);
        const stage = (await stagesOf(write.db)).find(({ category }) => category === 'open');
        if (stage === undefined) throw new PortalError('unavailable', 'The desk has no open stage.');
        const text = typeof values['message'] === 'string' ? values['message'] : '';
        const ticket = await addTicket(write, {
          subject: subjectOf(values['subject'], text) || form.name, requesterId: personId, organizationId: organizations[0]?.id ?? null, queueId: queue, stage,
        });
        // Only what the form offers to customers is taken over, whatever else was sent along.
        for (const { id, type } of form.fields) {
          const value = values[id];
          if (id !== 'subject' && id !== 'message' && type !== 'file' && value !== undefined) await setField(write, ticket.id, id, value);
        }
        if (text.trim() !== '' || staged.length > 0) {
          await addMessage(write, ticket, { isPublic: true, author: { personId }, created: ticket.created, text, html: null, channel: 'form', files: staged });
        }
        return readTicket(write, ticket.id);
      });
    },
  };
}

function checkReply(ticket: TicketRecord): void {
  if (ticket.locked === 1 || ticket.accepts_reply === 0) throw new PortalError('conflict', 'This ticket takes no reply.');
}

async function changeStatus(session: Session, ticketId: string, change: 'close' | 'reopen', context: WriteContext): Promise<Ticket> {
  const seen = await findTicket(session, ticketId, context.signal);
  const able = closing(await stagesOf(session.store.db));
  if (!(change === 'close' ? able.closeTicket : able.reopenTicket)) throw new PortalError('unsupported', `Customers cannot ${change} tickets of this desk.`);
  return exactlyOnce(session, `${change} ${String(seen.id)}`, [], context, () => undefined, async (write) => {
    await lockTicket(write, seen.id);
    const ticket = await findTicket(inside(session, write), ticketId);
    if ((ticket.category === 'open') === (change === 'close')) {
      const target = ticket.locked === 1 ? null : change === 'close' ? ticket.on_close : ticket.on_reopen;
      if (target === null) throw new PortalError('conflict', `This ticket cannot be ${change === 'close' ? 'closed' : 'reopened'} by the customer.`);
      await moveTo(write, ticket.id, await stageOf(write.db, target));
    }
    return readTicket(write, ticket.id);
  });
}

/**
 * Writes once per customer and key. Files travel first; a repetition is known before that. `check` refuses what cannot succeed
 * before any byte is stored; `run` has to look again, because it alone sees a state that stays.
 */
async function exactlyOnce<Answer>(
  { store, customer, files: limits }: Session, target: string, files: readonly FileSource[], context: WriteContext, check: () => void,
  run: (write: Write, staged: readonly StagedFile[]) => Promise<Answer>,
): Promise<Answer> {
  const author = customer.email.toLowerCase();
  const first = await firstAnswer<Answer>(store.db, author, context.idempotencyKey, target);
  if (first !== undefined) return first;
  check();
  const staged = await stageFiles(store, files, limits.maxBytes, context);
  try {
    const answer = await once(store, author, context.idempotencyKey, target, async (write) => {
      const written = await run(write, staged);
      // Still in the transaction: nothing of what the caller gave up is kept.
      context.signal?.throwIfAborted();
      return written;
    });
    return answer;
  } finally {
    // Where they were attached this changes nothing; otherwise the write failed, or another call with the same key was first.
    await discardFiles(store.db, staged).catch(() => undefined);
  }
}

/** The same session within a transaction. */
const inside = (session: Session, write: Write): Session => ({ ...session, store: write });

async function readMessage({ db }: Write, id: number, personId: number): Promise<Message> {
  const records = await selectMessages(db, [sql<SqlBool>`m.id = ${id}`], null);
  return (await messagesOf(db, records, personId))[0] as Message;
}

async function readTicket({ db }: Write, id: number): Promise<Ticket> {
  const [record] = await selectTickets(db, [sql<SqlBool>`t.id = ${id}`], null);
  return ticketOf(db, record as TicketRecord);
}

/** A form without a subject gets the beginning of its message. */
function subjectOf(subject: unknown, message: string): string {
  if (typeof subject === 'string' && subject.trim() !== '') return subject;
  return [...(message.trim().split('\n')[0] ?? '')].slice(0, 100).join('');
}
