import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PublicSettings } from '../../contract/index.ts';
import { browser, GATEWAY, key, PAGE, PASSWORD, post, signedIn, type Browser } from '../helpers.node.test.ts';
import type { Mail } from '../index.ts';
import { ALICE, ask, gateways, owner, send, settings } from './settings-helpers.node.test.ts';

const start = gateways();
const announce = (tab: Browser): Promise<Response> => tab.fetch(post('/v1/uploads', { name: 'a.txt', type: 'text/plain', size: 5 }, key()));
const announced = async (tab: Browser): Promise<{ id: string }> => await (await announce(tab)).json() as { id: string };
const slice = (tab: Browser, id: string): Promise<Response> =>
  tab.fetch(new Request(`${GATEWAY}/v1/uploads/${id}?offset=0`, { method: 'PUT', body: 'hello', headers: { 'Content-Type': 'application/octet-stream' } }));
const mail = { from: 'support@portal.example', send: async (_mail: Mail) => undefined };

describe('a portal that is switched off', () => {
  it('gives customers nothing but the message, and owners the settings', async () => {
    const gateway = start({ mail, access: { portalURL: PAGE, registration: true } });
    const alice = await signedIn(gateway, ALICE);
    assert.equal((await send(alice, 'listTickets')).status, 200);
    const upload = await announced(alice);
    await gateway.settings.save(settings({ enabled: false, offMessage: { en: 'Back at nine' } }));
    for (const [name, input] of [['getProfile', {}], ['listTickets', {}], ['getTicket', { ticketId: '1001' }], ['listForms', {}], ['reply', { ticketId: '1001', text: 'x' }]] as const) {
      assert.equal((await send(alice, name, input)).status, 403, name);
    }
    assert.equal((await slice(alice, upload.id)).status, 403, 'a file on its way');
    const { enabled, offMessage } = await ask<PublicSettings>(browser(gateway), 'getPortal');
    assert.deepEqual([enabled, offMessage], [false, { en: 'Back at nine' }]);
    assert.equal((await ask<{ registration: boolean }>(browser(gateway), 'getSignInOptions')).registration, false);
    assert.equal((await send(browser(gateway), 'register', { email: 'new@acme.example', name: 'New', password: PASSWORD })).status, 501);
    assert.equal((await ask(await owner(gateway), 'getSettings')).document.enabled, false);
    await gateway.settings.save(settings({ access: { consent: { version: '1', texts: { en: { text: 'Terms', label: 'Agree' } } } } }));
    assert.equal((await ask<{ registration: boolean }>(browser(gateway), 'getSignInOptions')).registration, true);
  });
});

describe('a portal whose owner has changed their mind', () => {
  it('takes no files for tickets that nobody can open any more', async () => {
    const gateway = start();
    const alice = await signedIn(gateway, ALICE);
    assert.equal((await announce(alice)).status, 200);
    await gateway.settings.save(settings({ form: { enabled: false } }));
    assert.equal((await announce(alice)).status, 501);
  });

  it('answers a repetition by what may be seen now', async () => {
    const gateway = start({ settings: { initial: settings({ tickets: { fields: ['product'], status: { show: 'stage' } } }) } });
    const alice = await signedIn(gateway, ALICE);
    const ticketId = gateway.backend.createTicketFor(ALICE, { subject: 'Mine', fields: { product: 'cloud' } });
    const headers = key();
    const close = async (): Promise<string> => (await alice.fetch(post(`/v1/tickets/${ticketId}/close`, {}, headers))).text();
    const first = await close();
    assert.match(first, /"value":"Widget Cloud"/);
    assert.match(first, /"stage":"solved"/);
    assert.equal(await close(), first);
    await gateway.settings.save(settings());
    const later = await close();
    assert.match(later, /"category":"closed"/);
    assert.doesNotMatch(later, /Cloud|solved/i);
  });
});

describe('the ways in', () => {
  it('follow the owner on a running gateway', async () => {
    const gateway = start({ mail, access: { portalURL: PAGE } });
    const alice = await signedIn(gateway, ALICE);
    const ways = async (): Promise<unknown> => {
      const { password, registration, mail: byMail, passkeys } = await ask<Record<string, unknown>>(browser(gateway), 'getSignInOptions');
      return [password, registration, byMail, passkeys];
    };
    const session = async (): Promise<boolean> => (await ask<{ customer: object | null }>(alice, 'getSession')).customer !== null;
    assert.deepEqual(await ways(), [true, false, null, false]);
    assert.equal((await send(browser(gateway), 'requestSignInMail', { email: ALICE })).status, 501);
    await gateway.settings.save(settings({ access: { signInMail: 'both', passkeys: true } }));
    assert.deepEqual(await ways(), [true, false, 'both', true]);
    assert.equal((await send(browser(gateway), 'requestSignInMail', { email: ALICE })).status, 200);
    assert.equal(await session(), true);
    await gateway.settings.save(settings({ access: { signInMail: 'code', password: false } }));
    assert.deepEqual(await ways(), [false, false, 'code', false]);
    assert.equal(await session(), false, 'a way that is closed ends the sessions that began by it');
  });

  it('stay closed where they cannot work', async () => {
    const gateway = start({ settings: { initial: settings({ access: { registration: true, signInMail: 'link' } }) } });
    const { registration, mail: byMail } = await ask<Record<string, unknown>>(browser(gateway), 'getSignInOptions');
    assert.deepEqual([registration, byMail], [false, null]);
    assert.deepEqual((await ask(await owner(gateway), 'getSettings')).problems.map(({ path, code }) => `${code} ${path}`),
      ['mail-missing access.registration', 'mail-missing access.signInMail', 'portal-url-missing access.registration', 'portal-url-missing access.signInMail', 'consent-missing access.consent']);
  });

  it('are never all closed, so that an owner can come in', async () => {
    const gateway = start({ settings: { initial: settings({ access: { password: false } }) } });
    assert.deepEqual((await ask(await owner(gateway), 'getSettings')).problems.map(({ code }) => code), ['no-way-in']);
  });

  it('call the portal by the owner\'s name in mails, in the reader\'s language', async () => {
    const sent: Mail[] = [];
    const gateway = start({ mail: { ...mail, send: async (one: Mail) => { sent.push(one); } }, access: { portalURL: PAGE, signInMail: 'link' } });
    await gateway.settings.save(settings({ name: { en: 'Acme Support', ko: '에이크미 지원' } }));
    await signedIn(gateway, ALICE);
    await send(browser(gateway), 'requestSignInMail', { email: ALICE, language: 'ko' });
    await gateway.close();
    assert.match(sent[0]!.text, /에이크미 지원/);
  });
});
