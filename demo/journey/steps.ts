import type { Person } from '../engines/person.ts';

/** Searches the list for a text. */
export async function searchFor(who: Person, text: string): Promise<void> {
  await who.fill('Search tickets', text);
  await who.page.press('Enter');
}

/**
 * Runs in the page: the ids of the rows that follow the nth, as far as they are there without a gap, and how far that is. Moves on to where the next ones are. Of a long list only the
 * rows near by are there, and one that has the focus.
 */
function rowsAfter(nth: number): { ids: string[]; nth: number; isEnd: boolean } {
  const table = document.querySelector('customer-portal')?.shadowRoot?.querySelector('ticket-list')?.shadowRoot?.querySelector('table');
  const rows = [...table?.querySelectorAll<HTMLElement>('tbody tr[data-id]') ?? []];
  const all = table?.getAttribute('aria-rowcount') ?? null;
  if (all === null) return { ids: rows.map(({ dataset }) => dataset['id'] ?? ''), nth: rows.length, isEnd: rows.length > 0 };
  const byIndex = new Map(rows.map((row) => [Number(row.getAttribute('aria-rowindex')), row]));
  const ids: string[] = [];
  for (let row = byIndex.get(nth + 1); row !== undefined; row = byIndex.get(nth + 1)) {
    ids.push(row.dataset['id'] ?? '');
    nth += 1;
  }
  const nearest = [...byIndex.keys()].filter((index) => index <= nth).sort((a, b) => b - a)[0];
  (byIndex.get(nearest ?? 0) ?? table)?.scrollIntoView();
  return { ids, nth, isEnd: nth === Number(all) };
}

/** Presses "Load more" until there is no more. @returns the ids of all tickets, seen on the way from the first row to the last */
export async function loadAll(who: Person): Promise<ReadonlySet<string>> {
  // Rows of another order may be on their way, and begin from the start; a button that is at work can't be pressed.
  const isAtRest = (): boolean => {
    const list = document.querySelector('customer-portal')?.shadowRoot?.querySelector('ticket-list')?.shadowRoot;
    return list?.querySelector('[aria-busy="true"], #more[aria-disabled="true"]') === null;
  };
  await who.page.until(isAtRest);
  while ((await who.texts({ css: 'button', name: 'Load more' })).length > 0) {
    await who.press('Load more');
    await who.page.until(isAtRest);
  }
  const seen = new Set<string>();
  // The first row is that of the heads.
  for (let [nth, isEnd] = [1, false]; !isEnd;) {
    const rows = await who.page.eval(rowsAfter, nth);
    for (const id of rows.ids) seen.add(id);
    ({ nth, isEnd } = rows);
  }
  return seen;
}
