/** What this device keeps of a portal: drafts, or also something that was pressed and has not been done. A guess that decides what is fetched; undefined for nothing. */
export type KeptHint = 'draft' | 'pressed' | undefined;

// Where storage is blocked, it holds as long as the page, as the drafts do.
const hints = new Map<string, KeptHint>();

/** Where it is remembered. */
export const hintName = (portalKey: string): string => `portico:kept:${portalKey}`;

/** What this device keeps of a portal. */
export function keptHint(portalKey: string): KeptHint {
  const own = hints.get(portalKey);
  try {
    const kept = localStorage.getItem(hintName(portalKey));
    return kept === 'pressed' || own === 'pressed' ? 'pressed' : kept === null ? own : 'draft';
  } catch {
    return own;
  }
}

/** Remembers what this device keeps of a portal. */
export function setKeptHint(portalKey: string, hint: KeptHint): void {
  hints.set(portalKey, hint);
  try {
    if (hint === undefined) localStorage.removeItem(hintName(portalKey));
    else localStorage.setItem(hintName(portalKey), hint);
  } catch {
    // As above.
  }
}
