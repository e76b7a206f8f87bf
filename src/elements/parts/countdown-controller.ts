import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Counts down to a moment, a second at a time, for as long as there is one. */
export class CountdownController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #until: () => number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param until The moment, in milliseconds since 1970; undefined while there is none. */
  constructor(host: ReactiveControllerHost, until: () => number | undefined) {
    this.#host = host;
    this.#until = until;
    host.addController(this);
  }

  /** Whole seconds until the moment: the one that has begun counts. */
  get seconds(): number { return Math.max(Math.ceil(((this.#until() ?? 0) - Date.now()) / 1000), 0); }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    const left = (this.#until() ?? 0) - Date.now();
    if (left > 0) this.#timer = setTimeout(() => { this.#host.requestUpdate(); }, left % 1000 + 10);
  }

  hostDisconnected(): void { clearTimeout(this.#timer); }
}
