import { desk, type Desk, type DeskField } from '../../src/adapters/desk/index.ts';
import type { SuiteData } from '../../src/testing/index.ts';
import type { World } from './properties.ts';

/** A desk with a random world in it, put in from the agents' side. */
export async function deskWorld(name: string, database: Parameters<typeof desk>[0], data: SuiteData): Promise<World & { readonly backend: Desk }> {
  const backend = await desk(database);
  const { agent } = backend;
  await agent.saveStages(data.stages);
  for (const id of ['support', 'billing']) await agent.saveQueue({ id, name: id });
  for (const organization of data.organizations) await agent.saveOrganization(organization);
  for (const person of data.agents) await agent.saveAgent(person);
  for (const customer of data.customers) await agent.savePerson(customer);
  for (const field of data.fields) await agent.saveField(field as DeskField);
  const ids = new Map<string, string>();
  for (const { key, requester, cc, created, messages, stage, ...ticket } of data.tickets) {
    const ticketId = await agent.createTicket({ ...ticket, requester: { email: requester }, cc: cc.map((email) => ({ email })), stage, created: new Date(created) });
    ids.set(key, ticketId);
    for (const { author, text = '', created: written } of messages) {
      const content = { ticketId, text, created: new Date(written) };
      if (data.agents.some(({ email }) => email === author)) await agent.publicReply({ ...content, agent: author });
      else await agent.customerMessage({ ...content, customer: { email: author } });
    }
    await agent.setStatus(ticketId, stage);
  }
  return { name, backend, data, idOf: (kind, key) => (kind === 'ticket' ? ids.get(key) ?? '' : key) };
}
