import { css } from 'lit';

/** Styles of the views that are fetched later than the sign-in. */
export const styles = css`
  .login[data-view='account'] { max-inline-size: 36em; }
  .login > form.stack { margin-block-start: 0; }
  input[readonly] { background: none; border-style: dashed; }
  .lines { white-space: pre-line; }
  .terms { max-block-size: 16em; overflow: auto; display: flex; flex-direction: column; gap: 0.75em; padding: 0.75em 1em; border: 1px solid var(--_border); border-radius: var(--_radius); background: var(--_raised); --_link: var(--_raised-link); font-size: 0.9375em; line-height: 1.5; }
  .field > .agree { align-items: start; font-weight: 400; }
  .agree > input { margin-block-start: 0.0625em; }
  .agree > span { min-inline-size: 0; }
  .close.stack { gap: 0.5em; }
  #code { font-size: 1.25em; letter-spacing: 0.15em; font-variant-numeric: tabular-nums; }
  .person > p + p { margin-block-start: 0.125em; }
  .section { padding-block-start: 1.25em; border-block-start: 1px solid var(--_border); }
  .section :is(h1, h2, h3, h4, h5, h6) { font-size: 1.0625em; }
  .section form { max-inline-size: 24em; }
  .section form > .primary { inline-size: auto; align-self: start; }
  .section > button { align-self: start; }
  details > form { margin-block-start: 1em; }
  .entries { list-style: none; margin: 0; padding: 0; display: grid; border: 1px solid var(--_border); border-radius: var(--_radius); }
  .entries > li { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em 1em; padding: 0.75em 1em; }
  .entries > li + li { border-block-start: 1px solid var(--_border); }
  .what { flex: 1 1 12em; min-inline-size: 0; display: grid; gap: 0.125em; }
  .what .badge { white-space: normal; }
  .ask { flex: 1 1 100%; }
  .ask > p:focus { outline: none; }
  details > .terms { margin-block-start: 0.75em; }
  summary { cursor: pointer; color: var(--_link); }
`;
