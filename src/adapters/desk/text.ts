import { Parser } from 'htmlparser2';

/** What readers never see. */
const HIDDEN = new Set(['script', 'style', 'title', 'template', 'noscript']);
/** What does not part the words before and behind it. */
const INLINE = new Set(['a', 'abbr', 'b', 'bdi', 'bdo', 'cite', 'code', 'em', 'font', 'i', 'mark', 'q', 's', 'small', 'span', 'strong', 'sub', 'sup', 'u', 'wbr']);

/** The text that a reader of an HTML mail sees, to search in. Never to be shown. */
export function textOfHtml(html: string): string {
  let text = '';
  let hidden = 0;
  const part = (name: string): void => {
    if (!INLINE.has(name)) text += ' ';
  };
  const parser = new Parser({
    onopentagname: (name) => {
      if (HIDDEN.has(name)) hidden += 1;
      part(name);
    },
    onclosetag: (name) => {
      if (HIDDEN.has(name)) hidden -= 1;
      part(name);
    },
    ontext: (piece) => {
      if (hidden === 0) text += piece;
    },
  });
  parser.end(html);
  return text;
}

/** The number that a folded text is to the filter language; null for any other text. */
export function numberIn(folded: string): number | null {
  const number = folded.trim() === '' ? Number.NaN : Number(folded);
  return Number.isFinite(number) ? number : null;
}

/** The moment (milliseconds since 1970) that a folded text is to the filter language; null for any other text. A day is its first moment in UTC. */
export function momentIn(folded: string): number | null {
  const moment = /^\d{4}-\d\d-\d\d(t[\d:.]+z)?$/.test(folded) ? Date.parse(folded.toUpperCase()) : Number.NaN;
  return Number.isNaN(moment) ? null : moment;
}

/** PostgreSQL's text has no NUL, and neither database keeps half a character. */
export const plain = (text: string): string => text.replaceAll('\0', '').toWellFormed();
/** Whether a database can hold a text as it is. */
export const isPlain = (text: string): boolean => plain(text) === text;

/** A moment of a database as the contract writes it. */
export const isoOf = (moment: number): string => new Date(moment).toISOString();
