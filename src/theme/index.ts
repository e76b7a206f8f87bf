/** The look of the elements: public custom properties, and the styles that all of them share. */
export { base } from './base.styles.ts';
export { tokens } from './tokens.styles.ts';
export { ThemeController } from './theme-controller.ts';
