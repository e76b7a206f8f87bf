import { expect } from '@open-wc/testing';
import { PortalError } from '../../../contract/index.ts';
import { allByRole } from '../../parts/by-role.test.ts';
import { ALICE, asks, follow, given, headed, headingFocused, isAccessible, NOBODY, press, reads, until } from '../fixtures.test.ts';
import { navigation } from '../navigation.ts';

describe('signing out by a link', () => {
  const { go } = navigation;
  afterEach(() => { navigation.go = go; });

  it('asks first, and then says that it is done', async () => {
    const all = await given({ session: ALICE, hash: '#portal=sign-out' });
    const { login } = all;
    await headed(login, 'Sign out');
    await reads(login, 'Do you want to sign out, Alice?');
    await headingFocused(login);
    expect(asks(all, 'signOut')).to.have.length(0);
    await isAccessible(login);
    await press(login, 'Sign out');
    await headed(login, 'You have signed out');
    await headingFocused(login);
    await isAccessible(login);
    await follow(login, 'Sign in again');
    await headed(login, 'Sign in');
  });

  it('says what went wrong, and tries again at the next press', async () => {
    const { login, answers } = await given({ session: ALICE, hash: '#portal=sign-out', answers: { signOut: () => { throw new PortalError('network', 'x'); } } });
    await headed(login, 'Sign out');
    await press(login, 'Sign out');
    await reads(login, 'The connection failed.');
    answers.set('signOut', () => NOBODY);
    await press(login, 'Sign out');
    await headed(login, 'You have signed out');
  });

  it('goes on to the identity provider where that has a session of its own', async () => {
    const went: string[] = [];
    navigation.go = (url) => { went.push(url); };
    const { login } = await given({ session: ALICE, hash: '#portal=sign-out', answers: { signOut: () => ({ ...NOBODY, signOutUrl: 'https://login.acme.example/out' }) } });
    await headed(login, 'Sign out');
    await press(login, 'Sign out');
    await until(() => went.length === 1, 'the browser does not go');
    expect(went).to.deep.equal(['https://login.acme.example/out']);
  });

  it('has nothing to ask where nobody is signed in', async () => {
    const { login } = await given({ hash: '#portal=sign-out' });
    await headed(login, 'You have signed out');
    expect(allByRole(login, 'button')).to.have.length(0);
  });

  it('waits until it is known who is signed in, and says why it takes so long', async () => {
    const { login, answers } = await given({ hash: '#portal=sign-out', answers: { getSession: () => { throw new PortalError('unavailable', 'x'); } } });
    await reads(login, 'cannot be reached');
    expect(login.shadowRoot!.querySelector('#heading')).to.equal(null);
    answers.set('getSession', () => ALICE);
    await press(login, 'Try again');
    await headed(login, 'Sign out');
  });
});
