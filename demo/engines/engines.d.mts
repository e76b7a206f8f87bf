/** Engines that there are drivers for. */
export type Engine = 'chromium' | 'firefox' | 'webkit';
export const ENGINES: readonly Engine[];

/** How a browser is to be. */
export interface EngineOptions {
  /** `prefers-color-scheme: dark`. */
  readonly dark?: boolean;
  /** The browser's language, such as `ko-KR`; default `en-US`. */
  readonly locale?: string;
  /** The browser's time zone, such as `Asia/Seoul`; default the machine's. */
  readonly timezone?: string;
  /** CSS pixels of the window, `width` 360 or more; default 1280 × 1024. WebKit takes its tool bar, about 40 pixels, from the height. */
  readonly width?: number;
  readonly height?: number;
  /** `prefers-reduced-motion: reduce`. */
  readonly reducedMotion?: boolean;
  /** `forced-colors: active`; WebKit has none, and goes on without. */
  readonly forcedColors?: boolean;
  /** Takes any certificate. */
  readonly ignoreCertificateErrors?: boolean;
  /** Address of an HTTP proxy for everything but this machine by its own names (WebKit: for that too). */
  readonly proxy?: string;
}

/** Leads to an element: a selector per shadow root, from the document inwards. */
export type ElementPath = string | readonly string[];

/** A page of a browser. */
export interface EnginePage {
  readonly engine: Engine;
  /** Name and version of the browser. */
  readonly version: string;
  /** Goes to an address and waits until it is loaded. Links and scripts may lead elsewhere, also to other sites: the page stays the same. */
  goto(url: string): Promise<void>;
  /** Runs a function in the page, which can use nothing but its arguments; arguments and answer are JSON, promises are awaited. Rejects while the page is being left. */
  eval<Args extends readonly unknown[], Result>(script: (...args: Args) => Result, ...args: Args): Promise<Awaited<Result>>;
  /** Waits until a function in the page answers something true; 15 seconds at most. Goes on over navigations. */
  until<Args extends readonly unknown[]>(look: (...args: Args) => unknown, ...args: Args): Promise<void>;
  /** Types a text into a field, after what is in it. */
  type(path: ElementPath, text: string): Promise<void>;
  /** Types a text by the keyboard alone, to whatever has the focus. */
  write(text: string): Promise<void>;
  /** Presses keys together, by the names that `KeyboardEvent.key` gives them: `Enter`, `Control+Enter`, `a`, a space. */
  press(keys: string): Promise<void>;
  /** Clicks with the mouse, after scrolling there. */
  click(path: ElementPath): Promise<void>;
  /** Chooses files, by their paths on this machine, in a file field. */
  choose(path: ElementPath, files: readonly string[]): Promise<void>;
  /** Does what begins a download, and waits until its file has been written, 15 seconds at most. */
  download(begin: () => Promise<void>): Promise<{ readonly name: string; readonly bytes: Uint8Array }>;
  /** What the page looks like, as PNG. */
  shot(): Promise<Uint8Array>;
  /** Another page in the same browser: same cookies, same storage. */
  newPage(): Promise<EnginePage>;
  /** Closes a page that {@link newPage} has opened; of the first page, ends the browser and deletes its profile. */
  close(): Promise<void>;
}

/** Installs what is missing of the engines (Debian's packages). Throws where that is not possible. */
export function installEngines(engines?: readonly Engine[]): void;

/** Starts a browser with an empty profile and one page. */
export function open(engine: Engine, options?: EngineOptions): Promise<EnginePage>;

/** A page of a Chromium that puppeteer has opened otherwise, behind the same interface; it downloads nothing and opens no others. */
export function enginePage(page: import('puppeteer-core').Page, details: Pick<EnginePage, 'engine' | 'version' | 'close'>): EnginePage;
