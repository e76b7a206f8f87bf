import {
  checkFiles, checkForm, PortalError,
  type Customer, type FieldValue, type FileLimits, type FileSource, type Form, type FormFiles, type Issue, type WriteContext,
} from '../../contract/index.ts';
import type { MemoryFile } from './data.ts';
import type { Store, StoredTicket } from './store.ts';

/** Answers already given to writes, by customer, operation and key. */
export class Answers {
  readonly #given = new Map<string, unknown>();

  /**
   * Writes once per key. `prepare` reads what the write needs and may run more than once; `write` must be synchronous, so that of two
   * calls with the same key at the same time exactly one writes.
   */
  async once<Prepared, Answer>(
    customer: Customer, operation: string, { idempotencyKey, signal }: WriteContext, prepare: () => Promise<Prepared>, write: (prepared: Prepared) => Answer,
  ): Promise<Answer> {
    const key = JSON.stringify([customer.email.toLowerCase(), operation, idempotencyKey]);
    if (!this.#given.has(key)) {
      const prepared = await prepare();
      signal?.throwIfAborted();
      if (!this.#given.has(key)) this.#given.set(key, write(prepared));
    }
    return structuredClone(this.#given.get(key)) as Answer;
  }
}

/** Reads files to their end, and says how far it is. @throws PortalError `invalid-input` for a file that is not what it says it is. */
export async function readFiles(files: readonly FileSource[], { signal, onProgress }: WriteContext): Promise<MemoryFile[]> {
  const read: MemoryFile[] = [];
  for (const [index, file] of files.entries()) {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    let sent = 0;
    const reader = file.stream().getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (signal?.aborted === true) await reader.cancel(signal.reason);
      signal?.throwIfAborted();
      chunks.push(chunk.value);
      sent += chunk.value.length;
      onProgress?.({ file: index, sent, size: file.size });
    }
    if (sent !== file.size) throw invalid([{ path: `files.${String(index)}`, code: 'invalid' }]);
    read.push({ name: file.name, type: file.type, content: new Uint8Array(await new Blob(chunks).arrayBuffer()) });
  }
  return read;
}

/** @throws PortalError `invalid-input` for files that the limits or their names forbid. */
export function refuseBadFiles(files: readonly FileSource[], limits: FileLimits | null): void {
  refuse([...checkFiles(files, limits), ...badNames(files, 'files')]);
}

/** @throws PortalError `invalid-input` for values and files that the form does not take. */
export function refuseBadForm(form: Form, values: Readonly<Record<string, FieldValue>>, files: FormFiles, limits: FileLimits | null): void {
  refuse([...checkForm(form, values, files, limits), ...Object.entries(files).flatMap(([field, list]) => badNames(list, field))]);
}

/** A name is a name, not a path, and can be written on a line. */
const badNames = (files: readonly FileSource[], path: string): Issue[] =>
  files.flatMap(({ name }, index): Issue[] => (/^\.{0,2}$|[/\\\p{Cc}]/u.test(name) ? [{ path: `${path}.${String(index)}`, code: 'file-name' }] : []));

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw invalid(issues);
}

const invalid = (issues: readonly Issue[]): PortalError => new PortalError('invalid-input', 'The values or files do not fit.', { issues });

/** The fields that are parts of the first message and not of the ticket. */
const MESSAGE_PARTS = ['subject', 'message', 'attachments'];

/** Opens a ticket for a customer from the values of a form. */
export function openTicket(
  store: Store, customer: Customer, form: Form, values: Readonly<Record<string, FieldValue>>, files: readonly MemoryFile[], stage: string,
): StoredTicket {
  store.meet(customer);
  const text = (id: string): string => (typeof values[id] === 'string' ? values[id] : '');
  const fields = form.fields.filter(({ id, type }) => type !== 'file' && !MESSAGE_PARTS.includes(id)).map(({ id }) => [id, values[id] ?? null] as const);
  const created = store.moment();
  const ticket = store.addTicket({
    subject: text('subject').trim() || form.name, requester: customer.email, cc: [], organization: store.organizationsOf(customer.email)[0]?.id ?? null,
    queue: 'support', stage, created, fields: Object.fromEntries(fields), locked: false,
  });
  store.addMessage(ticket, { visibility: 'public', author: customer.email, text: text('message'), files, channel: 'form' }, created);
  return ticket;
}
