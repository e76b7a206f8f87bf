import { css } from 'lit';

export const styles = css`
  form { max-inline-size: 24em; }
  button { align-self: start; }
`;
