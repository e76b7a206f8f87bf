import { css } from 'lit';

/** Styles of the other ways to sign in. */
export const styles = css`
  .ways { gap: 0.75em; }
  .ways > .or { display: flex; align-items: center; gap: 0.75em; color: var(--_muted); font-size: 0.875em; margin-block: 0.25em; }
  .or::before, .or::after { content: ''; flex: 1; border-block-start: 1px solid var(--_border); }
  .way { inline-size: 100%; justify-content: start; padding-inline: 0.75em; gap: 0.75em; text-align: start; text-wrap: balance; }
  .way.primary { justify-content: center; }
  .way > span:last-child { min-inline-size: 0; }
  .mark { flex: none; display: inline-grid; place-items: center; inline-size: 1.5em; block-size: 1.5em; border-radius: 0.25em; background: var(--_raised); border: 1px solid var(--_border); font-size: 0.875em; font-weight: 600; }
  .way.primary > .mark { background: none; border-color: currentcolor; }
  svg.mark { padding: 0.1875em; }
`;
