import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Lends the page a title, and gives the host's own back when it is done. */
export class TitleController implements ReactiveController {
  #hostTitle: string | undefined;
  #title = '';

  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.set('');
  }

  /** Sets the page's title; `''` gives back what the host had. */
  set(title: string): void {
    if (title === this.#title) return;
    // Somebody else may have changed the title meanwhile: then it is theirs.
    const ours = this.#title !== '' && document.title === this.#title;
    if (!ours) this.#hostTitle = document.title;
    this.#title = title;
    if (title !== '') document.title = title;
    else if (ours && this.#hostTitle !== undefined) document.title = this.#hostTitle;
  }
}
