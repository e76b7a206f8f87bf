import { memory } from '../adapters/memory/index.ts';
import { operationNames, ticketing } from '../contract/index.ts';
import { ticketingSuite } from './index.ts';

// The same suite under mocha and in a real browser, where stories and demos use the backend in memory.
ticketingSuite({
  describe, it, before, after, name: 'memory in a browser',
  makeBackend(data) {
    const backend = memory({ data, maxPage: 40, firstTicketId: 950 });
    return {
      backend,
      adapterFor: (customer, scope) => backend.adapterFor(customer, scope),
      idOf: (kind, key) => (kind === 'ticket' ? backend.idOf(key) : key),
      async agentReply(ticketId, text) {
        backend.agentReply(ticketId, { text });
      },
      async agentNote(ticketId, text, { name, content }) {
        backend.internalNote(ticketId, { text, files: [{ name, type: 'text/plain', content }] });
      },
      async outage(during) {
        for (const name of operationNames(ticketing)) backend.faults.set(name, { reject: 'unavailable' });
        await during().finally(() => backend.faults.clear());
      },
    };
  },
});
