import { fold } from '../../contract/index.ts';
import { textOfHtml } from './text-of-html.ts';
import type { Row } from './answers.ts';
import { isPublic, PUBLIC, type Rt } from './rt.ts';
import { and, is, isNull, isOneOf, or, type Sql } from './ticket-sql.ts';

/**
 * Looking for a phrase. RT finds candidates, this file reads them, because RT alone cannot answer:
 * - its search of texts finds internal comments as well, in TicketSQL even for customers; only TransactionSQL can be held to public messages;
 * - its wildcards cannot be escaped on every database;
 * - it keeps text with letters outside of ASCII as quoted-printable (RFC 2045, 6.7), where `ü` is `=C3=BC` and any line may break after `=`;
 * - it finds HTML's tags and attributes.
 */
export class Phrase {
  readonly #phrase: string;
  readonly #word: string;

  constructor(text: string) {
    this.#phrase = normal(text);
    // The longest word narrows most; a whole phrase could be broken by line ends anywhere.
    this.#word = this.#phrase.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest), '');
  }

  /** Whether it stands in a plain text. */
  isIn(text: string): boolean {
    return normal(text).includes(this.#phrase);
  }

  /** What every ticket has in common that may hold the phrase. */
  candidatesSql(inMessages: boolean): Sql {
    const subject = or(spellings(this.#word).map((pattern) => like('Subject', pattern)));
    return inMessages ? or([subject, this.#contentSql()]) : subject;
  }

  /** Which of these tickets hold the phrase in a public message. From the time before a merge, RT does not find the texts of the merged ticket. */
  async ticketsWith(rt: Rt, rows: readonly Row[], signal?: AbortSignal): Promise<Set<number>> {
    const found = new Set<number>();
    if (rows.length === 0) return found;
    // TransactionSQL joins conditions on texts by AND, whatever it is told, so that it can have only one
    const letters = this.#word.match(/[a-z0-9]/g) ?? [];
    const where = and([
      PUBLIC, isOneOf('ObjectId', rows.map(({ id }) => id)), isNull('Filename'), is('ContentType', 'LIKE', 'text/'),
      ...(letters.length < 2 ? [] : [like('Content', letters.join('%'))]),
    ]);
    const ticketOf = new Map<number, number>();
    for (let page = 1; ; page += 1) {
      const hits = await rt.transactions(where, { order: [['id', 'ASC']], perPage: 100, page }, signal);
      for (const hit of hits.filter(isPublic)) if (hit.ObjectId !== undefined) ticketOf.set(hit.id, hit.ObjectId);
      if (hits.length < 100) break;
    }
    for (const { TransactionId, ContentType, Content } of await rt.texts('reader', [...ticketOf.keys()], signal)) {
      const ticket = ticketOf.get(TransactionId);
      if (ticket !== undefined && this.isIn(ContentType.startsWith('text/html') ? textOfHtml(Content) : Content)) found.add(ticket);
    }
    return found;
  }

  #contentSql(): Sql {
    const patterns = spellings(this.#word, true).flatMap((word) => [raw(word), quotedPrintable(word), asEntities(word)]).flatMap(broken);
    return or([...new Set(patterns)].map((pattern) => like('Content', pattern)));
  }
}

/** RT puts the asker's name in the place of `__CurrentUser__`; a wildcard in front says the same and is another word. */
const like = (column: 'Subject' | 'Content', pattern: string): Sql => is(column, 'LIKE', /^__\w*__$/.test(pattern) ? `%${pattern}` : pattern);

/** Case and white space make no difference. */
const normal = (text: string): string => fold(text).replace(/\s+/g, ' ').trim();

/** Whether lower case and upper case of a letter outside of ASCII may be taken for different ones by RT's database. */
export const isDoubtful = (letter: string): boolean => letter > '\x7f' && letter.toLowerCase() !== letter.toUpperCase();
const isWildcard = (letter: string): boolean => letter === '%' || letter === '_' || letter === '\\';

const DOUBTFUL = '\uffff';
const WILDCARD = '\ufffe';

/**
 * A word as patterns for LIKE. Doubtful letters become wildcards where enough others are left, and otherwise the word is looked for in the usual ways to
 * write it. `marked`: what becomes a wildcard is kept apart, because it is written differently in each way to store a text.
 */
function spellings(word: string, marked = false): string[] {
  const letters = [...word];
  const doubtful = letters.filter(isDoubtful).length;
  const writeIn = (text: string, hide: boolean): string => [...text].map((letter) => {
    if (isWildcard(letter)) return marked ? WILDCARD : '_';
    if (hide && isDoubtful(letter)) return marked ? DOUBTFUL : '_';
    return letter;
  }).join('');
  return doubtful === 0 ? [writeIn(word, false)]
    : letters.length - doubtful >= 3 ? [writeIn(word, true)]
      : [...new Set([word, word.toUpperCase(), (letters[0] ?? '').toUpperCase() + letters.slice(1).join('')])].map((text) => writeIn(text, false));
}

/** Enough letters to narrow by; the rest is read anyway. */
const LONGEST = 24;
/** From so many letters on, a word is rare enough with anything between them. */
const RARE = 6;

/** A word in pieces that a line's end or a tag may part, in one spelling or more: short words are taken apart one time after the other. */
function broken(tokens: readonly string[]): string[] {
  const pieces = tokens.slice(0, LONGEST);
  if (pieces.length >= RARE) return [pieces.join('%')];
  const apart = (between: string): string[] => pieces.slice(1).map((_piece, index) => `${pieces.slice(0, index + 1).join('')}${between}${pieces.slice(index + 1).join('')}`);
  return [pieces.join(''), ...apart('=\n'), ...apart('<%>')];
}

/** Text as it is. */
const raw = (word: string): string[] => [...word].map((letter) => (letter === DOUBTFUL || letter === WILDCARD ? '_' : letter));

/** Text in quoted-printable. */
const quotedPrintable = (word: string): string[] => [...word].flatMap((letter): string[] => {
  if (letter === DOUBTFUL) return ['=__', '=__'];
  if (letter === WILDCARD) return ['_'];
  if (letter === '=') return ['=3D'];
  if (letter <= '\x7f') return [letter];
  return [...new TextEncoder().encode(letter)].map((byte) => `=${byte.toString(16).toUpperCase()}`);
});

/** HTML that writes letters as entities. */
const asEntities = (word: string): string[] => [...word].map((letter) =>
  (letter === WILDCARD ? '_' : letter > '\x7f' || '&<>"\''.includes(letter) ? '&%;' : letter));
