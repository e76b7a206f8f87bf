import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { JWTPayload } from 'jose';
import { browser, get, GATEWAY, PAGE, post, sampleGateway, type Browser, type TestGateway } from '../../helpers.node.test.ts';
import {
  begin, CLIENT, CLIENT_SECRET, FAILED, FAILED_AT_PORTAL, follow, oidcGateway, oidcProvider, otherBrowser, reasonIn, RETURN_TO, who, type OidcProviderOfTest, type OidcTweaks,
} from './provider-helpers.node.test.ts';

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('OIDC refuses', () => {
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
  const refused = async (reason: string, tweaks: OidcTweaks): Promise<void> => {
    assert.deepEqual([await signIn(tweaks), reasonIn(gateway), await who(tab)], [FAILED, reason, null]);
  };

  const now = (): number => Math.floor(Date.now() / 1000);
  const unsigned = (claims: JWTPayload): string => `${base64url({ alg: 'none' })}.${base64url(claims)}.`;
  const withSecret = (claims: JWTPayload): string => {
    const signed = `${base64url({ alg: 'HS256', kid: 'test' })}.${base64url(claims)}`;
    return `${signed}.${createHmac('sha256', CLIENT_SECRET).update(signed).digest('base64url')}`;
  };
  const cases: readonly (readonly [what: string, reason: string, tweaks: OidcTweaks])[] = [
    ['another nonce', 'nonce', { claims: { nonce: 'another' } }],
    ['an id token without a nonce', 'malformed', { claims: { nonce: undefined } }],
    ['an id token of another issuer', 'issuer', { claims: { iss: 'https://evil.example' } }],
    ['a token for another client', 'audience', { claims: { aud: 'another' } }],
    ['a token for several clients that was not made for this one', 'audience', { claims: { aud: [CLIENT, 'another'] } }],
    ['a token for several clients that was made for another', 'audience', { claims: { aud: [CLIENT, 'another'], azp: 'another' } }],
    ['an expired token', 'time', { claims: { iat: now() - 600, exp: now() - 120 } }],
    ['a token of the future', 'time', { claims: { nbf: now() + 300 } }],
    ['a token without an end', 'malformed', { claims: { exp: undefined as never } }],
    ['a token without a subject', 'malformed', { claims: { sub: undefined as never } }],
    ['an empty subject', 'subject', { claims: { sub: '' } }],
    ['a subject that is no text', 'malformed', { claims: { sub: 7 as never } }],
    ['a token signed by a stranger', 'signature', { foreignKey: true }],
    ['a token signed by a key that the provider does not have', 'signature', { header: { kid: 'unknown' } }],
    ['an unsigned token', 'algorithm', { idToken: unsigned }],
    ['a token signed with the client\'s secret', 'algorithm', { idToken: withSecret }],
    ['a token that is none', 'malformed', { idToken: () => 'x.y.z' }],
    ['an answer of another provider (mix-up)', 'malformed', { answer: { iss: 'https://evil.example' } }],
    ['an answer without the issuer that the provider promises to name', 'malformed', { answer: { iss: null } }],
    ['an answer without a code', 'malformed', { answer: { code: null } }],
    ['a code that nobody has made', 'code', { answer: { code: 'invented' } }],
    ['a code that the provider takes back', 'code', { tokenError: true }],
    ['a person who gave up', 'provider-refused', { answer: { code: null, error: 'access_denied' } }],
    ['somebody else\'s userinfo', 'malformed', { userinfo: { sub: 'mallory' } }],
    ['an unverified address', 'unverified-address', { claims: { email_verified: false } }],
    ['an address of which the provider does not say whether it is verified', 'unverified-address', { claims: { email_verified: undefined } }],
    ['an address that is verified by a word only', 'unverified-address', { claims: { email_verified: 'true' } }],
    ['an address that another place says is not verified', 'unverified-address', { userinfo: { email: 'alice@acme.example', email_verified: false } }],
    ['a person without an address', 'address', { claims: { email: undefined } }],
    ['an address that is none', 'address', { claims: { email: 'alice' } }],
  ];
  for (const [what, reason, tweaks] of cases) it(what, () => refused(reason, tweaks));

  it('a state that nobody has made, none, and two', async () => {
    for (const [state, reason] of [['invented', 'unknown-request'], [null, 'malformed']] as const) {
      assert.equal(await signIn({ answer: { state } }), FAILED_AT_PORTAL);
      assert.equal(reasonIn(gateway), reason);
    }
    tab = browser(gateway);
    assert.equal(await follow(tab, `${provider.authorize(await begin(tab, 'op'))}&state=invented`), FAILED_AT_PORTAL);
    assert.equal(await who(tab), null);
  });

  it('another browser than the one that began, whose sign-in stays good', async () => {
    tab = browser(gateway);
    const back = provider.authorize(await begin(tab, 'op'));
    for (const thief of [otherBrowser(gateway), browser(gateway)]) {
      assert.equal(await follow(thief, back), FAILED_AT_PORTAL);
      assert.equal(reasonIn(gateway), 'other-browser');
      assert.equal(await who(thief), null);
    }
    const withOwn = otherBrowser(gateway);
    await begin(withOwn, 'op');
    assert.equal(await follow(withOwn, back), FAILED_AT_PORTAL, 'also one that has begun a sign-in of its own (login CSRF)');
    assert.equal(await follow(tab, back), RETURN_TO);
  });

  it('an answer a second time, also of two at once', async () => {
    tab = browser(gateway);
    const back = provider.authorize(await begin(tab, 'op'));
    const answers = await Promise.all([follow(tab, back), follow(tab, back)]);
    assert.deepEqual(answers.filter((answer) => answer === RETURN_TO).length, 1, answers.join());
    assert.equal(await follow(tab, back), FAILED_AT_PORTAL);
    assert.equal(reasonIn(gateway), 'unknown-request');
  });

  it('an answer after ten minutes', async () => {
    let ahead = 0;
    const late = oidcGateway(provider.issuer, {}, { clock: () => Date.now() + ahead });
    tab = browser(late);
    const back = provider.authorize(await begin(tab, 'op'));
    ahead = 10 * 60_000 + 1;
    assert.equal(await follow(tab, back), FAILED_AT_PORTAL);
    assert.equal(reasonIn(late), 'unknown-request');
    await late.close();
  });

  it('an answer at the address of another provider', async () => {
    const two = sampleGateway({ access: { portalURL: `${PAGE}/support`, providers: ['op', 'other'].map((id) => ({ type: 'oidc', id, name: id, issuer: provider.issuer, clientId: CLIENT, clientSecret: CLIENT_SECRET })) } });
    tab = browser(two);
    const back = provider.authorize(await begin(tab, 'op'));
    assert.equal(await follow(tab, back.replace('/providers/op/', '/providers/other/')), FAILED_AT_PORTAL);
    assert.equal(reasonIn(two), 'unknown-request');
    await two.close();
  });

  it('pages of another site, which could not come back', async () => {
    const response = await browser(gateway).fetch(post('/v1/providers/op/sign-ins', { returnTo: RETURN_TO }, { 'Sec-Fetch-Site': 'cross-site' }));
    assert.equal(response.status, 501);
  });

  it('a form of another site, and what is no provider', async () => {
    const form = new Request(`${GATEWAY}/v1/providers/op/sign-ins`, { method: 'POST', body: `returnTo=${encodeURIComponent(RETURN_TO)}`, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
    assert.equal((await browser(gateway).fetch(form)).status, 415);
    assert.equal((await browser(gateway, { origin: 'https://evil.example' }).fetch(post('/v1/providers/op/sign-ins', { returnTo: RETURN_TO }))).status, 403);
    assert.equal((await browser(gateway).fetch(post('/v1/providers/nobody/sign-ins', { returnTo: RETURN_TO }))).status, 404);
    for (const path of ['/v1/providers/nobody/callback?code=1&state=2', '/v1/providers/op/metadata', '/v1/providers/op/complete?ticket=1', '/v1/providers/op/logout']) assert.equal((await gateway.fetch(get(path))).status, 404, path);
    assert.equal((await gateway.fetch(new Request(`${GATEWAY}/v1/providers/op/callback`, { method: 'POST' }))).status, 404);
  });

  it('writes no person into the log', () => {
    const written = JSON.stringify(gateway.entries);
    for (const personal of [/alice/i, /bob/i, /acme/, /from=mail/, /code=/, /state=/]) assert.doesNotMatch(written, personal);
  });
});

