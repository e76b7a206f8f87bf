import { raw } from 'hono/html';
import { randomBytes } from 'node:crypto';
import type { Mail } from '../../src/gateway/index.ts';
import { markup, moment, type Markup } from '../agent/document.ts';
import { style } from '../agent/style.ts';

/** How many mails are kept; older ones are forgotten. */
const KEPT = 50;

/** Mails that nobody sends, and the page that shows them. */
export interface DemoOutbox {
  /** Keeps a mail, in memory. For the gateway's `mail.send`. */
  send(mail: Mail): Promise<void>;
  /** Answers `/outbox`, on this machine only: links of other people's mails are as good as their passwords. */
  page(request: Request): Promise<Response>;
}

/** Stands in for a mail server in the demo, which has none. */
export function demoOutbox(): DemoOutbox {
  const mails: { readonly mail: Mail; readonly sent: Date }[] = [];
  return {
    send(mail) {
      mails.unshift({ mail, sent: new Date() });
      mails.length = Math.min(mails.length, KEPT);
      return Promise.resolve();
    },
    async page(request) {
      const { hostname, pathname } = new URL(request.url);
      if (!/^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(hostname)) return answer(403, markup`<h1>This page answers only on this machine.</h1>`);
      if (request.method !== 'GET' || !/^\/outbox\/?$/.test(pathname)) return answer(404, markup`<h1>There is no such page.</h1>`);
      return answer(200, markup`
        <h1>Outbox</h1>
        <form method="get" action="/outbox"><button>Refresh</button></form>
        ${mails.length === 0 ? markup`<p>No mail yet. Register at <a href="/support">the portal</a>, or ask it for a new password.</p>` : markup`<ol>${mails.map(({ mail, sent }) => entry(mail, sent))}</ol>`}`);
    },
  };
}

const entry = ({ to, from, subject, text, html, language }: Mail, sent: Date): Markup => markup`
  <li>
    <article>
      <h2 lang="${language}" dir="auto">${subject}</h2>
      <p>To <bdi>${to}</bdi>, from <bdi>${from}</bdi>, ${moment(sent.toISOString())}</p>
      <div class="both">
        <section><h3>As text</h3><div class="text" lang="${language}" dir="auto">${linked(text)}</div></section>
        <section><h3>As HTML</h3>${frame(subject, html)}</section>
      </div>
    </article>
  </li>`;

/** A text whose web addresses can be followed. */
const linked = (text: string): Markup[] => text.trim().split(/(https?:\/\/[^\s<>"]+)/).map((part, index) => (index % 2 === 0 ? markup`${part}` : markup`<a href="${part}">${part}</a>`));

/** The mail as a mail program would show it: no scripts, and links open in a page of their own, outside of the sandbox. */
const frame = (subject: string, html: string): Markup =>
  markup`<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="${subject}" srcdoc="${html.replace('<head>', '<head><base target="_blank">')}"></iframe>`;

const layout = raw(`
  form { border: 0; padding: 0; }
  .both { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); }
  iframe { block-size: 36rem; background: none; }
`);

function answer(status: number, body: Markup): Response {
  const nonce = randomBytes(16).toString('base64');
  const page = markup`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Outbox – Widget Works</title>
    <link rel="icon" href="data:,">
    <style nonce="${nonce}">${style}${layout}</style>
  </head>
  <body>
    <header>
      <a href="/">Widget Works</a>
      <p>The mails that the demo would send. It has no mail server, and keeps the last ${KEPT} until it ends.</p>
    </header>
    <main>${body}</main>
  </body>
</html>`;
  return new Response(page.toString(), {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Content-Type-Options': 'nosniff',
      // A frame made of `srcdoc` falls under it too: mails bring their styles in attributes.
      'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    },
  });
}
