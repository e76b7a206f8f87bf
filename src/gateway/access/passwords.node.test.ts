import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { isPortalError, type ErrorCode } from '../../contract/index.ts';
import { PAGE, PASSWORD } from '../helpers.node.test.ts';
import type { GatewayOptions } from '../index.ts';
import { ALICE, emailOf, mailWays, NEWCOMER, whoIs, type MailWays, type Person } from './mail-helpers.node.test.ts';

const refused = (code: ErrorCode) => (error: unknown): boolean => isPortalError(error, code);
const NEW = 'a new good password';

let ways: MailWays;
const open = async (options: Partial<GatewayOptions> = {}): Promise<MailWays> => {
  ways = await mailWays(options);
  await ways.accounts.create({ email: ALICE, name: 'Alice Archer', password: PASSWORD });
  return ways;
};
afterEach(() => ways.close());
const alice = async (): Promise<Person> => {
  const tab = ways.person();
  await tab.signIn({ email: ALICE, password: PASSWORD });
  return tab;
};

describe('a forgotten password', () => {
  it('is replaced by the link of a mail, which ends all sessions and tells the person', async () => {
    const { mailTo, person } = await open();
    const [here, there] = [await alice(), await alice()];
    assert.deepEqual(await person().requestPasswordReset({ email: ` ${ALICE.toUpperCase()}`, language: 'ko' }), { delayed: false });
    const { kind, name, language, minutes, link, token } = mailTo(ALICE);
    assert.deepEqual({ kind, name, language, minutes }, { kind: 'reset', name: 'Alice Archer', language: 'ko', minutes: 30 });
    assert.equal(link, `${PAGE}/support#portal=new-password&token=${token}`);
    assert.equal(await whoIs(here), ALICE, 'asking changes nothing');
    const tab = person();
    assert.deepEqual(await tab.resetPassword({ token, password: NEW }), { email: ALICE });
    for (const each of [here, there, tab]) assert.equal(await whoIs(each), null);
    await assert.rejects(person().signIn({ email: ALICE, password: PASSWORD }), refused('wrong-credentials'));
    assert.equal(emailOf(await person().signIn({ email: ALICE, password: NEW })), ALICE);
    const told = mailTo(ALICE);
    assert.deepEqual([told.kind, told.language, told.view, told.token], ['password-changed', 'ko', 'reset', '']);
    await assert.rejects(person().resetPassword({ token, password: 'once more, please' }), refused('not-found'));
  });

  it('leaves no passkey behind, but those of others', async () => {
    const { accounts, mailTo, person, services: { db } } = await open();
    const [alice, bob] = [(await accounts.find(ALICE))!, await accounts.create({ email: 'bob@acme.example', name: 'Bob', password: PASSWORD })];
    for (const [id, user] of [['a1', alice.id], ['a2', alice.id], ['b1', bob.id]] as const) {
      await db.insertInto('portico_passkey').values({ id, user, key: 'x', counter: 0, transports: '[]', name: id, created: 1, lastUsed: null }).execute();
    }
    const left = async (): Promise<string[]> => (await db.selectFrom('portico_passkey').select('id').orderBy('id').execute()).map(({ id }) => id);
    await person().requestPasswordReset({ email: ALICE });
    assert.deepEqual(await left(), ['a1', 'a2', 'b1'], 'asking changes nothing');
    await person().resetPassword({ token: mailTo(ALICE).token, password: NEW });
    assert.deepEqual(await left(), ['b1']);
  });

  it('has half an hour', async () => {
    const { mailTo, person, wait } = await open();
    await person().requestPasswordReset({ email: ALICE });
    wait(30.1);
    await assert.rejects(person().resetPassword({ token: mailTo(ALICE).token, password: NEW }), refused('not-found'));
  });

  it('leaves no sign-in mail behind that still works', async () => {
    const { mailTo, person } = await open();
    const { challenge } = await person().requestSignInMail({ email: ALICE });
    const { token, code = '' } = mailTo(ALICE);
    await person().requestPasswordReset({ email: ALICE });
    await person().resetPassword({ token: mailTo(ALICE).token, password: NEW });
    await assert.rejects(person().signInByLink({ token }), refused('not-found'));
    await assert.rejects(person().signInByCode({ challenge, code }), refused('not-found'));
  });

  it('of nobody or of a disabled account mails nobody, with the same answer after the same work', async () => {
    const { accounts, mails, person, workOf } = await open();
    await accounts.create({ email: 'bob@acme.example', name: 'Bob', password: PASSWORD });
    await accounts.disable('bob@acme.example');
    const seen = new Set<string>();
    for (const email of [NEWCOMER, 'bob@acme.example', ALICE]) {
      seen.add(await workOf(async () => { assert.deepEqual(await person().requestPasswordReset({ email }), { delayed: false }); }));
    }
    assert.match([...seen].join('; '), /^0 hash, \d+ statements$/);
    assert.deepEqual(mails.map(({ to }) => to), [ALICE]);
  });

  it('may be a first password, for somebody whom a provider signs in', async () => {
    const { mailTo, person, services } = await open();
    await (await services.auth.$context).internalAdapter.createUser({ email: NEWCOMER, name: 'Nora', emailVerified: true }, { method: 'email' });
    await person().requestPasswordReset({ email: NEWCOMER });
    await person().resetPassword({ token: mailTo(NEWCOMER).token, password: NEW });
    assert.equal(emailOf(await person().signIn({ email: NEWCOMER, password: NEW })), NEWCOMER);
  });

  it('does not admit somebody whose account was disabled after the mail', async () => {
    const { accounts, mailTo, person } = await open();
    await person().requestPasswordReset({ email: ALICE });
    await accounts.disable(ALICE);
    await person().resetPassword({ token: mailTo(ALICE).token, password: NEW });
    await assert.rejects(person().signIn({ email: ALICE, password: NEW }), refused('wrong-credentials'));
  });

  it('cannot be replaced where there are no passwords', async () => {
    const { person, mails } = await open({ access: { password: false, registration: false } });
    await assert.rejects(person().requestPasswordReset({ email: ALICE }), refused('unsupported'));
    await assert.rejects(person().resetPassword({ token: 'x', password: NEW }), refused('unsupported'));
    await assert.rejects(person().changePassword({ current: PASSWORD, password: NEW }), refused('unsupported'));
    assert.deepEqual(mails, []);
  });

  it('is bounded by address and by client, known or not', async () => {
    const { person } = await open({ limits: { mailsPerAccount: 2, mailsPerAddress: 5 } });
    const tab = person();
    for (const email of [ALICE, NEWCOMER]) {
      for (let times = 0; times < 2; times++) await tab.requestPasswordReset({ email });
      await assert.rejects(person({ address: '198.51.100.7' }).requestPasswordReset({ email }), (error: unknown) => isPortalError(error, 'rate-limited') && error.retryAfter! > 0, email);
    }
    await tab.requestPasswordReset({ email: 'third@newcomer.example' });
    await assert.rejects(tab.requestPasswordReset({ email: 'fourth@newcomer.example' }), refused('rate-limited'));
  });
});

describe('a change of password', () => {
  it('keeps this session under a new id, ends all others and tells the person', async () => {
    const { mailTo, person, services } = await open();
    const [here, there] = [await alice(), await alice()];
    const ids = async (): Promise<string[]> => (await services.sessions.list((await services.db.selectFrom('portico_user').select('id').executeTakeFirstOrThrow()).id)).map(({ id }) => id);
    const earlier = await ids();
    const before = await here.getSession({});
    const { customer, ends } = await here.changePassword({ current: PASSWORD, password: NEW });
    assert.equal(customer?.email, ALICE);
    assert.equal(ends, before.ends, 'it does not live longer by this');
    assert.equal(await whoIs(here), ALICE);
    assert.equal(await whoIs(there), null);
    const [now, ...rest] = await ids();
    assert.deepEqual([rest, earlier.includes(now!)], [[], false]);
    await assert.rejects(person().signIn({ email: ALICE, password: PASSWORD }), refused('wrong-credentials'));
    assert.equal(emailOf(await person().signIn({ email: ALICE, password: NEW })), ALICE);
    assert.deepEqual([mailTo(ALICE).kind, mailTo(ALICE).view], ['password-changed', 'reset']);
  });

  it('kills resets and sign-in mails under way', async () => {
    const { mailTo, person } = await open();
    const tab = await alice();
    await person().requestPasswordReset({ email: ALICE });
    const reset = mailTo(ALICE).token;
    await person().requestSignInMail({ email: ALICE });
    const link = mailTo(ALICE).token;
    await tab.changePassword({ current: PASSWORD, password: NEW });
    await assert.rejects(person().resetPassword({ token: reset, password: PASSWORD }), refused('not-found'));
    await assert.rejects(person().signInByLink({ token: link }), refused('not-found'));
  });

  it('needs the present password, and bounds the guesses at it', async () => {
    const { mails } = await open({ limits: { signInsPerAccountAndAddress: 3 } });
    const tab = await alice();
    for (let times = 0; times < 3; times++) await assert.rejects(tab.changePassword({ current: 'not this one', password: NEW }), refused('wrong-credentials'));
    await assert.rejects(tab.changePassword({ current: PASSWORD, password: NEW }), refused('rate-limited'));
    assert.equal(await whoIs(tab), ALICE);
    assert.deepEqual(mails, []);
  });

  it('needs somebody who is signed in and has a password', async () => {
    const { person, services } = await open();
    await assert.rejects(person().changePassword({ current: PASSWORD, password: NEW }), refused('unauthenticated'));
    await (await services.auth.$context).internalAdapter.createUser({ email: NEWCOMER, name: 'Nora', emailVerified: true }, { method: 'email' });
    const tab = person();
    await tab.requestSignInMail({ email: NEWCOMER });
    await tab.signInByLink({ token: ways.mailTo(NEWCOMER).token });
    await assert.rejects(tab.changePassword({ current: PASSWORD, password: NEW }), refused('conflict'));
  });

  it('keeps what the session knows of its provider', async () => {
    const { person, services } = await open({
      access: { providers: [{ id: 'idp', name: 'IdP', type: 'oidc', issuer: 'https://idp.example', clientId: 'x', admit: { groups: ['staff'] } }] },
    });
    const tab = person();
    const { id } = await services.db.selectFrom('portico_user').select('id').executeTakeFirstOrThrow();
    // As a provider's sign-in begins a session, by way of the cookies of a sign-in by mail.
    const { begin } = services.sessions;
    services.sessions.begin = (visit, proof) => begin(visit, { ...proof, method: 'provider', provider: 'idp', groups: ['staff'] });
    await tab.requestSignInMail({ email: ALICE });
    await tab.signInByLink({ token: ways.mailTo(ALICE).token });
    services.sessions.begin = begin;
    assert.equal(emailOf(await tab.changePassword({ current: PASSWORD, password: NEW })), ALICE);
    assert.deepEqual((await services.sessions.list(id)).map(({ method }) => method), ['provider']);
  });
});
