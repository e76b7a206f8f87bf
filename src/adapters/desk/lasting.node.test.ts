import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { Kysely, sql, type Dialect } from 'kysely';
import { isPortalError, type Customer, type TicketingAdapter } from '../../contract/index.ts';
import { failing, lastingDatabases } from './databases.node.test.ts';
import { desk, type Desk } from './index.ts';
import type { Tables } from './schema.ts';

const ALICE: Customer = { id: '1', email: 'alice@acme.example', name: 'Alice' };
const BYTES = 600_000;

for (const databases of await lastingDatabases()) {
  describe(`the desk on ${databases.name}, over time and in several processes`, { skip: databases.missing ?? false }, () => {
    let dialect: () => Dialect;
    const children = new Set<ChildProcess>();
    before(async () => { dialect = await databases.create(); });
    after(async () => {
      for (const child of children) child.kill('SIGKILL');
      await databases.remove();
    });

    const adapterOf = (backend: Desk): Required<TicketingAdapter> => backend.adapterFor(ALICE, { views: ['mine'], filter: null }) as Required<TicketingAdapter>;

    /** Another process with the same database open as `backend`; what it prints, line by line. */
    const run = (body: string): { readonly child: ChildProcess; readonly lines: AsyncIterable<string>; readonly ended: Promise<unknown> } => {
      const code = `
        import { desk } from ${JSON.stringify(new URL('index.ts', import.meta.url).href)};
        const backend = await desk(${JSON.stringify(databases.address())});
        const adapter = backend.adapterFor(${JSON.stringify(ALICE)}, { views: ['mine'], filter: null });
        ${body}
        await backend.close();`;
      const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
      children.add(child);
      return { child, lines: createInterface({ input: child.stdout }), ended: once(child, 'exit').finally(() => children.delete(child)) };
    };
    const done = async ({ ended }: ReturnType<typeof run>): Promise<void> => assert.deepEqual(await ended, [0, null]);

    it('is made once, though several processes start at the same time', async () => {
      await Promise.all(Array.from({ length: 3 }, () => done(run(''))));
      const backend = await desk({ dialect: dialect() });
      assert.equal((await backend.agent.listForms()).length, 1);
      assert.equal((await backend.agent.listStages()).length, 6);
      await backend.close();
    });

    it('takes the writes of two processes at once, each key once', async () => {
      const backend = await desk({ dialect: dialect() });
      const ticketId = await backend.agent.createTicket({ subject: 'Both', requester: ALICE });
      const write = (name: string): string => `
        for (let index = 0; index < 15; index += 1) {
          await Promise.all(['${name}-' + index, 'shared-' + index].map((key) => adapter.reply({ ticketId: '${ticketId}', text: key, files: [new File(['x'], key)] }, { idempotencyKey: key })));
        }`;
      await Promise.all([done(run(write('one'))), done(run(write('two')))]);
      const { conversation, lastActivity } = await backend.agent.getTicket(ticketId);
      const texts = conversation.map(({ text }) => text);
      assert.equal(texts.length, 45);
      assert.equal(new Set(texts).size, 45);
      assert.ok(conversation.every(({ attachments, text }) => attachments.length === 1 && attachments[0]?.name === text));
      assert.equal(lastActivity, conversation.at(-1)?.created);
      assert.equal(new Set(conversation.map(({ created }) => created)).size, 45, 'no two messages of a ticket have the same moment');
      await backend.close();
    });

    it('keeps messages in the order in which they were written, though its clock stands still or goes back', async () => {
      let now = Date.parse('2026-11-01T08:00:00Z');
      const backend = await desk({ dialect: dialect(), now: () => now });
      const ticketId = await backend.agent.createTicket({ subject: 'Clock', requester: ALICE });
      for (const text of ['one', 'two', 'three', 'four']) {
        await adapterOf(backend).reply({ ticketId, text, files: [] }, { idempotencyKey: `clock-${text}` });
        if (text === 'two') now -= 60_000;
      }
      const { items } = await adapterOf(backend).listMessages({ ticketId, limit: 10 }, {});
      assert.deepEqual(items.map(({ text }) => text), ['four', 'three', 'two', 'one']);
      assert.deepEqual(items.map(({ created }) => created).toSorted().reverse(), items.map(({ created }) => created));
      assert.equal((await adapterOf(backend).getTicket({ ticketId }, {})).lastActivity, items[0]?.created);
      await backend.close();
    });

    it('remembers everything after a restart, the answers to writes included', async () => {
      const first = await desk({ dialect: dialect() });
      const form = { formId: 'contact-support', values: { subject: 'Before', message: 'the restart' }, files: {} };
      const created = await adapterOf(first).createTicket(form, { idempotencyKey: 'restart' });
      await first.agent.setStatus(created.id, 'resolved');
      await first.close();
      const second = await desk({ dialect: dialect() });
      assert.deepEqual(await adapterOf(second).createTicket(form, { idempotencyKey: 'restart' }), created);
      assert.equal((await adapterOf(second).getTicket({ ticketId: created.id }, {})).status.category, 'closed');
      assert.equal((await adapterOf(second).listTickets({ view: 'mine', search: 'the RESTART', sort: 'id', direction: 'ascending', limit: 10 }, {})).items.length, 1);
      await second.close();
    });

    it('is whole after its process was killed in the middle of writing, again and again', async () => {
      const backend = await desk({ dialect: dialect() });
      const inside = new Kysely<Tables>({ dialect: dialect() });
      const ticketId = await backend.agent.createTicket({ subject: 'Killed', requester: ALICE });
      const write = (round: number): string => `
        for (let index = 0; index < 1000; index += 1) {
          const key = 'kill-${String(round)}-' + index;
          console.log('begins ' + key);
          await adapter.reply({ ticketId: '${ticketId}', text: key, files: [new File(['x'.repeat(${String(BYTES)})], key)] }, { idempotencyKey: key, onProgress: () => console.log('sends ' + key) });
          console.log('answers ' + key);
        }`;
      const answered = new Set<string>();
      const begun = new Set<string>();
      for (let round = 0; round < 4; round += 1) {
        const { child, lines, ended } = run(write(round));
        let count = 0;
        for await (const line of lines) {
          const [what = '', key = ''] = line.split(' ');
          (what === 'answers' ? answered : begun).add(key);
          // A different moment each time: before, between and behind the chunks, and while the message is written.
          count += 1;
          if (count === 11 + round) child.kill('SIGKILL');
        }
        assert.deepEqual(await ended, [null, 'SIGKILL']);
      }
      assert.ok(answered.size >= 4);

      const { conversation, lastActivity } = await backend.agent.getTicket(ticketId);
      const texts = conversation.map(({ text }) => text ?? '');
      assert.equal(new Set(texts).size, texts.length, 'nothing is there twice');
      for (const key of answered) assert.ok(texts.includes(key), `${key} was answered and is there`);
      for (const text of texts) assert.ok(begun.has(text));
      assert.equal(lastActivity, conversation.at(-1)?.created);
      for (const { attachments } of conversation) {
        const file = await backend.agent.downloadAttachment(ticketId, attachments[0]?.id ?? '');
        assert.equal((await new Response(file.stream()).arrayBuffer()).byteLength, BYTES);
      }
      if ('sqlite' in databases.address()) {
        assert.deepEqual((await sql<{ integrity_check: string }>`pragma integrity_check`.execute(inside)).rows.map((row) => row.integrity_check), ['ok']);
        assert.deepEqual((await sql`pragma foreign_key_check`.execute(inside)).rows, []);
      }

      // What had been under way is sent again, and is there once.
      for (const key of begun) await adapterOf(backend).reply({ ticketId, text: key, files: [new File(['x'.repeat(BYTES)], key)] }, { idempotencyKey: key });
      assert.deepEqual((await backend.agent.getTicket(ticketId)).conversation.map(({ text }) => text).sort(), [...begun].sort());
      await inside.destroy();
      await backend.close();
    });

    it('says that it is unavailable while its database is, without a word of the database', async () => {
      const database = failing(dialect());
      const backend = await desk({ dialect: database.dialect });
      await backend.check(AbortSignal.timeout(10_000));
      database.down = true;
      const refused = (error: unknown): boolean => isPortalError(error, 'unavailable') && !/internal|ECONN|5432/.test(`${error.message}${JSON.stringify(error)}`);
      await assert.rejects(backend.check(AbortSignal.timeout(10_000)), refused);
      await assert.rejects(backend.agent.listTickets(), refused);
      await assert.rejects(adapterOf(backend).listTickets({ view: 'mine', sort: 'id', direction: 'ascending', limit: 1 }, {}), refused);
      database.down = false;
      await backend.check(AbortSignal.timeout(10_000));
      await backend.close();
      await assert.rejects(backend.check(AbortSignal.timeout(10_000)), (error) => isPortalError(error, 'unavailable'));
    });
  });
}

describe('a desk whose database cannot be reached', () => {
  it('does not open, and says so', async () => {
    const refused = (error: unknown): boolean => isPortalError(error, 'unavailable');
    await assert.rejects(desk({ sqlite: '/no/such/folder/desk.db' }), refused);
    await assert.rejects(desk({ postgres: 'postgres://nobody:secret@127.0.0.1:1/desk' }), refused);
  });
});
