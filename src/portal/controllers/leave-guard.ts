import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Has the browser ask before the page is left, with its own question. Listens only while there is something to lose: a page with such a
 * listener cannot be kept for the back button.
 */
export class LeaveGuard implements ReactiveController {
  readonly #host: ReactiveControllerHost & { readonly isConnected: boolean };
  readonly #isNeeded: () => boolean;

  /** @param isNeeded Whether there is something to lose; asked after every update of the host. */
  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, isNeeded: () => boolean) {
    this.#host = host;
    this.#isNeeded = isNeeded;
    host.addController(this);
  }

  hostConnected(): void { this.look(); }

  hostUpdated(): void { this.look(); }

  hostDisconnected(): void { removeEventListener('beforeunload', this.#ask); }

  /** Looks at once, for what may be left before the next update. */
  look(): void {
    const guards = this.#host.isConnected && this.#isNeeded();
    if (guards) addEventListener('beforeunload', this.#ask);
    else removeEventListener('beforeunload', this.#ask);
  }

  /** One for each guard: another one's may have to stay. What was to be lost may have been kept since. */
  readonly #ask = (event: BeforeUnloadEvent): void => { if (this.#isNeeded()) event.preventDefault(); };
}
