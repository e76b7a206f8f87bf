import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { toCss } from './color.ts';
import { derive } from './derive.ts';
import { measure, type OwnerLook } from './measure.ts';
import { isForced, lookSoon, watchPage, type Watcher } from './page-watch.ts';

type Host = ReactiveControllerHost & HTMLElement;

/** Elements that take their look from the page; those in their shadow roots inherit it. */
const hosts = new WeakSet<Element>();

/**
 * Gives an element the look of the page around it: measures at connection, before anything is painted, and again when the page may have changed.
 * An element in the shadow root of another one does nothing of that.
 */
export class ThemeController implements ReactiveController, Watcher {
  readonly host: Host;
  #owner: OwnerLook = {};
  #sheet: CSSStyleSheet | undefined;
  #sensor: HTMLElement | undefined;
  #sensed = '';
  #written: Readonly<Record<string, string>> = {};
  #seen = new WeakSet<Element>();
  #unwatch: (() => void) | undefined;

  constructor(host: Host) {
    this.host = host;
    hosts.add(host);
    host.addController(this);
  }

  /** What the owner of the portal has decided; goes over what the page looks like. */
  set owner(look: OwnerLook) {
    if (JSON.stringify(look) === JSON.stringify(this.#owner)) return;
    this.#owner = look;
    if (this.#unwatch !== undefined) this.look();
  }

  hostConnected(): void {
    const root = this.host.getRootNode();
    if (root instanceof ShadowRoot && hosts.has(root.host)) return;
    this.#unwatch = watchPage(this);
    this.look();
  }

  hostDisconnected(): void {
    this.#unwatch?.();
    this.#unwatch = undefined;
  }

  isSeen(element: Element): boolean {
    return this.#seen.has(element);
  }

  /** Measures, and writes down what has changed. A page that cannot be measured leaves the look as it is. */
  look(): void {
    const root = this.host.shadowRoot;
    if (root === null || !this.host.isConnected) return;
    try {
      if (isForced() || (this.host.getAttribute('theme') === 'none' && Object.keys(this.#owner).length === 0)) {
        this.#write(root, {});
        return;
      }
      const { page, corrections, seen, names } = measure(this.host, root, this.#owner, this.#written);
      this.#seen = new WeakSet(seen);
      const surface = page.owner.surface === undefined ? {} : { 'background-color': toCss(page.owner.surface), 'padding': 'calc(var(--_space) * 1.5)', 'border-radius': 'var(--_radius)' };
      const look = derive(page);
      // Once corrected, a colour stays ours to say: what the page says of the element cannot be seen through it.
      if (this.#written['color'] !== undefined) look['color'] ??= toCss(page.texts[0] ?? [0, 0, 0]);
      this.#write(root, { ...look, ...corrections, ...surface });
      this.#sense(root, names);
    } catch (error) {
      console.warn('Portico: the look of the page could not be measured.', error);
    }
  }

  #write(root: ShadowRoot, look: Readonly<Record<string, string>>): void {
    if (JSON.stringify(look) === JSON.stringify(this.#written)) return;
    const before = this.#written;
    this.#written = look;
    const declarations = Object.entries(look).map(([name, value]) => [name, value, /^(?:color|font|line|letter)/.test(name) ? 'important' : ''] as const);
    try {
      this.#sheet ??= new CSSStyleSheet();
      if (!root.adoptedStyleSheets.includes(this.#sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
      // As a whole: WebKit does not repaint for a change of one declaration.
      this.#sheet.replaceSync(`:host{${declarations.map(([name, value, important]) => `${name}:${value}${important && '!important'}`).join(';')}}`);
    } catch {
      // The page does not let us have a style sheet.
      const { style } = this.host;
      for (const name of Object.keys(before)) style.removeProperty(name);
      for (const declaration of declarations) style.setProperty(...declaration);
    }
  }

  /**
   * Hears of changes that come down by inheritance, whatever has made them: a transition of colour, font and tokens begins on an element that nobody sees.
   */
  #sense(root: ShadowRoot, names: readonly string[]): void {
    if (this.#sensor === undefined) {
      this.#sensor = document.createElement('i');
      this.#sensor.ariaHidden = 'true';
      this.#sensor.addEventListener('transitionrun', (event) => {
        event.stopPropagation();
        lookSoon();
      });
    }
    const { style } = this.#sensor;
    const list = ['color', 'font-family', ...names].join();
    if (this.#sensed === list && this.#sensor.parentNode === root) return;
    if (this.#sensed !== list) {
      this.#sensed = list;
      for (const [name, value] of Object.entries({ 'position': 'absolute', 'visibility': 'hidden', 'transition': '1ms allow-discrete', 'transition-property': list })) style.setProperty(name, value, 'important');
    }
    if (this.#sensor.parentNode !== root) root.prepend(this.#sensor);
    // From here on: what has no style yet has no transition either.
    getComputedStyle(this.#sensor).getPropertyValue('color');
  }
}
