import { expect } from '@open-wc/testing';
import { PortalError, type Session } from '../../../contract/index.ts';
import { allByRole, textOf } from '../../parts/by-role.test.ts';
import { ALICE, asks, described, field, fill, given, headed, headingFocused, isAccessible, NOBODY, press, reads, TERMS, until } from '../fixtures.test.ts';

const HELD: Session = { customer: null, expires: '2030-01-01T00:00:00Z', held: { reason: 'consent', email: 'alice@acme.example', name: 'Alice' } };
const isThere = (login: Element): Promise<void> => until(() => login.shadowRoot!.querySelector('input[name="consent"]') !== null, 'there is nothing to agree to');

describe('the terms that have to be agreed to', () => {
  it('come by themselves after signing in, and the portal opens once they are agreed to', async () => {
    const all = await given({ options: { consent: TERMS }, answers: { signIn: () => HELD, giveConsent: () => ALICE } });
    const { login, signedIn, views } = all;
    await until(() => field(login, 'email') as HTMLInputElement | null !== null, 'the fields are not there');
    fill(login, { email: 'alice@acme.example', password: 'right horse' });
    await press(login, 'Sign in');
    await headed(login, 'Before you go on');
    await headingFocused(login);
    await isThere(login);
    expect(signedIn, 'signed in without having agreed').to.have.length(0);
    await isAccessible(login);
    await press(login, 'Agree and go on');
    expect(described(field(login, 'consent'))).to.equal('Check this box to go on.');
    fill(login, { consent: true });
    await press(login, 'Agree and go on');
    await until(() => signedIn.length === 1, 'the portal does not open');
    expect(asks(all, 'giveConsent')).to.deep.equal([{ version: '1', language: 'en' }]);
    await reads(login, 'Signed in as Alice');
    expect(views).to.deep.equal(['consent', 'signed-in']);
  });

  it('are shown anew where they have changed meanwhile', async () => {
    const { login, answers } = await given({ session: HELD, options: { consent: TERMS }, answers: { giveConsent: () => { throw new PortalError('conflict', 'x'); } } });
    await isThere(login);
    const options = answers.get('getSignInOptions')!;
    answers.set('getSignInOptions', (input) => ({ ...options(input) as object, consent: { ...TERMS, version: '2', text: 'We sell what you write.' } }));
    fill(login, { consent: true });
    await press(login, 'Agree and go on');
    await reads(login, 'We sell what you write.');
    expect(allByRole(login, 'alert').map(textOf).join()).to.include('The terms have changed meanwhile.');
    expect(field(login, 'consent').checked).to.be.false;
  });

  it('can be declined by signing out', async () => {
    const { login, answers } = await given({ session: HELD, options: { consent: TERMS } });
    await isThere(login);
    answers.set('signOut', () => { throw new PortalError('unavailable', 'x'); });
    await press(login, 'Sign out instead');
    await reads(login, 'cannot be reached');
    answers.set('signOut', () => NOBODY);
    await press(login, 'Sign out instead');
    await headed(login, 'Sign in');
    await headingFocused(login);
  });

  it('cannot be passed by another view', async () => {
    for (const view of ['sign-in', 'register', 'account'] as const) {
      const { login } = await given({ session: HELD, view, options: { consent: TERMS, registration: true } });
      await headed(login, 'Before you go on');
    }
  });
});
