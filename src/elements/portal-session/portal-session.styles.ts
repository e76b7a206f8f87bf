import { css } from 'lit';

export const styles = css`
  .preview {
    position: sticky; inset-block-start: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5em 1em;
    padding: 0.5em 1em; margin-block-end: var(--_space); border-radius: var(--_radius); background: var(--_warning); color: var(--_surface); font-weight: 600;
  }
  .preview button { border-color: currentcolor; }
  .preview button:hover { background: color-mix(in oklab, currentcolor 20%, transparent); }
  .preview :focus-visible { outline-color: currentcolor; }

  /* Above everything else of the page, at the end of the screen. */
  .warning {
    position: fixed; inset-block: auto 1em; inset-inline: auto 1em; margin: 0; max-inline-size: min(28em, calc(100vw - 2em)); padding: 1em 1.25em; overflow: auto;
    border: 1px solid var(--_control-border); border-inline-start: 6px solid var(--_warning); border-radius: var(--_radius);
    background: var(--_surface); color: var(--_text); box-shadow: 0 0.5em 2em rgb(0 0 0 / 30%);
  }
  .warning > .row { margin-block-start: 0.75em; }
  strong { display: block; }
  .error-text { display: block; }
  /* A live region has to be there from the start, but an empty one needs no room. */
  [role='alert']:empty { position: absolute; }

  @media (forced-colors: active) { .preview, .warning { border: 2px solid CanvasText; color: CanvasText; } }
`;
