import type { AccessRules } from '../access-harness.ts';
import type { AccessTests } from '../access-suite.ts';
import { ok, rejects, same } from '../assert.ts';
import { isHeld, isIn, isNobody, whoIs } from './bench.ts';

const texts = { en: { text: 'We keep it.', label: 'Yes.' } };
const terms = (version: string): Pick<AccessRules, 'consent'> => ({ consent: { version, texts } });

/** The owner's terms. */
export function consentTests({ bench, test }: AccessTests): void {
  test('whoever has not agreed is held, with a session that lives, and agreeing opens the portal', async () => {
    await bench.setRules(terms('1'));
    const [person, tab] = [await bench.account('Cleo'), await bench.tab()];
    const held = await tab.signIn(person);
    isHeld(held, person, 'consent', 'after sign-in');
    same(held.held?.name, 'Cleo', 'the name of who is held');
    ok(held.expires !== null && held.ends !== undefined, 'A session that is held does not say when it ends.');
    isHeld(await tab.getSession({}), person, 'consent', 'asked again');
    isHeld(await tab.peekSession({}), person, 'consent', 'at a look');
    const session = await tab.giveConsent({ version: '1', language: 'en' });
    isIn(session, person, 'after agreeing');
    isIn(await tab.getSession({}), person, 'asked again after agreeing');
    same((await tab.getAccount({})).consent?.version, '1', 'the version agreed to');
  });

  test('the tickets are closed to whoever is held', async () => {
    await bench.setRules(terms('1'));
    const tab = await bench.signedIn(await bench.account());
    await rejects(tab.ticketing.listTickets({}, {}), 'unauthenticated', 'a list before agreeing');
    await tab.giveConsent({ version: '1' });
    await tab.ticketing.listTickets({}, {});
    await tab.withdrawConsent({});
    await rejects(tab.ticketing.listTickets({}, {}), 'unauthenticated', 'a list after taking it back');
    await tab.giveConsent({ version: '1' });
    await bench.setRules(terms('2'));
    await rejects(tab.ticketing.listTickets({}, {}), 'unauthenticated', 'a list with new terms, at the very next request');
  }, 'ticketing');

  test('who agreed once is not asked again, in no browser', async () => {
    await bench.setRules(terms('1'));
    const person = await bench.account();
    const tab = await bench.signedIn(person);
    await tab.giveConsent({ version: '1' });
    const { consent } = await tab.getAccount({});
    isIn(await (await bench.tab()).signIn(person), person, 'at the next sign-in');
    await bench.harness.wait(1);
    await tab.giveConsent({ version: '1' });
    same((await tab.getAccount({})).consent, consent, 'what was agreed to, after agreeing to the same again');
  });

  test('another version than the present one counts for nothing', async () => {
    await bench.setRules(terms('2'));
    const [person, tab] = [await bench.account(), await bench.tab()];
    await tab.signIn(person);
    for (const version of ['1', '3', ' 2']) await rejects(tab.giveConsent({ version }), 'conflict', `the version "${version}"`);
    await rejects(tab.giveConsent({ version: '' }), 'invalid-input', 'no version');
    isHeld(await tab.getSession({}), person, 'consent', 'afterwards');
  });

  test('a new version asks everybody again from the next request on, and an older one that comes back does not', async () => {
    await bench.setRules(terms('1'));
    const [person, other] = [await bench.account(), await bench.account()];
    const tabs = [await bench.signedIn(person), await bench.signedIn(other)] as const;
    for (const tab of tabs) await tab.giveConsent({ version: '1' });
    await bench.setRules(terms('2'));
    isHeld(await tabs[0].getSession({}), person, 'consent', 'the one');
    isHeld(await tabs[1].getSession({}), other, 'consent', 'the other');
    same((await tabs[0].getAccount({})).consent?.version, '1', 'the version agreed to last');
    await bench.harness.wait(1);
    isIn(await tabs[0].giveConsent({ version: '2' }), person, 'whoever has agreed again');
    same((await tabs[0].getAccount({})).consent?.version, '2', 'the version agreed to last, afterwards');
    isHeld(await tabs[1].getSession({}), other, 'consent', 'whoever has not');
    await bench.setRules(terms('1'));
    for (const tab of tabs) ok(await whoIs(tab) !== null, 'Somebody is asked again about terms that they agreed to.');
  });

  test('an agreement is taken back: all sessions are held at once, until it is given again', async () => {
    await bench.setRules(terms('1'));
    const person = await bench.account();
    const [tab, other] = [await bench.signedIn(person), await bench.signedIn(person)];
    await tab.giveConsent({ version: '1' });
    isIn(await other.getSession({}), person, 'the other browser');
    isHeld(await tab.withdrawConsent({}), person, 'consent', 'the answer');
    isHeld(await other.getSession({}), person, 'consent', 'the other browser afterwards');
    same((await tab.getAccount({})).consent, null, 'what was agreed to');
    isHeld(await tab.withdrawConsent({}), person, 'consent', 'taking it back twice');
    isIn(await other.giveConsent({ version: '1' }), person, 'given again');
    isIn(await tab.getSession({}), person, 'this browser afterwards');
  });

  test('pages of another origin may have terms of their own', async () => {
    const [main, shop] = bench.harness.sites;
    await bench.setRules({ consent: { version: '1', texts, sites: { [shop]: { version: 'shop', texts: { en: { text: 'Shop.', label: 'Yes.' } } } } } });
    const person = await bench.account();
    const [tab, there] = [await bench.signedIn(person, main), await bench.signedIn(person, shop)];
    same([(await tab.getSignInOptions({})).consent?.version, (await there.getSignInOptions({})).consent?.version], ['1', 'shop'], 'the versions');
    await tab.giveConsent({ version: '1' });
    isHeld(await there.getSession({}), person, 'consent', 'at the other site');
    await rejects(there.giveConsent({ version: '1' }), 'conflict', 'the terms of this site at the other');
    isIn(await there.giveConsent({ version: 'shop' }), person, 'the terms of the other site there');
    await tab.withdrawConsent({});
    isHeld(await tab.getSession({}), person, 'consent', 'here, taken back');
    isIn(await there.getSession({}), person, 'at the other site, where nothing was taken back');
    await bench.setRules({ consent: { version: 'same', texts, sites: { [shop]: { version: 'same', texts } } } });
    await tab.giveConsent({ version: 'same' });
    isHeld(await there.getSession({}), person, 'consent', 'at the other site, whose version is only called the same');
  });

  test('without terms there is nothing to agree to', async () => {
    const person = await bench.account();
    const tab = await bench.signedIn(person);
    isIn(await tab.giveConsent({ version: 'any' }), person, 'agreeing');
    isIn(await tab.withdrawConsent({}), person, 'taking it back');
    same((await tab.getAccount({})).consent, null, 'what was agreed to');
  });

  test('whoever is held sees their own account and signs out', async () => {
    await bench.setRules(terms('1'));
    const person = await bench.account();
    const [tab, other] = [await bench.signedIn(person), await bench.signedIn(person)];
    same((await tab.getAccount({})).sessions.length, 2, 'the number of sessions');
    await tab.endAllSessions({});
    for (const each of [tab, other]) await isNobody(each, 'a session afterwards');
  });

  test('nobody is not asked', async () => {
    await bench.setRules(terms('1'));
    const tab = await bench.tab();
    await isNobody(tab, 'the session');
    await rejects(tab.giveConsent({ version: '1' }), 'unauthenticated', 'agreeing');
    await rejects(tab.withdrawConsent({}), 'unauthenticated', 'taking it back');
  });
}
