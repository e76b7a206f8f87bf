import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PortalElement } from '../parts/portal-element.ts';

/** What the controller needs of its element. */
export interface FocusHost extends ReactiveControllerHost, HTMLElement {
  /** The place of all views, which can have the focus. */
  readonly place: HTMLElement | null;
  /** The element of the view that is shown; null while its code is on its way. */
  readonly shown: Partial<PortalElement> | null;
}

/** Moves the focus to the heading of a view when another one is shown, however long that takes to come. */
export class FocusController implements ReactiveController {
  readonly #host: FocusHost;
  /** Set while the focus has to go to the heading, as soon as that is there. */
  #options: FocusOptions | undefined;
  /** The focus waits at the place of the views. */
  #rests = false;

  constructor(host: FocusHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Moves the focus to the heading of what is shown from now on. */
  move(options: FocusOptions = {}): void {
    this.#options = options;
    this.#rests = false;
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const { place, shown, shadowRoot } = this.#host;
    if (this.#options === undefined || place === null) return;
    // What had the focus is hidden by now, and the heading, even the view's element, may still be on its way.
    if (!this.#rests || document.activeElement === document.body) place.focus({ preventScroll: true });
    else if (!place.contains(shadowRoot?.activeElement ?? null)) this.#options = undefined;
    this.#rests = true;
    if (shown === null || this.#options === undefined) return;
    void shown.focusHeading?.(this.#options);
    this.#options = undefined;
  }
}
