import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { SessionChangeEvent, SessionWarningEvent, SettingsChangeEvent, TicketsChangeEvent } from '../events.ts';
import { defaultPortal, portalAt } from '../find-portal.ts';
import { isSandboxed } from '../gateway-address.ts';
import { portalContext } from '../portal-context.ts';
import type { Portal } from '../portal.ts';
import type { TokenProvider } from '../session-source.ts';

/** What the controller needs of its element. */
export interface PortalHost extends ReactiveControllerHost, HTMLElement {
  /** A portal given by script; wins over everything else. */
  portal: Portal | undefined;
  /** The address of a gateway. */
  gateway: string;
  /** Hands over the user of the page's own application; passed on to the portal in use. */
  tokenProvider: TokenProvider | undefined;
}

/** What an element does when something happens in its portal. */
export interface PortalCallbacks {
  /** The element has found another portal, or none. Start loading here. */
  portalChanged?(portal: Portal | undefined): void;
  /** Somebody signed in or out, or the session ended. */
  sessionChanged?(event: SessionChangeEvent): void;
  /** A ticket was created or changed by this or another element. */
  ticketsChanged?(ticketId: string): void;
  /** The portal's settings ({@link Portal.settings}) are known or have changed, or the element has found a portal with others. */
  settingsChanged?(): void;
}

/**
 * Finds an element's portal: its own `portal`, else that of its own `gateway`, else the one of a surrounding element, else the
 * page's default; and tells the element what happens there. Looks again whenever one of these changes.
 */
export class PortalController implements ReactiveController {
  readonly #host: PortalHost;
  readonly #callbacks: PortalCallbacks;
  readonly #context: ContextConsumer<typeof portalContext, PortalHost>;
  #portal: Portal | undefined;
  /** The address that the portal in use was found by. */
  #gateway: string | undefined;
  /** What had happened to the session when the element left the page. */
  #lastChange: SessionChangeEvent | undefined;

  constructor(host: PortalHost, callbacks: PortalCallbacks = {}) {
    this.#host = host;
    this.#callbacks = callbacks;
    this.#context = new ContextConsumer(host, { context: portalContext, subscribe: true });
    host.addController(this);
  }

  /** The portal in use; undefined while none is found. */
  get value(): Portal | undefined {
    return this.#portal;
  }

  hostConnected(): void {
    window.addEventListener('portico-default-portal', this.#onDefaultPortal);
    this.#listen('addEventListener');
    // An element that comes back to the page may hold what belongs to somebody who has left meanwhile.
    const missed = this.#portal?.lastSessionChange;
    if (missed !== undefined && missed !== this.#lastChange) this.#onSession(missed);
    if (this.#portal !== undefined) this.#onSettings();
  }

  hostDisconnected(): void {
    window.removeEventListener('portico-default-portal', this.#onDefaultPortal);
    this.#listen('removeEventListener');
    this.#lastChange = this.#portal?.lastSessionChange;
  }

  hostUpdate(): void {
    this.#look();
    this.#vouch();
  }

  #look(): void {
    // Undefined is looked up again at every update, an address only when it has changed.
    const { portal: given } = this.#host;
    const gateway = this.#address;
    if (given === undefined && gateway !== '' && gateway === this.#gateway) return;
    this.#gateway = given === undefined ? gateway : undefined;
    const found = this.#find();
    if (found === this.#portal) return;
    this.#listen('removeEventListener');
    this.#portal = found;
    // An element that has left before its first update listens when it comes back, if ever.
    if (this.#host.isConnected) this.#listen('addEventListener');
    // Before anybody asks who is signed in.
    this.#vouch();
    void found?.getSettings();
    this.#onSettings();
    this.#callbacks.portalChanged?.(found);
  }

  /** An attribute that was taken away is null, and frameworks set undefined where they have no value: no gateway either way. */
  get #address(): string {
    return this.#host.gateway || '';
  }

  #vouch(): void {
    const { tokenProvider } = this.#host;
    if (this.#portal !== undefined && tokenProvider !== undefined) this.#portal.tokenProvider = tokenProvider;
  }

  #find(): Portal | undefined {
    const { portal } = this.#host;
    const gateway = this.#address;
    if (portal !== undefined) return portal;
    if (isSandboxed()) {
      explainSandbox();
      return undefined;
    }
    if (gateway === '') return this.#context.value ?? defaultPortal();
    try {
      return portalAt(gateway);
    } catch (error) {
      console.error(`Portico: "${gateway}" is no address of a gateway; set one such as https://support.example.com or /api.`, error);
      return undefined;
    }
  }

  #listen(method: 'addEventListener' | 'removeEventListener'): void {
    this.#portal?.[method](SessionChangeEvent.type, this.#onSession);
    this.#portal?.[method](SessionWarningEvent.type, this.#onWarning);
    this.#portal?.[method](TicketsChangeEvent.type, this.#onTickets);
    this.#portal?.[method](SettingsChangeEvent.type, this.#onSettings);
  }

  readonly #onDefaultPortal = (): void => { this.#host.requestUpdate(); };

  readonly #onSession = (event: Event): void => {
    this.#callbacks.sessionChanged?.(event as SessionChangeEvent);
    this.#host.requestUpdate();
  };

  readonly #onWarning = (): void => { this.#host.requestUpdate(); };

  readonly #onSettings = (): void => {
    this.#callbacks.settingsChanged?.();
    this.#host.requestUpdate();
  };

  readonly #onTickets = (event: Event): void => { this.#callbacks.ticketsChanged?.((event as TicketsChangeEvent).ticketId); };
}

let isExplained = false;

/** Once a page, to its owner. */
function explainSandbox(): void {
  if (isExplained) return;
  isExplained = true;
  console.error('Portico: this page is in a sandboxed frame that takes its origin away, so it has no cookies and nobody can sign in. Let the frame have '
    + 'sandbox="allow-scripts allow-same-origin allow-forms allow-downloads allow-popups", or link to the portal instead of framing it.');
}
