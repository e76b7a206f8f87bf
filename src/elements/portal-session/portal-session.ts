import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { session } from '../../i18n/en/session.ts';
import { AnnounceController } from '../../portal/controllers/announce-controller.ts';
import { RequestController } from '../../portal/controllers/request-controller.ts';
import type { Portal, SessionWarning } from '../../portal/index.ts';
import { PortalElement } from '../parts/portal-element.ts';
import { errorText } from '../parts/states.ts';
import { navigation } from '../portal-login/navigation.ts';
import { styles } from './portal-session.styles.ts';

/**
 * Says that the session is about to end, and lets it go on by any key; and says all the time that a member of the support team looks at the portal as a
 * customer. The other elements show it by themselves; put it on a page to have it in a place of your own.
 *
 * @tag portal-session
 * @csspart preview - The bar that says that this is a preview.
 * @csspart end-preview - The button that ends the preview.
 * @csspart warning - The warning that the session ends soon.
 * @csspart stay - The button that makes the session last.
 * @csspart sign-in-again - The button that ends a session which nothing can make last.
 * @csspart close - The button that closes that warning.
 * @csspart error - What went wrong.
 */
export class PortalSession extends PortalElement {
  static override styles = [PortalElement.styles, styles];
  static override texts = [...PortalElement.texts, session];

  readonly #announce = new AnnounceController(this);
  readonly #request = new RequestController<void>(this);
  #warned = false;

  @query('.warning') private readonly warningBox!: HTMLElement | null;
  @query('.preview') private readonly previewBar!: HTMLElement | null;

  /** The person has closed the warning. */
  @state() private closed = false;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('focusin', this.#onFocus);
    document.addEventListener('keydown', this.#onKeydown);
    // A box that is moved on the page is closed by the browser.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('focusin', this.#onFocus);
    document.removeEventListener('keydown', this.#onKeydown);
  }

  override portalChanged(portal: Portal | undefined): void {
    this.closed = false;
    portal?.loadSession().catch(() => undefined);
  }

  override sessionChanged(): void {
    this.#request.reset();
  }

  protected override update(changed: PropertyValues): void {
    const { value: portal } = this.connection;
    const isWarned = portal?.sessionWarning !== undefined;
    if (!isWarned) this.closed = false;
    if (this.#warned && !isWarned && portal?.session?.customer) this.#announce.say(this.localize.t('session.stayed'));
    this.#warned = isWarned;
    super.update(changed);
  }

  protected override updated(): void {
    const box = this.warningBox;
    // The top layer is above whatever the page may stack.
    if (box !== null && !box.matches(':popover-open')) box.showPopover();
  }

  get #warning(): SessionWarning | undefined {
    return this.closed ? undefined : this.connection.value?.sessionWarning;
  }

  readonly #onStay = (): void => { void this.connection.value?.refreshSession({ passive: false }); };

  readonly #onSignInAgain = (): void => {
    const { value: portal } = this.connection;
    if (portal !== undefined && !this.#request.pending) void this.#request.run((signal) => portal.endSession(signal));
  };

  readonly #onEndPreview = (): void => {
    const { value: portal } = this.connection;
    if (portal === undefined || this.#request.pending) return;
    void this.#request.run(async (signal) => {
      const { signOutUrl } = await portal.signOut(signal, { discard: true });
      if (signOutUrl !== undefined) navigation.go(signOutUrl);
    });
  };

  readonly #onClose = (): void => { this.closed = true; };

  readonly #onKeydown = ({ key, defaultPrevented }: KeyboardEvent): void => {
    if (key === 'Escape' && !defaultPrevented && this.#warning?.final === true) this.closed = true;
  };

  /** What has the focus is never below the bar or the warning. */
  readonly #onFocus = (event: FocusEvent): void => {
    const [target] = event.composedPath();
    if (!(target instanceof Element) || this.shadowRoot?.contains(target) === true) return;
    const focused = target.getBoundingClientRect();
    const covers = (box: Element | null): boolean => {
      const { top, bottom, left, right } = box?.getBoundingClientRect() ?? new DOMRect();
      return focused.top < bottom && focused.bottom > top && focused.left < right && focused.right > left;
    };
    if (focused.height < innerHeight / 2 && (covers(this.previewBar) || covers(this.warningBox))) target.scrollIntoView({ block: 'center' });
  };

  protected override render(): TemplateResult {
    return html`${this.#announce.render()}${this.#renderPreview()}${this.#renderWarning()}`;
  }

  #renderPreview(): TemplateResult | typeof nothing {
    const { t } = this.localize;
    const { customer, preview } = this.connection.value?.session ?? {};
    if (preview === undefined || customer == null) return nothing;
    return html`
      <div class="preview" part="preview">
        <span role="status" dir="auto">${t('session.preview', { agent: preview.agent, customer: customer.name || customer.email })}</span>
        <button type="button" part="end-preview" aria-disabled=${this.#request.pending} @click=${this.#onEndPreview}>${t('session.endPreview')}</button>
        ${this.#renderError()}
      </div>`;
  }

  #renderWarning(): TemplateResult | typeof nothing {
    const { t } = this.localize;
    const warning = this.#warning;
    if (warning === undefined) return nothing;
    const { minutes, final } = warning;
    return html`
      <div class="warning" part="warning" .popover=${'manual'}>
        <p role="alert">
          <strong>${minutes === 0 ? t('session.endsSoon') : t('session.ends', { count: minutes })}</strong>
          ${t(final ? 'session.final' : 'session.anyKey')}
        </p>
        <div class="row">
          ${final ? html`
            <button type="button" part="sign-in-again" class="primary" aria-disabled=${this.#request.pending} @click=${this.#onSignInAgain}>${t('session.signInAgain')}</button>
            <button type="button" part="close" @click=${this.#onClose}>${t('session.close')}</button>`
            : html`<button type="button" part="stay" class="primary" @click=${this.#onStay}>${t('session.stay')}</button>`}
        </div>
        ${this.#renderError()}
      </div>`;
  }

  #renderError(): TemplateResult {
    const { error } = this.#request;
    return html`<div role="alert">${error === undefined ? nothing : html`<span class="error-text" part="error">${errorText(this.localize.t, error)}</span>`}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'portal-session': PortalSession }
}
