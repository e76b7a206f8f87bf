/**
 * The script tag: small, it looks which elements the page has, fetches their code, and asks their gateways for the first
 * data at the same time. Elements that come later are found too.
 *
 * `<script type="module" src="…/portico.js" data-gateway="https://support.example.com"></script>`; the `data-gateway` is the gateway of
 * all elements without one of their own.
 */
import { firstData } from './portal/first-data.ts';
import { gatewayAddress, isSandboxed, signedInHint } from './portal/gateway-address.ts';
import { offerEarlyAnswers, prefetch } from './portal/prefetch.ts';

const elements: Readonly<Record<string, () => Promise<unknown>>> = {
  'customer-portal': () => import('./elements/customer-portal/define.ts'),
  'portal-link': () => import('./elements/portal-link/define.ts'),
  'portal-login': () => import('./elements/portal-login/define.ts'),
  'portal-session': () => import('./elements/portal-session/define.ts'),
  'portal-settings': () => import('./elements/portal-settings/define.ts'),
  'support-form': () => import('./elements/support-form/define.ts'),
  'ticket-badge': () => import('./elements/ticket-badge/define.ts'),
  'ticket-detail': () => import('./elements/ticket-detail/define.ts'),
  'ticket-list': () => import('./elements/ticket-list/define.ts'),
};
const selector = Object.keys(elements).join();
const wanted = new Set<string>();

offerEarlyAnswers();

// What a page forbids by `trusted-types` fails far from there, in words that name no directive.
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, sample }) => {
  if (effectiveDirective !== 'trusted-types' || !/^(?:lit-html|dompurify)/.test(sample)) return;
  console.error(`Portico: this page's Content-Security-Policy forbids the Trusted Types policy "${sample}". It has to say: trusted-types lit-html dompurify `
    + '(and \'allow-duplicates\' where lit or Portico is on the page twice). Until then, the page shows what stands inside the elements, and mails as plain text.');
});

const ownScript = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].find(({ src }) => src === import.meta.url);
const pageGateway = ownScript?.dataset['gateway'];
if (pageGateway !== undefined && !isSandboxed()) {
  void import('./portal/find-portal.ts').then(({ portalAt, setDefaultPortal }) => { setDefaultPortal(portalAt(pageGateway)); });
}

function load(element: Element): void {
  const name = element.localName;
  if (wanted.has(name)) return;
  wanted.add(name);
  // Data before code: a browser has few connections to a host, and data take longer to make than files.
  const gateway = element.getAttribute('gateway') ?? pageGateway;
  if (gateway !== undefined && !isSandboxed()) void fetchFirstData(element, gatewayAddress(gateway));
  // All elements stand on this one; fetched here, it does not wait for an element to name it.
  fetchEarly(() => import('./portal/find-portal.ts'));
  void elements[name]?.().catch((cause: unknown) => {
    // The next element of that name tries again.
    wanted.delete(name);
    console.error(`Portico: the code of <${name}> could not be fetched.`, cause);
  });
}

/** Asks what the element will ask first, and fetches the code that it will want then. The element does for itself what fails here. */
async function fetchFirstData(element: Element, gateway: string): Promise<void> {
  const { session, waits, paths, signedOut = [], view } = firstData(element);
  void prefetch(`${gateway}/v1/portal`);
  const answer = session ? prefetch(`${gateway}/v1/session`) : undefined;
  if (waits && !signedInHint(gateway)) {
    for (const path of signedOut) void prefetch(gateway + path);
    // Most who were not signed in when the device last knew are not signed in now: their way in waits for no answer.
    if (element.localName === 'customer-portal') fetchEarly(elements['portal-login']);
    if (!await isSignedIn(answer)) return;
  }
  if (paths.length === 0) return;
  for (const path of paths) void prefetch(gateway + path);
  fetchEarly(() => import('./portal/ticketing-client.ts'));
  fetchEarly(() => import('./adapters/http/http.ts'));
  fetchEarly(elements[view ?? '']);
}

const fetchEarly = (load: (() => Promise<unknown>) | undefined): void => { load?.().catch(() => undefined); };

async function isSignedIn(session: Promise<Response> | undefined): Promise<boolean> {
  try {
    const { customer } = await (await session)?.clone().json() as { customer: unknown };
    return customer != null;
  } catch {
    return false;
  }
}

function scan(root: ParentNode): void {
  for (const element of root.querySelectorAll(selector)) load(element);
}

scan(document);
new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) {
      if (!(node instanceof Element)) continue;
      if (node.matches(selector)) load(node);
      scan(node);
    }
  }
}).observe(document, { childList: true, subtree: true });
