import type { AccessTests } from '../access-suite.ts';
import { ok, rejects, same } from '../assert.ts';
import { isIn, isNobody, NOBODY, whoIs, type Tab } from './bench.ts';

/** Who is there, and for how long. */
export function sessionTests({ bench, test }: AccessTests): void {
  /** Activity every 20 minutes. */
  const keepBusy = async (tab: Tab, minutes: number): Promise<void> => {
    for (let passed = 0; passed < minutes; passed += 20) {
      await bench.harness.wait(20);
      await tab.getSession({});
    }
  };

  test('nobody is signed in at first', async () => {
    const tab = await bench.tab();
    same(await tab.getSession({}), NOBODY, 'the session of a new browser');
    same(await tab.peekSession({}), NOBODY, 'a look at the session of a new browser');
  });

  test('a session says who is signed in and when it ends, and asking again says the same', async () => {
    const person = await bench.account('Ada');
    const tab = await bench.tab();
    const { customer, expires, ends, held, preview } = await tab.signIn(person);
    same([customer?.email, customer?.name, held, preview], [person.email, 'Ada', undefined, undefined], 'the session after sign-in');
    ok(customer?.id !== undefined && customer.id !== '', 'A customer has no id.');
    ok(expires !== null && ends !== undefined && Date.parse(expires) <= Date.parse(ends), `A session expires at ${String(expires)} and ends at ${String(ends)}.`);
    same((await tab.getSession({})).customer, customer, 'the customer asked for again');
    same((await tab.peekSession({})).customer, customer, 'the customer at a look');
  });

  test('a customer has the same id at every sign-in, and nobody else has it', async () => {
    const [one, other] = [await bench.account(), await bench.account()];
    const idOf = async (person: typeof one): Promise<string | undefined> => (await (await bench.tab()).signIn(person)).customer?.id;
    const id = await idOf(one);
    same(await idOf(one), id, 'the id at a second sign-in');
    ok(await idOf(other) !== id, 'Two customers have one id.');
  });

  test('a session belongs to one browser', async () => {
    const person = await bench.account();
    await bench.signedIn(person);
    await isNobody(await bench.tab(), 'the session of another browser');
  });

  test('signing out ends the session, and twice is once', async () => {
    const tab = await bench.signedIn(await bench.account());
    const { signOutUrl: _, ...session } = await tab.signOut({});
    same(session, NOBODY, 'the answer to signing out');
    await isNobody(tab, 'the session after signing out');
    await tab.signOut({});
    await rejects(tab.getAccount({}), 'unauthenticated', 'the account after signing out');
  });

  test('signing in takes the place of the session that the browser had', async () => {
    const [one, other] = [await bench.account(), await bench.account()];
    const watching = await bench.signedIn(one);
    const tab = await bench.signedIn(one);
    await tab.signIn(one);
    same((await watching.getAccount({})).sessions.length, 2, 'the number of sessions after signing in again');
    await tab.signIn(other);
    same(await whoIs(tab), other.email, 'who is signed in after somebody else');
    same((await watching.getAccount({})).sessions.length, 1, 'the number of sessions after somebody else has signed in');
  });

  test('a session ends after 30 minutes without a request, and each request makes it live on', async () => {
    const person = await bench.account();
    const tab = await bench.signedIn(person);
    await keepBusy(tab, 60);
    same(await whoIs(tab), person.email, 'who is signed in after an hour of requests');
    await bench.harness.wait(31);
    await isNobody(tab, 'the session after 31 idle minutes');
    await rejects(tab.getAccount({}), 'unauthenticated', 'the account after the session has ended');
  });

  test('a look at the session is no activity', async () => {
    const tab = await bench.signedIn(await bench.account());
    const { expires } = await tab.getSession({});
    await bench.harness.wait(20);
    same((await tab.peekSession({})).expires, expires, 'when the session expires, at a look 20 minutes later');
    await bench.harness.wait(11);
    same(await tab.peekSession({}), NOBODY, 'the session 31 minutes after the last request, with a look in between');
  });

  test('a session ends after 12 hours, however busy it is, and says so in time', async () => {
    const person = await bench.account();
    const tab = await bench.tab();
    const { ends = '' } = await tab.signIn(person);
    await keepBusy(tab, 11 * 60 + 40);
    const late = await tab.getSession({});
    isIn(late, person, 'shortly before the end');
    same(late.ends, ends, 'the end, told again');
    ok(late.expires !== null && Date.parse(late.expires) <= Date.parse(ends), `A session that ends at ${ends} is said to expire at ${String(late.expires)}.`);
    await bench.harness.wait(21);
    await isNobody(tab, 'the session after 12 hours');
  });

  test('a disabled account has no session from the next request on', async () => {
    const person = await bench.account();
    const tab = await bench.signedIn(person);
    await bench.harness.disableAccount(person.email);
    await isNobody(tab, 'the session of a disabled account');
  });

  test('a way in that is switched off ends the sessions that began by it', async () => {
    const person = await bench.account();
    const tab = await bench.signedIn(person);
    await bench.setRules({ password: false, registration: false });
    await isNobody(tab, 'the session after passwords were switched off');
  });

  test('the tickets are closed to whoever is not signed in', async () => {
    const tab = await bench.tab();
    await rejects(tab.ticketing.listTickets({}, {}), 'unauthenticated', 'a list without a session');
    const person = await bench.account();
    await tab.signIn(person);
    await tab.ticketing.listTickets({}, {});
    await bench.harness.wait(31);
    await rejects(tab.ticketing.listTickets({}, {}), 'unauthenticated', 'a list after the session has ended');
  }, 'ticketing');

  test('a call that was given up before it began rejects with the reason', async () => {
    const { access } = await bench.harness.browser(bench.harness.sites[0]);
    const reason = new Error('Changed my mind.');
    const outcome = await access.getSession({}, { signal: AbortSignal.abort(reason) }).catch((error: unknown) => error);
    ok(outcome === reason, `An aborted call ended with ${String(outcome)} instead of the signal's reason.`);
  });
}
