import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { navigation } from '../../i18n/en/navigation.ts';
import { PortalElement } from '../parts/portal-element.ts';
import { styles } from './portal-link.styles.ts';

/**
 * "Go to [portal name]": a link from a knowledge base or any other page to the portal, made for the top right of a page. Needs no session, and
 * does without a gateway; with one it says what the owner has written, and is gone while the owner has switched the link or the portal off.
 *
 * @tag portal-link
 * @slot - More inside the link, such as a ticket-badge.
 * @csspart link - The link.
 * @cssproperty --portal-link - The link; the accent by default.
 * @cssproperty --portal-focus - The focus ring; the accent by default.
 */
export class PortalLink extends PortalElement {
  static override styles = [PortalElement.styles, styles];
  static override texts = [...PortalElement.texts, navigation];

  /** Address of the page with the portal. Without it there is no link. */
  @property() href = '';

  /** The portal's name; the default is the owner's setting, else translated. */
  @property() name = '';

  /** A part of somebody else's page looks like that. */
  protected override wear(): void {
    // The page's look is all that there is.
  }

  protected override render(): TemplateResult | typeof nothing {
    const { settings } = this;
    // Until it is known whether there is a link to show, there is none.
    const isKnown = this.connection.value === undefined || settings !== undefined;
    if (this.href === '' || !isKnown || settings?.enabled === false || settings?.link.enabled === false) return nothing;
    return html`<a part="link" href=${this.href}>${this.#text()}<slot></slot></a>`;
  }

  #text(): string {
    const { t } = this.localize;
    const name = this.name || this.inWords(this.settings?.name) || t('portal.name');
    const written = this.name === '' ? this.inWords(this.settings?.link.text) : '';
    return written.replaceAll('{name}', () => name) || t('portal.link', { name });
  }
}

declare global {
  interface HTMLElementTagNameMap { 'portal-link': PortalLink }
}
