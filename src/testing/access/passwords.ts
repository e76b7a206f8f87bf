import type { AccessTests } from '../access-suite.ts';
import { ok, rejects, same } from '../assert.ts';
import { alike, isGone, isIn, isNobody, whoIs, type Person, type Tab } from './bench.ts';

const NEW = 'an entirely new password';

/** Passwords that are forgotten, and passwords that are changed. */
export function passwordTests({ bench, test }: AccessTests): void {
  /** Somebody who has asked for a mail, and the token of it. */
  const forgetful = async (): Promise<{ person: Person; tab: Tab; token: string }> => {
    const [person, tab] = [await bench.account('Finn'), await bench.tab()];
    await tab.requestPasswordReset({ email: person.email });
    return { person, tab, token: (await bench.mailTo(person, 'reset')).token };
  };

  test('a forgotten password is replaced by the link of a mail', async () => {
    const { person, tab, token } = await forgetful();
    same(await tab.readMailLink({ token }), { purpose: 'reset', email: person.email, name: 'Finn' }, 'what the link is for');
    isIn(await (await bench.tab()).signIn(person), person, 'the old password, until then');
    same(await tab.resetPassword({ token, password: NEW }), { email: person.email }, 'the answer');
    await isNobody(tab, 'a reset alone signs nobody in');
    await rejects(tab.signIn(person), 'wrong-credentials', 'the old password');
    isIn(await tab.signIn({ ...person, password: NEW }), person, 'the new password');
  });

  test('a reset ends all sessions, and its person is told by mail', async () => {
    const { person, tab, token } = await forgetful();
    const tabs = [await bench.signedIn(person), await bench.signedIn(person)];
    await tab.resetPassword({ token, password: NEW });
    for (const each of tabs) await isNobody(each, 'a session from before the reset');
    await bench.mailTo(person, 'password-changed');
  });

  test('a reset makes other mails under way worthless', async () => {
    const { person, tab, token } = await forgetful();
    await tab.requestSignInMail({ email: person.email });
    const { token: link } = await bench.mailTo(person, 'sign-in');
    await tab.resetPassword({ token, password: NEW });
    await isGone(tab.signInByLink({ token: link }), 'a sign-in link from before the reset');
  });

  test('the link works once, and its reader does not use it up', async () => {
    const { tab, token } = await forgetful();
    for (let times = 0; times < 3; times++) await tab.readMailLink({ token });
    await tab.resetPassword({ token, password: NEW });
    await isGone(tab.resetPassword({ token, password: 'yet another password' }), 'a used link');
    await isGone(tab.readMailLink({ token }), 'reading a used link');
  });

  test('of many at once one gets its way', async () => {
    const { tab, token } = await forgetful();
    const all = await Promise.allSettled(Array.from({ length: 5 }, (_, index) => tab.resetPassword({ token, password: `${NEW} ${String(index)}` })));
    same(all.filter(({ status }) => status === 'fulfilled').length, 1, 'the number of resets by one link');
  });

  test('a password that is too short does not use the link up', async () => {
    const { tab, token } = await forgetful();
    await rejects(tab.resetPassword({ token, password: 'short' }), 'invalid-input', 'a short password');
    await tab.resetPassword({ token, password: NEW });
  });

  test('asking again makes the older link worthless', async () => {
    const { person, tab, token } = await forgetful();
    await tab.requestPasswordReset({ email: person.email });
    await isGone(tab.resetPassword({ token, password: NEW }), 'a replaced link');
    await tab.resetPassword({ token: (await bench.mailTo(person, 'reset')).token, password: NEW });
  });

  test('the link is void after half an hour', async () => {
    const { tab, token } = await forgetful();
    await bench.harness.wait(29);
    await tab.readMailLink({ token });
    await bench.harness.wait(2);
    await isGone(tab.resetPassword({ token, password: NEW }), 'a link after 31 minutes');
  });

  test('an unknown address and a disabled account answer like a known one, and get no mail', async () => {
    const [person, unknown, disabled, tab] = [await bench.account(), bench.person(), await bench.account(), await bench.tab()];
    await bench.harness.disableAccount(disabled.email);
    const ask = ({ email }: Person): Promise<unknown> => tab.requestPasswordReset({ email });
    await alike(() => ask(person), () => ask(unknown), 'an unknown address');
    await alike(() => ask(person), () => ask(disabled), 'a disabled account');
    for (const nobody of [unknown, disabled]) same((await bench.mailsTo(nobody)).length, 0, 'the number of mails');
    await rejects(tab.requestPasswordReset({ email: 'no address' }), 'invalid-input', 'what is no address');
  });

  test('a link is for its own purpose only, and misuse does not use it up', async () => {
    const { tab, token } = await forgetful();
    await isGone(tab.signInByLink({ token }), 'a reset link as a sign-in link');
    await isGone(tab.verifyAddress({ token, password: NEW }), 'a reset link as a verification');
    await isGone(tab.acceptInvitation({ token, name: 'X', password: NEW }), 'a reset link as an invitation');
    await isGone(tab.openPreview({ token }), 'a reset link as a preview');
    await tab.resetPassword({ token, password: NEW });
  });

  test('what is no link reads like a link that was used', async () => {
    const { tab, token } = await forgetful();
    await tab.resetPassword({ token, password: NEW });
    for (const other of ['x', '0', 'null', ' ', '%00', 'A'.repeat(43), `${token} `, 'x'.repeat(200)]) {
      await alike(() => tab.readMailLink({ token }), () => tab.readMailLink({ token: other }), `reading "${other.slice(0, 50)}"`);
      await alike(() => tab.resetPassword({ token, password: NEW }), () => tab.resetPassword({ token: other, password: NEW }), `a reset by "${other.slice(0, 50)}"`);
    }
  });

  test('a password is changed with the old one: the other sessions end, this one goes on', async () => {
    const person = await bench.account();
    const [tab, other] = [await bench.signedIn(person), await bench.signedIn(person)];
    const { ends } = await tab.getSession({});
    await bench.harness.wait(10);
    const session = await tab.changePassword({ current: person.password, password: NEW });
    isIn(session, person, 'the answer');
    same(session.ends, ends, 'when this session ends whatever happens');
    same(await whoIs(tab), person.email, 'who is signed in here');
    await isNobody(other, 'another session');
    same((await tab.getAccount({})).sessions.length, 1, 'the number of sessions');
    await rejects((await bench.tab()).signIn(person), 'wrong-credentials', 'the old password');
    isIn(await (await bench.tab()).signIn({ ...person, password: NEW }), person, 'the new password');
    await bench.mailTo(person, 'password-changed');
  });

  test('a password is not changed with a wrong one, nor by nobody', async () => {
    const person = await bench.account();
    const [tab, other] = [await bench.signedIn(person), await bench.signedIn(person)];
    await rejects(tab.changePassword({ current: 'wrong', password: NEW }), 'wrong-credentials', 'a wrong password');
    await rejects(tab.changePassword({ current: person.password, password: 'short' }), 'invalid-input', 'a short password');
    await rejects((await bench.tab()).changePassword({ current: person.password, password: NEW }), 'unauthenticated', 'nobody');
    for (const each of [tab, other]) same(await whoIs(each), person.email, 'who is signed in');
    ok((await bench.mailsTo(person)).length === 0, 'Somebody is told of a change that was none.');
    isIn(await (await bench.tab()).signIn(person), person, 'the old password');
  });
}
