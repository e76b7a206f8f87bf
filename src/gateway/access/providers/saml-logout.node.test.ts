import assert from 'node:assert/strict';
import { createSign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { after, before, describe, it } from 'node:test';
import { browser, get, GATEWAY, PAGE, post, sampleGateway, type Browser, type TestGateway } from '../../helpers.node.test.ts';
import { begin, FAILED_AT_PORTAL, follow, keyAndCertificate, reasonIn, who } from './provider-helpers.node.test.ts';
import { ACS, attribute, base64, ENTITY, id, inflated, issuer, nameID, postForm, requestId, samlIdp, SLO, time, type Signing } from './saml-helpers.node.test.ts';

const idp = samlIdp();
const own = keyAndCertificate();
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const REQUEST_PATH = '/*[local-name(.)="LogoutRequest"]';

interface Wish { readonly attributes?: string; readonly issuer?: string; readonly nameID?: string; readonly indexes?: string[]; readonly more?: string; readonly name?: string }

/** A provider's wish to sign Alice out. */
const wish = ({ attributes = ` Version="2.0" IssueInstant="${time()}" Destination="${SLO}"`, issuer: by = issuer(ENTITY), nameID: whom = nameID('alice-1'), indexes = [], more = '', name = 'LogoutRequest' }: Wish = {}): string =>
  `<samlp:${name} xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id()}"${attributes}>${by}${whom}`
  + `${indexes.map((index) => `<samlp:SessionIndex>${index}</samlp:SessionIndex>`).join('')}${more}</samlp:${name}>`;

/** The query of the HTTP-Redirect binding (Bindings 3.4.4.1). */
function redirected(xml: string, { relayState, algorithm = RSA_SHA256, hash = 'sha256', key = idp.key, packed = deflateRawSync(xml) }: { relayState?: string; algorithm?: string; hash?: string; key?: typeof own; packed?: Buffer } = {}): string {
  const parts = [['SAMLRequest', packed.toString('base64')], ...relayState === undefined ? [] : [['RelayState', relayState]], ['SigAlg', algorithm]].map(([name, value]) => `${name ?? ''}=${encodeURIComponent(value ?? '')}`);
  const signature = createSign(hash).update(parts.join('&')).sign(key.privateKey, 'base64');
  return `?${[...parts, `Signature=${encodeURIComponent(signature)}`].join('&')}`;
}

describe('SAML sign-out', () => {
  let gateway: TestGateway;
  before(() => {
    gateway = sampleGateway({
      limits: { signInsPerAddress: 1000 },
      access: {
        portalURL: `${PAGE}/support`,
        providers: [{
          type: 'saml', id: 'idp', name: 'Example', entityId: ENTITY, signInURL: 'https://idp.example/sso', signOutURL: 'https://idp.example/slo?tenant=1', certificates: [idp.key.certificate],
          signing: { privateKey: own.privateKey, certificate: own.certificate },
        }],
      },
    });
  });
  after(() => gateway.close());

  /** A browser in which somebody has signed in. */
  const signedIn = async (name = 'alice', index = 'session-1'): Promise<Browser> => {
    const tab = browser(gateway);
    const to = requestId(await begin(tab, 'idp'));
    const xml = idp.response(to, {
      nameID: nameID(`${name}-1`), attributes: `<saml:AttributeStatement>${attribute('email', `${name}@acme.example`)}</saml:AttributeStatement>`,
      authnStatement: `<saml:AuthnStatement AuthnInstant="${time()}"${index === '' ? '' : ` SessionIndex="${index}"`}/>`,
    });
    await follow(tab, await postForm(gateway, ACS, { SAMLResponse: base64(xml) }));
    assert.equal(await who(tab), `${name}@acme.example`);
    return tab;
  };
  const byRedirect = async (query: string): Promise<string> => (await browser(gateway).fetch(get(`/v1/providers/idp/logout${query}`))).headers.get('Location') ?? '';
  const byPost = (xml: string, signing: Signing = {}, relayState = ''): Promise<string> => postForm(gateway, SLO, { SAMLRequest: base64(idp.sign(xml, REQUEST_PATH, signing)), ...relayState === '' ? {} : { RelayState: relayState } });

  it('goes on at the provider with a signed request that names person and session, and ends at the portal', async () => {
    const tab = await signedIn();
    const { signOutUrl, customer } = await (await tab.fetch(post('/v1/session', {}, {}, 'DELETE'))).json() as { customer: unknown; signOutUrl: string };
    assert.deepEqual([customer, await who(tab)], [null, null]);
    const url = new URL(signOutUrl);
    assert.equal(url.origin + url.pathname, 'https://idp.example/slo');
    assert.deepEqual([...url.searchParams.keys()], ['tenant', 'SAMLRequest', 'SigAlg', 'Signature']);
    for (const part of ['>alice-1<', '>session-1<', 'Destination="https://idp.example/slo?tenant=1"', 'nameid-format:persistent"']) assert(inflated(url).includes(part), `${part} in ${inflated(url)}`);
    assert.equal(await byRedirect('?SAMLResponse=anything'), `${PAGE}/support`);
    assert.equal(await postForm(gateway, SLO, { SAMLResponse: 'anything' }), `${PAGE}/support`);
  });

  for (const [binding, send] of [['HTTP-Redirect', (xml: string) => byRedirect(redirected(xml, { relayState: 'relay & 1' }))], ['HTTP-POST', (xml: string) => byPost(xml, {}, 'relay & 1')]] as const) {
    it(`that the provider wishes ends the person's sessions, on all instances, and tells the provider so (${binding})`, async () => {
      const [alice, alsoAlice, bob] = [await signedIn(), await signedIn('alice', 'session-2'), await signedIn('bob')];
      const asked = wish();
      const answer = new URL(await send(asked));
      assert.deepEqual([await who(alice), await who(alsoAlice), await who(bob)], [null, null, 'bob@acme.example']);
      assert.equal(answer.origin + answer.pathname, 'https://idp.example/slo');
      assert.deepEqual([answer.searchParams.get('RelayState'), answer.searchParams.get('SigAlg')], ['relay & 1', RSA_SHA256]);
      const said = inflated(answer, 'SAMLResponse');
      for (const part of ['status:Success', `InResponseTo="${/ ID="([^"]+)"/.exec(asked)?.[1] ?? ''}"`]) assert(said.includes(part), said);
    });
  }

  it('ends only the sessions that are named, and those of which nobody knows the name', async () => {
    const [first, second, nameless] = [await signedIn(), await signedIn('alice', 'session-2'), await signedIn('alice', '')];
    await byRedirect(redirected(wish({ indexes: ['session-2', 'session-9'] })));
    assert.deepEqual([await who(first), await who(second), await who(nameless)], ['alice@acme.example', null, null]);
  });

  describe('refuses', () => {
    let alice: Browser;
    before(async () => { alice = await signedIn(); });
    const refused = async (reason: string, landing: string): Promise<void> => {
      assert.deepEqual([landing, reasonIn(gateway), await who(alice)], [FAILED_AT_PORTAL, reason, 'alice@acme.example']);
    };
    const wishes: readonly (readonly [what: string, reason: string, wish: Wish])[] = [
      ['another issuer', 'issuer', { issuer: issuer('https://evil.example') }],
      ['two issuers', 'issuer', { issuer: issuer(ENTITY) + issuer('https://evil.example') }],
      ['another destination', 'recipient', { attributes: ` Version="2.0" IssueInstant="${time()}" Destination="https://other.example/"` }],
      ['no destination', 'recipient', { attributes: ` Version="2.0" IssueInstant="${time()}"` }],
      ['an old wish', 'time', { attributes: ` Version="2.0" IssueInstant="${time(-6)}" Destination="${SLO}"` }],
      ['a wish of the future', 'time', { attributes: ` Version="2.0" IssueInstant="${time(6)}" Destination="${SLO}"` }],
      ['a wish that has expired', 'time', { attributes: ` Version="2.0" IssueInstant="${time(-3)}" NotOnOrAfter="${time(-2)}" Destination="${SLO}"` }],
      ['a wish without a time', 'time', { attributes: ` Version="2.0" Destination="${SLO}"` }],
      ['another version', 'malformed', { attributes: ` Version="1.1" IssueInstant="${time()}" Destination="${SLO}"` }],
      ['two NameIDs', 'subject', { nameID: nameID('alice-1') + nameID('bob-1') }],
      ['an empty NameID', 'subject', { nameID: nameID('') }],
      ['no NameID', 'subject', { nameID: '' }],
    ];
    for (const [what, reason, asked] of wishes) {
      it(`${what}, by both bindings`, async () => {
        await refused(reason, await byPost(wish(asked)));
        await refused(reason, await byRedirect(redirected(wish(asked))));
      });
    }

    it('another message', async () => {
      await refused('malformed', await byRedirect(redirected(wish({ name: 'Response' }))));
    });

    it('a wish that is not signed, that a stranger has signed, or SHA-1', async () => {
      const stranger = keyAndCertificate();
      const { searchParams } = new URL(`https://x/${redirected(wish())}`);
      await refused('signature', await byRedirect(`?SAMLRequest=${encodeURIComponent(searchParams.get('SAMLRequest') ?? '')}`));
      await refused('signature', await byRedirect(`?SAMLRequest=${encodeURIComponent(searchParams.get('SAMLRequest') ?? '')}&SigAlg=${encodeURIComponent(RSA_SHA256)}&Signature=`));
      await refused('signature', await byRedirect(redirected(wish(), { key: stranger })));
      await refused('algorithm', await byRedirect(redirected(wish(), { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1', hash: 'sha1' })));
      await refused('algorithm', await byRedirect(redirected(wish(), { algorithm: 'x#RSA-MD5', hash: 'md5' })));
      await refused('signature', await postForm(gateway, SLO, { SAMLRequest: base64(wish()) }));
      await refused('signature', await byPost(wish(), { key: stranger }));
      await refused('algorithm', await byPost(wish(), { signatureAlgorithm: 'sha1' }));
      await refused('algorithm', await byPost(wish(), { digestAlgorithm: 'sha1' }));
    });

    it('a query in which something else is signed than what is read', async () => {
      const bobs = redirected(wish({ nameID: nameID('bob-1') })).slice(1);
      const forged = encodeURIComponent(deflateRawSync(wish()).toString('base64'));
      for (const query of [`SAMLRequest=${forged}&${bobs}`, `${bobs}&SAMLRequest=${forged}`]) await refused('malformed', await byRedirect(`?${query}`));
      await refused('signature', await byRedirect(`?${bobs.replace(/SAMLRequest=[^&]+/, `SAMLRequest=${forged}`)}`));
      await byRedirect(`?SAML%52equest=${forged}&${bobs}`);
      assert.equal(await who(alice), 'alice@acme.example', 'what is read is what is signed');
      await refused('signature', await byRedirect(`?${redirected(wish(), { relayState: 'a' }).slice(1).replace('RelayState=a', 'RelayState=b')}`));
    });

    it('a posted wish that was changed or wrapped', async () => {
      const xml = idp.sign(wish({ nameID: nameID('bob-1') }), REQUEST_PATH);
      await refused('signature', await postForm(gateway, SLO, { SAMLRequest: base64(xml.replace('bob-1', 'alice-1')) }));
      const wrapped = wish({ more: `<samlp:Extensions>${xml}</samlp:Extensions>` });
      await refused('signature', await postForm(gateway, SLO, { SAMLRequest: base64(wrapped) }));
    });

    it('a bomb, a document type, and what is no message', async () => {
      await refused('too-large', await byRedirect(redirected('', { packed: deflateRawSync(Buffer.alloc(8_000_000, 'x')) })));
      await refused('malformed', await byRedirect(redirected(`<!DOCTYPE x>${wish()}`)));
      await refused('malformed', await byRedirect(redirected('', { packed: Buffer.from('not deflated at all') })));
      await refused('malformed', await postForm(gateway, SLO, { SAMLRequest: '%%%' }));
      await refused('malformed', await postForm(gateway, SLO, {}));
      await refused('signature', await byRedirect(''));
    });

    it('a wish a second time, by which a later session would end', async () => {
      const query = redirected(wish());
      assert.match(await byRedirect(query), /^https:\/\/idp\.example\/slo/);
      assert.equal(await who(alice), null);
      alice = await signedIn();
      await refused('replayed', await byRedirect(query));
    });
  });

  it('is nowhere where the provider has none', async () => {
    const without = sampleGateway({ access: { portalURL: `${PAGE}/support`, providers: [{ type: 'saml', id: 'idp', name: 'x', entityId: ENTITY, signInURL: 'https://idp.example/sso', certificates: [idp.key.certificate] }] } });
    assert.equal((await without.fetch(get(`/v1/providers/idp/logout${redirected(wish())}`))).status, 404);
    const tab = browser(without);
    await follow(tab, await postForm(without, ACS, { SAMLResponse: base64(idp.response(requestId(await begin(tab, 'idp')))) }));
    assert.equal((await (await tab.fetch(post('/v1/session', {}, {}, 'DELETE'))).json() as { signOutUrl?: string }).signOutUrl, undefined);
    assert.equal(await who(tab), null);
    await without.close();
  });

  it('needs no cookie, and sets none', async () => {
    const response = await gateway.fetch(new Request(`${GATEWAY}/v1/providers/idp/logout${redirected(wish())}`));
    assert.deepEqual([response.status, response.headers.getSetCookie()], [303, []]);
  });
});
