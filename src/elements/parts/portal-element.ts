import { html, LitElement, type CSSResultGroup, type ReactiveController, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { LocalizedText, PublicSettings, Theme } from '../../contract/index.ts';
import { common } from '../../i18n/en/common.ts';
import { isRightToLeft, LocalizeController, type OwnerTexts, type Texts } from '../../i18n/index.ts';
import { PortalController, type PortalCallbacks } from '../../portal/controllers/portal-controller.ts';
import { fetchPart } from '../../portal/fetch-part.ts';
import { isSandboxed } from '../../portal/gateway-address.ts';
import { textIn, type Portal, type SessionChangeEvent, type TokenProvider } from '../../portal/index.ts';
import { base, ThemeController } from '../../theme/index.ts';
import { heading } from './heading.ts';
import { hostOf } from './host-of.ts';
import { keepKeys } from './keep-keys.ts';
import { PresenceController } from './presence.ts';
import { submitInSandbox } from './sandboxed-forms.ts';
import type { SignInPlace } from './sign-in-place.ts';

const NO_TEXTS: OwnerTexts = {};

/**
 * What all elements of Portico share: how they find their portal, their language, and where the focus goes.
 *
 * @cssproperty --portal-accent - Main buttons and marks.
 * @cssproperty --portal-on-accent - Text on main buttons and marks.
 * @cssproperty --portal-link - Links; the accent by default.
 * @cssproperty --portal-focus - The focus ring; the accent by default.
 * @cssproperty --portal-surface - What the element stands on, where that cannot be seen on the page; background of dialogs and menus.
 * @cssproperty --portal-field - Background of fields.
 * @cssproperty --portal-raised - Background of raised boxes.
 * @cssproperty --portal-border - Lines.
 * @cssproperty --portal-control-border - Borders of fields and buttons.
 * @cssproperty --portal-muted - Texts of less weight.
 * @cssproperty --portal-danger - Errors.
 * @cssproperty --portal-success - What went well.
 * @cssproperty --portal-warning - Marked words of messages.
 * @cssproperty --portal-radius - Roundness of boxes, fields and buttons.
 * @cssproperty --portal-space - The space between things.
 */
export abstract class PortalElement extends LitElement implements PortalCallbacks {
  static override styles: CSSResultGroup = base;

  /** The English texts that the element and its parts use, by sections of `i18n/en`; see `sections.test.ts` there. */
  static texts: readonly Partial<Texts>[] = [common];

  /** Texts and formats in the language of the surroundings. */
  protected readonly localize = new LocalizeController(this, ...(this.constructor as typeof PortalElement).texts);
  /** The look of the page around. */
  readonly #theme = new ThemeController(this);
  /** The portal in use. */
  protected readonly connection = new PortalController(this, this);

  #signInPlace: SignInPlace | undefined;
  #fetchingPlace: Promise<void> | undefined;
  /** The attributes that the page has set where the owner has fixed the language. */
  #pageLanguage: { readonly lang: string | null; readonly dir: string | null } | undefined;

  constructor() {
    super();
    keepKeys(this);
    new PresenceController(this, () => this.connection.value);
  }

  protected override createRenderRoot(): ShadowRoot {
    const root = super.createRenderRoot() as ShadowRoot;
    submitInSandbox(root);
    return root;
  }

  /** Address of the gateway. Without it the element uses the portal of the element around it, or the page's default. */
  @property() gateway = '';

  /** A portal made by script; wins over `gateway`. */
  @property({ attribute: false }) portal: Portal | undefined;

  /**
   * Hands over a token, signed by your own application, for the user who is signed in there; null where nobody is. The gateway then begins a session for
   * them without a second sign-in, and the token is asked for again whenever that session needs to be renewed.
   * Keep the same function while the user is the same: another one asks again who is signed in.
   *
   * @example document.querySelector('customer-portal').tokenProvider = async () => (await fetch('/portal-token')).text();
   */
  @property({ attribute: false }) tokenProvider: TokenProvider | undefined;

  /** `none` takes no look from the page, for pages whose design does not suit: Portico's own colours then, and what the page and the owner have decided for it. */
  @property({ reflect: true, useDefault: true }) theme: 'none' | '' = '';

  /** Level of the element's main heading, 1 to 6; those below it follow. */
  @property({ attribute: 'heading-level', type: Number }) headingLevel = 2;

  /** Called with the portal that the element has found, or undefined when there is none any more. */
  portalChanged?(portal: Portal | undefined): void;
  /** Called when somebody signed in or out, or the session ended. */
  sessionChanged?(event: SessionChangeEvent): void;
  /** Called when a ticket was created or changed by this or another element. */
  ticketsChanged?(ticketId: string): void;

  /** Called when the owner's settings are known or have changed: takes over words, language and look. */
  settingsChanged(): void {
    const { settings } = this;
    this.localize.owner = settings?.texts ?? NO_TEXTS;
    // What is inside of another element follows that one.
    if (!(hostOf(this) instanceof PortalElement)) {
      this.#speak(settings == null || settings.language === 'page' ? undefined : settings.language);
      this.wear(settings?.brand.theme ?? {});
    }
    this.localize.refresh();
  }

  /** The owner's settings; undefined until they are known, null where there are none. */
  protected get settings(): PublicSettings | null | undefined {
    return this.connection.value?.settings;
  }

  /** What the owner has written, in the element's language; `''` for nothing. */
  protected inWords(text: LocalizedText | undefined): string {
    return textIn(text ?? {}, this.localize.tag) ?? '';
  }

  /** Puts the owner's look on. Elements that are parts of somebody else's navigation do not. */
  protected wear(look: Theme): void {
    this.#theme.owner = look;
  }

  #speak(language: string | undefined): void {
    if (language === undefined && this.#pageLanguage === undefined) return;
    this.#pageLanguage ??= { lang: this.getAttribute('lang'), dir: this.getAttribute('dir') };
    const wanted = language === undefined ? this.#pageLanguage : { lang: language, dir: isRightToLeft(language) ? 'rtl' : 'ltr' };
    for (const [name, value] of Object.entries(wanted)) {
      if (value === null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    }
    if (language === undefined) this.#pageLanguage = undefined;
  }

  /** What is shown instead of everything: that there is no portal, or that the owner has closed it. Undefined where there is more to show. */
  protected renderInstead(): TemplateResult | undefined {
    const { t } = this.localize;
    if (this.connection.value === undefined) return html`<p class="notice danger" role="alert">${t(isSandboxed() ? 'portal.sandboxed' : 'portal.noGateway')}</p>`;
    const { settings } = this;
    if (settings?.enabled !== false) return undefined;
    return html`
      <div class="state" part="off">
        ${heading(this.headingLevel, html`<bdi>${this.inWords(settings.name)}</bdi>`, { main: true })}
        <p class="written">${this.inWords(settings.offMessage) || t('portal.off')}</p>
      </div>`;
  }

  /**
   * Moves the focus to the element's main heading, as soon as there is one: what a change of view does.
   * @param options `preventScroll` leaves the page where it is.
   */
  async focusHeading(options: FocusOptions = {}): Promise<void> {
    await this.updateComplete;
    const find = (): HTMLElement | null => this.renderRoot.querySelector<HTMLElement>('[data-main-heading]');
    const before = activeElement();
    for (let heading = find(); ; heading = find()) {
      // Whoever has moved on meanwhile is not called back; the body has the focus when what had it was hidden.
      const now = activeElement();
      if (!this.isConnected || (now !== before && now !== document.body)) return;
      if (heading !== null) {
        heading.focus(options);
        return;
      }
      await new Promise<void>((resolve) => { this.#onceUpdated(resolve); });
    }
  }

  /** Asks to sign in: in place, or by the way to the sign-in that the page has elsewhere. @param reason Why, in a sentence. */
  protected renderSignIn(reason: string): TemplateResult {
    this.#fetchingPlace ??= fetchPart(() => import('./sign-in-place.ts')).then(({ SignInPlace: Place }) => {
      this.#signInPlace = new Place(this, this.localize, this.connection);
      this.requestUpdate();
    }, () => { this.#fetchingPlace = undefined; });
    return this.#signInPlace?.render(reason) ?? html`<p class="notice" part="signed-out">${reason}</p>`;
  }

  /** Brings somebody to the sign-in that {@link renderSignIn} shows or leads to. */
  protected async focusSignIn(): Promise<void> {
    await this.updateComplete;
    await this.#fetchingPlace;
    this.#signInPlace?.focus();
  }

  /** Somebody has signed in in place. Brings them to where they go on. */
  signedInHere(): void {
    void this.focusHeading({ preventScroll: true });
  }

  /** Calls back after the next update of the element. */
  #onceUpdated(callback: () => void): void {
    const controller: ReactiveController = {
      hostUpdated: () => {
        this.removeController(controller);
        callback();
      },
    };
    this.addController(controller);
  }
}

/** What has the focus, looking through shadow roots. */
function activeElement(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}
