import { portalSettings, type BackendDescription, type Condition, type Filter, type FilterProperty, type PortalSettings } from '../../src/contract/index.ts';
import type { SuiteData } from '../../src/testing/index.ts';
import type { Random } from './random.ts';

/** What random rules are made of. */
export interface Ingredients { readonly random: Random; readonly data: SuiteData; readonly description: BackendDescription; idsOf(): readonly string[] }

/** Settings of an owner who tries everything. */
export function randomSettings(ingredients: Ingredients): PortalSettings {
  const { random, description } = ingredients;
  const permission = random.pick(['own', 'organization', 'rule'] as const);
  return portalSettings.parse({
    version: 1,
    tickets: {
      filter: random.chance(0.85) ? randomFilter(random, () => randomCondition(ingredients), 3) : null,
      permission: permission === 'rule' ? { organizationFor: randomFilter(random, () => contactCondition(ingredients), 2) } : permission,
      organizations: random.pick(['primary', 'all']), cc: random.chance(0.6),
      threads: description.can.threads ? random.pick(['original', 'all']) : 'original',
      status: { show: random.pick(['category', 'stage', 'label']), labels: Object.fromEntries(random.some(description.stages, 0.5).map(({ id }) => [id, { en: `Label of ${id}` }])) },
      columns: ['subject', 'status', ...random.some(description.fields, 0.3).map(({ id }) => `field:${id}`)],
      fields: random.some(description.fields, 0.5).map(({ id }) => id),
    },
  });
}

function randomFilter(random: Random, condition: () => Condition, depth: number): Filter {
  if (depth === 0 || random.chance(0.4)) return condition();
  const parts = Array.from({ length: random.below(4) }, () => randomFilter(random, condition, depth - 1));
  return random.chance(0.5) ? { all: parts } : { any: parts };
}

function randomCondition(ingredients: Ingredients): Condition {
  const { random, description } = ingredients;
  const property = random.pick(description.properties);
  const operator = random.pick(property.operators);
  if (operator === 'is-known' || operator === 'is-unknown') return { property: property.id, operator };
  const value = (): string => valueOf(property, ingredients);
  if (operator === 'in' || operator === 'not-in') return { property: property.id, operator, value: Array.from({ length: 1 + random.below(3) }, value) };
  return { property: property.id, operator, value: property.type === 'boolean' ? random.chance(0.5) : value() };
}

/** A value that tickets have, in another spelling now and then, or one that none has. */
function valueOf({ id, type, options }: FilterProperty, { random, data, idsOf }: Ingredients): string {
  const ticket = random.pick(data.tickets);
  const odd = (text: string): string => (random.chance(0.3) ? text.toUpperCase() : random.chance(0.1) ? `${text}?` : text);
  switch (id) {
    case 'id': return random.pick(idsOf());
    case 'created': return random.chance(0.5) ? ticket.created : ticket.created.slice(0, 10);
    case 'requester': return odd(ticket.requester);
    case 'organization': return random.pick(data.organizations).id;
    case 'subject': return odd(random.pick(ticket.subject.split(' ').filter((word) => word !== '')));
    case 'category': return random.pick(['open', 'closed']);
    default: break;
  }
  if (options !== undefined && options.length > 0) return random.pick(options).value;
  if (type === 'date') return `2025-0${String(1 + random.below(9))}-1${String(random.below(10))}`;
  if (type === 'number') return String(random.below(50));
  const values = Object.values(ticket.fields).filter((value) => typeof value === 'string');
  return values.length === 0 ? 'nothing' : odd(random.pick(values));
}

function contactCondition({ random, data }: Ingredients): Condition {
  const customer = random.pick(data.customers);
  const values: readonly (readonly [string, string])[] = [
    ['email', customer.email], ['domain', customer.email.split('@')[1] ?? ''], ['organization', random.pick(data.organizations).id],
    ['group', 'managers'],
    // Customers choose their names, and nobody has the other, so that even a denial may open nothing.
    ['name', customer.name],
    ['favourite-colour', 'blue'],
  ];
  const [property, value] = random.pick(values);
  return { property, operator: random.pick(['is', 'is-not', 'contains', 'not-contains', 'is-known', 'is-unknown']), value };
}
