import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Only one portal of a page lends it an icon. */
let lent: HTMLLinkElement | undefined;

/** Lends the browser's tab an icon, and gives the page's own back when it is done. */
export class FaviconController implements ReactiveController {
  readonly #link = Object.assign(document.createElement('link'), { rel: 'icon' });
  readonly #own: HTMLLinkElement[] = [];
  #href: string | null = null;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostConnected(): void {
    this.#show();
  }

  hostDisconnected(): void {
    this.#hide();
  }

  /** Sets the icon's address; null gives back what the page had. */
  set(href: string | null): void {
    if (href === this.#href) return;
    this.#href = href;
    this.#hide();
    this.#show();
  }

  #show(): void {
    if (this.#href === null || lent !== undefined) return;
    lent = this.#link;
    // Browsers choose among several icons by size and type: only one that is alone is sure to be shown.
    for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel~="icon" i]')) {
      this.#own.push(link);
      link.relList.remove('icon');
    }
    this.#link.href = this.#href;
    document.head.append(this.#link);
  }

  #hide(): void {
    if (lent !== this.#link) return;
    lent = undefined;
    this.#link.remove();
    for (const link of this.#own.splice(0)) link.relList.add('icon');
  }
}
