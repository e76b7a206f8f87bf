import { PortalError, type Ticket, type TicketingAdapter, type WriteContext } from '../../contract/index.ts';
import { noteActivity } from './activity.ts';
import { lockTicket, meet, moveTo, stageOf, type Write } from './conversation.ts';
import type { Session } from './customer-adapter.ts';
import { exactlyOnce, inside } from './exactly-once.ts';
import { closing, findTicket } from './reading.ts';
import { stagesOf } from './stages.ts';
import { plain } from './text.ts';
import { capabilitiesOf, type TicketRecord } from './tickets.ts';
import { readTicket } from './writing.ts';

type Changing = Pick<Required<TicketingAdapter>, 'closeTicket' | 'reopenTicket' | 'addCc' | 'removeCc' | 'rateTicket'>;

/** The operations that change a ticket without adding to its conversation. */
export function changing(session: Session): Changing {
  return {
    closeTicket: ({ ticketId }, context) => changeStatus(session, ticketId, 'close', context),
    reopenTicket: ({ ticketId }, context) => changeStatus(session, ticketId, 'reopen', context),

    addCc({ ticketId, email }, context) {
      const address = addressOf(email);
      return change(session, ticketId, `cc+ ${address}`, context, async (write, ticket) => {
        checkCc(ticket);
        await write.db.insertInto('desk_ticket_cc').values({ ticket_id: ticket.id, person_id: await meet(write, { email: address }) })
          .onConflict((conflict) => conflict.doNothing()).execute();
      });
    },

    removeCc({ ticketId, email }, context) {
      const address = addressOf(email);
      return change(session, ticketId, `cc- ${address}`, context, async ({ db }, ticket) => {
        checkCc(ticket);
        const person = db.selectFrom('desk_person').select('id').where('email', '=', address);
        await db.deleteFrom('desk_ticket_cc').where('ticket_id', '=', ticket.id).where('person_id', 'in', person).execute();
      });
    },

    rateTicket: ({ ticketId, score, comment }, context) => change(session, ticketId, 'rate', context, async (write, ticket) => {
      const { rate } = await capabilitiesOf(inside(session, write), ticket);
      if (rate !== true) throw new PortalError('conflict', 'This ticket cannot be rated: it is open or locked, or somebody else\'s.');
      await write.db.updateTable('desk_ticket').set({ rating_score: score, rating_comment: plain(comment) }).where('id', '=', ticket.id).execute();
    }),
  };
}

/** @throws PortalError `invalid-input` for what is no address */
function addressOf(email: string): string {
  const address = email.trim().toLowerCase();
  if (/^[^\s@\p{Cc}\p{Cs}]+@[^\s@\p{Cc}\p{Cs}]+$/u.test(address)) return address;
  throw new PortalError('invalid-input', 'This is no e-mail address.', { issues: [{ path: 'email', code: 'invalid' }] });
}

function checkCc({ locked }: TicketRecord): void {
  if (locked === 1) throw new PortalError('conflict', 'This ticket can only be read.');
}

async function changeStatus(session: Session, ticketId: string, kind: 'close' | 'reopen', context: WriteContext): Promise<Ticket> {
  const able = closing(await stagesOf(session.store.db));
  if (!(kind === 'close' ? able.closeTicket : able.reopenTicket)) throw new PortalError('unsupported', `Customers cannot ${kind} tickets of this desk.`);
  return change(session, ticketId, kind, context, async (write, ticket) => {
    if ((ticket.category === 'open') !== (kind === 'close')) return;
    const target = ticket.locked === 1 ? null : kind === 'close' ? ticket.on_close : ticket.on_reopen;
    if (target === null) throw new PortalError('conflict', `This ticket cannot be ${kind === 'close' ? 'closed' : 'reopened'} by the customer.`);
    await moveTo(write, ticket.id, await stageOf(write.db, target));
  });
}

/** Changes a ticket within reach, once per key; answers it as it is afterwards. */
async function change(session: Session, ticketId: string, name: string, context: WriteContext, run: (write: Write, ticket: TicketRecord) => Promise<void>): Promise<Ticket> {
  const seen = await findTicket(session, ticketId, context.signal);
  return exactlyOnce(session, `${name} ${String(seen.id)}`, [], context, () => undefined, async (write) => {
    await lockTicket(write, seen.id);
    await run(write, await findTicket(inside(session, write), ticketId));
    await noteActivity(write, seen.id);
    return readTicket(inside(session, write), seen.id);
  });
}
