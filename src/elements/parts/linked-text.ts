import { html, nothing, type TemplateResult } from 'lit';
import { safeHref } from './message-links.ts';

const LINK = /\[([^[\]\n]{1,200})\]\(([^()\s]{1,2000})\)/g;

/**
 * A text of the site's owner: paragraphs by empty lines, and `[label](https://…)` as a link that opens beside the page. Everything else is shown as
 * it is written; a link to anything but http, https and mailto is text as well.
 * @param newTab What a screen reader says of such a link: "opens in a new tab"
 */
export const linkedText = (text: string, newTab: string): TemplateResult[] =>
  text.trim().split(/\n[^\S\n]*(?:\n[^\S\n]*)+/).map((paragraph) => html`<p class="lines" dir="auto">${linkedLine(paragraph, newTab)}</p>`);

/** The same within a paragraph, such as the label of a box to tick. */
export function linkedLine(text: string, newTab: string): unknown[] {
  const parts: unknown[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const [whole, label = '', address = ''] = match;
    const href = safeHref(address);
    if (href === undefined) continue;
    const mail = href.startsWith('mailto:');
    parts.push(text.slice(end, match.index), html`<a href=${href} target=${mail ? nothing : '_blank'} rel="noopener">${label}${mail ? nothing : html`<span class="visually-hidden"> (${newTab})</span>`}</a>`);
    end = match.index + whole.length;
  }
  return [...parts, text.slice(end)];
}
