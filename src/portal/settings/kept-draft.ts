import { SETTINGS_VERSION, type PortalSettings } from '../../contract/index.ts';
import type { Portal } from '../portal.ts';
import { valueAt } from './document.ts';

/** What an owner has changed and not saved yet. */
export interface KeptDraft {
  readonly document: PortalSettings;
  /** The version that it began with. */
  readonly base: { readonly number: number; readonly document: PortalSettings };
  /** Languages that texts are written in besides those that have some already. */
  readonly languages: readonly string[];
  /** When it was changed last, in milliseconds since 1970. */
  readonly changed: number;
}

/** One per portal and person. */
const storageKey = ({ key, session }: Portal): string | undefined => (session?.customer ? `portico:settings:${key}:${session.customer.email}` : undefined);

/** What this person has left unsaved on this device. */
export function keptDraft(portal: Portal): KeptDraft | undefined {
  const key = storageKey(portal);
  try {
    const kept: unknown = key === undefined ? null : JSON.parse(localStorage.getItem(key) ?? 'null');
    return isDraft(kept) ? kept : undefined;
  } catch {
    // Storage is blocked: what is unsaved lasts as long as the page.
    return undefined;
  }
}

/** Keeps what is unsaved; undefined forgets it. */
export function keepDraft(portal: Portal, draft: KeptDraft | undefined): void {
  const key = storageKey(portal);
  try {
    if (key === undefined) return;
    if (draft === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // As above; or it is full.
  }
}

const isDraft = (value: unknown): value is KeptDraft => {
  const isOfThisVersion = (document: unknown): boolean => valueAt(document, ['version']) === SETTINGS_VERSION;
  return isOfThisVersion(valueAt(value, ['document'])) && isOfThisVersion(valueAt(value, ['base', 'document'])) && Array.isArray(valueAt(value, ['languages']));
};
