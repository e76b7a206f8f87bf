import { openChannel } from '../open-channel.ts';
import type { Portal } from '../portal.ts';
import { device, type DeviceStore } from './device-store.ts';
import { digest } from '../digest.ts';
import { KeptDraft, type DraftKeeper } from './kept-draft.ts';
import { keptHint, setKeptHint } from './kept-hint.ts';
import { onArrival } from './watch-drafts.ts';

/** What a draft is for. */
export type DraftKind = 'reply' | 'form' | 'close';

/** After so many milliseconds without a change a draft is gone: 30 days. */
const LIFETIME = 30 * 86_400_000;

/** All drafts are gone whose key begins like this, but for those whose key begins like that. */
interface Wiped { readonly wiped: string; readonly but?: string }

/** What tabs tell each other: the draft of a key has changed, or some are gone. */
type News = Wiped | { readonly changed: string };

/** The drafts of one portal on this device, of whoever wrote them; in step with those of other tabs. */
export class Drafts {
  readonly #portalKey: string;
  readonly #store: DeviceStore;
  readonly #drafts = new Map<string, KeptDraft>();
  readonly #awake = new Set<KeptDraft>();
  readonly #keeper: DraftKeeper;
  #channel: BroadcastChannel | undefined;
  #isSwept = false;

  /** @param portalKey The portal's key. @param store Where they are kept. */
  constructor(portalKey: string, store: DeviceStore = device) {
    this.#portalKey = portalKey;
    this.#store = store;
    this.#keeper = {
      store,
      woken: (draft) => { this.#wake(draft); },
      rested: (draft) => { this.#rest(draft); },
      writes: () => { if (keptHint(portalKey) === undefined) setKeptHint(portalKey, 'draft'); },
      tell: (draft) => {
        if (draft.presses.length > 0) setKeptHint(portalKey, 'pressed');
        this.#tell({ changed: draft.key });
      },
    };
  }

  /**
   * A draft; the same object for all who ask for it.
   * @param viewer Whose it is: see `viewerOf`. @param id The ticket's id, or the form's.
   */
  open<Content>(viewer: string, kind: DraftKind, id: string): KeptDraft<Content> {
    return this.#at(`${this.#prefix(viewer)}${kind}:${id}`) as KeptDraft<Content>;
  }

  /** All drafts of somebody that the device has, as they are now. */
  async all(viewer: string): Promise<KeptDraft[]> {
    const drafts = (await this.#store.keys(this.#prefix(viewer))).map((key) => this.#at(key));
    await Promise.all(drafts.map((draft) => draft.look()));
    return drafts;
  }

  /** Removes all drafts of somebody, in all tabs. */
  async wipe(viewer: string): Promise<void> {
    await this.#wipe({ wiped: this.#prefix(viewer) });
  }

  /** Removes all drafts of everybody else, in all tabs. */
  async wipeOthers(viewer: string): Promise<void> {
    await this.#wipe({ wiped: this.#prefix(), but: this.#prefix(viewer) });
  }

  async #wipe(news: Wiped): Promise<void> {
    this.#forget(news);
    const { wiped, but } = news;
    await this.#store.wipe(wiped, (key) => but !== undefined && key.startsWith(but));
    if ((await this.#store.keys(this.#prefix())).length === 0) setKeptHint(this.#portalKey, undefined);
    this.#tell(news);
  }

  #forget({ wiped, but }: Wiped): void {
    for (const [key, draft] of this.#drafts) {
      if (!key.startsWith(wiped) || (but !== undefined && key.startsWith(but))) continue;
      draft.forget();
    }
  }

  #at(key: string): KeptDraft {
    let draft = this.#drafts.get(key);
    if (draft === undefined) {
      draft = new KeptDraft(key, this.#keeper);
      this.#drafts.set(key, draft);
    }
    if (!this.#isSwept) {
      this.#isSwept = true;
      void this.#store.sweep(Date.now() - LIFETIME);
    }
    return draft;
  }

  // No address in clear on the device.
  #prefix(viewer?: string): string {
    return `${digest(this.#portalKey)}:${viewer === undefined ? '' : `${digest(viewer)}:`}`;
  }

  #tell(news: News): void {
    const isOwn = this.#channel === undefined;
    const channel = this.#channel ?? this.#openChannel();
    channel?.postMessage(news);
    if (isOwn) channel?.close();
  }

  #wake(draft: KeptDraft): void {
    this.#awake.add(draft);
    if (this.#awake.size > 1) return;
    this.#channel = this.#openChannel();
    this.#channel?.addEventListener('message', this.#onNews);
    addEventListener('pagehide', this.#onLeave);
    addEventListener('pageshow', this.#onShow);
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  #rest(draft: KeptDraft): void {
    this.#awake.delete(draft);
    if (this.#awake.size > 0) return;
    this.#channel?.close();
    this.#channel = undefined;
    removeEventListener('pagehide', this.#onLeave);
    removeEventListener('pageshow', this.#onShow);
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  #openChannel(): BroadcastChannel | undefined { return openChannel(`portico:drafts:${this.#portalKey}`); }

  readonly #onNews = ({ data }: MessageEvent<News>): void => {
    if ('wiped' in data) this.#forget(data);
    else void this.#drafts.get(data.changed)?.look();
  };

  readonly #onLeave = (): void => { for (const draft of this.#awake) draft.flush(true); };

  readonly #onShow = ({ persisted }: PageTransitionEvent): void => { if (persisted) this.#lookAtAll(); };

  readonly #onVisibility = (): void => {
    if (document.visibilityState === 'hidden') this.#onLeave();
    else this.#lookAtAll();
  };

  #lookAtAll(): void { for (const draft of this.#awake) void draft.look(); }
}

const byPortal = new WeakMap<Portal, Drafts>();

/** The drafts of a portal on this device; one object a portal. */
export function draftsOf(portal: Portal): Drafts {
  let drafts = byPortal.get(portal);
  if (drafts === undefined) {
    const made = drafts = new Drafts(portal.key);
    byPortal.set(portal, made);
    onArrival(portal, (arrival) => { void ('viewer' in arrival ? made.wipeOthers(arrival.viewer) : made.wipe(arrival.left)); });
  }
  return drafts;
}
