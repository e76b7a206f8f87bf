import { expect, fixture, html } from '@open-wc/testing';
import type { Session } from '../../../contract/index.ts';
import { textOf } from '../../parts/by-role.test.ts';
import { asks, fill, follow, given, headed, headingFocused, isAccessible, press, reads, until } from '../fixtures.test.ts';
import { navigation } from '../navigation.ts';

const HELD: Session = { customer: null, expires: '2030-01-01T00:00:00Z', held: { reason: 'denied', email: 'alice@acme.example', name: 'Alice' } };

describe('whoever has no access', () => {
  const { go } = navigation;
  afterEach(() => { navigation.go = go; });

  it('is told so after signing in, with the address, and can sign in as somebody else', async () => {
    const all = await given({ answers: { signIn: () => HELD } });
    const { login, signedIn } = all;
    await reads(login, 'Password');
    fill(login, { email: 'alice@acme.example', password: 'right horse' });
    await press(login, 'Sign in');
    await headed(login, 'No access');
    await headingFocused(login);
    expect(textOf(login)).to.include('You are signed in as alice@acme.example, but this address has no access to the support portal.');
    expect(textOf(login)).to.include('ask the support team');
    expect(signedIn).to.have.length(0);
    await isAccessible(login);
    await press(login, 'Sign in as somebody else');
    await headed(login, 'Sign in');
    expect(asks(all, 'signOut')).to.have.length(1);
    await headingFocused(login);
  });

  it('leaves the identity provider, too, where that would let the same person in again', async () => {
    const went: string[] = [];
    navigation.go = (url) => { went.push(url); };
    const { login } = await given({ session: HELD, answers: { signOut: () => ({ customer: null, expires: null, signOutUrl: 'https://login.acme.example/out' }) } });
    await headed(login, 'No access');
    await press(login, 'Sign in as somebody else');
    await until(() => went.length === 1, 'the browser does not go');
    expect(went).to.deep.equal(['https://login.acme.example/out']);
  });

  it('is told so by a link, without being signed in', async () => {
    const all = await given({ hash: '#portal=denied' });
    await headed(all.login, 'No access');
    expect(textOf(all.login)).to.include('You have no access to the support portal.');
    await isAccessible(all.login);
    await follow(all.login, 'Sign in as somebody else');
    await headed(all.login, 'Sign in');
    expect(asks(all, 'signOut')).to.have.length(0);
  });

  it('reads the owner’s words instead of ours, whom to ask', async () => {
    const { portal } = await given({ session: HELD });
    const login = await fixture(html`<portal-login .portal=${portal}><p slot="denied">Write to help@acme.example.</p><p slot="register">Not now.</p></portal-login>`);
    await until(() => login.shadowRoot!.querySelector('slot[name="denied"]') !== null, 'there is no place for them');
    expect(login.shadowRoot!.querySelectorAll('slot[name="denied"]')).to.have.length(1);
    expect(login.shadowRoot!.querySelector<HTMLSlotElement>('slot[name="denied"]')!.assignedElements().map(({ textContent }) => textContent)).to.deep.equal(['Write to help@acme.example.']);
    expect((login.querySelector('[slot="register"]') as HTMLElement).checkVisibility()).to.be.false;
  });
});
