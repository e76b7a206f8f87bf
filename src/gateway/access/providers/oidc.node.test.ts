import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openDatabase } from '../../database.ts';
import { browser, get, GATEWAY, PAGE, PASSWORD, post, signedIn, type Browser, type TestGateway } from '../../helpers.node.test.ts';
import {
  begin, CLIENT, FAILED_AT_PORTAL, follow, oidcGateway, oidcProvider, otherBrowser, reasonIn, RETURN_TO, sameBrowser, twoInstances, who, type OidcProviderOfTest, type OidcTweaks,
} from './provider-helpers.node.test.ts';

describe('OIDC', () => {
  let provider: OidcProviderOfTest;
  let gateway: TestGateway;
  let tab: Browser;
  before(async () => {
    provider = await oidcProvider();
    gateway = oidcGateway(provider.issuer);
  });
  after(async () => {
    await gateway.close();
    await provider.close();
  });
  /** A whole sign-in in a new browser. @returns where it leads */
  const signIn = async (tweaks?: OidcTweaks, at = gateway): Promise<string> => {
    tab = browser(at);
    return follow(tab, provider.authorize(await begin(tab, 'op'), tweaks));
  };

  it('asks by authorization code with PKCE, state and nonce, and leads back to the place where the customer was', async () => {
    tab = browser(gateway);
    const url = await begin(tab, 'op');
    const { redirect_uri: redirect, state, nonce, code_challenge: challenge, ...rest } = Object.fromEntries(url.searchParams);
    assert.equal(url.origin + url.pathname, `${provider.issuer}/authorize`);
    assert.deepEqual(rest, { client_id: CLIENT, response_type: 'code', scope: 'openid email profile', code_challenge_method: 'S256' });
    assert.equal(redirect, `${GATEWAY}/v1/providers/op/callback`);
    for (const random of [state, nonce, challenge]) assert.match(random ?? '', /^[\w-]{43,}$/);
    const response = await tab.fetch(get(new URL(provider.authorize(url)).pathname + new URL(provider.authorize(url)).search));
    assert.deepEqual([response.status, response.headers.get('Location'), await response.text()], [303, RETURN_TO, '']);
    assert.deepEqual([response.headers.get('Cache-Control'), response.headers.get('Referrer-Policy')], ['no-store', 'no-referrer']);
    assert.equal(await who(tab), 'alice@acme.example');
  });

  it('binds the sign-in to the browser by a cookie that no script sees and no other site gets', async () => {
    const response = await browser(gateway).fetch(post('/v1/providers/op/sign-ins', { returnTo: RETURN_TO }));
    const [cookie = '', ...more] = response.headers.getSetCookie();
    assert.deepEqual(more, []);
    for (const part of [/^__Host-portico-provider=[\w-]{43};/, /; HttpOnly/, /; Secure/, /; SameSite=Lax/, /; Path=\/(;|$)/, /; Max-Age=600/]) assert.match(cookie, part);
  });

  it('lets two tabs of a browser sign in at the same time', async () => {
    tab = browser(gateway);
    const first = await begin(tab, 'op');
    const second = await begin(tab, 'op', `${PAGE}/other`);
    assert.equal(await follow(tab, provider.authorize(first)), RETURN_TO);
    assert.equal(await follow(tab, provider.authorize(second)), `${PAGE}/other`);
  });

  it('takes address and groups from the userinfo endpoint where the id token has none', async () => {
    const claims = { email: undefined, email_verified: undefined, groups: undefined, name: undefined };
    assert.equal(await signIn({ claims: { ...claims, sub: 'bob-1' }, userinfo: { email: 'Bob@Acme.example', email_verified: true, groups: 'agents', name: 'Bob' } }), RETURN_TO);
    assert.equal(await who(tab), 'bob@acme.example');
  });

  it('does not use up a sign-in for what only looks at addresses', async () => {
    tab = browser(gateway);
    const back = new URL(provider.authorize(await begin(tab, 'op')));
    assert.equal((await tab.fetch(new Request(GATEWAY + back.pathname + back.search, { method: 'HEAD' }))).status, 404);
    assert.equal(await follow(tab, back.href), RETURN_TO);
  });

  it('is bounded per address: what fails, and what is begun and never ended', async () => {
    const narrow = oidcGateway(provider.issuer, {}, { limits: { signInsPerAddress: 3 } });
    tab = browser(narrow);
    for (let count = 0; count < 5; count++) assert.equal(await follow(tab, provider.authorize(await begin(tab, 'op'))), RETURN_TO, 'what succeeds does not count');
    for (let count = 0; count < 3; count++) await follow(tab, `${GATEWAY}/v1/providers/op/callback?state=x`);
    assert.equal(await follow(tab, `${GATEWAY}/v1/providers/op/callback?state=x`), FAILED_AT_PORTAL);
    assert.equal(reasonIn(narrow), 'rate-limited');
    const other = otherBrowser(narrow);
    for (let count = 0; count < 3; count++) await begin(other, 'op');
    await assert.rejects(begin(other, 'op'), /429/);
    await narrow.close();
  });
});

describe('Two gateways over one database', () => {
  it('share sign-ins: begun at one and ended at the other, once', async () => {
    const provider = await oidcProvider();
    const { both: [first, second], close } = await twoInstances((database) => oidcGateway(provider.issuer, {}, { database }));
    const tab = browser(first);
    const back = provider.authorize(await begin(tab, 'op'));
    const there = sameBrowser(tab, second);
    assert.equal(await follow(there, back), RETURN_TO);
    assert.equal(await follow(tab, back), FAILED_AT_PORTAL);
    assert.equal(await who(sameBrowser(there, first)), 'alice@acme.example');
    await close();
    await provider.close();
  });
});

describe('Admission', () => {
  let instance = 0;

  it('is denied to whom the owner does not admit, without a session, and holds by the groups that the provider names', async () => {
    const provider = await oidcProvider();
    const gateway = oidcGateway(provider.issuer, { admit: { groups: ['acme'] } });
    const tab = browser(gateway);
    assert.equal(await follow(tab, provider.authorize(await begin(tab, 'op'), { claims: { groups: 'visitors' } })), `${PAGE}/support?from=mail#portal=denied`);
    assert.deepEqual([await who(tab), reasonIn(gateway)], [null, 'not-admitted']);
    assert.equal(await gateway.accounts.find('alice@acme.example'), null, 'nor an account, which a new password could open');
    assert.equal(await follow(tab, provider.authorize(await begin(tab, 'op'))), RETURN_TO);
    await gateway.close();
    await provider.close();
  });

  it('is denied by every other way, too, once the provider has named other groups, until it names the right ones again', async () => {
    const provider = await oidcProvider();
    const gateway = oidcGateway(provider.issuer, { admit: { groups: ['acme'] } });
    const signIn = async (tweaks?: OidcTweaks): Promise<string> => {
      const tab = browser(gateway);
      return follow(tab, provider.authorize(await begin(tab, 'op'), tweaks));
    };
    const byPassword = async (): Promise<{ customer: { email: string } | null; held?: { reason: string } }> =>
      await (await browser(gateway).fetch(post('/v1/session', { email: 'alice@acme.example', password: PASSWORD }))).json() as never;
    const denied = `${PAGE}/support?from=mail#portal=denied`;

    assert.equal(await signIn(), RETURN_TO);
    await gateway.accounts.setPassword('alice@acme.example', PASSWORD);
    const tab = await signedIn(gateway, 'alice@acme.example');
    assert.equal(await who(tab), 'alice@acme.example');
    const bob = await signedIn(gateway, 'bob@acme.example');
    assert.equal(await signIn({ claims: { sub: 'bob-1', email: 'bob@acme.example', groups: [] } }), denied);
    assert.equal(await who(bob), 'bob@acme.example', 'for whom the provider has never vouched');

    assert.equal(await signIn({ claims: { groups: ['visitors'] } }), denied);
    assert.equal(await who(tab), null, 'from the next request on');
    const { customer, held } = await byPassword();
    assert.deepEqual([customer, held?.reason], [null, 'denied']);
    await assert.rejects(gateway.previews.link({ agent: 'Sam', customer: 'alice@acme.example' }), /not let in/);

    assert.equal(await signIn({ claims: { sub: 'alice-2' } }), RETURN_TO, 'the address has passed to somebody else');
    assert.equal((await byPassword()).customer?.email, 'alice@acme.example');
    assert.equal(await signIn({ claims: { groups: ['visitors'] } }), denied);
    assert.equal((await byPassword()).customer, null);
    assert.equal(await signIn(), RETURN_TO);
    assert.equal((await byPassword()).customer?.email, 'alice@acme.example');
    await gateway.close();
    await provider.close();
  });

  it('by other ways holds by the owner\'s rules of the moment, and leaves alone whose groups nobody has kept', async () => {
    const provider = await oidcProvider();
    const { both: [open, strict], file, close } = await twoInstances((database) => oidcGateway(provider.issuer, { admit: instance++ === 0 ? 'everyone' : { groups: ['agents'] } }, { database }));
    const tab = browser(open);
    assert.equal(await follow(tab, provider.authorize(await begin(tab, 'op'))), RETURN_TO);
    await open.accounts.setPassword('alice@acme.example', PASSWORD);
    const there = await signedIn(open, 'alice@acme.example');
    assert.equal(await who(there), 'alice@acme.example');
    assert.equal(await who(sameBrowser(there, strict)), null);
    const { db, close: closeDatabase } = await openDatabase({ sqlite: file });
    await db.updateTable('portico_account').set({ groups: null }).execute();
    await closeDatabase();
    assert.equal(await who(await signedIn(strict, 'alice@acme.example')), 'alice@acme.example');
    await close();
    await provider.close();
  });
});
