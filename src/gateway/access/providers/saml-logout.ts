import type { SAML } from '@node-saml/node-saml';
import { Refusal } from '../refusal.ts';
import {
  ASSERTION, attribute, bytesOf, checkAlgorithms, checkIssuer, checkTimes, childrenOf, contentOf, isElement, isStrongSignature, LONGEST, onlyChild, parsed, PROTOCOL, textOf, timeOf,
} from './saml-xml.ts';

/** Milliseconds that a wish to sign somebody out may be on its way. */
const FIVE_MINUTES = 5 * 60_000;

/** A message about signing out, as it arrived. */
export type LogoutMessage =
  /** HTTP-POST binding: signed inside. */
  | { readonly post: string; readonly relayState: string | undefined }
  /** HTTP-Redirect binding: the query, which bears the signature. */
  | { readonly query: string };

/** A provider's wish that somebody be signed out. */
export interface LogoutRequest {
  readonly id: string;
  readonly nameID: string;
  /** Which of the person's sessions; none means all. */
  readonly sessionIndexes: readonly string[];
  readonly relayState: string | undefined;
  /** Until when it would be taken again, in milliseconds since 1970. */
  readonly until: number;
}

interface LogoutRules { readonly entityId: string; readonly destination: string; readonly certificates: readonly string[]; readonly now: number }

/** Reads a LogoutRequest, and checks it and its signature. @throws Refusal */
export async function readLogout(message: LogoutMessage, rules: LogoutRules, library: () => Promise<SAML>): Promise<LogoutRequest> {
  if ('post' in message) return { ...readRequest(await signedInside(textOf(bytesOf(message.post)), rules), rules), relayState: message.relayState };
  const { xml, values, signed } = await signedOutside(message.query);
  const request = readRequest(await parsed(xml), rules);
  await (await library()).validateRedirectAsync(values, signed).catch((cause: unknown) => { throw new Refusal('signature', { cause }); });
  return { ...request, relayState: values.RelayState };
}

function readRequest(root: Element, { entityId, destination, now }: LogoutRules): Omit<LogoutRequest, 'relayState'> {
  const id = attribute(root, 'ID');
  if (!isElement(root, PROTOCOL, 'LogoutRequest') || attribute(root, 'Version') !== '2.0' || id === undefined) throw new Refusal('malformed');
  checkIssuer(root, entityId);
  if (attribute(root, 'Destination') !== destination) throw new Refusal('recipient');
  const issued = timeOf(root, 'IssueInstant');
  if (issued === undefined || Math.abs(issued - now) > FIVE_MINUTES) throw new Refusal('time');
  checkTimes(root, now);
  const nameID = contentOf(onlyChild(root, ASSERTION, 'NameID', 'subject'));
  if (nameID === '') throw new Refusal('subject');
  return { id, nameID, sessionIndexes: childrenOf(root, PROTOCOL, 'SessionIndex').map(contentOf), until: issued + FIVE_MINUTES };
}

/** What an enveloped signature covers. */
async function signedInside(xml: string, { certificates }: LogoutRules): Promise<Element> {
  const { getVerifiedXml } = await import('@node-saml/node-saml/lib/xml.js');
  const root = await parsed(xml);
  checkAlgorithms(root);
  let verified: string | null;
  try {
    verified = getVerifiedXml(xml, root, [...certificates]);
  } catch (cause) {
    throw new Refusal('signature', { cause });
  }
  if (verified === null) throw new Refusal('signature');
  return parsed(verified);
}

/** What of a query may be signed, in the order in which it is. */
const SIGNED = ['SAMLRequest', 'RelayState', 'SigAlg'] as const;

/**
 * A message whose signature stands beside it in the query (Bindings 3.4.4.1), over the letters as they were sent. node-saml looks for these anywhere in the
 * query, and takes a message without a signature for a good one: so it gets to see nothing but what counts.
 */
async function signedOutside(query: string): Promise<{ xml: string; values: Partial<Record<typeof SIGNED[number] | 'Signature', string>>; signed: string }> {
  const sent = new Map<string, string>();
  for (const part of query.replace(/^\?/, '').split('&')) {
    const name = part.slice(0, Math.max(part.indexOf('='), 0));
    if (sent.has(name)) throw new Refusal('malformed'); // which one is signed?
    sent.set(name, part);
  }
  // Values are taken from the very letters that are checked: `SAML%52equest` is no name of theirs.
  const values = Object.fromEntries([...SIGNED, 'Signature'].flatMap((name) => {
    const value = new URLSearchParams(sent.get(name)).get(name);
    return value === null ? [] : [[name, value]];
  })) as Awaited<ReturnType<typeof signedOutside>>['values'];
  if (values.SAMLRequest === undefined || !values.Signature) throw new Refusal('signature');
  if (values.SigAlg === undefined || !isStrongSignature(values.SigAlg)) throw new Refusal('algorithm');
  return { xml: await inflated(bytesOf(values.SAMLRequest)), values, signed: SIGNED.flatMap((name) => sent.get(name) ?? []).join('&') };
}

/** Unpacks a message, and stops where it grows too large. @throws Refusal `too-large`, `malformed` */
async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for (;;) {
    const piece = await reader.read().catch((cause: unknown) => { throw new Refusal('malformed', { cause }); });
    if (piece.value === undefined) break;
    length += piece.value.byteLength;
    if (length > LONGEST) {
      await reader.cancel();
      throw new Refusal('too-large');
    }
    pieces.push(piece.value);
  }
  return textOf(new Uint8Array(await new Blob(pieces).arrayBuffer()));
}
