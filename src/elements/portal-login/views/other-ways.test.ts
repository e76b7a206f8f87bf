import { expect } from '@open-wc/testing';
import { PortalError } from '../../../contract/index.ts';
import { allByRole, byRole, textOf } from '../../parts/by-role.test.ts';
import { ALICE, asks, described, field, fill, focused, follow, given, headed, isAccessible, press, reads, until } from '../fixtures.test.ts';
import { navigation } from '../navigation.ts';

const GOOGLE = { id: 'google', name: 'Google' };
const ACME = { id: 'acme', name: 'Acme ID' };
/** The names of all elements of a role, in order; what screen readers pass over is left out. */
const names = (login: Element, role: string): string[] =>
  allByRole(login, role).map((one) => [...one.childNodes].filter((node) => node.nodeType !== Node.COMMENT_NODE && (node as Element).ariaHidden !== 'true').map(({ textContent }) => textContent).join('').trim());

describe('the other ways to sign in', () => {
  const { go } = navigation;
  const { get } = navigator.credentials;
  const parse = PublicKeyCredential.parseRequestOptionsFromJSON;
  let went: string[];
  beforeEach(() => {
    went = [];
    navigation.go = (url) => { went.push(url); };
  });
  afterEach(() => {
    navigation.go = go;
    navigator.credentials.get = get;
    PublicKeyCredential.parseRequestOptionsFromJSON = parse;
    history.replaceState(null, '', location.pathname + location.search);
  });

  /** The browser answers as a person with a passkey makes it do, or throws. */
  const withPasskey = (answer: () => unknown): void => {
    PublicKeyCredential.parseRequestOptionsFromJSON = (options) => options as unknown as PublicKeyCredentialRequestOptions;
    navigator.credentials.get = async () => Object.defineProperty(Object.create(PublicKeyCredential.prototype) as PublicKeyCredential, 'toJSON', { value: answer });
  };

  it('stand below the password, in the owner’s order, apart from its button', async () => {
    const { login } = await given({ options: { registration: true, passwordReset: true, mail: 'link', passkeys: true, providers: [ACME, GOOGLE] } });
    await reads(login, 'Continue with Google');
    expect(names(login, 'button')).to.deep.equal(['Sign in', 'Continue with Acme ID', 'Continue with Google', 'Sign in with a passkey']);
    expect(names(login, 'link')).to.deep.equal(['Forgot your password?', 'Register here', 'Email me a sign-in link']);
    expect([...login.shadowRoot!.querySelectorAll('.primary')]).to.have.length(1);
    await isAccessible(login);
  });

  it('are no choice where there is only one: no divider, no field of a password', async () => {
    const { login } = await given({ options: { password: false, providers: [ACME] } });
    await reads(login, 'Continue with Acme ID');
    expect(allByRole(login, 'textbox')).to.have.length(0);
    expect(textOf(login)).not.to.match(/\bor\b/);
    expect(byRole(login, 'button').className).to.include('primary');
    await isAccessible(login);
  });

  it('lead to a provider and back to where the customer was, once however often one presses', async () => {
    const { login, answers, ...rest } = await given({ options: { providers: [ACME, GOOGLE] } });
    answers.set('startProviderSignIn', () => ({ url: 'https://login.acme.example/authorize?state=1' }));
    await reads(login, 'Continue with Acme ID');
    history.replaceState(null, '', '#/tickets/7');
    await press(login, 'Continue with Acme ID');
    await until(() => went.length > 0, 'the browser does not go');
    await press(login, 'Going to Acme ID …');
    expect(went).to.deep.equal(['https://login.acme.example/authorize?state=1']);
    expect(asks({ login, answers, ...rest }, 'startProviderSignIn')).to.deep.equal([{ providerId: 'acme', returnTo: location.href }]);
    expect(byRole(login, 'button', /Going to Acme ID/).getAttribute('aria-disabled')).to.equal('true');
    dispatchEvent(new Event('pagehide'));
    await until(() => allByRole(login, 'button', 'Continue with Acme ID').length === 1, 'it stays busy for who comes back');
  });

  it('go nowhere but to a web address', async () => {
    navigation.go = go;
    const { login, answers } = await given({ options: { providers: [ACME] } });
    answers.set('startProviderSignIn', () => ({ url: 'javascript:document.title="taken"' }));
    await reads(login, 'Continue with Acme ID');
    await press(login, 'Continue with Acme ID');
    await reads(login, 'Something went wrong on our side.');
    expect(document.title).not.to.equal('taken');
  });

  it('say so when a provider cannot be reached, and try again at the next press', async () => {
    const { login, answers } = await given({ options: { providers: [ACME] } });
    answers.set('startProviderSignIn', () => { throw new PortalError('unavailable', 'x'); });
    await reads(login, 'Continue with Acme ID');
    await press(login, 'Continue with Acme ID');
    await reads(login, 'cannot be reached');
    await isAccessible(login);
    answers.set('startProviderSignIn', () => ({ url: 'https://login.acme.example/' }));
    await press(login, 'Continue with Acme ID');
    await until(() => went.length === 1, 'the browser does not go');
    expect(textOf(login)).not.to.include('cannot be reached');
  });

  it('say that a provider’s sign-in did not succeed when one comes back from there', async () => {
    const { login } = await given({ options: { providers: [ACME] }, hash: '#portal=sign-in&error=provider' });
    await reads(login, 'did not succeed');
    await reads(login, 'Continue with Acme ID');
    await until(() => focused(login) === 'heading', 'the heading does not have the focus');
    await isAccessible(login);
  });

  it('take the address along to the view that mails a link', async () => {
    const { login, views } = await given({ options: { mail: 'code' } });
    await reads(login, 'Email me a sign-in code');
    fill(login, { email: 'alice@acme.example' });
    await follow(login, 'Email me a sign-in code');
    await headed(login, 'Sign in by email');
    expect(field(login, 'email').value).to.equal('alice@acme.example');
    expect(views).to.deep.equal(['sign-in-mail']);
  });

  it('ask for the address at once where a mail is the way in', async () => {
    const { login, answers, ...rest } = await given({ options: { password: false, mail: 'link', providers: [ACME] } });
    answers.set('requestSignInMail', () => ({ delayed: false, challenge: 'c' }));
    await reads(login, 'Email me a sign-in link');
    expect([field(login, 'email').autocomplete, [...login.shadowRoot!.querySelectorAll('.primary')].length]).to.deep.equal(['email', 1]);
    await isAccessible(login);
    fill(login, { email: 'alice' });
    await press(login, 'Email me a sign-in link');
    expect(described(field(login, 'email'))).to.include('Enter a full email address');
    expect(focused(login)).to.equal('email');
    fill(login, { email: 'alice@acme.example' });
    await press(login, 'Email me a sign-in link');
    await headed(login, 'Check your email');
    expect(asks({ login, answers, ...rest }, 'requestSignInMail')).to.deep.equal([{ email: 'alice@acme.example', language: 'en' }]);
  });

  it('sign in with a passkey', async () => {
    withPasskey(() => ({ id: 'key' }));
    const { login, answers, signedIn, ...rest } = await given({ options: { passkeys: true } });
    answers.set('startPasskeySignIn', () => ({ challenge: 'challenge', options: { challenge: 'AAAA' } }));
    answers.set('signInWithPasskey', () => ALICE);
    await reads(login, 'Sign in with a passkey');
    await press(login, 'Sign in with a passkey');
    await until(() => signedIn.length === 1, 'nobody is signed in');
    expect(asks({ login, answers, signedIn, ...rest }, 'signInWithPasskey')).to.deep.equal([{ challenge: 'challenge', credential: { id: 'key' } }]);
    await until(() => login.shadowRoot!.activeElement?.textContent === 'Signed in as Alice', 'the focus is lost');
  });

  it('take a cancelled passkey for no error, and an unknown one for one', async () => {
    withPasskey(() => { throw new DOMException('no', 'NotAllowedError'); });
    const { login, answers, ...rest } = await given({ options: { passkeys: true } });
    answers.set('startPasskeySignIn', () => ({ challenge: 'challenge', options: {} }));
    await reads(login, 'Sign in with a passkey');
    await press(login, 'Sign in with a passkey');
    await until(() => allByRole(login, 'button', 'Sign in with a passkey').length === 1, 'it stays busy');
    expect(textOf(byRole(login, 'group'))).not.to.include('passkey could not');
    expect(asks({ login, answers, ...rest }, 'signInWithPasskey')).to.have.length(0);
    withPasskey(() => ({ id: 'key' }));
    answers.set('signInWithPasskey', () => { throw new PortalError('wrong-credentials', 'x'); });
    await press(login, 'Sign in with a passkey');
    await reads(login, 'This passkey is not known here.');
    withPasskey(() => { throw new DOMException('wrong page', 'SecurityError'); });
    await press(login, 'Sign in with a passkey');
    await reads(login, 'The passkey could not be used.');
  });

  it('do not offer passkeys to a browser that has none', async () => {
    // @ts-expect-error -- an older browser
    delete PublicKeyCredential.parseRequestOptionsFromJSON;
    const { login } = await given({ options: { passkeys: true, providers: [ACME] } });
    await reads(login, 'Continue with Acme ID');
    expect(textOf(login)).not.to.include('passkey');
    const only = await given({ options: { password: false, passkeys: true } });
    await reads(only.login, 'which this browser cannot use');
  });

  it('say how to get in where the page’s own application decides, and where there is no way', async () => {
    const { login } = await given({ options: { password: false, host: true } });
    await reads(login, 'Sign in to this website.');
    await isAccessible(login);
    const none = await given({ options: { password: false } });
    await reads(none.login, 'Nobody can sign in here at the moment.');
  });

  it('fit into 256 pixels at twice the text size', async () => {
    const { login } = await given({ options: { registration: true, passwordReset: true, mail: 'both', passkeys: true, providers: [ACME] } });
    await reads(login, 'Continue with Acme ID');
    login.style.inlineSize = '256px';
    login.style.fontSize = '200%';
    await login.updateComplete;
    expect(login.scrollWidth).to.be.at.most(256);
  });
});
