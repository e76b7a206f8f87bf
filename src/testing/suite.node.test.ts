import { after, before, describe, it } from 'node:test';
import { memory, type MemoryBackend } from '../adapters/memory/index.ts';
import { operationNames, ticketing, type TicketingBackend } from '../contract/index.ts';
import { withPolicy } from '../policy/index.ts';
import { ticketingSuite, type Harness, type SuiteData } from './index.ts';

/** A harness for a backend that in the end is the one in memory, whatever stands in front of it. */
function harnessOf(backend: MemoryBackend, front: Pick<TicketingBackend, 'adapterFor'> = backend): Harness {
  return {
    adapterFor: (customer, scope) => front.adapterFor(customer, scope),
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
}

const makeMemory = (data: SuiteData): MemoryBackend => memory({ data, maxPage: 40, firstTicketId: 96 });

ticketingSuite({ describe, it, before, after, name: 'memory', makeBackend: (data) => harnessOf(makeMemory(data)) });

ticketingSuite({
  describe, it, before, after, name: 'the policy in front of memory',
  makeBackend: (data) => {
    const backend = makeMemory(data);
    return harnessOf(backend, { adapterFor: (customer, scope) => withPolicy(backend, () => scope)(customer) });
  },
});
