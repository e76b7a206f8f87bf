import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { decodeJwt } from 'jose';
import { browser, PAGE, post, signedIn, type Browser } from '../../helpers.node.test.ts';
import { begin, CLIENT, follow, oidcGateway, oidcProvider, sameBrowser, twoInstances, who } from './provider-helpers.node.test.ts';

describe('Sign-out', () => {
  const out = async (tab: Browser): Promise<{ customer: unknown; signOutUrl?: string }> => await (await tab.fetch(post('/v1/session', {}, {}, 'DELETE'))).json() as never;

  it('goes on at the provider, with the token by which it knows the session, and ends here in any case', async () => {
    const provider = await oidcProvider();
    const gateway = oidcGateway(provider.issuer);
    const tab = browser(gateway);
    await follow(tab, provider.authorize(await begin(tab, 'op')));
    const { customer, signOutUrl } = await out(tab);
    const url = new URL(signOutUrl ?? '');
    assert.equal(customer, null);
    assert.equal(url.origin + url.pathname, `${provider.issuer}/logout`);
    assert.deepEqual([url.searchParams.get('post_logout_redirect_uri'), url.searchParams.get('client_id')], [`${PAGE}/support`, CLIENT]);
    assert.equal(decodeJwt(url.searchParams.get('id_token_hint') ?? '').sub, 'alice-1');
    assert.equal(await who(tab), null);
    assert.equal((await out(tab)).signOutUrl, undefined, 'nobody is signed in');

    const other = browser(oidcGateway(provider.issuer));
    await follow(other, provider.authorize(await begin(other, 'op'), { claims: { long: 'x'.repeat(5000) } }));
    assert.equal(new URL((await out(other)).signOutUrl ?? '').searchParams.get('id_token_hint'), null, 'a token too long for an address stays away');
    await gateway.close();
    await provider.close();
  });

  it('stays here where the provider has none, or does not say', async () => {
    const provider = await oidcProvider({ logout: false });
    const gateway = oidcGateway(provider.issuer);
    const tab = browser(gateway);
    await follow(tab, provider.authorize(await begin(tab, 'op')));
    assert.equal((await out(tab)).signOutUrl, undefined);
    assert.equal(await who(tab), null);
    const alice = await signedIn(gateway, 'alice@globex.example');
    assert.equal((await out(alice)).signOutUrl, undefined, 'a password is no provider\'s');
    assert.equal(gateway.entries.find(({ event }) => event === 'background'), undefined, 'nothing has failed');
    await gateway.close();
    await provider.close();
  });

  it('is not kept waiting by a provider that does not answer', async () => {
    const provider = await oidcProvider();
    const { both: [gateway, restarted], close } = await twoInstances((database) => oidcGateway(provider.issuer, {}, { database }));
    const tab = browser(gateway);
    await follow(tab, provider.authorize(await begin(tab, 'op')));
    provider.set({ down: true });
    const later = sameBrowser(tab, restarted);
    assert.deepEqual(await out(later), { customer: null, expires: null });
    assert.equal(await who(later), null);
    assert.equal(restarted.entries.find(({ event }) => event === 'background')?.reason, 'provider-down');
    await close();
    await provider.close();
  });

  it('keeps the token unreadable in the database', async () => {
    const provider = await oidcProvider();
    const { both: [gateway], file, close } = await twoInstances((database) => oidcGateway(provider.issuer, {}, { database }));
    const tab = browser(gateway);
    await follow(tab, provider.authorize(await begin(tab, 'op')));
    const db = new DatabaseSync(file, { readOnly: true });
    const { signOut } = db.prepare('select "signOut" from portico_session').get() as { signOut: string };
    db.close();
    assert.doesNotMatch(Buffer.from(signOut.replaceAll('.', ''), 'base64url').toString() + signOut, /alice/);
    assert.equal(signOut.split('.').length, 5, 'encrypted');
    await close();
    await provider.close();
  });
});
