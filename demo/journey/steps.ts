import type { Person } from '../engines/person.ts';

/** Searches the list for a text. */
export async function searchFor(who: Person, text: string): Promise<void> {
  await who.fill('Search tickets', text);
  await who.page.press('Enter');
}

/** Loads more and more of a list, 25 by 25, until it shows so many tickets. */
export async function loadAll(who: Person, most: number): Promise<void> {
  // Rows of another order may be on their way, and begin from the start.
  await who.page.until(() => document.querySelector('customer-portal')?.shadowRoot?.querySelector('ticket-list')?.shadowRoot?.querySelector('[aria-busy="true"]') === null);
  for (let shown = 25; shown < most; shown += 25) {
    await who.press('Load more');
    await who.page.until((count) => {
      const tickets = document.querySelector('customer-portal')?.shadowRoot?.querySelector('ticket-list');
      return (tickets?.shadowRoot?.querySelectorAll('tbody tr').length ?? 0) > count;
    }, shown);
  }
}
