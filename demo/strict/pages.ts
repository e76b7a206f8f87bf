import type { HostPage, Places } from './world.ts';

const NONCE = 'fixture';

/**
 * Runs first in every page. Notes what the page's policy was broken by, what went wrong and what the console said, and which names `window` has.
 * It holds on to what it needs: pages below spoil the rest. (The symbol is the driver's of WebKit.)
 */
const WATCH = `{
  const notes = { violations: [], said: [] }, push = Function.prototype.call.bind(Array.prototype.push), { error, warn } = console, own = Reflect.ownKeys(window), string = JSON.stringify;
  const note = (list, text) => push(notes[list], String(text));
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) => note('violations', effectiveDirective + ' ' + blockedURI + ' ' + sample));
  addEventListener('error', ({ message }) => note('said', 'error: ' + message));
  addEventListener('unhandledrejection', ({ reason }) => note('said', 'rejection: ' + reason));
  console.error = (...words) => { note('said', words.join(' ')); error.apply(console, words); };
  console.warn = (...words) => { note('said', words.join(' ')); warn.apply(console, words); };
  Object.defineProperty(document, 'watched', { value: {
    violations: () => notes.violations.join('\\n'), said: () => notes.said.join('\\n'),
    added: () => { let names = ''; for (const key of Reflect.ownKeys(window)) if (!own.includes(key) && String(key) !== 'Symbol(automationSessionProxy)') names += String(key) + ' '; return names.trim(); },
  } });
}`;

/** What a page of {@link strictPages} has noted; it is at `document.watched`. Texts, because they come through whatever a page has spoilt. */
export interface Watched {
  /** Broken directives, a line each. */
  violations(): string;
  /** Errors, and what was written to the console as a warning or an error; a line each. */
  said(): string;
  /** Names that `window` has got. */
  added(): string;
  /** Where what is below the portal was when the page had been read. */
  top: number;
}

interface Parts {
  /** Runs before Portico. */
  readonly script?: string;
  readonly head?: string;
  readonly body?: string;
  /** The script tags. */
  readonly tags?: (places: Places) => string;
}

/** What shows until the script has run, and where it cannot. */
export const FALLBACK = 'Write to support@example.com';
const PORTAL = `<customer-portal><a href="mailto:support@example.com">${FALLBACK}</a></customer-portal>`;
const tag = (gateway: string, file = '/cdn/portico.js'): string => `<script type="module" nonce="${NONCE}" src="${file}" data-gateway="${gateway}"></script>`;

const page = (places: Places, { script = '', head = '', body = PORTAL, tags = ({ gateway }) => tag(gateway) }: Parts = {}, headers: Readonly<Record<string, string>> = {}): HostPage => ({
  headers,
  html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Example</title><link rel="icon" href="data:,">
<script nonce="${NONCE}">${WATCH}</script>${head}${script === '' ? '' : `<script nonce="${NONCE}">${script}</script>`}
${tags(places)}</head><body><h1>Example</h1>${body}<p id="below">What is below.</p><script nonce="${NONCE}">document.watched.top = below.getBoundingClientRect().top;</script></body></html>`,
});

/** The strictest policy that Portico works under. */
export const policy = ({ gateway }: Places, script = `'nonce-${NONCE}'`, more = ''): string =>
  `default-src 'none'; script-src ${script}; style-src 'nonce-${NONCE}'; connect-src ${gateway}; img-src blob: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; ${more}report-uri /reports`;

const TYPED = 'require-trusted-types-for \'script\'; ';

const AMD = `window.define = function () { throw new Error('define was called'); }; define.amd = {}; window.require = define; window.module = { exports: {} }; window.exports = module.exports;
window.process = { env: undefined };`;
const PROTOTYPES = `Array.prototype.toJSON = function () { return '[' + this.join(',') + ']'; }; Array.prototype.last = function () { return this[this.length - 1]; };
Object.prototype.each = function () {}; Object.prototype.toJSON = undefined; String.prototype.strip = String.prototype.trim; Function.prototype.defer = function () {};`;
const FETCH = '{ const { fetch } = window; window.fetch = function (input, options) { return fetch.call(window, input, Object.assign({}, options)); }; }';
const BASE = '<base href="https://elsewhere.example/files/">';
const NAMED = `<form id="fetch"><input name="action"></form><form id="customElements"></form><div id="history"></div><a id="location" href="https://elsewhere.example/">x</a>
<div id="localStorage"></div><div id="portico"></div>`;

/** Names that markup takes from `document`: `<img name="querySelector">` is `document.querySelector` then. */
export const CLOBBERED = ['querySelector', 'querySelectorAll', 'getElementById', 'body', 'head', 'documentElement', 'baseURI', 'activeElement', 'addEventListener', 'dispatchEvent', 'visibilityState', 'title', 'createElement', 'implementation', 'defaultView', 'adoptedStyleSheets'] as const;

/** Pages of owners who are strict, and of some who do not know what their page does to others. By name, for `startWorld`. */
export function strictPages(places: Places): Readonly<Record<string, HostPage>> {
  const csp = (script?: string, more?: string, parts?: Parts): HostPage => page(places, parts, { 'Content-Security-Policy': policy(places, script, more) });
  const sandbox = (flags: string): HostPage => page(places, {}, { 'Content-Security-Policy': `sandbox ${flags}` });
  const spoilt = (script: string): HostPage => page(places, { script });
  const twice = ({ gateway }: Places): string => tag(gateway) + tag(gateway, '/copy/portico.js');
  return {
    'plain': page(places),
    'nonce': csp(),
    'strict-dynamic': csp(`'nonce-${NONCE}' 'strict-dynamic'`),
    'trusted-types': csp(undefined, TYPED),
    'trusted-types-listed': csp(undefined, `${TYPED}trusted-types lit-html dompurify; `),
    'trusted-types-none': csp(undefined, `${TYPED}trusted-types 'none'; `),
    'two-scripts-listed': csp(undefined, `${TYPED}trusted-types lit-html dompurify 'allow-duplicates'; `, { tags: twice }),
    'sandbox-opaque': sandbox('allow-scripts'),
    'sandbox-no-forms': sandbox('allow-scripts allow-same-origin'),
    'sandbox': sandbox('allow-scripts allow-same-origin allow-forms allow-downloads allow-popups'),
    'two-scripts': page(places, { tags: twice, body: `<ticket-badge></ticket-badge><portal-link href="/plain"></portal-link>${PORTAL}` }),
    'bundle-and-script': page(places, { tags: ({ gateway }) => `<script type="module" src="/bundle/bundle.js"></script>${tag(gateway)}`, body: `<ticket-badge></ticket-badge>${PORTAL}` }),
    'no-script': page(places, { tags: () => '', body: '<iframe sandbox="allow-same-origin" src="/plain" width="600" height="300"></iframe>' }),
    'reserved': page(places, { head: `<style nonce="${NONCE}">customer-portal { display: block; min-block-size: 30rem; }</style>` }),
    'amd': spoilt(AMD),
    'prototypes': spoilt(PROTOTYPES),
    'fetch': spoilt(FETCH),
    'base': page(places, { head: BASE, tags: ({ pages, gateway }) => tag(gateway, `${pages}/cdn/portico.js`) }),
    'named-ids': page(places, { body: NAMED + PORTAL }),
    'spoilt': page(places, { script: AMD + PROTOTYPES + FETCH, head: BASE, body: NAMED + PORTAL, tags: ({ pages, gateway }) => tag(gateway, `${pages}/cdn/portico.js`) }),
    ...Object.fromEntries(CLOBBERED.map((name) => [`clobbered-${name}`, page(places, { body: `<img name="${name}" alt="">${PORTAL}` })])),
  };
}
