import { html } from 'hono/html';
import { style } from './style.ts';

/** Markup of `hono/html`: what is put into it has been escaped. */
export type Markup = ReturnType<typeof html> extends infer Result ? Exclude<Result, Promise<unknown>> : never;

/** A page's title and what stands in its `<main>`; plain text is escaped. */
export interface Content { readonly title: string; readonly body: Markup | string }

/** `hono/html` answers a promise only for parts that are promises; here none is. */
export const markup = html as unknown as (strings: TemplateStringsArray, ...values: unknown[]) => Markup;

/** The whole document of a page. */
export const document = ({ title, body }: Content, nonce: string): Markup => markup`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} – Desk</title>
    <link rel="icon" href="data:,">
    <style nonce="${nonce}">${style}</style>
  </head>
  <body>
    <header>
      <a href="/agent">Desk</a>
      <p>The support team’s side of the demo. It has no sign-in and answers on this machine only.</p>
    </header>
    <main>${body}</main>
  </body>
</html>`;

/** A moment, readable by people and programs. */
export const moment = (iso: string): Markup =>
  markup`<time datetime="${iso}">${new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))}</time>`;

/** The options of a select. */
export const options = (choices: readonly (readonly [value: string, label: string])[], chosen: string): Markup[] =>
  choices.map(([value, label]) => markup`<option value="${value}"${value === chosen ? markup` selected` : ''}>${label}</option>`);
