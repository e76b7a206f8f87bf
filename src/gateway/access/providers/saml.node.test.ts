import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { browser, get, PAGE, type Browser, type TestGateway } from '../../helpers.node.test.ts';
import { begin, FAILED_AT_PORTAL, follow, keyAndCertificate, reasonIn, RETURN_TO, twoInstances, who } from './provider-helpers.node.test.ts';
import {
  ACS, ASSERTION_PATH, attribute, base64, deliver, id, inflated, nameID, postForm, requestId, RESPONSE_PATH, samlGateway, samlIdp, SP, time, type SamlParts, type Signing,
} from './saml-helpers.node.test.ts';

const idp = samlIdp();
const own = keyAndCertificate();

describe('SAML', () => {
  let gateway: TestGateway;
  let tab: Browser;
  before(() => { gateway = samlGateway(idp); });
  after(() => gateway.close());

  /** Begins in a new browser. @returns the id of the request */
  const request = async (): Promise<string> => {
    tab = browser(gateway);
    return requestId(await begin(tab, 'idp'));
  };
  /** A whole sign-in. */
  const signIn = async (change?: Partial<SamlParts>, signing?: Signing): Promise<string> => {
    const inResponseTo = await request();
    return deliver(gateway, tab, idp.response(inResponseTo, change, signing));
  };

  it('asks at the provider\'s address, under our metadata\'s name, and leads back to the place where the customer was', async () => {
    tab = browser(gateway);
    const url = await begin(tab, 'idp');
    assert.equal(url.origin + url.pathname, 'https://idp.example/sso');
    assert.deepEqual([...url.searchParams.keys()], ['tenant', 'SAMLRequest']);
    const asked = inflated(url);
    for (const part of [/^<\?xml version="1\.0"\?><samlp:AuthnRequest /, `AssertionConsumerServiceURL="${ACS}"`, `>${SP}</saml:Issuer>`, 'bindings:HTTP-POST"', 'Destination="https://idp.example/sso?tenant=1"']) {
      assert(typeof part === 'string' ? asked.includes(part) : part.test(asked), `${String(part)} in ${asked}`);
    }
    const next = await postForm(gateway, ACS, { SAMLResponse: base64(idp.response(requestId(url))) });
    assert.match(next, /^https:\/\/gateway\.example\/v1\/providers\/idp\/complete\?ticket=[\w-]{43}$/);
    const response = await tab.fetch(get(new URL(next).pathname + new URL(next).search));
    assert.deepEqual([response.status, response.headers.get('Location'), await response.text()], [303, RETURN_TO, '']);
    assert.deepEqual([response.headers.get('Cache-Control'), response.headers.get('Referrer-Policy')], ['no-store', 'no-referrer']);
    assert.equal(await who(tab), 'alice@acme.example');
  });

  it('takes a response that is signed as well, SHA-512, and line breaks in its Base64', async () => {
    assert.equal(await signIn({}, { response: true, signatureAlgorithm: 'sha512', digestAlgorithm: 'sha512' }), RETURN_TO);
    const inResponseTo = await request();
    const next = await postForm(gateway, ACS, { SAMLResponse: base64(idp.response(inResponseTo)).replace(/.{76}/g, '$&\r\n') });
    assert.equal(await follow(tab, next), RETURN_TO);
  });

  it('takes the NameID for the address where the provider says that it is one and names no other', async () => {
    assert.equal(await signIn({ nameID: nameID('Bob@Acme.example', 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'), attributes: '' }), RETURN_TO);
    assert.equal(await who(tab), 'bob@acme.example');
  });

  it('ends the session when the provider wants to be asked again', async () => {
    await signIn({ authnStatement: `<saml:AuthnStatement AuthnInstant="${time()}" SessionNotOnOrAfter="${time(10)}"/>` });
    const { ends } = await (await tab.fetch(get('/v1/session'))).json() as { ends: string };
    assert(Date.parse(ends) <= Date.now() + 10 * 60_000, ends);
  });

  it('describes itself in its metadata, with a certificate and a sign-out where it has them', async () => {
    const signing = samlGateway(idp, { signing: { privateKey: own.privateKey, certificate: own.certificate }, signOutURL: 'https://idp.example/slo' });
    const response = await signing.fetch(get('/v1/providers/idp/metadata'));
    const xml = await response.text();
    assert.equal(response.headers.get('Content-Type'), 'application/samlmetadata+xml; charset=utf-8');
    for (const part of [`entityID="${SP}"`, 'AuthnRequestsSigned="true"', 'WantAssertionsSigned="true"', own.certificate.replace(/-----[^-]+-----|\s/g, ''), `Location="${ACS}"`, 'bindings:HTTP-Redirect" Location="https://gateway.example/v1/providers/idp/logout"']) assert(xml.includes(part), `${part} in ${xml}`);
    assert.doesNotMatch(xml, /PRIVATE/);
    const plain = await (await gateway.fetch(get('/v1/providers/idp/metadata'))).text();
    assert.doesNotMatch(plain, /KeyDescriptor|SingleLogoutService/);
    const url = await begin(browser(signing), 'idp');
    assert.equal(url.searchParams.get('SigAlg'), 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
    await signing.close();
  });
});

describe('A sign-in that begins at the provider', () => {
  it('leads to the portal, or to a page that is on a listed origin', async () => {
    const gateway = samlGateway(idp, { idpInitiated: true });
    const page = `${PAGE}/support`;
    for (const [relayState, landing] of [
      ['', page], [`${PAGE}/other#/tickets/7`, `${PAGE}/other#/tickets/7`], [`${PAGE}/other#portal=preview&token=x`, `${PAGE}/other`], ['relay-1', page], ['//evil.example', page], ['https://evil.example/', page],
      ['javascript:alert(1)', page], ['data:text/html,x', page], [`https://www.example@evil.example/`, page], ['https://user:pw@www.example/', page], [`${PAGE}.evil.example/`, page],
      ['https://www.example\\@evil.example', `${PAGE}/@evil.example`], ['http://www.example/', page], ['https://www.example:8443/', page], ['/support', page], ['https:\\\\evil.example', page],
    ] as const) {
      const tab = browser(gateway);
      assert.equal(await deliver(gateway, tab, idp.response(null), { RelayState: relayState }), landing, relayState);
      assert.equal(await who(tab), 'alice@acme.example');
    }
    await gateway.close();
  });

  it('takes the place of nobody who is signed in, unless it is the same person', async () => {
    const gateway = samlGateway(idp, { idpInitiated: true });
    const bob = { attributes: `<saml:AttributeStatement>${attribute('email', 'bob@acme.example')}</saml:AttributeStatement>`, nameID: nameID('bob-1') };
    const tab = browser(gateway);
    const session = async (): Promise<unknown> => await (await tab.fetch(get('/v1/account'))).json();
    assert.equal(await deliver(gateway, tab, idp.response(null)), `${PAGE}/support`);
    const before = await session();
    assert.equal(await deliver(gateway, tab, idp.response(null, bob)), FAILED_AT_PORTAL);
    assert.deepEqual([reasonIn(gateway), await who(tab)], ['other-customer', 'alice@acme.example']);
    assert.deepEqual(Object.keys(await session() as object), Object.keys(before as object));
    assert.equal(await gateway.accounts.find('bob@acme.example'), null);
    assert.equal(await deliver(gateway, tab, idp.response(null)), `${PAGE}/support`, 'the same person');
    assert.equal(await deliver(gateway, tab, idp.response(requestId(await begin(tab, 'idp')), bob)), RETURN_TO, 'somebody who has asked for it');
    assert.equal(await who(tab), 'bob@acme.example');
    await gateway.accounts.disable('bob@acme.example');
    assert.equal(await deliver(gateway, tab, idp.response(null)), `${PAGE}/support`, 'a session that is over protects nobody');
    assert.equal(await who(tab), 'alice@acme.example');
    await gateway.close();
  });

  it('ends no session by somebody whom the owner does not admit', async () => {
    const gateway = samlGateway(idp, { idpInitiated: true }, { access: { admit: { addresses: ['alice@acme.example'] } } });
    const tab = browser(gateway);
    await deliver(gateway, tab, idp.response(null));
    assert.equal(await deliver(gateway, tab, idp.response(null, { attributes: `<saml:AttributeStatement>${attribute('email', 'bob@acme.example')}</saml:AttributeStatement>` })), FAILED_AT_PORTAL);
    assert.equal(await who(tab), 'alice@acme.example');
    await gateway.close();
  });

  it('is good for one assertion, on all instances, even at once', async () => {
    const { both, close } = await twoInstances((database) => samlGateway(idp, { idpInitiated: true }, { database }));
    const message = { SAMLResponse: base64(idp.response(null)) };
    const landings = await Promise.all([...both, ...both].map((gateway) => postForm(gateway, ACS, message)));
    assert.equal(landings.filter((landing) => landing.includes('/complete?')).length, 1, landings.join('\n'));
    for (const gateway of both) {
      assert.equal(await postForm(gateway, ACS, message), FAILED_AT_PORTAL);
      assert.equal(reasonIn(gateway), 'replayed');
    }
    await close();
  });

  it('is still measured by its request if it names one', async () => {
    const gateway = samlGateway(idp, { idpInitiated: true });
    assert.equal(await deliver(gateway, browser(gateway), idp.response(id())), FAILED_AT_PORTAL);
    assert.equal(reasonIn(gateway), 'unknown-request');
    await gateway.close();
  });
});

describe('A provider that changes its key', () => {
  it('is believed by each of its certificates, PEM or bare', async () => {
    const next = keyAndCertificate();
    const gateway = samlGateway(idp, { certificates: [next.certificate.replace(/-----[^-]+-----|\s/g, ''), idp.key.certificate] });
    for (const key of [idp.key, next]) {
      const tab = browser(gateway);
      const to = requestId(await begin(tab, 'idp'));
      assert.equal(await deliver(gateway, tab, idp.sign(idp.xml(to), ASSERTION_PATH, { key })), RETURN_TO);
      const again = requestId(await begin(tab, 'idp'));
      assert.equal(await deliver(gateway, tab, idp.sign(idp.sign(idp.xml(again), ASSERTION_PATH, { key }), RESPONSE_PATH, { key })), RETURN_TO);
    }
    await gateway.close();
  });
});
