import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { PortalError } from '../../contract/index.ts';
import { get, PAGE, PASSWORD, post } from '../helpers.node.test.ts';
import { ALICE, BOB, changingGateway, is, key, type ChangingGateway, type Tab } from './access-helpers.node.test.ts';
import { authenticator, type Authenticator, type Credential, type Deviation } from './authenticator.node.test.ts';

const SHOP = 'https://shop.example';
const FIVE_MINUTES = 5 * 60_000;
const wrong = is('wrong-credentials');

describe('passkeys', () => {
  let later = 0;
  let portal: ChangingGateway;
  before(async () => {
    portal = await changingGateway({ passkeys: true }, { origins: [PAGE, SHOP], clock: () => Date.now() + later, limits: { signInsPerAddress: 1000 } });
  });
  after(() => portal.close());

  const add = async (tab: Tab, device: Authenticator, deviation?: Deviation, name = 'Key') => {
    const { challenge, options } = await tab.access.startPasskey({}, key());
    return tab.access.addPasskey({ challenge, credential: device.create(options, deviation), name }, key());
  };
  const signIn = async (tab: Tab, device: Authenticator, deviation?: Deviation, credential?: Credential) => {
    const { challenge, options } = await tab.access.startPasskeySignIn({}, key());
    return tab.access.signInWithPasskey({ challenge, credential: device.get(options, deviation, credential) }, key());
  };
  /** A customer with a passkey. */
  const withPasskey = async (email = ALICE, options: Parameters<typeof authenticator>[1] = {}): Promise<{ tab: Tab; device: Authenticator }> => {
    const [tab, device] = [await portal.signedIn(email), authenticator(PAGE, options)];
    await add(tab, device);
    return { tab, device };
  };

  it('are added in the account and sign in with one press, without a name being typed', async () => {
    const tab = await portal.signedIn(ALICE);
    const device = authenticator(PAGE);
    const { challenge, options } = await tab.access.startPasskey({}, key());
    const asked = options as unknown as { rp: unknown; user: { id: string; name: string; displayName: string }; authenticatorSelection: unknown; attestation: string; excludeCredentials: unknown[]; timeout: number };
    assert.deepEqual(asked.rp, { name: 'Test', id: 'www.example' }, 'of the page, not of the gateway');
    assert.deepEqual({ ...asked.user, id: '' }, { id: '', name: ALICE, displayName: 'alice' });
    assert.doesNotMatch(Buffer.from(asked.user.id, 'base64url').toString(), /alice|acme/);
    assert.deepEqual(asked.authenticatorSelection, { residentKey: 'required', requireResidentKey: true, userVerification: 'preferred' });
    assert.deepEqual([asked.attestation, asked.excludeCredentials, asked.timeout], ['none', [], FIVE_MINUTES]);
    const entry = await tab.access.addPasskey({ challenge, credential: device.create(options), name: '  My\n key ' }, key());
    assert.equal(entry.name, 'My key');
    assert.equal(entry.lastUsed, null);
    assert.deepEqual((await tab.access.getAccount({}, {})).passkeys, [entry]);

    const other = portal.tab();
    const session = await signIn(other, device);
    assert.equal(session.customer?.email, ALICE);
    assert.equal((await other.fetch(get('/v1/tickets'))).status, 200);
    const account = await other.access.getAccount({}, {});
    assert.equal(account.sessions.find(({ current }) => current)?.method, 'passkey');
    assert(account.passkeys[0]?.lastUsed != null);
  });

  it('ask for no list of accounts, and answer alike whoever asks', async () => {
    const shapeOf = async (tab: Tab): Promise<string> => {
      const { challenge, options } = await tab.access.startPasskeySignIn({}, key());
      return JSON.stringify(options).replaceAll(challenge, 'challenge');
    };
    const shape = await shapeOf(portal.tab());
    assert.equal(shape, await shapeOf(await portal.signedIn(ALICE)));
    assert.deepEqual(JSON.parse(shape), { rpId: 'www.example', challenge: 'challenge', timeout: FIVE_MINUTES, userVerification: 'preferred' });
  });

  it('are not offered twice to one device, and not kept twice', async () => {
    const { tab, device } = await withPasskey();
    const { challenge, options } = await tab.access.startPasskey({}, key());
    assert((options['excludeCredentials'] as { id: string; transports: string[] }[]).some(({ id, transports }) => id === device.credentials[0]!.id && transports.includes('internal')));
    const credential = device.create(options);
    await tab.access.addPasskey({ challenge, credential, name: '' }, key());
    const again = await tab.access.startPasskey({}, key());
    const data = Buffer.from(JSON.stringify({ type: 'webauthn.create', challenge: again.options['challenge'], origin: PAGE, crossOrigin: false })).toString('base64url');
    const replayed = { ...credential, response: { ...credential['response'] as object, clientDataJSON: data } };
    await assert.rejects(tab.access.addPasskey({ challenge: again.challenge, credential: replayed, name: '' }, key()), is('conflict'));
    const bob = await portal.signedIn(BOB);
    const his = await bob.access.startPasskey({}, key());
    const taken = { ...credential, response: { ...credential['response'] as object, clientDataJSON: Buffer.from(JSON.stringify({ type: 'webauthn.create', challenge: his.options['challenge'], origin: PAGE, crossOrigin: false })).toString('base64url') } };
    await assert.rejects(bob.access.addPasskey({ challenge: his.challenge, credential: taken, name: '' }, key()), is('conflict'), 'a credential belongs to one person');
  });

  it('that prove nothing are not added', async () => {
    const tab = await portal.signedIn(ALICE);
    const before = (await tab.access.getAccount({}, {})).passkeys.length;
    const deviations: readonly Deviation[] = [
      { origin: 'https://evil.example' }, { origin: SHOP }, { origin: `${PAGE}.evil.example` }, { rpId: 'evil.example' }, { rpId: 'example' }, { type: 'webauthn.get' }, { absent: true },
      { challenge: 'AAAA' }, { algorithm: -65535 },
    ];
    for (const deviation of deviations) await assert.rejects(add(tab, authenticator(PAGE), deviation), wrong, JSON.stringify(deviation));
    const { challenge } = await tab.access.startPasskey({}, key());
    for (const credential of [{ id: 'x' }, { id: 'x', rawId: 'x', type: 'public-key' }, { id: 'x', rawId: 'x', type: 'public-key', response: { clientDataJSON: '!', attestationObject: '!' } }]) {
      await assert.rejects(tab.access.addPasskey({ challenge, credential, name: '' }, key()), wrong, JSON.stringify(credential));
    }
    const renamed = await tab.access.startPasskey({}, key());
    const credential = { ...authenticator(PAGE).create(renamed.options), id: 'AAAA', rawId: 'AAAA' };
    await assert.rejects(tab.access.addPasskey({ challenge: renamed.challenge, credential, name: '' }, key()), wrong, 'an id that the device has not made');
    assert.equal((await tab.access.getAccount({}, {})).passkeys.length, before);
  });

  it('whose id no browser answers are bad input, before any database sees it', async () => {
    const tab = await portal.signedIn(ALICE);
    const bad = (error: unknown): boolean => is('invalid-input')(error) && (error as PortalError).issues[0]?.path === 'credential.id';
    for (const id of [undefined, null, 1, { $ne: null }, ['x'], '', 'a\u0000b', '\ud800', 'a b', 'a+b/c=', 'x'.repeat(1401)]) {
      const { challenge } = await tab.access.startPasskey({}, key());
      await assert.rejects(tab.access.addPasskey({ challenge, credential: { id, rawId: id, type: 'public-key' }, name: '' }, key()), bad, JSON.stringify([id]).slice(0, 20));
      const start = await portal.tab().access.startPasskeySignIn({}, key());
      await assert.rejects(portal.tab().access.signInWithPasskey({ challenge: start.challenge, credential: { id } }, key()), bad, JSON.stringify([id]).slice(0, 20));
    }
  });

  it('answer a challenge once, in time, and their own', async () => {
    const [tab, bob, device] = [await portal.signedIn(ALICE), await portal.signedIn(BOB), authenticator(PAGE)];
    const first = await tab.access.startPasskey({}, key());
    await tab.access.addPasskey({ challenge: first.challenge, credential: device.create(first.options), name: '' }, key());
    await assert.rejects(tab.access.addPasskey({ challenge: first.challenge, credential: device.create(first.options), name: '' }, key()), wrong, 'used');
    const second = await tab.access.startPasskey({}, key());
    await assert.rejects(bob.access.addPasskey({ challenge: second.challenge, credential: device.create(second.options), name: '' }, key()), wrong, 'somebody else\'s');
    const third = await tab.access.startPasskey({}, key());
    const signing = await tab.access.startPasskeySignIn({}, key());
    await assert.rejects(tab.access.addPasskey({ challenge: signing.challenge, credential: device.create({ ...third.options, challenge: signing.options['challenge'] }), name: '' }, key()), wrong, 'meant for something else');
    later += FIVE_MINUTES + 1000;
    await assert.rejects(tab.access.addPasskey({ challenge: third.challenge, credential: device.create(third.options), name: '' }, key()), wrong, 'too late');
    for (const challenge of ['x', '%', 'A'.repeat(43)]) await assert.rejects(tab.access.addPasskey({ challenge, credential: device.create({ ...third.options, challenge }), name: '' }, key()), wrong, challenge);
  });

  it('are a person\'s own: the others\' read like none', async () => {
    const { tab } = await withPasskey(ALICE);
    const { tab: bob } = await withPasskey(BOB);
    const [his] = (await bob.access.getAccount({}, {})).passkeys;
    for (const passkeyId of [his!.id, 'no-such-passkey']) await assert.rejects(tab.access.deletePasskey({ passkeyId }, key()), is('not-found'));
    assert.equal((await bob.access.getAccount({}, {})).passkeys.length, 1);
    await bob.access.deletePasskey({ passkeyId: his!.id }, key());
    assert.deepEqual((await bob.access.getAccount({}, {})).passkeys, []);
  });

  it('have ids of any length', async () => {
    const { tab, device } = await withPasskey('carol@globex.example', { idBytes: 300 });
    assert.equal((await signIn(portal.tab(), device)).customer?.email, 'carol@globex.example');
    const [entry] = (await tab.access.getAccount({}, {})).passkeys;
    await tab.access.deletePasskey({ passkeyId: entry!.id }, key());
    await assert.rejects(signIn(portal.tab(), device), wrong, 'a deleted one is worth nothing');
  });

  it('that prove nothing let nobody in, and all are refused alike', async () => {
    const { device } = await withPasskey();
    const { device: others } = await withPasskey(BOB);
    const answers = new Set<string>();
    const refused = async (attempt: (tab: Tab) => Promise<unknown>, what: string): Promise<void> => {
      const tab = portal.tab();
      await assert.rejects(attempt(tab), (error) => wrong(error) && Boolean(answers.add((error as Error).message)), what);
      assert.equal((await tab.access.getSession({}, {})).customer, null, what);
    };
    const deviations: readonly Deviation[] = [
      { origin: 'https://evil.example' }, { origin: SHOP }, { rpId: 'evil.example' }, { rpId: 'shop.example' }, { type: 'webauthn.create' }, { absent: true }, { tamper: true }, { challenge: 'AAAA' },
      { userHandle: undefined }, { userHandle: '' }, { userHandle: others.credentials[0]!.userHandle },
    ];
    for (const deviation of deviations) await refused((tab) => signIn(tab, device, deviation), JSON.stringify(deviation));
    await refused((tab) => signIn(tab, others, { userHandle: device.credentials[0]!.userHandle }), 'the passkey of one for the account of another');
    await refused((tab) => signIn(tab, device, {}, { ...others.credentials[0]!, id: device.credentials[0]!.id, userHandle: device.credentials[0]!.userHandle }), 'the id of one with the key of another');
    await refused((tab) => signIn(tab, device, {}, { ...device.credentials[0]!, id: 'AAAA' }), 'an unknown passkey');
    const { challenge } = await portal.tab().access.startPasskeySignIn({}, key());
    for (const credential of [{ id: device.credentials[0]!.id }, { id: device.credentials[0]!.id, response: 'x' }]) {
      await refused((tab) => tab.access.signInWithPasskey({ challenge, credential }, key()), JSON.stringify(credential));
    }
    assert.equal(answers.size, 1);
  });

  it('sign in once by an answer', async () => {
    const { tab, device } = await withPasskey(ALICE, { counts: false });
    const { challenge, options } = await portal.tab().access.startPasskeySignIn({}, key());
    const credential = device.get(options);
    await portal.tab().access.signInWithPasskey({ challenge, credential }, key());
    await assert.rejects(portal.tab().access.signInWithPasskey({ challenge, credential }, key()), wrong, 'replayed');
    const fresh = await portal.tab().access.startPasskeySignIn({}, key());
    await assert.rejects(portal.tab().access.signInWithPasskey({ challenge: fresh.challenge, credential }, key()), wrong, 'with another challenge');
    const parallel = await portal.tab().access.startPasskeySignIn({}, key());
    const answer = device.get(parallel.options);
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => portal.tab().access.signInWithPasskey({ challenge: parallel.challenge, credential: answer }, key())));
    assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 1, 'of many at once one');
    const late = await portal.tab().access.startPasskeySignIn({}, key());
    later += FIVE_MINUTES + 1000;
    await assert.rejects(portal.tab().access.signInWithPasskey({ challenge: late.challenge, credential: device.get(late.options) }, key()), wrong, 'too late');
    const adding = await tab.access.startPasskey({}, key());
    await assert.rejects(portal.tab().access.signInWithPasskey({ challenge: adding.challenge, credential: device.get(adding.options) }, key()), wrong, 'a challenge meant for something else');
  });

  it('whose count falls behind are copies and refused; those that do not count are not', async () => {
    const { device } = await withPasskey(ALICE);
    await signIn(portal.tab(), device, { counter: 7 });
    for (const counter of [7, 6, 1, 0]) await assert.rejects(signIn(portal.tab(), device, { counter }), wrong, String(counter));
    await signIn(portal.tab(), device, { counter: 8 });
    const starts = await Promise.all([1, 2, 3].map(() => portal.tab().access.startPasskeySignIn({}, key())));
    const all = await Promise.allSettled(starts.map(({ challenge, options }) => portal.tab().access.signInWithPasskey({ challenge, credential: device.get(options, { counter: 9 }) }, key())));
    assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 1, 'of several with the same count one');
    const { device: synced } = await withPasskey(ALICE, { counts: false });
    for (let times = 0; times < 3; times++) assert.equal((await signIn(portal.tab(), synced)).customer?.email, ALICE);
  });

  it('belong to the host of the page, and are refused on others, listed or not', async () => {
    const { tab, device } = await withPasskey();
    await assert.rejects(signIn(portal.tab({ origin: SHOP }), device), wrong);
    const shop = portal.tab({ origin: SHOP });
    for (const [name, value] of tab.cookies) shop.cookies.set(name, value);
    const own = authenticator(SHOP);
    await add(shop, own);
    assert.equal(own.credentials[0]!.rpId, 'shop.example');
    assert.equal((await signIn(portal.tab({ origin: SHOP }), own)).customer?.email, ALICE);
    for (const origin of ['https://evil.example', null]) {
      const evil = portal.tab({ origin });
      for (const name of ['/v1/passkeys/start', '/v1/passkey-sign-ins']) assert.equal((await evil.fetch(post(name, {}))).status, 403, `${String(origin)} ${name}`);
    }
  });

  it('are at most twenty', async () => {
    const tab = await portal.signedIn('dave@acme.example');
    const device = authenticator(PAGE);
    const waiting = await tab.access.startPasskey({}, key());
    for (let count = 0; count < 20; count++) await add(tab, device);
    await assert.rejects(tab.access.startPasskey({}, key()), is('conflict'));
    await assert.rejects(tab.access.addPasskey({ challenge: waiting.challenge, credential: device.create(waiting.options), name: '' }, key()), is('conflict'));
    const { passkeys } = await tab.access.getAccount({}, {});
    assert.equal(passkeys.length, 20);
    await tab.access.deletePasskey({ passkeyId: passkeys[0]!.id }, key());
    await add(tab, device);
  });

  it('are kept of nobody who is not signed in or has not agreed to the terms', async () => {
    await assert.rejects(portal.tab().access.startPasskey({}, key()), is('unauthenticated'));
    const { tab, device } = await withPasskey();
    const { challenge, options } = await tab.access.startPasskey({}, key());
    portal.change({ passkeys: true, consent: { version: '1', texts: { en: { text: 'x', label: 'x' } } } });
    await assert.rejects(tab.access.startPasskey({}, key()), is('unauthenticated'));
    await assert.rejects(tab.access.addPasskey({ challenge, credential: device.create(options), name: '' }, key()), is('unauthenticated'));
    const session = await signIn(portal.tab(), device, {}, device.credentials[0]);
    assert.equal(session.held?.reason, 'consent', 'but they prove who somebody is');
    const [entry] = (await tab.access.getAccount({}, {})).passkeys;
    await tab.access.deletePasskey({ passkeyId: entry!.id }, key());
    portal.change({ passkeys: true });
  });

  it('let nobody in whose account is disabled or whom the owner does not admit', async () => {
    const { device } = await withPasskey('erin@globex.example');
    portal.change({ passkeys: true, admit: { domains: ['acme.example'] } });
    const denied = await signIn(portal.tab(), device);
    assert.deepEqual([denied.customer, denied.held?.reason], [null, 'denied']);
    portal.change({ passkeys: true });
    await portal.now().accounts.disable('erin@globex.example');
    await assert.rejects(signIn(portal.tab(), device), wrong);
    await portal.now().accounts.enable('erin@globex.example');
    assert.equal((await signIn(portal.tab(), device)).customer?.email, 'erin@globex.example');
  });

  it('do nothing where the owner has not switched them on, and who came in by one is out', async () => {
    const { tab, device } = await withPasskey();
    const inside = portal.tab();
    const start = await inside.access.startPasskeySignIn({}, key());
    await signIn(inside, device);
    portal.change({});
    assert.equal((await inside.access.getSession({}, {})).customer, null);
    assert.deepEqual((await tab.access.getAccount({}, {})).passkeys, []);
    const { access } = tab;
    const attempts = [
      access.startPasskey({}, key()), access.addPasskey({ challenge: 'x', credential: {}, name: '' }, key()), access.deletePasskey({ passkeyId: 'x' }, key()),
      access.startPasskeySignIn({}, key()), access.signInWithPasskey({ challenge: start.challenge, credential: device.get(start.options) }, key()),
    ];
    for (const attempt of attempts) await assert.rejects(attempt, is('unsupported'));
    portal.change({ passkeys: true });
    assert.equal((await signIn(portal.tab(), device)).customer?.email, ALICE, 'they are still there');
  });

  it('cannot be guessed at for long from one address', async () => {
    const limited = await changingGateway({ passkeys: true }, { limits: { signInsPerAddress: 5 } });
    const [attacker, other] = [limited.tab({ address: '203.0.113.5' }), limited.tab({ address: '203.0.113.6' })];
    const guess = (tab: Tab): Promise<number> => tab.fetch(post('/v1/passkey-sign-ins/answer', { challenge: 'x', credential: { id: 'x' } })).then(({ status }) => status);
    const start = (tab: Tab): Promise<number> => tab.fetch(post('/v1/passkey-sign-ins', {})).then(({ status }) => status);
    const [guesses, starts]: [number[], number[]] = [[], []];
    for (let count = 0; count < 7; count++) guesses.push(await guess(attacker));
    for (let count = 0; count < 7; count++) starts.push(await start(attacker));
    assert.deepEqual(guesses, [403, 403, 403, 403, 403, 429, 429]);
    assert.deepEqual(starts, [200, 200, 200, 200, 200, 429, 429]);
    assert.deepEqual([await guess(other), await start(other)], [403, 200]);
    await limited.close();
  });

  it('are nothing that a log tells of', () => {
    assert(portal.now().entries.length > 0);
    assert.doesNotMatch(JSON.stringify(portal.now().entries), new RegExp(`${ALICE}|${PASSWORD}`));
  });
});
