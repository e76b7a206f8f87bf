import { PortalError, type PortalSettings } from '../../contract/index.ts';
import type { Authentication } from '../options.ts';

/** Somebody who may open the settings. */
export interface Editor {
  readonly email: string;
  readonly role: 'owner' | 'editor';
}

/** Who asks for the settings, if they may. A preview shows a customer's portal, whoever looks. @throws PortalError `unauthenticated`, `forbidden` */
export function editorOf(known: Authentication | null, owners: ReadonlySet<string>, { editors }: PortalSettings): Editor {
  if (known === null) throw new PortalError('unauthenticated', 'Nobody is signed in.');
  const email = known.customer.email.toLowerCase();
  const role = known.preview !== undefined ? undefined : owners.has(email) ? 'owner' : editors.some((editor) => editor.toLowerCase() === email) ? 'editor' : undefined;
  if (role === undefined) throw new PortalError('forbidden', 'The settings are open to the portal\'s owners, and to those whom they name.');
  return { email, role };
}
