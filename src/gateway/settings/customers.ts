import { sql } from 'kysely';
import type { Customer, Person, TicketingBackend } from '../../contract/index.ts';
import type { Database } from '../database.ts';

/** People who could be customers of the portal. */
export interface Customers {
  /** Those whose name or address holds a text, at most 20: who have an account, and whom the ticketing system knows. */
  find(search: string, signal: AbortSignal): Promise<Person[]>;
  /** Somebody by their address, as the ticketing system would know them once they have signed in. */
  as(email: string, signal: AbortSignal): Promise<Customer>;
}

const MOST = 20;

export function createCustomers(db: Database, backend: TicketingBackend): Customers {
  const accounts = db.selectFrom('portico_user').select(['id', 'name', 'email']);
  return {
    async find(search, signal) {
      const words = search.trim();
      const pattern = `%${words.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
      const found = await accounts.where(({ or }) => or((['name', 'email'] as const).map((column) => sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`)))
        .orderBy('name').orderBy('email').limit(MOST).execute();
      const others = await backend.findCustomers?.(words, signal) ?? [];
      const people = new Map([...others, ...found].map(({ name, email }) => [email.toLowerCase(), { name, email: email.toLowerCase() }]));
      return [...people.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).slice(0, MOST);
    },
    async as(typed, signal) {
      const email = typed.trim().toLowerCase();
      const account = await accounts.where('email', '=', email).executeTakeFirst();
      if (account !== undefined) return { ...account, email };
      const person = (await backend.findCustomers?.(email, signal) ?? []).find((one) => one.email.toLowerCase() === email);
      return { id: email, email, name: person?.name ?? email };
    },
  };
}
