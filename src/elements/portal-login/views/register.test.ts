import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { PortalError } from '../../../contract/index.ts';
import { byRole, textOf } from '../../parts/by-role.test.ts';
import { asks, described, field, fill, focused, follow, given, headed, headingFocused, isAccessible, press, reads, TERMS, until, type Given, type Wanted } from '../fixtures.test.ts';

const FILLED = { name: 'Alice', email: 'alice@acme.example', 'new-password': 'right horse' };

async function registration(wanted: Wanted = {}): Promise<Given> {
  const all = await given({ view: 'register', ...wanted, options: { registration: true, ...wanted.options } });
  await headed(all.login, 'Create your account');
  await until(() => field(all.login, 'name') as HTMLInputElement | null !== null, 'the fields are not there');
  return all;
}

describe('the registration', () => {
  it('is led to from below the fields of the sign-in, only where anybody may register, and takes the address along', async () => {
    const closed = await given();
    await until(() => field(closed.login, 'email') as HTMLInputElement | null !== null, 'the fields are not there');
    expect(textOf(closed.login)).not.to.include('Register');
    const { login, views } = await given({ options: { registration: true } });
    await reads(login, 'Register here');
    fill(login, { email: 'alice@acme.example' });
    await follow(login, 'Register here');
    await headed(login, 'Create your account');
    await headingFocused(login);
    expect([login.view, ...views]).to.deep.equal(['register', 'register']);
    expect(field(login, 'email').value).to.equal('alice@acme.example');
    await follow(login, 'Sign in');
    await headed(login, 'Sign in');
    expect(field(login, 'email').value).to.equal('alice@acme.example');
  });

  it('can be opened elsewhere, by a link and with a modifier', async () => {
    const { login } = await given({ options: { registration: true } });
    await reads(login, 'Register here');
    const link = byRole(login, 'link', 'Register here');
    expect(link.getAttribute('href')).to.equal('#portal=register');
    const click = new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true, composed: true });
    addEventListener('click', (event) => { event.preventDefault(); }, { once: true });
    link.dispatchEvent(click);
    await login.updateComplete;
    expect(login.view).to.equal('sign-in');
  });

  it('asks for name, address and password with tokens for password managers, and says how long the password has to be', async () => {
    const { login } = await registration({ options: { consent: TERMS } });
    expect(['name', 'email', 'new-password'].map((name) => field(login, name).autocomplete)).to.deep.equal(['name', 'username', 'new-password']);
    expect(described(field(login, 'new-password'))).to.equal('At least 8 characters');
    expect(field(login, 'new-password').labels![0]!.textContent).to.equal('Password');
    byRole(login, 'checkbox', 'Show password').click();
    await login.updateComplete;
    expect([field(login, 'new-password').type, field(login, 'new-password').autocomplete]).to.deep.equal(['text', 'new-password']);
    await isAccessible(login);
  });

  it('says at every field what is wrong, and goes to the first', async () => {
    const { login, asked } = await registration({ options: { consent: TERMS } });
    fill(login, { name: '  ', email: 'alice', 'new-password': 'short' });
    await press(login, 'Register');
    expect(['name', 'email', 'consent'].map((name) => described(field(login, name)))).to.deep.equal(
      ['Fill in this field.', 'Enter a full email address, such as name@example.com.', 'Check this box to go on.']);
    expect(described(field(login, 'new-password'))).to.equal('At least 8 characters Use at least 8 characters.');
    await until(() => focused(login) === 'name', 'the focus is not in the first field');
    expect(asked.some(({ name }) => name === 'register')).to.be.false;
    await isAccessible(login);
  });

  it('shows the owner’s terms with their links, and sends the version that was agreed to', async () => {
    const all = await registration({ options: { consent: TERMS } });
    const { login, answers } = all;
    answers.set('register', () => ({ delayed: false }));
    expect(textOf(byRole(login, 'group', 'Terms'))).to.equal('We keep what you write.See our policy (opens in a new tab).');
    byRole(login, 'group', 'Terms').focus();
    expect(login.shadowRoot!.activeElement).to.equal(byRole(login, 'group', 'Terms'));
    expect(byRole(login, 'checkbox', 'I agree to the terms (opens in a new tab).')).to.exist;
    fill(login, { ...FILLED, name: '  Alice ', consent: true });
    await press(login, 'Register');
    await headed(login, 'Check your email');
    expect(asks(all, 'register')).to.deep.equal([{ name: 'Alice', email: 'alice@acme.example', password: 'right horse', consent: '1', language: 'en' }]);
  });

  it('shows the new terms where they have changed meanwhile, and asks to agree to these', async () => {
    const all = await registration({ options: { consent: TERMS } });
    const { login, answers } = all;
    const options = answers.get('getSignInOptions')!;
    answers.set('register', ({ consent }) => {
      if (consent === '2') return { delayed: false };
      throw new PortalError('conflict', 'x');
    });
    answers.set('getSignInOptions', (input) => ({ ...options(input) as object, consent: { ...TERMS, version: '2', text: 'We sell what you write.' } }));
    fill(login, { ...FILLED, consent: true });
    await press(login, 'Register');
    await reads(login, 'We sell what you write.');
    expect(textOf(byRole(login, 'alert'))).to.include('The terms have changed meanwhile.');
    expect(field(login, 'consent').checked).to.be.false;
    expect(field(login, 'name').value).to.equal('Alice');
    await press(login, 'Register');
    expect(described(field(login, 'consent'))).to.equal('Check this box to go on.');
    fill(login, { consent: true });
    await press(login, 'Register');
    await headed(login, 'Check your email');
  });

  it('puts what the gateway finds wrong beside the field', async () => {
    const { login, answers } = await registration();
    answers.set('register', () => { throw new PortalError('invalid-input', 'x', { issues: [{ path: 'email', code: 'invalid' }] }); });
    fill(login, FILLED);
    await press(login, 'Register');
    await until(() => described(field(login, 'email')) !== '', 'nothing is said');
    expect(described(field(login, 'email'))).to.equal('Enter a full email address, such as name@example.com.');
    await until(() => focused(login) === 'email', 'the focus is not there');
    expect(textOf(byRole(login, 'alert'))).to.equal('');
  });

  it('keeps what was typed when it fails, says when to try again, and is sent once however often one presses', async () => {
    const all = await registration();
    const { login, answers } = all;
    answers.set('register', () => { throw new PortalError('rate-limited', 'x', { retryAfter: 42 }); });
    fill(login, FILLED);
    await press(login, 'Register');
    await reads(login, 'Try again in 42 seconds.');
    expect([field(login, 'name').value, field(login, 'new-password').value]).to.deep.equal(['Alice', 'right horse']);
    let answer: (mailed: object) => void = () => undefined;
    answers.set('register', () => new Promise((resolve) => { answer = resolve; }));
    await press(login, 'Register');
    await until(() => asks(all, 'register').length === 2, 'it is not sent');
    await press(login, 'Registering …');
    expect(byRole(login, 'button').getAttribute('aria-disabled')).to.equal('true');
    answer({ delayed: false });
    await headed(login, 'Check your email');
    expect(asks(all, 'register')).to.have.length(2);
  });

  it('can be filled in by keyboard alone, and an Enter that ends a composition does not send it', async () => {
    const all = await registration();
    const { login, answers } = all;
    answers.set('register', () => ({ delayed: false }));
    field(login, 'name').focus();
    await sendKeys({ type: 'Alice' });
    const enter = new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true, composed: true });
    expect(field(login, 'name').dispatchEvent(enter), 'the browser would send').to.be.false;
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'alice@acme.example' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'right horse' });
    await sendKeys({ press: 'Enter' });
    await headed(login, 'Check your email');
    await headingFocused(login);
  });

  it('says that nobody can register where the owner does not want it', async () => {
    const { login } = await given({ view: 'register' });
    await reads(login, 'Nobody can register here.');
    await follow(login, 'Back to sign-in');
    await headed(login, 'Sign in');
  });
});
