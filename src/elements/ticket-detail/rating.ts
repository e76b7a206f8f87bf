import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Rating, Ticket } from '../../contract/index.ts';
import { rating } from '../../i18n/en/rating.ts';
import { addEnglish } from '../../i18n/languages.ts';
import { LeaveGuard } from '../../portal/controllers/leave-guard.ts';
import type { WriteState } from '../../portal/controllers/ticket-writes.ts';
import { heading } from '../parts/heading.ts';
import { errorText } from '../parts/states.ts';
import { bringStyles, type TicketPartContext } from './part-context.ts';
import { styles } from './rating.styles.ts';

addEnglish([rating]);

/** The longest comment that the contract takes. */
const LONGEST = 5000;

const SCORES = [1, 2, 3, 4, 5] as const;
type Score = (typeof SCORES)[number];

interface Draft { readonly score: Score | undefined; readonly comment: string }

/** How well the customer was helped: asks for it, thanks, and lets it be changed. What is chosen and written belongs to its ticket. */
export class RatingForm {
  readonly #context: TicketPartContext;
  readonly #drafts = new Map<string, Draft>();
  readonly #thanked = new Set<string>();

  constructor(context: TicketPartContext) {
    this.#context = context;
    bringStyles(context.host, styles);
    new LeaveGuard(context.host, () => [...this.#drafts.values()].some(({ score, comment }) => score !== undefined || comment.trim() !== ''));
  }

  /** Forgets what was chosen and written. */
  forget(): void {
    this.#drafts.clear();
    this.#thanked.clear();
  }

  #edit(ticketId: string, change: Partial<Draft>): void {
    this.#drafts.set(ticketId, { score: undefined, comment: '', ...this.#drafts.get(ticketId), ...change });
    this.#context.host.requestUpdate();
  }

  async #send(ticketId: string): Promise<void> {
    const { localize: { t }, writes, say } = this.#context;
    const draft = this.#drafts.get(ticketId);
    const { score, comment = '' } = draft ?? {};
    if (score === undefined || comment.length > LONGEST || writes.state(ticketId, nameOf(draft)).pending) return;
    say(t('reply.sending'));
    const ticket = await writes.run(nameOf(draft), (portal, id, idempotencyKey) => portal.ticketing.rateTicket({ ticketId: id, score, comment: comment.trim() }, { idempotencyKey }));
    if (ticket === undefined) return;
    // Whoever has gone on writing has not sent that.
    if (this.#drafts.get(ticketId) === draft) this.#drafts.delete(ticketId);
    this.#thanked.add(ticketId);
    say(t('rating.thanks'));
    await this.#focus('button');
  }

  /** Changes a rating that is there, or leaves it as it is. */
  async #change(ticketId: string, from: Rating | undefined): Promise<void> {
    if (from === undefined) this.#drafts.delete(ticketId);
    else this.#drafts.set(ticketId, { score: SCORES.find((score) => score === from.score), comment: from.comment });
    this.#thanked.delete(ticketId);
    this.#context.host.requestUpdate();
    await this.#focus(from === undefined ? 'button' : 'input:checked');
  }

  /** Where somebody goes on whose button is gone. */
  async #focus(selector: string): Promise<void> {
    const { host } = this.#context;
    const root = host.renderRoot;
    const wasHere = root.querySelector('.rating')?.matches(':focus-within') === true;
    await host.updateComplete;
    if (wasHere) root.querySelector<HTMLElement>(`.rating ${selector}`)?.focus();
  }

  render({ id, rating, capabilities }: Ticket, level: number): TemplateResult {
    const { localize: { t }, writes } = this.#context;
    const draft = this.#drafts.get(id);
    const canRate = capabilities.rate === true;
    const asks = canRate && (rating == null || draft !== undefined);
    return html`
      <section class="rating stack" part="rating" aria-labelledby="rating-heading">
        ${heading(level, t(asks ? 'rating.question' : 'rating.yours'), { id: 'rating-heading' })}
        ${asks ? this.#renderForm(id, rating ?? undefined, draft, writes.state(id, nameOf(draft))) : rating == null ? nothing : this.#renderRating(id, rating, canRate)}
      </section>`;
  }

  #renderRating(ticketId: string, rating: Rating, canChange: boolean): TemplateResult {
    const { localize: { t } } = this.#context;
    return html`
      ${this.#thanked.has(ticketId) ? html`<p>${t('rating.thanks')}</p>` : nothing}
      <p><span class="stars" aria-hidden="true">${SCORES.map((score) => star(score, rating.score))}</span> ${words(t, rating.score)}</p>
      ${rating.comment === '' ? nothing : html`<p class="value" dir="auto">${rating.comment}</p>`}
      ${canChange ? html`<div><button type="button" @click=${() => void this.#change(ticketId, rating)}>${t('rating.change')}</button></div>` : nothing}`;
  }

  #renderForm(ticketId: string, rating: Rating | undefined, draft: Draft | undefined, { pending, error }: WriteState): TemplateResult {
    const { localize: { t } } = this.#context;
    const { score: chosen, comment = '' } = draft ?? {};
    const tooLong = comment.length > LONGEST;
    return html`
      <form class="stack" novalidate @submit=${(event: Event) => {
        event.preventDefault();
        void this.#send(ticketId);
      }}>
        <div role="radiogroup" aria-labelledby="rating-heading">
          <div class="stars">${SCORES.map((score) => html`
            <label class="score">
              <input class="visually-hidden" type="radio" name="score" .value=${String(score)} .checked=${live(score === chosen)} @change=${() => { this.#edit(ticketId, { score }); }}>
              <span aria-hidden="true">${star(score, chosen ?? 0)}</span><span class="visually-hidden">${words(t, score)}</span>
            </label>`)}
          </div>
          <div class="scale help" aria-hidden="true">${chosen === undefined ? html`<span>${words(t, 1)}</span><span>${words(t, 5)}</span>` : words(t, chosen)}</div>
        </div>
        ${chosen === undefined ? nothing : html`
          <div class="field">
            <label for="rating-comment">${t('rating.comment')}</label>
            <textarea id="rating-comment" rows="3" dir="auto" .value=${live(comment)} aria-invalid=${tooLong ? 'true' : nothing} aria-describedby="rating-error"
              @input=${(event: Event) => { this.#edit(ticketId, { comment: (event.target as HTMLTextAreaElement).value }); }}></textarea>
          </div>`}
        <div id="rating-error" role="alert">${tooLong ? html`<span class="error-text">${t('issue.too-long', { limit: LONGEST })}</span>` : error === undefined ? nothing : html`
          <div class="notice danger"><p>${error.code === 'unauthenticated' ? t('portal.sendsAfterSignIn') : `${t('rating.failed')} ${errorText(t, error)}`}</p></div>`}</div>
        <div class="row">
          ${chosen === undefined ? nothing : html`<button aria-disabled=${pending}>${t(pending ? 'reply.sending' : 'rating.send')}</button>`}
          ${rating === undefined ? nothing : html`<button type="button" class="quiet" @click=${() => void this.#change(ticketId, undefined)}>${t('rating.keep')}</button>`}
        </div>
      </form>`;
  }
}

/** Says all of a rating: what is sent once more unchanged is the same. */
const nameOf = (draft: Draft | undefined): string => `rate ${JSON.stringify(draft)}`;

// Told apart by their form, too: colours may be forced.
const star = (score: Score, chosen: number): string => (score <= chosen ? '★' : '☆');

const words = (t: TicketPartContext['localize']['t'], score: number): string => t(`rating.${SCORES.find((one) => one === score) ?? 3}`);
