import { css } from 'lit';

/**
 * The public custom properties `--portal-*` and the private `--_*` that everything else uses. A public one has no value here: its
 * default stands in the `var()`, because a value on `:host` would hide one that the page sets on an ancestor. Font, size and
 * text colour are the page's own by inheritance; what is derived from them follows `currentColor`.
 */
export const tokens = css`
  :host {
    --_accent: var(--portal-accent, light-dark(#1a5fb4, #99c1f1));
    --_on-accent: var(--portal-on-accent, light-dark(#ffffff, #0b1f3a));
    --_link: var(--portal-link, var(--_accent));
    --_field: var(--portal-field, color-mix(in oklab, currentcolor 3%, transparent));
    --_raised: var(--portal-raised, color-mix(in oklab, currentcolor 5%, transparent));
    --_muted: var(--portal-muted, color-mix(in oklab, currentcolor 76%, transparent));
    --_border: var(--portal-border, color-mix(in oklab, currentcolor 18%, transparent));
    --_control-border: var(--portal-control-border, color-mix(in oklab, currentcolor 58%, transparent));
    --_focus: var(--portal-focus, var(--_accent));
    --_danger: var(--portal-danger, light-dark(#b3261e, #f2b8b5));
    --_success: var(--portal-success, light-dark(#146c2e, #8fd19e));
    --_warning: var(--portal-warning, light-dark(#8a4b00, #f5c37a));
    --_radius: var(--portal-radius, 0.375em);
    --_space: var(--portal-space, 1em);
    --_transition: 120ms ease-out;
  }
`;
