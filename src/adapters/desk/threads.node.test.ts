import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isPortalError, type Customer, type TicketingAdapter } from '../../contract/index.ts';
import { allDatabases } from './databases.node.test.ts';
import { DEFAULT_STAGES, desk, type Desk } from './index.ts';
import type { Threads } from './threads.ts';

const ALICE: Customer = { id: '1', email: 'alice@acme.example', name: 'Alice' };
const AGNES = 'agnes@desk.example';
let keys = 0;
const fresh = (): { idempotencyKey: string } => ({ idempotencyKey: `key-${String(keys += 1)}` });

for (const databases of await allDatabases()) {
  describe(`conversations of a ticket on ${databases.name}`, { skip: databases.missing ?? false }, () => {
    let backend: Desk;
    let now = Date.parse('2026-11-01T08:00:00Z');
    const as = (threads: Threads): Required<TicketingAdapter> => backend.adapterFor(ALICE, { views: ['mine'], filter: null, threads }) as Required<TicketingAdapter>;
    const seen = async (ticketId: string): Promise<unknown[]> => Promise.all((['original', 'all'] as const).map(async (threads) => {
      const { waitingOn, lastMessageBy } = await as(threads).getTicket({ ticketId }, {});
      return [waitingOn, lastMessageBy];
    }));
    const open = (subject: string, stage = 'new'): Promise<string> => backend.agent.createTicket({ subject, requester: ALICE, stage });

    before(async () => {
      backend = await desk({ dialect: (await databases.create())(), now: () => (now += 1000) });
      await backend.agent.saveAgent({ email: AGNES, name: 'Agnes' });
    });
    after(async () => {
      await backend.close();
      await databases.remove();
    });

    it('begin one after the other, the first with the first public message, and go on by their numbers', async () => {
      const ticketId = await open('Numbers');
      const { agent } = backend;
      assert.equal((await agent.internalNote({ ticketId, agent: AGNES, text: 'called' })).thread, null);
      assert.equal((await agent.publicReply({ ticketId, agent: AGNES, text: 'Hello', thread: 'new' })).thread, 1, 'where nothing was said yet, a new one is the original one');
      assert.equal((await agent.customerMessage({ ticketId, customer: ALICE, text: 'Chat', channel: 'chat', thread: 'new' })).thread, 2);
      assert.equal((await agent.publicReply({ ticketId, agent: AGNES, text: 'Chat back', thread: 2 })).thread, 2);
      assert.equal((await agent.publicReply({ ticketId, agent: AGNES, text: 'Mail' })).thread, 1);
      assert.equal((await agent.publicReply({ ticketId, agent: AGNES, text: 'Third', thread: 'new' })).thread, 3);
      for (const thread of [4, 0, -1, 1.5, Number.NaN]) {
        await assert.rejects(agent.publicReply({ ticketId, agent: AGNES, text: 'Nowhere', thread }), (error) => isPortalError(error, 'invalid-input'), String(thread));
      }
      await assert.rejects(agent.publicReply({ ticketId: await open('Empty'), agent: AGNES, text: 'Nowhere', thread: 2 }), (error) => isPortalError(error, 'invalid-input'));
      const { conversation } = await agent.getTicket(ticketId);
      assert.deepEqual(conversation.map(({ text, thread }) => [text, thread]), [['called', null], ['Hello', 1], ['Chat', 2], ['Chat back', 2], ['Mail', 1], ['Third', 3]]);
      assert.deepEqual((await as('original').listMessages({ ticketId, limit: 10 }, {})).items.map(({ text }) => text), ['Mail', 'Hello']);
    });

    it('move the turn of the ticket for those alone who see them', async () => {
      const ticketId = await open('Turns');
      await backend.agent.customerMessage({ ticketId, customer: ALICE, text: 'Mail' });
      assert.deepEqual(await seen(ticketId), [['support', 'customer'], ['support', 'customer']]);
      await backend.agent.publicReply({ ticketId, agent: AGNES, text: 'Chat', thread: 'new' });
      assert.deepEqual(await seen(ticketId), [['support', 'customer'], ['customer', 'support']]);
      await as('original').reply({ ticketId, text: 'Still there?', files: [] }, fresh());
      assert.deepEqual(await seen(ticketId), [['support', 'customer'], ['support', 'customer']]);
      await backend.agent.systemMessage({ ticketId, text: 'Moved.' });
      assert.deepEqual(await seen(ticketId), [['support', 'support'], ['support', 'support']]);
    });

    it('do not take a late mail for the newest, each by itself', async () => {
      const ticketId = await open('Late');
      const at = (minute: number): Date => new Date(Date.UTC(2026, 9, 1, 12, minute));
      await backend.agent.customerMessage({ ticketId, customer: ALICE, text: 'First', created: at(0) });
      await backend.agent.publicReply({ ticketId, agent: AGNES, text: 'Chat', thread: 'new', created: at(20) });
      await backend.agent.publicReply({ ticketId, agent: AGNES, text: 'Mail', created: at(10) });
      const [original, all] = await Promise.all((['original', 'all'] as const).map((threads) => as(threads).getTicket({ ticketId }, {})));
      assert.deepEqual([original?.lastActivity, all?.lastActivity], [at(10).toISOString(), at(20).toISOString()]);
    });

    it('obey what stages say of the turn, and changes of stages', async () => {
      const ticketId = await open('Stages');
      await backend.agent.customerMessage({ ticketId, customer: ALICE, text: 'Mail' });
      await backend.agent.publicReply({ ticketId, agent: AGNES, text: 'Chat', thread: 'new' });
      const turns = async (): Promise<unknown> => (await seen(ticketId)).map((of) => (of as unknown[])[0]);
      await backend.agent.setStatus(ticketId, 'waiting');
      assert.deepEqual(await turns(), ['customer', 'customer']);
      await backend.agent.setStatus(ticketId, 'open');
      assert.deepEqual(await turns(), ['support', 'customer']);
      await backend.agent.saveStages(DEFAULT_STAGES.map((stage) => (stage.id === 'open' ? { ...stage, waitingOn: 'customer' } : stage)));
      assert.deepEqual(await turns(), ['customer', 'customer']);
      await backend.agent.saveStages(DEFAULT_STAGES);
      assert.deepEqual(await turns(), ['support', 'customer']);
      await backend.agent.setStatus(ticketId, 'closed');
      assert.deepEqual(await turns(), [null, null]);
    });

    it('are found by a short word as by a long one, within reach alone', async () => {
      const ticketId = await open('Searched');
      await backend.agent.customerMessage({ ticketId, customer: ALICE, text: 'Mail about qz' });
      await backend.agent.customerMessage({ ticketId, customer: ALICE, text: 'Chat about xq and a pangolin', thread: 'new' });
      const found = async (threads: Threads, search: string): Promise<number> =>
        (await as(threads).listTickets({ view: 'mine', search, sort: 'id', direction: 'ascending', limit: 10 }, {})).items.length;
      for (const [search, original, all] of [['qz', 1, 1], ['mail about qz', 1, 1], ['xq', 0, 1], ['pangolin', 0, 1]] as const) {
        assert.deepEqual([await found('original', search), await found('all', search)], [original, all], search);
      }
    });

    it('a cursor of the list by one reach is none of the list by the other', async () => {
      const query = { view: 'mine', sort: 'lastActivity', direction: 'descending', limit: 1 } as const;
      const { nextCursor } = await as('all').listTickets(query, {});
      await assert.rejects(as('original').listTickets({ ...query, cursor: nextCursor ?? '' }, {}), (error) => isPortalError(error, 'invalid-input'));
    });
  });
}
