import { css } from 'lit';

/** Rows of settings and their controls. */
export const controlStyles = css`
  .sections { container: sections / inline-size; }
  .setting { display: grid; gap: 0.375em 2em; padding: 1em 1.25em; min-inline-size: 0; }
  .setting + .setting, .card > * + .setting, .setting + .count, .card > .texts > .setting { border-block-start: 1px solid var(--_border); }
  .about { display: flex; flex-direction: column; gap: 0.125em; }
  .about > label, .about > .label { font-weight: 600; }
  .control { display: flex; flex-direction: column; gap: 0.5em; min-inline-size: 0; }
  .control > button { align-self: start; }
  .problems { display: flex; flex-direction: column; }
  .problems:empty { display: none; }
  .help { display: block; }
  .help .text-button { font-size: inherit; }

  @container sections (inline-size >= 40em) {
    .setting:not(.wide) { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); align-items: start; }
    .setting:not(.wide) > .about { padding-block-start: 0.375em; }
    .nested .setting:not(.wide) { grid-template-columns: minmax(0, 1fr) minmax(0, 3fr); }
  }

  .with-unit { display: inline-flex; align-items: center; gap: 0.5em; }
  .with-unit .number { inline-size: 9em; }
  .inline { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em; }
  .inline > input:not([type='color']) { flex: 1 1 10em; inline-size: auto; min-inline-size: 0; }
  .inline > code { flex: 1 1 10em; }
  code { padding: 0.125em 0.375em; border-radius: var(--_radius); background: var(--_raised); font-family: ui-monospace, monospace; font-size: 0.875em; overflow-wrap: anywhere; white-space: pre-wrap; }
  input[type='color'] { flex: none; inline-size: 3em !important; padding: 0.25em !important; cursor: pointer; }
  input[type='color'].unset { opacity: 0.35; }
  .logo { max-block-size: 2.5em; max-inline-size: 8em; }

  .radios, .choices { display: flex; flex-direction: column; gap: 0.25em; }
  .choices { flex-flow: row wrap; gap: 0.25em 1.25em; }
  .choice { display: flex; align-items: start; gap: 0.625em; padding-block: 0.25em; cursor: pointer; min-inline-size: 0; }
  .choice > input { margin-block-start: 0.125em; }
  .choice > span { min-inline-size: 0; }
  input[type='radio'] { flex: none; inline-size: 1.25em; block-size: 1.25em; min-block-size: 0; accent-color: var(--_accent); }

  input.switch {
    appearance: none; position: relative; inline-size: 2.75em; block-size: 1.5em; min-block-size: 0; margin-block: 0.375em; border: 1px solid var(--_control-border); border-radius: 1em; background: var(--_raised);
    cursor: pointer; transition: background-color var(--_transition);
  }
  input.switch::before { content: ''; position: absolute; inset-block: 0.1875em; inset-inline-start: 0.1875em; inline-size: 1em; block-size: 1em; border-radius: 50%; background: var(--_muted); transition: inset-inline-start var(--_transition); }
  input.switch:checked { background: var(--_accent); border-color: var(--_accent); }
  input.switch:checked::before { inset-inline-start: 1.4375em; background: var(--_on-accent); }
  input.switch[aria-disabled='true'] { opacity: 0.6; cursor: not-allowed; }
  #missing:empty { display: none; }

  .languages { display: flex; flex-direction: column; gap: 0.5em; }
  .per-language { display: grid; gap: 0.125em 0.75em; }
  .per-language > .language { font-size: 0.875em; color: var(--_muted); }
  .per-language > textarea { min-block-size: 4.5em; }
  textarea.lines { min-block-size: 5em; }
  textarea.json { min-block-size: 24em; max-block-size: 70vh; font-family: ui-monospace, monospace; font-size: 0.875em; line-height: 1.5; }
  .filter textarea.json { min-block-size: 12em; }
  .chips { display: flex; flex-wrap: wrap; gap: 0.375em; margin: 0; padding: 0; list-style: none; }
  .chip { padding: 0.125em 0.75em; border: 1px solid var(--_border); border-radius: 2em; background: var(--_raised); font-size: 0.875em; }
  ul.plain { margin: 0; padding: 0; list-style: none; }

  .ordered { display: flex; flex-direction: column; margin: 0; padding: 0; list-style: none; border: 1px solid var(--_border); border-radius: var(--_radius); }
  .ordered > li { padding: 0.25em 0.375em 0.25em 0.75em; padding-inline: 0.75em 0.375em; }
  .ordered > li + li { border-block-start: 1px solid var(--_border); }
  .ordered-item { display: flex; align-items: center; justify-content: space-between; gap: 0.5em; }
  .ordered-item > bdi { min-inline-size: 0; }
  .buttons { display: flex; flex: none; }
  .nested { margin-block-start: 0.25em; }
  .nested .setting { padding: 0.5em 0; border: 0; }
  .ordered .problems { padding-block-end: 0.375em; }

  button.icon, .icon-space { flex: none; inline-size: 2.25em; min-block-size: 2.25em; padding: 0; border-color: transparent; }
  .icon-space { display: inline-block; }
  .chevron { inline-size: 0.5em; block-size: 0.5em; border: solid currentcolor; border-width: 0.125em 0 0 0.125em; rotate: 45deg; translate: 0 15%; }
  .chevron.down { rotate: 225deg; translate: 0 -15%; }
  button.icon[aria-disabled='true'] { opacity: 0.3; }
  button.icon[aria-disabled='true']:hover { background: none; }
  .cross { inline-size: 0.875em; block-size: 0.875em; background: linear-gradient(currentcolor, currentcolor) center / 100% 0.125em no-repeat, linear-gradient(currentcolor, currentcolor) center / 0.125em 100% no-repeat; rotate: 45deg; }
  select.add { inline-size: auto; max-inline-size: 100%; align-self: start; }

  .conditions { padding-block: 0.25em 0.5em; }
  .conditions > summary { cursor: pointer; color: var(--_muted); font-size: 0.875em; padding-block: 0.25em; }
  .form-condition { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: start; gap: 0.375em 0.5em; margin-block: 0.5em; padding: 0.75em; border: 1px solid var(--_border); border-radius: var(--_radius); background: var(--_raised); }
  .form-condition > .asked { font-weight: 600; grid-column: 1; padding-block: 0.25em; }
  .form-condition > button { grid-column: 2; grid-row: 1; }
  .form-condition > :not(.asked, button) { grid-column: 1 / -1; }
  .form-condition > label { color: var(--_muted); font-size: 0.875em; }

  @media (forced-colors: active) { input.switch { appearance: auto; } input.switch::before { display: none; } .cross, .chevron { forced-color-adjust: none; } }
  @media (pointer: coarse) { button.icon, .icon-space { inline-size: 44px; min-block-size: 44px; } .choice { min-block-size: 44px; align-items: center; } }
`;
