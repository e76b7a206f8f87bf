import type { PortalSettings, SettingsProblem, SettingsState } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import { isSame, valueAt, type Path } from '../../portal/settings/document.ts';
import type { SettingsController } from '../../portal/settings/settings-controller.ts';
import { problemText } from './problem-text.ts';

/** What the sections of the settings need of their element. */
export interface ViewOptions {
  readonly localize: LocalizeController;
  readonly settings: SettingsController;
  readonly host: { readonly renderRoot: DocumentFragment | HTMLElement; readonly headingLevel: number; readonly updateComplete: Promise<boolean>; requestUpdate(): void };
  /** Brings somebody to the control of a place of the document, wherever it is. */
  readonly reveal: (place: string) => void;
  /** Says something to screen readers. */
  readonly say: (text: string) => void;
}

/** The settings as a section shows and changes them. */
export class SettingsView {
  /** What was typed in fields whose value is not their text, by id: lists, numbers, JSON. */
  readonly typed = new Map<string, string>();
  /** What stood at a place before another kind of it was chosen, by place and kind. */
  readonly #left = new Map<string, unknown>();
  readonly #options: ViewOptions;

  constructor(options: ViewOptions) {
    this.#options = options;
  }

  /** Forgets what was typed and left: it is somebody else's, or was thrown away. */
  forget(): void {
    this.typed.clear();
    this.#left.clear();
  }

  get localize(): LocalizeController { return this.#options.localize; }
  get t(): LocalizeController['t'] { return this.#options.localize.t; }
  get languages(): readonly string[] { return this.#options.settings.languages; }
  /** The level of the headings of sections. */
  get headingLevel(): number { return this.#options.host.headingLevel + 1; }
  get settings(): SettingsController { return this.#options.settings; }

  /** What the gateway holds. Sections are shown only when it is known. */
  get state(): SettingsState {
    const { state } = this.#options.settings;
    if (state === undefined) throw new Error('The settings are not loaded yet.');
    return state;
  }

  /** The document as it is being edited. */
  get document(): PortalSettings {
    return this.#options.settings.document ?? this.state.document;
  }

  at(path: Path): unknown {
    return valueAt(this.document, path);
  }

  set(path: Path, value: unknown): void {
    if (!isSame(this.at(path), value)) this.#options.settings.set(path, value);
  }

  /**
   * Chooses another kind of what stands at a place. What it was before is there again as soon as its kind is: the arrow keys pass by every choice.
   * @param value What a kind begins with that has not been chosen yet.
   */
  turn(path: Path, from: string, to: string, value: unknown): void {
    const key = (kind: string): string => `${path.join('.')} ${kind}`;
    this.#left.set(key(from), this.at(path));
    this.set(path, this.#left.has(key(to)) ? this.#left.get(key(to)) : value);
  }

  /** What is wrong at a place; `below` counts what stands below it, too. */
  problemsAt(path: Path, below = false): readonly SettingsProblem[] {
    const place = path.join('.');
    return this.#options.settings.problems.filter((problem) => problem.path === place || (below && problem.path.startsWith(`${place}.`)));
  }

  problemText(problem: SettingsProblem): string {
    const { code, path } = problem;
    const value = this.at(path.split('.'));
    if ((code === 'unknown-value' || code === 'invalid') && isNothing(value)) return this.t(code === 'invalid' ? 'issue.required' : 'settings.filter.noValue');
    return problemText(this.t, problem, value);
  }

  /** A language in the words of the page's language. */
  languageName(tag: string): string {
    try {
      return new Intl.DisplayNames(this.localize.format.language, { type: 'language' }).of(tag) ?? tag;
    } catch {
      // A tag that is being typed is none yet.
      return tag;
    }
  }

  /** Something that is shown has changed besides the document. */
  changed(): void {
    this.#options.host.requestUpdate();
  }

  /** Brings somebody to the control of a place of the document. @param place As in a problem. */
  reveal(place: string): void {
    this.#options.reveal(place);
  }

  /** Says something to screen readers, after what an update has to say by itself. */
  say(text: string): void {
    void this.#options.host.updateComplete.then(() => { this.#options.say(text); });
  }

  /** Moves the focus when what is to have it is there. @param id Of a control; where it is gone or cannot be used, the next id counts. */
  focus(...ids: readonly string[]): void {
    void this.#options.host.updateComplete.then(() => {
      const found = ids.map((id) => this.#options.host.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(id)}`));
      found.find((element) => element !== null && element.getAttribute('aria-disabled') !== 'true')?.focus();
    });
  }
}

const isNothing = (value: unknown): boolean => value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** The id of the control for a place of the document. */
export const idOf = (path: Path): string => `f-${path.map(encodeURIComponent).join('.')}`;
