import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { PortalError, publicPart, type PortalSettings, type SettingsClient, type SettingsProblem, type SettingsState } from '../../contract/index.ts';
import { RequestController } from '../controllers/request-controller.ts';
import { newKey } from '../new-key.ts';
import type { Portal } from '../portal.ts';
import { differences, merged, type Difference } from './differences.ts';
import { isSame, readSettings, withValue, type Path } from './document.ts';
import { draftKey, keepDraft, keptDraft, type KeptDraft, type UnfinishedText } from './kept-draft.ts';
import { languagesUsed } from './languages-used.ts';

/** Milliseconds after the last change before the gateway is asked what it thinks of it. */
const CHECK_AFTER = 500;

/** Another owner has saved since this draft began. */
export interface Conflict {
  readonly theirs: SettingsState;
  /** Where the draft and the other version differ; none where both say the same. */
  readonly differences: readonly Difference[];
  /** It was the same person: in another tab, or by a try whose answer got lost. */
  readonly isMine: boolean;
}

/** An owner's settings while they are being edited: what is saved, what is not yet, what is wrong with it, and what another owner did meanwhile. */
export class SettingsController implements ReactiveController {
  /** When the draft had been left that this page began with, in milliseconds since 1970; undefined where there was none. */
  restored: number | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #portal: () => Portal | undefined;
  readonly #loading: RequestController<SettingsState>;
  readonly #checking: RequestController<readonly SettingsProblem[]>;
  readonly #saving: RequestController<SettingsState>;
  #state: SettingsState | undefined;
  #document: PortalSettings | undefined;
  #base: KeptDraft['base'] | undefined;
  #theirs: SettingsState | undefined;
  #languages: readonly string[] = [];
  readonly #unfinished = new Map<string, UnfinishedText>();
  /** Where the draft is kept, also while its owner's session has ended. */
  #key: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #readProblems: readonly SettingsProblem[] = [];

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, portal: () => Portal | undefined) {
    this.#host = host;
    this.#portal = portal;
    this.#loading = new RequestController(host);
    this.#checking = new RequestController(host);
    this.#saving = new RequestController(host, { finish: true });
    host.addController(this);
  }

  hostDisconnected(): void { clearTimeout(this.#timer); }

  /** What the gateway holds; undefined until it is known. */
  get state(): SettingsState | undefined { return this.#state; }
  /** The document as it is being edited. A value may be of the wrong form while somebody is typing it; see `problems`. */
  get document(): PortalSettings | undefined { return this.#document; }
  get dirty(): boolean { return this.#state !== undefined && !isSame(this.#document, this.#state.document); }
  /** Texts that say nothing yet, by the id of their field; they are kept, and nothing of them is saved. */
  get unfinished(): ReadonlyMap<string, UnfinishedText> { return this.#unfinished; }
  /** The languages that texts are written in; never none. One whose last text is being written anew stays. */
  get languages(): readonly string[] {
    const all = [...new Set([...this.#languages, ...this.#document === undefined ? [] : languagesUsed(this.#document)])];
    return all.length === 0 ? ['en'] : all;
  }
  get loading(): Pick<RequestController<unknown>, 'error' | 'pending' | 'slow'> { return this.#loading; }
  get saving(): Pick<RequestController<unknown>, 'error' | 'pending' | 'slow'> { return this.#saving; }

  /** Someone else's newer version; nothing can be saved until it is clear what becomes of it. */
  get conflict(): Conflict | undefined {
    const theirs = this.#theirs;
    if (theirs === undefined) return undefined;
    const isMine = theirs.version.by !== null && theirs.version.by === this.#portal()?.session?.customer?.email;
    return { theirs, differences: differences(this.#base?.document ?? theirs.document, this.#document, theirs.document), isMine };
  }

  /** Why the draft could not be checked. */
  get checkError(): PortalError | undefined { return this.#checking.error; }

  /** What is wrong with the document as it is being edited. */
  get problems(): readonly SettingsProblem[] {
    const told = this.dirty ? this.#checking.value ?? this.#state?.problems ?? [] : this.#state?.problems ?? [];
    const isTold = ({ path, code }: SettingsProblem): boolean => this.#readProblems.some((own) => own.path === path && own.code === code);
    return [...this.#readProblems, ...told.filter((problem) => !isTold(problem))];
  }

  /** The owner's operations. @throws PortalError `unsupported` for a portal without settings */
  get owner(): SettingsClient {
    const owner = this.#portal()?.owner;
    if (owner === undefined) throw new PortalError('unsupported', 'This portal has no settings to edit.');
    return owner;
  }

  /** Asks for the settings, and goes on with what has been left unsaved on this device. */
  async load(): Promise<void> {
    const state = await this.#loading.run(async (signal) => this.owner.getSettings({}, { signal }));
    const portal = this.#portal();
    if (state === undefined || portal === undefined) return;
    this.#key = draftKey(portal);
    const kept = this.#document === undefined && this.#key !== undefined ? keptDraft(this.#key) : undefined;
    this.#take(state);
    if (kept === undefined) return;
    this.#languages = kept.languages;
    for (const [id, text] of kept.unfinished) this.#unfinished.set(id, text);
    if (isSame(kept.document, state.document)) return;
    this.restored = kept.changed;
    this.#document = kept.document;
    this.#base = kept.base;
    if (kept.base.number !== state.newest) this.#theirs = state;
    this.#recheck();
  }

  /** Forgets everything: somebody else has signed in. What was unsaved stays on the device. */
  reset(): void {
    for (const request of [this.#loading, this.#checking, this.#saving]) request.reset();
    clearTimeout(this.#timer);
    this.#state = undefined;
    this.#document = undefined;
    this.#base = undefined;
    this.#key = undefined;
    this.#unfinished.clear();
    this.#languages = [];
    this.#readProblems = [];
    this.#theirs = undefined;
    this.restored = undefined;
  }

  /** Changes one place of the document. @param value undefined takes it away. */
  set(path: Path, value: unknown): void {
    if (this.#document !== undefined) this.replace(withValue(this.#document, path, value));
  }

  /** Changes the whole document. */
  replace(document: PortalSettings): void {
    this.#languages = this.languages;
    this.#document = document;
    this.#changed();
  }

  /** Texts are to be written in one more language. */
  addLanguage(tag: string): void {
    this.#languages = [...new Set([...this.languages, tag])];
    this.#keep();
    this.#host.requestUpdate();
  }

  /** Notes a text that says nothing yet; undefined where it does now, or was dropped. */
  leaveUnfinished(id: string, text: UnfinishedText | undefined): void {
    if (text === undefined) this.#unfinished.delete(id);
    else this.#unfinished.set(id, { ...text, over: (this.#unfinished.get(id) ?? text).over });
    this.#keep();
    this.#host.requestUpdate();
  }

  /** Goes back to what is saved. */
  discard(): void {
    if (this.#state === undefined) return;
    this.#saving.reset();
    this.#languages = [];
    this.#unfinished.clear();
    this.#take(this.#state);
    this.#keep();
  }

  /** Saves the draft as a new version. @returns whether that succeeded; else see `saving.error`, or `conflict` */
  async save(comment: string): Promise<boolean> {
    const [document, base] = [this.#document, this.#base];
    if (document === undefined || base === undefined || this.#saving.pending) return false;
    const state = await this.#saving.run(async (signal) => this.owner.saveSettings({ document: { ...document }, base: base.number, comment }, { idempotencyKey: newKey(), signal }));
    if (state !== undefined) {
      this.#saved(document, state);
      return true;
    }
    if (this.#saving.error?.code !== 'conflict') return false;
    const theirs = await this.#saving.run(async (signal) => this.owner.getSettings({}, { signal }));
    if (theirs === undefined) return false;
    // What has been saved is this very document: the answer of an earlier try got lost.
    if (isSame(theirs.document, document)) {
      this.#saved(document, theirs);
      return true;
    }
    this.#theirs = theirs;
    this.#host.requestUpdate();
    return false;
  }

  /** Settles a conflict: the draft takes over what the other version says at some places and goes on from that version. */
  resolve(taken: readonly Difference[]): void {
    const theirs = this.#theirs;
    if (theirs === undefined || this.#document === undefined) return;
    this.#theirs = undefined;
    this.#state = theirs;
    this.#base = baseOf(theirs);
    this.replace(merged(this.#document, taken));
  }

  /** Checks the draft at once. */
  check(): void {
    clearTimeout(this.#timer);
    const { document } = this;
    if (document === undefined) return;
    void this.#checking.run(async (signal) => (await this.owner.checkSettings({ document: { ...document } }, { idempotencyKey: newKey(), signal })).problems);
  }

  #take(state: SettingsState): void {
    clearTimeout(this.#timer);
    this.#checking.reset();
    this.#state = state;
    this.#document = state.document;
    this.#base = baseOf(state);
    this.#readProblems = [];
    this.#theirs = undefined;
    this.restored = undefined;
    this.#host.requestUpdate();
  }

  /** What somebody has typed while it was being saved stays unsaved. */
  #saved(document: PortalSettings, state: SettingsState): void {
    const [portal, later] = [this.#portal(), isSame(this.#document, document) ? undefined : this.#document];
    this.#take(state);
    // What else is on the page follows at once.
    if (portal?.settings != null) portal.settings = publicPart(state.document);
    if (later === undefined) this.#keep();
    else this.replace(later);
  }

  #changed(): void {
    this.#keep();
    this.#recheck();
  }

  #recheck(): void {
    this.#readProblems = readSettings(this.#document).problems;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.check(); }, CHECK_AFTER);
    this.#host.requestUpdate();
  }

  #keep(): void {
    const [key, document, base] = [this.#key, this.#document, this.#base];
    if (key === undefined || document === undefined || base === undefined) return;
    const used = languagesUsed(document);
    const isNeeded = this.dirty || this.#unfinished.size > 0 || this.#languages.some((language) => !used.includes(language));
    keepDraft(key, isNeeded ? { document, base, languages: this.#languages, unfinished: [...this.#unfinished], changed: Date.now() } : undefined);
  }
}

const baseOf = ({ document, newest }: SettingsState): KeptDraft['base'] => ({ number: newest, document });
