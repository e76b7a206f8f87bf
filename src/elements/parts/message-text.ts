import { appendText } from './message-links.ts';
import { splitQuotes } from './message-quotes.ts';

/** Builds a plain text: paragraphs that each run in the direction of their own words, line breaks kept, addresses as links, quoted history folded. */
export function textFragment(text: string, fold: (quote: HTMLElement) => HTMLElement): DocumentFragment {
  const fragment = document.createDocumentFragment();
  for (const { quoted, text: part } of splitQuotes(text)) {
    const target = quoted ? document.createElement('div') : fragment;
    for (const paragraph of paragraphs(part)) {
      const element = document.createElement('p');
      element.dir = 'auto';
      appendText(element, paragraph);
      target.appendChild(element);
    }
    if (target instanceof HTMLElement) fragment.appendChild(fold(target));
  }
  return fragment;
}

/** Lines without a blank one between them, as one text. */
function paragraphs(text: string): string[] {
  const found: string[][] = [[]];
  for (const line of text.split('\n')) {
    if (line.trim() !== '') found.at(-1)?.push(line);
    else if (found.at(-1)?.length !== 0) found.push([]);
  }
  return found.filter(({ length }) => length > 0).map((lines) => lines.join('\n').trimEnd());
}

/** The text of HTML that this browser cannot parse safely: better than nothing, and never more than text. */
export function roughText(html: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: ' ' };
  return html
    .replace(/<!--[^]*?(?:-->|$)|<(script|style|title|template)\b[^]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^>]*>/gi, '\n')
    .replace(/<\/?[a-z!][^>]*>/gi, '')
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/gi, (_, name: string) => entities[name.toLowerCase()] ?? '')
    .replace(/\n{3,}/g, '\n\n').trim();
}
