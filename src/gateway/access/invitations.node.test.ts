import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { isPortalError, type ErrorCode } from '../../contract/index.ts';
import { PAGE, PASSWORD } from '../helpers.node.test.ts';
import type { GatewayOptions } from '../index.ts';
import { ALICE, emailOf, mailWays, NEWCOMER, whoIs, type MailWays } from './mail-helpers.node.test.ts';

const refused = (code: ErrorCode) => (error: unknown): boolean => isPortalError(error, code);
const DAY = 24 * 60;

let ways: MailWays;
const open = async (options: Partial<GatewayOptions> = {}): Promise<MailWays> => ways = await mailWays(options);
afterEach(() => ways.close());
const states = async (): Promise<Record<string, string>> => Object.fromEntries((await ways.invitations.list()).map(({ email, state }) => [email, state]));

describe('an invitation', () => {
  it('lets its person set a password and come in', async () => {
    const { accounts, invitations, mailTo, person } = await open({ access: { registration: false, invitationDays: 3 } });
    const sent = await invitations.send({ email: ` ${NEWCOMER.toUpperCase()}`, name: 'Nora', language: 'ko' });
    assert.deepEqual([sent.email, sent.name, sent.state, sent.expires.getTime() - sent.sent.getTime()], [NEWCOMER, 'Nora', 'sent', 3 * DAY * 60_000]);
    const { kind, name, language, minutes, link, token } = mailTo(NEWCOMER);
    assert.deepEqual({ kind, name, language, minutes }, { kind: 'invitation', name: 'Nora', language: 'ko', minutes: 3 * DAY });
    assert.equal(link, `${PAGE}/support#portal=invitation&token=${token}`);
    assert.equal(await accounts.find(NEWCOMER), null);
    const tab = person();
    assert.deepEqual(await tab.readMailLink({ token }), { purpose: 'invitation', email: NEWCOMER, name: 'Nora' });
    assert.equal(emailOf(await tab.acceptInvitation({ token, name: 'Nora New', password: PASSWORD })), NEWCOMER);
    assert.equal(await whoIs(tab), NEWCOMER);
    assert.equal(emailOf(await person().signIn({ email: NEWCOMER, password: PASSWORD })), NEWCOMER);
    assert.deepEqual(await states(), { [NEWCOMER]: 'accepted' });
    await assert.rejects(person().acceptInvitation({ token, name: 'N', password: PASSWORD }), refused('not-found'));
  });

  it('is sent again with a new link, in the same words, which kills the older one', async () => {
    const { accounts, invitations, mailTo, mails, person, wait } = await open();
    await invitations.send({ email: NEWCOMER, name: 'Nora', language: 'ko' });
    const old = mailTo(NEWCOMER).token;
    wait(15 * DAY);
    assert.deepEqual(await states(), { [NEWCOMER]: 'expired' });
    await assert.rejects(person().acceptInvitation({ token: old, name: 'Nora', password: PASSWORD }), refused('not-found'));
    assert.equal((await invitations.resend(NEWCOMER)).state, 'sent');
    const again = mailTo(NEWCOMER);
    assert.deepEqual([again.name, again.language, mails.length], ['Nora', 'ko', 2]);
    await invitations.send({ email: NEWCOMER });
    await assert.rejects(person().acceptInvitation({ token: again.token, name: 'Nora', password: PASSWORD }), refused('not-found'));
    await person().acceptInvitation({ token: mailTo(NEWCOMER).token, name: 'Nora', password: PASSWORD });
    assert.equal((await accounts.find(NEWCOMER))?.email, NEWCOMER);
    await assert.rejects(invitations.resend('nobody@newcomer.example'), refused('not-found'));
    await assert.rejects(invitations.resend(NEWCOMER), refused('conflict'), 'there is an account now');
  });

  it('can be withdrawn until it is accepted, and then sent again', async () => {
    const { invitations, mailTo, person } = await open();
    await invitations.send({ email: NEWCOMER });
    await invitations.withdraw(` ${NEWCOMER}`);
    await assert.rejects(person().acceptInvitation({ token: mailTo(NEWCOMER).token, name: 'Nora', password: PASSWORD }), refused('not-found'));
    await assert.rejects(person().readMailLink({ token: mailTo(NEWCOMER).token }), refused('not-found'));
    assert.deepEqual(await states(), { [NEWCOMER]: 'withdrawn' });
    await invitations.send({ email: NEWCOMER });
    assert.deepEqual(await states(), { [NEWCOMER]: 'sent' });
    await person().acceptInvitation({ token: mailTo(NEWCOMER).token, name: 'Nora', password: PASSWORD });
    await assert.rejects(invitations.withdraw(NEWCOMER), refused('conflict'));
    await assert.rejects(invitations.withdraw('nobody@newcomer.example'), refused('not-found'));
  });

  it('is refused for an address with an account, one that is none, and one that is not admitted, and says what to do', async () => {
    const { accounts, invitations, groups, mails } = await open({ access: { admit: { groups: ['customers'] } } });
    await accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    await assert.rejects(invitations.send({ email: ALICE }), refused('conflict'));
    await assert.rejects(invitations.send({ email: 'nora' }), refused('invalid-input'));
    await assert.rejects(invitations.send({ email: NEWCOMER, name: ' ' }), (error: unknown) => isPortalError(error, 'conflict') && error.message.includes('access.admit'));
    await groups.add('customers', '@newcomer.example');
    await assert.rejects(invitations.send({ email: NEWCOMER, name: ' ' }), refused('invalid-input'));
    assert.deepEqual(mails, []);
    await invitations.send({ email: NEWCOMER });
    assert.equal(mails.length, 1);
  });

  it('lets nobody in who is not admitted any more', async () => {
    const { invitations, groups, mailTo, person } = await open({ access: { admit: { groups: ['customers'] } } });
    await groups.add('customers', NEWCOMER);
    await invitations.send({ email: NEWCOMER });
    await groups.remove('customers', NEWCOMER);
    const tab = person();
    const { customer, held } = await tab.acceptInvitation({ token: mailTo(NEWCOMER).token, name: 'Nora', password: PASSWORD });
    assert.deepEqual([customer, held?.reason, await whoIs(tab)], [null, 'denied', null]);
  });

  it('changes no account that came to be in another way', async () => {
    const { accounts, invitations, mailTo, person } = await open();
    await invitations.send({ email: NEWCOMER });
    await accounts.create({ email: NEWCOMER, name: 'Nora', password: PASSWORD });
    await assert.rejects(person().acceptInvitation({ token: mailTo(NEWCOMER).token, name: 'Nora', password: 'another password' }), refused('not-found'));
    assert.equal(emailOf(await person().signIn({ email: NEWCOMER, password: PASSWORD })), NEWCOMER);
  });

  it('asks for consent before it is used up', async () => {
    const { invitations, mailTo, person, services } = await open({ access: { consent: { version: '2', texts: { en: { text: 'Be kind.', label: 'I agree' } } } } });
    await invitations.send({ email: NEWCOMER });
    const { token } = mailTo(NEWCOMER);
    const accept = { token, name: 'Nora', password: PASSWORD };
    await assert.rejects(person().acceptInvitation(accept), (error: unknown) => isPortalError(error, 'invalid-input') && error.issues[0]?.path === 'consent');
    await assert.rejects(person().acceptInvitation({ ...accept, consent: '1' }), refused('conflict'));
    assert.equal(emailOf(await person().acceptInvitation({ ...accept, consent: '2' })), NEWCOMER);
    assert.deepEqual((await services.db.selectFrom('portico_consent').select('version').execute()).map(({ version }) => version), ['2']);
  });

  it('needs passwords, since it sets one', async () => {
    const { invitations, person } = await open({ access: { password: false, registration: false } });
    await assert.rejects(invitations.send({ email: NEWCOMER }), refused('unsupported'));
    await assert.rejects(person().acceptInvitation({ token: 'x', name: 'N', password: PASSWORD }), refused('unsupported'));
  });
});

describe('an invitation of a group', () => {
  it('goes to each address in it that has no account, once', async () => {
    const { accounts, groups, invitations, mails, wait } = await open({ access: { admit: { groups: ['customers'] } } });
    for (const member of ['a@acme.example', 'b@acme.example', 'c@acme.example', '@globex.example', ALICE]) await groups.add('customers', member);
    await accounts.create({ email: ALICE, name: 'Alice', password: PASSWORD });
    assert.deepEqual((await invitations.sendToGroup('customers', 'ko')).map(({ email }) => email), ['a@acme.example', 'b@acme.example', 'c@acme.example']);
    assert.deepEqual(mails.map(({ to, language }) => [to, language]), [['a@acme.example', 'ko'], ['b@acme.example', 'ko'], ['c@acme.example', 'ko']]);
    await groups.add('customers', 'd@acme.example');
    await invitations.withdraw('b@acme.example');
    assert.deepEqual((await invitations.sendToGroup('customers')).map(({ email }) => email), ['b@acme.example', 'd@acme.example'], 'whose invitation is open gets no second one');
    wait(20 * DAY);
    assert.equal((await invitations.sendToGroup(' customers ')).length, 4, 'those that have expired are sent again');
  });

  it('invites nobody where one of them is not admitted, or where there is nobody', async () => {
    const { groups, invitations, mails } = await open({ access: { admit: { addresses: ['a@acme.example'] } } });
    await groups.add('friends', 'a@acme.example');
    await groups.add('friends', 'b@acme.example');
    await assert.rejects(invitations.sendToGroup('friends'), refused('conflict'));
    await assert.rejects(invitations.sendToGroup('nobody'), refused('not-found'));
    assert.deepEqual(mails, []);
  });
});
