import type { Connection } from '../backends/request-tracker/connection.ts';
import { client } from '../backends/request-tracker/client.mjs';
import type { Account } from './gateway-process.ts';
import type { KeptFile, KeptMessage, System } from './system.ts';
import type { Wire } from './wire.ts';

interface Item { readonly id: string | number; readonly Type?: string }
interface Part { readonly id: string; readonly ContentType: string; readonly Filename: string; readonly Content: string; readonly TransactionId: string | { readonly id: string } }
interface Items<Kind> { readonly items: readonly Kind[] }

/** A real Request Tracker. The gateway reaches it over a wire; this process looks into it directly, as somebody of the team. */
export function requestTrackerSystem(connection: Connection, wire: Wire): System {
  const { baseUrl, queue, agents, customers } = connection;
  const agent = client(baseUrl, agents['agnes']?.token ?? '');
  const tokenOf = ({ email }: Account): string => Object.values(customers).find((account) => account.email === email)?.token ?? '';

  const partsOf = async (ticketId: string): Promise<readonly Part[]> => {
    const { items } = await agent.get(`/ticket/${ticketId}/attachments?fields=ContentType,Filename,TransactionId&per_page=100`) as Items<Part>;
    return items;
  };
  const bytesOf = async ({ id }: Part): Promise<Uint8Array> => {
    const { Content } = await agent.get(`/attachment/${id}`) as Part;
    return new Uint8Array(Buffer.from(Content, 'base64'));
  };
  return {
    name: 'Request Tracker', customers: Object.values(customers), backend: { requestTracker: { ...connection, baseUrl: wire.url } },
    async openTicket(customer, subject) {
      const { id } = await client(baseUrl, tokenOf(customer)).post('/ticket', { Queue: queue, Subject: subject, Requestor: customer.email, Content: 'It does not turn.', ContentType: 'text/plain' }) as Item;
      return String(id);
    },
    async conversation(ticketId) {
      const { items } = await agent.get(`/ticket/${ticketId}/history?fields=Type&per_page=100`) as Items<Item>;
      const parts = await partsOf(ticketId);
      const messages: KeptMessage[] = [];
      for (const { id } of items.filter(({ Type }) => Type === 'Create' || Type === 'Correspond')) {
        const own = parts.filter(({ TransactionId: of }) => (typeof of === 'object' ? of.id : of) === String(id));
        const files: KeptFile[] = [];
        let text = '';
        for (const part of own) {
          // A message with files has an empty part around all of them.
          if (part.ContentType.startsWith('multipart/')) continue;
          const bytes = await bytesOf(part);
          if (part.Filename === '') text += new TextDecoder().decode(bytes);
          else files.push({ name: part.Filename.replace(/%22/g, '"'), bytes });
        }
        messages.push({ text: text.replace(/\r\n/g, '\n').trimEnd(), files });
      }
      return messages;
    },
    async ticketsOf(subject) {
      const { items } = await agent.get(`/tickets?query=${encodeURIComponent(`Subject = '${subject}'`)}`) as Items<Item>;
      return items.map(({ id }) => String(id));
    },
    async end() { await wire.end(); },
  };
}
