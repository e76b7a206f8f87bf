import type { Desk } from '../../src/adapters/desk/index.ts';
import { conversations } from './conversations.ts';
import { contactSupport, fields } from './form.ts';
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
export async function seedDesk({ agent }: Desk, now = new Date()): Promise<boolean> {
  const [{ items }, team] = await Promise.all([agent.listTickets({ limit: 1 }), agent.listAgents()]);
  const isStarted = team.some(({ email }) => email === agents[0].email);
  // The form is the last thing that is saved.
  const isDone = (await agent.listForms()).some(({ id, description }) => id === contactSupport.id && description === contactSupport.description);
  if (isDone || (!isStarted && items.length > 0)) return false;

  for (const one of agents) await agent.saveAgent(one);
  for (const organization of organizations) await agent.saveOrganization(organization);
  for (const customer of customers) await agent.savePerson(customer);
  for (const field of fields) await agent.saveField(field);
  // Oldest first, so that numbers and dates go together.
  for (const ticket of [...conversations, ...sensors].sort((a, b) => b.daysAgo - a.daysAgo)) await seedTicket(agent, ticket, now.getTime());
  await agent.saveForm(contactSupport);
  return true;
}

async function seedTicket(agent: Desk['agent'], ticket: DemoTicket, now: number): Promise<void> {
  const opened = now - ticket.daysAgo * DAY;
  const { key, subject, stage, fields: values = {}, locked = false } = ticket;
  const id = await agent.createTicket({
    idempotencyKey: `demo-${key}`, subject, requester: { email: addressOf(ticket.requester) }, cc: (ticket.cc ?? []).map((name) => ({ email: addressOf(name) })), stage,
    fields: values, locked, created: new Date(opened), ...(ticket.assignee === undefined ? {} : { assignee: addressOf(ticket.assignee) }),
  });
  for (const [index, message] of ticket.messages.entries()) await seedMessage(agent, id, `demo-${key}-${String(index)}`, message, opened, now);
  // A customer's reply may have moved it.
  await agent.setStatus(id, stage);
}

async function seedMessage(agent: Desk['agent'], ticketId: string, idempotencyKey: string, message: DemoMessage, opened: number, now: number): Promise<void> {
  const { by, after, internal, channel, ...content } = message;
  const common = { ticketId, idempotencyKey, ...content, created: new Date(Math.min(opened + after * HOUR, now)) };
  const isAgent = by === 'agnes' || by === 'max';
  if (isAgent && internal === true) await agent.internalNote({ ...common, agent: addressOf(by) });
  else if (isAgent) await agent.publicReply({ ...common, agent: addressOf(by) });
  else await agent.customerMessage({ ...common, customer: { email: addressOf(by) }, ...(channel === undefined ? {} : { channel }) });
}

const ADDRESSES = new Map([...agents, ...customers].map(({ email }) => [email.split('@')[0], email]));
const addressOf = (name: string): string => ADDRESSES.get(name) ?? name;
