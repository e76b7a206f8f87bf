import { Refusal, type RefusalReason } from '../refusal.ts';

export const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
export const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
/** Bytes of a decoded message. */
export const LONGEST = 256 * 1024;
/** Tags and attributes of a message, roughly: enough for some hundred groups. Checking a signature takes a time that grows with their square. */
const MOST_MARKUP = 4_000;
/** Milliseconds that two clocks may be apart. */
export const SKEW = 60_000;

const RSA = ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'];
/** What signatures may be made with: nothing of SHA-1, and only transforms that leave the whole element in. */
const ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  SignatureMethod: RSA,
  DigestMethod: ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512'],
  CanonicalizationMethod: ['http://www.w3.org/2001/10/xml-exc-c14n#'],
  Transform: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
};
/** How the signatures of the HTTP-Redirect binding may be made. */
export const isStrongSignature = (algorithm: string): boolean => RSA.includes(algorithm);

/** The bytes of a message's Base64. @throws Refusal `malformed`, `too-large` */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const bare = base64.replace(/\s+/g, '');
  if (bare.length % 4 !== 0 || !/^[A-Za-z\d+/]+={0,2}$/.test(bare)) throw new Refusal('malformed');
  const bytes = Uint8Array.from(atob(bare), (letter) => letter.charCodeAt(0));
  if (bytes.byteLength > LONGEST) throw new Refusal('too-large');
  return bytes;
}

/** @throws Refusal `malformed` where it is no UTF-8 */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Refusal('malformed', { cause });
  }
}

/**
 * The root of a message, by the parser that node-saml checks signatures with: a second one could read the same bytes in another way. No document type,
 * comment, CDATA section or processing instruction, which no provider needs and most tricks do. @throws Refusal `malformed`, `too-large`
 */
export async function parsed(xml: string): Promise<Element> {
  if (xml.includes('<!') || xml.lastIndexOf('<?') > 0) throw new Refusal('malformed');
  if (xml.split(/[<=]/).length > MOST_MARKUP) throw new Refusal('too-large');
  const { parseDomFromString } = await import('@node-saml/node-saml/lib/xml.js');
  const dom = await parseDomFromString(xml).catch((cause: unknown) => { throw new Refusal('malformed', { cause }); });
  return dom.documentElement;
}

function elementsIn(parent: Node): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) if (node.nodeType === 1) found.push(node as Element);
  return found;
}

/** An element and all below it. */
export function everything(root: Element): Element[] {
  return [root, ...Array.from(root.getElementsByTagName('*'))];
}

export function isElement(element: Element, namespace: string, name: string): boolean {
  return element.namespaceURI === namespace && element.localName === name;
}

export function childrenOf(parent: Element, namespace: string, name: string): Element[] {
  return elementsIn(parent).filter((child) => isElement(child, namespace, name));
}

/** The one child of a name. @throws Refusal `otherwise`, where there is none or another one */
export function onlyChild(parent: Element, namespace: string, name: string, otherwise: RefusalReason = 'malformed'): Element {
  const [child, ...others] = childrenOf(parent, namespace, name);
  if (child === undefined || others.length > 0) throw new Refusal(otherwise);
  return child;
}

/** An attribute; undefined where it is absent or empty. */
export function attribute(element: Element, name: string): string | undefined {
  return element.getAttribute(name) || undefined;
}

/** The text of an element that holds nothing else. */
export function contentOf(element: Element): string {
  return elementsIn(element).length > 0 ? '' : element.textContent.trim();
}

/** A time in an attribute, in milliseconds since 1970; undefined where there is none. SAML's times are UTC (Core 1.3.3). @throws Refusal `time` */
export function timeOf(element: Element, name: string): number | undefined {
  const value = attribute(element, name);
  if (value === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw new Refusal('time');
  return time;
}

/** Checks the times that something is good for. @throws Refusal `time` */
export function checkTimes(element: Element, now: number): void {
  const [notBefore, notOnOrAfter] = [timeOf(element, 'NotBefore'), timeOf(element, 'NotOnOrAfter')];
  if ((notBefore !== undefined && notBefore > now + SKEW) || (notOnOrAfter !== undefined && notOnOrAfter <= now - SKEW)) throw new Refusal('time');
}

/** Who has written a message or an assertion. @throws Refusal `issuer` */
export function checkIssuer(element: Element, entityId: string): void {
  if (contentOf(onlyChild(element, ASSERTION, 'Issuer', 'issuer')) !== entityId) throw new Refusal('issuer');
}

/**
 * Looks at what all signatures of a message are made with, before any is believed. Whether one is right, and covers the element that it stands in and nothing
 * else, is node-saml's to say. @throws Refusal `algorithm`
 */
export function checkAlgorithms(root: Element): void {
  for (const element of everything(root)) {
    const allowed = Object.hasOwn(ALGORITHMS, element.localName) ? ALGORITHMS[element.localName] : undefined;
    if (allowed !== undefined && !allowed.includes(element.getAttribute('Algorithm') ?? '')) throw new Refusal('algorithm');
  }
}

/** Whether an element bears a signature. */
export const isSigned = (element: Element): boolean => childrenOf(element, SIGNATURE, 'Signature').length > 0;
