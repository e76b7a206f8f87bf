import { css } from 'lit';

/** The filter editor, and what it finds. */
export const filterStyles = css`
  .filter { container: filter / inline-size; display: flex; flex-direction: column; gap: 0.5em; }
  .filter-group { display: flex; flex-direction: column; gap: 0.375em; padding: 0.75em; border: 1px solid var(--_border); border-radius: var(--_radius); }
  .condition { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.375em 0.5em; align-items: start; }
  .condition > .value { grid-column: 1; min-inline-size: 0; }
  .condition > button { grid-column: 2; grid-row: 1; }
  .condition > .problems { grid-column: 1 / -1; }
  .condition > select:nth-of-type(2) { grid-column: 1; }
  .condition .several { padding: 0.25em 0.625em; border: 1px solid var(--_control-border); border-radius: var(--_radius); background: var(--_field); max-block-size: 14em; overflow: auto; }
  .joiner { display: flex; align-items: center; gap: 0.75em; }
  .joiner::after { content: ''; flex: 1; border-block-start: 1px dashed var(--_border); }
  .joiner select { inline-size: auto; min-block-size: 2em; padding-block: 0.125em; font-size: 0.875em; }
  .group-actions { margin-block-start: 0.25em; }
  .group-actions .quiet { padding-inline: 0.5em; }
  .spring { flex: 1; }

  @container filter (inline-size >= 36em) {
    .condition { grid-template-columns: minmax(0, 3fr) minmax(0, 3fr) minmax(0, 4fr) auto; }
    .condition > select:nth-of-type(2), .condition > .value { grid-column: auto; }
    .condition > button { grid-column: 4; }
  }

  .count { padding: 1em 1.25em; display: flex; flex-direction: column; gap: 0.5em; align-items: start; }
  .sample { inline-size: 100%; margin: 0; padding: 0; list-style: none; font-size: 0.9375em; }
  .sample li { display: flex; flex-wrap: wrap; gap: 0 0.75em; padding-block: 0.375em; }
  .sample li + li { border-block-start: 1px solid var(--_border); }
  .sample .subject { flex: 1 1 14em; min-inline-size: 0; }
  .sample.old { color: var(--_muted); }
`;
