import type { AccessAuthenticator } from '../access-harness.ts';
import type { AccessTests } from '../access-suite.ts';
import { ok, rejects, same } from '../assert.ts';
import { isIn, isNobody, type Tab } from './bench.ts';

/** In by a passkey. What it proves is for the implementation's own tests. */
export function passkeyTests({ bench, test }: AccessTests): void {
  const device = (): AccessAuthenticator => {
    ok(bench.harness.authenticator !== undefined, 'The harness has no authenticator; declare the limit "passkeys" with a reason.');
    return bench.harness.authenticator(bench.harness.sites[0]);
  };
  const add = async (tab: Tab, key: AccessAuthenticator, name = 'Key') => {
    const { challenge, options } = await tab.startPasskey({});
    return tab.addPasskey({ challenge, credential: key.create(options), name });
  };
  const enter = async (tab: Tab, key: AccessAuthenticator) => {
    const { challenge, options } = await tab.startPasskeySignIn({});
    return tab.signInWithPasskey({ challenge, credential: key.get(options) });
  };

  test('a passkey is added, listed, signs in, and is deleted', async () => {
    const person = await bench.account();
    const [tab, key, other] = [await bench.signedIn(person), device(), await bench.tab()];
    const entry = await add(tab, key, ' My  key ');
    same([entry.name, entry.lastUsed], ['My key', null], 'the passkey');
    same((await tab.getAccount({})).passkeys, [entry], 'the passkeys of the account');
    isIn(await enter(other, key), person, 'the passkey');
    const { sessions, passkeys } = await other.getAccount({});
    same(sessions.find(({ current }) => current)?.method, 'passkey', 'the way in');
    ok(passkeys[0]?.lastUsed != null, 'A passkey that was used does not say when.');
    await tab.deletePasskey({ passkeyId: entry.id });
    same((await tab.getAccount({})).passkeys, [], 'the passkeys after deleting');
    await rejects(enter(await bench.tab(), key), 'wrong-credentials', 'a deleted passkey');
  }, 'passkeys');

  test('a passkey that nobody knows lets nobody in', async () => {
    const [tab, key] = [await bench.signedIn(await bench.account()), device()];
    const { options } = await tab.startPasskey({});
    key.create(options);
    const stranger = await bench.tab();
    await rejects(enter(stranger, key), 'wrong-credentials', 'an unknown passkey');
    await isNobody(stranger, 'the session');
  }, 'passkeys');

  test('a challenge is answered once, in time, and by whom it is for', async () => {
    const [one, other] = [await bench.account(), await bench.account()];
    const [tab, others, key] = [await bench.signedIn(one), await bench.signedIn(other), device()];
    const start = await tab.startPasskey({});
    await rejects(others.addPasskey({ challenge: start.challenge, credential: device().create(start.options), name: '' }), 'wrong-credentials', 'the challenge of somebody else');
    await add(tab, key);
    const first = await tab.startPasskeySignIn({});
    const stranger = await bench.tab();
    await stranger.signInWithPasskey({ challenge: first.challenge, credential: key.get(first.options) });
    await rejects((await bench.tab()).signInWithPasskey({ challenge: first.challenge, credential: key.get(first.options) }), 'wrong-credentials', 'a used challenge');
    const late = await tab.startPasskeySignIn({});
    await bench.harness.wait(6);
    await rejects((await bench.tab()).signInWithPasskey({ challenge: late.challenge, credential: key.get(late.options) }), 'wrong-credentials', 'a challenge after six minutes');
  }, 'passkeys');

  test('a passkey of somebody else reads like one that never was', async () => {
    const [tab, others] = [await bench.signedIn(await bench.account()), await bench.signedIn(await bench.account())];
    const { id } = await add(others, device());
    for (const passkeyId of [id, 'no-such-passkey']) await rejects(tab.deletePasskey({ passkeyId }), 'not-found', passkeyId);
    same((await others.getAccount({})).passkeys.length, 1, 'the number of passkeys');
  }, 'passkeys');

  test('nobody adds a passkey without a session, or without having agreed to the terms', async () => {
    await rejects((await bench.tab()).startPasskey({}), 'unauthenticated', 'without a session');
    await bench.setRules({ consent: { version: '1', texts: { en: { text: 'x', label: 'x' } } } });
    await rejects((await bench.signedIn(await bench.account())).startPasskey({}), 'unauthenticated', 'without an agreement');
  }, 'passkeys');
}
