import type { Random } from '../policy/random.ts';
import type { KeptMessage, System } from './system.ts';

/** A file of a case. */
export interface CaseFile { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }

/** What somebody wants to be there once. */
export interface Sending {
  /** A reply to this ticket, or a new one. */
  readonly ticketId: string | null;
  readonly subject: string;
  readonly text: string;
  readonly files: readonly CaseFile[];
}

const NAMES = ['견적서 최종', '日本語 ファイル', 'Größe – Übersicht (1)', 'отчёт №5', 'صورة الجهاز', 'קובץ', '🧪 probe 🧷', 'naïve “quoted” name', "it's", 'a+b&c=d %41', 'i̇stanbul', 'file'];
const WORDS = ['The widget', 'stands still', '다시 멈췄습니다', 'schließt nicht', '回転しません', '🤖', 'since “yesterday”', '<b>not bold</b>', 'لا يدور', '100 %', 'again & again'];

/** Two files of random bytes, from one byte to some slices; the names of both may be the same. */
export function randomFiles(random: Random, largest: number): CaseFile[] {
  const first = random.pick(NAMES);
  return [first, random.chance(0.1) ? first : `${random.pick(NAMES)} 2`].map((name) => {
    const bytes = new Uint8Array(Math.ceil(Math.exp(random.next() * Math.log(largest))));
    for (let index = 0; index < bytes.length; index++) bytes[index] = random.below(256);
    return { name: `${name}.bin`, bytes };
  });
}

export function randomText(random: Random, mark: string): string {
  const words = Array.from({ length: 3 + random.below(12) }, () => random.pick(WORDS)).join(' ');
  return `${mark}: ${words}`;
}

/**
 * What is wrong with what the ticketing system has of a sending; null where it is there once, whole, and nothing else.
 * @param options `isAnswered`: a ticket that was opened may hold more by now.
 */
export async function problemOf(system: System, sending: Sending, { isAnswered = false } = {}): Promise<string | null> {
  if (sending.ticketId !== null) return problemOfConversation(system, sending.ticketId, [sending]);
  const tickets = await system.ticketsOf(sending.subject);
  const [only] = tickets;
  if (only === undefined || tickets.length > 1) return `${String(tickets.length)} tickets instead of one`;
  const messages = await system.conversation(only);
  return messages.length === 1 || isAnswered ? difference(messages[0], sending) : `${String(messages.length)} messages in the ticket instead of one`;
}

/** What is wrong with the replies of a ticket; null where they are these, in this order, and nothing else. */
export async function problemOfConversation(system: System, ticketId: string, sent: readonly Sending[]): Promise<string | null> {
  const [, ...replies] = await system.conversation(ticketId);
  if (replies.length !== sent.length) return `${String(replies.length)} replies instead of ${String(sent.length)}`;
  return sent.map((sending, index) => difference(replies[index], sending)).find((problem) => problem !== null) ?? null;
}

function difference(kept: KeptMessage | undefined, { text, files }: Sending): string | null {
  if (kept?.text !== text) return `another text: ${JSON.stringify(kept?.text.slice(0, 200))} instead of ${JSON.stringify(text.slice(0, 200))}`;
  if (kept.files.length !== files.length) return `${String(kept.files.length)} files instead of ${String(files.length)}: ${kept.files.map(({ name }) => name).join(', ')}`;
  for (const [index, { name, bytes }] of files.entries()) {
    const there = kept.files[index];
    if (there?.name !== name) return `a file named ${JSON.stringify(there?.name)} instead of ${JSON.stringify(name)}`;
    if (!Buffer.from(there.bytes).equals(bytes)) return `other bytes in ${JSON.stringify(name)}: ${String(there.bytes.length)} instead of ${String(bytes.length)}`;
  }
  return null;
}
