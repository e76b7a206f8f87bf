import { css } from 'lit';

/** Versions, differences and conflicts. */
export const historyStyles = css`
  .versions { margin: 0; padding: 0; list-style: none; }
  .versions > li { padding: 0.875em 1.25em; display: flex; flex-direction: column; gap: 0.75em; }
  .versions > li + li { border-block-start: 1px solid var(--_border); }
  .version { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5em 1em; }
  .version > div { flex: 1 1 16em; min-inline-size: 0; }

  .differences { inline-size: 100%; border-collapse: collapse; font-size: 0.9375em; }
  .differences :is(th, td) { padding: 0.5em 0.75em; text-align: start; vertical-align: top; border-block-end: 1px solid var(--_border); }
  .differences th { font-weight: 600; }
  .differences td { inline-size: 35%; }
  :is(.differences, .conflict) code { display: block; inline-size: fit-content; }
  .conflict { display: flex; }
  .conflict :is(h1, h2, h3, h4, h5, h6) { font-size: 1.125em; }
  .choices-list { margin: 0; padding: 0; list-style: none; display: flex; flex-direction: column; gap: 0.75em; }
  .choices-list > li { padding: 0.75em 1em; border: 1px solid var(--_border); border-radius: var(--_radius); }

  @container sections (inline-size < 36em) {
    .differences, .differences tbody, .differences tr, .differences th, .differences td { display: block; inline-size: auto; }
    .differences thead { position: absolute; clip-path: inset(50%); }
    .differences :is(th, td) { border: 0; padding: 0.25em 0; }
    .differences tr { padding-block: 0.5em; border-block-end: 1px solid var(--_border); }
    .differences td::before { content: attr(data-label) ': '; color: var(--_muted); }
  }
`;
