import { css } from 'lit';

export const styles = css`
  .content.stack { max-inline-size: 42em; gap: calc(var(--_space) * 1.25); }
  form.stack { gap: calc(var(--_space) * 1.25); }
  .description { white-space: pre-line; }
  .summary ul { margin: 0.5em 0 0; padding-inline-start: 1.25em; display: grid; gap: 0.25em; }
  .summary li::marker { color: var(--_danger); }
  .summary a { display: block; inline-size: fit-content; padding-block: 0.125em; }
  .summary:focus { outline: 2px solid var(--_focus); outline-offset: 2px; }
  .chooser .choice { align-items: start; cursor: auto; }
  .chooser .choice > input { margin-block-start: 0.375em; }
  .chooser .choice > div { padding-block: 0.25em; min-inline-size: 0; }
  .chooser label { font-weight: 600; cursor: pointer; }
  input[type='radio'] { inline-size: 1.25em; block-size: 1.25em; accent-color: var(--_accent); flex: none; }
  .conditional { transition: opacity 200ms ease-out, translate 200ms ease-out; }
  @starting-style { .conditional { opacity: 0; translate: 0 -0.5em; } }
  .done .check { inline-size: 3em; block-size: 3em; display: grid; place-items: center; border-radius: 50%; color: var(--_success); border: 2px solid currentcolor; font-size: 0.875em; }
  .done { align-items: start; padding-block: 1em; }
  /* It has to be there before it says something, but takes no room until then. */
  .outcome:empty { margin-block-start: calc(var(--_space) * -1.25); }
  .actions { gap: 0.75em; }
  @media (pointer: coarse) { .summary a { padding-block: 0.75em; } }
`;
