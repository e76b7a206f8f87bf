import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { browser, PAGE, post, sampleGateway, type TestGateway } from '../../helpers.node.test.ts';
import type { AccessSettingsInput } from '../../index.ts';
import { keyAndCertificate, oidcProvider, begin, CLIENT, CLIENT_SECRET, follow, type OidcProviderOfTest } from './provider-helpers.node.test.ts';

describe('A page to come back to', () => {
  let provider: OidcProviderOfTest;
  let gateway: TestGateway;
  before(async () => {
    provider = await oidcProvider();
    gateway = sampleGateway({
      origins: [PAGE, 'http://localhost:5173'],
      access: { portalURL: `${PAGE}/support`, providers: [{ type: 'oidc', id: 'op', name: 'op', issuer: provider.issuer, clientId: CLIENT, clientSecret: CLIENT_SECRET }] },
    });
  });
  after(async () => {
    await gateway.close();
    await provider.close();
  });

  it('is one on a listed origin, without the view that the page was at', async () => {
    for (const [told, landing] of [
      [`${PAGE}/`, `${PAGE}/`], [PAGE, `${PAGE}/`], [`${PAGE}/a?b=c#/tickets/5`, `${PAGE}/a?b=c#/tickets/5`], [`${PAGE}/a#portal=sign-in&error=provider`, `${PAGE}/a`], [`${PAGE}/a#portal=reset`, `${PAGE}/a`],
      ['http://localhost:5173/x', 'http://localhost:5173/x'], ['https://gateway.example/demo', 'https://gateway.example/demo'], [`${PAGE}//evil.example`, `${PAGE}//evil.example`],
      // harmless: it is the page as browsers read it
      ['https://www.example\\@evil.example', `${PAGE}/@evil.example`], [`${PAGE.toUpperCase()}/x`, `${PAGE}/x`],
    ] as const) {
      const tab = browser(gateway);
      assert.equal(await follow(tab, provider.authorize(await begin(tab, 'op', told))), landing, told);
    }
  });

  it('is none elsewhere, however it is written', async () => {
    for (const told of [
      'https://evil.example/', '//evil.example', '///evil.example', '/support', 'support', '', 'javascript:alert(1)', 'javascript://www.example/%0aalert(1)', 'data:text/html,x', 'blob:https://www.example/1', 'file:///etc/passwd',
      'https://www.example@evil.example/', 'https://www.example:x@evil.example/', 'https://user@www.example/', 'https://user:pw@www.example/', 'https://:pw@www.example/',
      'https://www.example.evil.example/', 'https://evilwww.example/', 'https://sub.www.example/', 'http://www.example/', 'https://www.example:8443/', 'https://www.example./', 'https://evil.example\\@www.example', 'https://evil.example#@www.example',
      'https://evil.example/https://www.example/', 'https:\\\\evil.example', 'null', 'about:blank', `${PAGE}/${'x'.repeat(2000)}`,
    ]) {
      const response = await browser(gateway).fetch(post('/v1/providers/op/sign-ins', { returnTo: told }));
      assert.equal(response.status, 422, told);
      assert.deepEqual(response.headers.getSetCookie(), []);
    }
  });
});

describe('What the owner says of a provider', () => {
  const { certificate, privateKey } = keyAndCertificate();
  const oidc = { type: 'oidc', id: 'op', name: 'op', issuer: 'https://login.example', clientId: 'x' } as const;
  const saml = { type: 'saml', id: 'idp', name: 'idp', entityId: 'urn:idp', signInURL: 'https://login.example/sso', certificates: [certificate] } as const;
  const start = async (...providers: object[]): Promise<void> => sampleGateway({ access: { portalURL: `${PAGE}/support`, providers: providers as AccessSettingsInput['providers'] & object } }).close();

  it('is checked at the start: proofs of identity travel by https, certificates are some', async () => {
    await start(oidc, saml, { ...oidc, id: 'local', issuer: 'http://127.0.0.1:4702' }, { ...saml, id: 'signing', signing: { privateKey, certificate } });
    for (const [wrong, message] of [
      [{ ...oidc, issuer: 'http://login.example' }, /providers\.0\.issuer.*https/], [{ ...oidc, issuer: 'login.example' }, /providers\.0\.issuer/], [{ ...oidc, issuer: 'ftp://login.example' }, /providers\.0\.issuer/],
      [{ ...saml, signInURL: 'http://login.example/sso' }, /signInURL.*https/], [{ ...saml, signOutURL: 'javascript:alert(1)' }, /signOutURL/], [{ ...saml, certificates: ['certificate'] }, /certificates\.0/], [{ ...saml, certificates: [] }, /certificates/],
      [{ ...saml, signing: { privateKey: 'key', certificate } }, /privateKey/], [{ ...saml, signing: { privateKey, certificate: 'x' } }, /certificate/], [{ ...oidc, id: '../x' }, /id of small letters/],
    ] as const) await assert.rejects(async () => start(wrong), message, JSON.stringify(wrong).slice(0, 200));
  });
});
