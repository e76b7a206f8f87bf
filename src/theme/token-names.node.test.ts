import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isToken, namesOf, type Role } from './token-names.ts';

/** Custom properties of systems, as their pages have them, with those that are easily mistaken; and the one that is meant for each role. */
const SYSTEMS: Readonly<Record<string, { readonly names: string; readonly meant: Partial<Record<Role, string>> }>> = {
  'WordPress Twenty Twenty-Three': {
    names: 'wp--preset--color--base wp--preset--color--contrast wp--preset--color--vivid-red wp--preset--color--primary wp--preset--color--secondary wp-admin-theme-color wp-admin-theme-color--rgb '
      + 'wp-admin-theme-color-darker-10 wp-admin-border-width-focus wp--preset--gradient--primary-secondary-tertiary',
    meant: { accent: 'wp--preset--color--primary' },
  },
  'Docusaurus': {
    names: 'ifm-color-primary-dark ifm-color-primary-darkest ifm-color-primary-lightest ifm-color-primary-contrast-background ifm-color-primary ifm-color-secondary ifm-background-color ifm-footer-link-color '
      + 'ifm-navbar-link-color ifm-link-hover-color ifm-link-decoration ifm-link-color ifm-menu-link-padding-vertical ifm-color-danger-contrast-foreground ifm-color-danger ifm-color-success ifm-color-warning-dark '
      + 'ifm-color-warning ifm-table-border-width ifm-blockquote-border-left-width ifm-global-border-width ifm-alert-border-radius ifm-card-border-radius ifm-global-radius',
    meant: { accent: 'ifm-color-primary', link: 'ifm-link-color', danger: 'ifm-color-danger', success: 'ifm-color-success', warning: 'ifm-color-warning', radius: 'ifm-global-radius' },
  },
  'Material for MkDocs': {
    names: 'md-accent-bg-color md-accent-fg-color md-accent-fg-color--transparent md-primary-bg-color md-primary-bg-color--light md-primary-fg-color--dark md-primary-fg-color md-typeset-kbd-accent-color '
      + 'md-typeset-kbd-border-color md-typeset-a-color md-default-fg-color--lightest md-admonition-icon--danger md-code-hl-color',
    meant: { accent: 'md-primary-fg-color', link: 'md-typeset-a-color', border: 'md-default-fg-color--lightest' },
  },
  'Bootstrap': {
    names: 'bs-secondary bs-primary-rgb bs-primary-bg-subtle bs-primary-text-emphasis bs-primary-border-subtle bs-primary bs-link-hover-color bs-link-color-rgb bs-link-decoration bs-link-color bs-danger-bg-subtle bs-danger '
      + 'bs-success-border-subtle bs-success bs-warning-text-emphasis bs-warning bs-border-width bs-border-style bs-border-color-translucent bs-border-color bs-card-border-color bs-card-border-radius '
      + 'bs-border-radius-pill bs-border-radius-sm bs-border-radius bs-form-invalid-border-color',
    meant: { accent: 'bs-primary', link: 'bs-link-color', danger: 'bs-danger', success: 'bs-success', warning: 'bs-warning', border: 'bs-border-color', radius: 'bs-border-radius' },
  },
  'shadcn/ui': {
    names: 'background foreground accent accent-foreground muted muted-foreground primary-foreground primary secondary border input ring destructive destructive-foreground radius sidebar-primary sidebar-accent chart-1',
    meant: { accent: 'primary', danger: 'destructive', border: 'border', radius: 'radius' },
  },
  'a site with Tailwind 4': {
    names: 'color-brand-50 color-brand-500 color-brand-700 color-slate-500 radius-lg radius-md text-lg tw-prose-links tw-prose-invert-links tw-prose-td-borders',
    meant: { accent: 'color-brand-500', link: 'tw-prose-links' },
  },
  'VitePress': {
    names: 'vp-c-brand-1 vp-c-brand-2 vp-c-brand-soft vp-c-divider vp-c-danger-1 vp-c-danger-soft vp-button-brand-bg vp-button-brand-hover-bg vp-button-brand-text vp-button-brand-border vp-nav-logo-height vp-c-text-1',
    meant: { accent: 'vp-button-brand-bg', danger: 'vp-c-danger-1', border: 'vp-c-divider' },
  },
  'Starlight': { names: 'sl-color-accent-low sl-color-accent sl-color-accent-high sl-color-text-accent sl-color-hairline sl-color-gray-5 sl-nav-height', meant: { accent: 'sl-color-accent', link: 'sl-color-text-accent', border: 'sl-color-hairline' } },
  'Shoelace': {
    names: 'sl-color-primary-50 sl-color-primary-600 sl-color-primary-950 sl-color-danger-600 sl-color-danger-100 sl-color-success-600 sl-input-border-color-hover sl-input-border-width sl-border-radius-small sl-border-radius-medium sl-border-radius-pill',
    meant: { accent: 'sl-color-primary-600', danger: 'sl-color-danger-600', success: 'sl-color-success-600', radius: 'sl-border-radius-medium' },
  },
  'Web Awesome': {
    names: 'wa-color-brand-fill-quiet wa-color-brand-fill-loud wa-color-brand-on-loud wa-color-brand-border-loud wa-color-text-link wa-color-danger-fill-loud wa-color-danger-on-quiet wa-border-radius-m wa-border-radius-pill wa-border-width-s',
    meant: { accent: 'wa-color-brand-fill-loud', link: 'wa-color-text-link', danger: 'wa-color-danger-fill-loud', radius: 'wa-border-radius-m' },
  },
  'Primer': {
    names: 'bgColor-accent-emphasis bgColor-accent-muted borderColor-accent-emphasis borderColor-default button-primary-bgColor-rest button-primary-bgColor-hover button-primary-fgColor-rest button-danger-fgColor-rest fgColor-accent fgColor-link fgColor-danger fgColor-success fgColor-attention borderRadius-medium',
    meant: { accent: 'button-primary-bgColor-rest', link: 'fgColor-link', danger: 'fgColor-danger', success: 'fgColor-success', warning: 'fgColor-attention', border: 'borderColor-default', radius: 'borderRadius-medium' },
  },
  'Material 3': { names: 'md-sys-color-primary md-sys-color-on-primary md-sys-color-primary-container md-sys-color-error md-sys-color-on-error md-sys-color-inverse-primary md-sys-color-outline', meant: { accent: 'md-sys-color-primary', danger: 'md-sys-color-error' } },
  'daisyUI 5': { names: 'color-primary color-primary-content color-base-100 color-accent color-error color-error-content color-success color-warning radius-box radius-field radius-selector border depth noise', meant: { accent: 'color-primary', danger: 'color-error', success: 'color-success', warning: 'color-warning', radius: 'radius-field' } },
  'Pico': { names: 'pico-primary pico-primary-background pico-primary-hover pico-primary-inverse pico-primary-focus pico-secondary pico-border-radius pico-border-width pico-muted-border-color pico-del-color', meant: { accent: 'pico-primary-background', link: 'pico-primary', danger: 'pico-del-color', border: 'pico-muted-border-color', radius: 'pico-border-radius' } },
  'Carbon': { names: 'cds-button-primary cds-button-primary-hover cds-button-secondary cds-link-primary cds-link-primary-hover cds-link-inverse cds-support-error cds-support-success cds-support-warning cds-border-subtle cds-border-inverse cds-text-on-color', meant: { accent: 'cds-button-primary', link: 'cds-link-primary', danger: 'cds-support-error', success: 'cds-support-success', warning: 'cds-support-warning', border: 'cds-border-subtle' } },
  'Polaris': { names: 'p-color-bg-fill-brand p-color-bg-fill-brand-hover p-color-text-brand-on-bg-fill p-color-text-link p-color-text-link-hover p-color-border p-color-border-critical p-color-text-critical p-border-radius-200', meant: { accent: 'p-color-bg-fill-brand', link: 'p-color-text-link', danger: 'p-color-text-critical', border: 'p-color-border' } },
  'Chakra': { names: 'chakra-colors-brand-50 chakra-colors-brand-200 chakra-colors-brand-solid chakra-colors-border-error chakra-radii-md', meant: { accent: 'chakra-colors-brand-solid' } },
  'MUI': { names: 'mui-palette-primary-main mui-palette-primary-light mui-palette-primary-dark mui-palette-primary-contrastText mui-palette-primary-mainChannel mui-palette-error-main mui-palette-secondary-main mui-shape-borderRadius', meant: { accent: 'mui-palette-primary-main', danger: 'mui-palette-error-main', radius: 'mui-shape-borderRadius' } },
  'Radix': { names: 'accent-1 accent-9 accent-10 accent-contrast accent-surface gray-9 radius-3 radius-full', meant: { accent: 'accent-9' } },
  'PatternFly': { names: 'pf-t--global--color--brand--default pf-t--global--color--brand--hover pf-t--global--text--color--link--default pf-t--global--border--color--default pf-t--global--border--radius--medium', meant: { accent: 'pf-t--global--color--brand--default', link: 'pf-t--global--text--color--link--default', border: 'pf-t--global--border--color--default', radius: 'pf-t--global--border--radius--medium' } },
  'Open Props': { names: 'brand link link-visited text-1 surface-1 radius-2 radius-round radius-blob-1 border-size-1 blue-6', meant: { accent: 'brand', link: 'link', radius: 'radius-2' } },
  'Ionic': { names: 'ion-color-primary ion-color-primary-rgb ion-color-primary-contrast ion-color-primary-shade ion-color-primary-tint ion-color-danger ion-color-success', meant: { accent: 'ion-color-primary', danger: 'ion-color-danger', success: 'ion-color-success' } },
  'Element Plus': { names: 'el-color-primary-light-3 el-color-primary el-color-primary-dark-2 el-color-danger el-border-color el-border-color-hover el-border-radius-base el-border-radius-round', meant: { accent: 'el-color-primary', danger: 'el-color-danger', border: 'el-border-color', radius: 'el-border-radius-base' } },
  'Kadence': { names: 'global-palette1 global-palette2 global-palette9 global-palette-highlight', meant: { accent: 'global-palette1' } },
  'GOV.UK': { names: 'govuk-brand-colour govuk-link-colour govuk-link-hover-colour govuk-error-colour govuk-border-colour govuk-focus-colour', meant: { accent: 'govuk-brand-colour', link: 'govuk-link-colour', danger: 'govuk-error-colour', border: 'govuk-border-colour' } },
  'names that nobody has seen': {
    names: 'acme-themeColor acme-themeColor-hover acmeLinkColor acme-text acme-border-width acme-border-colour acme-rounded acme-negative-bg acme_error_color',
    meant: { accent: 'acme-themeColor', link: 'acmeLinkColor', danger: 'acme_error_color', border: 'acme-border-colour', radius: 'acme-rounded' },
  },
};

for (const [system, { names, meant }] of Object.entries(SYSTEMS)) {
  test(`${system}: the names that are meant`, () => {
    const all = names.split(' ').map((name) => `--${name}`).filter(isToken);
    for (const [role, name] of Object.entries(meant)) assert.equal(namesOf(all, role as Role)[0], `--${name}`, role);
  });
}

test('states, parts, shades, and what merely sounds like it are no accents, links or lines', () => {
  const traps = 'primary-hover primary-foreground on-primary primary-rgb primary-container brand-font brand-logo-width main-width main-header-height accent-hover link-hover link-decoration link-underline-thickness '
    + 'border-width border-radius border-style border-spacing error-icon success-image primary-nav--padding branding--title--font-size wp-admin-theme-color';
  const all = traps.split(' ').map((name) => `--${name}`);
  for (const role of ['accent', 'link', 'border', 'danger', 'success', 'warning'] as const) assert.deepEqual(namesOf(all, role), [], role);
});

test('the elements’ own properties and the page’s wishes for them are no tokens of a page', () => {
  for (const name of ['--_accent', '--_host-link', '--portal-accent', 'color', 'border-radius']) assert.equal(isToken(name), false, name);
});

test('names of what every object has do no harm', () => {
  assert.deepEqual(namesOf(['--constructor', '--__proto__-primary', '--toString-link'], 'accent').length, 1);
});
