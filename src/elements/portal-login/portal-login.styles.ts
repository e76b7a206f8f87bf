import { css } from 'lit';

export const styles = css`
  .login { max-inline-size: 24em; gap: calc(var(--_space) * 1.25); }
  form.stack { gap: calc(var(--_space) * 1.25); }
  form > .primary { inline-size: 100%; }
  .beside { justify-content: space-between; margin-block-start: calc(var(--_space) * -0.75); }
  .choice { display: inline-flex; align-items: center; gap: 0.5em; cursor: pointer; }
  .waiting { min-block-size: 16em; }
  [data-view='signed-in'] { max-inline-size: none; }
  /* Live regions stay rendered while they are empty, but take no part in the layout. */
  :is([role='alert'], [role='status'], [aria-live]):empty { position: absolute; }
  @media (pointer: coarse) { .choice, .beside > a { min-block-size: 44px; align-content: center; } }
`;
