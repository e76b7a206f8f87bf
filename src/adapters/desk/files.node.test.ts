import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Kysely, type Dialect } from 'kysely';
import { isPortalError, type Customer, type ErrorCode, type FileSource, type Message, type TicketingAdapter } from '../../contract/index.ts';
import { lastingDatabases } from './databases.node.test.ts';
import { desk, type Desk } from './index.ts';
import type { Tables } from './schema.ts';

const ALICE: Customer = { id: '1', email: 'alice@acme.example', name: 'Alice' };
const CHUNK = 256 * 1024;
const DAY = 24 * 60 * 60 * 1000;

let keys = 0;
const fresh = (): { idempotencyKey: string } => ({ idempotencyKey: `key-${String(keys += 1)}` });
const refusal = (code: ErrorCode) => (error: unknown): boolean => isPortalError(error, code);
const noise = (size: number): Uint8Array<ArrayBuffer> => Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8) * 7) % 256);

/** A file whose bytes come in pieces of these sizes, or in the way that `pull` has. */
function source(bytes: Uint8Array<ArrayBuffer>, pieces: readonly number[], size = bytes.length): FileSource {
  return {
    name: 'a file', type: 'application/octet-stream', size,
    stream: () => new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        let start = 0;
        for (let index = 0; start < bytes.length; index += 1) {
          const piece = pieces[index % pieces.length] ?? 1;
          controller.enqueue(bytes.slice(start, start + piece));
          start += piece;
        }
        controller.close();
      },
    }),
  };
}

for (const databases of await lastingDatabases()) {
  describe(`files of the desk on ${databases.name}`, { skip: databases.missing ?? false }, () => {
    let backend: Desk;
    let adapter: Required<TicketingAdapter>;
    let inside: Kysely<Tables>;
    let dialect: () => Dialect;
    let ticketId: string;
    let now = Date.now();

    const open = async (): Promise<void> => {
      backend = await desk({ dialect: dialect(), files: { maxFiles: 10, maxBytes: 3 * 1024 * 1024, accept: null }, now: () => now });
      adapter = backend.adapterFor(ALICE, { views: ['mine'], filter: null }) as Required<TicketingAdapter>;
    };
    const reply = (file: FileSource, context: { readonly idempotencyKey: string; readonly signal?: AbortSignal } = fresh()): Promise<Message> =>
      adapter.reply({ ticketId, text: '', files: [file] }, context);
    const stored = async (): Promise<readonly [files: number, chunks: number]> => [
      (await inside.selectFrom('desk_file').select('id').execute()).length, (await inside.selectFrom('desk_file_chunk').select('file_id').execute()).length,
    ];

    before(async () => {
      dialect = await databases.create();
      await open();
      inside = new Kysely<Tables>({ dialect: dialect() });
      ticketId = await backend.agent.createTicket({ subject: 'Files', requester: ALICE });
    });
    after(async () => {
      await inside.destroy();
      await backend.close();
      await databases.remove();
    });

    it('come back byte for byte, however their bytes arrived, and are kept in chunks', async () => {
      for (const [size, pieces] of [[1, [1]], [CHUNK - 1, [CHUNK]], [CHUNK, [1000]], [CHUNK + 1, [CHUNK]], [700_001, [1, 65_536, 300_000]], [2 * CHUNK, [2 * CHUNK]]] as const) {
        const [, before] = await stored();
        const bytes = noise(size);
        const message = await reply(source(bytes, pieces));
        const [, after] = await stored();
        assert.equal(after - before, Math.ceil(size / CHUNK), `chunks of ${String(size)} bytes`);
        const file = await adapter.downloadAttachment({ ticketId, messageId: message.id, attachmentId: message.attachments[0]?.id ?? '' }, {});
        assert.equal(file.size, size);
        assert.ok(Buffer.from(await new Response(file.stream()).arrayBuffer()).equals(Buffer.from(bytes)), `${String(size)} bytes`);
      }
    });

    it('travel one chunk at a time, and say how far they are', async () => {
      const bytes = noise(5 * CHUNK);
      const sent: number[] = [];
      let [given, most] = [0, 0];
      const file: FileSource = {
        ...source(bytes, [CHUNK]),
        stream: () => new ReadableStream<Uint8Array<ArrayBuffer>>({
          pull(controller) {
            controller.enqueue(bytes.slice(given, given + CHUNK));
            given += CHUNK;
            most = Math.max(most, given - (sent.at(-1) ?? 0));
            if (given >= bytes.length) controller.close();
          },
        }, { highWaterMark: 0 }),
      };
      const { id, attachments } = await adapter.reply({ ticketId, text: '', files: [file] }, { ...fresh(), onProgress: (progress) => sent.push(progress.sent) });
      assert.deepEqual(sent, [1, 2, 3, 4, 5].map((count) => count * CHUNK));
      assert.ok(most <= CHUNK, `${String(most)} bytes were held at once`);
      const download = (await adapter.downloadAttachment({ ticketId, messageId: id, attachmentId: attachments[0]?.id ?? '' }, {})).stream().getReader();
      assert.equal((await download.read()).value?.length, CHUNK);
      await download.cancel();
    });

    it('that are too long, shorter than they said, empty or broken leave nothing behind', async () => {
      const before = await stored();
      const messages = (await backend.agent.getTicket(ticketId)).conversation.length;
      // It lies about its size, so that only the bytes themselves can tell.
      await assert.rejects(reply(source(noise(3 * 1024 * 1024 + 1), [CHUNK], 10)), refusal('too-large'));
      await assert.rejects(reply(source(noise(10), [10], 11)), refusal('invalid-input'));
      await assert.rejects(reply(source(noise(0), [1], 0)), refusal('invalid-input'));
      const broken: FileSource = { ...source(noise(9), [9]), stream: () => new ReadableStream({ pull: (controller) => controller.error(new Error('cut')) }) };
      await assert.rejects(reply(broken), (error) => isPortalError(error));
      assert.deepEqual(await stored(), before);
      assert.equal((await backend.agent.getTicket(ticketId)).conversation.length, messages);
    });

    it('that hang end with their caller, and leave nothing behind', async () => {
      const before = await stored();
      const abort = new AbortController();
      const hanging: FileSource = {
        ...source(noise(2 * CHUNK), [CHUNK]),
        stream: () => new ReadableStream<Uint8Array<ArrayBuffer>>({
          start: (controller) => controller.enqueue(noise(CHUNK)),
          // Asked for more than it has.
          pull: () => new Promise<void>(() => setImmediate(() => abort.abort(new Error('gave up')))),
        }),
      };
      await assert.rejects(reply(hanging, { ...fresh(), signal: abort.signal }), /gave up/);
      assert.deepEqual(await stored(), before);
    });

    it('of a write that is repeated are kept once', async () => {
      const before = await stored();
      const context = fresh();
      const file = source(noise(10), [10]);
      const answers = await Promise.all([reply(file, context), reply(file, context), reply(file, context)]);
      assert.equal(new Set(answers.map(({ id }) => id)).size, 1);
      assert.deepEqual(await stored(), [before[0] + 1, before[1] + 1]);
    });

    it('of a write that was refused are not kept', async () => {
      const before = await stored();
      await backend.agent.setLocked(ticketId, true);
      await assert.rejects(reply(source(noise(10), [10])), refusal('conflict'));
      await backend.agent.setLocked(ticketId, false);
      await assert.rejects(adapter.reply({ ticketId: '9999', text: '', files: [source(noise(10), [10])] }, fresh()), refusal('not-found'));
      assert.deepEqual(await stored(), before);
    });

    it('that never got their message are swept away after a day, and no others', async () => {
      const before = await stored();
      const { id } = await inside.insertInto('desk_file').values({ created: now, attached: 0 }).returning('id').executeTakeFirstOrThrow();
      await inside.insertInto('desk_file_chunk').values({ file_id: id, position: 0, bytes: noise(3) }).execute();
      const reopen = async (): Promise<void> => {
        await backend.close();
        await open();
      };
      now += DAY - 1000;
      await reopen();
      assert.deepEqual(await stored(), [before[0] + 1, before[1] + 1]);
      now += 2000;
      await reopen();
      assert.deepEqual(await stored(), before);
    });
  });
}
