import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startPostgres } from '../../../demo/backends/postgresql/start.mjs';
import { isPortalError } from '../../contract/index.ts';
import { PASSWORD } from '../helpers.node.test.ts';
import type { DatabaseOption } from '../index.ts';
import { kept, mailWays, type MailWays } from './mail-helpers.node.test.ts';
import { randomToken, type MailTokens, type TokenData } from './mail-tokens.ts';

const MINUTE = 60_000;
const gone = (error: unknown): boolean => isPortalError(error, 'not-found');
let count = 0;
const stranger = (): string => `someone${String(++count)}@tokens.example`;
const resetOf = (email: string): TokenData['reset'] => ({ email, name: 'Some One', userId: '1' });

function suite(database: DatabaseOption): void {
  let ways: MailWays;
  let tokens: MailTokens;
  before(async () => { ways = await mailWays({}, database); ({ tokens } = ways.services); });
  after(() => ways.close());

  describe('tokens by mail', () => {
    it('have 256 random bits, and the database knows none of them', async () => {
      const email = stranger();
      const token = await tokens.issue('reset', resetOf(email), MINUTE);
      assert.match(token, /^[\w-]{43}$/);
      assert.equal(new Set(Array.from({ length: 1000 }, randomToken)).size, 1000);
      const rows = await ways.services.db.selectFrom('portico_verification' as never).selectAll().execute();
      assert(rows.length >= 2);
      assert(!JSON.stringify(rows).includes(token));
    });

    it('are read as often as wanted and used once', async () => {
      const data = resetOf(stranger());
      const token = await tokens.issue('reset', data, MINUTE);
      for (let times = 0; times < 3; times++) assert.deepEqual(await tokens.read(token), { purpose: 'reset', data });
      assert.deepEqual(await tokens.redeem('reset', token), data);
      await assert.rejects(tokens.redeem('reset', token), gone);
      await assert.rejects(tokens.read(token), gone);
    });

    it('are used once by however many come at the same time', async () => {
      const others = await mailWays({}, database);
      const token = await tokens.issue('reset', resetOf(stranger()), MINUTE);
      const stores = 'postgres' in database ? [tokens, others.services.tokens] : [tokens];
      const all = Array.from({ length: 20 }, (_, index) => stores[index % stores.length]!.redeem('reset', token));
      assert.equal(await kept(all), 1);
      await others.close();
    });

    it('die when a newer one is made, for the same purpose and address only', async () => {
      const [email, other] = [stranger(), stranger()];
      const old = await tokens.issue('reset', resetOf(email), MINUTE);
      const elsewhere = await tokens.issue('reset', resetOf(other), MINUTE);
      const another = await tokens.issue('invitation', { email, name: '' }, MINUTE);
      const newer = await tokens.issue('reset', resetOf(email), MINUTE);
      await assert.rejects(tokens.read(old), gone);
      await assert.rejects(tokens.redeem('reset', old), gone);
      for (const token of [elsewhere, another, newer]) await tokens.read(token);
      await tokens.redeem('reset', newer);
    });

    it('die also when the newer one is made in the same moment', async (context) => {
      context.mock.timers.enable({ apis: ['Date'], now: Date.now() });
      for (let round = 0; round < 5; round++) {
        const email = stranger();
        const old = await tokens.issue('reset', resetOf(email), MINUTE);
        const newer = await tokens.issue('reset', resetOf(email), MINUTE);
        await assert.rejects(tokens.read(old), gone);
        await tokens.redeem('reset', newer);
      }
    });

    it('leave at most one alive when several are made at the same time', async () => {
      const email = stranger();
      const all = await Promise.all(Array.from({ length: 8 }, () => tokens.issue('reset', resetOf(email), MINUTE)));
      assert.equal(await kept(all.map((token) => tokens.redeem('reset', token))), 1);
    });

    it('expire', async () => {
      const token = await tokens.issue('reset', resetOf(stranger()), 30 * MINUTE);
      ways.wait(29.9);
      await tokens.read(token);
      ways.wait(0.2);
      await assert.rejects(tokens.read(token), gone);
      await assert.rejects(tokens.redeem('reset', token), gone);
    });

    it('can be taken back', async () => {
      const email = stranger();
      const token = await tokens.issue('invitation', { email, name: '' }, MINUTE);
      await tokens.revoke('reset', email);
      await tokens.read(token);
      await tokens.revoke('invitation', email);
      await assert.rejects(tokens.read(token), gone);
    });

    it('are good for nothing but their purpose, and survive the attempt', async () => {
      const email = stranger();
      const token = await tokens.issue('sign-in', { email, name: '', userId: '1' }, MINUTE);
      for (const purpose of ['reset', 'verification', 'invitation', 'preview', 'sign-in-code'] as const) {
        await assert.rejects(tokens.redeem(purpose, token), gone, purpose);
        await assert.rejects(tokens.readFor(purpose, token), gone, purpose);
      }
      await tokens.redeem('sign-in', token);
    });

    it('never match when they are empty, null, wildcards, digests or somebody\'s rows', async () => {
      const token = await tokens.issue('reset', resetOf(stranger()), MINUTE);
      const stored = await ways.services.db.selectFrom('portico_verification' as never).selectAll().execute() as { identifier: string; value: string; id: string }[];
      const odd = ['', ' ', 'null', 'undefined', '%', '_', '*', '%'.repeat(43), '_'.repeat(43), '-'.repeat(43), token.slice(0, -1), `${token}x`, ` ${token}`, token.toUpperCase(), `${token}\n`, `${token}\0`,
        null, undefined, 0, true, {}, [], { $ne: null }, ...stored.flatMap(({ id, identifier, value }) => [id, identifier, value])];
      for (const given of odd) {
        await assert.rejects(tokens.read(given as string), gone, JSON.stringify(given));
        await assert.rejects(tokens.redeem('reset', given as string), gone, JSON.stringify(given));
      }
      await tokens.redeem('reset', token);
    });

    it('of one mail end together, even when both are used at the same time', async () => {
      for (let round = 0; round < 5; round++) {
        const email = stranger();
        const [link = '', challenge = ''] = await tokens.issueTogether([
          { purpose: 'sign-in', data: { email, name: '', userId: '1' } }, { purpose: 'sign-in-code', data: { email, userId: '1', digest: 'x' } },
        ], MINUTE);
        await assert.rejects(tokens.read(challenge), gone, 'a browser\'s half is no link');
        assert.equal(await kept([tokens.redeem('sign-in', link), tokens.redeem('sign-in-code', challenge)]), 1);
        await assert.rejects(tokens.redeem('sign-in', link), gone);
        await assert.rejects(tokens.redeem('sign-in-code', challenge), gone);
      }
    });
  });

  describe('of two at the same time, one', () => {
    it('becomes the account of a registration', async () => {
      const email = stranger();
      const person = ways.person();
      await person.register({ name: 'Some One', email, password: PASSWORD });
      const { token } = ways.mailTo(email);
      assert.equal(await kept(Array.from({ length: 4 }, () => ways.person().verifyAddress({ token, password: PASSWORD }))), 1);
    });

    it('becomes the account of an address that is registered and invited', async () => {
      const email = stranger();
      await ways.person().register({ name: 'Some One', email, password: PASSWORD });
      const registration = ways.mailTo(email).token;
      await ways.invitations.send({ email });
      const invitation = ways.mailTo(email).token;
      const both = [ways.person().verifyAddress({ token: registration, password: PASSWORD }), ways.person().acceptInvitation({ token: invitation, name: 'One', password: 'another password' })];
      const refused = (await Promise.allSettled(both)).filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
      assert.deepEqual(refused.map(({ reason }) => gone(reason)), [true]);
      assert.equal((await ways.services.db.selectFrom('portico_user').select('id').where('email', '=', email).execute()).length, 1);
    });

    it('sets the password of a reset', async () => {
      const email = stranger();
      await ways.accounts.create({ email, name: 'Some One', password: PASSWORD });
      await ways.person().requestPasswordReset({ email });
      const { token } = ways.mailTo(email);
      // All four have shown their token and hashed their password before one goes on.
      const { password } = await ways.services.auth.$context;
      const { hash } = password;
      const hashed = Promise.withResolvers<undefined>();
      let waiting = 4;
      password.hash = async (chosen) => {
        const made = await hash(chosen);
        if (--waiting === 0) hashed.resolve(undefined);
        await hashed.promise;
        return made;
      };
      assert.equal(await kept(Array.from({ length: 4 }, (_, index) => ways.person().resetPassword({ token, password: `password number ${String(index)}` }))), 1);
      password.hash = hash;
    });

    it('signs in by a code', async () => {
      const email = stranger();
      await ways.accounts.create({ email, name: 'Some One', password: PASSWORD });
      const { challenge } = await ways.person().requestSignInMail({ email });
      const { code = '' } = ways.mailTo(email);
      assert.equal(await kept(Array.from({ length: 4 }, () => ways.person().signInByCode({ challenge, code }))), 1);
    });
  });
}

describe('on SQLite', () => { suite({ sqlite: ':memory:' }); });
const postgres = await startPostgres().catch((error: unknown) => error as Error);
if (postgres instanceof Error) it('on PostgreSQL', { skip: postgres.message }, () => undefined);
else {
  describe('on PostgreSQL', () => { suite({ postgres: postgres.url }); });
  after(() => postgres.stop());
}
