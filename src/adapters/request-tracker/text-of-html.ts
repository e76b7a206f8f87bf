import { Parser } from 'htmlparser2';

const UNREAD = new Set(['script', 'style', 'title', 'template']);
/** Elements inside a line; all others end a word. */
const INLINE = new Set(['a', 'abbr', 'b', 'bdi', 'bdo', 'cite', 'code', 'del', 'em', 'font', 'i', 'ins', 'kbd', 'mark', 'q', 's', 'small', 'span', 'strong', 'sub', 'sup', 'tt', 'u', 'var', 'wbr']);

/** The text that a reader of an HTML mail sees, for searching in. */
export function textOfHtml(html: string): string {
  let text = '';
  let unread = 0;
  const parser = new Parser({
    onopentag(name) {
      if (UNREAD.has(name)) unread += 1;
      if (!INLINE.has(name)) text += ' ';
    },
    onclosetag(name) {
      if (UNREAD.has(name)) unread -= 1;
      if (!INLINE.has(name)) text += ' ';
    },
    ontext(part) {
      if (unread === 0) text += part;
    },
  });
  parser.end(html);
  return text;
}
