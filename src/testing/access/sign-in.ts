import type { AccessTests } from '../access-suite.ts';
import { ok, rejects, same } from '../assert.ts';
import { alike, isIn, isNobody } from './bench.ts';

/** In by a password. */
export function signInTests({ bench, test }: AccessTests): void {
  test('an address may be typed in any case and with spaces around it', async () => {
    const person = await bench.account();
    isIn(await (await bench.tab()).signIn({ email: `  ${person.email.toUpperCase()} `, password: person.password }), person, 'an address in capitals');
  });

  test('a wrong password is refused, and the right one still works', async () => {
    const person = await bench.account();
    const tab = await bench.tab();
    for (const password of ['wrong', ` ${person.password}`, person.password.toUpperCase()]) await rejects(tab.signIn({ email: person.email, password }), 'wrong-credentials', `the password "${password}"`);
    await isNobody(tab, 'the session after wrong passwords');
    isIn(await tab.signIn(person), person, 'the right password');
  });

  test('a wrong password, an unknown address and a disabled account answer alike', async () => {
    const [person, disabled, unknown] = [await bench.account(), await bench.account(), bench.person()];
    await bench.harness.disableAccount(disabled.email);
    const tab = await bench.tab();
    const wrong = (): Promise<unknown> => tab.signIn({ email: person.email, password: 'wrong' });
    await alike(wrong, () => tab.signIn(unknown), 'an unknown address');
    await alike(wrong, () => tab.signIn(disabled), 'a disabled account');
    await alike(wrong, () => tab.signIn({ email: 'no address', password: 'wrong' }), 'what is no address');
  });

  test('a failed sign-in leaves the session that is there', async () => {
    const person = await bench.account();
    const tab = await bench.signedIn(person);
    await rejects(tab.signIn({ email: person.email, password: 'wrong' }), 'wrong-credentials', 'a wrong password');
    isIn(await tab.getSession({}), person, 'the session after a failed sign-in');
  });

  test('input that breaks the contract is invalid, and names what is wrong', async () => {
    const tab = await bench.tab();
    for (const [input, path] of [[{ email: '', password: 'x' }, 'email'], [{ email: 'a@b.example', password: '' }, 'password'], [{ email: 'x'.repeat(255), password: 'x' }, 'email'], [{ email: 'a@b.example' }, 'password']] as const) {
      const { issues } = await rejects(tab.signIn(input as never), 'invalid-input', JSON.stringify(input).slice(0, 60));
      ok(issues.some((issue) => issue.path === path), `${JSON.stringify(input).slice(0, 60)} is invalid, but ${path} is not named.`);
    }
  });

  test('a sign-in says by what it was', async () => {
    const tab = await bench.signedIn(await bench.account());
    same((await tab.getAccount({})).sessions.map(({ method }) => method), ['password'], 'the ways in of the sessions');
  });
}
