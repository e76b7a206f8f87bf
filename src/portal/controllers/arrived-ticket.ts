import type { Ticket } from '../../contract/index.ts';
import type { Portal } from '../portal.ts';
import type { PressedForm } from './form-sender.ts';

/** So much may a device's clock differ from the ticketing system's, in milliseconds. */
const DIFFERENCE = 2 * 60_000;

/**
 * The ticket that a form has become although no answer has said so: one of the customer's that was created since, with the same subject and the same words. Undefined where
 * there is none, and for a form without a subject.
 * @throws PortalError where it cannot be told now
 */
export async function arrivedTicket({ ticketing }: Portal, { input: { values }, pressed }: PressedForm): Promise<Ticket | undefined> {
  const { subject, message } = values;
  if (typeof subject !== 'string') return undefined;
  const { items } = await ticketing.listTickets({ createdFrom: new Date(pressed - DIFFERENCE).toISOString(), sort: 'created', limit: 20 }, {});
  for (const { id } of items.filter((ticket) => isSame(ticket.subject, subject))) {
    const first = (await ticketing.listMessages({ ticketId: id }, {})).items.at(-1);
    // Words that are kept as HTML alone cannot be compared.
    if (typeof message !== 'string' || first?.text == null || isSame(first.text, message)) return ticketing.getTicket({ ticketId: id }, {});
  }
  return undefined;
}

const isSame = (a: string, b: string): boolean => a.replace(/\s+/g, ' ').trim() === b.replace(/\s+/g, ' ').trim();
