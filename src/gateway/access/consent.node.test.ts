import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { get, key as keyHeader, PAGE, post } from '../helpers.node.test.ts';
import type { AccessSettingsInput } from '../index.ts';
import { ALICE, BOB, changingGateway, is, key, type ChangingGateway, type Tab } from './access-helpers.node.test.ts';
import { documentIn } from './consent.ts';
import { digestOf } from './digest.ts';

const SHOP = 'https://shop.example';
const en = { text: 'We keep what you write. [Privacy](https://www.example/privacy)', label: 'I agree.' };
const ko = { text: '작성하신 내용을 보관합니다.', label: '동의합니다.' };
const terms = (version: string, sites = {}): AccessSettingsInput => ({ consent: { version, texts: { en, ko }, sites } });

const TICKETING: readonly Request[] = [
  get('/v1/profile'), get('/v1/tickets'), get('/v1/tickets/1001'), get('/v1/tickets/1001/messages'), get('/v1/forms'),
  post('/v1/tickets/1001/messages', { text: 'x' }, keyHeader()), post('/v1/uploads', { name: 'a', type: '', size: 1 }, keyHeader()),
];
const statusesOf = async (tab: Tab): Promise<number[]> => {
  const statuses: number[] = [];
  for (const request of TICKETING) statuses.push((await tab.fetch(request.clone())).status);
  return statuses;
};
const outside = TICKETING.map(() => 401);

describe('consent', () => {
  const begun = Date.now();
  let now = begun;
  let portal: ChangingGateway;
  // Every look at the clock finds it later.
  before(async () => { portal = await changingGateway(terms('1'), { origins: [PAGE, SHOP], clock: () => (now += 1) }); });
  after(() => portal.close());
  const rowsOf = async (email: string) => portal.db.selectFrom('portico_consent').selectAll().where('user', '=', (await portal.now().accounts.find(email))!.id).orderBy('given').execute();

  it('is asked for before anything is shown, and opens the portal', async () => {
    portal.change(terms('1'));
    const tab = await portal.signedIn(ALICE);
    const held = await tab.access.getSession({}, {});
    assert.equal(held.customer, null);
    assert.deepEqual(held.held, { email: ALICE, name: 'alice', reason: 'consent' });
    assert(held.expires !== null && held.ends !== undefined, 'the session lives meanwhile, and says until when');
    assert.deepEqual(await statusesOf(tab), outside);

    const session = await tab.access.giveConsent({ version: '1', language: 'en' }, key());
    assert.equal(session.customer?.email, ALICE);
    assert.equal(session.held, undefined);
    assert.deepEqual(await tab.access.getSession({}, {}), session);
    assert.equal((await tab.fetch(get('/v1/tickets'))).status, 200);
    assert.deepEqual((await tab.access.getAccount({}, {})).consent?.version, '1');
  });

  it('is kept with version, language, time and a digest of the very text', async () => {
    const [row, ...more] = await rowsOf(ALICE);
    assert.deepEqual(more, []);
    assert(row !== undefined);
    assert.deepEqual({ ...row, id: '', user: '', given: 0 }, { id: '', user: '', site: '', version: '1', language: 'en', digest: await digestOf(JSON.stringify([en.text, en.label])), given: 0, withdrawn: null });
    assert(Number(row.given) > begun && Number(row.given) < now);
  });

  it('is kept once, however often it is given, and in the language that was shown', async () => {
    const tab = await portal.signedIn(BOB);
    for (let times = 0; times < 3; times++) await tab.access.giveConsent({ version: '1', language: 'ko-KR' }, key());
    const rows = await rowsOf(BOB);
    assert.deepEqual(rows.map(({ language, digest }) => [language, digest]), [['ko', await digestOf(JSON.stringify([ko.text, ko.label]))]]);
  });

  it('to another version than the present one counts for nothing', async () => {
    const tab = await portal.signedIn('carol@globex.example');
    for (const version of ['0', '2', '1 ', ' ']) await assert.rejects(tab.access.giveConsent({ version }, key()), is('conflict'), version);
    await assert.rejects(tab.access.giveConsent({ version: '' }, key()), is('invalid-input'));
    assert.equal((await tab.access.getSession({}, {})).held?.reason, 'consent');
    assert.deepEqual(await rowsOf('carol@globex.example'), []);
  });

  it('is asked for again from the very next request on, once the terms have changed', async () => {
    const tab = await portal.signedIn(ALICE);
    assert.equal((await tab.fetch(get('/v1/tickets'))).status, 200);
    portal.change(terms('2'));
    assert.deepEqual(await statusesOf(tab), outside);
    assert.equal((await tab.access.getSession({}, {})).held?.reason, 'consent');
    assert.equal((await tab.access.getAccount({}, {})).consent?.version, '1', 'what was agreed to last is still told');
    await assert.rejects(tab.access.giveConsent({ version: '1' }, key()), is('conflict'));
    await tab.access.giveConsent({ version: '2' }, key());
    assert.equal((await tab.fetch(get('/v1/tickets'))).status, 200);
    assert.equal((await tab.access.getAccount({}, {})).consent?.version, '2');
    assert.deepEqual((await rowsOf(ALICE)).map(({ version }) => version), ['1', '2'], 'the older one stays kept');
    portal.change(terms('1'));
    assert.equal((await tab.access.getSession({}, {})).customer?.email, ALICE, 'nobody is asked twice about the same version');
    portal.change({});
    assert.equal((await tab.access.getSession({}, {})).customer?.email, ALICE, 'nor where there are no terms');
    assert.equal((await tab.access.getAccount({}, {})).consent, null);
    assert.equal((await tab.access.giveConsent({ version: 'any' }, key())).customer?.email, ALICE);
    assert.equal((await tab.access.withdrawConsent({}, key())).customer?.email, ALICE);
    portal.change(terms('2'));
    assert.equal((await tab.access.getSession({}, {})).customer?.email, ALICE, 'nothing was taken back');
  });

  it('is taken back: all sessions are held at once, the row keeps when, and it can be given again', async () => {
    portal.change(terms('3'));
    const [tab, other] = [await portal.signedIn(ALICE), await portal.signedIn(ALICE)];
    await tab.access.giveConsent({ version: '3' }, key());
    assert.equal((await other.fetch(get('/v1/tickets'))).status, 200);
    assert.equal((await tab.access.withdrawConsent({}, key())).held?.reason, 'consent');
    for (const each of [tab, other]) assert.deepEqual(await statusesOf(each), outside);
    assert.equal((await tab.access.getAccount({}, {})).consent, null);
    const rows = await rowsOf(ALICE);
    assert(rows.length === 3 && rows.every(({ withdrawn }) => Number(withdrawn) > begun), 'every version is taken back');
    assert.equal((await tab.access.withdrawConsent({}, key())).held?.reason, 'consent', 'twice is once');
    await other.access.giveConsent({ version: '3' }, key());
    assert.equal((await tab.fetch(get('/v1/tickets'))).status, 200);
    assert.deepEqual((await rowsOf(ALICE)).map(({ withdrawn }) => withdrawn === null), [false, false, false, true]);
  });

  it('is one thing for each site that has terms of its own', async () => {
    portal.change(terms('3', { [SHOP]: { version: 'shop 1', texts: { en: { text: 'Shop.', label: 'Yes.' } } } }));
    const tab = await portal.signedIn(ALICE);
    assert.equal((await tab.access.getSignInOptions({ language: 'ko' }, {})).consent?.label, ko.label);
    const shop = portal.tab({ origin: SHOP });
    for (const [name, value] of tab.cookies) shop.cookies.set(name, value);
    assert.deepEqual((await shop.access.getSignInOptions({ language: 'ko' }, {})).consent, { version: 'shop 1', text: 'Shop.', label: 'Yes.' });
    assert.equal((await shop.access.getSession({}, {})).held?.reason, 'consent');
    assert.equal((await shop.fetch(get('/v1/tickets'))).status, 401);
    assert.equal((await tab.fetch(get('/v1/tickets'))).status, 200);
    await assert.rejects(shop.access.giveConsent({ version: '3' }, key()), is('conflict'));
    await shop.access.giveConsent({ version: 'shop 1' }, key());
    assert.equal((await shop.fetch(get('/v1/tickets'))).status, 200);
    portal.change(terms('3', { [SHOP]: { version: '3', texts: { en: { text: 'Shop.', label: 'Yes.' } } } }));
    assert.equal((await shop.fetch(get('/v1/tickets'))).status, 401, 'also where their versions have one name');
    await shop.access.giveConsent({ version: '3' }, key());
    await tab.access.withdrawConsent({}, key());
    assert.equal((await tab.fetch(get('/v1/tickets'))).status, 401);
    assert.equal((await shop.fetch(get('/v1/tickets'))).status, 200, 'the other site\'s stays');
    assert.deepEqual((await rowsOf(ALICE)).filter(({ withdrawn }) => withdrawn === null).map(({ site }) => site), [SHOP, SHOP]);
  });

  it('is nobody\'s who is not signed in', async () => {
    await assert.rejects(portal.tab().access.giveConsent({ version: '3' }, key()), is('unauthenticated'));
    await assert.rejects(portal.tab().access.withdrawConsent({}, key()), is('unauthenticated'));
  });

  it('cannot be configured without a text', () => {
    assert.throws(() => { portal.change({ consent: { version: '1', texts: {} } }); }, /access\.consent\.texts.* one language/);
  });
});

describe('the language of the terms', () => {
  it('is the nearest that there is', () => {
    const texts = Object.fromEntries(['en', 'ko', 'pt-BR', 'zh-Hant', 'de'].map((tag) => [tag, { text: tag, label: '' }]));
    const asked = { 'ko': 'ko', 'KO-kr': 'ko', 'pt': 'pt-BR', 'pt-PT': 'pt-BR', 'zh-Hant-TW': 'zh-Hant', 'de-AT-1996': 'de', 'fr': 'en', '': 'en', 'd': 'en', 'p': 'en' };
    for (const [wanted, got] of Object.entries(asked)) assert.equal(documentIn({ version: '1', texts }, wanted).text, got, wanted);
    assert.equal(documentIn({ version: '1', texts }).text, 'en');
  });
});
