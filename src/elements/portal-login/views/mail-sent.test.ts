import { expect } from '@open-wc/testing';
import { PortalError, type SignInOptions } from '../../../contract/index.ts';
import { allByRole, byRole, textOf } from '../../parts/by-role.test.ts';
import { ALICE, asks, described, field, fill, focused, follow, given, headed, headingFocused, isAccessible, press, reads, until, type Given } from '../fixtures.test.ts';
import { MailSentView } from './mail-sent.ts';

/** After a mail to sign in with was asked for. */
async function sent(mail: NonNullable<SignInOptions['mail']>, delayed = false): Promise<Given> {
  const all = await given({ view: 'sign-in-mail', options: { mail }, answers: { requestSignInMail: () => ({ delayed, challenge: 'challenge' }) } });
  await headed(all.login, 'Sign in by email');
  await until(() => field(all.login, 'email') as HTMLInputElement | null !== null, 'the field is not there');
  fill(all.login, { email: 'alice@acme.example' });
  await press(all.login, byRole(all.login, 'button').textContent.trim());
  await headed(all.login, 'Check your email');
  return all;
}

describe('what comes after a mail was asked for', () => {
  const { pause } = MailSentView;
  beforeEach(() => { MailSentView.pause = 0; });
  afterEach(() => { MailSentView.pause = pause; });

  it('says where the mail went and what to do, and does not say whether the address is known', async () => {
    const { login, views } = await sent('link');
    expect(textOf(login)).to.include('If there is an account for alice@acme.example, a mail with a link to sign in is on its way.');
    expect(textOf(login)).not.to.include('Mail is slow');
    expect(allByRole(login, 'textbox')).to.have.length(0);
    expect(views).to.deep.equal(['mail-sent']);
    await headingFocused(login);
    await isAccessible(login);
  });

  it('says that mail is slow where it is', async () => {
    const { login } = await sent('link', true);
    await reads(login, 'Mail is slow at the moment. It will come');
  });

  it('signs in with the code, however its digits are written', async () => {
    const all = await sent('code');
    const { login, answers, signedIn } = all;
    answers.set('signInByCode', () => ALICE);
    const code = field(login, 'code');
    expect([code.autocomplete, code.inputMode, code.dir]).to.deep.equal(['one-time-code', 'numeric', 'ltr']);
    await isAccessible(login);
    fill(login, { code: ' 1234 5678' });
    await press(login, 'Sign in');
    await until(() => signedIn.length === 1, 'nobody is signed in');
    expect(asks(all, 'signInByCode')).to.deep.equal([{ challenge: 'challenge', code: '12345678' }]);
    await reads(login, 'Signed in as Alice');
    await until(() => login.shadowRoot!.activeElement?.textContent === 'Signed in as Alice', 'the focus is lost');
  });

  it('takes digits of full width, and says when there are too few', async () => {
    const all = await sent('both');
    const { login, answers } = all;
    answers.set('signInByCode', () => ALICE);
    fill(login, { code: '1234' });
    await press(login, 'Sign in');
    expect(described(field(login, 'code'))).to.equal('Enter the 8 digits of the mail.');
    await until(() => focused(login) === 'code', 'the focus is not there');
    fill(login, { code: '１２３４-５６７８' });
    await press(login, 'Sign in');
    await until(() => asks(all, 'signInByCode').length === 1, 'it is not sent');
    expect(asks(all, 'signInByCode')[0]).to.deep.include({ code: '12345678' });
  });

  it('tells a wrong code from one that does not work any more', async () => {
    const { login, answers } = await sent('code');
    answers.set('signInByCode', () => { throw new PortalError('wrong-credentials', 'x'); });
    fill(login, { code: '12345678' });
    await press(login, 'Sign in');
    await reads(login, 'This is not the code of the newest mail.');
    await until(() => focused(login) === 'code', 'the focus is not there');
    answers.set('signInByCode', () => { throw new PortalError('not-found', 'x'); });
    await press(login, 'Sign in');
    await reads(login, 'This code does not work any more.');
    await isAccessible(login);
  });

  it('has the mail sent again, with the newest challenge for the code', async () => {
    const all = await sent('code');
    const { login, answers } = all;
    answers.set('requestSignInMail', () => ({ delayed: true, challenge: 'second' }));
    answers.set('signInByCode', () => ALICE);
    await press(login, 'Send the mail again');
    await reads(login, 'We have sent the mail again.');
    await reads(login, 'Mail is slow at the moment.');
    expect(asks(all, 'requestSignInMail')).to.deep.equal([{ email: 'alice@acme.example', language: 'en' }, { email: 'alice@acme.example', language: 'en' }]);
    fill(login, { code: '12345678' });
    await press(login, 'Sign in');
    await until(() => asks(all, 'signInByCode').length === 1, 'it is not sent');
    expect(asks(all, 'signInByCode')[0]).to.deep.include({ challenge: 'second' });
  });

  it('says why the mail was not sent again', async () => {
    const { login, answers } = await sent('link');
    answers.set('requestSignInMail', () => { throw new PortalError('rate-limited', 'x', { retryAfter: 60 }); });
    await press(login, 'Send the mail again');
    await reads(login, 'Try again in 60 seconds.');
  });

  it('gives the mail a moment before it can be sent again, and says how long', async () => {
    MailSentView.pause = 1;
    const all = await sent('link');
    const { login } = all;
    const again = byRole(login, 'button', 'Send the mail again');
    expect(again.getAttribute('aria-disabled')).to.equal('true');
    expect(textOf(login)).to.include('You can have it sent again in 1 second.');
    await press(login, 'Send the mail again');
    await until(() => again.getAttribute('aria-disabled') === 'false', 'it can never be sent again');
    expect(asks(all, 'requestSignInMail')).to.have.length(1);
    await press(login, 'Send the mail again');
    await until(() => asks(all, 'requestSignInMail').length === 2, 'it is not sent again');
  });

  it('leads back to the address', async () => {
    const { login } = await sent('link');
    await follow(login, 'Use another address');
    await headed(login, 'Sign in by email');
    await until(() => field(login, 'email').value === 'alice@acme.example', 'the address is gone');
  });

  it('is come to only after a mail was asked for', async () => {
    const { login } = await given({ view: 'mail-sent' });
    await headed(login, 'Sign in');
  });
});
