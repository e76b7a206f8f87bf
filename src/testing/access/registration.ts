import type { AccessTests } from '../access-suite.ts';
import { ok, rejects, same } from '../assert.ts';
import { alike, isGone, isHeld, isIn, isNobody, whoIs, type Person, type Tab } from './bench.ts';

const terms = (version: string): { version: string; texts: Record<string, { text: string; label: string }> } => ({ version, texts: { en: { text: 'x', label: 'x' } } });

/** An account comes to be by a link and a password together. */
export function registrationTests({ bench, test }: AccessTests): void {
  const register = (tab: Tab, { email, name, password }: Person, consent?: string): Promise<{ delayed: boolean }> => tab.register({ email, name, password, consent });
  /** Somebody who has registered, and the token of their mail. */
  const registered = async (): Promise<{ person: Person; tab: Tab; token: string }> => {
    const [person, tab] = [bench.person('Nora'), await bench.tab()];
    await register(tab, person);
    return { person, tab, token: (await bench.mailTo(person, 'verification')).token };
  };

  test('the link of the mail and the password make the account, and sign in', async () => {
    const { person, tab, token } = await registered();
    await isNobody(tab, 'the session after registering');
    await rejects(tab.signIn(person), 'wrong-credentials', 'a sign-in before the address is verified');
    same(await tab.readMailLink({ token }), { purpose: 'verification', email: person.email, name: 'Nora' }, 'what the link is for');
    const session = await tab.verifyAddress({ token, password: person.password });
    isIn(session, person, 'after the address is verified');
    same(session.customer?.name, 'Nora', 'the name of the account');
    isIn(await (await bench.tab()).signIn(person), person, 'a sign-in afterwards');
  });

  test('the link works in another browser, too', async () => {
    const { person, token } = await registered();
    isIn(await (await bench.tab()).verifyAddress({ token, password: person.password }), person, 'in another browser');
  });

  test('the link alone is not enough, and a wrong password does not use it up', async () => {
    const { person, tab, token } = await registered();
    await rejects(tab.verifyAddress({ token, password: 'not the password' }), 'wrong-credentials', 'a wrong password');
    await rejects(tab.signIn(person), 'wrong-credentials', 'a sign-in after a wrong password');
    isIn(await tab.verifyAddress({ token, password: person.password }), person, 'the right password');
  });

  test('the link works once', async () => {
    const { person, tab, token } = await registered();
    await tab.verifyAddress({ token, password: person.password });
    await isGone(tab.verifyAddress({ token, password: person.password }), 'a used link');
    await isGone(tab.readMailLink({ token }), 'reading a used link');
  });

  test('registering again makes the older link worthless', async () => {
    const { person, tab, token } = await registered();
    await register(tab, { ...person, password: 'another good password' });
    await isGone(tab.verifyAddress({ token, password: person.password }), 'a replaced link');
    const { token: newer } = await bench.mailTo(person, 'verification');
    isIn(await tab.verifyAddress({ token: newer, password: 'another good password' }), person, 'the newer link');
  });

  test('the link is void after a day', async () => {
    const { person, tab, token } = await registered();
    await bench.harness.wait(24 * 60 + 1);
    await isGone(tab.verifyAddress({ token, password: person.password }), 'a link after a day');
  });

  test('a known address answers like an unknown one, and its owner is told by mail', async () => {
    const [known, unknown, tab] = [await bench.account(), bench.person(), await bench.tab()];
    await alike(() => register(tab, unknown), () => register(tab, { ...known, password: 'a password of somebody else' }), 'a known address');
    same((await bench.mailsTo(known)).map(({ kind, token }) => [kind, token]), [['known-address', undefined]], 'mails to the known address');
    isIn(await tab.signIn(known), known, 'the old password');
    await rejects(tab.signIn({ ...known, password: 'a password of somebody else' }), 'wrong-credentials', 'the password of the registration');
  });

  test('an account that came to be meanwhile stays as it is', async () => {
    const { person, tab, token } = await registered();
    await bench.harness.createAccount({ ...person, password: 'the owner\'s choice' });
    await isGone(tab.verifyAddress({ token, password: person.password }), 'a link for an account that exists');
    await isNobody(tab, 'the session');
    isIn(await tab.signIn({ ...person, password: 'the owner\'s choice' }), person, 'the account\'s own password');
  });

  test('an address that is not admitted answers like others and gets no mail', async () => {
    const [stranger, guest, tab] = [bench.person(), bench.person(), await bench.tab()];
    await bench.setRules({ admit: { addresses: [guest.email] } });
    await alike(() => register(tab, guest), () => register(tab, stranger), 'an address that is not admitted');
    same((await bench.mailsTo(stranger)).length, 0, 'the number of mails to an address that is not admitted');
    same((await bench.mailsTo(guest)).length, 1, 'the number of mails to one that is');
  });

  test('whoever is not admitted any more when the link is opened stays outside', async () => {
    const { person, tab, token } = await registered();
    await bench.setRules({ admit: { domains: ['elsewhere.example'] } });
    isHeld(await tab.verifyAddress({ token, password: person.password }), person, 'denied', 'a verified address that is not admitted');
    await isNobody(tab, 'the session');
  });

  test('the terms have to be agreed to, in the version of the moment', async () => {
    await bench.setRules({ consent: terms('2') });
    const [person, tab] = [bench.person(), await bench.tab()];
    const { issues } = await rejects(register(tab, person), 'invalid-input', 'no agreement');
    same(issues.map(({ path }) => path), ['consent'], 'what is missing');
    await rejects(register(tab, person, '1'), 'conflict', 'an agreement to an older version');
    same((await bench.mailsTo(person)).length, 0, 'the number of mails without an agreement');
    await register(tab, person, '2');
    isIn(await tab.verifyAddress({ token: (await bench.mailTo(person, 'verification')).token, password: person.password }), person, 'whoever has agreed');
    same((await tab.getAccount({})).consent?.version, '2', 'the version that was agreed to');
  });

  test('terms that have changed since are asked for again', async () => {
    await bench.setRules({ consent: terms('1') });
    const [person, tab] = [bench.person(), await bench.tab()];
    await register(tab, person, '1');
    await bench.setRules({ consent: terms('2') });
    isHeld(await tab.verifyAddress({ token: (await bench.mailTo(person, 'verification')).token, password: person.password }), person, 'consent', 'whoever agreed to the old terms');
  });

  test('what cannot be right is invalid, and names what', async () => {
    const [tab, person] = [await bench.tab(), bench.person()];
    const cases = [[{ ...person, email: 'no address' }, 'email'], [{ ...person, email: 'a@b.example\nc@d.example' }, 'email'], [{ ...person, password: 'short' }, 'password'], [{ ...person, name: ' ' }, 'name'], [{ ...person, name: '' }, 'name']] as const;
    for (const [input, path] of cases) {
      const { issues } = await rejects(register(tab, input), 'invalid-input', JSON.stringify(input));
      ok(issues.some((issue) => issue.path === path), `${JSON.stringify(input)} is invalid, but ${path} is not named.`);
    }
    same((await bench.mailsTo(person)).length, 0, 'the number of mails');
  });

  test('names are on one line', async () => {
    const [tab, person] = [await bench.tab(), bench.person()];
    await register(tab, { ...person, name: '  Nora\n\tNewcomer ' });
    await tab.verifyAddress({ token: (await bench.mailTo(person, 'verification')).token, password: person.password });
    same((await tab.getAccount({})).name, 'Nora Newcomer', 'the name');
    same(await whoIs(tab), person.email, 'who is signed in');
  });
}
