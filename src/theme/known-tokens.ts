import type { Role } from './token-names.ts';

/**
 * Custom properties of well-known systems whose names say something else than they mean, or nothing, the likeliest first: Docusaurus, Material for MkDocs,
 * VitePress, Starlight, Pico, Radix, and the WordPress themes Kadence, Astra and Blocksy. All others are understood by their words; token-names.node.test.ts
 * lists who.
 */
export const KNOWN: Partial<Record<Role, string>> = {
  accent: 'md-primary-fg-color vp-button-brand-bg pico-primary-background accent-9 global-palette1 ast-global-color-0 theme-palette-color-1',
  link: 'md-typeset-a-color sl-color-text-accent pico-primary',
  danger: 'pico-del-color',
  success: 'pico-ins-color',
  border: 'md-default-fg-color--lightest sl-color-hairline pico-muted-border-color',
  radius: 'ifm-global-radius',
};
