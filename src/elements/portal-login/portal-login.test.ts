import { aTimeout, expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { memory, memoryAccess, type MemoryAccess } from '../../adapters/memory/index.ts';
import { PortalError, type Session, type SignInOptions } from '../../contract/index.ts';
import { Portal } from '../../portal/index.ts';
import { allByRole, byRole, textOf } from '../parts/by-role.test.ts';
import './define.ts';
import type { PortalLogin, SignInEvent } from './portal-login.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

const CUSTOMER = { email: 'alice@acme.example', name: 'Alice', organizations: [], password: 'right horse' };

const PASSWORD_ONLY: SignInOptions = { password: true, registration: false, passwordReset: false, mail: null, passkeys: false, providers: [], host: false, consent: null };

function portalWith(access: MemoryAccess): Portal {
  return new Portal({ key: 'login', access, ticketing: memory({ data: { customers: [CUSTOMER] } }).adapterFor({ id: '1', ...CUSTOMER }, { views: ['mine'], filter: null }) });
}

interface Given { readonly login: PortalLogin; readonly access: MemoryAccess; readonly portal: Portal; readonly events: SignInEvent[] }

async function given(access = memoryAccess({ customers: [CUSTOMER] })): Promise<Given> {
  const portal = portalWith(access);
  const login = await fixture<PortalLogin>(html`<portal-login .portal=${portal}></portal-login>`);
  const events: SignInEvent[] = [];
  login.addEventListener('sign-in', (event) => { events.push(event); });
  await portal.loadSession().catch(() => undefined);
  await until(() => login.shadowRoot!.querySelector('form, [part="signed-in"]') !== null, 'there is neither a form nor who is signed in');
  return { login, access, portal, events };
}

const email = (login: PortalLogin): HTMLInputElement => byRole(login, 'textbox', 'Email');
// A password field has no role, by the standard.
const password = (login: PortalLogin): HTMLInputElement => login.shadowRoot!.querySelector('input[name="password"]')!;
const button = (login: PortalLogin): HTMLButtonElement => byRole(login, 'button');
/** The name of the field that has the focus. */
const focused = (login: PortalLogin): string | undefined => (login.shadowRoot!.activeElement as HTMLInputElement | null)?.name;
const until = (condition: () => boolean, message: string): Promise<void> => waitUntil(condition, message, { interval: 10 });

async function enter(login: PortalLogin, address: string, secret: string): Promise<void> {
  email(login).value = address;
  password(login).value = secret;
  button(login).click();
  await login.updateComplete;
}

/** What stands in an element that other elements point at by id. */
const described = (input: HTMLInputElement): string =>
  (input.getAttribute('aria-describedby') ?? '').split(' ').map((id) => (input.getRootNode() as ShadowRoot).getElementById(id)?.textContent.trim() ?? '').join(' ').trim();

describe('portal-login', () => {
  it('asks for email and password under a heading of the wanted level', async () => {
    const { login } = await given();
    expect(byRole(login, 'heading', 'Sign in').localName).to.equal('h2');
    expect(allByRole(login, 'textbox', 'Email')).to.have.length(1);
    expect(password(login).labels![0]!.textContent).to.equal('Password');
    expect(allByRole(login, 'button', 'Sign in')).to.have.length(1);
    await expect(login).to.be.accessible();
    login.headingLevel = 4;
    await login.updateComplete;
    expect(byRole(login, 'heading', 'Sign in').localName).to.equal('h4');
  });

  it('lets password managers fill it in', async () => {
    const { login } = await given();
    const { name, type, autocomplete } = email(login);
    expect([name, type, autocomplete]).to.deep.equal(['email', 'email', 'username']);
    expect([password(login).name, password(login).type, password(login).autocomplete]).to.deep.equal(['password', 'password', 'current-password']);
    expect(password(login).form === email(login).form, 'both in one form').to.equal(true);
  });

  it('signs in by keyboard alone', async () => {
    const { login, portal, events } = await given();
    email(login).focus();
    await sendKeys({ type: CUSTOMER.email });
    await sendKeys({ press: 'Tab' });
    expect(focused(login)).to.equal(password(login).name);
    await sendKeys({ type: CUSTOMER.password });
    await sendKeys({ press: 'Enter' });
    await until(() => events.length === 1, 'nobody is signed in');
    expect(events[0]!.session.customer?.email).to.equal(CUSTOMER.email);
    expect(portal.session?.customer?.name).to.equal('Alice');
    await login.updateComplete;
    expect(textOf(login)).to.include('Signed in as Alice');
    await expect(login).to.be.accessible();
  });

  it('takes the focus to who is signed in, because the fields are gone', async () => {
    const { login } = await given();
    password(login).focus();
    await enter(login, CUSTOMER.email, CUSTOMER.password);
    await until(() => textOf(login).includes('Signed in as Alice'), 'not signed in');
    await until(() => login.shadowRoot!.activeElement?.textContent === 'Signed in as Alice', 'the focus is lost');
  });

  it('leaves the focus where a listener has taken it', async () => {
    const { login, events } = await given();
    const next = await fixture<HTMLButtonElement>(html`<button>Go on</button>`);
    login.addEventListener('sign-in', () => { next.focus(); });
    await enter(login, CUSTOMER.email, CUSTOMER.password);
    await until(() => events.length === 1, 'not signed in');
    await login.updateComplete;
    expect(document.activeElement).to.equal(next);
  });

  it('takes an address with spaces around it', async () => {
    const { login, events } = await given();
    await enter(login, `  ${CUSTOMER.email} `, CUSTOMER.password);
    await until(() => events.length === 1, 'nobody is signed in');
  });

  it('answers a wrong password and an unknown address alike, and keeps what was typed', async () => {
    const { login, events } = await given();
    const answers: string[] = [];
    for (const address of [CUSTOMER.email, 'nobody@acme.example']) {
      await enter(login, address, 'wrong');
      await until(() => textOf(byRole(login, 'alert')) !== '', 'nothing is said');
      answers.push(textOf(byRole(login, 'alert')));
      expect(email(login).value).to.equal(address);
      expect(focused(login)).to.equal(password(login).name);
    }
    expect(answers).to.deep.equal(Array.from({ length: 2 }, () => 'Email and password do not match. Check both and try again.'));
    expect(events).to.have.length(0);
    await expect(login).to.be.accessible();
  });

  it('says at an empty field that it is empty, and goes there', async () => {
    const { login, access } = await given();
    access.faults.set('signIn', new Error('must not be asked'));
    await enter(login, '', '');
    expect(described(email(login))).to.equal('Fill in this field.');
    expect(described(password(login))).to.equal('Fill in this field.');
    expect(email(login).getAttribute('aria-invalid')).to.equal('true');
    expect(focused(login)).to.equal(email(login).name);
    await expect(login).to.be.accessible();
    await enter(login, CUSTOMER.email, '');
    expect(described(email(login))).to.equal('');
    expect(focused(login)).to.equal(password(login).name);
    expect(textOf(byRole(login, 'alert'))).to.equal('');
  });

  it('says again that a field is empty when it is still empty', async () => {
    const { login } = await given();
    await enter(login, '', '');
    button(login).focus();
    button(login).click();
    await login.updateComplete;
    expect(focused(login)).to.equal(email(login).name);
  });

  it('says when to try again after too many attempts', async () => {
    const { login, access } = await given();
    access.faults.set('signIn', new PortalError('rate-limited', 'x', { retryAfter: 42 }));
    await enter(login, CUSTOMER.email, 'x');
    await until(() => textOf(byRole(login, 'alert')) === 'Too many attempts. Try again in 42 seconds.', 'nothing is said');
  });

  it('says that the connection failed, and signs in at the next press', async () => {
    const { login, access, events } = await given();
    access.faults.set('signIn', new PortalError('network', 'x'));
    await enter(login, CUSTOMER.email, CUSTOMER.password);
    await until(() => textOf(byRole(login, 'alert')).startsWith('The connection failed.'), 'nothing is said');
    access.faults.clear();
    button(login).click();
    await until(() => events.length === 1, 'nobody is signed in');
  });

  it('asks once however often the button is pressed, and says when it takes long', async () => {
    let calls = 0;
    let answer: (session: Session) => void = () => undefined;
    const signIn = (): Promise<Session> => {
      calls += 1;
      return new Promise((resolve) => { answer = resolve; });
    };
    const { login, events } = await given({ ...memoryAccess({ customers: [CUSTOMER] }), signIn });
    await enter(login, CUSTOMER.email, 'x');
    expect(textOf(button(login))).to.equal('Signing in …');
    expect(button(login).getAttribute('aria-disabled')).to.equal('true');
    button(login).click();
    await aTimeout(0);
    expect(calls).to.equal(1);
    await expect(login).to.be.accessible();
    await until(() => textOf(byRole(login, 'status')) === 'This takes longer than usual …', 'nothing is said');
    answer({ customer: { id: '1', email: CUSTOMER.email, name: '' }, expires: '2026-12-01T00:00:00Z' });
    await until(() => events.length === 1, 'nobody is signed in');
    await login.updateComplete;
    expect(textOf(login)).to.include(`Signed in as ${CUSTOMER.email}`);
  });

  it('shows the password on demand', async () => {
    const { login } = await given();
    byRole(login, 'checkbox', 'Show password').click();
    await login.updateComplete;
    expect(password(login).type).to.equal('text');
    expect(password(login).autocomplete).to.equal('current-password');
  });

  it('says why one has to sign in', async () => {
    const { login } = await given();
    login.reason = 'Your session has ended.';
    await login.updateComplete;
    expect(textOf(login)).to.include('Your session has ended.');
  });

  it('knows who is signed in already', async () => {
    const { login } = await given(memoryAccess({ customers: [CUSTOMER], signedIn: CUSTOMER.email }));
    expect(textOf(login)).to.include('Signed in as Alice');
  });

  it('fits into 256 pixels at twice the text size', async () => {
    const { login } = await given();
    login.style.inlineSize = '256px';
    login.style.fontSize = '200%';
    await login.updateComplete;
    expect(login.scrollWidth).to.be.at.most(256);
  });

  it('signs out again where it stands alone, and brings the focus back to its heading', async () => {
    const { login, access } = await given(memoryAccess({ customers: [CUSTOMER], signedIn: CUSTOMER.email }));
    expect(textOf(login)).to.include('Signed in as Alice');
    access.faults.set('signOut', new PortalError('unavailable', 'down'));
    byRole(login, 'button', 'Sign out').click();
    await until(() => textOf(login).includes('cannot be reached'), 'the error is not told');
    access.faults.clear();
    byRole(login, 'button', 'Sign out').click();
    await until(() => allByRole(login, 'textbox', 'Email').length === 1, 'the fields are not there');
    await until(() => login.shadowRoot!.activeElement?.id === 'heading', 'the focus is lost');
    await expect(login).to.be.accessible();
  });

  it('says that it is loading until it is known which ways in there are', async () => {
    let answer: (options: SignInOptions) => void = () => undefined;
    const { login } = await withOptions(new Promise((resolve) => { answer = resolve; }));
    expect(textOf(byRole(login, 'heading'))).to.equal('Sign in');
    expect(textOf(login)).to.include('Loading …');
    await expect(login).to.be.accessible();
    answer(PASSWORD_ONLY);
    await until(() => allByRole(login, 'textbox', 'Email').length === 1, 'the fields do not come');
    expect(textOf(login)).not.to.include('Loading');
  });

  it('asks once which ways in there are, and again in another language', async () => {
    const { login, languages } = await withOptions(Promise.resolve(PASSWORD_ONLY));
    await until(() => allByRole(login, 'textbox', 'Email').length === 1, 'the fields do not come');
    email(login).value = CUSTOMER.email;
    login.lang = 'ko';
    await until(() => textOf(login).includes('로그인'), 'it is not Korean');
    await until(() => languages.length === 2, 'it is not asked again');
    expect(languages).to.deep.equal(['en', 'ko']);
    expect(login.shadowRoot!.querySelector('input')!.value, 'what was typed is lost').to.equal(CUSTOMER.email);
  });

  it('has places for the owner’s logo and words, the same in every view', async () => {
    const { login } = await given();
    login.append(Object.assign(document.createElement('img'), { slot: 'logo', alt: 'Acme', src: 'data:,' }), Object.assign(document.createElement('p'), { textContent: 'Welcome' }));
    const slots = (): string[] => [...login.shadowRoot!.querySelectorAll('slot')].map(({ name }) => name);
    expect(slots()).to.deep.equal(['logo', '', 'footer']);
    login.view = 'register';
    await until(() => slots().join() === 'logo,register,footer', 'the places are others');
  });

  it('takes an unknown view for the sign-in', async () => {
    location.hash = '#portal=nonsense';
    const { login } = await given();
    expect(login.view).to.equal('sign-in');
    expect(location.hash).to.equal('');
  });

  it('leaves the fragments of others alone', async () => {
    location.hash = '#/tickets/7';
    const { login } = await given();
    expect(allByRole(login, 'textbox', 'Email')).to.have.length(1);
    expect(location.hash).to.equal('#/tickets/7');
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('leaves the focus on the page where another view comes by script, and takes it along where it was inside', async () => {
    const { login } = await given();
    const outside = await fixture<HTMLButtonElement>(html`<button>Elsewhere</button>`);
    outside.focus();
    login.view = 'reset';
    await until(() => textOf(login).includes('Back to sign-in'), 'the view does not come');
    expect(document.activeElement).to.equal(outside);
    byRole(login, 'link', 'Back to sign-in').focus();
    login.view = 'sign-in';
    await until(() => login.shadowRoot!.activeElement?.id === 'heading', 'the focus is lost');
  });

  it('follows the session that another element has begun or ended', async () => {
    const { login, portal } = await given();
    const views: string[] = [];
    login.addEventListener('view-change', ({ view }) => { views.push(view); });
    await portal.signIn(CUSTOMER);
    await until(() => textOf(login).includes('Signed in as Alice'), 'it does not follow');
    await portal.signOut();
    await until(() => allByRole(login, 'textbox', 'Email').length === 1, 'it does not follow');
    expect(views).to.deep.equal(['signed-in', 'sign-in']);
  });
});

/** A sign-in whose gateway says which ways in there are when the test wants it. */
async function withOptions(options: Promise<SignInOptions>): Promise<{ login: PortalLogin; languages: (string | undefined)[] }> {
  const languages: (string | undefined)[] = [];
  const access = { ...memoryAccess({ customers: [CUSTOMER] }), getSignInOptions: ({ language }: { language?: string | undefined }) => {
    languages.push(language);
    return options;
  } };
  const portal = new Portal({ key: 'login', access, ticketing: () => Promise.reject(new Error('not needed')) });
  const login = await fixture<PortalLogin>(html`<portal-login .portal=${portal}></portal-login>`);
  return { login, languages };
}
