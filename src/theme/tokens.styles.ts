import { css } from 'lit';

/**
 * The public custom properties `--portal-*` and the private `--_*` that everything else uses. A public one has no value here: it stands in the
 * `var()`, because a value on `:host` would hide one that the page sets on an ancestor. After it comes `--_host-*`, what ThemeController has made of
 * the page's own look, and then what is right where nothing was measured. Font, size and text colour are the page's own by inheritance.
 */
export const tokens = css`
  :host {
    --_surface: var(--portal-surface, var(--_host-surface, Canvas));
    --_text: var(--_host-text, CanvasText);
    --_accent: var(--portal-accent, var(--_host-accent, light-dark(#1a5fb4, #99c1f1)));
    --_on-accent: var(--portal-on-accent, var(--_host-on-accent, light-dark(#ffffff, #0b1f3a)));
    --_accent-hover: var(--_host-accent-hover, color-mix(in oklab, var(--_accent) 88%, currentcolor));
    --_accent-border: var(--_host-accent-border, var(--_accent));
    --_link: var(--portal-link, var(--_host-link, var(--_accent)));
    --_raised-link: var(--portal-link, var(--_host-raised-link, var(--_link)));
    --_underline: var(--_host-underline, underline);
    --_field: var(--portal-field, var(--_host-field, color-mix(in oklab, currentcolor 3%, transparent)));
    --_raised: var(--portal-raised, var(--_host-raised, color-mix(in oklab, currentcolor 5%, transparent)));
    --_muted: var(--portal-muted, var(--_host-muted, color-mix(in oklab, currentcolor 76%, transparent)));
    --_border: var(--portal-border, var(--_host-border, color-mix(in oklab, currentcolor 18%, transparent)));
    --_control-border: var(--portal-control-border, var(--_host-control-border, color-mix(in oklab, currentcolor 58%, transparent)));
    --_focus: var(--portal-focus, var(--_host-focus, var(--_accent)));
    --_danger: var(--portal-danger, var(--_host-danger, light-dark(#b3261e, #f2b8b5)));
    --_success: var(--portal-success, var(--_host-success, light-dark(#146c2e, #8fd19e)));
    --_warning: var(--portal-warning, var(--_host-warning, light-dark(#8a4b00, #f5c37a)));
    --_radius: var(--portal-radius, var(--_host-radius, 0.375em));
    --_button-radius: var(--portal-radius, var(--_host-button-radius, var(--_radius)));
    --_button-weight: var(--_host-button-weight, 600);
    --_space: var(--portal-space, 1em);
    --_transition: 120ms ease-out;
  }
`;
