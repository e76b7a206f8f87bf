import { randomBytes } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { signXml } from '@node-saml/node-saml/lib/xml.js';
import { browser, GATEWAY, PAGE, sampleGateway, type Browser, type TestGateway } from '../../helpers.node.test.ts';
import type { GatewayOptions } from '../../index.ts';
import { follow, keyAndCertificate, type KeyAndCertificate } from './provider-helpers.node.test.ts';

export const ENTITY = 'https://idp.example/metadata';
export const SP = `${GATEWAY}/v1/providers/idp/metadata`;
export const ACS = `${GATEWAY}/v1/providers/idp/acs`;
export const SLO = `${GATEWAY}/v1/providers/idp/logout`;

const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/** A time, in minutes from now. */
export const time = (minutes = 0): string => new Date(Date.now() + minutes * 60_000).toISOString();
export const id = (): string => `_${randomBytes(16).toString('hex')}`;

/** The parts of a response, each of which a test may replace by other XML. */
export interface SamlParts {
  readonly id: string;
  /** Attributes of the response after the id. */
  readonly responseAttributes: string;
  readonly responseIssuer: string;
  readonly status: string;
  readonly assertionId: string;
  readonly assertionAttributes: string;
  readonly issuer: string;
  readonly nameID: string;
  readonly confirmation: string;
  readonly conditions: string;
  readonly authnStatement: string;
  readonly attributes: string;
}

/** How a response is signed. */
export interface Signing {
  readonly key?: KeyAndCertificate;
  readonly assertion?: boolean;
  readonly response?: boolean;
  readonly signatureAlgorithm?: 'sha1' | 'sha256' | 'sha512';
  readonly digestAlgorithm?: 'sha1' | 'sha256' | 'sha512';
  readonly transforms?: string[];
}

export const attribute = (name: string, ...values: string[]): string =>
  `<saml:Attribute Name="${name}">${values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('')}</saml:Attribute>`;
export const status = (...codes: string[]): string => `<samlp:Status>${codes.map((code) => `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}"/>`).join('')}</samlp:Status>`;
export const confirmation = ({ method = 'bearer', data }: { method?: string; data?: string } = {}): string =>
  `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:${method}">${data ?? ''}</saml:SubjectConfirmation>`;
export const confirmationData = (inResponseTo: string | null, { recipient = ACS, notOnOrAfter = time(5), more = '' }: { recipient?: string | null; notOnOrAfter?: string | null; more?: string } = {}): string =>
  `<saml:SubjectConfirmationData${inResponseTo === null ? '' : ` InResponseTo="${inResponseTo}"`}${recipient === null ? '' : ` Recipient="${recipient}"`}${notOnOrAfter === null ? '' : ` NotOnOrAfter="${notOnOrAfter}"`}${more}/>`;
export const conditions = ({ audiences = [SP], times = ` NotBefore="${time(-1)}" NotOnOrAfter="${time(5)}"`, more = '' }: { audiences?: string[]; times?: string; more?: string } = {}): string =>
  `<saml:Conditions${times}>${audiences.map((audience) => `<saml:AudienceRestriction><saml:Audience>${audience}</saml:Audience></saml:AudienceRestriction>`).join('')}${more}</saml:Conditions>`;
export const nameID = (value: string, format = PERSISTENT): string => `<saml:NameID Format="${format}">${value}</saml:NameID>`;
export const issuer = (value: string): string => `<saml:Issuer>${value}</saml:Issuer>`;

/** A SAML identity provider that answers as a test wants it to. */
export interface SamlIdp {
  readonly key: KeyAndCertificate;
  /** A response to a request, or to none. @param change Other parts than those of an honest one. */
  response(inResponseTo: string | null, change?: Partial<SamlParts>, signing?: Signing): string;
  /** The same as XML, signed by hand. */
  xml(inResponseTo: string | null, change?: Partial<SamlParts>): string;
  /** Signs an element of a document, by XPath. */
  sign(xml: string, xpath: string, signing?: Signing): string;
}

export const ASSERTION_PATH = '/*[local-name(.)="Response"]/*[local-name(.)="Assertion"]';
export const RESPONSE_PATH = '/*[local-name(.)="Response"]';

export function samlIdp(): SamlIdp {
  const key = keyAndCertificate();
  const sign: SamlIdp['sign'] = (xml, xpath, { key: { privateKey, certificate } = key, signatureAlgorithm = 'sha256', digestAlgorithm = 'sha256', transforms = [ENVELOPED, EXCLUSIVE] } = {}) =>
    signXml(xml, xpath, { reference: `${xpath}/*[local-name(.)="Issuer"]`, action: 'after' }, { privateKey, publicCert: certificate, signatureAlgorithm, digestAlgorithm, xmlSignatureTransforms: transforms });
  const xml: SamlIdp['xml'] = (inResponseTo, change = {}) => {
    const answering = inResponseTo === null ? '' : ` InResponseTo="${inResponseTo}"`;
    const parts: SamlParts = {
      id: id(), responseAttributes: ` Version="2.0" IssueInstant="${time()}" Destination="${ACS}"${answering}`, responseIssuer: issuer(ENTITY), status: status('Success'),
      assertionId: id(), assertionAttributes: ` Version="2.0" IssueInstant="${time()}"`, issuer: issuer(ENTITY), nameID: nameID('alice-1'),
      confirmation: confirmation({ data: confirmationData(inResponseTo) }), conditions: conditions(),
      authnStatement: `<saml:AuthnStatement AuthnInstant="${time()}" SessionIndex="session-1"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
      attributes: `<saml:AttributeStatement>${attribute('email', 'alice@acme.example')}${attribute('name', 'Alice Archer')}${attribute('groups', 'customers', 'acme')}</saml:AttributeStatement>`,
      ...change,
    };
    return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${parts.id}"${parts.responseAttributes}>${parts.responseIssuer}${parts.status}`
      + `<saml:Assertion ID="${parts.assertionId}"${parts.assertionAttributes}>${parts.issuer}<saml:Subject>${parts.nameID}${parts.confirmation}</saml:Subject>${parts.conditions}${parts.authnStatement}${parts.attributes}</saml:Assertion></samlp:Response>`;
  };
  return {
    key, xml, sign,
    response(inResponseTo, change, signing = {}) {
      let made = xml(inResponseTo, change);
      if (signing.assertion !== false) made = sign(made, ASSERTION_PATH, signing);
      if (signing.response === true) made = sign(made, RESPONSE_PATH, signing);
      return made;
    },
  };
}

/** The XML of a message in an address (HTTP-Redirect binding). */
export const inflated = (url: URL, name: 'SAMLRequest' | 'SAMLResponse' = 'SAMLRequest'): string => inflateRawSync(Buffer.from(url.searchParams.get(name) ?? '', 'base64')).toString();
/** The id of the request in an address. */
export const requestId = (url: URL): string => / ID="([^"]+)"/.exec(inflated(url))?.[1] ?? '';

export const base64 = (xml: string): string => Buffer.from(xml).toString('base64');

/** Posts a form to one of the gateway's addresses, as the provider's page makes a browser do it: without the cookies of this site. @returns where it leads */
export async function postForm(gateway: TestGateway, url: string, fields: Readonly<Record<string, string>> | URLSearchParams): Promise<string> {
  const elsewhere = browser(gateway, { origin: 'https://idp.example' });
  const response = await elsewhere.fetch(new Request(url, { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } }));
  if (response.status !== 303) throw new Error(`${String(response.status)} ${await response.text()}`);
  if (elsewhere.cookies.size > 0) throw new Error('A POST from another site has set a cookie.');
  return response.headers.get('Location') ?? '';
}

/** A gateway at a provider. */
export const samlGateway = ({ key: { certificate } }: SamlIdp, provider: object = {}, options: Partial<GatewayOptions> = {}): TestGateway => sampleGateway({
  limits: { signInsPerAddress: 1000 }, ...options,
  access: {
    portalURL: `${PAGE}/support`,
    providers: [{ type: 'saml', id: 'idp', name: 'Example', entityId: ENTITY, signInURL: 'https://idp.example/sso?tenant=1', certificates: [certificate], ...provider }], ...options.access,
  },
});

/** Posts a response, and goes on where that leads. @returns where it ends */
export async function deliver(gateway: TestGateway, tab: Browser, xml: string, fields: Record<string, string> = {}): Promise<string> {
  const next = await postForm(gateway, ACS, { SAMLResponse: base64(xml), ...fields });
  return next.startsWith(GATEWAY) ? follow(tab, next) : next;
}
