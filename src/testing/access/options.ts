import type { AccessRules } from '../access-harness.ts';
import type { AccessTests } from '../access-suite.ts';
import { rejects, same } from '../assert.ts';
import type { Tab } from './bench.ts';

const en = { text: 'We keep it.', label: 'Yes.' };
const ko = { text: '보관합니다.', label: '네.' };

/** The ways in that the owner has switched on, and no others. */
export function optionTests({ bench, test }: AccessTests): void {
  const offered = async (tab: Tab): Promise<unknown> => {
    const { password, registration, passwordReset, mail, passkeys, consent } = await tab.getSignInOptions({});
    return { password, registration, passwordReset, mail, passkeys, consent };
  };

  test('what is on is offered, and what is off is not', async () => {
    const [tab, { passkeys }] = [await bench.tab(), bench.rules];
    same(await offered(tab), { password: true, registration: true, passwordReset: true, mail: 'both', passkeys, consent: null }, 'the options with everything on');
    await bench.setRules({ registration: false, signInMail: 'link', passkeys: false });
    same(await offered(tab), { password: true, registration: false, passwordReset: true, mail: 'link', passkeys: false, consent: null }, 'the options with some of it on');
    await bench.setRules({ password: false, registration: false });
    same(await offered(tab), { password: false, registration: false, passwordReset: false, mail: 'both', passkeys, consent: null }, 'the options without passwords');
  });

  test('the terms are told in the language that is asked for, or else in another', async () => {
    const tab = await bench.tab();
    await bench.setRules({ consent: { version: '7', texts: { en, ko } } });
    const termsIn = async (language?: string): Promise<unknown> => (await tab.getSignInOptions({ language })).consent;
    for (const [language, texts] of [['ko', ko], ['ko-KR', ko], ['en', en], ['EN-gb', en], ['fr', en], [undefined, en]] as const) same(await termsIn(language), { version: '7', ...texts }, `the terms in ${String(language)}`);
  });

  const off: readonly (readonly [what: string, rules: Partial<AccessRules>, attempts: readonly ((tab: Tab) => Promise<unknown>)[]])[] = [
    ['registration', { registration: false }, [
      (tab) => tab.register({ name: 'X', email: 'x@suite.example', password: 'correct horse' }), (tab) => tab.verifyAddress({ token: 'x', password: 'x' }),
    ]],
    ['passwords', { password: false, registration: false }, [
      (tab) => tab.signIn({ email: 'x@suite.example', password: 'x' }), (tab) => tab.requestPasswordReset({ email: 'x@suite.example' }),
      (tab) => tab.resetPassword({ token: 'x', password: 'correct horse' }), (tab) => tab.changePassword({ current: 'x', password: 'correct horse' }),
      (tab) => tab.acceptInvitation({ token: 'x', name: 'X', password: 'correct horse' }),
    ]],
    ['sign-in by mail', { signInMail: null }, [
      (tab) => tab.requestSignInMail({ email: 'x@suite.example' }), (tab) => tab.signInByLink({ token: 'x' }), (tab) => tab.signInByCode({ challenge: 'x', code: '1' }),
    ]],
    ['sign-in by a code', { signInMail: 'link' }, [(tab) => tab.signInByCode({ challenge: 'x', code: '1' })]],
    ['sign-in by a link', { signInMail: 'code' }, [(tab) => tab.signInByLink({ token: 'x' })]],
    ['passkeys', { passkeys: false }, [
      (tab) => tab.startPasskey({}), (tab) => tab.addPasskey({ challenge: 'x', credential: {}, name: '' }), (tab) => tab.deletePasskey({ passkeyId: 'x' }),
      (tab) => tab.startPasskeySignIn({}), (tab) => tab.signInWithPasskey({ challenge: 'x', credential: {} }),
    ]],
  ];
  for (const [what, rules, attempts] of off) {
    test(`${what}: unsupported where it is off`, async () => {
      await bench.setRules(rules);
      const tab = await bench.tab();
      for (const attempt of attempts) await rejects(attempt(tab), 'unsupported', what);
    });
  }
}
