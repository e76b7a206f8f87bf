import { appendText, makeLink, safeHref } from './message-links.ts';
import { ATTRIBUTES, DROPPED, KEPT } from './sanitize-lists.ts';
import { parseInert, type SanitizerKind } from './sanitize-parse.ts';
import { markQuotes, styleOf } from './sanitize-quotes.ts';
import { applyStyle, isHidden } from './sanitize-style.ts';

/** How a mail is to be shown. */
export interface SanitizeOptions {
  /** Load images from other sites. */
  readonly remoteImages: boolean;
  /** The name of the message's own picture with this `Content-ID`; undefined where it has none. */
  readonly pictureName: (contentId: string) => string | undefined;
  /** Wraps quoted history into something that folds. */
  readonly fold: (quote: HTMLElement) => HTMLElement;
  /** What a person reads in place of an image that is not there. */
  readonly missingImage: (alt: string) => string;
  /** For tests: which of the two parsers. */
  readonly kind?: SanitizerKind;
}

/** A mail that can be shown. */
export interface SanitizedMail {
  readonly fragment: DocumentFragment;
  /** How many images from other sites were left out. */
  readonly blockedImages: number;
  /** Images of the message's own files, by `Content-ID`, that wait for their `src`. */
  readonly ownImages: ReadonlyMap<string, readonly HTMLImageElement[]>;
}

const DROP = new Set(DROPPED);
const DEEPEST = 120;
/** Images of this many pixels or fewer are there to count readers. */
const PIXEL = 3;

/**
 * Turns the HTML of a mail into elements that may stand in the page. It is parsed where nothing can run or load, freed of the
 * dangerous by the browser's sanitiser or DOMPurify, and then *built anew*: only elements, attributes, addresses and
 * styles that an allow-list names are made, one by one, so that nothing depends on how markup is written or parsed a second time.
 * @returns undefined where this browser cannot parse it safely; show plain text then.
 */
export function sanitizeMail(source: string, options: SanitizeOptions): SanitizedMail | undefined {
  const root = parseInert(source, options.kind);
  if (root === undefined) return undefined;
  const builder = new MailBuilder(markQuotes(root), options);
  const fragment = document.createDocumentFragment();
  builder.children(root, fragment, 0);
  trimEnd(fragment);
  for (const { previousSibling, parentNode } of builder.folds) if (parentNode !== null) trimEnd(parentNode, previousSibling);
  return { fragment, blockedImages: builder.blockedImages, ownImages: builder.ownImages };
}

class MailBuilder {
  blockedImages = 0;
  readonly ownImages = new Map<string, HTMLImageElement[]>();
  /** What folds quoted history. */
  readonly folds: HTMLElement[] = [];
  readonly #quotes: ReadonlySet<Element>;
  readonly #options: SanitizeOptions;
  #inLink = false;

  constructor(quotes: ReadonlySet<Element>, options: SanitizeOptions) {
    this.#quotes = quotes;
    this.#options = options;
  }

  children(source: Node, target: Node, depth: number): void {
    for (const child of source.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.#text(child.nodeValue ?? '', target);
      else if (child.nodeType === Node.ELEMENT_NODE) this.#element(child as Element, target, depth + 1);
    }
  }

  #text(value: string, target: Node): void {
    if (this.#inLink) target.appendChild(document.createTextNode(value));
    else appendText(target, value);
  }

  #element(source: Element, target: Node, depth: number): void {
    const name = source.localName.toLowerCase();
    if (source.namespaceURI !== 'http://www.w3.org/1999/xhtml' || DROP.has(name) || isHidden(styleOf(source))) return;
    if (this.#quotes.has(source)) {
      const quote = document.createElement('div');
      this.#fill(quote, source, name, depth);
      const fold = this.#options.fold(quote);
      this.folds.push(fold);
      target.appendChild(fold);
    } else if (name === 'img') this.#image(source, target);
    else if (name === 'a') this.#link(source, target, depth);
    else {
      const made = KEPT.get(name);
      // Endless nesting is not deep, it is an attack; what it holds stays.
      if (made === undefined || depth > DEEPEST) this.children(source, target, depth);
      else {
        const element = document.createElement(made);
        this.#fill(element, source, name, depth);
        target.appendChild(element);
      }
    }
  }

  #fill(element: HTMLElement, source: Element, name: string, depth: number): void {
    applyStyle(element, styleOf(source), source.getAttribute('color'));
    copyAttributes(source, element, name);
    if (/^h[1-6]$/.test(name)) element.className = 'mail-heading';
    if (name === 'table') describeTable(source, element);
    const align = name === 'center' ? 'center' : source.getAttribute('align')?.toLowerCase();
    if (name !== 'table' && align !== undefined && /^(?:left|right|center|justify)$/.test(align)) element.style.textAlign = align;
    if (!element.hasAttribute('dir') && element.style.direction === '' && holdsText(source, name)) element.dir = 'auto';
    this.children(source, element, depth);
  }

  #link(source: Element, target: Node, depth: number): void {
    const href = safeHref(source.getAttribute('href') ?? '');
    if (href === undefined || this.#inLink) {
      this.children(source, target, depth);
      return;
    }
    const link = makeLink(href);
    this.#inLink = true;
    this.children(source, link, depth);
    this.#inLink = false;
    const isEmpty = link.textContent.trim() === '';
    if (isEmpty && link.querySelector('img') === null) {
      // Its image was left out: the site stands for it. One that never had anything in it goes.
      if (source.querySelector('img') === null) return;
      link.textContent = new URL(href).host || href;
    } else if (isEmpty && link.querySelector('img[alt]:not([alt=""])') === null) link.setAttribute('aria-label', href);
    // Where it leads is to be seen also where the text says something else.
    if (link.textContent.trim() !== href) link.title = href;
    target.appendChild(link);
  }

  #image(source: Element, target: Node): void {
    const address = (source.getAttribute('src') ?? '').trim();
    const image = document.createElement('img');
    image.alt = source.getAttribute('alt') ?? '';
    copyAttributes(source, image, 'img');
    const contentId = /^cid:(.+)$/i.exec(address)?.[1];
    if (contentId !== undefined) this.#ownImage(image, decode(contentId), source.hasAttribute('alt'), target);
    else if (/^data:image\/(?:png|jpe?g|gif|webp|bmp|avif);base64,[a-z\d+/=\s]+$/i.test(address)) {
      image.src = address;
      target.appendChild(image);
    } else if (/^(?:https?:)?\/\//i.test(address)) this.#remoteImage(image, address, target);
    else this.#alternative(image.alt, target);
  }

  #ownImage(image: HTMLImageElement, contentId: string, hasAlt: boolean, target: Node): void {
    const name = this.#options.pictureName(contentId);
    if (name === undefined) {
      this.#alternative(this.#options.missingImage(image.alt), target);
      return;
    }
    if (!hasAlt) image.alt = name;
    this.ownImages.set(contentId, [...this.ownImages.get(contentId) ?? [], image]);
    target.appendChild(image);
  }

  #remoteImage(image: HTMLImageElement, address: string, target: Node): void {
    const isPixel = [image.getAttribute('width'), image.getAttribute('height')].some((size) => size !== null && Number(size) <= PIXEL);
    if (isPixel) return;
    if (!this.#options.remoteImages) {
      this.blockedImages += 1;
      this.#alternative(image.alt, target);
      return;
    }
    image.referrerPolicy = 'no-referrer';
    image.loading = 'lazy';
    image.src = address.startsWith('//') ? `https:${address}` : address;
    target.appendChild(image);
  }

  /** The text that stands for an image. */
  #alternative(alt: string, target: Node): void {
    if (alt.trim() === '') return;
    const span = document.createElement('span');
    span.className = 'image-text';
    span.textContent = alt;
    target.appendChild(span);
  }
}

const LEAVES = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'td', 'th', 'dt', 'dd', 'pre', 'caption', 'figcaption']);
const BOXES = new Set(['div', 'blockquote', 'section', 'article', 'center']);

/** Whether an element is a paragraph, so that its own words say which way it runs. */
const holdsText = (source: Element, name: string): boolean =>
  LEAVES.has(name) || (BOXES.has(name) && [...source.childNodes].some(({ nodeType, nodeValue }) => nodeType === Node.TEXT_NODE && nodeValue?.trim() !== ''));

/** `cid:` addresses are percent-encoded (RFC 2392). */
function decode(contentId: string): string {
  try {
    return decodeURIComponent(contentId);
  } catch {
    return contentId;
  }
}

/** Removes empty lines at the end of an element, or before one of its nodes: signatures and quotes leave many. */
function trimEnd(parent: Node, last: Node | null = parent.lastChild): void {
  for (let node = last; node !== null;) {
    const before: Node | null = node.previousSibling;
    const holdsSomething = node instanceof HTMLElement && (node.localName === 'img' || node.localName === 'hr' || node.querySelector('img, hr, details') !== null);
    if (holdsSomething || (node.textContent ?? '').trim() !== '') return;
    parent.removeChild(node);
    node = before;
  }
}

/** What an attribute's value may look like, where the element does not see to it itself. */
const VALUES: Readonly<Record<string, RegExp>> = {
  dir: /^(?:ltr|rtl|auto)$/i, lang: /^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}$/i, scope: /^(?:col|row|colgroup|rowgroup)$/i, type: /^[1aAiI]$/,
  colspan: /^\d{1,3}$/, rowspan: /^\d{1,3}$/, span: /^\d{1,3}$/, start: /^-?\d{1,6}$/, value: /^-?\d{1,6}$/, width: /^\d{1,4}$/, height: /^\d{1,4}$/,
};

function copyAttributes(source: Element, target: HTMLElement, name: string): void {
  for (const attribute of [...ATTRIBUTES['*'] ?? [], ...(Object.hasOwn(ATTRIBUTES, name) ? ATTRIBUTES[name] ?? [] : [])]) {
    const value = source.getAttribute(attribute)?.trim();
    if (value !== undefined && value !== '' && (VALUES[attribute]?.test(value) ?? true)) target.setAttribute(attribute, value);
  }
}

/** Tables of a mail lay it out unless they have a border or head cells; only then are they tables to a screen reader. */
function describeTable(source: Element, table: HTMLElement): void {
  const border = Number.parseInt(source.getAttribute('border') ?? '0', 10);
  const isData = border > 0 || source.querySelector(':scope > * > tr > th') !== null || /border(?:-collapse)?:\s*(?:collapse|\d+(?:\.\d+)?p[xt] solid)/i.test(styleOf(source));
  if (isData) table.className = 'mail-table';
  else table.setAttribute('role', 'presentation');
}
