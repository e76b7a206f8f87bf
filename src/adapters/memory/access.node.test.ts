import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPortalError, PortalError, type ErrorCode } from '../../contract/index.ts';
import { memoryAccess, SAMPLE_PASSWORD, sampleData, type MemoryAccess, type MemoryAccessOptions } from './index.ts';

const ALICE = 'alice@acme.example';
const { customers } = sampleData();
const access = (options: Partial<MemoryAccessOptions> = {}): MemoryAccess => memoryAccess({ customers, ...options });
const is = (code: ErrorCode) => (error: unknown): boolean => isPortalError(error, code);
const key = { idempotencyKey: 'key-1' };

describe('what a story does with access in memory', () => {
  it('offers passwords and nothing else, until it is told otherwise', async () => {
    const { getSignInOptions, change } = access();
    const nothing = { password: true, registration: false, passwordReset: false, mail: null, passkeys: false, providers: [], host: false, consent: null };
    assert.deepEqual(await getSignInOptions({}, {}), nothing);
    change({ registration: true });
    assert.deepEqual(await getSignInOptions({}, {}), { ...nothing, registration: true, passwordReset: true }, 'where somebody registers, mails can be sent');
    change({ mail: false, signInMail: 'link' });
    assert.deepEqual(await getSignInOptions({}, {}), nothing, 'and nothing is offered that needs one where they cannot');
  });

  it('reads every mail, with what its link or its reader needs', async () => {
    const adapter = access({ signInMail: 'both' });
    await adapter.requestSignInMail({ email: ALICE }, key);
    await adapter.requestSignInMail({ email: 'nobody@acme.example' }, key);
    const [mail, ...more] = adapter.mails;
    assert.deepEqual(more, []);
    assert.deepEqual([mail?.kind, mail?.to], ['sign-in', ALICE]);
    assert.match(mail?.code ?? '', /^\d{8}$/);
    assert.equal((await adapter.readMailLink({ token: mail?.token ?? '' }, key)).name, 'Alice Arnold');
  });

  it('has several browsers at one server, each with a session, a page and a name of its own', async () => {
    const adapter = access({ signedIn: ALICE, consent: { version: '1', texts: { en: { text: '', label: '' } }, sites: { 'https://shop.example': { version: 'shop', texts: { en: { text: '', label: '' } } } } } });
    const other = adapter.browser({ site: 'https://shop.example', device: 'Firefox, Linux' });
    assert.equal((await other.getSession({}, {})).held, undefined);
    await other.signIn({ email: ALICE, password: SAMPLE_PASSWORD }, key);
    assert.equal((await other.getSignInOptions({}, {})).consent?.version, 'shop');
    assert.deepEqual((await other.getAccount({}, {})).sessions.map(({ device }) => device).sort(), ['', 'Firefox, Linux']);
    adapter.expire();
    for (const each of [adapter, other]) assert.deepEqual(await each.getSession({}, {}), { customer: null, expires: null });
  });

  it('makes an operation fail in all browsers, and only that one', async () => {
    const adapter = access();
    const other = adapter.browser();
    adapter.faults.set('getSignInOptions', new PortalError('unavailable', 'Down.'));
    for (const each of [adapter, other]) await assert.rejects(each.getSignInOptions({}, {}), is('unavailable'));
    await other.getSession({}, {});
    adapter.faults.clear();
    await other.getSignInOptions({}, {});
  });

  it('knows customers however their addresses are written', async () => {
    const adapter = memoryAccess({ customers: [{ email: 'Eve@ACME.example', name: 'Eve', organizations: [] }], signedIn: 'eve@acme.EXAMPLE' });
    assert.equal((await adapter.getSession({}, {})).customer?.email, 'eve@acme.example');
  });

  it('stays whole when a part is replaced', async () => {
    const adapter = access();
    const changed = { ...adapter, signOut: () => Promise.reject(new PortalError('unavailable', 'Down.')) };
    await changed.signIn({ email: ALICE, password: SAMPLE_PASSWORD }, key);
    assert.equal((await changed.getSession({}, {})).customer?.email, ALICE);
  });

  it('hands over users of its own application', async () => {
    let now = 0;
    const adapter = access({ host: (token) => token === 'good' ? ALICE : null, now: () => now });
    assert.equal((await adapter.getSignInOptions({}, {})).host, true);
    await assert.rejects(adapter.signInAsHostUser({ token: 'bad' }, key), is('wrong-credentials'));
    assert.equal((await adapter.signInAsHostUser({ token: 'good' }, key)).customer?.email, ALICE);
    now += 15 * 60_000;
    assert.equal((await adapter.getSession({}, {})).customer, null, 'for a quarter of an hour');
    await adapter.signInAsHostUser({ token: 'good' }, key);
    adapter.change({ host: null });
    assert.equal((await adapter.getSession({}, {})).customer, null);
    await assert.rejects(adapter.signInAsHostUser({ token: 'good' }, key), is('unsupported'));
  });

  it('shows identity providers, which lead where it says', async () => {
    const { getSignInOptions, startProviderSignIn } = access({ providers: [{ id: 'company', name: 'Company', url: 'https://id.example/' }, { id: 'down', name: 'Down' }] });
    assert.deepEqual((await getSignInOptions({}, {})).providers, [{ id: 'company', name: 'Company' }, { id: 'down', name: 'Down' }]);
    const returnTo = 'https://www.example/';
    assert.deepEqual(await startProviderSignIn({ providerId: 'company', returnTo }, key), { url: 'https://id.example/' });
    await assert.rejects(startProviderSignIn({ providerId: 'down', returnTo }, key), is('unavailable'));
    await assert.rejects(startProviderSignIn({ providerId: 'other', returnTo }, key), is('not-found'));
  });

  it('makes up passkeys', async () => {
    const adapter = access({ passkeys: true, signedIn: ALICE });
    const { challenge, options } = await adapter.startPasskey({}, key);
    assert.deepEqual([options['challenge'], (options['user'] as { name: string }).name], [challenge, ALICE]);
    await assert.rejects(adapter.addPasskey({ challenge, credential: {}, name: '' }, key), is('wrong-credentials'), 'an answer without an id');
    const again = await adapter.startPasskey({}, key);
    await adapter.addPasskey({ challenge: again.challenge, credential: { id: 'made up' }, name: '' }, key);
    const other = adapter.browser();
    const start = await other.startPasskeySignIn({}, key);
    assert.equal((await other.signInWithPasskey({ challenge: start.challenge, credential: { id: 'made up' } }, key)).customer?.email, ALICE);
  });

  it('is told what an owner is told', () => {
    const adapter = access();
    assert.throws(() => { adapter.createAccount({ email: ALICE, name: 'A' }); }, is('conflict'));
    assert.throws(() => { adapter.createAccount({ email: 'no address', name: 'A' }); }, is('invalid-input'));
    assert.throws(() => { adapter.setDisabled('nobody@acme.example', true); }, is('not-found'));
    assert.throws(() => adapter.invite(ALICE), is('conflict'));
    assert.throws(() => adapter.previewLink({ agent: 'Sam', customer: 'nobody@acme.example' }), is('not-found'));
    assert.match(adapter.previewLink({ agent: 'Sam', customer: ALICE }), /^#portal=preview&token=\w{64}$/);
    assert.equal(adapter.invite('nora@newcomer.example').kind, 'invitation');
    adapter.change({ admit: { domains: ['globex.example'] } });
    assert.throws(() => adapter.invite('other@newcomer.example'), is('conflict'));
    assert.throws(() => adapter.previewLink({ agent: 'Sam', customer: ALICE }), is('conflict'));
  });

  it('lets an account that was disabled in again, but not its sessions', async () => {
    const adapter = access({ signedIn: ALICE });
    adapter.setDisabled(ALICE, true);
    adapter.setDisabled(ALICE, false);
    assert.equal((await adapter.getSession({}, {})).customer, null);
    assert.equal((await adapter.signIn({ email: ALICE, password: SAMPLE_PASSWORD }, key)).customer?.email, ALICE);
  });
});
