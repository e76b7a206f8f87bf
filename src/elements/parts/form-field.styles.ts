import { css } from 'lit';

/** Styles of `formField()`. */
export const formFieldStyles = css`
  .field { min-inline-size: 0; }
  fieldset.field { margin: 0; padding: 0; border: 0; }
  fieldset.field > legend { padding: 0; margin-block-end: 0.25em; font-weight: 600; }
  fieldset.field > .help { display: block; }
  .field > .help { white-space: pre-line; }
  .required-mark { color: var(--_danger); font-weight: 600; }
  .choices { display: flex; flex-wrap: wrap; gap: 0 1.5em; }
  .choice { display: inline-flex; align-items: center; gap: 0.625em; min-block-size: 2em; cursor: pointer; }
  .choice > bdi { min-inline-size: 0; }
  .checkbox-field > .help, .checkbox-field > .field-error { padding-inline-start: 1.875em; }
  .checkbox-field > .choice { font-weight: 400; }
  .short { max-inline-size: 14em; }
  .counter { color: var(--_muted); font-size: 0.875em; text-align: end; }
  .counter.over { color: var(--_danger); font-weight: 600; }
  .field [aria-invalid='true'] { box-shadow: inset 0 0 0 1px var(--_danger); }
  @media (pointer: coarse) { .choice { min-block-size: 44px; } }
`;
