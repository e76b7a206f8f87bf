import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { startPostgres } from '../../demo/backends/postgresql/start.mjs';
import { changingGateway } from './access/access-helpers.node.test.ts';
import type { DatabaseOption } from './index.ts';
import { clean } from './migrations.ts';

const HALF_AN_HOUR = 30 * 60_000;

function suite(name: string, database: DatabaseOption): void {
  it(`takes out sessions and proofs that have expired, and no others, on ${name}`, async () => {
    const portal = await changingGateway({ passkeys: true }, { database });
    const count = async (table: 'portico_session' | 'portico_verification'): Promise<number> => (await portal.db.selectFrom(table).select('expiresAt').execute()).length;
    const counts = async (now: number): Promise<number[]> => {
      await clean(portal.db, now, HALF_AN_HOUR);
      return [await count('portico_session'), await count('portico_verification')];
    };
    const begun = Date.now();
    await portal.signedIn('alice@acme.example');
    await portal.tab().access.startPasskeySignIn({}, { idempotencyKey: 'start' });
    const done = Date.now();
    assert.deepEqual(await counts(begun + 5 * 60_000 - 1), [1, 1]);
    assert.deepEqual(await counts(done + 5 * 60_000), [1, 0], 'a challenge has five minutes');
    assert.deepEqual(await counts(begun + HALF_AN_HOUR - 1), [1, 0]);
    assert.deepEqual(await counts(done + HALF_AN_HOUR), [0, 0]);
    await portal.close();
  });
}

const postgres = await startPostgres().catch((error: unknown) => error as Error);

describe('cleaning', () => {
  suite('SQLite', { sqlite: ':memory:' });
  if (postgres instanceof Error) it('on PostgreSQL', { skip: postgres.message }, () => undefined);
  else {
    after(postgres.stop);
    suite('PostgreSQL', { postgres: postgres.url });
  }
});
