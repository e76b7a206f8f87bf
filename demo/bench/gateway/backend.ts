import type { Customer, Scope, TicketingBackend } from '../../../src/contract/index.ts';
import { desk } from '../../../src/adapters/desk/index.ts';
import { memory } from '../../../src/adapters/memory/index.ts';

/** Who asks. */
export const CUSTOMER = { id: 'customer', email: 'customer@bench.example', name: 'Cora Customer', password: 'customer-password' } as const satisfies Customer & { password: string };
export const SCOPE: Scope = { views: ['mine'], filter: null };
const TICKETS = 200;

/** A backend by its address: `memory:`, `memory:30` (every operation takes 30 ms), `sqlite:<path>` or `postgres://…` for a desk. */
export async function backendAt(address: string): Promise<TicketingBackend> {
  if (address.startsWith('postgres:')) return desk({ postgres: address });
  if (address.startsWith('sqlite:')) return desk({ sqlite: address.slice('sqlite:'.length) });
  const begun = Date.now() - TICKETS * 3_600_000;
  return memory({
    delay: Number(address.slice('memory:'.length)),
    data: {
      organizations: [], customers: [{ email: CUSTOMER.email, name: CUSTOMER.name, organizations: [] }], agents: [{ email: 'agnes@bench.example', name: 'Agnes' }],
      tickets: Array.from({ length: TICKETS }, (_, number) => ({
        key: String(number), subject: `The widget turns the wrong way, for the ${String(number)}th time`, requester: CUSTOMER.email, organization: null, cc: [], stage: 'open', fields: {},
        created: new Date(begun + number * 3_600_000).toISOString(),
        messages: [CUSTOMER.email, 'agnes@bench.example', CUSTOMER.email].map((author, place) => ({
          author, visibility: 'public' as const, created: new Date(begun + number * 3_600_000 + place * 60_000).toISOString(), text: 'It has turned the wrong way since Monday, and nobody here knows why.'.repeat(2),
        })),
      })),
    },
  });
}
