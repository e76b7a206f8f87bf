import type { Session } from '../../contract/index.ts';
import type { Portal } from '../portal.ts';

/** One per portal and customer: what somebody chose is nobody else's business. */
const storageKey = ({ key }: Portal, session: Session | undefined): string | undefined => (session?.customer ? `portico:form:${key}:${session.customer.email}` : undefined);

/** The id of the form that this customer chose last on this device. */
export function rememberedForm(portal: Portal): string | undefined {
  const key = storageKey(portal, portal.session);
  try {
    return key === undefined ? undefined : localStorage.getItem(key) ?? undefined;
  } catch {
    // Storage is blocked: the customer chooses again.
    return undefined;
  }
}

/** Remembers the form that this customer chose. */
export function rememberForm(portal: Portal, formId: string): void {
  const key = storageKey(portal, portal.session);
  try {
    if (key !== undefined) localStorage.setItem(key, formId);
  } catch {
    // As above.
  }
}

/** Forgets what a customer chose, who has signed out. @param session The one that has ended. */
export function forgetForm(portal: Portal, session: Session): void {
  const key = storageKey(portal, session);
  try {
    if (key !== undefined) localStorage.removeItem(key);
  } catch {
    // There is nothing to forget.
  }
}
