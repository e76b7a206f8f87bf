import type { AccessRules } from '../access-harness.ts';
import type { AccessTests } from '../access-suite.ts';
import { rejects, same } from '../assert.ts';
import { isHeld, isIn, isNobody, whoIs } from './bench.ts';

/** Whom the owner lets in. */
export function admissionTests({ bench, test }: AccessTests): void {
  test('whoever is on no list is told so, and has no session', async () => {
    const person = await bench.account('Max');
    await bench.setRules({ admit: { addresses: ['other@suite.example'] } });
    const tab = await bench.tab();
    same(await tab.signIn(person), { customer: null, expires: null, held: { email: person.email, name: 'Max', reason: 'denied' } }, 'the answer');
    await isNobody(tab, 'the session');
    await rejects(tab.getAccount({}), 'unauthenticated', 'the account');
    await rejects(tab.signIn({ email: person.email, password: 'wrong' }), 'wrong-credentials', 'a wrong password, which learns nothing of lists');
  });

  test('the tickets are closed to whoever is on no list', async () => {
    const person = await bench.account();
    const tab = await bench.signedIn(person);
    await tab.ticketing.listTickets({}, {});
    await bench.setRules({ admit: { groups: [] } });
    await rejects(tab.ticketing.listTickets({}, {}), 'unauthenticated', 'a list');
  }, 'ticketing');

  const lists: readonly (readonly [what: string, admit: (email: string) => AccessRules['admit'], isIn: boolean])[] = [
    ['an address', (email) => ({ addresses: ['other@suite.example', email] }), true],
    ['an address in capitals', (email) => ({ addresses: [email.toUpperCase()] }), true],
    ['another address', (email) => ({ addresses: [`x${email}`, `${email}.example`, email.slice(1)] }), false],
    ['a domain', () => ({ domains: ['Suite.example'] }), true],
    ['a domain that only ends alike', () => ({ domains: ['uite.example', 'example', '.example', '@example'] }), false],
    ['a domain below', () => ({ domains: ['below.suite.example'] }), false],
    ['nobody', () => ({ addresses: [], domains: [], groups: [] }), false],
    ['everyone', () => 'everyone', true],
  ];
  for (const [what, admit, isAdmitted] of lists) {
    test(`a list with ${what} ${isAdmitted ? 'lets in' : 'keeps out'}`, async () => {
      const person = await bench.account();
      await bench.setRules({ admit: admit(person.email) });
      const session = await (await bench.tab()).signIn(person);
      if (isAdmitted) isIn(session, person, what);
      else isHeld(session, person, 'denied', what);
    });
  }

  test('a group lets in, by address or by domain, from the moment that somebody is in it until they are not', async () => {
    const [person, tab] = [await bench.account(), await bench.tab()];
    const { email } = person;
    for (const member of [email, `@${email.slice(email.indexOf('@') + 1)}`]) {
      await bench.setRules({ admit: { groups: ['customers'] } });
      isHeld(await tab.signIn(person), person, 'denied', 'before');
      await bench.harness.setMember('others', member, true);
      isHeld(await tab.signIn(person), person, 'denied', 'in a group that is not listed');
      await bench.harness.setMember('customers', member, true);
      isIn(await tab.signIn(person), person, 'in the group');
      same(await whoIs(tab), email, 'who is signed in');
      await bench.harness.setMember('customers', member, false);
      await isNobody(tab, 'the session after leaving the group');
      await bench.harness.setMember('others', member, false);
    }
  });

  test('a change of the rules holds from the next request on, in every browser', async () => {
    const person = await bench.account();
    const tabs = [await bench.signedIn(person), await bench.signedIn(person)];
    await bench.setRules({ admit: { domains: ['elsewhere.example'] } });
    for (const tab of tabs) await isNobody(tab, 'the session after the change');
  });
}
