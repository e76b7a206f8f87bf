import type { Portal } from '../portal.ts';

/** One per portal and customer: what somebody chose is nobody else's business. */
const storageKey = ({ key, session }: Portal): string | undefined => (session?.customer ? `portico:form:${key}:${session.customer.email}` : undefined);

/** The id of the form that this customer chose last on this device. */
export function rememberedForm(portal: Portal): string | undefined {
  const key = storageKey(portal);
  try {
    return key === undefined ? undefined : localStorage.getItem(key) ?? undefined;
  } catch {
    // Storage is blocked: the customer chooses again.
    return undefined;
  }
}

/** Remembers the form that this customer chose. */
export function rememberForm(portal: Portal, formId: string): void {
  const key = storageKey(portal);
  try {
    if (key !== undefined) localStorage.setItem(key, formId);
  } catch {
    // As above.
  }
}
