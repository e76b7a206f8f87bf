import { css } from 'lit';

export const styles = css`
  :host { display: inline-block !important; container: none; }
  a { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 0.25em 0.5em; min-block-size: 1.5em; }
  @media (pointer: coarse) { a { min-block-size: 44px; } }
`;
