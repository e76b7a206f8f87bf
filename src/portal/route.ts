/** A place in the portal. */
export type Route =
  /** The list; its query as a query string without `?`. */
  | { readonly view: 'list'; readonly query: string }
  | { readonly view: 'ticket'; readonly ticketId: string }
  | { readonly view: 'new'; readonly formId?: string }
  | { readonly view: 'account' }
  | { readonly view: 'unknown'; readonly path: string };

/** Reads a place from a path with its query: `/`, `/tickets/17`, `/new`, `/new/support`, `/account`. */
export function parseRoute(address: string): Route {
  const [path = '', query = ''] = address.split(/\?(.*)/s);
  const segments = path.split('/').filter((segment) => segment !== '').map(decode);
  const [first, second] = segments;
  if (segments.length === 0 || (segments.length === 1 && first === 'tickets')) return { view: 'list', query };
  if (segments.length === 2 && first === 'tickets' && second !== undefined) return { view: 'ticket', ticketId: second };
  if (first === 'new' && segments.length <= 2) return second === undefined ? { view: 'new' } : { view: 'new', formId: second };
  if (first === 'account' && segments.length === 1) return { view: 'account' };
  return { view: 'unknown', path };
}

/** The address of a place below a base path. */
export function hrefOf(route: Route, base: string): string {
  switch (route.view) {
    case 'list': return `${base}/${route.query === '' ? '' : `?${route.query}`}`;
    case 'ticket': return `${base}/tickets/${encodeURIComponent(route.ticketId)}`;
    case 'new': return `${base}/new${route.formId === undefined ? '' : `/${encodeURIComponent(route.formId)}`}`;
    case 'account': return `${base}/account`;
    case 'unknown': return `${base}${route.path}`;
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A lone percent sign is itself.
    return segment;
  }
}
