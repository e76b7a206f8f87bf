import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Person, PortalSettings } from '../../../contract/index.ts';
import { RequestController } from '../../../portal/controllers/request-controller.ts';
import { fetchPart } from '../../../portal/fetch-part.ts';
import type { Portal } from '../../../portal/index.ts';
import { isSame, publicPartOf, readSettings } from '../../../portal/settings/document.ts';
import { previewPortal } from '../../../portal/settings/preview-portal.ts';
import { errorState, errorText } from '../../parts/states.ts';
import type { SettingsView } from '../settings-view.ts';
import { previewFrame, type PreviewPage } from './preview-frame.ts';

/** Milliseconds after the last change before the preview follows. */
const FOLLOW_AFTER = 600;
/** Milliseconds after the last letter before customers are looked for. */
const SEARCH_AFTER = 300;

const PAGES: readonly PreviewPage[] = ['list', 'detail', 'form'];

/** The portal as a customer would see it under the settings as they are being edited, with the real elements. */
export class PreviewPanel implements ReactiveController {
  isOpen = false;
  readonly #host: ReactiveControllerHost;
  readonly #view: SettingsView;
  readonly #key: () => string;
  readonly #code: RequestController<boolean>;
  readonly #customers: RequestController<readonly Person[]>;
  readonly #ticket: RequestController<string | null>;
  #customer: Person | undefined;
  #typed: string | undefined;
  #portal: Portal | undefined;
  #shown: PortalSettings | undefined;
  #page: PreviewPage = 'list';
  #ticketId: string | undefined;
  #isDark = false;
  #isPhone = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #searchTimer: ReturnType<typeof setTimeout> | undefined;

  /** @param key The key of the portal that the settings are of. */
  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, view: SettingsView, key: () => string) {
    this.#host = host;
    this.#view = view;
    this.#key = key;
    this.#code = new RequestController(host);
    this.#customers = new RequestController(host);
    this.#ticket = new RequestController(host);
    host.addController(this);
  }

  hostUpdated(): void {
    if (!this.isOpen || this.#customer === undefined || this.#view.settings.document === undefined || isSame(this.#wanted, this.#shown)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.#follow(); }, this.#shown === undefined ? 0 : FOLLOW_AFTER);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#searchTimer);
  }

  /** Somebody else has signed in. */
  reset(): void {
    for (const request of [this.#customers, this.#ticket]) request.reset();
    this.isOpen = false;
    this.#customer = undefined;
    this.#portal = undefined;
    this.#shown = undefined;
  }

  toggle(isOpen = !this.isOpen): void {
    this.isOpen = isOpen;
    if (isOpen && this.#customers.value === undefined) this.#start();
    this.#host.requestUpdate();
  }

  /** What customers would see if the portal were open; undefined while it cannot be read. */
  get #wanted(): PortalSettings | undefined {
    const { settings } = readSettings(this.#view.document);
    return settings === undefined ? this.#shown : { ...settings, enabled: true };
  }

  readonly #start = (): void => {
    void this.#code.run(() => fetchPart(() => Promise.all([
      import('../../ticket-list/define.ts'), import('../../ticket-detail/define.ts'), import('../../support-form/define.ts'),
    ])).then(() => true));
    void this.#find('').then((found) => { if (this.#customer === undefined && found?.[0] !== undefined) this.#be(found[0]); });
  };

  #find(search: string): Promise<readonly Person[] | undefined> {
    return this.#customers.run(async (signal) => (await this.#view.settings.owner.findCustomers({ search }, { signal })).items);
  }

  #be(customer: Person): void {
    this.#customer = customer;
    this.#typed = undefined;
    this.#ticketId = undefined;
    // Another customer's ticket is none of this one's.
    this.#ticket.reset();
    this.#renew();
  }

  /** New words and looks are handed over; new rules make another portal, whose answers are others. */
  #follow(): void {
    const [before, wanted] = [this.#shown, this.#wanted];
    const isSameRule = before !== undefined && wanted !== undefined
      && isSame([before.tickets, before.form, before.actions], [wanted.tickets, wanted.form, wanted.actions]);
    const settings = publicPartOf(wanted);
    if (this.#portal === undefined || !isSameRule || settings === undefined) this.#renew();
    else this.#portal.settings = settings;
    this.#shown = wanted;
    this.#host.requestUpdate();
  }

  #renew(): void {
    const [settings, customer] = [this.#wanted, this.#customer];
    if (settings === undefined || customer === undefined) return;
    const portal = previewPortal({ owner: this.#view.settings.owner, settings, customer, key: this.#key() });
    this.#portal = portal;
    this.#shown = settings;
    if (this.#page === 'detail') this.#findTicket();
    this.#host.requestUpdate();
  }

  /** A ticket to show where none has been opened in the list. */
  readonly #findTicket = (): void => {
    const portal = this.#portal;
    if (portal === undefined || this.#ticketId !== undefined) return;
    void this.#ticket.run(async (signal) => {
      const { capabilities: { views } } = await portal.getProfile();
      for (const view of views) {
        const { items: [first] } = await portal.ticketing.listTickets({ view, limit: 1 }, { signal });
        if (first !== undefined) return first.id;
      }
      return null;
    });
  };

  #turnTo(page: PreviewPage, ticketId?: string): void {
    this.#page = page;
    this.#ticketId = ticketId;
    if (page === 'detail') this.#findTicket();
    this.#host.requestUpdate();
  }

  readonly #onCustomerInput = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    this.#typed = value;
    clearTimeout(this.#searchTimer);
    const known = this.#customers.value?.find(({ email }) => email === value);
    if (known !== undefined) this.#be(known);
    else this.#searchTimer = setTimeout(() => { void this.#find(value.trim()); }, SEARCH_AFTER);
    this.#host.requestUpdate();
  };

  /** An address that was typed to its end counts, known or not: a customer may have no ticket yet. */
  readonly #onCustomerChange = (): void => {
    const typed = this.#typed?.trim() ?? '';
    if (/^[^\s@]+@[^\s@]+$/.test(typed)) this.#be({ email: typed, name: typed });
  };

  render(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    const { t, document, settings } = this.#view;
    const { value = [], error } = this.#customers;
    const toggle = (isOn: boolean, label: string, change: () => void): TemplateResult => html`
      <button type="button" aria-pressed=${isOn} @click=${() => {
        change();
        this.#host.requestUpdate();
      }}>${label}</button>`;
    return html`
      <section class="preview" part="preview" aria-labelledby="preview-title">
        <div class="preview-tools">
          <strong id="preview-title">${t('settings.preview')}</strong>
          <div class="field">
            <label for="preview-customer">${t('settings.preview.customer')}</label>
            <input id="preview-customer" type="text" list="preview-customers" autocomplete="off" dir="ltr" .value=${live(this.#typed ?? this.#customer?.email ?? '')} aria-describedby="preview-error"
              @input=${this.#onCustomerInput} @change=${this.#onCustomerChange}>
            <datalist id="preview-customers">${value.map(({ email, name }) => html`<option value=${email}>${name}</option>`)}</datalist>
            <div id="preview-error" role="status">${error !== undefined ? html`<span class="error-text">${errorText(t, error)}</span>`
              : this.#customers.value?.length === 0 ? html`<span class="help">${t('settings.preview.noCustomer')}</span>` : nothing}</div>
          </div>
          <div class="row">
            <div class="segments" role="group" aria-label=${t('settings.preview.page')}>${PAGES.map((page) => toggle(page === this.#page, t(`settings.preview.${page}`), () => { this.#turnTo(page); }))}</div>
            <div class="segments" role="group" aria-label=${t('settings.preview.look')}>
              ${toggle(this.#isDark, t('settings.preview.dark'), () => { this.#isDark = !this.#isDark; })}
              ${toggle(this.#isPhone, t('settings.preview.phone'), () => { this.#isPhone = !this.#isPhone; })}
            </div>
          </div>
          ${document.enabled ? nothing : html`<p class="help">${t('settings.preview.off')}</p>`}
          ${readSettings(settings.document).settings === undefined ? html`<p class="help">${t('settings.preview.waits')}</p>` : nothing}
        </div>
        ${this.#renderFrame()}
      </section>`;
  }

  #renderFrame(): TemplateResult | typeof nothing {
    const { t } = this.#view;
    const portal = this.#portal;
    if (this.#code.error !== undefined) return errorState(t, this.#code.error, this.#start);
    if (this.#customers.error !== undefined && portal === undefined) return errorState(t, this.#customers.error, this.#start);
    if (portal === undefined || this.#code.value === undefined) return html`<p class="state muted">${t('settings.loading')}</p>`;
    if (this.#page === 'detail' && this.#ticketId === undefined && this.#ticket.error !== undefined) return errorState(t, this.#ticket.error, this.#findTicket);
    return previewFrame({
      portal, page: this.#page, headingLevel: this.#view.headingLevel + 1, ticketId: this.#ticketId ?? this.#ticket.value ?? undefined, isDark: this.#isDark, isPhone: this.#isPhone,
      noTicket: t(this.#ticket.pending ? 'settings.loading' : 'settings.preview.noTicket'), open: (ticketId) => { this.#turnTo('detail', ticketId); },
    });
  }
}
