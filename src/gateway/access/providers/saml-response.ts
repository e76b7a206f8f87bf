import type { SAML } from '@node-saml/node-saml';
import { digestOf } from '../digest.ts';
import { Refusal, type RefusalReason } from '../refusal.ts';
import { textsOf, type Proved } from './proved.ts';
import {
  ASSERTION, attribute, bytesOf, checkAlgorithms, checkIssuer, checkTimes, childrenOf, contentOf, everything, isElement, isSigned, onlyChild, parsed, PROTOCOL, SKEW, textOf, timeOf,
} from './saml-xml.ts';

const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const EMAIL = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress';
const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

/** What a response has to fit. */
export interface ResponseRules {
  /** The provider's entity id. */
  readonly entityId: string;
  /** Where responses arrive. */
  readonly recipient: string;
  readonly attributes: { readonly email: string; readonly name: string; readonly groups: string };
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A response that holds. */
export interface SamlAnswer {
  readonly proved: Proved;
  /** The request that it answers; undefined for a sign-in that began at the provider. */
  readonly inResponseTo: string | undefined;
  /** The assertion, and until when it would be good, in milliseconds since 1970: it may be used once. */
  readonly assertion: { readonly id: string; readonly until: number };
}

/**
 * Reads a response of the HTTP-POST binding. node-saml checks the audience and the signatures, of which the assertion's has to be there; the rest of what
 * SAML 2.0 Profiles 4.1.4.3 asks for is checked here, on the bytes that were signed.
 * @param library Makes a checker; a response that bears a signature of its own needs a right one. @throws Refusal
 */
export async function readResponse(message: string, rules: ResponseRules, library: (responseSigned: boolean) => Promise<SAML>): Promise<SamlAnswer> {
  const bytes = bytesOf(message);
  const response = await parsed(textOf(bytes));
  const inResponseTo = checkResponse(response, rules);
  const saml = await library(isSigned(response));
  const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: message.replace(/\s+/g, '') }).catch((cause: unknown) => { throw new Refusal(reasonOf(cause), { cause }); });
  // From here on, nothing but what the signature covers.
  const signed = profile?.getAssertionXml?.();
  if (signed === undefined) throw new Refusal('signature');
  return readAssertion(await parsed(signed), inResponseTo, rules);
}

/** The envelope. It may be unsigned: nothing that it says lets anybody in. @returns which request it answers */
function checkResponse(response: Element, { entityId, recipient, now }: ResponseRules): string | undefined {
  if (!isElement(response, PROTOCOL, 'Response') || attribute(response, 'Version') !== '2.0') throw new Refusal('malformed');
  const status = onlyChild(onlyChild(response, PROTOCOL, 'Status'), PROTOCOL, 'StatusCode');
  if (attribute(status, 'Value') !== SUCCESS) throw new Refusal('provider-refused');
  const assertion = onlyChild(response, ASSERTION, 'Assertion');
  // A second one, wherever it hides and whatever it calls itself, has no honest use.
  if (everything(response).some((element) => element !== assertion && /^(?:Encrypted)?Assertion$/.test(element.localName))) throw new Refusal('malformed');
  checkAlgorithms(response);
  checkIssuer(response, entityId);
  if (attribute(response, 'Destination') !== recipient) throw new Refusal('recipient');
  const issued = timeOf(response, 'IssueInstant');
  if (issued === undefined || issued > now + SKEW) throw new Refusal('time');
  return attribute(response, 'InResponseTo');
}

async function readAssertion(assertion: Element, inResponseTo: string | undefined, rules: ResponseRules): Promise<SamlAnswer> {
  const { entityId, now } = rules;
  const id = attribute(assertion, 'ID');
  if (attribute(assertion, 'Version') !== '2.0' || id === undefined) throw new Refusal('malformed');
  checkIssuer(assertion, entityId);
  const issued = timeOf(assertion, 'IssueInstant');
  if (issued === undefined || issued > now + SKEW) throw new Refusal('time');
  const until = checkConfirmation(assertion, inResponseTo, rules);
  checkConditions(assertion, now);

  const nameID = nameIDOf(assertion);
  const value = contentOf(nameID);
  const format = attribute(nameID, 'Format');
  const [statement] = childrenOf(assertion, ASSERTION, 'AuthnStatement');
  if (statement === undefined) throw new Refusal('malformed');
  const ends = timeOf(statement, 'SessionNotOnOrAfter');
  if (ends !== undefined && ends <= now) throw new Refusal('time');

  const { attributes } = rules;
  const addresses = valuesOf(assertion, attributes.email);
  const [email, ...more] = addresses.length === 0 && format === EMAIL ? [value] : addresses;
  if (email === undefined || more.length > 0) throw new Refusal('address');
  const name = valuesOf(assertion, attributes.name)[0] ?? '';
  const kept = { nameID: value, nameIDFormat: format, nameQualifier: attribute(nameID, 'NameQualifier'), spNameQualifier: attribute(nameID, 'SPNameQualifier'), sessionIndex: attribute(statement, 'SessionIndex') };
  return {
    inResponseTo, assertion: { id, until },
    proved: {
      issuer: entityId, email, name, groups: valuesOf(assertion, attributes.groups),
      // Only a persistent NameID is made to stay; others may change at every sign-in, and then the address is who one is.
      subject: format === PERSISTENT ? `persistent ${value}` : `email ${email.toLowerCase()}`,
      signOut: `${await nameKey(value)} ${JSON.stringify(kept)}`,
      ...ends === undefined ? {} : { ends },
    },
  };
}

/** By what sessions of a NameID are found when the provider ends them. */
export const nameKey = (nameID: string): Promise<string> => digestOf(nameID);

/** The one NameID of a subject. @throws Refusal `subject` */
function nameIDOf(assertion: Element): Element {
  const subject = onlyChild(assertion, ASSERTION, 'Subject', 'subject');
  const nameID = onlyChild(subject, ASSERTION, 'NameID', 'subject');
  const others = everything(subject).filter((element) => element !== nameID && /^(?:NameID|EncryptedID|BaseID)$/.test(element.localName));
  if (contentOf(nameID) === '' || others.length > 0) throw new Refusal('subject');
  return nameID;
}

/** That the assertion is for whoever brings it, here and now, in answer to what was asked. @returns until when */
function checkConfirmation(assertion: Element, inResponseTo: string | undefined, { recipient, now }: ResponseRules): number {
  const subject = onlyChild(assertion, ASSERTION, 'Subject', 'subject');
  const [confirmation, ...others] = childrenOf(subject, ASSERTION, 'SubjectConfirmation').filter((element) => attribute(element, 'Method') === BEARER);
  if (confirmation === undefined || others.length > 0) throw new Refusal('subject');
  const data = onlyChild(confirmation, ASSERTION, 'SubjectConfirmationData', 'subject');
  const until = timeOf(data, 'NotOnOrAfter');
  if (until === undefined) throw new Refusal('time');
  checkTimes(data, now);
  if (attribute(data, 'Recipient') !== recipient) throw new Refusal('recipient');
  if (attribute(data, 'InResponseTo') !== inResponseTo) throw new Refusal('unknown-request');
  return until + SKEW;
}

/** Besides the audience, which node-saml has checked. @throws Refusal `time`; `malformed` for a condition that nobody here understands (Core 2.5.1.1) */
function checkConditions(assertion: Element, now: number): void {
  const conditions = onlyChild(assertion, ASSERTION, 'Conditions');
  checkTimes(conditions, now);
  const known = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction'].flatMap((name) => childrenOf(conditions, ASSERTION, name));
  if (everything(conditions).some((element) => element.parentNode === conditions && !known.includes(element))) throw new Refusal('malformed');
}

/** The values of an attribute, by its name. */
function valuesOf(assertion: Element, name: string): string[] {
  return textsOf(childrenOf(assertion, ASSERTION, 'AttributeStatement').flatMap((statement) => childrenOf(statement, ASSERTION, 'Attribute'))
    .filter((element) => attribute(element, 'Name') === name)
    .flatMap((element) => childrenOf(element, ASSERTION, 'AttributeValue').map(contentOf)));
}

/** node-saml tells its reasons in words only. */
function reasonOf(error: unknown): RefusalReason {
  const message = error instanceof Error ? error.message : '';
  if (/signature/i.test(message)) return 'signature';
  if (/expired|not yet valid|valid date|subject confirmation/i.test(message)) return 'time';
  return /audience/i.test(message) ? 'audience' : 'malformed';
}
