import { css } from 'lit';

export const styles = css`
  .back { display: inline-flex; align-items: center; gap: 0.375em; min-block-size: 2em; margin-block-end: 0.75em; text-decoration: none; }
  .back:hover { text-decoration: underline; }
  .back > span:dir(rtl) { transform: scaleX(-1); }
  .ticket-head { display: flex; flex-wrap: wrap; align-items: start; justify-content: space-between; gap: 0.75em 1.5em; margin-block-end: 1.5em; }
  .ticket-title { flex: 1 1 20em; min-inline-size: 0; display: flex; flex-direction: column; gap: 0.5em; }
  .ticket-title :is(h1, h2, h3, h4, h5, h6) { font-size: 1.5em; }

  .absent { display: flex; flex-direction: column; gap: 0.5em; }

  .columns { display: grid; gap: 1.5em 2.5em; grid-template-columns: minmax(0, 1fr); }
  .details { min-inline-size: 0; }
  :is(.details, .conversation) > :is(h1, h2, h3, h4, h5, h6) { font-size: 1em; }
  .details > :is(h1, h2, h3, h4, h5, h6) { margin-block-end: 1em; }
  .details:not(.open) { display: none; }
  .facts { margin: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13em), 1fr)); gap: 0.875em 1.5em; }
  .facts > div { min-inline-size: 0; }
  dt { color: var(--_muted); font-size: 0.875em; }
  dd { margin: 0; }
  .value { display: block; white-space: pre-line; }
  .people { list-style-type: ''; margin: 0; padding: 0; }

  .conversation { min-inline-size: 0; display: flex; flex-direction: column; gap: 1em; }
  .conversation ol { list-style-type: ''; margin: 0; padding: 0; display: flex; flex-direction: column; gap: 1em; }
  .conversation li { min-inline-size: 0; }
  .earlier { justify-content: center; }
  .since { margin-block-end: 1em; font-size: 0.875em; }
  .new-marker { display: flex; align-items: center; gap: 0.75em; color: var(--_link); font-size: 0.875em; font-weight: 600; margin-block-end: 1em; }
  .new-marker::before, .new-marker::after { content: ''; flex: 1; border-block-start: 1px solid currentcolor; }
  /* A live region has to be there from the start, but an empty one needs no room. */
  :is([role='alert'], [role='status']):empty { position: absolute; }
  .composer blockquote { margin: 0; max-block-size: 12em; overflow: auto; }
  .composer, .follow-up { border-block-start: 1px solid var(--_border); padding-block-start: 1.25em; margin-block-start: 0.5em; }

  @container portal (inline-size >= 52em) {
    .columns { grid-template-columns: minmax(0, 1fr) minmax(14em, 17em); }
    .conversation { grid-column: 1; grid-row: 1; }
    .details, .details:not(.open) { display: block; grid-column: 2; grid-row: 1; }
    .facts { grid-template-columns: minmax(0, 1fr); }
    .toggle { display: none; }
  }
  @container portal (inline-size < 30em) { .ticket-title :is(h1, h2, h3, h4, h5, h6) { font-size: 1.25em; } }
`;
