import { LitElement, type CSSResultGroup } from 'lit';
import { property } from 'lit/decorators.js';
import { LocalizeController } from '../../i18n/index.ts';
import { PortalController, type PortalCallbacks } from '../../portal/controllers/portal-controller.ts';
import type { Portal } from '../../portal/index.ts';
import { base } from '../../theme/index.ts';

/** What all elements of Portico share: how they find their portal, their language, and where the focus goes. */
export abstract class PortalElement extends LitElement implements PortalCallbacks {
  static override styles: CSSResultGroup = base;

  /** Texts and formats in the language of the surroundings. */
  protected readonly localize = new LocalizeController(this);
  /** The portal in use. */
  protected readonly connection = new PortalController(this, this);

  /** Address of the gateway. Without it the element uses the portal of the element around it, or the page's default. */
  @property() gateway = '';

  /** A portal made by script; wins over `gateway`. */
  @property({ attribute: false }) portal: Portal | undefined;

  /** Level of the element's main heading, 1 to 6; those below it follow. */
  @property({ attribute: 'heading-level', type: Number }) headingLevel = 2;

  /** Called with the portal that the element has found, or undefined when there is none any more. */
  portalChanged?(portal: Portal | undefined): void;
  /** Called when somebody signed in or out, or the session ended. */
  sessionChanged?(): void;
  /** Called when a ticket was created or changed by this or another element. */
  ticketsChanged?(ticketId: string): void;

  /** Moves the focus to the element's main heading, once there is one: what a change of view does. */
  async focusHeading(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[data-main-heading]')?.focus();
  }
}
