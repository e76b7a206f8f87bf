import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Filter, SettingsClient, TicketSummary } from '../../../contract/index.ts';
import { RequestController } from '../../../portal/controllers/request-controller.ts';
import { newKey } from '../../../portal/new-key.ts';
import { conditionsOf, isSame, lacksValue } from '../../../portal/settings/document.ts';
import { errorText } from '../../parts/states.ts';
import type { SettingsView } from '../settings-view.ts';

/** Milliseconds after the last change of a filter before its tickets are counted. */
const COUNT_AFTER = 400;

const lacksValues = (filter: Filter | null): boolean => filter !== null && conditionsOf(filter).some(lacksValue);

/** How many tickets satisfy the ticket filter as it is being edited, and the latest few of them. */
export class TicketCount implements ReactiveController {
  readonly #request: RequestController<{ readonly count: number; readonly sample: TicketSummary[] }>;
  readonly #filter: () => Filter | null | undefined;
  readonly #owner: () => SettingsClient;
  #asked: Filter | null | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param filter What is to be counted; undefined while that is not in sight. */
  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, owner: () => SettingsClient, filter: () => Filter | null | undefined) {
    this.#request = new RequestController(host);
    this.#owner = owner;
    this.#filter = filter;
    host.addController(this);
  }

  hostUpdated(): void {
    const filter = this.#filter();
    if (filter === undefined || isSame(filter, this.#asked)) return;
    const isFirst = this.#asked === undefined;
    this.#asked = filter;
    clearTimeout(this.#timer);
    // What is on its way is the answer to another question.
    if (this.#request.pending) this.#request.abort();
    if (lacksValues(filter)) return;
    this.#timer = setTimeout(this.#count, isFirst ? 0 : COUNT_AFTER);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#asked = undefined;
  }

  /** Forgets what was counted. */
  reset(): void {
    clearTimeout(this.#timer);
    this.#asked = undefined;
    this.#request.reset();
  }

  readonly #count = (): void => {
    const filter = this.#asked;
    if (filter !== undefined) void this.#request.run(async (signal) => this.#owner().countTickets({ filter }, { idempotencyKey: newKey(), signal }));
  };

  render({ t, localize }: SettingsView): TemplateResult {
    const { value, error, pending } = this.#request;
    const isUnfinished = lacksValues(this.#asked ?? null);
    const text = isUnfinished ? t('settings.count.unfinished') : pending || value === undefined ? t('settings.count.counting') : t('settings.count.result', { count: value.count });
    return html`
      <div class="count" aria-busy=${pending}>
        <p role="status">${error === undefined ? html`<strong>${text}</strong>` : html`<span class="error-text">${t('settings.count.failed')} ${errorText(t, error)}</span>`}</p>
        ${error === undefined ? nothing : html`<button type="button" @click=${this.#count}>${t('state.retry')}</button>`}
        ${error !== undefined || isUnfinished || value === undefined || value.sample.length === 0 ? nothing : html`
          <ul class="sample ${pending ? 'old' : ''}" role="list" aria-label=${t('settings.count.sample')}>
            ${value.sample.map((ticket) => html`
              <li><span class="muted">${ticket.displayId}</span> <span class="subject"><bdi>${ticket.subject}</bdi></span>
                <span class="muted"><bdi>${ticket.requester.name || ticket.requester.email}</bdi> · ${localize.format.date(ticket.created)}</span></li>`)}
          </ul>`}
      </div>`;
  }
}
