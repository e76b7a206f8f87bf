import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../policy/random.ts';
import { Customer } from './customer.ts';
import type { Account } from './gateway-process.ts';
import { randomFiles, randomText, type Sending } from './sending.ts';
import type { Tally } from './tally.ts';

/** Bytes of the largest file. */
const LARGEST = 100_000;

/** What somebody in the soak has sent, as far as the gateway has said that it is there. */
export interface Acknowledged { readonly replies: Map<string, Sending[]>; readonly tickets: Sending[] }

/** What somebody does next, by how often. */
const DOING = [...Array<'look'>(40).fill('look'), ...Array<'read'>(25).fill('read'), ...Array<'reply'>(18).fill('reply'), ...Array<'open'>(10).fill('open'), ...Array<'leave'>(7).fill('leave')];

/**
 * Somebody who uses the portal like a person, until a time: looks at the list, reads tickets and their files, replies, opens tickets, signs out and in again.
 * @param url Of the site. @param until By `performance.now()`. @param things That they do at least. @param think Milliseconds between two things, at most.
 */
export async function useThePortal(url: string, account: Account, random: Random, tally: Tally, { until, things: least, think }: { readonly until: number; readonly things: number; readonly think: number }): Promise<Acknowledged> {
  const customer = new Customer(url, account);
  const acknowledged: Acknowledged = { replies: new Map(), tickets: [] };
  let known: readonly string[] = [];
  await delay(random.below(think));
  await tally.count('sign in', () => customer.signIn());
  const client = customer.client();
  const things: Readonly<Record<(typeof DOING)[number], () => Promise<unknown>>> = {
    look: () => tally.count('list tickets', async () => { known = (await client.listTickets({ search: random.chance(0.2) ? 'widget' : undefined }, {})).items.map(({ id }) => id); }),
    async read() {
      if (known.length === 0) return;
      const ticketId = random.pick(known);
      await tally.count('read a ticket', () => client.getTicket({ ticketId }, {}));
      const messages = await tally.count('read messages', () => client.listMessages({ ticketId }, {}));
      const message = messages?.items.find(({ attachments }) => attachments.length > 0);
      const attachment = message?.attachments[0];
      if (message === undefined || attachment === undefined) return;
      await tally.count('download', async () => {
        const file = await client.downloadAttachment({ ticketId, messageId: message.id, attachmentId: attachment.id }, {});
        const { byteLength } = await new Response(file.stream()).arrayBuffer();
        if (byteLength !== attachment.size) throw new Error(`${String(byteLength)} bytes instead of ${String(attachment.size)}`);
      });
    },
    async reply() {
      if (known.length === 0) return;
      const ticketId = random.pick(known);
      const sending: Sending = { ticketId, subject: '', text: randomText(random, crypto.randomUUID()), files: random.chance(0.5) ? randomFiles(random, LARGEST) : [] };
      const isThere = await tally.count('reply', async () => { await customer.send(sending, 'once'); return true; });
      if (isThere === true) acknowledged.replies.set(ticketId, [...acknowledged.replies.get(ticketId) ?? [], sending]);
    },
    async open() {
      const sending: Sending = { ticketId: null, subject: `soak${crypto.randomUUID().slice(0, 13).replace('-', '')}`, text: randomText(random, 'widget'), files: random.chance(0.5) ? randomFiles(random, LARGEST) : [] };
      const isThere = await tally.count('open a ticket', async () => { await customer.send(sending, 'once'); return true; });
      if (isThere === true) acknowledged.tickets.push(sending);
    },
    async leave() {
      await tally.count('sign out', () => customer.signOut());
      await tally.count('sign in', () => customer.signIn());
    },
  };
  for (let done = 0; done < least || performance.now() < until; done++) {
    await things[random.pick(DOING)]();
    await delay(random.below(think));
  }
  return acknowledged;
}
