import { ContextConsumer, ContextProvider } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import type { infer as Infer } from 'zod/mini';
import { api, apiContext, ticketsSchema } from './stack-api.browser.ts';

type Tickets = Infer<typeof ticketsSchema>['items'];

/** A list of tickets with nothing around it: what these libraries alone need for it. */
class StackList extends LitElement {
  static override readonly properties = { tickets: { state: true } };
  static override readonly styles = css`table { border-collapse: collapse } td, th { padding: 0.5em; text-align: start } .closed { opacity: 0.7 }`;
  declare tickets: Tickets | undefined;
  readonly #api = new ContextConsumer(this, { context: apiContext, callback: () => { void this.#load(); } });
  readonly #date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });

  async #load(): Promise<void> {
    const answer = await this.#api.value?.get('tickets?view=mine&sort=lastActivity&direction=descending&limit=25').json();
    this.tickets = ticketsSchema.parse(answer).items;
  }

  override render(): unknown {
    if (this.tickets === undefined) return html`<p role="status">Loading…</p>`;
    return html`<table>
      <thead><tr><th>Number</th><th>Subject</th><th>Status</th><th>Last activity</th></tr></thead>
      <tbody>${repeat(this.tickets, ({ id }) => id, ({ id, subject, status, lastActivity }) => html`
        <tr class=${classMap({ closed: status.label === 'Closed' })}>
          <td>${id}</td><td><a href=${`#${id}`}>${subject}</a></td><td>${status.label}</td><td>${this.#date.format(new Date(lastActivity))}</td>
        </tr>`)}</tbody>
    </table>${this.tickets.length === 0 ? html`<p>No tickets.</p>` : nothing}`;
  }
}

class StackPage extends LitElement {
  readonly provider = new ContextProvider(this, { context: apiContext, initialValue: api });

  override render(): unknown {
    return html`<stack-list></stack-list>`;
  }
}

customElements.define('stack-page', StackPage);
customElements.define('stack-list', StackList);
