import type { AccessOperation } from '../../contract/index.ts';
import { accountPart } from './account-part.ts';
import { consentPart } from './consent-part.ts';
import { hostPart } from './host-tokens.ts';
import { invitationPart } from './invitations.ts';
import { mailLinkPart } from './mail-links.ts';
import { passkeyPart } from './passkeys.ts';
import { passwordPart } from './passwords.ts';
import { previewPart } from './previews.ts';
import type { Providers } from './providers/index.ts';
import { registrationPart } from './registration.ts';
import type { AccessServices } from './services.ts';
import { sessionPart } from './session-part.ts';
import { signInMailPart } from './sign-in-mails.ts';
import type { AccessPart } from './visit.ts';

/** All operations of the access contract; one that nobody implements does not compile. */
export function accessPart(services: AccessServices, providers: Providers): AccessPart<AccessOperation> {
  return {
    ...sessionPart(services), ...providers.part, ...hostPart(services),
    ...registrationPart(services), ...passwordPart(services), ...signInMailPart(services), ...mailLinkPart(services), ...invitationPart(services),
    ...consentPart(services), ...accountPart(services), ...passkeyPart(services), ...previewPart(services),
  };
}
