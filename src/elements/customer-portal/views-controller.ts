import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { PortalError } from '../../contract/index.ts';
import { RequestController } from '../../portal/controllers/request-controller.ts';
import { fetchPart } from '../../portal/fetch-part.ts';
import type { Route } from '../../portal/route.ts';

/** What the portal shows below its header: a place, or the sign-in, which one's own account is a part of. */
export type View = Exclude<Route['view'], 'account'> | 'login';

/** Fetches the element of a view. */
export type ViewLoaders = Partial<Record<View, () => Promise<unknown>>>;

/** The views that have been opened. They stay, in the background, so that nothing is lost that was typed there. */
export class ViewsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #loaders: () => ViewLoaders;
  readonly #loader: RequestController<View>;
  #opened: ReadonlySet<View> = new Set();
  #loading: View | undefined;

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, loaders: () => ViewLoaders) {
    this.#host = host;
    this.#loaders = loaders;
    this.#loader = new RequestController(host);
    host.addController(this);
  }

  hostConnected(): void {
    // What was cut off by leaving the page is opened again.
    this.#loading = undefined;
  }

  /** Whether a view is there. */
  has(view: View): boolean {
    return this.#opened.has(view);
  }

  /** Why the code of the last view could not be fetched. */
  get error(): PortalError | undefined {
    return this.#loader.error;
  }

  /** The code takes long. */
  get slow(): boolean {
    return this.#loader.slow;
  }

  /** Opens a view; fetches its element first, once. */
  open(view: View): void {
    if (this.has(view) || this.#loading === view) return;
    this.#loading = view;
    void this.#loader.run(async () => {
      const load = this.#loaders()[view];
      if (load !== undefined) await fetchPart(load);
      return view;
    }).then((loaded) => {
      if (loaded === undefined) return;
      this.#loading = undefined;
      this.#opened = new Set([...this.#opened, loaded]);
      this.#host.requestUpdate();
    });
  }

  /** Tries again what failed. */
  readonly retry = (): void => {
    this.#loading = undefined;
    this.#host.requestUpdate();
  };

  /** Throws all views away but the sign-in, which belongs to nobody. */
  forget(): void {
    this.#opened = new Set(this.has('login') ? ['login'] : []);
    this.#host.requestUpdate();
  }
}
