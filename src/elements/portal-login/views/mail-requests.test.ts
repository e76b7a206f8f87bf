import { expect } from '@open-wc/testing';
import { PortalError } from '../../../contract/index.ts';
import { textOf } from '../../parts/by-role.test.ts';
import { asks, described, field, fill, focused, follow, given, headed, headingFocused, isAccessible, press, reads, until } from '../fixtures.test.ts';

const EMAIL = 'alice@acme.example';

describe('a forgotten password', () => {
  it('is reset by a mail, asked for with the address that was typed already', async () => {
    const all = await given({ options: { passwordReset: true }, answers: { requestPasswordReset: () => ({ delayed: false }) } });
    const { login } = all;
    await reads(login, 'Forgot your password?');
    fill(login, { email: EMAIL });
    await follow(login, 'Forgot your password?');
    await headed(login, 'Reset your password');
    await headingFocused(login);
    expect([field(login, 'email').value, field(login, 'email').autocomplete]).to.deep.equal([EMAIL, 'email']);
    await isAccessible(login);
    await press(login, 'Send the link');
    await headed(login, 'Check your email');
    expect(textOf(login)).to.include(`If there is an account for ${EMAIL}, a mail with a link to a new password is on its way.`);
    expect(asks(all, 'requestPasswordReset')).to.deep.equal([{ email: EMAIL, language: 'en' }]);
  });

  it('needs an address', async () => {
    const { login } = await given({ view: 'reset', options: { passwordReset: true } });
    await headed(login, 'Reset your password');
    await until(() => field(login, 'email') as HTMLInputElement | null !== null, 'the field is not there');
    await press(login, 'Send the link');
    expect(described(field(login, 'email'))).to.equal('Fill in this field.');
    await until(() => focused(login) === 'email', 'the focus is not there');
  });

  it('asks in the language of the page', async () => {
    const all = await given({ view: 'reset', options: { passwordReset: true }, answers: { requestPasswordReset: () => ({ delayed: false }) } });
    all.login.lang = 'ko';
    await headed(all.login, '비밀번호 재설정');
    await until(() => field(all.login, 'email') as HTMLInputElement | null !== null, 'the field is not there');
    fill(all.login, { email: EMAIL });
    await press(all.login, '링크 보내기');
    await headed(all.login, '이메일을 확인하세요');
    expect(asks(all, 'requestPasswordReset')[0]).to.deep.include({ language: 'ko' });
    expect(asks(all, 'getSignInOptions').at(-1)).to.deep.equal({ language: 'ko' });
  });

  it('is nothing that can be reset where the owner has switched that off', async () => {
    const { login } = await given({ view: 'reset' });
    await reads(login, 'Passwords are not reset here.');
    await isAccessible(login);
  });
});

describe('a mail to sign in with', () => {
  it('is not offered where the owner has switched it off', async () => {
    const { login } = await given({ hash: '#portal=sign-in-mail' });
    await reads(login, 'Nobody signs in by email here.');
    await follow(login, 'Back to sign-in');
    await headed(login, 'Sign in');
  });

  it('can be asked for again after an error', async () => {
    const { login, answers } = await given({ hash: '#portal=sign-in-mail', options: { mail: 'link' } });
    answers.set('requestSignInMail', () => { throw new PortalError('timeout', 'x'); });
    await headed(login, 'Sign in by email');
    await until(() => field(login, 'email') as HTMLInputElement | null !== null, 'the field is not there');
    await isAccessible(login);
    fill(login, { email: EMAIL });
    await press(login, 'Email me a sign-in link');
    await reads(login, 'took too long to answer');
    answers.set('requestSignInMail', () => ({ delayed: false, challenge: '' }));
    await press(login, 'Email me a sign-in link');
    await headed(login, 'Check your email');
  });
});

describe('ways in that cannot be asked for', () => {
  it('are asked for again at a press, in every view', async () => {
    for (const view of ['sign-in', 'register', 'reset'] as const) {
      const { login, answers } = await given({ view, answers: { getSignInOptions: () => { throw new PortalError('network', 'x'); } } });
      await reads(login, 'The connection failed.');
      await isAccessible(login);
      answers.set('getSignInOptions', () => ({ password: true, registration: true, passwordReset: true, mail: null, passkeys: false, providers: [], host: false, consent: null }));
      await press(login, 'Try again');
      await until(() => field(login, 'email') as HTMLInputElement | null !== null, `the field of ${view} is not there`);
      await headingFocused(login);
    }
  });
});
