import { expect } from '@open-wc/testing';
import { PortalError, type AccessOperation, type MailPurpose } from '../../../contract/index.ts';
import { allByRole, byRole, textOf } from '../../parts/by-role.test.ts';
import { ALICE, asks, described, field, fill, focused, follow, given, headed, headingFocused, isAccessible, press, reads, TERMS, until, type Given, type Wanted } from '../fixtures.test.ts';

const EMAIL = 'alice@acme.example';
const link = (purpose: MailPurpose, name = 'Alice') => ({ readMailLink: () => ({ purpose, email: EMAIL, name }) });
const opened = (view: string, wanted: Wanted = {}): Promise<Given> => given({ hash: `#portal=${view}&token=t0ken`, ...wanted });
const isThere = (login: Element, name: string): Promise<void> => until(() => login.shadowRoot!.querySelector(`input[name="${name}"]`) !== null, `there is no field ${name}`);

describe('the link of a mail', () => {
  it('does nothing by itself, and leaves neither the view nor the token in the address', async () => {
    const all = await opened('sign-in-link', { answers: link('sign-in') });
    await headed(all.login, 'Sign in');
    await reads(all.login, `Sign in as ${EMAIL}`);
    expect(location.hash).to.equal('');
    expect(all.asked.map(({ name }) => name).filter((name) => name !== 'getSession' && name !== 'getSignInOptions')).to.deep.equal(['readMailLink']);
    expect(asks(all, 'readMailLink')).to.deep.equal([{ token: 't0ken' }]);
    await headingFocused(all.login);
    await isAccessible(all.login);
  });

  it('is followed on a page that is open already, twice if need be', async () => {
    const all = await given({ answers: { readMailLink: ({ token }) => ({ purpose: 'sign-in', email: `${String(token)}@acme.example`, name: '' }) } });
    for (const token of ['first', 'second']) {
      location.hash = `#portal=sign-in-link&token=${token}`;
      await reads(all.login, `Sign in as ${token}@acme.example`);
    }
    expect(location.hash).to.equal('');
    expect(all.views).to.deep.equal(['sign-in-link']);
  });

  it('counts also for who is signed in as somebody else', async () => {
    const { login } = await opened('sign-in-link', { session: { ...ALICE, customer: { id: '2', email: 'bob@acme.example', name: 'Bob' } }, answers: link('sign-in') });
    await reads(login, `Sign in as ${EMAIL}`);
  });

  it('is looked at again after an error', async () => {
    const { login, answers } = await opened('new-password', { answers: { readMailLink: () => { throw new PortalError('network', 'x'); } } });
    await reads(login, 'The connection failed.');
    answers.set('readMailLink', link('reset').readMailLink);
    await press(login, 'Try again');
    await isThere(login, 'new-password');
    await headingFocused(login);
  });

  const WAYS_ON: readonly [string, MailPurpose, string, string][] = [
    ['verify', 'verification', 'Register again', 'Create your account'], ['new-password', 'reset', 'Have a new link sent', 'Reset your password'],
    ['sign-in-link', 'sign-in', 'Have a new mail sent', 'Sign in by email'], ['invitation', 'invitation', 'Sign in', 'Sign in'],
  ];
  for (const [view, purpose, way, next] of WAYS_ON) {
    it(`that is dead says so in ${view}, and leads to a new one`, async () => {
      const { login, answers } = await opened(view, { answers: { readMailLink: () => { throw new PortalError('not-found', 'x'); } } });
      await headed(login, 'This link does not work any more');
      await headingFocused(login);
      await isAccessible(login);
      await follow(login, way);
      await headed(login, next);
      answers.set('readMailLink', link(purpose === 'reset' ? 'invitation' : 'reset').readMailLink);
      location.hash = `#portal=${view}&token=other`;
      await headed(login, 'This link does not work any more');
      location.hash = `#portal=${view}`;
      await until(() => location.hash === '', 'the address is not read');
      await headed(login, 'This link does not work any more');
    });
  }

  it('that was made void between opening and pressing says so, too', async () => {
    const { login, answers } = await opened('sign-in-link', { answers: link('sign-in') });
    answers.set('signInByLink', () => { throw new PortalError('not-found', 'x'); });
    await reads(login, `Sign in as ${EMAIL}`);
    await press(login, `Sign in as ${EMAIL}`);
    await headed(login, 'This link does not work any more');
    await headingFocused(login);
    expect(allByRole(login, 'button')).to.have.length(0);
  });
});

describe('an address to confirm', () => {
  it('takes the password that was chosen, and signs in', async () => {
    const all = await opened('verify', { answers: { ...link('verification'), verifyAddress: () => ALICE } });
    const { login, signedIn } = all;
    await headed(login, 'Confirm your address');
    await isThere(login, 'password');
    const email = field(login, 'email');
    expect([email.value, email.readOnly, email.autocomplete, field(login, 'password').autocomplete]).to.deep.equal([EMAIL, true, 'username', 'current-password']);
    await isAccessible(login);
    await press(login, 'Confirm and sign in');
    expect(described(field(login, 'password'))).to.equal('Fill in this field.');
    fill(login, { password: 'right horse' });
    await press(login, 'Confirm and sign in');
    await until(() => signedIn.length === 1, 'nobody is signed in');
    expect(asks(all, 'verifyAddress')).to.deep.equal([{ token: 't0ken', password: 'right horse' }]);
    await reads(login, 'Signed in as Alice');
    await until(() => login.shadowRoot!.activeElement?.textContent === 'Signed in as Alice', 'the focus is lost');
  });

  it('says that the password is not the one that was chosen, and how to choose another', async () => {
    const { login } = await opened('verify', { options: { registration: true }, answers: { ...link('verification'), verifyAddress: () => { throw new PortalError('wrong-credentials', 'x'); } } });
    await isThere(login, 'password');
    fill(login, { password: 'wrong' });
    await press(login, 'Confirm and sign in');
    await reads(login, 'This is not the password that you chose when you registered.');
    await until(() => focused(login) === 'password', 'the focus is not there');
    await follow(login, 'Register again');
    await isThere(login, 'new-password');
    expect(field(login, 'email').value).to.equal(EMAIL);
  });
});

describe('a new password', () => {
  it('is set, and one signs in with it: the address is filled in', async () => {
    const all = await opened('new-password', { answers: { ...link('reset'), resetPassword: () => ({ email: EMAIL }) } });
    const { login } = all;
    await isThere(login, 'new-password');
    expect([field(login, 'email').value, field(login, 'email').autocomplete, field(login, 'new-password').autocomplete]).to.deep.equal([EMAIL, 'username', 'new-password']);
    await isAccessible(login);
    fill(login, { 'new-password': 'short' });
    await press(login, 'Set the password');
    expect(described(field(login, 'new-password'))).to.equal('At least 8 characters Use at least 8 characters.');
    fill(login, { 'new-password': 'right horse' });
    await press(login, 'Set the password');
    await headed(login, 'Sign in');
    expect(textOf(login)).to.include('Your new password is set. Sign in with it.');
    expect(field(login, 'email').value).to.equal(EMAIL);
    await headingFocused(login);
    expect(asks(all, 'resetPassword')).to.deep.equal([{ token: 't0ken', password: 'right horse' }]);
    fill(login, { password: 'right horse' });
    await press(login, 'Sign in');
    await reads(login, 'Signed in as Alice');
    expect(textOf(login)).not.to.include('Your new password is set.');
  });
});

describe('a link to sign in with', () => {
  it('signs in at the press of its button, once', async () => {
    const all = await opened('sign-in-link', { answers: { ...link('sign-in'), signInByLink: () => ALICE } });
    await reads(all.login, `Sign in as ${EMAIL}`);
    const button = byRole(all.login, 'button');
    button.click();
    button.click();
    await until(() => all.signedIn.length === 1, 'nobody is signed in');
    expect(asks(all, 'signInByLink')).to.deep.equal([{ token: 't0ken' }]);
  });
});

describe('an invitation', () => {
  it('greets by name, takes a password and the agreement, and lets in', async () => {
    const all = await opened('invitation', { options: { consent: TERMS }, answers: { ...link('invitation'), acceptInvitation: () => ALICE } });
    const { login, signedIn } = all;
    await headed(login, 'Welcome, Alice');
    await isThere(login, 'consent');
    expect(['name', 'email'].map((name) => field(login, name).value)).to.deep.equal(['Alice', EMAIL]);
    expect(['name', 'email', 'new-password'].map((name) => field(login, name).autocomplete)).to.deep.equal(['name', 'username', 'new-password']);
    await isAccessible(login);
    await press(login, 'Open my access');
    expect(described(field(login, 'consent'))).to.equal('Check this box to go on.');
    fill(login, { 'new-password': 'right horse', consent: true });
    await press(login, 'Open my access');
    await until(() => signedIn.length === 1, 'nobody is signed in');
    expect(asks(all, 'acceptInvitation')).to.deep.equal([{ token: 't0ken', name: 'Alice', password: 'right horse', consent: '1', language: 'en' }]);
  });

  it('greets somebody whose name is not known, and says whom to ask once it is void', async () => {
    const { login, answers } = await opened('invitation', { answers: { ...link('invitation', '') } });
    await headed(login, 'Welcome');
    await isThere(login, 'new-password');
    answers.set('acceptInvitation', () => { throw new PortalError('not-found', 'x'); });
    fill(login, { name: 'Alice', 'new-password': 'right horse' });
    await press(login, 'Open my access');
    await reads(login, 'Ask whoever invited you to send the invitation again.');
  });
});

describe('a preview', () => {
  it('says that nothing can be changed, and opens at the press of its button', async () => {
    const { login, signedIn } = await opened('preview', {
      answers: { ...link('preview'), openPreview: () => ({ ...ALICE, preview: { agent: 'agent@acme.example' } }) } satisfies Partial<Record<AccessOperation, () => unknown>>,
    });
    await headed(login, 'Look at the portal as a customer');
    await reads(login, 'You cannot change anything, and the visit is logged.');
    await isAccessible(login);
    await press(login, `Open the portal as ${EMAIL}, read-only`);
    await until(() => signedIn.length === 1, 'it does not open');
    await reads(login, 'Signed in as Alice');
    expect(allByRole(login, 'link')).to.have.length(0);
  });
});
