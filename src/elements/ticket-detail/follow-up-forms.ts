import type { Portal } from '../../portal/index.ts';
import { exportedParts } from '../customer-portal/exported-parts.ts';
import '../support-form/define.ts';

type SupportForm = HTMLElementTagNameMap['support-form'];

/** The forms for follow-ups, one for each ticket: what somebody has begun stays while they look at another one. */
export class FollowUpForms {
  readonly #forms = new Map<string, SupportForm>();

  /** The form for a follow-up to a ticket, as an element. */
  show(ticketId: string, look: { readonly portal: Portal | undefined; readonly headingLevel: number; readonly ticketUrl: string }): SupportForm {
    let form = this.#forms.get(ticketId);
    if (form === undefined) {
      form = document.createElement('support-form');
      form.followUpOf = ticketId;
      form.setAttribute('exportparts', exportedParts('support-form'));
      this.#forms.set(ticketId, form);
      void form.focusHeading();
    }
    return Object.assign(form, look);
  }

  /** Throws all away. */
  forget(): void {
    this.#forms.clear();
  }
}
