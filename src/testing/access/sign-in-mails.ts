import type { AccessTests } from '../access-suite.ts';
import { ok, rejects, same } from '../assert.ts';
import { alike, isGone, isHeld, isIn, isNobody, type Person, type Tab } from './bench.ts';

/** In by the link or the code of a mail. */
export function signInMailTests({ bench, test }: AccessTests): void {
  const asked = async (): Promise<{ person: Person; tab: Tab; token: string; code: string; challenge: string }> => {
    const [person, tab] = [await bench.account('Mia'), await bench.tab()];
    const { challenge } = await tab.requestSignInMail({ email: person.email });
    const { token, code } = await bench.mailTo(person, 'sign-in');
    return { person, tab, token, code, challenge };
  };
  /** Another code of the same kind. */
  const wrong = (code: string, by = 1): string => String((Number(code) + by) % 10 ** code.length).padStart(code.length, '0');

  test('the link of the mail signs in, once', async () => {
    const { person, tab, token } = await asked();
    same(await tab.readMailLink({ token }), { purpose: 'sign-in', email: person.email, name: 'Mia' }, 'what the link is for');
    await isNobody(tab, 'the session after reading the link');
    isIn(await tab.signInByLink({ token }), person, 'the link');
    same((await tab.getAccount({})).sessions.map(({ method }) => method), ['link'], 'the way in');
    await isGone((await bench.tab()).signInByLink({ token }), 'a used link');
  });

  test('the code of the mail signs in, once, spaces and hyphens aside', async () => {
    const { person, tab, code, challenge } = await asked();
    ok(/^\d{6,}$/.test(code), `A code is digits, at least six; this is "${code}".`);
    isIn(await tab.signInByCode({ challenge, code: ` ${code.slice(0, 3)}-${code.slice(3)} ` }), person, 'the code');
    same((await tab.getAccount({})).sessions.map(({ method }) => method), ['code'], 'the way in');
    await isGone((await bench.tab()).signInByCode({ challenge, code }), 'a used code');
  });

  test('link and code of one mail are one way in: the use of one is the end of the other', async () => {
    const first = await asked();
    await first.tab.signInByLink({ token: first.token });
    await isGone(first.tab.signInByCode({ challenge: first.challenge, code: first.code }), 'the code after the link');
    const second = await asked();
    await second.tab.signInByCode({ challenge: second.challenge, code: second.code });
    await isGone(second.tab.signInByLink({ token: second.token }), 'the link after the code');
  });

  test('a code is worth nothing without the challenge of its browser, and the challenge is no link', async () => {
    const [one, other] = [await asked(), await asked()];
    await rejects(other.tab.signInByCode({ challenge: other.challenge, code: one.code }), 'wrong-credentials', 'the code of one with the challenge of another');
    await isGone(one.tab.signInByCode({ challenge: 'x'.repeat(43), code: one.code }), 'an invented challenge');
    await isGone(one.tab.signInByLink({ token: one.challenge }), 'the challenge as a link');
    await isGone(one.tab.readMailLink({ token: one.challenge }), 'reading the challenge as a link');
    isIn(await one.tab.signInByCode({ challenge: one.challenge, code: one.code }), one.person, 'the right ones');
  });

  test('a code can be tried five times', async () => {
    const { tab, code, challenge } = await asked();
    for (let times = 1; times <= 5; times++) await rejects(tab.signInByCode({ challenge, code: wrong(code, times) }), 'wrong-credentials', `wrong code ${String(times)}`);
    await isGone(tab.signInByCode({ challenge, code }), 'the right code after five wrong ones');
    await isNobody(tab, 'the session');
  });

  test('asking again makes the older mail worthless', async () => {
    const { person, tab, token, code, challenge } = await asked();
    const newer = await tab.requestSignInMail({ email: person.email });
    await isGone(tab.signInByLink({ token }), 'the older link');
    await isGone(tab.signInByCode({ challenge, code }), 'the older code');
    isIn(await tab.signInByCode({ challenge: newer.challenge, code: (await bench.mailTo(person, 'sign-in')).code }), person, 'the newer code');
  });

  test('a mail with a code is void after ten minutes, one with a link alone after fifteen', async () => {
    const both = await asked();
    await bench.harness.wait(9);
    await both.tab.readMailLink({ token: both.token });
    await bench.harness.wait(2);
    await isGone(both.tab.signInByCode({ challenge: both.challenge, code: both.code }), 'a code after 11 minutes');
    await bench.setRules({ signInMail: 'link' });
    const link = await asked();
    await bench.harness.wait(14);
    await link.tab.readMailLink({ token: link.token });
    await bench.harness.wait(2);
    await isGone(link.tab.signInByLink({ token: link.token }), 'a link after 16 minutes');
  });

  test('a mail holds what the owner has chosen and nothing else', async () => {
    for (const [signInMail, holds] of [['link', [true, false]], ['code', [false, true]], ['both', [true, true]]] as const) {
      await bench.setRules({ signInMail });
      const { token, code } = await asked();
      same([token !== '', code !== ''], holds, `whether a mail of the kind ${signInMail} has a link, and a code`);
    }
  });

  test('an unknown address and a disabled account answer like a known one, at the guess too, and get no mail', async () => {
    const [person, unknown, disabled, tab] = [await bench.account(), bench.person(), await bench.account(), await bench.tab()];
    await bench.harness.disableAccount(disabled.email);
    const guess = async ({ email }: Person): Promise<unknown> => tab.signInByCode({ challenge: (await tab.requestSignInMail({ email })).challenge, code: '00000000' });
    for (const [nobody, what] of [[unknown, 'an unknown address'], [disabled, 'a disabled account']] as const) {
      await alike(() => tab.requestSignInMail({ email: person.email }), () => tab.requestSignInMail({ email: nobody.email }), what);
      await alike(() => guess(person), () => guess(nobody), `a guess for ${what}`);
      same((await bench.mailsTo(nobody)).length, 0, 'the number of mails');
    }
    await rejects(tab.requestSignInMail({ email: 'no address' }), 'invalid-input', 'what is no address');
  });

  test('whoever is not admitted stays outside', async () => {
    const { person, tab, token } = await asked();
    await bench.setRules({ admit: { domains: ['elsewhere.example'] } });
    isHeld(await tab.signInByLink({ token }), person, 'denied', 'somebody who is not admitted');
    await isNobody(tab, 'the session');
  });
}
