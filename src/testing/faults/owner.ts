import type { BackendDescription, Filter } from '../../contract/index.ts';
import type { OwnerSide, SeededFault } from '../faulty-adapter.ts';

/** A description that is changed on its way out. */
const describing = (change: (description: BackendDescription) => Partial<BackendDescription>) => (sound: OwnerSide): Partial<OwnerSide> => ({
  async describe(signal) {
    const description = await sound.describe(signal);
    return { ...description, ...change(description) };
  },
});

/** Counts whose filter is changed on its way in. */
const counting = (change: (filter: Filter | null) => Filter | null) => (sound: OwnerSide): Partial<OwnerSide> =>
  ({ countTickets: (filter, limit, signal) => sound.countTickets(change(filter), limit, signal) });

const edited = (filter: Filter | null, pattern: string, replacement: string): Filter | null => JSON.parse(JSON.stringify(filter).replaceAll(pattern, replacement)) as Filter | null;

/** Faults in what the owner's settings ask. */
export const OWNER_FAULTS = {
  'an agents\' own field offered to be shown': {
    caughtBy: 'the backend says which stages, queues, fields and forms it has',
    owner: describing(({ fields }) => ({ fields: [...fields, { id: 'root-cause', label: 'Root cause', type: 'text' }] })),
  },
  'queues not described': { caughtBy: 'the backend says which stages, queues, fields and forms it has', owner: describing(() => ({ queues: [] })) },
  'forms without their fields': { caughtBy: 'the backend says which stages, queues, fields and forms it has', owner: describing(({ forms }) => ({ forms: forms.map((form) => ({ ...form, fields: [] })) })) },
  'forms without their queue': { caughtBy: 'the backend says which stages, queues, fields and forms it has', owner: describing(({ forms }) => ({ forms: forms.map((form) => ({ ...form, queue: null })) })) },
  'ratings offered to the owner and to no customer': { caughtBy: 'what the owner may choose is what customers are offered', owner: describing(({ can }) => ({ can: { ...can, rate: !can.rate } })) },
  'a property offered that tickets do not have': {
    caughtBy: 'every operator that is offered for a property is kept, in counts and in lists',
    owner: describing(({ properties }) => ({ properties: [...properties, { id: 'priority', label: 'Priority', type: 'number', operators: ['is'] }] })),
  },
  'a property of every backend not offered': { caughtBy: 'every operator that is offered for a property is kept, in counts and in lists', owner: describing(({ properties }) => ({ properties: properties.slice(1) })) },
  'what is not counted as what is': { caughtBy: 'every operator that is offered for a property is kept, in counts and in lists', owner: counting((filter) => edited(filter, '"is-not"', '"is"')) },
  'dates counted up to the day itself': { caughtBy: 'every operator that is offered for a property is kept, in counts and in lists', owner: counting((filter) => edited(filter, '"before"', '"is"')) },
  'an operator kept in counts and not in lists': {
    caughtBy: 'every operator that is offered for a property is kept, in counts and in lists',
    broken: (_sound, { as, customer, scope }) => {
      const other = as(customer, { filter: edited(scope.filter, '"not-in"', '"in"') });
      return { listTickets: other.listTickets };
    },
  },
  'unknown properties not counted by': {
    caughtBy: 'a count by something unknown is refused',
    owner: (sound) => ({ countTickets: (filter, limit, signal) => sound.countTickets(filter, limit, signal).catch(() => sound.countTickets(null, limit, signal)) }),
  },
  'the oldest instead of the latest': {
    caughtBy: 'a count comes with the latest of the tickets, whoever\'s they are',
    owner: (sound) => ({
      async countTickets(filter, limit, signal) {
        const { count, sample } = await sound.countTickets(filter, 1000, signal);
        return { count, sample: sample.reverse().slice(0, limit) };
      },
    }),
  },
  'a count of the sample alone': {
    caughtBy: 'a count comes with the latest of the tickets, whoever\'s they are',
    owner: (sound) => ({
      async countTickets(filter, limit, signal) {
        const { sample } = await sound.countTickets(filter, limit, signal);
        return { count: sample.length, sample };
      },
    }),
  },
  'agents found among the customers': {
    caughtBy: 'customers are found by name and by address, and agents are not',
    owner: (sound, { agents }) => ({
      async findCustomers(search, signal) {
        return [...await sound.findCustomers(search, signal), ...agents.filter(({ name }) => name.includes(search))];
      },
    }),
  },
  'customers found by name only': {
    caughtBy: 'customers are found by name and by address, and agents are not',
    owner: (sound) => ({ findCustomers: async (search, signal) => (await sound.findCustomers(search, signal)).filter(({ name }) => name.toLowerCase().includes(search.toLowerCase())) }),
  },
} as const satisfies Readonly<Record<string, SeededFault>>;
