import type { AccessTests } from '../access-suite.ts';
import { ok, rejects, same } from '../assert.ts';
import { alike, isIn, isNobody, NOBODY, whoIs, type Tab } from './bench.ts';

/** One's own account and sessions. */
export function accountTests({ bench, test }: AccessTests): void {
  const currentOf = async (tab: Tab): Promise<string> => {
    const own = (await tab.getAccount({})).sessions.filter(({ current }) => current);
    same(own.length, 1, 'the number of sessions that are the current one');
    return own[0]?.id ?? '';
  };

  test('an account says who one is and where one is signed in', async () => {
    const person = await bench.account('Ana');
    const [tab, other] = [await bench.signedIn(person), await bench.signedIn(person)];
    const { sessions, ...account } = await tab.getAccount({});
    same(account, { email: person.email, name: 'Ana', hasPassword: true, consent: null, passkeys: [] }, 'the account');
    same(sessions.length, 2, 'the number of sessions');
    ok(await currentOf(tab) !== await currentOf(other), 'Two browsers have one session.');
    for (const { created, lastActive } of sessions) ok(Date.parse(created) <= Date.parse(lastActive), `A session begins at ${created} and was last active at ${lastActive}.`);
  });

  test('a session is ended from another browser, and the others go on', async () => {
    const person = await bench.account();
    const [tab, other, third] = [await bench.signedIn(person), await bench.signedIn(person), await bench.signedIn(person)];
    isIn(await tab.endSession({ sessionId: await currentOf(other) }), person, 'the answer');
    await isNobody(other, 'the ended session');
    for (const each of [tab, third]) same(await whoIs(each), person.email, 'who is signed in elsewhere');
    same((await tab.getAccount({})).sessions.length, 2, 'the number of sessions');
  });

  test('one\'s own session is ended like the others, here', async () => {
    const tab = await bench.signedIn(await bench.account());
    same(await tab.endSession({ sessionId: await currentOf(tab) }), NOBODY, 'the answer');
    await isNobody(tab, 'the session');
  });

  test('a session of somebody else reads like one that never was, and goes on', async () => {
    const [one, other] = [await bench.account(), await bench.account()];
    const [tab, others] = [await bench.signedIn(one), await bench.signedIn(other)];
    const foreign = await currentOf(others);
    await rejects(tab.endSession({ sessionId: foreign }), 'not-found', 'the session of somebody else');
    await alike(() => tab.endSession({ sessionId: 'no-such-session' }), () => tab.endSession({ sessionId: foreign }), 'the session of somebody else');
    await rejects(tab.endSession({ sessionId: `${await currentOf(tab)} ` }), 'not-found', 'an id that is oddly spelled');
    same(await whoIs(others), other.email, 'who is signed in there');
    await rejects((await bench.tab()).endSession({ sessionId: foreign }), 'unauthenticated', 'without a session');
  });

  test('signing out everywhere ends all sessions, here too, and nobody else\'s', async () => {
    const [one, other] = [await bench.account(), await bench.account()];
    const [tab, elsewhere, others] = [await bench.signedIn(one), await bench.signedIn(one), await bench.signedIn(other)];
    same(await tab.endAllSessions({}), NOBODY, 'the answer');
    for (const each of [tab, elsewhere]) await isNobody(each, 'a session afterwards');
    same(await whoIs(others), other.email, 'who is signed in as somebody else');
    await rejects(tab.endAllSessions({}), 'unauthenticated', 'without a session');
  });

  test('sessions that have ended by themselves are not listed', async () => {
    const person = await bench.account();
    await bench.signedIn(person);
    await bench.harness.wait(31);
    same((await (await bench.signedIn(person)).getAccount({})).sessions.length, 1, 'the number of sessions');
  });

  test('where passwords are off, nobody has one', async () => {
    const [person, tab] = [await bench.account(), await bench.tab()];
    await tab.requestSignInMail({ email: person.email });
    await tab.signInByLink({ token: (await bench.mailTo(person, 'sign-in')).token });
    same((await tab.getAccount({})).hasPassword, true, 'whether there is a password');
    await bench.setRules({ password: false, registration: false });
    same((await tab.getAccount({})).hasPassword, false, 'whether there is a password where they are off');
  });

  test('an account is nobody else\'s to see', async () => {
    await rejects((await bench.tab()).getAccount({}), 'unauthenticated', 'the account of nobody');
  });
}
