import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { startPostgres } from '../../../demo/backends/postgresql/start.mjs';
import type { DatabaseOption } from '../options.ts';
import { order, outboxOver, startMailServer, type MailServer, type TestOutbox } from './helpers.node.test.ts';
import type { Mail, MailOption } from './mail-option.ts';
import { createMailQueue } from './mail-queue.ts';

const FROM = 'support@portal.example';

function suite(name: string, databaseFor: () => Promise<DatabaseOption>, end: () => Promise<void>): void {
  describe(`two instances on ${name}`, () => {
    const outboxes: TestOutbox[] = [];
    const instances = async (...mails: MailOption[]): Promise<TestOutbox[]> => {
      const database = await databaseFor();
      for (const mail of mails) outboxes.push(await outboxOver(mail, { database }));
      return outboxes;
    };
    beforeEach(async () => {
      const [cleaner] = await instances({ from: FROM, send: () => Promise.resolve() });
      await cleaner!.db.deleteFrom('portico_mail').execute();
      await outboxes.pop()!.end();
    });
    let server: MailServer | undefined;
    afterEach(async () => {
      for (const mails of outboxes.splice(0)) await mails.end();
      await server?.stop();
      server = undefined;
    });
    after(end);

    it('send each mail once, however much both are asked to', async () => {
      const sent: string[] = [];
      const send = async ({ id }: Mail): Promise<void> => {
        sent.push(id);
        await new Promise(setImmediate);
      };
      const [one, two] = await instances({ from: FROM, send }, { from: FROM, send });
      const work: Promise<void>[] = [];
      for (let number = 0; number < 10; number += 1) work.push(one!.send(order()), two!.send(order()), one!.deliver(), two!.deliver());
      await Promise.all(work);
      await Promise.all([one!.deliver(), two!.deliver()]);
      assert.equal(sent.length, 20);
      assert.equal(new Set(sent).size, 20);
    });

    it('send what one could not, once, when the mail server is back', async () => {
      const gone = await startMailServer();
      await gone.stop();
      const [one, two] = await instances({ from: FROM, smtp: gone.url }, { from: FROM, smtp: gone.url });
      for (let number = 0; number < 10; number += 1) await one!.send(order({ to: `person${String(number)}@acme.example` }));
      await one!.deliver();
      assert.deepEqual([await one!.delayed(), await two!.delayed()], [true, true], 'one knows of the other');
      const back = server = await startMailServer({ port: Number(new URL(gone.url).port) });
      for (const mails of [one!, two!]) mails.wait(11);
      await Promise.all([one!.deliver(), two!.deliver()]);
      assert.equal(back.received.length, 10);
      assert.equal(new Set(back.received.map(({ header }) => header('Message-ID'))).size, 10);
      assert.deepEqual([await one!.delayed(), await two!.delayed()], [false, false]);
    });

    it('leave a mail to the one that is at it, and take it over when that one has died', async () => {
      const sent: Mail[] = [];
      const [one, two] = await instances({ from: FROM, send: () => Promise.reject(new Error('down')) }, { from: FROM, async send(mail) { sent.push(mail); } });
      await one!.send(order());
      await one!.deliver();
      for (const mails of [one!, two!]) mails.wait(10);
      const { id } = await createMailQueue(one!.db, () => Date.now() + 10_000).claim() ?? assert.fail('It was due.'); // and then it dies
      await two!.deliver();
      two!.wait(110);
      await two!.deliver();
      assert.equal(sent.length, 0, 'a try may take a minute');
      two!.wait(11);
      await Promise.all([two!.deliver(), one!.deliver()]);
      assert.deepEqual(sent.map((mail) => mail.id), [`<${id}@support.portal.example>`], 'the same Message-ID as at the first try');
      assert.deepEqual(await two!.db.selectFrom('portico_mail').select('id').execute(), []);
    });
  });
}

const folder = await mkdtemp(join(tmpdir(), 'portico-mail-'));
after(() => rm(folder, { recursive: true }));
suite('an SQLite file', async () => ({ sqlite: join(folder, 'portal.db') }), () => Promise.resolve());
const postgres = await startPostgres().catch((error: unknown) => error as Error);
if (postgres instanceof Error) it('two instances on PostgreSQL', { skip: postgres.message }, () => undefined);
else suite('PostgreSQL', async () => ({ postgres: postgres.url }), () => postgres.stop());
