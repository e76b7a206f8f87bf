import { PortalError, type Attachment, type Channel, type FileSource, type Message } from '../../contract/index.ts';
import { attachmentContent, read, type Part, type Row, type Transaction } from './answers.ts';
import { iso } from './mapping.ts';
import { unquotedName } from './multipart.ts';
import type { People, Role } from './people.ts';
import type { Rt, Voice } from './rt.ts';
import type { Identity } from './scope.ts';

/** A ticket whose conversation is read, and who reads it. */
export interface Conversation {
  readonly rt: Rt;
  readonly people: People;
  readonly identity: Identity;
  readonly row: Row;
  /** The customer's own account where RT lets it see the ticket, else the reader. */
  readonly voice: Voice;
}

/** The newest messages, and where the next page begins, if there is one. `before` is the id of a message. */
export async function messagesOf(conversation: Conversation, before: number | undefined, limit: number, signal?: AbortSignal): Promise<{ items: Message[]; next: number | null }> {
  const { rt, row, voice } = conversation;
  const conditions = before === undefined ? [] : [{ field: 'id', operator: '<', value: before }];
  const perPage = Math.min(100, limit + 1);
  const found = await rt.messages(voice, row.id, conditions, perPage, signal);
  const page = found.slice(0, limit);
  // a hundred is all that RT gives at once
  const more = found.length > limit || (limit === perPage && found.length === limit);
  return { items: await present(conversation, page, signal), next: more ? page.at(-1)?.id ?? null : null };
}

/** One message. Null where the ticket has no such public one. */
export async function messageOf(conversation: Conversation, messageId: number, signal?: AbortSignal): Promise<Message | null> {
  const { rt, row, voice } = conversation;
  const found = await rt.messages(voice, row.id, [{ field: 'id', operator: '=', value: messageId }], 1, signal);
  return (await present(conversation, found.filter(({ id }) => id === messageId), signal))[0] ?? null;
}

async function present({ rt, people, identity: { customer }, row, voice }: Conversation, found: readonly Transaction[], signal?: AbortSignal): Promise<Message[]> {
  const ids = found.map(({ id }) => id);
  const [parts, texts, authors] = await Promise.all([
    rt.parts(voice, ids, [], signal), rt.texts(voice, ids, signal),
    Promise.all(found.map(({ Creator }) => people.author(Creator.id, row, signal))),
  ]);
  const me = (await people.customer(customer.email, signal))?.login;
  return found.flatMap(({ id, Type, Created, Creator }, index): Message[] => {
    const { role, name } = authors[index] ?? { role: 'system', name: '' };
    const own = parts.filter(({ TransactionId }) => TransactionId === id);
    // a ticket that was opened without a word
    if (own.length === 0) return [];
    const body = (type: string): string | null => {
      const found = texts.filter(({ TransactionId, ContentType }) => TransactionId === id && ContentType.startsWith(type)).map(({ Content }) => Content);
      return found.length === 0 ? null : found.join('\n');
    };
    const html = body('text/html');
    return [{
      id: String(id), author: { name, role, isMe: Creator.id === me }, created: iso(Created),
      text: body('text/plain') ?? (html === null ? '' : null), html,
      attachments: own.filter(isFile).map(attachmentOf), channel: channelOf(own, Type, role),
    }];
  });
}

/** A part that is a file of its own, or an image within the HTML. A reply without text leaves an empty part without a name. */
function isFile({ ContentType, Filename, ContentLength }: Part): boolean {
  if (Filename !== '') return true;
  return ContentLength > 0 && !/^(?:text\/(?:plain|html)|multipart\/|message\/)/i.test(ContentType);
}

/** RT counts the bytes of what it gives out; it keeps texts as UTF-8, so those of a text file may be others than were sent. */
function attachmentOf(part: Part): Attachment {
  const { id, ContentType, Filename, ContentLength } = part;
  const contentId = header(part, 'Content-ID')?.replace(/^<|>$/g, '') ?? '';
  return {
    id: String(id), name: Filename === '' ? `${ContentType.split('/')[0] ?? 'file'}-${String(id)}` : unquotedName(Filename),
    type: ContentType, size: ContentLength, contentId: contentId === '' ? null : contentId,
  };
}

function header({ Headers }: Part, name: string): string | null {
  const lines = Headers.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const line = lines.find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line === undefined ? null : line.slice(name.length + 1).trim();
}

/** RT notes on a message's first part how it came in. Agents work in its web pages. */
function channelOf(parts: readonly Part[], type: string, role: Role): Channel {
  const source = parts.map((part) => header(part, 'X-RT-Interface')).find((value) => value !== null);
  if (source === 'Email') return 'email';
  if (source === 'REST' && role === 'customer') return type === 'Create' ? 'form' : 'portal';
  return 'other';
}

/**
 * A file of a public message of this ticket. The web pages of RT stream it, and take the token as REST2 does; where they cannot be reached, REST2
 * gives it as one piece of base64. Null where message and file do not belong together and to the ticket.
 */
export async function fileOf({ rt, row, voice }: Conversation, messageId: number, attachmentId: number, signal?: AbortSignal): Promise<FileSource | null> {
  const [messages, parts] = await Promise.all([
    rt.messages(voice, row.id, [{ field: 'id', operator: '=', value: messageId }], 1, signal),
    rt.parts(voice, [messageId], [{ field: 'id', operator: '=', value: attachmentId }], signal),
  ]);
  const part = parts.find(({ id, TransactionId }) => id === attachmentId && TransactionId === messageId);
  if (part === undefined || !isFile(part) || !messages.some(({ id }) => id === messageId)) return null;
  const { name, type, size } = attachmentOf(part);
  const page = voice === 'reader' ? 'Ticket' : 'SelfService';
  const path = `/${page}/Attachment/${String(messageId)}/${String(attachmentId)}/file`;
  const body = await rt.client.stream({ path, token: await rt.token(voice, signal), signal, allow: [301, 302, 303, 307, 401, 403, 404] });
  const content = body ?? await fromRest(rt, voice, attachmentId, signal);
  return { name, type, size, stream: () => exactly(content, size) };
}

async function fromRest(rt: Rt, voice: Voice, attachmentId: number, signal?: AbortSignal): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const { data } = await rt.call(voice, { path: `/attachment/${String(attachmentId)}?fields=Content`, signal });
  const bytes = Uint8Array.from(atob(read(attachmentContent, data, 'an attachment').Content.replace(/\s+/g, '')), (letter) => letter.charCodeAt(0));
  return new Blob([bytes]).stream();
}

/** To who may not see a file, RT's pages answer 200 and nothing; an answer of another length than the file's is none. */
function exactly(body: ReadableStream<Uint8Array<ArrayBuffer>>, size: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let seen = 0;
  return body.pipeThrough(new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      seen += chunk.length;
      if (seen > size) throw wrongLength();
      controller.enqueue(chunk);
    },
    flush() {
      if (seen !== size) throw wrongLength();
    },
  }));
}

const wrongLength = (): PortalError => new PortalError('bad-response', 'Request Tracker gave another number of bytes than the file has.');
