import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql, type Dialect } from 'kysely';
import type { Customer, Scope, TicketingAdapter } from '../../contract/index.ts';
import { connect } from './connect.ts';
import { lastingDatabases } from './databases.node.test.ts';
import { desk, type Desk } from './index.ts';
import { migrate, MIGRATIONS } from './migrations.ts';

const ALICE: Customer = { id: '1', email: 'alice@acme.example', name: 'Alice' };
const SCOPE: Scope = { views: ['mine'], filter: null };

/** What a desk of the first version held, as that version wrote it. */
const OLD_ROWS = [
  'insert into desk_queue (id, name, position) values (\'support\', \'Support\', 0)',
  'insert into desk_stage (id, label, category, position, waiting_on, accepts_reply, on_reply, on_close, on_reopen) values (\'open\', \'Open\', \'open\', 0, null, 1, null, \'done\', null)',
  'insert into desk_stage (id, label, category, position, waiting_on, accepts_reply, on_reply, on_close, on_reopen) values (\'done\', \'Done\', \'closed\', 1, null, 1, \'open\', null, \'open\')',
  'insert into desk_person (email, name, folded) values (\'alice@acme.example\', \'Alice\', \'alice\nalice@acme.example\')',
  'insert into desk_field (id, definition, agents_only, position) values (\'since\', \'{"type":"date","label":"Since"}\', 0, 0)',
  `insert into desk_ticket (id, subject, subject_folded, subject_sort, requester_id, organization_id, queue_id, stage_id, stage_rank, assignee_id, locked, created, last_activity, last_message_by, waiting_on, turn)
    values (1001, 'Open  one', 'open one', 'open  one', 1, null, 'support', 'open', 0, null, 0, 1700000000000, 1700000500000, 'customer', 'support', 'support'),
      (1002, 'Closed one', 'closed one', 'closed one', 1, null, 'support', 'done', 1000001, null, 0, 1700000000000, 1700000600000, 'support', null, 'customer'),
      (3500, 'Far away', 'far away', 'far away', 1, null, 'support', 'open', 0, null, 0, 1700000000000, 1700000000000, null, 'support', 'support')`,
  `insert into desk_message (ticket_id, is_public, person_id, agent_id, created, text, html, channel, search)
    values (1001, 1, 1, null, 1700000500000, 'Old words', null, 'email', 'old words'), (1002, 1, null, null, 1700000600000, 'Done', null, 'email', 'done')`,
  `insert into desk_ticket_field (ticket_id, field_id, position, value, folded, number)
    values (1001, 'since', 0, '"2026-01-05"', '2026-01-05', null), (3500, 'since', 0, '"2026-01-07"', '2026-01-07', null)`,
];

for (const databases of await lastingDatabases()) {
  describe(`a desk of the first version on ${databases.name}`, { skip: databases.missing ?? false }, () => {
    let dialect: () => Dialect;
    let backend: Desk;
    const as = (scope: Partial<Scope> = {}): Required<TicketingAdapter> => backend.adapterFor(ALICE, { ...SCOPE, ...scope }) as Required<TicketingAdapter>;
    const listed = async (scope: Partial<Scope>): Promise<string[]> =>
      (await as(scope).listTickets({ view: 'mine', sort: 'id', direction: 'ascending', limit: 10 }, {})).items.map(({ id }) => id);

    before(async () => {
      dialect = await databases.create();
      const { db, kind } = await connect({ dialect: dialect() });
      await migrate(db, kind, async (transaction) => {
        for (const row of OLD_ROWS) await sql.raw(row).execute(transaction);
      }, MIGRATIONS.slice(0, 2));
      await db.destroy();
      backend = await desk({ dialect: dialect() });
    });
    after(async () => {
      await backend.close();
      await databases.remove();
    });

    it('is brought up to date when it is opened, once', async () => {
      await (await desk({ dialect: dialect() })).close();
      const { db } = await connect({ dialect: dialect() });
      assert.deepEqual((await db.selectFrom('desk_migration').select('name').orderBy('name').execute()).map(({ name }) => name), MIGRATIONS.map(([name]) => name));
      await db.destroy();
    });

    it('takes a ticket\'s last activity for the moment when it was closed', async () => {
      const closedOf = async (ticketId: string): Promise<unknown> => (await as().getTicket({ ticketId }, {})).closed;
      assert.deepEqual([await closedOf('1001'), await closedOf('1002')], [null, new Date(1_700_000_600_000).toISOString()]);
    });

    it('takes all that was said for the original conversation', async () => {
      for (const threads of ['original', 'all'] as const) {
        const adapter = as({ threads });
        const { lastActivity, lastMessageBy, waitingOn } = await adapter.getTicket({ ticketId: '1001' }, {});
        assert.deepEqual([lastActivity, lastMessageBy, waitingOn], [new Date(1_700_000_500_000).toISOString(), 'customer', 'support'], threads);
        assert.deepEqual((await adapter.listMessages({ ticketId: '1001', limit: 10 }, {})).items.map(({ text }) => text), ['Old words']);
        const { items } = await adapter.listTickets({ view: 'mine', sort: 'lastActivity', direction: 'descending', limit: 10 }, {});
        assert.deepEqual(items.map(({ id }) => id), ['1002', '1001', '3500'], threads);
      }
    });

    it('can be filtered by what was written before, down to the last ticket', async () => {
      assert.deepEqual(await listed({ filter: { property: 'subject', operator: 'is', value: 'OPEN  one' } }), ['1001']);
      assert.deepEqual(await listed({ filter: { property: 'subject', operator: 'is', value: 'open one' } }), []);
      assert.deepEqual(await listed({ filter: { property: 'field:since', operator: 'before', value: '2026-01-05T00:00:00Z' } }), []);
      assert.deepEqual(await listed({ filter: { property: 'field:since', operator: 'after', value: '2026-01-06T23:00:00Z' } }), ['3500']);
      assert.deepEqual(await listed({ filter: { property: 'field:since', operator: 'after', value: '2026-01-07T00:00:00Z' } }), []);
    });

    it('goes on as if it were new', async () => {
      const key = { idempotencyKey: 'upgrade' };
      assert.equal((await as().rateTicket({ ticketId: '1002', score: 4, comment: '' }, key)).rating?.score, 4);
      await backend.agent.saveAgent({ email: 'agnes@desk.example', name: 'Agnes' });
      assert.equal((await backend.agent.publicReply({ ticketId: '1001', agent: 'agnes@desk.example', text: 'By phone', thread: 'new' })).thread, 2);
      assert.equal((await as({ threads: 'original' }).getTicket({ ticketId: '1001' }, {})).lastMessageBy, 'customer');
    });
  });
}
