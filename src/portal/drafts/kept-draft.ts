import { newKey } from '../new-key.ts';
import type { DeviceStore, Kept } from './device-store.ts';
import { EMPTY_RECORD, isSame, pressed, recordOf, withPress, written, type DraftRecord, type OtherVersion, type Press, type PressedOperation, type Writing } from './record.ts';

/** At most so often is something written while a person is typing, in milliseconds. */
const PACE = 300;

/** What is known of a draft: nothing is written; it is about to be kept; it is kept on this device; or only as long as this page. */
export type DraftState = 'nothing' | 'saving' | 'saved' | 'page';

/** What a draft needs from those who keep it. */
export interface DraftKeeper {
  readonly store: DeviceStore;
  /** The draft is in use from now on: it hears of other tabs. */
  readonly woken: (draft: KeptDraft) => void;
  /** Nobody uses it any more. */
  readonly rested: (draft: KeptDraft) => void;
  /** Something is about to be written. */
  readonly writes: (draft: KeptDraft) => void;
  /** Tells other tabs that the device has something else now. */
  readonly tell: (draft: KeptDraft) => void;
}

/** How a press is made. */
export interface PressOptions {
  readonly operation: PressedOperation;
  /** What the operation gets, its files included. */
  readonly input: object;
  /** Milliseconds in which it can be undone; 0 for none. */
  readonly undo: number;
  /** Ids of the messages that were there before. Default none. */
  readonly known?: readonly string[];
}

/**
 * A draft that is kept on the device: what a person has written and picked, and what of it is on its way. One object for all who use it in a page; all tabs have
 * the same content, and where two were changed at once, each keeps its own and offers the other's.
 *
 * @fires change - Something of the draft is different.
 */
export class KeptDraft<Content = unknown> extends EventTarget {
  /** Names it on this device. */
  readonly key: string;
  readonly #keeper: DraftKeeper;
  #record: DraftRecord<Content> = EMPTY_RECORD;
  #content: Content | undefined;
  #other: OtherVersion<Content> | undefined;
  /** The stamp of the content that was written here, or taken from another tab, last. */
  #base = '';
  /** Stamps of what the person has decided about since. */
  #decided: readonly string[] = [];
  /** Something was changed here that no other tab has built upon. */
  #isTouched = false;
  /** Changes that are not written yet, and the writing of them. */
  #isPending = false;
  #writing = 0;
  #kept: Kept = 'device';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #nextWrite = 0;
  #users = 0;
  /** How often all has been forgotten: what was asked for before is nothing any more. */
  #forgotten = 0;
  #ready: Promise<void> | undefined;

  constructor(key: string, keeper: DraftKeeper) {
    super();
    this.key = key;
    this.#keeper = keeper;
  }

  /** Resolves when what the device has is here. Never rejects. */
  get ready(): Promise<void> { return this.#ready ??= this.look(); }

  /** What is written; undefined where nothing is. */
  get content(): Content | undefined { return this.#content; }

  /** What was pressed and has not been done, in order. */
  get presses(): readonly Press<Content>[] { return this.#record.presses; }

  /** How it is kept. */
  get state(): DraftState {
    if (this.#content === undefined) return 'nothing';
    if (this.#kept === 'page') return 'page';
    return this.#isPending || this.#writing > 0 ? 'saving' : 'saved';
  }

  /** The device keeps the text, but had no room for the files: they last as long as this page. */
  get lacksFiles(): boolean { return this.#kept === 'text'; }

  /** Whether something would be lost with the page, or has not been sent though it was pressed. */
  get isAtRisk(): boolean {
    const { state } = this;
    return this.presses.some(({ failed }) => !failed) || state === 'saving' || state === 'page' || (state !== 'nothing' && this.lacksFiles);
  }

  /** When it was changed last, in milliseconds since 1970. */
  get changed(): number { return this.#record.changed; }

  /** What another tab has written meanwhile, until the person takes or refuses it. */
  get other(): OtherVersion<Content> | undefined { return this.#other; }

  /** The last press that was taken back, if nothing has been changed since. */
  get taken(): DraftRecord<Content>['taken'] { return isSame(this.#record.taken?.content, this.#content) ? this.#record.taken : undefined; }

  /** Uses the draft: it hears of other tabs from now on. As often as {@link rest}. */
  wake(): void {
    this.#users += 1;
    if (this.#users > 1) return;
    this.#keeper.woken(this);
    if (this.#ready !== undefined) void this.look();
  }

  /** Has been used: what is not written is written, and nothing listens any more. */
  rest(): void {
    this.#users -= 1;
    if (this.#users > 0) return;
    this.flush();
    this.#keeper.rested(this);
  }

  /** Changes what is written. @param content Undefined where nothing is left; give another object with every change. */
  set(content: Content | undefined): void {
    if (isSame(content, this.#content)) return;
    this.#content = content;
    this.#isTouched = true;
    this.#isPending = true;
    const wait = this.#nextWrite - Date.now();
    if (wait <= 0) void this.#write();
    else this.#timer ??= setTimeout(() => { void this.#write(); }, wait);
    this.#told();
  }

  /** Writes at once what is not written yet. @param leaving The page is being left: nothing can be waited for. */
  flush(leaving = false): void {
    if (!this.#isPending) return;
    const change = this.#change();
    if (leaving) this.#keeper.store.hurry(this.key, written(this.#record, change));
    void this.#write(change);
  }

  /** Takes what another tab has written in place of what is here. */
  takeOther(): void {
    const other = this.#other;
    if (other === undefined) return;
    this.#decide(other);
    this.set(other.content);
  }

  /** Keeps what is here; the other tab takes it over. */
  keepMine(): void {
    const other = this.#other;
    if (other === undefined) return;
    this.#decide(other);
    void this.#write();
    this.#told();
  }

  /**
   * Notes a press of send: in one write, what is written becomes a press and a new draft may begin. The key is that of the last press that was taken back
   * where nothing has been changed since, else a new one. What does it is the outbox.
   */
  async press({ operation, input, undo, known = [] }: PressOptions): Promise<Press<Content>> {
    const now = Date.now();
    const press: Press<Content> = {
      key: this.taken?.key ?? newKey(), operation, input, content: this.#content as Content, known,
      pressed: now, until: now + undo, again: 0, tries: 0, sending: undefined, problem: undefined, failed: false,
    };
    this.#stopTimer();
    this.#content = undefined;
    this.#isTouched = false;
    const change = this.#change();
    await this.#apply((kept) => pressed(kept, press, change));
    return press;
  }

  /**
   * Takes a press back: what was written is there again, before what has been written since.
   * @param join Puts both together. @param unsure It may have been done all the same.
   * @returns whether it was still there to be taken back; while it is on its way it is not
   */
  async takeBack(key: string, join: (pressed: Content, written: Content) => Content, { unsure = false, sending = false } = {}): Promise<boolean> {
    const known = this.presses.find((one) => one.key === key);
    if (known === undefined) return false;
    const before = this.#content;
    this.#content = before === undefined ? known.content : join(known.content, before);
    this.#isTouched = true;
    this.#stopTimer();
    const change = this.#change();
    await this.#apply((kept) => {
      const press = kept.presses.find((one) => one.key === key);
      if (press === undefined || (press.sending !== undefined && !sending)) return kept;
      return { ...written(withPress(kept, key, () => undefined), change), taken: { key, content: press.content, unsure } };
    });
    if (this.#record.taken?.key === key) return true;
    // It has begun meanwhile: all is as it was.
    if (isSame(this.#content, change.content)) this.#content = before;
    if (this.#base === change.stamp) this.#base = change.base;
    this.#told();
    return false;
  }

  /** Changes a press, or removes it by undefined. @returns it as it is kept now */
  async changePress(key: string, change: (press: Press<Content>) => Press<Content> | undefined): Promise<Press<Content> | undefined> {
    await this.#apply((kept) => withPress(kept, key, change));
    return this.presses.find((press) => press.key === key);
  }

  /** Reads again what the device has. */
  async look(): Promise<void> {
    const life = this.#forgotten;
    const record = recordOf<Content>(await this.#keeper.store.read(this.key));
    if (life === this.#forgotten && record !== undefined) this.#take(record);
  }

  /** It is gone from the device, and goes from the page. */
  forget(): void {
    this.#stopTimer();
    this.#forgotten += 1;
    this.#isTouched = false;
    this.#content = this.#other = undefined;
    this.#record = EMPTY_RECORD;
    this.#base = '';
    this.#told();
  }

  /** Nothing is left to be written by the timer. */
  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isPending = false;
  }

  #decide({ stamp }: OtherVersion<Content>): void {
    this.#decided = [this.#base];
    this.#base = stamp;
    this.#other = undefined;
  }

  #change(): Writing<Content> {
    const [base, stamp, seen] = [this.#base, newKey(), this.#decided];
    this.#base = stamp;
    this.#decided = [];
    return { content: this.#content, stamp, base, seen, other: this.#other };
  }

  async #write(change = this.#change()): Promise<void> {
    this.#stopTimer();
    this.#nextWrite = Date.now() + PACE;
    await this.#apply((kept) => written(kept, change));
  }

  /** Makes a change on the device, and takes over what came of it. */
  async #apply(change: (kept: DraftRecord<Content>) => DraftRecord<Content>): Promise<void> {
    const life = this.#forgotten;
    this.#writing += 1;
    this.#keeper.writes(this);
    const { value, kept } = await this.#keeper.store.change<DraftRecord<Content>>(this.key, (found) => {
      const record = recordOf<Content>(found);
      const next = change(record ?? EMPTY_RECORD);
      return record === undefined && next === EMPTY_RECORD as DraftRecord<Content> ? found : next;
    });
    this.#writing -= 1;
    if (life !== this.#forgotten) return;
    this.#kept = kept;
    if (value !== undefined) this.#take(value);
    this.#keeper.tell(this);
  }

  /** Takes over what the device has. */
  #take(record: DraftRecord<Content>): void {
    const hasSeenMine = record.base === this.#base && !this.#isPending && this.#writing === 0;
    this.#record = record;
    if (record.stamp === this.#base) this.#other = record.other;
    else if (!this.#isTouched || hasSeenMine || isSame(record.content, this.#content)) {
      this.#content = record.content;
      this.#other = record.other;
      this.#base = record.stamp;
      this.#isTouched = this.#isPending = false;
    } else {
      // The base stays: what is written next keeps the other tab's beside it.
      this.#other = record.content === undefined ? undefined : { content: record.content, stamp: record.stamp, changed: record.changed };
    }
    this.#told();
  }

  #told(): void {
    this.dispatchEvent(new Event('change'));
  }
}
