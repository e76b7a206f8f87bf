import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Whether an element is at least so wide, for what container queries cannot do: choose between two structures of which only
 * one may be there for screen readers. Measured in the element's own `em`, so that large text counts as little room.
 */
export class WidthController implements ReactiveController {
  /** Whether there is enough room; what was last known while the element is not laid out. */
  isWide = true;
  readonly #host: ReactiveControllerHost & HTMLElement;
  #ems: number;
  #frame = 0;
  // A change of structure changes the height within the same round of observation, which browsers report to
  // the page as an error ("ResizeObserver loop"); a frame later it is a round of its own.
  readonly #observer = new ResizeObserver(() => {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => { this.#measure(); });
  });

  /** @param ems The least width, in `em`. */
  constructor(host: ReactiveControllerHost & HTMLElement, ems: number) {
    this.#host = host;
    this.#ems = ems;
    host.addController(this);
  }

  /** The least width, in `em`, from now on. */
  set least(ems: number) {
    if (ems === this.#ems) return;
    this.#ems = ems;
    this.#measure();
  }

  hostConnected(): void {
    this.#measure();
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  #measure(): void {
    const { clientWidth } = this.#host;
    // Nothing in a hidden view is laid out; it keeps its structure and with it the reader's place.
    if (clientWidth === 0) return;
    const isWide = clientWidth >= this.#ems * Number.parseFloat(getComputedStyle(this.#host).fontSize);
    if (isWide === this.isWide) return;
    this.isWide = isWide;
    this.#host.requestUpdate();
  }
}
