import type { HostPage, Places } from '../../strict/world.ts';

/** What one of the pages does to everything in it. */
interface Hostility {
  readonly css: string;
  /** Attributes of `<html>`. */
  readonly html?: string;
  readonly script?: string;
  readonly quirks?: boolean;
}

const ORDINARY = `
body { margin: 0; padding: 16px; background: #fbf7ee; color: #222; font-family: Georgia, 'Times New Roman', serif; }
a { color: #b3123f; }
button.cta { padding: 8px 16px; border: 0; border-radius: 4px; background: #b3123f; color: #fff; font: inherit; }`;

const DARK = 'background: #14181d; color: #e9e7e2;';
const RESET = '*, *::before, *::after { all: unset; } head, head *, body script { display: none; } body, main, main p, main div, h1 { display: block; }';
const IMPORTANT = `
button { inline-size: 100% !important; padding: 0 !important; border: 5px dashed red !important; background: yellow !important; color: white !important; font: 28px fantasy !important; }
input, select, textarea { block-size: 10px !important; padding: 0 !important; border: none !important; opacity: 0.4 !important; }
a { color: indigo !important; text-decoration: line-through !important; }
p, li, label, td, th, h1, h2, h3 { margin: 36px !important; line-height: 0.9 !important; }
table { display: block !important; inline-size: 280px !important; }
dialog, [hidden] { display: block !important; position: static !important; }
* { outline: 0 !important; border-radius: 0 !important; box-sizing: content-box !important; transition: all 1.5s !important; }`;
const INHERITED = `
main { text-transform: uppercase; letter-spacing: 0.25em; word-spacing: 0.8em; text-align: center; text-indent: 3em; white-space: pre; line-height: 0.8; font-weight: 900;
  font-style: italic; font-variant: small-caps; text-shadow: 1px 1px red; word-break: break-all; hyphens: auto; cursor: wait; user-select: none; -webkit-user-select: none;
  list-style: square inside; border-collapse: collapse; caption-side: bottom; visibility: visible; quotes: '«' '»'; tab-size: 20; overflow-wrap: normal; }`;
const LAYOUT = `
header { position: fixed; inset: 0 0 auto; block-size: 48px; background: #333; z-index: 2147483647; }
main { position: relative; z-index: 0; margin-block-start: 60px; max-block-size: 420px; overflow: hidden; transform: translateZ(0); contain: paint; zoom: 0.8; }
main > * { max-inline-size: 260px; min-inline-size: 0; }
div { display: flex; } span { float: left; }`;
const ROOT = 'html { font-size: 62.5%; } body { font-size: 1.6rem; }';
const GLOBALS = `Array.prototype.toJSON = function () { return this.join(); }; Object.prototype.each = function () {}; Array.prototype.last = function () {};
window.define = function () { throw new Error('define was called'); }; define.amd = true; window.$ = window._ = window.React = 1;`;

/** By name. */
const HOSTILE: Readonly<Record<string, Hostility>> = {
  'plain': { css: '' },
  'reset': { css: RESET },
  'initial': { css: 'body * { all: initial !important; } body script { display: none !important; }' },
  'important': { css: IMPORTANT },
  'inherited': { css: INHERITED },
  'layout': { css: LAYOUT },
  'root': { css: ROOT },
  'rtl': { css: '', html: 'lang="ar" dir="rtl"' },
  'dark-class': { css: `.night body { ${DARK} } .night a { color: #ff9db5; }`, html: 'lang="en" class="night"' },
  'dark-attribute': { css: `[data-mode="dark"] body { ${DARK} } [data-mode="dark"] a { color: #ff9db5; }`, html: 'lang="en" data-mode="dark"' },
  'dark-media': { css: `@media (prefers-color-scheme: dark) { body { ${DARK} } a { color: #ff9db5; } }` },
  'dark-background': { css: 'html { background: #0d3b2c; } body { background: none; color: #f3efdc; } main { background: linear-gradient(#0d3b2c, #06251b); } a { color: #ffd166; }' },
  'quirks': { css: '', quirks: true },
  'everything': { css: IMPORTANT + INHERITED + LAYOUT + ROOT + `.night body { ${DARK} } .night a { color: #ff9db5; }`, html: 'lang="en" dir="rtl" class="night"', script: GLOBALS },
};

/** Names of the pages. Those that are dark by what the visitor prefers are `dark-media`. */
export const HOSTILE_PAGES = Object.keys(HOSTILE);

/** The elements that stand on each page. */
export const ELEMENTS = ['ticket-badge', 'portal-link', 'portal-session', 'portal-login', 'customer-portal', 'ticket-list', 'ticket-detail', 'support-form', 'portal-settings'] as const;

const page = ({ css, html = 'lang="en"', script = '', quirks = false }: Hostility, content: string, tag: string): HostPage => ({
  html: `${quirks ? '' : '<!doctype html>'}<html ${html}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Hostile</title><link rel="icon" href="data:,">
<style>${ORDINARY}${css}</style>${script === '' ? '' : `<script>${script}</script>`}${tag}</head><body><header></header><main>
<h1>Contact us</h1><p>Have you read the <a href="#questions">questions of others</a>? <span hidden>Never</span></p>
<p><button class="cta">Call us</button> <input placeholder="Search"></p>
${content}<ul><li>Telephone</li></ul><table><tr><td>Monday</td></tr></table></main></body></html>`,
});

/**
 * Pages whose own styles would break anything that is not built for it, by name. Each is there three times: signed out (`reset`), with every element
 * (`reset-all`), and as its owner knows it, without Portico (`reset-without`).
 */
export function hostilePages({ gateway }: Places, ticketId: string): Readonly<Record<string, HostPage>> {
  const tag = `<script type="module" src="/cdn/portico.js" data-gateway="${gateway}"></script>`;
  const attributes: Readonly<Record<string, string>> = { 'portal-link': ' href="#/"', 'ticket-badge': ' href="#/"', 'ticket-detail': ` ticket-id="${ticketId}"`, 'support-form': ' form-id="problem"', 'ticket-list': ' page-size="5"', 'customer-portal': ' page-size="5"' };
  const all = ELEMENTS.map((name) => `<div><${name}${attributes[name] ?? ''}></${name}></div>`).join('\n');
  return Object.fromEntries(Object.entries(HOSTILE).flatMap(([name, hostility]) => [
    [name, page(hostility, '<div><customer-portal></customer-portal></div>', tag)], [`${name}-all`, page(hostility, all, tag)], [`${name}-without`, page(hostility, all, '')],
  ]));
}
