import type { ReactiveControllerHost } from 'lit';
import type { PortalError } from '../../contract/index.ts';
import { RequestController } from '../../portal/controllers/request-controller.ts';
import { fetchPart } from '../../portal/fetch-part.ts';

/** Code that is here, by what imports it: one for all elements. */
const modules = new Map<() => Promise<unknown>, unknown>();

/** A part of an element whose code is fetched when it is needed: whoever reads does not wait for it. */
export class PartController<Module, Made> {
  readonly #request: RequestController<void>;
  readonly #load: () => Promise<Module>;
  readonly #make: (module: Module) => Made;
  #made: Made | undefined;
  #fetching: Promise<void> | undefined;

  /** @param load Imports the code; the same function in all elements. @param make Makes what the element needs of it, once. */
  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, load: () => Promise<Module>, make: (module: Module) => Made) {
    this.#request = new RequestController(host);
    this.#load = load;
    this.#make = make;
  }

  /** What was made of the code; undefined before it was needed, and until the code is here. */
  get value(): Made | undefined { return this.#made; }

  /** Why the code could not be fetched. */
  get error(): PortalError | undefined { return this.#request.error; }

  /** Asks for the part; call it before every render that needs it. The code is fetched after what is on the screen has been painted. */
  need(): void {
    if (this.#made !== undefined) return;
    if (modules.has(this.#load)) this.#made = this.#make(modules.get(this.#load) as Module);
    else if (!this.#request.pending && this.error === undefined) this.retry();
  }

  /** The part, for what a person has pressed; undefined where its code cannot be fetched. */
  async get(): Promise<Made | undefined> {
    this.need();
    if (this.#made === undefined) {
      await this.#fetching;
      this.need();
    }
    return this.#made;
  }

  readonly retry = (): void => {
    this.#fetching = this.#request.run(async () => {
      await new Promise(requestAnimationFrame);
      modules.set(this.#load, await fetchPart(this.#load));
    });
  };
}
