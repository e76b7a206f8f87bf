import { css } from 'lit';

/** Styles of `filePicker()`. */
export const filePickerStyles = css`
  .file-picker { position: relative; display: flex; flex-direction: column; gap: 0.625em; min-inline-size: 0; }
  .file-zone { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em 0.75em; padding: 0.625em; border: 1px dashed var(--_control-border); border-radius: var(--_radius); transition: background-color var(--_transition); }
  .file-zone.over { border-color: var(--_accent); border-style: solid; background: color-mix(in oklab, var(--_accent) 12%, transparent); }
  .file-zone.off .button { opacity: 0.65; cursor: default; }
  .file-zone .help { flex: 1 1 12em; min-inline-size: 0; }
  .file-zone input:focus-visible + .button { outline: 2px solid var(--_focus); outline-offset: 2px; }

  .file-problem:empty { position: absolute; }
  /* An empty string instead of none: WebKit takes a list without markers for no list. */
  .file-list { list-style-type: ''; margin: 0; padding: 0; display: flex; flex-direction: column; gap: 0.375em; }
  .file-item { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; align-items: center; gap: 0.125em 0.75em; padding: 0.5em 0.625em; border: 1px solid var(--_border); border-radius: var(--_radius); }
  .file-item.bad { border-color: var(--_danger); }
  .file-item > :is(progress, .error-text) { grid-column: 2 / -1; }
  .file-item progress { inline-size: 100%; block-size: 0.5em; accent-color: var(--_accent); }
  .file-kind {
    grid-row: span 2; display: grid; place-items: center; min-inline-size: 3em; block-size: 2.5em; padding-inline: 0.375em; border-radius: calc(var(--_radius) * 0.75);
    background: var(--_raised); border: 1px solid var(--_border); font-size: 0.75em; font-weight: 600; letter-spacing: 0.02em;
  }
  .file-name { min-inline-size: 0; overflow-wrap: anywhere; justify-self: start; }
  .file-size { grid-column: 2; }
  .file-item > button { grid-row: 1 / span 2; grid-column: 3; min-inline-size: 2.5em; padding: 0; }
  @media (pointer: coarse) { .file-item > button { min-inline-size: 44px; } }
`;
