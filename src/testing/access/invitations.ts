import type { AccessTests } from '../access-suite.ts';
import { rejects, same } from '../assert.ts';
import { isGone, isHeld, isIn, isNobody, type Person, type Tab } from './bench.ts';

/** In by the owner's invitation. */
export function invitationTests({ bench, test }: AccessTests): void {
  const invited = async (): Promise<{ person: Person; tab: Tab; token: string }> => {
    const [person, tab] = [bench.person('Ivy'), await bench.tab()];
    await bench.harness.invite(person);
    return { person, tab, token: (await bench.mailTo(person, 'invitation')).token };
  };
  const accept = ({ person, tab, token }: { person: Person; tab: Tab; token: string }, consent?: string) => tab.acceptInvitation({ token, name: 'Ivy Invited', password: person.password, consent });

  test('the link of the mail and a password make the account, and sign in', async () => {
    const guest = await invited();
    same(await guest.tab.readMailLink({ token: guest.token }), { purpose: 'invitation', email: guest.person.email, name: 'Ivy' }, 'what the link is for');
    await rejects(guest.tab.signIn(guest.person), 'wrong-credentials', 'a sign-in before');
    const session = await accept(guest);
    isIn(session, guest.person, 'the answer');
    same(session.customer?.name, 'Ivy Invited', 'the name');
    same((await guest.tab.getAccount({})).sessions.map(({ method }) => method), ['invitation'], 'the way in');
    isIn(await (await bench.tab()).signIn(guest.person), guest.person, 'a sign-in afterwards');
  });

  test('an invitation works once', async () => {
    const guest = await invited();
    await accept(guest);
    await isGone(accept(guest), 'a used link');
  });

  test('inviting again makes the older link worthless', async () => {
    const guest = await invited();
    await bench.harness.invite(guest.person);
    await isGone(accept(guest), 'the older link');
    isIn(await accept({ ...guest, token: (await bench.mailTo(guest.person, 'invitation')).token }), guest.person, 'the newer one');
  });

  test('a withdrawn invitation is worth nothing', async () => {
    const guest = await invited();
    await bench.harness.withdrawInvitation(guest.person.email);
    await isGone(accept(guest), 'a withdrawn invitation');
    await isGone(guest.tab.readMailLink({ token: guest.token }), 'reading a withdrawn invitation');
  });

  test('the link is void after two weeks', async () => {
    const guest = await invited();
    await bench.harness.wait(14 * 24 * 60 - 1);
    await guest.tab.readMailLink({ token: guest.token });
    await bench.harness.wait(2);
    await isGone(accept(guest), 'a link after two weeks');
  });

  test('an account that came to be since an invitation stays as it is', async () => {
    const guest = await invited();
    await bench.harness.createAccount({ ...guest.person, password: 'the owner\'s choice' });
    await isGone(accept(guest), 'an invitation for an account that exists');
    await isNobody(guest.tab, 'the session');
    isIn(await guest.tab.signIn({ ...guest.person, password: 'the owner\'s choice' }), guest.person, 'the account\'s own password');
  });

  test('the terms have to be agreed to, which uses nothing up', async () => {
    const guest = await invited();
    await bench.setRules({ consent: { version: '2', texts: { en: { text: 'x', label: 'x' } } } });
    await rejects(accept(guest), 'invalid-input', 'no agreement');
    await rejects(accept(guest, '1'), 'conflict', 'an agreement to another version');
    isIn(await accept(guest, '2'), guest.person, 'whoever has agreed');
  });

  test('whoever is not admitted any more stays outside', async () => {
    const guest = await invited();
    await bench.setRules({ admit: { domains: ['elsewhere.example'] } });
    isHeld(await accept(guest), guest.person, 'denied', 'an invited person who is not admitted');
    await isNobody(guest.tab, 'the session');
  });

  test('a password that is too short, or no name, does not use the link up', async () => {
    const guest = await invited();
    await rejects(guest.tab.acceptInvitation({ token: guest.token, name: 'X', password: 'short' }), 'invalid-input', 'a short password');
    await rejects(guest.tab.acceptInvitation({ token: guest.token, name: ' ', password: guest.person.password }), 'invalid-input', 'no name');
    isIn(await accept(guest), guest.person, 'the link afterwards');
  });
}
