import { css } from 'lit';

export const styles = css`
  form { max-inline-size: 24em; }
  button { align-self: start; }
  /* Live regions stay rendered while they are empty; only their gap goes. */
  :is([role='alert'], [role='status']):empty { margin-block-start: calc(var(--_space) * -1); }
`;
