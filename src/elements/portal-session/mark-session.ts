import { SessionChangeEvent, SessionWarningEvent, type Portal } from '../../portal/index.ts';
import { exportedParts } from '../customer-portal/exported-parts.ts';
import { inPageOrder } from '../parts/in-page-order.ts';
import { presence, present } from '../parts/presence.ts';
import './define.ts';

/** Who shows the mark: the page's own, else the whole portal, else the first of the others. */
const PLACES = ['portal-session', 'customer-portal', 'portal-login', 'ticket-list', 'ticket-detail', 'support-form', 'portal-settings'];

const marks = new Map<Portal, HTMLElement>();

/** Shows the end of a portal's session, and that it is a preview, in one element of the page; moves on where that one goes. */
export function markSession(portal: Portal): void {
  if (marks.has(portal)) return;
  const mark = Object.assign(document.createElement('portal-session'), { portal });
  mark.setAttribute('exportparts', exportedParts('portal-session'));
  marks.set(portal, mark);
  const place = (): void => {
    const isNeeded = portal.sessionWarning !== undefined || portal.session?.preview !== undefined;
    const root = leader(portal)?.shadowRoot;
    // What has been shown stays, empty: it may have something to say about the end of it.
    if (root == null) mark.remove();
    else if (isNeeded && mark.parentNode !== root) root.prepend(mark);
  };
  presence.addEventListener('change', place);
  portal.addEventListener(SessionWarningEvent.type, place);
  portal.addEventListener(SessionChangeEvent.type, place);
  place();
}

function leader(portal: Portal): HTMLElement | undefined {
  const own = new Set(marks.values());
  const able = [...present].flatMap(([element, theirs]) => (theirs === portal && PLACES.includes(element.localName) && !own.has(element) ? [element] : []));
  const rank = ({ localName }: HTMLElement): number => Math.min(PLACES.indexOf(localName), 2);
  const [first] = inPageOrder(able).sort((a, b) => rank(a) - rank(b));
  return first?.localName === 'portal-session' ? undefined : first;
}
