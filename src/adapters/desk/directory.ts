import { fold, PortalError, type Person } from '../../contract/index.ts';
import type { DeskAgent } from './agent.ts';
import type { DeskPerson } from './agent-types.ts';
import { meet, transact } from './conversation.ts';
import { abortable, guarded } from './errors.ts';
import type { Identity } from './query.ts';
import type { Db, Store } from './schema.ts';
import { contains } from './search.ts';
import { plain } from './text.ts';

/** Who is who: customers with their organizations, and agents. */
export function agentDirectory(store: Store): Pick<DeskAgent, 'listPeople' | 'savePerson' | 'listAgents' | 'saveAgent'> {
  const { db } = store;
  return {
    listPeople: (search = '') => guarded(undefined, () => listPeople(store, search)),
    savePerson: (person) => guarded(undefined, () => transact(store, async (write) => {
      const id = await meet(write, person);
      await write.db.updateTable('desk_person').set({ name: plain(person.name), folded: fold(`${person.name}\n${person.email}`) }).where('id', '=', id).execute();
      await write.db.deleteFrom('desk_membership').where('person_id', '=', id).execute();
      for (const [position, organization_id] of [...new Set(person.organizations)].entries()) {
        await write.db.insertInto('desk_membership').values({ person_id: id, organization_id, position }).execute();
      }
    })),
    listAgents: () => guarded(undefined, () => db.selectFrom('desk_agent').select(['email', 'name']).orderBy('name').orderBy('id').execute()),
    saveAgent: ({ email, name }) => guarded(undefined, async () => {
      await db.insertInto('desk_agent').values({ email: email.toLowerCase(), name: plain(name) })
        .onConflict((conflict) => conflict.column('email').doUpdateSet({ name: plain(name) })).execute();
    }),
  };
}

const PEOPLE_SHOWN = 100;

async function listPeople(store: Store, search: string): Promise<DeskPerson[]> {
  const { db } = store;
  const people = await findPeople(store, search, PEOPLE_SHOWN);
  if (people.length === 0) return [];
  const memberships = await db.selectFrom('desk_membership').select(['person_id', 'organization_id'])
    .where('person_id', 'in', people.map(({ id }) => id)).orderBy('position').execute();
  return people.map(({ id, email, name }) => ({
    email, name, organizations: memberships.filter(({ person_id }) => person_id === id).map(({ organization_id }) => organization_id),
  }));
}

/** Customers whose name or address holds a text, by address. */
export async function findPeople({ db, kind }: Store, search: string, limit: number, signal?: AbortSignal): Promise<(Person & { readonly id: number })[]> {
  return db.selectFrom('desk_person').select(['id', 'email', 'name'])
    .where((eb) => contains(kind, eb.ref('folded'), fold(plain(search).trim()))).orderBy('email').limit(limit).execute(abortable(signal));
}

const COLLEAGUES_SHOWN = 20;

/** Other members of a customer's organizations, by address. */
export async function colleaguesOf({ db, kind }: Store, { personId, organizations }: Identity, search: string, signal?: AbortSignal): Promise<Person[]> {
  if (personId === null || organizations.length === 0) return [];
  const members = db.selectFrom('desk_membership').select('person_id').where('organization_id', 'in', organizations.map(({ id }) => id));
  return db.selectFrom('desk_person').select(['email', 'name']).where('id', 'in', members).where('id', '!=', personId)
    .where((eb) => contains(kind, eb.ref('folded'), fold(plain(search).trim()))).orderBy('email').limit(COLLEAGUES_SHOWN).execute(abortable(signal));
}

/** The id of the agent with this address. @throws PortalError `not-found` */
export async function agentId(db: Db, email: string): Promise<number> {
  const agent = await db.selectFrom('desk_agent').select('id').where('email', '=', email.toLowerCase()).executeTakeFirst();
  if (agent === undefined) throw new PortalError('not-found', 'There is no such agent.');
  return agent.id;
}
