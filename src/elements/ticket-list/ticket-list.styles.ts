import { css } from 'lit';

export const styles = css`
  .head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.75em 1.5em; margin-block-end: 1.25em; }
  .view { display: flex; align-items: center; gap: 0.5em; min-inline-size: 0; }
  .view label { white-space: nowrap; }
  .view select { inline-size: auto; min-inline-size: 0; }

  .filters { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75em; margin-block-end: 0.75em; }
  .filters > .field { flex: 0 1 auto; min-inline-size: min(11em, 100%); }
  .filters > .search { flex: 1 1 10em; min-inline-size: 0; }
  .filters label, .order label { font-size: 0.875em; }
  .search-row { display: flex; gap: 0.5em; }
  .search-row input { min-inline-size: 0; flex: 1; }
  .toggle .badge { margin-inline-end: auto; }
  .toggle::after { content: ''; inline-size: 0.4em; block-size: 0.4em; border: solid currentcolor; border-width: 0 0.125em 0.125em 0; rotate: 45deg; translate: 0 -25%; }
  .toggle[aria-expanded='true']::after { rotate: 225deg; translate: 0 25%; }
  .dates { grid-column: 1 / -1; flex: 1 0 100%; display: flex; flex-wrap: wrap; gap: 1em 2em; padding: 1em; border: 1px solid var(--_border); border-radius: var(--_radius); }
  fieldset { margin: 0; padding: 0; border: 0; min-inline-size: 0; }
  legend { padding: 0; margin-block-end: 0.5em; font-weight: 600; }
  .range { display: flex; flex-wrap: wrap; gap: 0.75em; }
  .range .field { flex: 1 1 9em; max-inline-size: 14em; }
  .range label { font-weight: 400; }

  .active { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em; margin: 0 0 0.75em; padding: 0; list-style: none; }
  .chip, .active .quiet { min-block-size: 2em; padding: 0.125em 0.75em; font-size: 0.875em; }
  .chip { border-radius: 2em; background: var(--_raised); }
  .cross { inline-size: 0.75em; block-size: 0.75em; background: linear-gradient(currentcolor, currentcolor) center / 100% 0.125em no-repeat, linear-gradient(currentcolor, currentcolor) center / 0.125em 100% no-repeat; rotate: 45deg; }
  .notice { margin-block-end: 1em; }

  .results { position: relative; }
  .progress { position: absolute; inset: 0 0 auto; block-size: 2px; overflow: hidden; background: var(--_border); }
  .progress::before { content: ''; position: absolute; inset-block: 0; inset-inline-start: 0; inline-size: 30%; background: var(--_accent); animation: progress 1.2s linear infinite; }
  @keyframes progress { from { inset-inline-start: -30%; } to { inset-inline-start: 100%; } }
  /* Dimmed by colour rather than by opacity, so that it stays readable. */
  .old { color: var(--_muted); --_link: currentcolor; --_accent: transparent; --_on-accent: currentcolor; }
  .count { padding-block: 0.5em; font-size: 0.875em; }

  table { inline-size: 100%; border-collapse: collapse; text-align: start; }
  th, td { padding: 0.75em; line-height: 1.5; text-align: start; vertical-align: top; font-weight: 400; border-block-end: 1px solid var(--_border); }
  thead th { padding: 0.25em 0.857em; border-block-end-width: 2px; font-size: 0.875em; font-weight: 600; color: var(--_muted); white-space: nowrap; vertical-align: middle; }
  .gap > td { padding: 0; border: 0; }
  tbody tr:hover { background: var(--_raised); --_link: var(--_raised-link); }
  td { white-space: nowrap; }
  td.words { white-space: normal; min-inline-size: 8em; }
  .people { margin: 0; padding: 0; list-style-type: ''; }
  .value { display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }
  td.id { color: var(--_muted); font-variant-numeric: tabular-nums; }
  th.subject { inline-size: 100%; }
  .sort { min-block-size: 2.25em; padding: 0; border: 0; font-weight: inherit; gap: 0.375em; border-radius: 0; }
  .sort:hover { background: none; text-decoration: underline; color: inherit; }
  .arrow { inline-size: 0.5em; block-size: 0.3em; background: currentcolor; clip-path: polygon(0 0, 100% 0, 50% 100%); opacity: 0; }
  .sort:hover .arrow, .sort:focus-visible .arrow { opacity: 0.5; }
  [aria-sort] .arrow { opacity: 1 !important; }
  [aria-sort='ascending'] .arrow { rotate: 180deg; }

  .title { font-weight: 500; text-decoration: none; overflow-wrap: anywhere; }
  .title:hover { text-decoration: underline; }
  .new .title { font-weight: 700; }
  .requester { font-size: 0.875em; }
  td.status .badge, td.status .turn { display: block; inline-size: fit-content; }
  .turn { font-size: 0.8125em; }
  td.status .turn { margin-block-start: 0.25em; }
  .turn.you { font-weight: 600; color: var(--_link); }

  .order { display: flex; flex-wrap: wrap; gap: 0.75em; margin-block-end: 0.75em; }
  .order .field { flex: 1 1 auto; min-inline-size: 0; max-inline-size: 18em; }
  .cards { margin: 0 0 -0.75em; padding: 0; list-style: none; }
  .cards > [data-id] { padding-block-end: 0.75em; }
  .card { position: relative; display: flex; flex-direction: column; gap: 0.5em; padding: 0.875em 1em; border: 1px solid var(--_border); border-radius: var(--_radius); }
  .card:hover { background: var(--_raised); --_link: var(--_raised-link); }
  .card :is(h1, h2, h3, h4, h5, h6) { font-size: 1em; }
  .card .id { margin-inline-start: auto; font-size: 0.875em; }
  /* The whole card opens the ticket. */
  .card .title::after { content: ''; position: absolute; inset: 0; border-radius: inherit; }
  .card .title:focus-visible { outline: none; }
  .card:has(.title:focus-visible) { outline: 2px solid var(--_focus); outline-offset: 2px; }
  dl { display: flex; flex-wrap: wrap; gap: 0.25em 1.25em; margin: 0; font-size: 0.875em; color: var(--_muted); }
  dl div { display: flex; flex-wrap: wrap; gap: 0 0.375em; }
  dt::after { content: ':'; }
  /* French has a thin space before it. */
  dt:lang(fr)::after { content: '\\202F:'; }
  dt:is(:lang(ja), :lang(zh))::after { content: '：'; }
  dd { margin: 0; }

  .foot { display: flex; justify-content: center; padding-block: 1.25em; }
  .slow { text-align: center; }
  .slow:not(:empty) { margin-block-start: 0.5em; }

  .skeleton { margin-block-start: 1em; animation: skeleton 1.6s ease-in-out infinite alternate; }
  .skeleton div { display: grid; grid-template-columns: 3em 1fr 8em; gap: 1em; padding-block: 1em; border-block-end: 1px solid var(--_border); }
  .skeleton span { block-size: 1em; border-radius: var(--_radius); background: var(--_raised); }
  .skeleton span:nth-child(2) { inline-size: 70%; }
  @keyframes skeleton { to { opacity: 0.4; } }

  @container portal (inline-size < 44em) {
    .filters { display: grid; grid-template-columns: 1fr 1fr; }
    .search, .toggle { grid-column: 1 / -1; }
    .toggle { justify-content: space-between; }
    .range .field { max-inline-size: none; }
    .view { inline-size: 100%; }
    .view select { flex: 1; }
    .head > .row { inline-size: 100%; }
  }
  @media (forced-colors: active) {
    .arrow, .cross, .skeleton span { forced-color-adjust: none; }
    .arrow, .skeleton span { background-color: CanvasText; }
  }
`;
