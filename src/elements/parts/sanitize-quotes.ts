import { isAttribution, isHeadLine, isSeparator } from './message-quotes.ts';

/** What mail programs call the box around the mail that they quote. */
const QUOTE = [
  'blockquote', '.gmail_quote', '.gmail_quote_container', '.yahoo_quoted', '.protonmail_quote', '.zmail_extra', '.tutanota_quote', '.moz-forward-container',
  '.front-blockquote', '.ydp-quoted', '#OLK_SRC_BODY_SECTION', '#mail-editor-reference-message-container', '#replySplit', '.zendesk-quoted',
].join(',');

/** What they put before quoted mail that has no box: everything after it is quoted. */
const SEPARATORS = '#appendonsend, #divRplyFwdMsg, #x_divRplyFwdMsg, #stopSpelling, .OutlookMessageHeader, .moz-email-headers-table';

const text = (node: Node): string => (node.textContent ?? '').replace(/[\s\u00a0\u200b]+/g, ' ').trim();

/**
 * Finds the quoted history of a mail, while its classes and ids are still there, and moves what belongs together into one element each.
 * @param root The inert tree; it is changed. @returns the outermost quotes; none where a mail is nothing but a quote, so that it is not hidden.
 */
export function markQuotes(root: Element): ReadonlySet<Element> {
  const quotes = new Set<Element>();
  const separator = findSeparator(root);
  const rest = separator === undefined ? undefined : cutAfter(root, separator);
  let last: Element | undefined;
  for (const quote of root.querySelectorAll(QUOTE)) {
    // In the order of the document: what is inside of a quote is inside of the one found last.
    if (rest?.contains(quote) === true || last?.contains(quote) === true || text(quote) === '') continue;
    last = withAttribution(quote);
    quotes.add(last);
  }
  if (rest !== undefined) quotes.add(rest);
  const lastWords = lastOwnWords(root, quotes);
  if (lastWords === undefined) return new Set();
  // A short quote with an answer below it is read together with that answer.
  for (const quote of quotes) if (isShortQuote(quote) && follows(lastWords, quote)) quotes.delete(quote);
  return quotes;
}

/** The first sign that a quoted mail without a box starts: Outlook's, or the dashed line of older programs. */
function findSeparator(root: Element): Element | undefined {
  const known = root.querySelector(SEPARATORS);
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode() as Element | null; node !== null; node = walker.nextNode() as Element | null) {
    if (node === known || isOutlookHead(node)) return node;
    if (node.childElementCount === 0 && isSeparator(node.textContent)) return node;
  }
  return undefined;
}

/** Outlook's head of a quoted mail: a box with a line on top (or, on phones, none) that starts with "From:" in bold. */
function isOutlookHead(element: Element): boolean {
  if (element.localName !== 'div' || !/border-top:\s*solid|border:\s*none/i.test(styleOf(element))) return false;
  return isHeadLine(text(element).slice(0, 60));
}

/** The style as it was written; it has another name in the inert tree, see `sanitize-parse.ts`. */
export const styleOf = (element: Element): string => element.getAttribute('data-style') ?? element.getAttribute('style') ?? '';

/** Moves everything from an element to the end of the mail into one element, at the end. */
function cutAfter(root: Element, start: Element): Element {
  let from: Element = start;
  const line = from.previousElementSibling;
  if (line?.localName === 'hr') from = line;
  const { ownerDocument } = root;
  const range = ownerDocument.createRange();
  range.setStartBefore(from);
  range.setEnd(root, root.childNodes.length);
  const quote = ownerDocument.createElement('div');
  quote.append(range.extractContents());
  root.append(quote);
  return quote;
}

/** The quote together with "On 3 May, Agnes wrote:" in front of it, if that is not inside of it. */
function withAttribution(quote: Element): Element {
  let before: ChildNode | null = quote.previousSibling;
  const between: ChildNode[] = [];
  while (before !== null && (before.nodeName === 'BR' || (before.nodeType === Node.TEXT_NODE && text(before) === ''))) {
    between.unshift(before);
    before = before.previousSibling;
  }
  if (before === null || !(isAttribution(text(before)) || (before instanceof Element || before.nodeType === Node.ELEMENT_NODE) && (before as Element).matches('.moz-cite-prefix, .gmail_attr'))) return quote;
  const both = quote.ownerDocument.createElement('div');
  before.before(both);
  both.append(before, ...between, quote);
  return both;
}

/** So long a quote between answers may be, in characters. */
const SHORT = 300;
const isShortQuote = (quote: Element): boolean => quote.localName === 'blockquote' && !quote.hasAttribute('type') && !quote.hasAttribute('class') && text(quote).length <= SHORT;
const follows = (node: Node, before: Node): boolean => (before.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

/** The last thing to read outside of the quotes: a text or a picture. */
function lastOwnWords(root: Element, quotes: ReadonlySet<Element>): Node | undefined {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_ALL, (node) => {
    if (quotes.has(node as Element)) return NodeFilter.FILTER_REJECT;
    const counts = node.nodeName === 'IMG' || (node.nodeType === Node.TEXT_NODE && text(node) !== '');
    return counts ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
  });
  let last: Node | undefined;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) last = node;
  return last;
}
