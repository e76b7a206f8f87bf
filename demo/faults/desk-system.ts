import { desk } from '../../src/adapters/desk/index.ts';
import type { Account, DatabasePlace } from './gateway-process.ts';
import type { KeptFile, System } from './system.ts';

/** The embedded desk: the gateway's process opens the same database as this one, which looks into it by the agents' side. */
export async function deskSystem(place: DatabasePlace, customers: readonly Account[]): Promise<System> {
  const backend = await desk(place);
  const { agent } = backend;
  for (const { email, name } of customers) await agent.savePerson({ email, name, organizations: [] });
  return {
    name: 'sqlite' in place ? 'desk on SQLite' : 'desk on PostgreSQL', customers, backend: { desk: place },
    async openTicket({ email, name }, subject) {
      const ticketId = await agent.createTicket({ subject, requester: { email, name } });
      await agent.customerMessage({ ticketId, customer: { email }, text: 'It does not turn.' });
      return ticketId;
    },
    async conversation(ticketId) {
      const { conversation } = await agent.getTicket(ticketId);
      return Promise.all(conversation.map(async ({ text, attachments }) => ({
        text: text ?? '',
        files: await Promise.all(attachments.map(async ({ id, name }): Promise<KeptFile> => {
          const file = await agent.downloadAttachment(ticketId, id);
          return { name, bytes: new Uint8Array(await new Response(file.stream()).arrayBuffer()) };
        })),
      })));
    },
    async ticketsOf(subject) {
      const { items } = await agent.listTickets({ search: subject, limit: 100 });
      return items.filter((ticket) => ticket.subject === subject).map(({ id }) => id);
    },
    end: () => backend.close(),
  };
}
