import { html, type ReactiveController, type TemplateResult } from 'lit';
import type { LocalizeController } from '../../i18n/index.ts';
import type { PortalController } from '../../portal/controllers/portal-controller.ts';
import { RequestController } from '../../portal/controllers/request-controller.ts';
import { fetchPart } from '../../portal/fetch-part.ts';
import { exportedParts } from '../customer-portal/exported-parts.ts';
import { hostOf } from './host-of.ts';
import { inPageOrder } from './in-page-order.ts';
import type { PortalElement } from './portal-element.ts';
import { presence, present } from './presence.ts';
import { errorState } from './states.ts';

/** Elements that ask to sign in and stand alone. */
const asking = new Map<Node, SignInPlace>();

/**
 * Where somebody signs in who is needed by an element that stands alone: in the element itself, so that nothing around it is lost, or
 * by a way to the sign-in that the page has elsewhere.
 */
export class SignInPlace implements ReactiveController {
  readonly #host: PortalElement;
  readonly #localize: LocalizeController;
  readonly #connection: PortalController;
  readonly #code: RequestController<boolean>;
  #isAsking = false;
  /** What had the focus when that was to go to the sign-in, as soon as it is there. */
  #focusFrom: Element | null | undefined;

  constructor(host: PortalElement, localize: LocalizeController, connection: PortalController) {
    this.#host = host;
    this.#localize = localize;
    this.#connection = connection;
    this.#code = new RequestController(host);
    host.addController(this);
  }

  hostConnected(): void {
    presence.addEventListener('change', this.#onChange);
  }

  hostUpdate(): void {
    this.#isAsking = false;
  }

  hostUpdated(): void {
    this.#moveFocus();
    if (this.#isAsking === asking.has(this.#host)) return;
    if (this.#isAsking) asking.set(this.#host, this);
    else asking.delete(this.#host);
    presence.dispatchEvent(new Event('change'));
  }

  hostDisconnected(): void {
    presence.removeEventListener('change', this.#onChange);
    asking.delete(this.#host);
  }

  /** @param reason Why one has to sign in, in a sentence. */
  render(reason: string): TemplateResult {
    this.#isAsking = true;
    const { t } = this.#localize;
    const { value: portal } = this.#connection;
    const plain = html`<p class="notice" part="signed-out">${reason}</p>`;
    // What the page has may still be on its way, and then it is the place.
    if (document.querySelector(':is(portal-login, customer-portal):not(:defined)') !== null || !asking.has(this.#host)) return plain;
    const login = this.#elsewhere();
    if (login !== undefined) {
      return html`<p class="notice" part="signed-out">${reason} <button type="button" class="text-button" @click=${() => { goTo(login); }}>${t('login.go')}</button></p>`;
    }
    if (this.#code.value === undefined) {
      if (this.#code.error !== undefined) return errorState(t, this.#code.error, this.#fetch);
      if (!this.#code.pending) this.#fetch();
      return plain;
    }
    return html`
      <portal-login exportparts=${exportedParts('portal-login')} .portal=${portal} heading-level=${this.#host.headingLevel} reason=${reason}
        @sign-in=${() => { this.#host.signedInHere(); }}></portal-login>`;
  }

  /** Brings the person to the sign-in here, or to the way to the one elsewhere. */
  focus(): void {
    this.#focusFrom = document.activeElement;
    this.#host.requestUpdate();
  }

  #moveFocus(): void {
    if (this.#focusFrom === undefined) return;
    const { renderRoot } = this.#host;
    const login = renderRoot.querySelector<PortalElement>('portal-login');
    const way = renderRoot.querySelector<HTMLElement>('[part="signed-out"] button');
    // Whoever has moved on meanwhile is not called back.
    const hasMoved = document.activeElement !== this.#focusFrom && document.activeElement !== document.body;
    if (login === null && way === null && this.#isAsking && !hasMoved) return;
    this.#focusFrom = undefined;
    if (hasMoved) return;
    if (login === null) way?.focus();
    else void login.focusHeading();
  }

  readonly #fetch = (): void => {
    void this.#code.run(() => fetchPart(() => import('../portal-login/define.ts')).then(() => true));
  };

  /** The sign-in that the page has elsewhere for the same portal: the owner's, or in the first of the elements that stand alone. */
  #elsewhere(): PortalElement | undefined {
    const { value: portal } = this.#connection;
    const sharing = [...present].flatMap(([element, theirs]) => (theirs === portal ? [element] : []));
    const find = (name: string): HTMLElement | undefined => sharing.find((element) => element.localName === name && element.checkVisibility() && !isInPlace(element));
    const [first] = inPageOrder(sharing.filter((element) => asking.has(element)));
    const login = find('customer-portal') ?? find('portal-login') ?? (first === this.#host ? undefined : first);
    return login as PortalElement | undefined;
  }

  readonly #onChange = (): void => { this.#host.requestUpdate(); };
}

const isInPlace = (login: HTMLElement): boolean => {
  const host = hostOf(login);
  return host !== undefined && asking.has(host);
};

/** An element that shows its sign-in in place leads to that. */
function goTo(element: PortalElement): void {
  const login = element.renderRoot.querySelector<PortalElement>('portal-login') ?? element;
  login.scrollIntoView({ block: 'nearest' });
  void login.focusHeading();
}
