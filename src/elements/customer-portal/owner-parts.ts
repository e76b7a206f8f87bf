import { html, nothing, type TemplateResult } from 'lit';
import type { MenuItem } from '../../contract/index.ts';

/** What the owner shows as logo: a picture, or, where that cannot be had, the portal's name. */
export interface Logo {
  readonly src: string;
  readonly alt: string;
  readonly name: string;
  readonly hasFailed: boolean;
  readonly failed: () => void;
}

export const logoPicture = ({ src, alt, name, hasFailed, failed }: Logo): TemplateResult => (hasFailed
  ? html`<strong part="logo" class="name"><bdi>${name}</bdi></strong>`
  : html`<img part="logo" class="logo" src=${src} alt=${alt} @error=${failed}>`);

/** The owner's entries of the menu. @param label What an entry is called in the page's language. */
export const menuLinks = (items: readonly MenuItem[], label: (item: MenuItem) => string): readonly (TemplateResult | typeof nothing)[] =>
  items.map((item) => (label(item) === '' ? nothing : html`<a href=${item.href} aria-current=${isHere(item.href) ? 'page' : nothing}>${label(item)}</a>`));

/** Whether an address leads to the page that is shown. */
function isHere(href: string): boolean {
  if (!URL.canParse(href, document.baseURI)) return false;
  const { origin, pathname, search, hash } = new URL(href, document.baseURI);
  return origin === location.origin && pathname === location.pathname && search === location.search && (hash === '' || hash === location.hash);
}
