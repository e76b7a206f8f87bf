/** Elements of mail that stay, by what becomes of them: the element that is made instead, or `span`/`div` where only the content counts. */
export const KEPT: ReadonlyMap<string, string> = new Map([
  // headings of a mail are no headings of the page around it
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, 'p'] as const),
  ...['p', 'div', 'span', 'blockquote', 'pre', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'br', 'hr', 'a', 'img', 'wbr',
    'b', 'strong', 'i', 'em', 'u', 's', 'strike', 'del', 'ins', 'small', 'sub', 'sup', 'code', 'kbd', 'samp', 'var', 'tt', 'mark', 'q', 'cite', 'abbr',
    'bdi', 'bdo', 'ruby', 'rb', 'rt', 'rp', 'figure', 'figcaption', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'colgroup', 'col',
  ].map((name) => [name, name] as const),
  ...['article', 'section', 'main', 'header', 'footer', 'aside', 'nav', 'address', 'center', 'details', 'summary', 'fieldset', 'form', 'body', 'legend', 'option',
    'dir', 'menu', 'hgroup', 'search', 'plaintext', 'xmp', 'listing'].map((name) => [name, 'div'] as const),
  ['font', 'span'],
]);

/** Elements that go with all they hold. Everything that is on neither list goes, but leaves what it holds. */
export const DROPPED: readonly string[] = [
  'script', 'style', 'template', 'iframe', 'frame', 'frameset', 'noframes', 'noembed', 'noscript', 'object', 'embed', 'applet', 'param', 'svg', 'math',
  'base', 'meta', 'link', 'head', 'title', 'xml', 'audio', 'video', 'source', 'track', 'canvas', 'map', 'area', 'input', 'select', 'datalist',
  'slot', 'portal', 'fencedframe', 'progress', 'meter', 'image', 'bgsound', 'keygen',
];

/** Attributes that stay, by element; `*` is any. What is written in them is checked besides, see {@link import('./sanitize-html.ts')}. */
export const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  '*': ['dir', 'lang', 'title'],
  'ol': ['start', 'type', 'reversed'], 'li': ['value'],
  'td': ['colspan', 'rowspan'], 'th': ['colspan', 'rowspan', 'scope'], 'col': ['span'], 'colgroup': ['span'],
  'img': ['width', 'height'],
};
