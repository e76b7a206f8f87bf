import { ContextConsumer, ContextProvider } from '@lit/context';
import createDOMPurify from 'dompurify';
import { css, html, LitElement } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import type { infer as Infer } from 'zod/mini';
import { api, apiContext, messagesSchema, ticketSchema } from './stack-api.browser.ts';

const purify = createDOMPurify(window);

/** A ticket with its messages and nothing around it. */
class StackDetail extends LitElement {
  static override readonly properties = { ticket: { state: true }, messages: { state: true } };
  static override readonly styles = css`article { border: 1px solid; padding: 1em } .mine { margin-inline-start: 2em }`;
  declare ticket: Infer<typeof ticketSchema> | undefined;
  declare messages: Infer<typeof messagesSchema>['items'] | undefined;
  readonly #api = new ContextConsumer(this, { context: apiContext, callback: () => { void this.#load(); } });
  readonly #date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

  async #load(): Promise<void> {
    const path = `tickets/${location.hash.slice(1)}`;
    const ask = async (at: string): Promise<unknown> => this.#api.value?.get(at).json();
    const [ticket, messages] = await Promise.all([ask(path), ask(`${path}/messages?limit=30`)]);
    this.ticket = ticketSchema.parse(ticket);
    this.messages = messagesSchema.parse(messages).items.reverse();
  }

  override render(): unknown {
    if (this.ticket === undefined || this.messages === undefined) return html`<p role="status">Loading…</p>`;
    return html`<h2>${this.ticket.subject}</h2><p>${this.ticket.status.label}</p>
      ${repeat(this.messages, ({ id }) => id, (message) => html`
        <article class=${classMap({ mine: message.author['isMe'] === true })}>
          <h3>${message.author.name}, <time datetime=${message.created}>${this.#date.format(new Date(message.created))}</time></h3>
          ${message.html == null ? html`<p>${message.text}</p>` : purify.sanitize(message.html, { RETURN_DOM_FRAGMENT: true })}
        </article>`)}`;
  }
}

class StackPage extends LitElement {
  readonly provider = new ContextProvider(this, { context: apiContext, initialValue: api });

  override render(): unknown {
    return html`<stack-detail></stack-detail>`;
  }
}

customElements.define('stack-page', StackPage);
customElements.define('stack-detail', StackDetail);
