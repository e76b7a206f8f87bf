import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { fetchPart } from '../../portal/fetch-part.ts';
import type { Portal } from '../../portal/index.ts';

/** The elements that are on the page, each with its portal. */
export const present = new Map<HTMLElement, Portal | undefined>();

/** Fires `change` when an element comes, goes, or turns to another portal. */
export const presence = new EventTarget();

/**
 * Lets the elements of a page know of each other: one of them shows what concerns them all, such as the end of the session, and who needs
 * a sign-in finds the one that the page has.
 */
export class PresenceController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #portal: () => Portal | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, portal: () => Portal | undefined) {
    this.#host = host;
    this.#portal = portal;
    host.addController(this);
  }

  hostConnected(): void {
    this.#note();
  }

  hostUpdated(): void {
    const portal = this.#portal();
    if (this.#host.isConnected && present.get(this.#host) !== portal) this.#note();
    if (portal?.sessionWarning === undefined && portal?.session?.preview === undefined) return;
    // Without it the session still ends, and the gateway still refuses to write in a preview.
    fetchPart(() => import('../portal-session/mark-session.ts')).then(({ markSession }) => { markSession(portal); }, () => undefined);
  }

  hostDisconnected(): void {
    present.delete(this.#host);
    presence.dispatchEvent(new Event('change'));
  }

  #note(): void {
    present.set(this.#host, this.#portal());
    presence.dispatchEvent(new Event('change'));
  }
}
