import type { Bulk, Cell, Rows } from './bulk.ts';

/** Whose lists are measured, and what is looked for in them. */
export const PEOPLE = {
  /** Has 50 tickets, however many others have. */
  usual: { id: 'usual', email: 'usual@bench.example', name: 'Una Usual' },
  /** Has a hundredth of all tickets (at least 100), in an organization that has a twentieth (at least 500). */
  busy: { id: 'busy', email: 'busy@bench.example', name: 'Ben Busy' },
} as const;
/** Words by how often they are written: `common` by everybody, `others` by all but the two who are measured, `rare` in a few tickets, `absent` never. */
export const WORDS = { common: 'invoice', others: 'warranty', rare: 'zephyrine', absent: 'quixotry', pair: 'invoice refund' } as const;

const DAY = 24 * 60 * 60 * 1000;
const YEARS = 3 * 365 * DAY;
const BATCH = 20_000;

/** Numbers that look random and are the same in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  // Mulberry32: small, and good enough for sizes and words.
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Words of syllables, a few of them much more frequent than the many others, as in any language. */
function vocabulary(random: () => number): () => string {
  const syllables = ['ba', 'con', 'der', 'en', 'fi', 'gra', 'hol', 'in', 'ker', 'la', 'men', 'nor', 'op', 'pre', 'ri', 'sta', 'ter', 'un', 'ver', 'wil', 'sion', 'tic', 'ment', 'ed'];
  const words = Array.from({ length: 20_000 }, () => Array.from({ length: 1 + Math.ceil(random() * 3) }, () => syllables[Math.floor(random() * syllables.length)]).join(''));
  return () => words[Math.floor(words.length * random() ** 3)] ?? '';
}

/** What the desk calls things by default, with what a customer can expect: most old tickets are closed, most new ones open. */
const STAGES = { open: [['new', 0], ['open', 1], ['waiting', 2], ['on-hold', 3]], closed: [['resolved', 1_000_004], ['closed', 1_000_005]] } as const;

/**
 * Fills a desk that is empty but for its tables with tickets of three years, three messages each; customers and organizations are of very different sizes.
 * Rows are written as the desk writes them; words are small letters with one space between, so that they are searched as they are.
 * @param now Milliseconds since 1970: the newest ticket was made just before.
 */
export async function fillDesk(bulk: Bulk, tickets: number, now: number): Promise<void> {
  const random = randomNumbers(tickets);
  const word = vocabulary(random);
  const organizations = Math.ceil(tickets / 500);
  const people = Math.ceil(tickets / 50) + 2;
  // Ten tickets of the busy customer's.
  const isRare = (index: number): boolean => index % Math.floor(tickets / 10) === 1;
  const ownerOf = owners(random, { tickets, people, organizations });

  const organizationName = (number: number): string => `organization-${String(number)}`;
  await insert(bulk, 'desk_organization', { id: 'text', folded: 'text', name: 'text' }, organizations, (number) =>
    [organizationName(number), organizationName(number), `Organization ${String(number)}`]);
  await insert(bulk, 'desk_person', { id: 'integer', email: 'text', name: 'text', folded: 'text' }, people, (number) => {
    const { email, name } = Object.values(PEOPLE)[number] ?? { email: `person-${String(number)}@bench.example`, name: `Person ${String(number)}` };
    return [number + 1, email, name, `${name.toLowerCase()}\n${email}`];
  });
  await insert(bulk, 'desk_membership', { person_id: 'integer', organization_id: 'text', position: 'integer' }, people, (number) => [number + 1, organizationName(number % organizations), 0]);

  const messages: Cell[][] = [];
  const flush = async (): Promise<void> => {
    await bulk.insert({
      table: 'desk_message', rows: messages,
      columns: { id: 'integer', ticket_id: 'integer', is_public: 'integer', person_id: 'integer', agent_id: 'integer', created: 'double precision', text: 'text', channel: 'text', thread: 'integer', search: 'text', ...bulk.kind === 'postgres' ? { reach: 'text[]' } : {} },
    });
    messages.length = 0;
  };
  await bulk.run('insert into desk_agent (email, name) values (\'agnes@bench.example\', \'Agnes\')');
  const made = now - YEARS;
  for (let first = 0; first < tickets; first += BATCH) {
    const rows: Cell[][] = [];
    for (let index = first; index < Math.min(first + BATCH, tickets); index++) {
      const id = 1001 + index;
      const created = made + Math.floor((index / tickets) * YEARS);
      const { person, organization } = ownerOf(index);
      const owners = `r${String(person)} o${organizationName(organization)}`;
      const say = (words: number): string => sentence(word, random, words, person <= 2);
      const subject = say(4 + Math.floor(random() * 4)) + (isRare(index) ? ` ${WORDS.rare}` : '');
      const last = Math.min(created + Math.floor(random() ** 3 * 20 * DAY) + 3, now);
      const isOpen = random() < (now - created < YEARS / 12 ? 0.7 : 0.02);
      const [stage, rank] = STAGES[isOpen ? 'open' : 'closed'][Math.floor(random() * (isOpen ? 4 : 2))] ?? STAGES.open[0];
      const turn = random() < 0.5 ? 'customer' : 'support';
      const waiting = !isOpen ? null : stage === 'waiting' ? 'customer' : stage === 'on-hold' ? 'support' : turn;
      const by = turn === 'customer' ? 'support' : 'customer';
      rows.push([
        id, subject, subject, subject, person, organizationName(organization), 'support', stage, rank, 0, created,
        last, by, waiting, turn, last, by, waiting, turn, isOpen ? null : last,
      ]);
      for (let place = 0; place < 3; place++) {
        const text = `${say(12 + Math.floor(random() * 16))}.`;
        messages.push([3 * index + place + 1, id, 1, place === 1 ? null : person, place === 1 ? 1 : null, created + Math.floor(((last - created) * place) / 2), text, 'portal', 1, text, ...bulk.kind === 'postgres' ? [owners] : []]);
      }
    }
    await bulk.insert({
      table: 'desk_ticket', rows,
      columns: {
        id: 'integer', subject: 'text', subject_folded: 'text', subject_sort: 'text', requester_id: 'integer', organization_id: 'text', queue_id: 'text', stage_id: 'text', stage_rank: 'integer',
        locked: 'integer', created: 'double precision', last_activity: 'double precision', last_message_by: 'text', waiting_on: 'text', turn: 'text',
        original_activity: 'double precision', original_message_by: 'text', original_waiting_on: 'text', original_turn: 'text', closed: 'double precision',
      },
    });
    await flush();
  }
  if (bulk.kind === 'sqlite') {
    await bulk.run(`update sqlite_sequence set seq = ${String(tickets + 1001)} where name = 'desk_ticket'`);
  } else {
    await bulk.run('select setval(\'desk_ticket_id_seq\', (select max(id) from desk_ticket)), setval(\'desk_message_id_seq\', (select max(id) from desk_message)), setval(\'desk_person_id_seq\', (select max(id) from desk_person))');
  }
}

/** A few words: the common one is in every fifth sentence, the pair in every fiftieth, and every tenth has what others alone write about. */
function sentence(word: () => string, random: () => number, words: number, isMeasured: boolean): string {
  const chosen = Array.from({ length: words }, word);
  const chance = random();
  if (chance < 0.02) chosen[1] = WORDS.pair;
  else if (chance < 0.2) chosen[1] = WORDS.common;
  else if (chance < 0.3 && !isMeasured) chosen[1] = WORDS.others;
  return chosen.join(' ');
}

/** Who owns a ticket: the measured ones at regular intervals, the others by chance, few of them very often. Numbers of people begin with 1, of organizations with 0. */
function owners(random: () => number, { tickets, people, organizations }: { tickets: number; people: number; organizations: number }): (index: number) => { person: number; organization: number } {
  const every = (count: number): number => Math.floor(tickets / count);
  const [usual, busy, large] = [every(50), every(Math.max(100, tickets / 100)), every(Math.max(500, tickets / 20))];
  return (index) => {
    if (index % usual === 0) return { person: 1, organization: 0 };
    if (index % busy === 1) return { person: 2, organization: 1 };
    const person = 3 + Math.floor((people - 2) * random() ** 2);
    return { person, organization: index % large === 1 ? 1 % organizations : Math.floor(organizations * random() ** 2) };
  };
}

async function insert(bulk: Bulk, table: string, columns: Rows['columns'], count: number, row: (number: number) => Cell[]): Promise<void> {
  for (let first = 0; first < count; first += BATCH) {
    await bulk.insert({ table, columns, rows: Array.from({ length: Math.min(BATCH, count - first) }, (_, index) => row(first + index)) });
  }
}
