import { sql, type Expression, type SqlBool } from 'kysely';
import type { Attachment, Message } from '../../contract/index.ts';
import { abortable } from './errors.ts';
import type { Db } from './schema.ts';
import { isoOf } from './text.ts';

/** A message or an internal note with its author. */
export interface MessageRecord {
  readonly id: number; readonly ticket_id: number; readonly is_public: number; readonly thread: number; readonly created: number;
  readonly text: string | null; readonly html: string | null; readonly channel: Message['channel'];
  readonly person_id: number | null; readonly agent_id: number | null; readonly person_name: string | null; readonly agent_name: string | null;
}

/** Messages and notes `m` of tickets, newest first. */
export async function selectMessages(db: Db, conditions: readonly Expression<SqlBool>[], limit: number | null, signal?: AbortSignal): Promise<MessageRecord[]> {
  const query = db.selectFrom('desk_message as m')
    .leftJoin('desk_person as person', 'person.id', 'm.person_id').leftJoin('desk_agent as agent', 'agent.id', 'm.agent_id')
    .select(['m.id', 'm.ticket_id', 'm.is_public', 'm.thread', 'm.created', 'm.text', 'm.html', 'm.channel', 'm.person_id', 'm.agent_id'])
    .select(['person.name as person_name', 'agent.name as agent_name'])
    .where(sql<SqlBool>`${sql.join(conditions, sql` and `)}`).orderBy('m.created', 'desc').orderBy('m.id', 'desc');
  return (limit === null ? query : query.limit(limit)).execute(abortable(signal));
}

/** Messages as the person with this id sees them. */
export async function messagesOf(db: Db, records: readonly MessageRecord[], personId: number | null, signal?: AbortSignal): Promise<Message[]> {
  const attachments = await attachmentsOf(db, records.map(({ id }) => id), signal);
  return records.map((record) => ({
    id: String(record.id),
    author: { name: record.agent_name ?? record.person_name ?? '', role: roleOf(record), isMe: record.person_id !== null && record.person_id === personId },
    created: isoOf(record.created), text: record.text, html: record.html, channel: record.channel, attachments: attachments.get(record.id) ?? [],
  }));
}

const roleOf = ({ person_id, agent_id }: MessageRecord): Message['author']['role'] =>
  (agent_id !== null ? 'agent' : person_id !== null ? 'customer' : 'system');

async function attachmentsOf(db: Db, messageIds: readonly number[], signal?: AbortSignal): Promise<ReadonlyMap<number, Attachment[]>> {
  if (messageIds.length === 0) return new Map();
  const rows = await db.selectFrom('desk_attachment').select(['id', 'message_id', 'name', 'type', 'size', 'content_id'])
    .where('message_id', 'in', messageIds).orderBy('id').execute(abortable(signal));
  const byMessage = Map.groupBy(rows, ({ message_id }) => message_id);
  return new Map([...byMessage].map(([id, files]) => [id, files.map((file) => (
    { id: String(file.id), name: file.name, type: file.type, size: file.size, contentId: file.content_id }))]));
}
