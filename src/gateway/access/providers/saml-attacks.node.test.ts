import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { browser, GATEWAY, PAGE, post, sampleGateway, type Browser, type TestGateway } from '../../helpers.node.test.ts';
import { begin, FAILED, FAILED_AT_PORTAL, follow, keyAndCertificate, otherBrowser, reasonIn, RETURN_TO, who } from './provider-helpers.node.test.ts';
import {
  ACS, attribute, base64, conditions, confirmation, confirmationData, deliver, ENTITY, id, issuer, nameID, postForm, requestId, samlGateway, samlIdp, SP, status, time, type SamlParts, type Signing,
} from './saml-helpers.node.test.ts';

const idp = samlIdp();

describe('SAML refuses', () => {
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

  const refused = async (reason: string, landing: string): Promise<void> => {
    assert.equal(landing.replace('?from=mail', ''), FAILED_AT_PORTAL);
    assert.equal(reasonIn(gateway), reason);
    assert.equal(await who(tab), null);
  };
  const stranger = keyAndCertificate();
  type Case = readonly [what: string, reason: string, change: Partial<SamlParts> | ((inResponseTo: string) => Partial<SamlParts>), signing?: Signing];
  const cases: readonly Case[] = [
    ['an assertion that nobody has signed', 'signature', {}, { assertion: false }],
    ['an assertion that only the response around it is signed for', 'signature', {}, { assertion: false, response: true }],
    ['the signature of a stranger, who brings a certificate along', 'signature', {}, { key: stranger }],
    ['a signature by SHA-1', 'algorithm', {}, { signatureAlgorithm: 'sha1' }],
    ['a digest by SHA-1', 'algorithm', {}, { digestAlgorithm: 'sha1' }],
    ['a response whose own signature is by SHA-1', 'algorithm', {}, { response: true, signatureAlgorithm: 'sha1', digestAlgorithm: 'sha1' }],
    ['a canonical form that other libraries read in another way', 'algorithm', {}, { transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'] }],
    ['two NameIDs', 'subject', { nameID: nameID('mallory') + nameID('alice-1') }],
    ['an empty NameID', 'subject', { nameID: nameID('') }],
    ['a NameID of blanks', 'subject', { nameID: nameID(' \n ') }],
    ['a NameID with elements in it', 'subject', { nameID: nameID('<x>alice</x>') }],
    ['no NameID', 'subject', { nameID: '' }],
    ['an encrypted NameID beside it', 'subject', { nameID: `${nameID('alice-1')}<saml:EncryptedID/>` }],
    ['a NameID that hides in the confirmation', 'subject', (to) => ({ confirmation: confirmation({ data: nameID('mallory') + confirmationData(to) }) })],
    ['another Recipient', 'recipient', (to) => ({ confirmation: confirmation({ data: confirmationData(to, { recipient: 'https://other.example/acs' }) }) })],
    ['no Recipient', 'recipient', (to) => ({ confirmation: confirmation({ data: confirmationData(to, { recipient: null }) }) })],
    ['another Destination', 'recipient', (to) => ({ responseAttributes: ` Version="2.0" IssueInstant="${time()}" Destination="https://other.example/acs" InResponseTo="${to}"` })],
    ['no Destination', 'recipient', (to) => ({ responseAttributes: ` Version="2.0" IssueInstant="${time()}" InResponseTo="${to}"` })],
    ['another Issuer of the assertion', 'issuer', { issuer: issuer('https://evil.example') }],
    ['two Issuers of the assertion', 'issuer', { issuer: issuer(ENTITY) + issuer('https://evil.example') }],
    ['another Issuer of the response', 'issuer', { responseIssuer: issuer('https://evil.example') }],
    ['no Issuer of the response', 'issuer', { responseIssuer: '' }],
    ['no SubjectConfirmation', 'subject', { confirmation: '' }],
    ['a confirmation that is not for the bearer', 'subject', (to) => ({ confirmation: confirmation({ method: 'holder-of-key', data: confirmationData(to) }) })],
    ['a confirmation without data', 'subject', { confirmation: confirmation() }],
    ['two confirmations for the bearer', 'subject', (to) => ({ confirmation: confirmation({ data: confirmationData(to) }).repeat(2) })],
    ['a confirmation without an end', 'time', (to) => ({ confirmation: confirmation({ data: confirmationData(to, { notOnOrAfter: null }) }) })],
    ['a confirmation that has ended', 'time', (to) => ({ confirmation: confirmation({ data: confirmationData(to, { notOnOrAfter: time(-2) }) }) })],
    ['a confirmation of the future', 'time', (to) => ({ confirmation: confirmation({ data: confirmationData(to, { more: ` NotBefore="${time(2)}"` }) }) })],
    ['a status that is not Success', 'provider-refused', { status: status('Requester') }],
    ['two statuses', 'malformed', { status: status('Success', 'Responder') }],
    ['no status', 'malformed', { status: '' }],
    ['another audience', 'audience', { conditions: conditions({ audiences: ['https://other.example'] }) }],
    ['no audience', 'audience', { conditions: conditions({ audiences: [] }) }],
    ['a second restriction to others', 'audience', { conditions: conditions({ audiences: [SP, 'https://other.example'] }) }],
    ['no conditions', 'audience', { conditions: '' }],
    ['two sets of conditions', 'malformed', { conditions: conditions().repeat(2) }],
    ['a condition that it does not understand', 'malformed', { conditions: conditions({ more: '<saml:Condition/>' }) }],
    ['an assertion that has expired', 'time', { conditions: conditions({ times: ` NotOnOrAfter="${time(-2)}"` }) }],
    ['an assertion of the future', 'time', { conditions: conditions({ times: ` NotBefore="${time(2)}"` }) }],
    ['an assertion issued in the future', 'time', { assertionAttributes: ` Version="2.0" IssueInstant="${time(2)}"` }],
    ['an assertion without a time', 'time', { assertionAttributes: ' Version="2.0"' }],
    ['times in another zone', 'time', { conditions: conditions({ times: ' NotOnOrAfter="2999-01-01T00:00:00+09:00"' }) }],
    ['times that are none', 'time', (to) => ({ confirmation: confirmation({ data: confirmationData(to, { notOnOrAfter: 'never' }) }) })],
    ['a session that is over at the provider', 'time', { authnStatement: `<saml:AuthnStatement AuthnInstant="${time()}" SessionNotOnOrAfter="${time(-1)}"/>` }],
    ['an assertion of nobody who has signed in', 'malformed', { authnStatement: '' }],
    ['another version of SAML', 'malformed', { assertionAttributes: ` Version="1.1" IssueInstant="${time()}"` }],
    ['another version of SAML around it', 'malformed', (to) => ({ responseAttributes: ` Version="1.1" IssueInstant="${time()}" Destination="${ACS}" InResponseTo="${to}"` })],
    ['a response of the future', 'time', (to) => ({ responseAttributes: ` Version="2.0" IssueInstant="${time(2)}" Destination="${ACS}" InResponseTo="${to}"` })],
    ['a response without a time', 'time', (to) => ({ responseAttributes: ` Version="2.0" Destination="${ACS}" InResponseTo="${to}"` })],
    ['an answer to another request than the assertion is for', 'unknown-request', { confirmation: confirmation({ data: confirmationData(id()) }) }],
    ['an assertion for no request in an answer to one', 'unknown-request', { confirmation: confirmation({ data: confirmationData(null) }) }],
    ['a person without an address', 'address', { attributes: '' }],
    ['a person with two addresses', 'address', { attributes: `<saml:AttributeStatement>${attribute('email', 'alice@acme.example', 'ceo@acme.example')}</saml:AttributeStatement>` }],
    ['an address that is none', 'address', { attributes: `<saml:AttributeStatement>${attribute('email', 'alice')}</saml:AttributeStatement>` }],
  ];
  for (const [what, reason, change, signing] of cases) {
    it(what, async () => {
      const inResponseTo = await request();
      await refused(reason, await deliver(gateway, tab, idp.response(inResponseTo, typeof change === 'function' ? change(inResponseTo) : change, signing)));
    });
  }

  type Forgery = readonly [what: string, reason: string, forge: (inResponseTo: string) => string];
  const assertionOf = (xml: string): string => /<saml:Assertion.*<\/saml:Assertion>/s.exec(xml)?.[0] ?? '';
  const bare = (xml: string): string => xml.replace(/<Signature.*?<\/Signature>/s, '');
  /** A signed assertion, and what an attacker makes of it. */
  const evil = (assertion: string, newId = id()): string => bare(assertion).replace(/ID="[^"]+"/, `ID="${newId}"`).replaceAll('alice', 'mallory');
  const honest = (to: string): { xml: string; assertion: string; signature: string } => {
    const xml = idp.response(to);
    return { xml, assertion: assertionOf(xml), signature: /<Signature.*?<\/Signature>/s.exec(xml)?.[0] ?? '' };
  };
  const forgeries: readonly Forgery[] = [
    ['a NameID that was changed after signing', 'signature', (to) => idp.response(to).replace('>alice-1<', '>mallory<')],
    ['an address that was changed after signing', 'signature', (to) => idp.response(to).replace('alice@acme.example', 'ceo@acme.example')],
    ['a right assertion in a response whose own signature is wrong', 'signature', (to) => idp.response(to, {}, { response: true }).replace(` Destination="${ACS}"`, ` Destination="${ACS}" Consent="x"`)],
    ['a forged assertion before the signed one', 'malformed', (to) => { const { xml, assertion } = honest(to); return xml.replace(assertion, evil(assertion) + assertion); }],
    ['a forged assertion after the signed one', 'malformed', (to) => { const { xml, assertion } = honest(to); return xml.replace(assertion, assertion + evil(assertion)); }],
    ['the signed assertion hidden in extensions (wrapping)', 'malformed', (to) => { const { xml, assertion } = honest(to); return xml.replace(assertion, evil(assertion)).replace('<samlp:Status>', `<samlp:Extensions>${assertion}</samlp:Extensions><samlp:Status>`); }],
    ['the signed assertion hidden in the forged one', 'malformed', (to) => { const { xml, assertion } = honest(to); return xml.replace(assertion, evil(assertion).replace('</saml:Issuer>', `</saml:Issuer><saml:Advice>${assertion}</saml:Advice>`)); }],
    ['the signed assertion hidden in the signature of the forged one', 'malformed', (to) => {
      const { xml, assertion, signature } = honest(to);
      return xml.replace(assertion, evil(assertion).replace('</saml:Issuer>', `</saml:Issuer>${signature.replace('</Signature>', `<Object>${bare(assertion)}</Object></Signature>`)}`));
    }],
    ['the signed assertion under another name', 'signature', (to) => {
      const { xml, assertion } = honest(to);
      return xml.replace(assertion, evil(assertion)).replace('<samlp:Status>', `<samlp:Extensions>${assertion.replaceAll('saml:Assertion', 'saml:Evidence')}</samlp:Extensions><samlp:Status>`);
    }],
    ['a forged assertion that bears the signature of another', 'signature', (to) => { const { xml, assertion, signature } = honest(to); return xml.replace(assertion, evil(assertion).replace('</saml:Issuer>', `</saml:Issuer>${signature}`)); }],
    ['a forged assertion under the signed one\'s id', 'signature', (to) => {
      const { xml, assertion } = honest(to);
      const signedId = / ID="([^"]+)"/.exec(assertion)?.[1] ?? '';
      return xml.replace(assertion, evil(assertion, signedId)).replace('<samlp:Status>', `<samlp:Extensions>${assertion.replaceAll('saml:Assertion', 'saml:Evidence')}</samlp:Extensions><samlp:Status>`);
    }],
    ['an id that is there twice', 'signature', (to) => { const { xml, assertion } = honest(to); return xml.replace('<samlp:Status>', `<samlp:Extensions><x ID="${/ ID="([^"]+)"/.exec(assertion)?.[1] ?? ''}"/></samlp:Extensions><samlp:Status>`); }],
    ['two signatures of an assertion', 'signature', (to) => { const { xml, signature } = honest(to); return xml.replace(signature, signature.repeat(2)); }],
    ['a signature with two things signed', 'signature', (to) => { const { xml, signature } = honest(to); const reference = /<Reference.*<\/Reference>/s.exec(signature)?.[0] ?? ''; return xml.replace(reference, reference.repeat(2)); }],
    ['a signature over the whole document, wherever that ends', 'signature', (to) => idp.response(to).replace(/Reference URI="[^"]+"/, 'Reference URI=""')],
    ['a signature with a public key as secret', 'algorithm', (to) => idp.response(to).replace('xmldsig-more#rsa-sha256', 'xmldsig-more#hmac-sha256')],
    ['a transform that picks what is signed', 'algorithm', (to) => idp.response(to).replace('http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/TR/1999/REC-xpath-19991116')],
    ['an encrypted assertion beside the signed one', 'malformed', (to) => idp.response(to).replace('</samlp:Response>', '<saml:EncryptedAssertion/></samlp:Response>')],
    ['an encrypted assertion alone', 'malformed', (to) => { const { xml, assertion } = honest(to); return xml.replace(assertion, '<saml:EncryptedAssertion/>'); }],
    ['a response without an assertion', 'malformed', (to) => { const { xml, assertion } = honest(to); return xml.replace(assertion, ''); }],
    ['an assertion of another namespace', 'malformed', (to) => idp.response(to).replace('xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"', 'xmlns:saml="urn:other"')],
    ['a document type', 'malformed', (to) => `<!DOCTYPE x>${idp.response(to)}`],
    ['entities that grow', 'malformed', (to) => `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${idp.response(to).replace('alice-1', '&b;')}`],
    ['entities from a file', 'malformed', (to) => `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${idp.response(to).replace('alice-1', '&a;')}`],
    ['a comment in the NameID', 'malformed', (to) => idp.response(to, { nameID: nameID('mallory@evil.example') }).replace('mallory@evil.example', 'alice<!---->mallory@evil.example')],
    ['a CDATA section', 'malformed', (to) => idp.response(to).replace('alice-1', '<![CDATA[alice-1]]>')],
    ['a processing instruction', 'malformed', (to) => idp.response(to).replace('<samlp:Status>', '<?x y?><samlp:Status>')],
    ['two documents', 'malformed', (to) => idp.response(to).repeat(2)],
    ['XML that is none', 'malformed', (to) => idp.response(to).slice(0, -20)],
    ['a response of another namespace', 'malformed', (to) => idp.response(to).replace(/samlp:Response/g, 'other:Response').replace('xmlns:samlp', 'xmlns:other="urn:other" xmlns:samlp')],
    ['another message', 'malformed', () => '<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" Version="2.0"/>'],
    ['a document that is too large', 'too-large', (to) => idp.response(to).replace('<samlp:Status>', `<samlp:Extensions>${'x'.repeat(260_000)}</samlp:Extensions><samlp:Status>`)],
    ['a document of so many elements that looking at them would take long', 'too-large', (to) => idp.response(to).replace('<samlp:Status>', `<samlp:Extensions>${'<x/>'.repeat(60_000)}</samlp:Extensions><samlp:Status>`)],
    ['a document of as many attributes', 'too-large', (to) => idp.response(to).replace('<samlp:Status>', `<samlp:Extensions ${Array.from({ length: 10_000 }, (_, index) => `a${String(index)}="1"`).join(' ')}/><samlp:Status>`)],
  ];
  for (const [what, reason, forge] of forgeries) {
    it(what, async () => {
      const xml = forge(await request());
      await refused(reason, await deliver(gateway, tab, xml));
    });
  }

  it('five megabytes, before it has read them', async () => {
    await request();
    let read = 0;
    const body = new ReadableStream<Uint8Array>({ pull(controller) { read += 65_536; controller.enqueue(new Uint8Array(65_536).fill(65)); if (read > 5_000_000) controller.close(); } });
    const response = await gateway.fetch(new Request(ACS, { method: 'POST', body, duplex: 'half', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } } as RequestInit));
    await refused('too-large', response.headers.get('Location') ?? '');
    assert(read < 1_000_000, String(read));
  });

  it('forms that hold no message, two, or something else', async () => {
    const inResponseTo = await request();
    const message = base64(idp.response(inResponseTo));
    for (const fields of [{}, new URLSearchParams([['SAMLResponse', message], ['SAMLResponse', message]]), { SAMLResponse: '' }, { SAMLResponse: '%%%%' }, { SAMLResponse: 'AAAAA' }, { SAMLResponse: 'AAAA' }, { SAMLResponse: Buffer.from([0xff, 0xfe, 0x3c]).toString('base64') }]) {
      await refused('malformed', await postForm(gateway, ACS, fields));
    }
    const json = await gateway.fetch(new Request(ACS, { method: 'POST', body: JSON.stringify({ SAMLResponse: message }), headers: { 'Content-Type': 'application/json' } }));
    await refused('malformed', json.headers.get('Location') ?? '');
    for (const method of ['GET', 'PUT']) assert.equal((await gateway.fetch(new Request(ACS, { method }))).status, 404);
  });

  it('an answer to a request that nobody has made, and one that nobody has asked for', async () => {
    tab = browser(gateway);
    await refused('unknown-request', await deliver(gateway, tab, idp.response(id())));
    await refused('unknown-request', await deliver(gateway, tab, idp.response(null)));
  });

  it('an answer a second time', async () => {
    const xml = idp.response(await request());
    assert.equal(await deliver(gateway, tab, xml), RETURN_TO);
    tab = browser(gateway);
    await refused('unknown-request', await deliver(gateway, tab, xml));
  });

  it('another browser than the one that began (login CSRF), whose sign-in stays good', async () => {
    const next = await postForm(gateway, ACS, { SAMLResponse: base64(idp.response(await request())) });
    const asking = tab;
    tab = otherBrowser(gateway);
    await refused('other-browser', await follow(tab, next));
    await begin(tab, 'idp');
    await refused('other-browser', await follow(tab, next));
    assert.equal(await follow(asking, next), RETURN_TO);
  });

  it('a ticket a second time, an invented one, and two', async () => {
    const next = await postForm(gateway, ACS, { SAMLResponse: base64(idp.response(await request())) });
    assert.equal(await follow(tab, next), RETURN_TO);
    await tab.fetch(post('/v1/session', {}, {}, 'DELETE'));
    await refused('unknown-request', await follow(tab, next));
    await refused('unknown-request', await follow(tab, `${GATEWAY}/v1/providers/idp/complete?ticket=invented`));
    await refused('malformed', await follow(tab, `${next}&ticket=another`));
    await refused('malformed', await follow(tab, `${GATEWAY}/v1/providers/idp/complete`));
  });

  it('a request that is ten minutes old, and a ticket that is one', async () => {
    let ahead = 0;
    const late = samlGateway(idp, {}, { clock: () => Date.now() + ahead });
    const old = browser(late);
    const url = await begin(old, 'idp');
    const next = await postForm(late, ACS, { SAMLResponse: base64(idp.response(requestId(url))) });
    ahead = 61_000;
    assert.equal(await follow(old, next), FAILED_AT_PORTAL);
    assert.equal(reasonIn(late), 'unknown-request');
    ahead = 0;
    const second = requestId(await begin(old, 'idp'));
    ahead = 10 * 60_000 + 1;
    const confirmed = confirmation({ data: confirmationData(second, { notOnOrAfter: time(20) }) });
    assert.equal(await deliver(late, old, idp.response(second, { confirmation: confirmed, conditions: conditions({ times: '' }) })), FAILED_AT_PORTAL);
    assert.equal(reasonIn(late), 'unknown-request');
    await late.close();
  });

  it('the answer of one provider at the address of another', async () => {
    const provider = { type: 'saml' as const, name: 'x', entityId: ENTITY, signInURL: 'https://idp.example/sso', certificates: [idp.key.certificate] };
    const two = sampleGateway({ access: { portalURL: `${PAGE}/support`, providers: [{ ...provider, id: 'idp' }, { ...provider, id: 'other' }] } });
    tab = browser(two);
    const xml = idp.response(requestId(await begin(tab, 'idp')));
    assert.equal(await postForm(two, ACS.replace('/idp/', '/other/'), { SAMLResponse: base64(xml) }), FAILED_AT_PORTAL);
    assert.equal(reasonIn(two), 'recipient');
    const forOther = requestId(await begin(tab, 'other'));
    assert.equal(await deliver(two, tab, idp.response(forOther)), FAILED_AT_PORTAL);
    assert.equal(reasonIn(two), 'unknown-request');
    await two.close();
  });

  it('a disabled account, also after its address has changed', async () => {
    await signIn({ nameID: nameID('dora-1'), attributes: `<saml:AttributeStatement>${attribute('email', 'dora@acme.example')}</saml:AttributeStatement>` });
    await gateway.accounts.disable('dora@acme.example');
    for (const email of ['dora@acme.example', 'dora.new@acme.example']) {
      const landing = await signIn({ nameID: nameID('dora-1'), attributes: `<saml:AttributeStatement>${attribute('email', email)}</saml:AttributeStatement>` });
      assert.equal(landing, FAILED);
      await refused('disabled', landing);
    }
    assert.equal(await gateway.accounts.find('dora.new@acme.example'), null);
  });

  it('writes no person into the log', () => {
    const written = JSON.stringify(gateway.entries);
    for (const personal of [/alice/i, /mallory/i, /acme/, /from=mail/, /ticket=/]) assert.doesNotMatch(written, personal);
  });
});
