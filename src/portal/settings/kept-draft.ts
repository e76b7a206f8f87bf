import { defaultSettings, SETTINGS_VERSION, type PortalSettings } from '../../contract/index.ts';
import type { Portal } from '../portal.ts';
import { readSettings, valueAt } from './document.ts';

/** A text that says nothing yet: JSON that is being typed. */
export interface UnfinishedText {
  readonly text: string;
  /** The place of the document that it is to be put in. */
  readonly place: string;
  /** What stood there when it was begun. */
  readonly over: unknown;
}

/** What an owner has changed and not saved yet. */
export interface KeptDraft {
  readonly document: PortalSettings;
  /** The version that it began with. */
  readonly base: { readonly number: number; readonly document: PortalSettings };
  /** Languages that texts are written in besides those that have some already. */
  readonly languages: readonly string[];
  /** By the id of their field. */
  readonly unfinished: readonly (readonly [id: string, text: UnfinishedText])[];
  /** When it was changed last, in milliseconds since 1970. */
  readonly changed: number;
}

/** Where a person's draft of a portal's settings is kept; undefined while nobody is signed in. */
export const draftKey = ({ key, session }: Portal): string | undefined => (session?.customer ? `portico:settings:${key}:${session.customer.email}` : undefined);

/** This tab's draft comes first: another tab may have one of its own. The device keeps the latest of all for when the tab is gone. */
const STORAGES = [(): Storage => sessionStorage, (): Storage => localStorage] as const;

/** Storage may be blocked, or full: then what is unsaved lasts as long as the page. */
function trying<Value>(act: () => Value): Value | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

/** What has been left unsaved in this tab, else on this device. */
export function keptDraft(key: string): KeptDraft | undefined {
  for (const storage of STORAGES) {
    const text = trying(() => storage().getItem(key));
    const draft = text == null ? undefined : trying(() => draftOf(JSON.parse(text)));
    if (text == null || draft === undefined) continue;
    // From here on it is this tab's, and goes when this tab is done with it.
    trying(() => { sessionStorage.setItem(key, text); });
    return draft;
  }
  return undefined;
}

/** Keeps what is unsaved; undefined forgets it, but no other tab's. */
export function keepDraft(key: string, draft: KeptDraft | undefined): void {
  if (draft !== undefined) {
    for (const storage of STORAGES) trying(() => { storage().setItem(key, JSON.stringify(draft)); });
    return;
  }
  const own = trying(() => sessionStorage.getItem(key));
  trying(() => { sessionStorage.removeItem(key); });
  trying(() => { if (own == null || localStorage.getItem(key) === own) localStorage.removeItem(key); });
}

function draftOf(value: unknown): KeptDraft | undefined {
  const [document, base] = [usable(valueAt(value, ['document'])), usable(valueAt(value, ['base', 'document']))];
  if (document === undefined || base === undefined || !Array.isArray(valueAt(value, ['languages']))) return undefined;
  const { unfinished = [], ...kept } = value as Partial<KeptDraft> & Pick<KeptDraft, 'base' | 'languages' | 'changed'>;
  return { ...kept, document, base: { ...kept.base, document: base }, unfinished };
}

/** A document with everything filled in; one that holds what is being typed as it is. Undefined for one that lacks what is needed to show it. */
function usable(document: unknown): PortalSettings | undefined {
  if (valueAt(document, ['version']) !== SETTINGS_VERSION) return undefined;
  return readSettings(document).settings ?? (isLike(defaultSettings(), document) ? document as PortalSettings : undefined);
}

/** Whether there is a list for every list, and a group of names for every group. */
function isLike(model: unknown, value: unknown): boolean {
  if (typeof model !== 'object' || model === null) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(model) !== Array.isArray(value)) return false;
  return Array.isArray(model) || Object.entries(model).every(([name, inner]) => isLike(inner, valueAt(value, [name])));
}
