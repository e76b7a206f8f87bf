import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FieldValue, FormField, Ticket } from '../../contract/index.ts';
import { drafts } from '../../i18n/en/drafts.ts';
import { files } from '../../i18n/en/files.ts';
import { form } from '../../i18n/en/form.ts';
import { AnnounceController } from '../../portal/controllers/announce-controller.ts';
import type { FilesChange } from '../../portal/controllers/files-controller.ts';
import { FormController } from '../../portal/controllers/form-controller.ts';
import { joinContents, summaryOf, type EntryOptions, type FormContent } from '../../portal/controllers/form-content.ts';
import type { PressedForm } from '../../portal/controllers/form-sender.ts';
import type { SessionChangeEvent } from '../../portal/index.ts';
import { DraftStatus } from '../parts/draft-status.ts';
import { fieldLabel } from '../parts/field-label.ts';
import { fileDrop } from '../parts/file-drop.ts';
import { filesChangeText } from '../parts/file-picker.ts';
import { filePickerStyles } from '../parts/file-picker.styles.ts';
import { formField } from '../parts/form-field.ts';
import { fieldIssueText } from '../parts/form-field-issue.ts';
import { formFieldStyles } from '../parts/form-field.styles.ts';
import { heading } from '../parts/heading.ts';
import { isForBrowser, ticketHref } from '../parts/links.ts';
import { PortalElement } from '../parts/portal-element.ts';
import { emptyState, errorState, errorText, loadingState } from '../parts/states.ts';
import { TicketSelectEvent } from '../parts/ticket-select-event.ts';
import { BeforeSubmitEvent, TicketCreatedEvent } from './events.ts';
import { prefillConverter } from './prefill-converter.ts';
import { PressedForms } from './pressed-forms.ts';
import { styles } from './support-form.styles.ts';

export * from './events.ts';

const NOTHING: Readonly<Record<string, unknown>> = {};

/**
 * A form by which the signed-in customer opens a ticket. Its fields come from the ticketing system, and where the owner lets it, the page's address fills some
 * of them in: `?subject=Export%20stops`, or `#/new?subject=…`. What is typed and picked is kept on the device, for each customer and form, until the ticket is there or the
 * customer signs out; what was sent arrives once, after a lost network, a reload or another sign-in as well.
 *
 * @tag support-form
 * @slot - Text above the fields, such as when to expect an answer.
 * @slot done - Text in the confirmation, such as what happens next.
 * @event {BeforeSubmitEvent} before-submit - The form is about to be sent. Cancelable.
 * @event {TicketCreatedEvent} ticket-created - The ticket is there.
 * @event {TicketSelectEvent} ticket-select - The customer opens the new ticket. Cancelable: the link is then not followed.
 * @csspart form - The form.
 * @csspart chooser - The choice of a form, where there are several.
 * @csspart follow-up - Which ticket the new one goes on with.
 * @csspart description - The form's description.
 * @csspart error-summary - The list of what is wrong.
 * @csspart field - A field with label, help, control and error; `field-ID` for the field with this id.
 * @csspart control - The control of a field.
 * @csspart help - The help text of a field.
 * @csspart field-error - What is wrong with a field.
 * @csspart submit - The button that sends the form.
 * @csspart cancel - The button that gives sending up.
 * @csspart undo - The button that takes back what was just sent.
 * @csspart discard - The button that discards the draft, or brings it back.
 * @csspart other-draft - What was written in another tab or window.
 * @csspart pressed - The list of forms that wait for being sent while another one is written.
 * @csspart created - That a ticket was created while another one is written.
 * @csspart error - Why loading or sending failed.
 * @csspart loading - What is shown while the form is loading.
 * @csspart empty - What is shown where there is no form.
 * @csspart signed-out - What is shown while nobody is signed in.
 * @csspart success - The confirmation.
 * @csspart off - What is shown while the owner has closed the portal.
 */
export class SupportForm extends PortalElement {
  static override styles = [PortalElement.styles, filePickerStyles, formFieldStyles, styles];
  static override texts = [...PortalElement.texts, drafts, files, form];

  readonly #announce = new AnnounceController(this);
  readonly #form = new FormController(this, {
    portal: () => this.connection.value,
    formId: () => this.formId,
    followUpOf: () => this.followUpOf,
    prefill: () => this.prefill ?? NOTHING,
    filesChanged: (change) => { this.#onFiles(change); },
    beforeSubmit: (formId, values, files) => this.dispatchEvent(new BeforeSubmitEvent(formId, values, files, this.followUpOf)),
    created: (ticket, press) => { void this.#onCreated(ticket, press); },
    failed: (state) => { void this.#onFailed(state); },
  });

  readonly #status = new DraftStatus<FormContent>(this, this.localize, {
    draft: () => (this.#form.sender.busy ? undefined : this.#form.sender.kept), say: (text) => { this.#announce.say(text); }, summary: summaryOf, join: joinContents,
    focus: () => { this.#focusFirst(); },
  });

  readonly #pressed = new PressedForms(this, this.localize, this.#form.sender, {
    signedOut: () => this.#form.signedOut, takeBack: (press) => { void this.#onTakeBack(press); }, discard: (press) => { void this.#onDiscard(press); }, another: () => { this.#onAnother(); },
  });

  @query('#summary') private readonly summary!: HTMLElement | null;
  @query('#submit') private readonly submitButton!: HTMLElement | null;

  /** Id of the form; without it the customer chooses among all. */
  @property({ attribute: 'form-id' }) formId = '';

  /** Id of a closed ticket that the new one goes on with. */
  @property({ attribute: 'follow-up-of' }) followUpOf = '';

  /** The heading; the default is translated. */
  @property({ attribute: 'form-label' }) formLabel = '';

  /** Address of a ticket's page; `{id}` stands for the ticket's id. Without it the link to the new ticket only fires `ticket-select`. */
  @property({ attribute: 'ticket-url' }) ticketUrl = '';

  /**
   * Values by field id that are filled in before the customer has typed, as an object or, in the attribute, as JSON. Unknown
   * fields and values that do not fit are ignored, long texts are cut.
   */
  @property({ converter: prefillConverter }) prefill: Readonly<Record<string, unknown>> | undefined;

  override portalChanged(): void {
    this.#form.reset();
  }

  override sessionChanged(event: SessionChangeEvent): void {
    this.#form.sessionChanged(event);
    if (event.expired && this.#form.form !== undefined) this.#announce.say(this.localize.t('portal.sessionEnded'));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('formId') && !changed.has('followUpOf')) return;
    // Who wants to go on with another ticket has read the thanks for the last one.
    if (changed.has('followUpOf') && this.#form.ticket !== undefined) this.#form.startAnother();
    else this.#form.load();
  }

  /** An empty form, also after a ticket was created. What was typed is lost. */
  reset(): void {
    this.#form.startAnother();
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#submit();
  };

  async #submit(): Promise<void> {
    const { t, format } = this.localize;
    const { sender, undoSeconds } = this.#form;
    const { held } = sender;
    if (held !== undefined) {
      if (!sender.sending) sender.retry(held);
      return;
    }
    const submitting = this.#form.submit();
    if (sender.busy) this.#announce.say(undoSeconds === 0 ? t('form.submitting') : t('send.undoHint', { time: format.seconds(undoSeconds) }));
    if (await submitting !== 'refused') return;
    await this.updateComplete;
    this.summary?.focus();
  }

  async #onCreated(ticket: Ticket, press: PressedForm | undefined): Promise<void> {
    // Whoever did not press just now may be busy elsewhere on the page.
    const leads = press !== undefined && (press.tries === 1 ? press.until === press.pressed || this.#hasFocus : this.matches(':focus-within'));
    this.#announce.say(this.localize.t('form.submitted', { id: ticket.displayId }));
    await this.updateComplete;
    this.dispatchEvent(new TicketCreatedEvent(ticket));
    if (leads) await this.focusHeading();
  }

  async #onFailed(state: 'refused' | 'failed' | 'waiting'): Promise<void> {
    const leads = this.#hasFocus;
    await this.updateComplete;
    if (state === 'refused') this.summary?.focus();
    else if (this.#form.signedOut) await this.focusSignIn();
    // The button that cancels is gone.
    else if (leads) this.submitButton?.focus();
  }

  /** The focus is in here, or was on something that is gone. */
  get #hasFocus(): boolean { return this.matches(':focus-within') || document.activeElement === document.body; }

  async #onTakeBack(press: PressedForm): Promise<void> {
    const wasInTime = this.#form.sender.stateOf(press) === 'undo';
    if (!await this.#form.sender.takeBack(press)) return;
    if (wasInTime) this.#announce.say(this.localize.t('send.undone'));
    await this.updateComplete;
    this.#focusFirst();
  }

  async #onDiscard(press: PressedForm): Promise<void> {
    const { sender } = this.#form;
    await sender.drop(press);
    if (sender.kept !== undefined) this.#status.discard(sender.kept, press.content);
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#draft-discard')?.focus();
  }

  #focusFirst(): void { this.renderRoot.querySelector<HTMLElement>('form [part~="control"]')?.focus(); }

  readonly #onAnother = (): void => {
    this.reset();
    void this.focusHeading();
  };

  readonly #onRetry = (): void => {
    this.#form.load();
    // The button goes away with the error.
    void this.focusHeading({ preventScroll: true });
  };

  readonly #onChoose = (event: Event): void => {
    this.#form.choose((event.target as HTMLInputElement).value);
    // While the form is on its way the choice stays as it is.
    this.requestUpdate();
  };

  readonly #onNotFollowUp = (): void => {
    this.followUpOf = '';
    void this.focusHeading();
  };

  readonly #onInput = (field: FormField, value: FieldValue, options?: EntryOptions): void => {
    const { draft } = this.#form;
    const { maxLength } = field;
    if (this.#form.sender.busy) {
      // Too late to be sent: the control shows again what is.
      this.requestUpdate();
      return;
    }
    const { values: { [field.id]: before }, fields } = draft;
    draft.set(field, value, options);
    this.#sayFields(fields, draft.fields);
    if (maxLength === undefined || typeof value !== 'string' || value.length <= maxLength) return;
    // Said once, on the way over the limit; the counter shows the rest.
    if (typeof before !== 'string' || before.length <= maxLength) this.#announce.say(this.localize.t('issue.too-long', { limit: maxLength }));
  };

  #names(fields: readonly FormField[]): string {
    return this.localize.format.list(fields.map((field) => fieldLabel(this.localize, field)));
  }

  /** One answer may ask for more, or make another question pointless. */
  #sayFields(before: readonly FormField[], now: readonly FormField[]): void {
    const say = (key: 'form.appeared' | 'form.disappeared', fields: readonly FormField[]): string[] =>
      fields.length === 0 ? [] : [this.localize.t(key, { count: fields.length, names: this.#names(fields) })];
    const texts = [...say('form.appeared', now.filter((field) => !before.includes(field))), ...say('form.disappeared', before.filter((field) => !now.includes(field)))];
    if (texts.length > 0) this.#announce.say(texts.join(' '));
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    // Safari tells of the Enter that ends a composition only by this number.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (event.key === 'Enter' && (event.isComposing || event.keyCode === 229)) event.preventDefault();
    const { sender } = this.#form;
    if (event.key !== 'z' || event.shiftKey || !(event.ctrlKey || event.metaKey) || sender.held === undefined || sender.stateOf(sender.held) !== 'undo') return;
    event.preventDefault();
    void this.#onTakeBack(sender.held);
  };

  #onView(event: MouseEvent, ticket: Ticket): void {
    if (isForBrowser(event)) return;
    if (this.dispatchEvent(new TicketSelectEvent(ticket.id))) return;
    event.preventDefault();
    // The page shows the ticket: who comes back here finds an empty form, not the old thanks.
    if (ticket === this.#form.ticket) this.reset();
  }

  #onFiles(change: FilesChange): void {
    this.#announce.say(filesChangeText(this.localize, change));
  }

  #onSummaryLink(event: MouseEvent, id: string): void {
    event.preventDefault();
    const control = this.renderRoot.querySelector<HTMLElement>(`#${id}`);
    control?.focus({ preventScroll: true });
    // The label above it has to be seen, too.
    control?.closest('.field')?.scrollIntoView({ block: 'center' });
  }

  protected override render(): TemplateResult {
    const { t } = this.localize;
    const { ticket } = this.#form;
    return this.renderInstead() ?? html`
      <section class="content stack" aria-labelledby="heading">
        ${ticket === undefined ? html`
          ${heading(this.headingLevel, this.formLabel || t('form.heading'), { main: true })}
          <slot></slot>
          ${this.#renderContent()}` : this.#renderDone(ticket)}
      </section>
      <p class="muted" role="status">${this.#form.slow ? t('state.slow') : nothing}</p>
      ${this.#announce.render()}`;
  }

  #renderContent(): TemplateResult {
    const { t } = this.localize;
    const { absence, loadError, form, loading, chosen, followUpOf } = this.#form;
    if (absence === 'signed-out') return this.renderSignIn(t('form.signedOut'));
    if (absence === 'no-follow-up') return emptyState(t('form.noFollowUp'), '', html`<button type="button" @click=${this.#onNotFollowUp}>${t('form.heading')}</button>`);
    if (absence !== undefined && loadError === undefined) return emptyState(t(absence === 'none' ? 'form.none' : 'form.unsupported'), '');
    return html`
      ${followUpOf === undefined ? nothing : html`<p part="follow-up">${t('form.followUp', { ticket: `${followUpOf.displayId}: ${followUpOf.subject}` })}</p>`}
      ${this.#form.createdBeside.map((ticket) => html`
        <div class="notice row" part="created"><span>${t('form.submitted', { id: ticket.displayId })}</span>${this.#renderView(ticket, '')}</div>`)}
      ${this.#pressed.renderOthers()}
      ${this.#renderChooser()}
      ${form !== undefined ? this.#renderForm() : loadError !== undefined ? this.#renderLoadError() : loading || chosen !== '' ? loadingState(t, t('form.loading'), false) : nothing}`;
  }

  #renderLoadError(): TemplateResult | typeof nothing {
    const { t } = this.localize;
    const { loadError } = this.#form;
    if (loadError === undefined) return nothing;
    if (loadError.code === 'not-found') return emptyState(t('form.notFound'), '');
    return loadError.code === 'unsupported' ? emptyState(t('form.unsupported'), '') : errorState(t, loadError, this.#onRetry);
  }

  #renderChooser(): TemplateResult | typeof nothing {
    const { t } = this.localize;
    const { choices, chosen } = this.#form;
    if (choices.length < 2) return nothing;
    return html`
      <fieldset class="field chooser" part="chooser">
        <legend>${t('form.choose')}</legend>
        ${repeat(choices, ({ id }) => id, ({ id, name, description = '' }, index) => html`
          <div class="choice">
            <input type="radio" name="choice" id=${`choice-${String(index)}`} .value=${id} .checked=${live(id === chosen)} @change=${this.#onChoose}
              aria-describedby=${description === '' ? nothing : `choice-${String(index)}-help`}>
            <div><label for=${`choice-${String(index)}`}><bdi>${name}</bdi></label>
              ${description === '' ? nothing : html`<p class="help description" id=${`choice-${String(index)}-help`}><bdi>${description}</bdi></p>`}</div>
          </div>`)}
      </fieldset>`;
  }

  #renderForm(): TemplateResult {
    const { t } = this.localize;
    const { draft, form, choices, leftByAddress, sender: { busy, held } } = this.#form;
    const { fields, values } = draft;
    const fileFields = fields.filter(({ type }) => type === 'file');
    // With one list of files, all of the form takes what is dropped or pasted.
    const files = fileFields[0] !== undefined && fileFields.length === 1 ? draft.filesOf(fileFields[0]) : undefined;
    const view = {
      localize: this.localize, draft, values, busy, input: this.#onInput, change: (field: FormField) => { draft.check(field); },
    };
    return html`
      <form part="form" class="stack" novalidate aria-labelledby="heading" @submit=${this.#onSubmit} @keydown=${this.#onKeydown}
        ${files === undefined ? nothing : fileDrop(files, !busy)}>
        ${this.#status.renderNotices()}
        ${form?.description === undefined || form.description === '' || choices.length > 1 ? nothing : html`<p class="description" part="description"><bdi>${form.description}</bdi></p>`}
        ${leftByAddress.length === 0 ? nothing : html`<p class="notice">${t('form.prefillLeft', { names: this.#names(leftByAddress) })}</p>`}
        ${this.#renderSummary()}
        ${fields.some(({ required }) => required) ? html`<p class="help">${t('form.requiredHint')}</p>` : nothing}
        ${repeat(fields, ({ id }) => id, (field) => {
          const one = formField(view, field, this.#controlId(field));
          return field.when === undefined ? one : html`<div class="conditional">${one}</div>`;
        })}
        <div class="outcome" role="alert">${this.#renderSendError()}</div>
        <div class="row actions">
          <button id="submit" part="submit" class="primary" aria-disabled=${this.#form.sender.sending}>${held === undefined ? t(busy ? 'form.submitting' : 'form.submit') : this.#pressed.submitText(held)}</button>
          ${held === undefined ? this.#status.render() : this.#pressed.renderActions(held)}
        </div>
      </form>
      ${this.#form.signedOut ? this.renderSignIn(t('portal.sessionEnded')) : nothing}`;
  }

  #renderSummary(): TemplateResult | typeof nothing {
    const { issues } = this.#form.draft;
    if (issues.length === 0) return nothing;
    const entry = ({ field, issue }: (typeof issues)[number]): TemplateResult => {
      const id = this.#controlId(field);
      return html`<li><a href=${`#${id}`} @click=${(event: MouseEvent) => { this.#onSummaryLink(event, id); }}><bdi>${fieldLabel(this.localize, field)}</bdi> – ${fieldIssueText(this.localize, field, issue)}</a></li>`;
    };
    return html`
      <div id="summary" class="summary notice danger" part="error-summary" role="group" tabindex="-1" aria-labelledby="summary-heading">
        <strong id="summary-heading">${this.localize.t('form.errors', { count: issues.length })}</strong>
        <ul>${issues.map(entry)}</ul>
      </div>`;
  }

  /** Fields are known by their position: a backend's id may hold what no id of HTML can. Those that are not asked count, so that the others keep theirs. */
  #controlId(field: FormField): string {
    return `field-${String(this.#form.form?.fields.indexOf(field) ?? 0)}`;
  }

  #renderSendError(): TemplateResult | typeof nothing {
    const { t } = this.localize;
    const { sendError: error, sender: { held, cancelled } } = this.#form;
    const reason = held && this.#pressed.reason(held);
    if (reason !== undefined) return html`<p class="notice danger" part="error">${reason}</p>`;
    if (cancelled) return html`<p class="notice">${t('form.cancelled')}</p>`;
    return error === undefined ? nothing : html`<p class="notice danger" part="error">${t('form.failed')} ${errorText(t, error)}</p>`;
  }

  #renderDone(ticket: Ticket): TemplateResult {
    const { t } = this.localize;
    return html`
      <div class="done stack" part="success">
        <span class="check" aria-hidden="true">✓</span>
        ${heading(this.headingLevel, t('form.submittedHeading'), { main: true })}
        <p>${t('form.submitted', { id: ticket.displayId })}</p>
        <slot name="done"></slot>
        <div class="row">
          ${this.#renderView(ticket, 'primary')}
          ${this.followUpOf === '' ? html`<button type="button" @click=${this.#onAnother}>${t('form.another')}</button>` : nothing}
        </div>
      </div>`;
  }

  /** What leads to a ticket. */
  #renderView(ticket: Ticket, kind: string): TemplateResult {
    const text = this.localize.t('form.view');
    const view = (event: MouseEvent): void => { this.#onView(event, ticket); };
    return this.ticketUrl === '' ? html`<button type="button" class=${kind} @click=${view}>${text}</button>`
      : html`<a class="button ${kind}" href=${ticketHref(this.ticketUrl, ticket.id)} @click=${view}>${text}</a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'support-form': SupportForm }
}
