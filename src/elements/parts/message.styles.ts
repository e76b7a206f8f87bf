import { css } from 'lit';

/** Styles of `messageArticle()`. What comes from a mail is kept inside of its box. */
export const messageStyles = css`
  .message { border: 1px solid var(--_border); border-radius: var(--_radius); min-inline-size: 0; scroll-margin-block: 5em; }
  .message:focus:not(:focus-visible) { outline: none; }
  .message.mine { background: var(--_raised); --_link: var(--_raised-link); }
  .message.pending { border-style: dashed; }
  .message > * { padding-inline: 1em; }
  .message-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.125em 0.75em; padding-block: 0.75em 0; }
  .message-head > :first-child { flex: 1 1 auto; display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.125em 0.625em; font-size: 1em; font-weight: inherit; line-height: 1.5; }
  .message-author { font-weight: 600; }
  .message-time { margin-inline-start: auto; font-size: 0.875em; color: var(--_muted); }
  .message-content { padding-block: 0.5em 1em; display: flex; flex-direction: column; gap: 0.75em; }

  .message-body { contain: layout paint style; isolation: isolate; overflow: auto; min-inline-size: 0; line-height: 1.55; overflow-wrap: break-word; }
  .message-body :is(p, ul, ol, dl, pre, table, blockquote, figure, hr) { margin: 0 0 0.75em; }
  .message-body > :last-child, .message-body div:last-child > :last-child, .message-body :is(td, th, li, blockquote, .quoted-body) > :last-child { margin-block-end: 0; }
  .message-body.text p { white-space: pre-wrap; overflow-wrap: anywhere; }
  .message-body :is(ul, ol) { padding-inline-start: 1.75em; }
  .message-body :is(dd) { margin-inline-start: 1.5em; }
  .message-body :is(pre, code, kbd, samp, tt) { font-family: ui-monospace, monospace; font-size: 0.9375em; }
  .message-body pre { white-space: pre-wrap; }
  .message-body .mail-heading { font-weight: 600; font-size: 1.0625em; }
  .message-body blockquote { padding-inline-start: 0.875em; border-inline-start: 3px solid var(--_border); }
  .message-body img { max-inline-size: 100%; block-size: auto; vertical-align: middle; border-radius: 2px; }
  .message-body table { max-inline-size: 100%; border-spacing: 0; }
  .message-body :is(td, th) { padding: 0.125em 0.375em; text-align: start; vertical-align: top; }
  .message-body .mail-table { border-collapse: collapse; }
  .message-body .mail-table > * > tr > :is(td, th) { border: 1px solid var(--_border); padding: 0.25em 0.625em; }
  .message-body hr { border: 0; border-block-start: 1px solid var(--_border); }
  .message-body mark { background: color-mix(in oklab, var(--_warning) 30%, transparent); color: inherit; }
  .message-body a { overflow-wrap: anywhere; }
  .image-text { display: inline-block; padding: 0 0.375em; border: 1px dashed var(--_control-border); border-radius: 3px; color: var(--_muted); font-size: 0.875em; }

  .quoted { margin-block: 0.5em; }
  .quoted > summary { display: inline-flex; align-items: center; min-block-size: 2em; padding-inline: 0.75em; border: 1px solid var(--_border); border-radius: 1em; color: var(--_muted); font-size: 0.8125em; cursor: pointer; list-style: none; }
  .quoted > summary::-webkit-details-marker { display: none; }
  .quoted > summary:hover { background: var(--_raised); }
  .quoted[open] > summary > .when-closed, .quoted:not([open]) > summary > .when-open { display: none; }
  .quoted-body { margin-block-start: 0.625em; padding-inline-start: 0.875em; border-inline-start: 3px solid var(--_border); color: var(--_muted); }
  .quoted-body blockquote { padding-inline-start: 0.75em; }

  .message-notice { display: flex; flex-wrap: wrap; align-items: center; gap: 0.375em 0.75em; font-size: 0.875em; color: var(--_muted); }

  .attachments { list-style-type: ''; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17em), 1fr)); gap: 0.5em; }
  .attachment { position: relative; display: grid; grid-template-columns: auto minmax(0, 1fr) auto; align-items: center; gap: 0 0.75em; padding: 0.5em 0.625em; border: 1px solid var(--_border); border-radius: var(--_radius); }
  .attachment :is(progress, .error-text) { grid-column: 1 / -1; margin-block-start: 0.375em; inline-size: 100%; }
  .attachment progress { block-size: 0.5em; accent-color: var(--_accent); }
  .attachment button { min-inline-size: 2.5em; padding: 0; grid-row: 1 / span 2; grid-column: 3; }
  .attachment .file-size { grid-column: 2; }
  @media (pointer: coarse) { .attachment button { min-inline-size: 44px; } .quoted > summary { min-block-size: 44px; } }
  @container portal (inline-size < 30em) { .message > * { padding-inline: 0.75em; } .message-time { margin-inline-start: 0; } }
`;
