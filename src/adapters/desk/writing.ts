import { sql, type SqlBool } from 'kysely';
import { PortalError, type Message, type Scope, type Ticket, type TicketingAdapter } from '../../contract/index.ts';
import { addMessage, addTicket, lockTicket, meet, moveTo, setField, stageOf, type Write } from './conversation.ts';
import type { Session } from './customer-adapter.ts';
import { absent } from './errors.ts';
import { exactlyOnce, inside } from './exactly-once.ts';
import { messagesOf, selectMessages } from './messages.ts';
import { identify } from './query.ts';
import { findTicket } from './reading.ts';
import type { Db } from './schema.ts';
import { customerForm, queuesOf } from './settings.ts';
import { stagesOf } from './stages.ts';
import { selectTickets, ticketOf, type TicketRecord } from './tickets.ts';

type Writing = Pick<Required<TicketingAdapter>, 'reply' | 'createTicket'>;

/** The operations by which customers write. */
export function writing(session: Session): Writing {
  const { store, customer, scope } = session;
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
        if (current.last_message_by === null) await moveToInbox(write, current, scope);
        if (next !== null) await moveTo(write, current.id, await stageOf(write.db, next));
        return readMessage(write, messageId, personId);
      });
    },

    async createTicket({ formId, values, files, followUpOf }, context) {
      const found = await customerForm(store.db, formId);
      if (found === null) throw absent();
      const { form, queue } = found;
      const attached = Object.values(files).flat();
      const closed = followUpOf === undefined ? null : await findTicket(session, followUpOf, context.signal);
      const checkFollowUp = (): void => {
        if (closed?.category === 'open') throw new PortalError('conflict', 'This ticket is open: it takes no follow-up.');
      };
      return exactlyOnce(session, `create ${formId}`, attached, context, checkFollowUp, async (write, staged) => {
        const personId = await meet(write, customer);
        const { organizations } = await identify(write, customer);
        const stage = (await stagesOf(write.db)).find(({ category }) => category === 'open');
        if (stage === undefined) throw new PortalError('unavailable', 'The desk has no open stage.');
        const text = typeof values['message'] === 'string' ? values['message'] : '';
        const ticket = await addTicket(write, {
          subject: subjectOf(values['subject'], text) || form.name, requesterId: personId, organizationId: organizations[0]?.id ?? null, stage,
          queueId: await inboxOf(write.db, scope) ?? queue, followUpOf: closed?.id ?? null,
        });
        // Only what the form offers to customers is taken over, whatever else was sent along.
        for (const { id, type } of form.fields) {
          const value = values[id];
          if (id !== 'subject' && id !== 'message' && type !== 'file' && value !== undefined) await setField(write, ticket.id, id, value);
        }
        if (text.trim() !== '' || staged.length > 0) {
          await addMessage(write, ticket, { isPublic: true, author: { personId }, created: ticket.created, text, html: null, channel: 'form', files: staged });
        }
        return readTicket(inside(session, write), ticket.id);
      });
    },
  };
}

function checkReply(ticket: TicketRecord): void {
  if (ticket.locked === 1 || ticket.accepts_reply === 0) throw new PortalError('conflict', 'This ticket takes no reply.');
}

async function readMessage({ db }: Write, id: number, personId: number): Promise<Message> {
  const records = await selectMessages(db, [sql<SqlBool>`m.id = ${id}`], null);
  return (await messagesOf(db, records, personId))[0] as Message;
}

/** A ticket as it is now, though a change may have taken it out of the customer's reach. */
export async function readTicket(session: Session, id: number): Promise<Ticket> {
  const [record] = await selectTickets(session.store.db, [sql<SqlBool>`t.id = ${id}`], null);
  return ticketOf(session, record as TicketRecord);
}

/** The queue that the owner has chosen; null for none. @throws PortalError `invalid-input` for one that is not there */
async function inboxOf(db: Db, { inbox = null }: Scope): Promise<string | null> {
  if (inbox !== null && !(await queuesOf(db)).some(({ id }) => id === inbox)) throw new PortalError('invalid-input', `There is no queue "${inbox}" for new tickets.`);
  return inbox;
}

async function moveToInbox({ db }: Write, { id }: TicketRecord, scope: Scope): Promise<void> {
  const inbox = await inboxOf(db, scope);
  if (inbox !== null) await db.updateTable('desk_ticket').set({ queue_id: inbox }).where('id', '=', id).execute();
}

/** A form without a subject gets the beginning of its message. */
function subjectOf(subject: unknown, message: string): string {
  if (typeof subject === 'string' && subject.trim() !== '') return subject;
  return [...(message.trim().split('\n')[0] ?? '')].slice(0, 100).join('');
}
