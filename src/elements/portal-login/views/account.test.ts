import { expect } from '@open-wc/testing';
import { PortalError, type AccountDetails, type Session } from '../../../contract/index.ts';
import { allByRole, byRole, textOf } from '../../parts/by-role.test.ts';
import { ACCOUNT, ALICE, asks, described, field, fill, focused, follow, given, headed, headingFocused, isAccessible, NOBODY, press, reads, TERMS, until, type Given, type Wanted } from '../fixtures.test.ts';

const PASSKEY = { id: 'key', name: 'Chrome, Windows', created: '2026-05-05T08:00:00Z', lastUsed: null };

async function account(details: Partial<AccountDetails> = {}, wanted: Wanted = {}): Promise<Given> {
  const all = await given({ session: ALICE, view: 'account', ...wanted, answers: { getAccount: () => ({ ...ACCOUNT, ...details }), ...wanted.answers } });
  await headed(all.login, 'Your account');
  await reads(all.login, 'Where you are signed in');
  return all;
}

describe('one’s own account', () => {
  const { create } = navigator.credentials;
  const parse = PublicKeyCredential.parseCreationOptionsFromJSON;
  afterEach(() => {
    navigator.credentials.create = create;
    PublicKeyCredential.parseCreationOptionsFromJSON = parse;
  });

  it('is led to from who is signed in, and says who that is', async () => {
    const { login, views } = await given({ session: ALICE, answers: { getAccount: () => ACCOUNT } });
    await follow(login, 'Your account');
    await headed(login, 'Your account');
    await headingFocused(login);
    await reads(login, 'alice@acme.example');
    expect(views.at(-1)).to.equal('account');
    expect(allByRole(login, 'heading').map(({ localName, textContent }) => `${localName} ${textContent}`)).to.deep.equal(['h2 Your account', 'h3 Password', 'h3 Where you are signed in']);
    await isAccessible(login);
    await press(login, 'Sign out');
    await headed(login, 'Sign in');
    await headingFocused(login);
  });

  it('is for who is signed in', async () => {
    const all = await given({ hash: '#portal=account' });
    await headed(all.login, 'Sign in');
    expect(asks(all, 'getAccount')).to.have.length(0);
  });

  it('cannot be opened in a preview', async () => {
    const all = await given({ session: { ...ALICE, preview: { agent: 'agent@acme.example' } }, hash: '#portal=account' });
    await reads(all.login, 'Signed in as Alice');
    expect(allByRole(all.login, 'link')).to.have.length(0);
    expect(asks(all, 'getAccount')).to.have.length(0);
  });

  it('is loaded again after an error', async () => {
    const { login, answers } = await given({ session: ALICE, view: 'account', answers: { getAccount: () => { throw new PortalError('timeout', 'x'); } } });
    await reads(login, 'took too long to answer');
    answers.set('getAccount', () => ACCOUNT);
    await press(login, 'Try again');
    await reads(login, 'Where you are signed in');
    await headingFocused(login);
  });

  it('asks to sign in again once the session has ended, and then comes back', async () => {
    const { login, answers } = await given({ session: ALICE, view: 'account', answers: { getAccount: () => { throw new PortalError('unauthenticated', 'x'); }, peekSession: () => NOBODY } });
    await headed(login, 'Sign in');
    answers.set('getAccount', () => ACCOUNT);
    await until(() => field(login, 'email') as HTMLInputElement | null !== null, 'the fields are not there');
    fill(login, { email: 'alice@acme.example', password: 'right horse' });
    await press(login, 'Sign in');
    await reads(login, 'Signed in as Alice');
  });

  it('changes the password with the present one', async () => {
    const all = await account({}, { answers: { changePassword: () => ALICE } });
    const { login, answers } = all;
    login.shadowRoot!.querySelector('summary')!.click();
    expect(['current', 'new-password'].map((name) => field(login, name).autocomplete)).to.deep.equal(['current-password', 'new-password']);
    expect(login.shadowRoot!.querySelector<HTMLInputElement>('input[autocomplete="username"]')!.value).to.equal('alice@acme.example');
    await isAccessible(login);
    fill(login, { 'new-password': 'short' });
    await press(login, 'Set the password');
    expect(described(field(login, 'current'))).to.equal('Fill in this field.');
    expect(described(field(login, 'new-password'))).to.equal('At least 8 characters Use at least 8 characters.');
    fill(login, { current: 'wrong', 'new-password': 'right horse' });
    answers.set('changePassword', () => { throw new PortalError('wrong-credentials', 'x'); });
    await press(login, 'Set the password');
    await reads(login, 'The present password is not right.');
    await until(() => focused(login) === 'current', 'the focus is not there');
    answers.set('changePassword', () => ALICE);
    await press(login, 'Set the password');
    await reads(login, 'Your password has been changed.');
    await headingFocused(login);
    expect([field(login, 'current').value, field(login, 'new-password').value]).to.deep.equal(['', '']);
    expect(asks(all, 'changePassword').at(-1)).to.deep.equal({ current: 'wrong', password: 'right horse', language: 'en' });
    await until(() => asks(all, 'getAccount').length === 2, 'the account is not shown as it is now');
  });

  it('says how to get a password where there is none, and nothing of passwords where there are none', async () => {
    const all = await account({ hasPassword: false }, { options: { passwordReset: true }, answers: { requestPasswordReset: () => ({ delayed: false }) } });
    await press(all.login, 'Have a link sent to set one');
    await reads(all.login, 'A mail with a link to set a password is on its way to alice@acme.example.');
    expect(asks(all, 'requestPasswordReset')).to.deep.equal([{ email: 'alice@acme.example', language: 'en' }]);
    const other = await account({ hasPassword: false }, { options: { password: false } });
    expect(allByRole(other.login, 'heading', 'Password')).to.have.length(0);
  });

  it('lists the sessions, ends another one, and signs out everywhere', async () => {
    const all = await account({}, { answers: { endSession: () => ALICE, endAllSessions: () => NOBODY } });
    const { login, answers } = all;
    const [here, phone] = allByRole(login, 'listitem');
    expect(textOf(here!)).to.include('Firefox, Linux This browser');
    expect(allByRole(login, 'button', /Firefox/)).to.have.length(0);
    expect(textOf(phone!)).to.include('By a link in a mail');
    answers.set('getAccount', () => ({ ...ACCOUNT, sessions: ACCOUNT.sessions.slice(0, 1) }));
    await press(login, byRole(login, 'button', /^End the session on Safari, iPhone/).ariaLabel!);
    await reads(login, 'The session has been ended.');
    expect(asks(all, 'endSession')).to.deep.equal([{ sessionId: 'phone' }]);
    await until(() => allByRole(login, 'listitem').length === 1, 'the session is still there');
    await headingFocused(login);
    await press(login, 'Sign out everywhere');
    await headed(login, 'Sign in');
    await reads(login, 'You have signed out everywhere.');
    await headingFocused(login);
  });

  it('adds a passkey under the name of the device', async () => {
    PublicKeyCredential.parseCreationOptionsFromJSON = (options) => options as unknown as PublicKeyCredentialCreationOptions;
    navigator.credentials.create = async () => Object.defineProperty(Object.create(PublicKeyCredential.prototype) as PublicKeyCredential, 'toJSON', { value: () => ({ id: 'new' }) });
    const all = await account({}, { options: { passkeys: true }, answers: { startPasskey: () => ({ challenge: 'challenge', options: {} }), addPasskey: () => PASSKEY } });
    const { login } = all;
    await isAccessible(login);
    await press(login, 'Add a passkey');
    await reads(login, 'The passkey has been added.');
    expect(asks(all, 'addPasskey')).to.deep.equal([{ challenge: 'challenge', credential: { id: 'new' }, name: 'Firefox, Linux' }]);
    navigator.credentials.create = async () => { throw new DOMException('no', 'NotAllowedError'); };
    await press(login, 'Add a passkey');
    await until(() => allByRole(login, 'button', 'Add a passkey').length === 1, 'it stays busy');
    expect(textOf(login)).not.to.include('The passkey was not added.');
    navigator.credentials.create = async () => { throw new DOMException('known', 'InvalidStateError'); };
    await press(login, 'Add a passkey');
    await reads(login, 'The passkey was not added.');
  });

  it('removes a passkey once one has said yes', async () => {
    const all = await account({ passkeys: [PASSKEY] }, { options: { passkeys: true }, answers: { deletePasskey: () => ({}) } });
    const { login, answers } = all;
    await press(login, 'Remove Chrome, Windows');
    await until(() => focused(login) === 'question', 'the question does not have the focus');
    expect(byRole(login, 'group', /^Remove Chrome, Windows\?/)).to.exist;
    await isAccessible(login);
    await press(login, 'Cancel');
    await until(() => focused(login) === 'passkey-key', 'the focus does not come back');
    expect(asks(all, 'deletePasskey')).to.have.length(0);
    await press(login, 'Remove Chrome, Windows');
    answers.set('getAccount', () => ACCOUNT);
    await press(login, 'Remove');
    await reads(login, 'The passkey has been removed.');
    await reads(login, 'You have no passkey yet.');
    expect(asks(all, 'deletePasskey')).to.deep.equal([{ passkeyId: 'key' }]);
  });

  it('shows what was agreed to, and takes it back once one has said yes', async () => {
    const held: Session = { customer: null, expires: '2030-01-01T00:00:00Z', held: { reason: 'consent', email: 'alice@acme.example', name: 'Alice' } };
    const all = await account({ consent: { version: '1', given: '2026-03-03T08:00:00Z' } }, { options: { consent: TERMS }, answers: { withdrawConsent: () => held } });
    const { login } = all;
    await reads(login, 'You agreed to these terms on Mar 3, 2026.');
    await press(login, 'Withdraw my agreement');
    await until(() => focused(login) === 'question', 'the question does not have the focus');
    await isAccessible(login);
    expect(asks(all, 'withdrawConsent')).to.have.length(0);
    await press(login, 'Withdraw');
    await headed(login, 'Before you go on');
    await headingFocused(login);
  });

  it('fits into 256 pixels at twice the text size', async () => {
    const { login } = await account({ passkeys: [PASSKEY], consent: { version: '1', given: '2026-03-03T08:00:00Z' } }, { options: { passkeys: true, consent: TERMS } });
    login.style.inlineSize = '256px';
    login.style.fontSize = '200%';
    await login.updateComplete;
    expect(login.scrollWidth).to.be.at.most(256);
  });
});
