import { css } from 'lit';

export const styles = css`
  .rating { border-block-start: 1px solid var(--_border); padding-block-start: 1.25em; margin-block-start: 0.5em; }
  .rating > :is(h1, h2, h3, h4, h5, h6) { font-size: 1em; }
  [role='radiogroup'] { inline-size: fit-content; max-inline-size: 100%; }
  .stars { color: var(--_accent); letter-spacing: 0.1em; }
  div.stars { display: flex; letter-spacing: 0; }
  .score { position: relative; display: grid; place-items: center; inline-size: 1.5em; block-size: 1.5em; font-size: 1.875em; line-height: 1; cursor: pointer; border-radius: var(--_radius); }
  .score:hover { background: var(--_raised); }
  .score:has(:focus-visible) { outline: 2px solid var(--_focus); outline-offset: -2px; }
  .scale { display: flex; justify-content: space-between; gap: 1em; }
`;
