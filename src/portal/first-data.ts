import { languageAt } from '../i18n/language-at.ts';
import { parseRoute } from './route.ts';
import { systemPage } from './system-page.ts';

/** What a page's element will ask its gateway at first. */
export interface FirstData {
  /** It asks who is signed in. */
  readonly session: boolean;
  /** It waits for the answer before it asks for the rest. */
  readonly waits: boolean;
  /** The rest, as paths behind the gateway's address. */
  readonly paths: readonly string[];
  /** What it asks where nobody is signed in. */
  readonly signedOut?: readonly string[];
  /** The element whose code is needed along with it. */
  readonly view?: string;
}

const PROFILE = '/v1/profile';

/** The requests that a list and a ticket begin with, letter for letter as their controllers make them. */
const list = (element: Element): string =>
  `/v1/tickets?view=mine&sort=lastActivity&direction=descending&limit=${element.getAttribute('page-size') ?? '25'}`;
const ticket = (id: string): string[] => {
  const path = `/v1/tickets/${encodeURIComponent(id)}`;
  return [path, `${path}/messages?limit=30`];
};
const signIn = (element: Element): readonly string[] => [`/v1/sign-in-options?${new URLSearchParams({ language: languageAt(element) }).toString()}`];
const form = (id: string): string => id === '' ? '/v1/forms' : `/v1/forms/${encodeURIComponent(id)}`;

/** Foresees what an element will ask. Only a guess: what does not come true is dropped, what is missing the element asks itself. */
export function firstData(element: Element): FirstData {
  const attribute = (name: string): string => element.getAttribute(name) ?? '';
  const id = attribute('ticket-id');
  switch (element.localName) {
    case 'customer-portal': return { session: true, waits: true, signedOut: signIn(element), ...shown(element) };
    case 'portal-login': return { session: true, waits: true, signedOut: signIn(element), paths: [] };
    case 'ticket-badge': return { session: true, waits: true, paths: [PROFILE] };
    case 'support-form': return { session: true, waits: true, paths: [PROFILE, form(attribute('form-id'))] };
    case 'ticket-list': return { session: true, waits: false, paths: [PROFILE, list(element)] };
    case 'ticket-detail': return { session: id !== '', waits: false, paths: id === '' ? [] : [PROFILE, ...ticket(id)] };
    default: return { session: false, waits: false, paths: [] };
  }
}

/** What the whole portal shows to somebody who is signed in, by the place in the page's address. */
function shown(portal: Element): Pick<FirstData, 'paths' | 'view'> {
  if (systemPage() !== undefined) return { view: 'portal-login', paths: [PROFILE] };
  const route = parseRoute(place(portal));
  switch (route.view) {
    case 'list': return { view: 'ticket-list', paths: route.query === '' ? [PROFILE, list(portal)] : [PROFILE] };
    case 'ticket': return { view: 'ticket-detail', paths: [PROFILE, ...ticket(route.ticketId)] };
    case 'new': return { view: 'support-form', paths: [PROFILE, form(route.formId ?? '')] };
    case 'account': return { view: 'portal-login', paths: [PROFILE] };
    case 'unknown': return { paths: [PROFILE] };
  }
}

function place(portal: Element): string {
  const routing = portal.getAttribute('routing') ?? 'hash';
  const base = (portal.getAttribute('base') ?? '').replace(/\/+$/, '');
  if (routing === 'path') return location.pathname.startsWith(base) ? location.pathname.slice(base.length) + location.search : '';
  return routing === 'hash' && location.hash.startsWith('#/') ? location.hash.slice(1) : '';
}
