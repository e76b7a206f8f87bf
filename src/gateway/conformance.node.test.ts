import { after, before, describe, it } from 'node:test';
import { startPostgres } from '../../demo/backends/postgresql/start.mjs';
import { http } from '../adapters/http/index.ts';
import { memory } from '../adapters/memory/index.ts';
import { operationNames, ticketing, type Customer, type Scope } from '../contract/index.ts';
import { ticketingSuite, type Harness, type SuiteData } from '../testing/index.ts';
import { GATEWAY, gatewayOver, signedIn } from './helpers.node.test.ts';
import type { DatabaseOption, Gateway } from './index.ts';

/** The whole way: the browser's adapter, the gateway, the policy, and at the end the backend in memory. */
async function makeBackend(data: SuiteData, database: DatabaseOption, done: () => Promise<void> = () => Promise.resolve()): Promise<Harness> {
  const backend = memory({ data, maxPage: 40, firstTicketId: 96 });
  // A gateway knows one scope for a customer; the suite asks for several, so there are several gateways.
  const gateways = new Map<string, Gateway>();
  const gatewayFor = (scope: Scope): Gateway => {
    const name = JSON.stringify(scope);
    const gateway = gateways.get(name) ?? gatewayOver(backend, { database, scopeOf: () => scope, limits: { writesPerMinute: 100_000, pendingFiles: 1000 } });
    gateways.set(name, gateway);
    return gateway;
  };
  return {
    async adapterFor(customer: Customer, scope: Scope) {
      return http({ gateway: GATEWAY, fetch: (await signedIn(gatewayFor(scope), customer.email, { name: customer.name })).fetch });
    },
    idOf: (kind, key) => (kind === 'ticket' ? backend.idOf(key) : key),
    async agentReply(ticketId, text) {
      backend.agentReply(ticketId, { text });
    },
    async agentNote(ticketId, text, { name, content }) {
      backend.internalNote(ticketId, { text, files: [{ name, type: 'text/plain', content }] });
    },
    async outage(during) {
      for (const name of operationNames(ticketing)) backend.faults.set(name, { reject: 'unavailable' });
      await during().finally(() => { backend.faults.clear(); });
    },
    async close() {
      for (const gateway of gateways.values()) await gateway.close();
      await done();
    },
  };
}

const limits = { owner: 'An owner asks the gateway by the operations of the settings, which have tests of their own.' };

ticketingSuite({
  describe, it, before, after, name: 'http → gateway on SQLite → policy → memory',
  makeBackend: (data) => makeBackend(data, { sqlite: ':memory:' }), limits,
});

const postgres = await startPostgres().catch((error: unknown) => error as Error);
if (postgres instanceof Error) {
  it('http → gateway on PostgreSQL', { skip: postgres.message }, () => undefined);
} else {
  ticketingSuite({
    describe, it, before, after, name: 'http → gateway on PostgreSQL → policy → memory',
    makeBackend: (data) => makeBackend(data, { postgres: postgres.url }, postgres.stop), limits,
  });
}
