import type { SectionName } from './section.ts';

const CONTROLS = 'input:not([disabled]), select:not([disabled]), textarea, button:not([disabled])';

/** Brings a place of the document into view and the focus to its control: the row whose own place is the longest start of it. */
export function revealPlace(root: DocumentFragment | HTMLElement, place: string, section: SectionName | undefined): void {
  const rows = [...root.querySelectorAll<HTMLElement>('[data-path]')].filter(({ dataset: { path = '' } }) => place === path || place.startsWith(`${path}.`));
  const row = rows.sort((a, b) => (b.dataset['path'] ?? '').length - (a.dataset['path'] ?? '').length)[0]
    ?? root.querySelector<HTMLElement>(section === undefined ? '#panel' : `#section-${section}`);
  const control = row?.querySelector<HTMLElement>(CONTROLS);
  row?.scrollIntoView({ block: 'center' });
  control?.focus({ preventScroll: true });
}
