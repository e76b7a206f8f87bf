import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mailWays, type MailWays } from './mail-helpers.node.test.ts';
import { accountOf, type Identity } from './identities.ts';
import { Refusal, type RefusalReason } from './refusal.ts';

const identity = (change: Partial<Identity> = {}): Identity => ({ authority: 'provider:op', issuer: 'https://op.example', subject: 'alice-1', email: 'alice@acme.example', name: 'Alice', groups: [], ...change });
const refusal = (reason: RefusalReason) => (error: unknown): boolean => error instanceof Refusal && error.reason === reason;

describe('Linking accounts', () => {
  let ways: MailWays;
  before(async () => { ways = await mailWays(); });
  after(() => ways.close());
  const user = async (email: string): Promise<{ id: string; name: string; emailVerified: boolean } | undefined> => (await (await ways.services.auth.$context).internalAdapter.findUserByEmail(email))?.user;

  it('makes an account at the first sign-in, and finds it again by who one is', async () => {
    const id = await accountOf(ways.services, identity({ email: ' ALICE@Acme.example ' }));
    assert.deepEqual([(await user('alice@acme.example'))?.id, (await user('alice@acme.example'))?.emailVerified], [id, true]);
    assert.equal(await accountOf(ways.services, identity()), id);
  });

  it('makes one account of two first sign-ins at once', async () => {
    const twins = identity({ subject: 'twin-1', email: 'twin@acme.example' });
    const ids = await Promise.all(Array.from({ length: 4 }, () => accountOf(ways.services, twins)));
    assert.equal(new Set(ids).size, 1);
    const { adapter } = await ways.services.auth.$context;
    assert.equal((await adapter.findMany({ model: 'account', where: [{ field: 'userId', value: ids[0] ?? '' }] })).length, 1);
  });

  it('leads several providers, the host and a password to the one account of a verified address', async () => {
    const { id } = await ways.accounts.create({ email: 'carol@globex.example', name: 'Carol', password: 'correct horse battery' });
    for (const [authority, subject] of [['provider:op', 'carol-1'], ['provider:other', 'c'], ['host', '7']] as const) {
      assert.equal(await accountOf(ways.services, identity({ authority, subject, email: 'carol@globex.example' })), id);
    }
  });

  it('takes no account whose address nobody has verified', async () => {
    const { internalAdapter } = await ways.services.auth.$context;
    await internalAdapter.createUser({ email: 'squatter@acme.example', name: 'Squatter', emailVerified: false }, { method: 'email' });
    await assert.rejects(accountOf(ways.services, identity({ subject: 'owner-1', email: 'squatter@acme.example' })), refusal('unverified-account'));
    assert.equal((await user('squatter@acme.example'))?.emailVerified, false);
  });

  it('moves on with the address that the provider vouches for now, and leaves the old account alone', async () => {
    const old = await accountOf(ways.services, identity({ subject: 'eve-1', email: 'eve@acme.example' }));
    const moved = await accountOf(ways.services, identity({ subject: 'eve-1', email: 'eve.new@acme.example' }));
    assert.notEqual(moved, old);
    assert.equal((await user('eve@acme.example'))?.id, old);
    assert.equal(await accountOf(ways.services, identity({ subject: 'eve-1', email: 'eve.new@acme.example' })), moved, 'it stays there');
    assert.equal(await accountOf(ways.services, identity({ subject: 'eve-1', email: 'eve@acme.example' })), old, 'and goes back');
    assert.equal(await accountOf(ways.services, identity({ subject: 'successor-1', email: 'eve@acme.example' })), old, 'the address is its next owner\'s');
  });

  it('tells issuers apart, though they use the same subject under the same id', async () => {
    const first = await accountOf(ways.services, identity({ subject: '1', email: 'one@acme.example' }));
    await ways.accounts.disable('one@acme.example');
    const other = await accountOf(ways.services, identity({ issuer: 'https://new.example', subject: '1', email: 'two@acme.example' }));
    assert.notEqual(other, first);
    await assert.rejects(accountOf(ways.services, identity({ subject: '1', email: 'three@acme.example' })), refusal('disabled'));
  });

  it('keeps a disabled account out, also under a new address, and makes no other', async () => {
    const gone = identity({ subject: 'gone-1', email: 'gone@acme.example' });
    await accountOf(ways.services, gone);
    await ways.accounts.disable('gone@acme.example');
    await assert.rejects(accountOf(ways.services, gone), refusal('disabled'));
    await assert.rejects(accountOf(ways.services, { ...gone, email: 'gone.again@acme.example' }), refusal('disabled'));
    await assert.rejects(accountOf(ways.services, { ...gone, subject: 'gone-2' }), refusal('disabled'));
    assert.equal(await user('gone.again@acme.example'), undefined);
  });

  it('refuses addresses that are none', async () => {
    for (const email of ['', 'alice', 'alice@', '@acme.example', 'a b@acme.example', 'alice@localhost', 'jörg@acme.example', `${'a'.repeat(250)}@acme.example`]) {
      await assert.rejects(accountOf(ways.services, identity({ subject: `bad ${email}`, email })), refusal('address'), email);
    }
  });

  it('calls people as the provider does, on one line, and by their address where it does not say', async () => {
    const named = identity({ subject: 'n-1', email: 'n@acme.example', name: '' });
    await accountOf(ways.services, named);
    assert.equal((await user('n@acme.example'))?.name, 'n@acme.example');
    await accountOf(ways.services, { ...named, name: ' Nora\n\u0000 O\'Brien-Łuczak ' });
    assert.equal((await user('n@acme.example'))?.name, 'Nora O\'Brien-Łuczak');
    await accountOf(ways.services, named);
    assert.equal((await user('n@acme.example'))?.name, 'Nora O\'Brien-Łuczak');
    await accountOf(ways.services, { ...named, name: '𝒩'.repeat(300) });
    assert.equal([...(await user('n@acme.example'))?.name ?? ''].length, 200);
  });
});
