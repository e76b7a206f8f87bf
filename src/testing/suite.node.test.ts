import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { memory, type MemoryBackend } from '../adapters/memory/index.ts';
import { operationNames, ticketing, type TicketingBackend } from '../contract/index.ts';
import { everythingIn, withPolicy } from '../policy/index.ts';
import { FAULTS, faultyBackend, runSuite, ticketingSuite, type FaultName, type Harness, type SuiteData, type SuiteOptions } from './index.ts';

/** A harness for a backend that in the end is the one in memory, whatever stands in front of it. */
function harnessOf(backend: MemoryBackend, front: Pick<TicketingBackend, 'adapterFor'> & NonNullable<Harness['backend']> = backend): Harness {
  return {
    adapterFor: (customer, scope) => front.adapterFor(customer, scope),
    backend: front,
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

const makeMemory = (data: SuiteData): MemoryBackend => memory({ data, maxPage: 40, firstTicketId: 950 });

ticketingSuite({ describe, it, before, after, name: 'memory', makeBackend: (data) => harnessOf(makeMemory(data)) });

ticketingSuite({
  describe, it, before, after, name: 'the policy in front of memory',
  makeBackend: (data) => {
    const backend = makeMemory(data);
    return harnessOf(backend, { ...backend, adapterFor: (customer, scope) => withPolicy(backend, () => everythingIn(scope))(customer) });
  },
});

describe('the suite finds every seeded fault', () => {
  for (const [fault, { caughtBy }] of Object.entries(FAULTS) as [FaultName, { caughtBy: string }][]) {
    it(`finds: ${fault}`, async () => {
      const makeBackend = (data: SuiteData): Harness => {
        const backend = makeMemory(data);
        return harnessOf(backend, faultyBackend(backend, fault, data));
      };
      const { passed, failed } = await runSuite((runner) => ticketingSuite({ ...runner, name: fault, makeBackend }), (name) => name === caughtBy);
      assert.deepEqual([passed, failed.map(({ name }) => name)], [[], [caughtBy]]);
      // found out, not stumbled over
      assert.match(String(failed[0]?.error), /^(ConformanceError|PortalError): ./);
    });
  }
});

describe('the suite itself', () => {
  const outcomeOf = async (options: Partial<SuiteOptions>, only?: (name: string) => boolean): ReturnType<typeof runSuite> =>
    runSuite((runner) => ticketingSuite({ ...runner, name: 'memory', makeBackend: (data) => harnessOf(makeMemory(data)), ...options }), only);

  it('skips what is said with a reason, and tells the reason', async () => {
    const { skipped, failed } = await outcomeOf({ skip: { 'finds emoji': 'no emoji here' }, limits: { outage: 'cannot be stopped' }, makeBackend: (data) => ({ ...harnessOf(makeMemory(data)), outage: undefined }) });
    assert.deepEqual(failed, []);
    assert.deepEqual(skipped.map((name) => /\((.*)\)$/.exec(name)?.[1]), ['no emoji here', 'cannot be stopped', 'cannot be stopped']);
  });

  it('fails for a skip that skips nothing, and for one without a reason', async () => {
    const last = (name: string): boolean => name.startsWith('skips only');
    assert.match(String((await outcomeOf({ skip: { 'no such test': 'why not' } }, last)).failed[0]?.error), /no such test/);
    assert.match(String((await outcomeOf({ skip: { 'finds emoji': ' ' } }, last)).failed[0]?.error), /No reason/);
    assert.match(String((await outcomeOf({ limits: { outage: 'so they say' } }, last)).failed[0]?.error), /can do what is declared/);
  });

  for (const limit of ['cc', 'dates', 'fields', 'html', 'inline-images', 'locked', 'organizations', 'queues', 'several-organizations', 'threads', 'inbox', 'cc-changes', 'rating', 'follow-up'] as const) {
    it(`fails for the limit ${limit} where there is none`, async () => {
      const { failed } = await outcomeOf({ limits: { [limit]: 'so they say' } }, (name) => name === `is truly limited: ${limit} (so they say)`);
      assert.equal(failed.length, 1);
    });
  }

  it('finds nothing in messages where only subjects are searched', async () => {
    const makeBackend = (data: SuiteData): Harness => harnessOf(memory({ data, capabilities: { search: 'subject' } }));
    assert.deepEqual((await outcomeOf({ makeBackend }, (name) => /find|search/.test(name))).failed, []);
  });

  it('proves what a backend of few talents denies', async () => {
    const denied = { 'cc-changes': 'fixed copies', 'rating': 'no ratings', 'follow-up': 'no new tickets' };
    const { failed } = await outcomeOf({
      limits: denied,
      makeBackend: (data) => harnessOf(memory({
        data, firstTicketId: 950, replyToClosed: 'refuse',
        capabilities: {
          search: 'none', sort: ['created', 'lastActivity'], waitingOn: false, createTicket: false, reply: false, closeTicket: false, reopenTicket: false, files: null, cc: false, rate: false, followUp: false,
        },
      })),
    });
    assert.deepEqual(failed.map(({ name, error }) => `${name}: ${String(error)}`), []);
  });
});
