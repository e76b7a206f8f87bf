import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Look } from '../live.ts';
import type { Portal } from '../portal.ts';

/** Milliseconds until the code that looks is fetched: what the page shows first comes first. */
const AFTER = 1500;

/** Lets an element look again whenever something may have happened meanwhile, as long as it is on the page and shows something. */
export class LiveController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #shown: () => Portal | undefined;
  readonly #look: Look;
  #portal: Portal | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #end: (() => void) | undefined;

  /** @param shown The portal of what the element shows; undefined while it shows nothing. @param look Looks at it again; resolves with false where that failed. */
  constructor(host: ReactiveControllerHost & HTMLElement, shown: () => Portal | undefined, look: Look) {
    this.#host = host;
    this.#shown = shown;
    this.#look = look;
    host.addController(this);
  }

  hostConnected(): void {
    this.#join();
  }

  hostUpdated(): void {
    // What is loaded after the element has left follows nothing.
    if (this.#host.isConnected) this.#join();
  }

  hostDisconnected(): void {
    this.#leave();
  }

  #join(): void {
    const portal = this.#shown();
    if (portal === this.#portal) return;
    this.#leave();
    this.#portal = portal;
    if (portal !== undefined) this.#timer = setTimeout(() => { void this.#begin(portal); }, AFTER);
  }

  /** Without the code the page is as it is without any live update. */
  async #begin(portal: Portal): Promise<void> {
    const { follow } = await import('../live.ts').catch(() => ({ follow: undefined }));
    if (follow !== undefined && this.#portal === portal && this.#end === undefined) this.#end = follow(portal, this.#look);
  }

  #leave(): void {
    clearTimeout(this.#timer);
    this.#end?.();
    this.#end = undefined;
    this.#portal = undefined;
  }
}
