import { html, nothing, type TemplateResult } from 'lit';
import { navigation } from '../../i18n/en/navigation.ts';
import { LiveController } from '../../portal/controllers/live-controller.ts';
import { RequestController } from '../../portal/controllers/request-controller.ts';
import { countWaiting, type Waiting } from '../../portal/count-waiting.ts';
import { PortalElement } from '../parts/portal-element.ts';
import { styles } from './ticket-badge.styles.ts';

/**
 * How many tickets wait for the customer's answer, for the host page's own navigation. Takes no room while there is none, while nobody
 * is signed in, and where the ticketing system cannot tell. Put it into the link to the portal: its text becomes part of the link's.
 *
 * @tag ticket-badge
 * @csspart badge - The number.
 * @cssstate shown - There is a number to show.
 */
export class TicketBadge extends PortalElement {
  static override styles = [PortalElement.styles, styles];
  static override texts = [...PortalElement.texts, navigation];

  readonly #internals = this.attachInternals();
  readonly #waiting = new RequestController<Waiting | undefined>(this);

  constructor() {
    super();
    new LiveController(this, () => (this.#waiting.value === undefined ? undefined : this.connection.value), () => this.#look());
  }

  override portalChanged(): void {
    this.#waiting.reset();
    // Most visitors of a host page are not signed in: who it is, is asked first, and often nothing else.
    this.connection.value?.loadSession().then(() => { this.#load(); }, () => undefined);
  }

  override sessionChanged(): void {
    this.#waiting.reset();
    this.#load();
  }

  override ticketsChanged(): void {
    this.#load();
  }

  #load(): void {
    const { value: portal } = this.connection;
    if (portal?.session?.customer) void this.#waiting.run((signal) => countWaiting(portal, signal));
  }

  async #look(): Promise<boolean> {
    const { value: portal } = this.connection;
    if (portal === undefined || this.#waiting.pending) return true;
    await this.#waiting.run((signal) => countWaiting(portal, signal, true));
    return this.#waiting.error === undefined;
  }

  /** A part of somebody else's page looks like that. */
  protected override wear(): void {
    // The page's look is all that there is.
  }

  protected override willUpdate(): void {
    const { value } = this.#waiting;
    if (value !== undefined && value.count > 0) this.#internals.states.add('shown');
    else this.#internals.states.delete('shown');
  }

  protected override render(): TemplateResult | typeof nothing {
    const { t, format } = this.localize;
    const { value } = this.#waiting;
    if (value === undefined || value.count === 0) return nothing;
    const { count, isExact } = value;
    return html`<span class="badge accent" part="badge" aria-hidden="true">${format.number(count)}${isExact ? nothing : '+'}</span
      ><span class="visually-hidden"> ${t(isExact ? 'portal.badge' : 'portal.badgeMore', { count })}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'ticket-badge': TicketBadge }
}
