import { DROPPED } from './sanitize-lists.ts';

/** Of the Sanitizer API only what is used here; TypeScript's DOM library does not know it yet. See https://wicg.github.io/sanitizer-api/ */
interface NativeSanitizer {
  new (config: { readonly removeElements: readonly string[]; readonly removeAttributes: readonly string[]; readonly comments: boolean }): object;
}
type SetHTML = (html: string, options: { readonly sanitizer: object }) => void;

type Purify = (html: string) => Element;

let native: ((html: string) => Element) | undefined;
let purify: Purify | undefined;
let loading: Promise<void> | undefined;

/** How untrusted HTML becomes an inert tree; tests choose. */
export type SanitizerKind = 'native' | 'dompurify';

/**
 * Whether HTML can be parsed at once. Where the browser has no sanitiser of its own, DOMPurify has to be fetched first:
 * `loadSanitizer()`.
 */
export const sanitizerReady = (kind: SanitizerKind = defaultKind()): boolean => kind === 'native' || purify !== undefined;

/** Fetches DOMPurify where it is needed. Never rejects: where it cannot be had, `parseInert` answers undefined and the caller shows plain text. */
export function loadSanitizer(kind: SanitizerKind = defaultKind()): Promise<void> {
  if (sanitizerReady(kind)) return Promise.resolve();
  loading ??= import('dompurify').then(({ default: DOMPurify }) => {
    // A mail that is nothing but a frameset has no body.
    purify = (html) => (DOMPurify.sanitize(html, {
      RETURN_DOM: true, FORBID_TAGS: [...DROPPED], FORBID_CONTENTS: [...DROPPED], FORBID_ATTR: ['style'], ALLOW_ARIA_ATTR: false,
    }) as unknown as Element | null) ?? document.implementation.createHTMLDocument('').body;
  }, () => undefined).finally(() => { loading = undefined; });
  return loading;
}

const hasNative = (): boolean => 'setHTML' in Element.prototype && 'Sanitizer' in globalThis;
const defaultKind = (): SanitizerKind => (hasNative() ? 'native' : 'dompurify');

/**
 * Parses untrusted HTML into a tree in a document of its own, in which nothing runs and nothing is loaded, with all that could
 * do harm taken out by the browser's sanitiser or by DOMPurify. The caller copies from it what its allow-list names.
 * @returns undefined where this browser has no means to do it safely: DOMPurify not loaded, or forbidden by the page's Trusted Types.
 */
export function parseInert(html: string, kind: SanitizerKind = defaultKind()): Element | undefined {
  const quiet = withoutReports(html);
  if (kind === 'native') {
    native ??= nativeParser();
    return native(quiet);
  }
  try {
    return purify?.(quiet);
  } catch {
    // The page enforces Trusted Types and allows no policy.
    return undefined;
  }
}

function nativeParser(): (html: string) => Element {
  const Sanitizer = (globalThis as unknown as { Sanitizer: NativeSanitizer }).Sanitizer;
  const sanitizer = new Sanitizer({ removeElements: DROPPED, removeAttributes: [], comments: false });
  return (html) => {
    const { body } = document.implementation.createHTMLDocument('');
    (body as unknown as { setHTML: SetHTML }).setHTML(html, { sanitizer });
    return body;
  };
}

/**
 * Gives style and event attributes other names before anything is parsed: a strict content security policy reports each of
 * them at parsing, even in a document where none can act. Safety does not rest on this: what slips through is
 * sanitised like everything else and costs a report.
 */
const withoutReports = (html: string): string =>
  html.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s"'/])(style|on[a-z]+)(?=\s*=)/gi, '$1data-$2'));
