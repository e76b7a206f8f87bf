import { css } from 'lit';
import { tokens } from './tokens.styles.ts';

/** What every element starts from: the host's box, and the plain look of headings, links, buttons, fields and notices. */
export const base = [tokens, css`
  /* Only an important rule on :host withstands a page's own * { all: initial !important }. */
  :host { display: block !important; container: portal / inline-size; color: inherit; font: inherit; overflow-wrap: anywhere; }
  /* A container's content gives it no width: where a box is as wide as its content, this is what a portal asks for. */
  :host { contain-intrinsic-inline-size: min(48em, 90vi); min-inline-size: 0; max-inline-size: 100%; }
  :host([hidden]) { display: none !important; }
  /* Font, colour and line height come from the page by inheritance; what else is inherited was meant for something else than a portal. */
  :host {
    font-style: normal !important; text-align: start !important; text-transform: none !important; text-indent: 0 !important; text-shadow: none !important; word-spacing: normal !important;
    white-space: normal !important; word-break: var(--_word-break, normal) !important; font-variant-caps: normal !important; transition: none !important; hyphens: manual !important; cursor: auto !important; -webkit-user-select: text !important; user-select: text !important;
  }
  /* A property of our own comes down to the elements inside; Firefox does not tell them a language that stands outside of their root. */
  :host(:lang(ko)) { --_word-break: keep-all; }
  :host(:lang(ja)) { --_word-break: auto-phrase; }
  *, ::before, ::after { box-sizing: border-box; }
  [hidden] { display: none !important; }

  h1, h2, h3, h4, h5, h6 { margin: 0; font-size: 1.25em; line-height: 1.3; font-weight: 600; }
  h1:focus, h2:focus, h3:focus, h4:focus, h5:focus, h6:focus { outline: none; }
  p { margin: 0; }
  a { color: var(--_link); text-decoration-line: var(--_underline); }

  button, input, select, textarea { font: inherit; color: inherit; letter-spacing: inherit; margin: 0; }
  button, .button {
    display: inline-flex; align-items: center; justify-content: center; gap: 0.5em; min-block-size: 2.5em; padding: 0.375em 0.875em;
    border: 1px solid var(--_control-border); border-radius: var(--_button-radius); background: transparent; cursor: pointer;
    text-decoration: none; color: inherit; line-height: 1.3; text-align: center; transition: background-color var(--_transition);
  }
  button:hover, .button:hover { background: var(--_raised); --_link: var(--_raised-link); }
  .primary { background: var(--_accent); border-color: var(--_accent-border); color: var(--_on-accent); font-weight: var(--_button-weight); }
  .primary:hover { background: var(--_accent-hover); }
  button[aria-disabled='true'] { opacity: 0.65; cursor: default; }
  .quiet { border-color: transparent; color: var(--_link); }
  .text-button { min-block-size: 1.5em; padding: 0; border: 0; background: none; color: var(--_link); text-decoration: underline; text-align: start; display: inline; }
  .text-button:hover { background: none; }

  input:not([type='checkbox'], [type='radio'], [type='file']), select, textarea {
    inline-size: 100%; min-block-size: 2.5em; padding: 0.375em 0.625em; background: var(--_field);
    border: 1px solid var(--_control-border); border-radius: var(--_radius);
  }
  select option { background: var(--_surface); color: var(--_text); }
  textarea { min-block-size: 7em; resize: block; field-sizing: content; max-block-size: 60vh; line-height: 1.5; }
  input[type='checkbox'] { inline-size: 1.25em; block-size: 1.25em; accent-color: var(--_accent); flex: none; }
  [aria-invalid='true'] { border-color: var(--_danger) !important; }

  :focus-visible { outline: 2px solid var(--_focus); outline-offset: 2px; }

  .visually-hidden { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .muted { color: var(--_muted); }
  .stack { display: flex; flex-direction: column; gap: var(--_space); }
  .written { white-space: pre-line; }
  .row { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em 0.75em; }
  .field { display: flex; flex-direction: column; gap: 0.25em; }
  .field > label, .label { font-weight: 600; }
  .help { color: var(--_muted); font-size: 0.875em; }
  .error-text { color: var(--_danger); font-size: 0.875em; }
  .error-text::before { content: '⚠ ' / ''; }

  .notice { padding: 0.75em 1em; border: 1px solid var(--_border); border-inline-start: 4px solid var(--_muted); border-radius: var(--_radius); background: var(--_raised); --_link: var(--_raised-link); }
  .notice.danger { border-inline-start-color: var(--_danger); }
  .notice.success { border-inline-start-color: var(--_success); }
  .state { padding: 2.5em 1em; text-align: center; display: flex; flex-direction: column; align-items: center; gap: 0.75em; }

  .badge { display: inline-block; padding: 0.0625em 0.5em; border: 1px solid var(--_control-border); border-radius: 1em; font-size: 0.8125em; line-height: 1.5; white-space: nowrap; }
  .badge.accent { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); }
  .badge.closed { border-style: dashed; color: var(--_muted); }

  @media (pointer: coarse) { button, .button, input, select { min-block-size: 44px; } .text-button { min-block-size: 44px; } }
  @media (prefers-reduced-motion: reduce) { *, ::before, ::after { transition: none !important; animation: none !important; } }
  @media (forced-colors: active) { .primary, .badge.accent { border: 2px solid ButtonText; } :focus-visible { outline-color: Highlight; } }
`];
