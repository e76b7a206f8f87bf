import {
  mapFiles, parseInput, PortalError, ticketing,
  type Customer, type FileSource, type Operation, type Ticket, type TicketingClient, type TicketingOperation, type WriteContext,
} from '../contract/index.ts';
import { asCategory } from '../policy/index.ts';
import { withDeadline } from './deadline.ts';
import { digestOf, type IdempotencyStore } from './idempotency.ts';
import type { ArrivedFile, UploadStore } from './upload-store.ts';

/** What a ticketing write needs besides the customer's client. */
export interface WriteStores { readonly idempotency: IdempotencyStore; readonly uploads: UploadStore }

/** A write as it arrived: files are the ids of their uploads. */
export interface IncomingWrite {
  readonly name: TicketingOperation;
  readonly input: Readonly<Record<string, unknown>>;
  readonly customer: Customer;
  readonly client: TicketingClient;
  readonly idempotencyKey: string;
  /** Milliseconds until the backend is cut off. */
  readonly timeout: number;
}

type Call = (input: unknown, context: WriteContext) => Promise<unknown>;

/**
 * Performs a write of the ticketing contract once, with the files that were uploaded for it. It runs to its end even if the client
 * goes: the answer is kept for the client's next try.
 */
export async function performWrite({ name, input, customer, client, idempotencyKey: key, timeout }: IncomingWrite, { idempotency, uploads }: WriteStores): Promise<unknown> {
  const operation: Operation = ticketing[name];
  if (!/^[\w-]{1,100}$/.test(key)) throw new PortalError('invalid-input', 'A write needs the header Idempotency-Key: 1 to 100 letters, digits, - or _.');
  const ticketId = typeof input['ticketId'] === 'string' ? input['ticketId'] : null;

  const files = new Map<string, ArrivedFile>();
  const found = await mapFiles(operation, input, async (id, index): Promise<FileSource> => {
    // Looked up once, however often the input names it.
    const file = typeof id === 'string' ? files.get(id) ?? await uploads.find(customer.id, id, ticketId) : null;
    if (file === null) throw unusable(index);
    files.set(file.upload, file);
    return file;
  });
  // Before anything walks through it: only what is declared is left, and that is not deep.
  const ready = parseInput(operation, found) as Readonly<Record<string, unknown>>;
  const digest = await digestOf(await mapFiles(operation, ready, async (file) => (file as ArrivedFile).fingerprint));

  const ids = [...files.keys()];
  const user = `${name} ${key}`;
  const { answer, replayed } = await idempotency.once({ customer: customer.id, operation: name, key, input: digest }, async () => {
    try {
      if (!await uploads.claim(ids, user)) throw unusable(0);
      return await withDeadline(timeout, undefined, (signal) => (client[name] as Call)(ready, { signal, idempotencyKey: key }));
    } catch (error) {
      await uploads.release(ids, user);
      throw error;
    }
  });
  // Only now that the answer is kept: whoever asks again after a crash in between needs the files for the same write.
  await uploads.consume(ids, user).catch(() => undefined); // they expire
  if (!replayed) return answer;
  // What was told once is told again only to somebody who may still see it, and only what they may still be told.
  return withDeadline(timeout, undefined, async (signal) => {
    const ticket = await client.getTicket({ ticketId: ticketId ?? (answer as { id: string }).id }, { signal });
    if (operation.output !== ticketing.getTicket.output) return answer;
    const { capabilities: { stages } } = await client.getProfile({}, { signal });
    const { status } = answer as Ticket;
    const isNamed = (stage: string): boolean => stages.some(({ id }) => id === stage);
    return { ...ticket, status: isNamed(status.stage) ? status : asCategory(status, isNamed) };
  });
}

const unusable = (index: number): PortalError =>
  new PortalError('invalid-input', 'An upload is absent, incomplete or used up.', { issues: [{ path: `files.${String(index)}`, code: 'invalid' }] });
