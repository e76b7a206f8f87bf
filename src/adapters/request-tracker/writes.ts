import {
  isPortalError, PortalError, type Customer, type ErrorCode, type FieldValue, type FileSource, type Form, type FormFiles, type Issue, type Message, type WriteContext,
} from '../../contract/index.ts';
import { created, read, type Transaction } from './answers.ts';
import { messageOf, type Conversation } from './conversation.ts';
import { sha256 } from './digest.ts';
import { toRt, type Definition, type QueueFields } from './forms.ts';
import { multipart, type FormFile } from './multipart.ts';
import { Remembered } from './remembered.ts';
import { isPublic, PUBLIC, type Rt } from './rt.ts';
import { and, customField, is } from './ticket-sql.ts';

const DAY = 86_400_000;

/** Failures after which RT may have got everything, and may still be at it. */
const UNSURE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['unavailable', 'timeout', 'bad-response']);

/**
 * Writes that happen once per key. This process remembers what it has written; a message that another one has sent, or of which this one did not see the end, is
 * found by the transaction custom field in which each message carries its key.
 */
export class Writes {
  readonly #rt: Rt;
  readonly #field: string | undefined;
  readonly #patience: number;
  readonly #answers = new Remembered<unknown>(DAY);

  /** @param patience Milliseconds in which a message may still appear after its sending has failed. */
  constructor(rt: Rt, field: string | undefined, patience: number) {
    this.#rt = rt;
    this.#field = field;
    this.#patience = patience;
  }

  /** Makes a change that says the same when it is made twice. It is not aborted: a caller who gives up stops waiting, and one who comes back with the same key waits for the same change. */
  async once<Answer>(what: readonly unknown[], customer: Customer, context: WriteContext, write: () => Promise<Answer>): Promise<Answer> {
    return this.#remembered(await keyOf(what, customer, context), context, write);
  }

  /**
   * Adds a message, likewise.
   * @param write Gets the key that marks the message, and what has been written with it before.
   */
  async message<Answer>(
    what: readonly unknown[], customer: Customer, context: WriteContext, write: (key: string, earlier: Transaction | null) => Promise<Answer>,
  ): Promise<Answer> {
    const key = await keyOf(what, customer, context);
    return this.#remembered(key, context, async () => {
      const earlier = await this.#find(key);
      try {
        return await write(key, earlier);
      } catch (error) {
        const late = earlier === null && isPortalError(error) && UNSURE.has(error.code) ? await this.#findLate(key) : null;
        if (late === null) throw error;
        return await write(key, late);
      }
    });
  }

  async #remembered<Answer>(key: string, { signal }: WriteContext, write: () => Promise<Answer>): Promise<Answer> {
    return structuredClone(await this.#answers.get(key, write, signal)) as Answer;
  }

  /** A line that breaks ends nothing in RT: what it has got it goes on to store, and a repetition must not overtake it. */
  async #findLate(key: string): Promise<Transaction | null> {
    if (this.#field === undefined) return null;
    for (let pause = this.#patience / 32; pause < this.#patience; pause *= 2) {
      await new Promise((resolve) => { setTimeout(resolve, pause); });
      const found = await this.#find(key).catch(() => undefined);
      // Where RT is down nothing is to be learnt by waiting.
      if (found !== null) return found ?? null;
    }
    return null;
  }

  async #find(key: string): Promise<Transaction | null> {
    if (this.#field === undefined) return null;
    const found = await this.#rt.transactions(and([PUBLIC, is(customField(this.#field), '=', key)]), { order: [['id', 'ASC']], perPage: 1 });
    return found.find(isPublic) ?? null;
  }

  /** What a message carries to be recognised; RT drops it without a word where the customer may not set it. */
  mark(key: string): Readonly<Record<string, unknown>> {
    return this.#field === undefined ? {} : { TxnCustomFields: { [this.#field]: key } };
  }
}

/** Hashed, so that no customer can meet another's key. */
const keyOf = async (what: readonly unknown[], { email }: Customer, { idempotencyKey }: WriteContext): Promise<string> =>
  (await sha256(JSON.stringify([email, ...what, idempotencyKey]))).slice(0, 40);

/** Perl's JSON takes no half of a letter (RT answers 400 or 500), and RT's database may be one whose texts have no NUL. */
const plain = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** A text as RT takes it. Perl holds "0" for nothing, and RT would post an empty message. */
const content = (text: string): { Content?: string; ContentType?: string } =>
  (text.trim() === '' ? {} : { Content: text === '0' ? '0\n' : plain(text), ContentType: 'text/plain' });

/** Adds the customer's message. @throws PortalError `conflict` where RT refuses it. */
export async function reply(
  conversation: Conversation, { text, files }: { readonly text: string; readonly files: readonly FileSource[] }, mark: Readonly<Record<string, unknown>>, context: WriteContext,
): Promise<Message> {
  const { rt, row, identity: { customer } } = conversation;
  const json = { ...content(text), ...mark };
  const { status, location } = await rt.call(customer, {
    path: `/ticket/${String(row.id)}/correspond`, method: 'POST', writes: true, allow: [400, 403, 404],
    ...(files.length === 0 ? { json } : { body: multipart(json, files.map((file) => ({ field: 'Attachments', file })), context) }),
  });
  // for a right that is missing RT says 400
  if (status !== 201) throw new PortalError('conflict', 'Request Tracker does not take this reply.');
  const id = Number(/\/transaction\/(\d+)$/.exec(location ?? '')?.[1]);
  const message = Number.isNaN(id) ? null : await messageOf(conversation, id);
  if (message?.author.isMe !== true) throw new PortalError('bad-response', 'Request Tracker does not show the reply as the customer\'s.');
  return message;
}

/** A ticket to open. */
interface NewTicket {
  readonly form: Form;
  /** The fields that the form asks for. */
  readonly asked: readonly Definition[];
  /** The queue where it arrives. */
  readonly queue: QueueFields;
  readonly values: Readonly<Record<string, FieldValue>>;
  readonly files: FormFiles;
  /** The ticket that it follows up. */
  readonly refersTo: number | null;
}

/**
 * Opens a ticket for the customer and by the customer's own account. What its queue has no field for becomes part of the message, because RT would
 * drop it without a word. Answers its id.
 */
export async function createTicket(rt: Rt, customer: Customer, { form, asked, queue, values, files, refersTo }: NewTicket, key: string, context: WriteContext): Promise<number> {
  const text = (id: string): string => (typeof values[id] === 'string' ? plain(values[id]) : '');
  const parts: FormFile[] = [];
  const customFields: Record<string, unknown> = {};
  const lines: string[] = [];
  for (const { id } of form.fields) {
    const definition = asked.find(({ name }) => name === id);
    const value = definition === undefined ? null : toRt(definition, typeof values[id] === 'string' ? text(id) : values[id] ?? null);
    const has = definition !== undefined && holds(queue, definition, value);
    const picked = files[id] ?? [];
    const uploads = picked.map((file, index) => ({ field: has ? `field-${id}-${String(index)}`.replace(/[^\w-]/g, '-') : 'Attachments', file }));
    parts.push(...uploads);
    if (has && uploads.length > 0) customFields[id] = uploads.map(({ field }) => ({ UploadField: field }));
    else if (value === null || value.length === 0) continue;
    else if (has) customFields[id] = value;
    else lines.push(`${id}: ${Array.isArray(value) ? value.join(', ') : value}`);
  }
  const json = {
    Queue: queue.queue.Name, Subject: text('subject').trim(), ...content([text('message'), ...(lines.length === 0 ? [] : [lines.join('\n')])].join('\n\n')),
    // RT does not make the caller the requestor by itself
    Requestor: customer.email, CustomFields: customFields, ...(refersTo === null ? {} : { RefersTo: [String(refersTo)] }),
    // creation has no TxnCustomFields, but takes the name that RT's own form has for the field
    ...(queue.idempotencyFieldId === null ? {} : { [`Object-RT::Transaction--CustomField-${String(queue.idempotencyFieldId)}`]: key }),
  };
  const { status, data } = await rt.call(customer, {
    path: '/ticket', method: 'POST', writes: true, allow: [403], ...(parts.length === 0 ? { json } : { body: multipart(json, parts, context) }),
  });
  if (status === 403) throw new PortalError('forbidden', 'The customer may not open tickets in this queue.');
  return read(created, data, 'a new ticket').id;
}

/** Whether a queue's tickets have a field as the form asks for it, and take a value for it. */
function holds({ definitions }: QueueFields, { name, type }: Definition, value: string | string[] | null): boolean {
  const own = definitions.find((definition) => definition.name === name && definition.type === type);
  return own !== undefined && [value ?? []].flat().every((one) => own.options?.some((option) => option.value === one) ?? true);
}

/** @throws PortalError `invalid-input` for names that are none: RT cuts paths off, and some letters cannot stand in a header. */
export function refuseBadNames(files: FormFiles): void {
  const issues = Object.entries(files).flatMap(([field, list]) => list.flatMap(({ name }, index): Issue[] =>
    (/^\.{0,2}$|[/\\\p{Cc}]/u.test(name) ? [{ path: `${field}.${String(index)}`, code: 'file-name' }] : [])));
  if (issues.length > 0) throw new PortalError('invalid-input', 'A file has a name that is not one.', { issues });
}

/** Bytes of a subject. RT cuts off what is longer, in bytes of UTF-8 and without a word (DBIx::SearchBuilder::Record, TruncateValue). */
const SUBJECT_BYTES = 200;

/** @throws PortalError `invalid-input` for a subject of which RT would lose the end, with the number of characters that there is room for. */
export function refuseLongSubject({ subject }: Readonly<Record<string, FieldValue>>): void {
  if (typeof subject !== 'string') return;
  const text = subject.trim();
  const { read: limit } = new TextEncoder().encodeInto(text, new Uint8Array(SUBJECT_BYTES));
  if (limit < text.length) throw new PortalError('invalid-input', 'The subject is too long for Request Tracker.', { issues: [{ path: 'subject', code: 'too-long', limit }] });
}
