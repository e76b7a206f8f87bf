import type { CSSResult } from 'lit';
import type { LocalizeController } from '../../i18n/index.ts';
import type { TicketController } from '../../portal/controllers/ticket-controller.ts';
import type { TicketWrites } from '../../portal/controllers/ticket-writes.ts';
import type { Portal } from '../../portal/index.ts';
import type { PortalElement } from '../parts/portal-element.ts';

/** What the parts of a ticket's page, which are fetched when they are needed, share with it. */
export interface TicketPartContext {
  readonly host: PortalElement;
  readonly localize: LocalizeController;
  readonly ticket: TicketController;
  readonly writes: TicketWrites;
  readonly portal: () => Portal | undefined;
  /** Whose ticket it is: see `viewerOf`; also while the session has ended and they may come back. */
  readonly viewer: () => string | undefined;
  /** Says something to screen readers. */
  readonly say: (text: string) => void;
  /** Brings the person to the sign-in if the session has ended. Resolves with whether it has. */
  readonly signIn: () => Promise<boolean>;
}

/** Styles that come with a part. */
export function bringStyles({ renderRoot }: PortalElement, { styleSheet }: CSSResult): void {
  if (renderRoot instanceof ShadowRoot && styleSheet !== undefined) renderRoot.adoptedStyleSheets.push(styleSheet);
}
