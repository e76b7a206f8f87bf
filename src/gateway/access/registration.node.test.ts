import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { isPortalError, type ErrorCode } from '../../contract/index.ts';
import { PAGE, PASSWORD } from '../helpers.node.test.ts';
import type { GatewayOptions } from '../index.ts';
import { ALICE, emailOf, mailWays, NEWCOMER, whoIs, type MailWays } from './mail-helpers.node.test.ts';

const refused = (code: ErrorCode) => (error: unknown): boolean => isPortalError(error, code);
const nora = { name: 'Nora New', email: NEWCOMER, password: PASSWORD };
const terms = (version: string) => ({ version, texts: { en: { text: 'Be kind.', label: 'I agree' } } });

let ways: MailWays;
const open = async (options: Partial<GatewayOptions> = {}): Promise<MailWays> => ways = await mailWays(options);
afterEach(() => ways.close());

describe('a registration', () => {
  it('becomes an account by the link of the mail and the password that was chosen', async () => {
    const { accounts, mails, mailTo, person } = await open();
    const tab = person();
    assert.deepEqual(await tab.register({ ...nora, email: ` ${NEWCOMER.toUpperCase()} `, name: ' Nora\r\n New ', language: 'ko' }), { delayed: false });
    assert.equal(await accounts.find(NEWCOMER), null, 'nothing is there before the address is proved');
    const { kind, to, link, language, minutes, token } = mailTo(NEWCOMER);
    assert.deepEqual({ kind, to, language, minutes }, { kind: 'verification', to: NEWCOMER, language: 'ko', minutes: 24 * 60 });
    assert.equal(link, `${PAGE}/support#portal=verify&token=${token}`);
    const other = person();
    assert.deepEqual(await other.readMailLink({ token }), { purpose: 'verification', email: NEWCOMER, name: 'Nora New' });
    assert.equal(emailOf(await other.verifyAddress({ token, password: PASSWORD })), NEWCOMER);
    assert.equal(await whoIs(other), NEWCOMER);
    assert.equal((await accounts.find(NEWCOMER))?.name, 'Nora New');
    assert.equal(emailOf(await person().signIn({ email: NEWCOMER, password: PASSWORD })), NEWCOMER);
    assert.equal(mails.length, 1);
    await assert.rejects(person().verifyAddress({ token, password: PASSWORD }), refused('not-found'));
  });

  it('that a stranger made in advance opens nothing, neither to them nor to whom the address belongs', async () => {
    const { accounts, mailTo, person } = await open();
    await person().register({ ...nora, password: 'the stranger\'s own' });
    const { token } = mailTo(NEWCOMER);
    await assert.rejects(person().verifyAddress({ token, password: PASSWORD }), refused('wrong-credentials'), 'the owner of the address did not choose this');
    await assert.rejects(person().signIn({ email: NEWCOMER, password: 'the stranger\'s own' }), refused('wrong-credentials'));
    assert.equal(await accounts.find(NEWCOMER), null);
    await person().register(nora);
    await assert.rejects(person().verifyAddress({ token, password: 'the stranger\'s own' }), refused('not-found'), 'the newer registration replaces the stranger\'s');
    assert.equal(emailOf(await person().verifyAddress({ token: mailTo(NEWCOMER).token, password: PASSWORD })), NEWCOMER);
  });

  it('survives a wrong password, but not any number of them, and is open again later', async () => {
    const { mailTo, person, wait } = await open({ limits: { signInsPerAccountAndAddress: 3 } });
    await person().register(nora);
    const { token } = mailTo(NEWCOMER);
    for (let times = 0; times < 3; times++) await assert.rejects(person().verifyAddress({ token, password: 'not this one' }), refused('wrong-credentials'));
    await assert.rejects(person().verifyAddress({ token, password: PASSWORD }), (error: unknown) => isPortalError(error, 'rate-limited') && error.retryAfter! > 0 && error.retryAfter! <= 900);
    wait(15.1);
    assert.equal(emailOf(await person().verifyAddress({ token, password: PASSWORD })), NEWCOMER);
  });

  it('is void after a day', async () => {
    const { mailTo, person, wait } = await open();
    await person().register(nora);
    const { token } = mailTo(NEWCOMER);
    wait(24 * 60 + 0.1);
    await assert.rejects(person().verifyAddress({ token, password: PASSWORD }), refused('not-found'));
  });

  it('of an address that has an account mails that, and changes nothing', async () => {
    const { accounts, mailTo, mails, person } = await open();
    await accounts.create({ email: ALICE, name: 'Alice Archer', password: PASSWORD });
    assert.deepEqual(await person().register({ name: 'Buy Gold', email: ALICE, password: 'another password' }), { delayed: false });
    const { kind, name, token, view } = mailTo(ALICE);
    assert.deepEqual({ kind, name, token, view }, { kind: 'known-address', name: 'Alice Archer', token: '', view: 'sign-in' });
    assert.equal(mails.length, 1);
    await assert.rejects(person().signIn({ email: ALICE, password: 'another password' }), refused('wrong-credentials'));
  });

  it('opens no account that came to be in another way meanwhile', async () => {
    const { accounts, mailTo, person } = await open();
    await person().register({ ...nora, password: 'chosen at registration' });
    await accounts.create({ email: NEWCOMER, name: 'Nora', password: PASSWORD });
    await assert.rejects(person().verifyAddress({ token: mailTo(NEWCOMER).token, password: 'chosen at registration' }), refused('not-found'));
    assert.equal(emailOf(await person().signIn({ email: NEWCOMER, password: PASSWORD })), NEWCOMER);
  });

  it('of somebody whom the owner does not admit answers like all others, and mails nobody', async () => {
    const { accounts, mails, person, groups, mailTo } = await open({ access: { admit: { domains: ['acme.example'], groups: ['customers'] } } });
    assert.deepEqual(await person().register(nora), { delayed: false });
    await accounts.create({ email: 'old@gone.example', name: 'Old', password: PASSWORD });
    assert.deepEqual(await person().register({ ...nora, email: 'old@gone.example' }), { delayed: false });
    assert.deepEqual(mails, []);
    await person().register({ ...nora, email: ALICE });
    await groups.add('customers', NEWCOMER);
    await person().register(nora);
    assert.deepEqual(mails.map(({ to, kind }) => [to, kind]), [[ALICE, 'verification'], [NEWCOMER, 'verification']]);
    await groups.remove('customers', NEWCOMER);
    const { held, customer } = await person().verifyAddress({ token: mailTo(NEWCOMER).token, password: PASSWORD });
    assert.deepEqual([customer, held], [null, { email: NEWCOMER, name: 'Nora New', reason: 'denied' }]);
  });

  it('does the same work, whoever the address belongs to', async () => {
    const { accounts, person, workOf } = await open({ access: { admit: { domains: ['acme.example', 'newcomer.example'] } }, limits: { mailsPerAddress: 100 } });
    await accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    await accounts.create({ email: 'bob@acme.example', name: 'Bob', password: PASSWORD });
    await accounts.disable('bob@acme.example');
    const seen = new Set<string>();
    for (const email of ['first@newcomer.example', ALICE, NEWCOMER, 'bob@acme.example', 'denied@elsewhere.example']) {
      seen.add(await workOf(() => person().register({ ...nora, email })));
    }
    assert.match([...seen].join('; '), /^1 hash, \d+ statements$/);
  });

  it('needs an address that could sign in, and a name', async () => {
    const { person, mails } = await open();
    for (const email of ['nora', 'nora@localhost', 'jörg@acme.example', `${NEWCOMER}\r\nBcc: all@acme.example`, 'a@b.example,c@d.example', '*@acme.example', ' ']) {
      await assert.rejects(person().register({ ...nora, email }), (error: unknown) => isPortalError(error, 'invalid-input') && error.issues[0]?.path === 'email', email);
    }
    await assert.rejects(person().register({ ...nora, name: ' \n ' }), (error: unknown) => isPortalError(error, 'invalid-input') && error.issues[0]?.path === 'name');
    assert.deepEqual(mails, []);
  });

  it('is bounded by address and by client, and never for good', async () => {
    const { person, wait } = await open({ limits: { mailsPerAccount: 2, mailsPerAddress: 4 } });
    const [near, far] = [person(), person({ address: '198.51.100.7' })];
    for (let times = 0; times < 2; times++) await near.register(nora);
    await assert.rejects(far.register(nora), (error: unknown) => isPortalError(error, 'rate-limited') && error.retryAfter! > 0 && error.retryAfter! <= 900, 'one address, from anywhere');
    for (let index = 0; index < 2; index++) await near.register({ ...nora, email: `n${String(index)}@newcomer.example` });
    await assert.rejects(near.register({ ...nora, email: 'another@newcomer.example' }), refused('rate-limited'), 'one client, whatever address');
    wait(15.1);
    await near.register(nora);
  });

  it('is not offered where the owner does not say so', async () => {
    const { person, mails, services } = await open({ access: { registration: false } });
    await assert.rejects(person().register(nora), refused('unsupported'));
    const data = { email: NEWCOMER, name: 'Nora', site: PAGE, passwordHash: await (await services.auth.$context).password.hash(PASSWORD) };
    const token = await services.tokens.issue('verification', data, 60_000);
    await assert.rejects(person().verifyAddress({ token, password: PASSWORD }), refused('unsupported'), 'nor a registration that is under way');
    assert.deepEqual(mails, []);
  });
});

describe('the consent of a registration', () => {
  it('is needed in the present version, whoever the address belongs to', async () => {
    const { accounts, person, mails } = await open({ access: { consent: terms('2') } });
    await accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    for (const email of [ALICE, NEWCOMER]) {
      await assert.rejects(person().register({ ...nora, email }), (error: unknown) => isPortalError(error, 'invalid-input') && error.issues[0]?.path === 'consent');
      await assert.rejects(person().register({ ...nora, email, consent: '1' }), refused('conflict'));
    }
    assert.deepEqual(mails, []);
  });

  it('is kept for the page that showed the terms, and asked for again where others hold', async () => {
    const { person, mailTo, services } = await open({ access: { consent: { ...terms('2'), sites: { [PAGE]: terms('of the page') } } } });
    await person().register({ ...nora, consent: 'of the page', language: 'en' });
    const tab = person();
    assert.equal(emailOf(await tab.verifyAddress({ token: mailTo(NEWCOMER).token, password: PASSWORD })), NEWCOMER);
    const rows = await services.db.selectFrom('portico_consent').select(['site', 'version', 'language']).execute();
    assert.deepEqual(rows.map((row) => ({ ...row })), [{ site: PAGE, version: 'of the page', language: 'en' }]);
  });

  it('is asked for again where the terms have changed before the address was proved', async () => {
    const { person, mailTo, services } = await open({ access: { consent: terms('1') } });
    await person().register({ ...nora, consent: '1' });
    (services.settings.access.consent as { version: string }).version = '2';
    const { customer, held } = await person().verifyAddress({ token: mailTo(NEWCOMER).token, password: PASSWORD });
    assert.deepEqual([customer, held?.reason], [null, 'consent']);
  });
});
