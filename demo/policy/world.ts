import type { FieldValue } from '../../src/contract/index.ts';
import { suiteData, type SuiteCustomer, type SuiteData, type SuiteTicket } from '../../src/testing/index.ts';
import type { Random } from './random.ts';

/** How a world may be. */
export interface WorldOptions {
  readonly tickets: number;
  /** May a customer belong to several organizations? */
  readonly severalOrganizations: boolean;
}

const WORDS = ['printer', 'invoice', 'Ünïcode', '로그인', 'VPN', 'sign-in', '50% off', 'a_b', 'back\\slash', 'O\'Neil', 'straße', 'İstanbul', '  spaced  out ', '{curly}', 'тикет', '发票'];

/** A word that is in the subject of this ticket and of no other. */
export const markOf = (index: number): string => `mark${String(index).padStart(5, '0')}x`;

/** The conformance suite's people and fields, with random tickets among them. */
export function randomWorld(random: Random, { tickets, severalOrganizations }: WorldOptions): SuiteData {
  const data = suiteData();
  const customers = data.customers.map((customer): SuiteCustomer => {
    if (!severalOrganizations) return { ...customer, organizations: customer.organizations.slice(0, 1) };
    const others = random.chance(0.4) ? random.some(data.organizations, 0.4).map(({ id }) => id) : [];
    return { ...customer, organizations: [...new Set([...customer.organizations, ...others])] };
  });
  return { ...data, customers, tickets: Array.from({ length: tickets }, (_, index) => randomTicket(random, { ...data, customers }, index)) };
}

function randomTicket(random: Random, { customers, stages, fields, agents }: SuiteData, index: number): SuiteTicket {
  const requester = random.pick(customers);
  // A whole number of seconds: not every system keeps fractions.
  const created = new Date(Date.UTC(2025, 0, 1) + random.below(500) * 86_400_000 + random.below(86_400) * 1000).toISOString().replace('.000', '');
  const values = fields.filter(({ id, type }) => type !== 'file' && (id === 'product' || random.chance(0.5))).map(({ id, type, options = [] }): readonly [string, FieldValue] => {
    switch (type) {
      case 'select': return [id, random.pick(options).value];
      case 'multiselect': return [id, [random.pick(options).value]];
      case 'date': return [id, `2025-0${String(1 + random.below(9))}-1${String(random.below(10))}`];
      case 'number': return [id, random.below(50)];
      case 'checkbox': return [id, random.chance(0.5)];
      default: return [id, id === 'order' ? `ORD-${String(100_000 + random.below(900_000))}` : random.pick(WORDS).trim()];
    }
  });
  const said = [{ visibility: 'public' as const, author: requester.email, created, text: `It is about ${random.pick(WORDS)}.` }];
  const answer = { visibility: 'public' as const, author: random.pick(agents).email, created: new Date(Date.parse(created) + 3_600_000).toISOString().replace('.000', ''), text: 'We look into it.' };
  return {
    key: `random-${String(index)}`, subject: `${random.pick(WORDS)} ${markOf(index)}`.trim(), requester: requester.email,
    cc: random.some(customers.filter(({ email }) => email !== requester.email), 0.1).map(({ email }) => email),
    organization: requester.organizations[0] ?? null, queue: random.pick(['support', 'billing']),
    stage: random.pick(stages).id, created, fields: Object.fromEntries(values), locked: false,
    messages: random.chance(0.5) ? [...said, answer] : said,
  };
}
