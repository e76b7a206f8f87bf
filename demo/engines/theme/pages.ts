import type { HostPage, Places } from '../../strict/world.ts';
import { page } from '../elements/world.ts';

/** A page in the manner of a design system. */
interface Manner {
  /** Its style sheet: tokens, and the rules that use them. */
  readonly css: string;
  /** What changes when the page becomes dark or light. Absent where it cannot be switched. */
  readonly switch?: Switch;
}

/** An attribute of an element with its values. */
export interface Switch { readonly at: 'html' | 'body'; readonly attribute: string; readonly light: string; readonly dark: string }

const BUTTON = '.cta { border: 0; padding: 0.5em 1em; font: inherit;';

/** Pages that say their colours each in another way. */
export const MANNERS: Readonly<Record<string, Manner>> = {
  'bootstrap': {
    css: `:root, [data-bs-theme="light"] { --bs-primary: #6f42c1; --bs-primary-rgb: 111, 66, 193; --bs-body-bg: #fff; --bs-body-color: #212529; --bs-link-color: #6f42c1; --bs-border-color: #dee2e6; --bs-border-radius: 0.375rem; --bs-body-font-family: Georgia, serif }
      [data-bs-theme="dark"] { color-scheme: dark; --bs-body-bg: #212529; --bs-body-color: #dee2e6; --bs-link-color: #a98eda; --bs-border-color: #495057 }
      body { background: var(--bs-body-bg); color: var(--bs-body-color); font: 1rem/1.5 var(--bs-body-font-family) } a { color: var(--bs-link-color) }
      ${BUTTON} background: var(--bs-primary); color: #fff; border-radius: var(--bs-border-radius) }`,
    switch: { at: 'html', attribute: 'data-bs-theme', light: 'light', dark: 'dark' },
  },
  'shadcn': {
    css: `:root { --radius: 0.625rem; --background: oklch(1 0 0); --foreground: oklch(0.145 0 0); --primary: oklch(0.55 0.2 285); --primary-foreground: oklch(0.985 0 0); --accent: oklch(0.97 0 0); --accent-foreground: oklch(0.205 0 0); --border: oklch(0.922 0 0); --ring: oklch(0.708 0 0) }
      .dark { --background: oklch(0.145 0 0); --foreground: oklch(0.985 0 0); --primary: oklch(0.78 0.14 285); --primary-foreground: oklch(0.205 0 0); --accent: oklch(0.269 0 0); --accent-foreground: oklch(0.985 0 0); --border: oklch(1 0 0 / 10%) }
      body { background: var(--background); color: var(--foreground); font: 16px/1.5 "Liberation Sans", sans-serif } a { color: var(--primary) }
      ${BUTTON} background: var(--primary); color: var(--primary-foreground); border-radius: calc(var(--radius) - 2px) }`,
    switch: { at: 'html', attribute: 'class', light: '', dark: 'dark' },
  },
  'wordpress': {
    css: `body { --wp--preset--color--base: #fff; --wp--preset--color--contrast: #000; --wp--preset--color--primary: #9dff20; --wp--preset--color--secondary: #345c00; --wp--preset--font-family--source: "Liberation Serif", serif;
      margin: 0; background: var(--wp--preset--color--base); color: var(--wp--preset--color--contrast); font: 17.2px/1.6 var(--wp--preset--font-family--source) } a { color: var(--wp--preset--color--secondary) }
      ${BUTTON} background: var(--wp--preset--color--primary); color: var(--wp--preset--color--contrast); border-radius: 0 }`,
  },
  'no-tokens': {
    css: `body { background: #fbf7ef; color: #3b2f2f; font: 15px/1.5 "Liberation Mono", monospace } a { color: #a0460a } ${BUTTON} background: #a0460a; color: #fff; border-radius: 12px }
      body.night { background: #1d1a17; color: #eee3d3 } body.night a { color: #f0a35e } body.night .cta { background: #f0a35e; color: #1d1a17 }`,
    switch: { at: 'body', attribute: 'class', light: '', dark: 'night' },
  },
  'by-media': {
    css: `:root { color-scheme: light dark; --brand: #00695c; --on: #fff; --paper: #fff; --ink: #222 } @media (prefers-color-scheme: dark) { :root { --brand: #4db6ac; --on: #06231f; --paper: #101414; --ink: #e4eceb } }
      body { background: var(--paper); color: var(--ink); font: 16px/1.5 "Liberation Sans", sans-serif } a { color: var(--brand) } ${BUTTON} background: var(--brand); color: var(--on); border-radius: 6px }`,
  },
};

/** Where on these pages the host's own things are. */
export const SELECTORS = { button: '.cta', link: 'main a', content: 'main' } as const;

const BODY = '<main><p>Read the <a href="#articles">articles</a> first.</p><p><button class="cta" type="button">Search</button></p>{portal}<p><portal-link href="#portal"></portal-link></p></main>';

/** The pages; by attribute, `none` has no theme and `overridden` the page's own properties for the portal. */
export function themePages(places: Places): Readonly<Record<string, HostPage>> {
  const of = (css: string, attributes = ''): HostPage => page(places, BODY.replace('{portal}', `<customer-portal ${attributes}></customer-portal>`), { head: `<style>${css}</style>` });
  return {
    ...Object.fromEntries(Object.entries(MANNERS).map(([name, { css }]) => [name, of(css)])),
    'none': of(MANNERS['no-tokens']?.css ?? '', 'theme="none"'),
    'overridden': of(`${MANNERS['bootstrap']?.css ?? ''} main { --portal-accent: #b00020; --portal-on-accent: #fff5f5; --portal-radius: 3px }`),
  };
}
