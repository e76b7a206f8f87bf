import { css } from 'lit';

export const styles = css`
  /* A container of inline size would be as narrow as nothing. */
  :host { display: inline-block !important; container: none; position: relative; }
  :host(:not(:state(shown))) { display: none !important; }
  .badge { min-inline-size: 1.6em; padding-inline: 0.375em; text-align: center; font-weight: 600; font-variant-numeric: tabular-nums; }
`;
