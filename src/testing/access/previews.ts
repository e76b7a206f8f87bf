import type { AccessTests } from '../access-suite.ts';
import { ok, rejects, same } from '../assert.ts';
import { isGone, isIn, isNobody, NOBODY, whoIs, type Person, type Tab } from './bench.ts';

const AGENT = 'Sam of Support';

/** The support team's look at what a customer sees. */
export function previewTests({ bench, test }: AccessTests): void {
  const opened = async (tab?: Tab): Promise<{ person: Person; tab: Tab }> => {
    const person = await bench.account('Pia');
    const at = tab ?? await bench.tab();
    await at.openPreview({ token: await bench.harness.preview({ agent: AGENT, customer: person.email }) });
    return { person, tab: at };
  };

  test('a link opens the portal as a customer, and says who looks', async () => {
    const [person, tab] = [await bench.account('Pia'), await bench.tab()];
    const token = await bench.harness.preview({ agent: AGENT, customer: person.email });
    same(await tab.readMailLink({ token }), { purpose: 'preview', email: person.email, name: 'Pia' }, 'what the link is for');
    await isNobody(tab, 'the session after reading the link');
    const session = await tab.openPreview({ token });
    isIn(session, person, 'the preview');
    same(session.preview, { agent: AGENT }, 'who looks');
    same(await tab.getSession({}), session, 'the session asked for again');
    same((await tab.peekSession({})).preview, { agent: AGENT }, 'who looks, at a look');
  });

  test('a preview changes nothing of the customer\'s, and does not show where they are signed in', async () => {
    const { person, tab } = await opened();
    const customer = await bench.signedIn(person);
    const [session] = (await customer.getAccount({})).sessions;
    const attempts: Readonly<Record<string, () => Promise<unknown>>> = {
      changePassword: () => tab.changePassword({ current: person.password, password: 'an entirely new password' }),
      giveConsent: () => tab.giveConsent({ version: '1' }), withdrawConsent: () => tab.withdrawConsent({}),
      getAccount: () => tab.getAccount({}), endAllSessions: () => tab.endAllSessions({}), endSession: () => tab.endSession({ sessionId: session?.id ?? '' }),
      startPasskey: () => tab.startPasskey({}), addPasskey: () => tab.addPasskey({ challenge: 'x', credential: {}, name: '' }), deletePasskey: () => tab.deletePasskey({ passkeyId: 'x' }),
    };
    for (const [name, attempt] of Object.entries(attempts)) await rejects(attempt(), name.includes('asskey') ? ['forbidden', 'unsupported'] : 'forbidden', `${name} in a preview`);
    same(await whoIs(customer), person.email, 'the customer\'s own session');
    isIn(await (await bench.tab()).signIn(person), person, 'the customer\'s password');
  });

  test('a preview reads tickets and promises nothing that writes', async () => {
    const { tab: { ticketing } } = await opened();
    await ticketing.listTickets({}, {});
    const { capabilities: { createTicket, reply, closeTicket, reopenTicket } } = await ticketing.getProfile({}, {});
    same({ createTicket, reply, closeTicket, reopenTicket }, { createTicket: false, reply: false, closeTicket: false, reopenTicket: false }, 'what a preview promises');
    same((await ticketing.listForms({}, {})).items, [], 'the forms in a preview');
    await rejects(ticketing.reply({ ticketId: '1', text: 'x' }, bench.write()), ['forbidden', 'unsupported'], 'a reply in a preview');
    await rejects(ticketing.closeTicket({ ticketId: '1' }, bench.write()), ['forbidden', 'unsupported'], 'closing in a preview');
  }, 'ticketing');

  test('the customer sees nothing of it among their sessions', async () => {
    const { person } = await opened();
    const { sessions } = await (await bench.signedIn(person)).getAccount({});
    same(sessions.map(({ method }) => method), ['password'], 'the customer\'s sessions');
  });

  test('the link works once, for five minutes', async () => {
    const [person, tab] = [await bench.account(), await bench.tab()];
    const token = await bench.harness.preview({ agent: AGENT, customer: person.email });
    await tab.openPreview({ token });
    await isGone((await bench.tab()).openPreview({ token }), 'a used link');
    const late = await bench.harness.preview({ agent: AGENT, customer: person.email });
    await bench.harness.wait(6);
    await isGone(tab.openPreview({ token: late }), 'a link after six minutes');
  });

  test('a preview ends after half an hour, however busy it is', async () => {
    const { tab } = await opened();
    for (let passed = 0; passed < 25; passed += 5) {
      await bench.harness.wait(5);
      ok((await tab.getSession({})).preview !== undefined, `A preview has ended after ${String(passed + 5)} minutes.`);
    }
    await bench.harness.wait(6);
    await isNobody(tab, 'the session after half an hour');
  });

  test('a preview takes the place of the session that the browser had, and signs out like one', async () => {
    const agent = await bench.account();
    const { person, tab } = await opened(await bench.signedIn(agent));
    same(await whoIs(tab), person.email, 'whose portal it is');
    const { signOutUrl: _, ...session } = await tab.signOut({});
    same(session, NOBODY, 'the answer to signing out');
    await isNobody(tab, 'the session afterwards');
  });

  test('a preview asks for no consent: that is the customer\'s to give', async () => {
    await bench.setRules({ consent: { version: '1', texts: { en: { text: 'x', label: 'x' } } } });
    const { person, tab } = await opened();
    same(await whoIs(tab), person.email, 'whose portal it is');
  });

  test('a customer who is not let in has nothing to look at', async () => {
    const person = await bench.account();
    const token = await bench.harness.preview({ agent: AGENT, customer: person.email });
    await bench.setRules({ admit: { domains: ['elsewhere.example'] } });
    const tab = await bench.tab();
    await rejects(tab.openPreview({ token }), 'conflict', 'a preview of somebody who is not admitted');
    await isNobody(tab, 'the session');
  });
}
