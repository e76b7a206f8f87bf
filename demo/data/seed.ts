import type { Desk } from '../../src/adapters/desk/index.ts';
import { OWN_TICKETS } from '../../src/contract/index.ts';
import { conversations } from './conversations.ts';
import { billing, contactSupport, fields, invoiceQuestion } from './form.ts';
import { agents, customers, organizations } from './people.ts';
import { sensors } from './sensors.ts';
import type { DemoMessage, DemoTicket } from './ticket.ts';

const [HOUR, DAY] = [3_600_000, 86_400_000];

/**
 * Fills an empty desk with the demo's companies, people, form and tickets; a desk that is filled already, or that is somebody's own,
 * is left alone. May be repeated after an interruption: it goes on where it was.
 *
 * @param now Dates count backwards from here.
 * @returns Whether anything was added.
 */
export async function seedDesk(desk: Desk, now = new Date()): Promise<boolean> {
  const { agent } = desk;
  const [{ items }, team] = await Promise.all([agent.listTickets({ limit: 1 }), agent.listAgents()]);
  const isStarted = team.some(({ email }) => email === agents[0].email);
  // The form is the last thing that is saved.
  const isDone = (await agent.listForms()).some(({ id, description }) => id === contactSupport.id && description === contactSupport.description);
  if (isDone || (!isStarted && items.length > 0)) return false;

  for (const one of agents) await agent.saveAgent(one);
  for (const organization of organizations) await agent.saveOrganization(organization);
  for (const customer of customers) await agent.savePerson(customer);
  for (const field of fields) await agent.saveField(field);
  await agent.saveQueue(billing);
  await agent.saveForm(invoiceQuestion);
  const ids = new Map<string, string>();
  // Oldest first, so that numbers and dates go together.
  for (const ticket of [...conversations, ...sensors].sort((a, b) => b.daysAgo - a.daysAgo)) ids.set(ticket.key, await seedTicket(desk, ticket, ids, now.getTime()));
  await agent.saveForm(contactSupport);
  return true;
}

/** @param ids Those of the tickets before, by their keys. */
async function seedTicket({ agent, adapterFor }: Desk, ticket: DemoTicket, ids: ReadonlyMap<string, string>, now: number): Promise<string> {
  const opened = now - ticket.daysAgo * DAY;
  const { key, subject, stage, queue, rating, fields: values = {}, locked = false } = ticket;
  const followUpOf = ids.get(ticket.followUpOf ?? '');
  const email = addressOf(ticket.requester);
  const id = await agent.createTicket({
    idempotencyKey: `demo-${key}`, subject, requester: { email }, cc: (ticket.cc ?? []).map((name) => ({ email: addressOf(name) })),
    fields: values, locked, created: new Date(opened), ...(ticket.assignee === undefined ? {} : { assignee: addressOf(ticket.assignee) }),
    ...(queue === undefined ? {} : { queue }), ...(followUpOf === undefined ? {} : { followUpOf }),
  });
  for (const [index, message] of ticket.messages.entries()) await seedMessage(agent, id, `demo-${key}-${String(index)}`, message, opened, now);
  await agent.setStatus(id, stage, new Date(writtenAt(ticket.messages.at(-1)?.after ?? 0, opened, now)));
  if (rating !== undefined) await adapterFor({ id: email, email, name: email }, OWN_TICKETS).rateTicket?.({ ticketId: id, ...rating }, { idempotencyKey: `demo-${key}-rating` });
  return id;
}

/** Nothing is written in the future. */
const writtenAt = (hours: number, opened: number, now: number): number => Math.min(opened + hours * HOUR, now);

async function seedMessage(agent: Desk['agent'], ticketId: string, idempotencyKey: string, message: DemoMessage, opened: number, now: number): Promise<void> {
  const { by, after, internal, channel, thread, ...content } = message;
  const common = { ticketId, idempotencyKey, ...content, created: new Date(writtenAt(after, opened, now)) };
  const threaded = { ...common, ...(thread === undefined ? {} : { thread }) };
  const isAgent = by === 'agnes' || by === 'max';
  if (isAgent && internal === true) await agent.internalNote({ ...common, agent: addressOf(by) });
  else if (isAgent) await agent.publicReply({ ...threaded, agent: addressOf(by) });
  else await agent.customerMessage({ ...threaded, customer: { email: addressOf(by) }, ...(channel === undefined ? {} : { channel }) });
}

const ADDRESSES = new Map([...agents, ...customers].map(({ email }) => [email.split('@')[0], email]));
const addressOf = (name: string): string => ADDRESSES.get(name) ?? name;
