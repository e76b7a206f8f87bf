import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { hrefOf, parseRoute, type Route } from '../route.ts';
import { systemPage, type SystemPage } from '../system-page.ts';

/** Where a portal keeps its place: in the fragment, in the path, or only in memory. */
export type Routing = 'hash' | 'path' | 'none';

/** What the controller needs of its element. */
export interface RouteHost extends ReactiveControllerHost {
  routing: Routing;
  /** The path below which the portal lives, for path routing. */
  base: string;
  /** That path as the owner's settings have it, where the element says nothing; `''` while they are not known. */
  readonly ownerPath: string;
  readonly isConnected: boolean;
}

/** An address as this page means it: a `<base>` would lead links elsewhere. */
const ofThisPage = (address: string): string => document.getElementsByTagName('base').length === 0 ? address : new URL(address, location.href).href;

/** Only one portal of a page can keep its place in the address; the others keep theirs in memory. */
let owner: object | undefined;

/**
 * The portal's place, kept in the page's address so that it can be shared, bookmarked and left by the back button.
 * Uses the History API; a hash link of the host's own that is no place of ours is left alone. A view of the sign-in that the address asks for
 * (`#portal=…`) takes the place's place in it only for a while.
 */
export class RouteController implements ReactiveController {
  readonly #host: RouteHost;
  readonly #onChange: (back: boolean) => void;
  readonly #token = {};
  #route: Route = { view: 'list', query: '' };
  #page: SystemPage | undefined;

  /** @param onChange Called after the place has changed; `back` when by the browser's back or forward button. */
  constructor(host: RouteHost, onChange: (back: boolean) => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  get route(): Route {
    return this.#route;
  }

  /** The view of the sign-in that the address has asked for, until that is closed. */
  get page(): SystemPage | undefined {
    return this.#page;
  }

  hostConnected(): void {
    owner ??= this.#token;
    addEventListener('popstate', this.#onPopState);
    addEventListener('hashchange', this.#onPopState);
    this.#route = this.#read() ?? this.#route;
    if (owner === this.#token) this.#page = systemPage() ?? this.#page;
  }

  hostDisconnected(): void {
    if (owner === this.#token) owner = undefined;
    removeEventListener('popstate', this.#onPopState);
    removeEventListener('hashchange', this.#onPopState);
  }

  /** Reads the place again: the path below which the portal lives has become known. */
  rebase(): void {
    const found = this.#read();
    // An address outside of it says nothing of a place.
    this.#route = found ?? (this.#route.view === 'unknown' ? { view: 'list', query: '' } : this.#route);
  }

  /** The address of a place. A link to it works in a new tab, too, unless the place is kept in memory. */
  href(route: Route): string {
    switch (this.#mode) {
      case 'path': return ofThisPage(hrefOf(route, this.#base));
      case 'hash': return ofThisPage(`#${hrefOf(route, '')}`);
      case 'none': return '#';
    }
  }

  /** Goes to a place. `replace` changes the present entry of the history instead of adding one. */
  go(route: Route, { replace = false } = {}): void {
    const same = hrefOf(route, '') === hrefOf(this.#route, '');
    if (same) this.closePage();
    this.#page = undefined;
    this.#route = route;
    if (!same) this.#write(replace);
    this.#host.requestUpdate();
    if (!replace) this.#onChange(false);
  }

  /** Ends the view of the sign-in, and puts the portal's own place into the address again. */
  closePage(): void {
    if (this.#page === undefined) return;
    this.#page = undefined;
    const shown = this.#read();
    if (shown === undefined || hrefOf(shown, '') !== hrefOf(this.#route, '')) this.#write(true);
    this.#host.requestUpdate();
  }

  #write(replace: boolean): void {
    if (this.#mode === 'none') return;
    history[replace ? 'replaceState' : 'pushState'](null, '', new URL(this.href(this.#route), location.href).href);
  }

  get #mode(): Routing {
    return owner === this.#token ? this.#host.routing : 'none';
  }

  get #base(): string {
    return (this.#host.base || this.#host.ownerPath).replace(/\/+$/, '');
  }

  #read(): Route | undefined {
    if (this.#mode === 'none') return undefined;
    if (this.#mode === 'hash') {
      const hash = location.hash.slice(1);
      return hash === '' ? { view: 'list', query: '' } : hash.startsWith('/') ? parseRoute(hash) : undefined;
    }
    const path = location.pathname;
    const inside = path === this.#base || path.startsWith(`${this.#base}/`);
    return inside ? parseRoute(path.slice(this.#base.length) + location.search) : undefined;
  }

  readonly #onPopState = (event: Event): void => {
    // Whoever shows the view may have taken it out of the address by now.
    const hash = event instanceof HashChangeEvent ? new URL(event.newURL).hash : location.hash;
    const page = owner === this.#token ? systemPage(hash) : undefined;
    if (page !== undefined || this.#page !== undefined) this.#host.requestUpdate();
    this.#page = page;
    if (page !== undefined) {
      this.#onChange(true);
      return;
    }
    const route = this.#read();
    // A change of the fragment fires both events.
    if (route === undefined || hrefOf(route, '') === hrefOf(this.#route, '')) return;
    this.#route = route;
    this.#host.requestUpdate();
    this.#onChange(true);
  };
}
