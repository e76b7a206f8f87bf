import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { navigation } from '../../i18n/en/navigation.ts';
import { LocalizeController, type Texts } from '../../i18n/index.ts';
import { base } from '../../theme/index.ts';
import { styles } from './portal-link.styles.ts';

/**
 * "Go to [portal name]": a link from a knowledge base or any other page to the portal, made for the top right of a page. Needs
 * neither a gateway nor a session.
 *
 * @tag portal-link
 * @slot - More inside the link, such as a ticket-badge.
 * @csspart link - The link.
 * @cssproperty --portal-link - The link; the accent by default.
 * @cssproperty --portal-focus - The focus ring; the accent by default.
 */
export class PortalLink extends LitElement {
  static override styles = [base, styles];
  /** The English texts that the element uses. */
  static texts: readonly Partial<Texts>[] = [navigation];

  readonly #localize = new LocalizeController(this, ...PortalLink.texts);

  /** Address of the page with the portal. Without it there is no link. */
  @property() href = '';

  /** The portal's name; the default is translated. */
  @property() name = '';

  protected override render(): TemplateResult | typeof nothing {
    const { t } = this.#localize;
    if (this.href === '') return nothing;
    return html`<a part="link" href=${this.href}>${t('portal.link', { name: this.name || t('portal.name') })}<slot></slot></a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap { 'portal-link': PortalLink }
}
