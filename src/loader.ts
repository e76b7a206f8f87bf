/**
 * The script tag: small, it looks which elements the page has, fetches their code, and asks their gateways for the first
 * data at the same time. Elements that come later are found too.
 *
 * `<script type="module" src="…/portico.js" data-gateway="https://support.example.com"></script>`; the `data-gateway` is the gateway of
 * all elements without one of their own.
 */
import { gatewayAddress, prefetch, signedInHint } from './portal/prefetch.ts';

const elements: Readonly<Record<string, () => Promise<unknown>>> = {
  'customer-portal': () => import('./elements/customer-portal/define.ts'),
  'portal-link': () => import('./elements/portal-link/define.ts'),
  'portal-login': () => import('./elements/portal-login/define.ts'),
  'support-form': () => import('./elements/support-form/define.ts'),
  'ticket-badge': () => import('./elements/ticket-badge/define.ts'),
  'ticket-detail': () => import('./elements/ticket-detail/define.ts'),
  'ticket-list': () => import('./elements/ticket-list/define.ts'),
};
const selector = Object.keys(elements).join();
const wanted = new Set<string>();

const ownScript = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].find(({ src }) => src === import.meta.url);
const pageGateway = ownScript?.dataset['gateway'];
if (pageGateway !== undefined) {
  void import('./portal/find-portal.ts').then(({ portalAt, setDefaultPortal }) => { setDefaultPortal(portalAt(pageGateway)); });
}

function load(element: Element): void {
  const name = element.localName;
  if (wanted.has(name)) return;
  wanted.add(name);
  void elements[name]?.().catch((cause: unknown) => {
    // The next element of that name tries again.
    wanted.delete(name);
    console.error(`Portico: the code of <${name}> could not be fetched.`, cause);
  });
  const gateway = element.getAttribute('gateway') ?? pageGateway;
  if (gateway !== undefined) fetchFirstData(name, gatewayAddress(gateway));
}

/** What the element will ask first. Only a guess: what does not fit is asked again by the element itself. */
function fetchFirstData(name: string, gateway: string): void {
  if (name === 'portal-link') return;
  if (name === 'customer-portal' || name === 'portal-login') prefetch(`${gateway}/v1/session`);
  if (!signedInHint(gateway) || name === 'portal-login') return;
  prefetch(`${gateway}/v1/profile`);
  const atList = !/^#\/(tickets\/|new)/.test(location.hash);
  if (name !== 'ticket-list' && !(name === 'customer-portal' && atList)) return;
  void elements['ticket-list']?.().catch(() => undefined);
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
