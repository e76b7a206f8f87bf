import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startPostgres } from '../backends/postgresql/start.mjs';
import { killOverPostgres, killOverSqlite } from './kill-under-load.ts';

const postgres = await startPostgres().then(({ stop }) => stop(), (error: unknown) => error as Error);

/** The short form of what `npm run test:soak` does for longer. */
describe('killed at a random moment under load', () => {
  it('the gateway leaves its SQLite files whole, and all that it has acknowledged is there once', async () => {
    const { acknowledged, problems } = await killOverSqlite(2);
    assert.deepEqual(problems, []);
    assert(acknowledged > 0, 'nothing was sent');
  });

  it('PostgreSQL and the gateway leave all tables and indexes whole, and all that they have acknowledged is there once', { skip: postgres instanceof Error && postgres.message }, async () => {
    const { acknowledged, problems } = await killOverPostgres(2);
    assert.deepEqual(problems, []);
    assert(acknowledged > 0, 'nothing was sent');
  });
});
