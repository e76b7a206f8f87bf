import { css } from 'lit';

/** The live preview. */
export const previewStyles = css`
  .preview { display: flex; flex-direction: column; min-inline-size: 0; border: 1px solid var(--_border); border-radius: var(--_radius); overflow: clip; }
  .preview-tools { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75em 1em; padding: 1em 1.25em; border-block-end: 1px solid var(--_border); background: var(--_raised); }
  .preview-tools > strong { flex-basis: 100%; }
  .preview-tools > .field { flex: 1 1 14em; }
  .preview-tools > .help { flex-basis: 100%; }
  #preview-error:empty { display: none; }
  .segments { display: inline-flex; }
  .segments button { border-radius: 0; margin-inline-start: -1px; }
  .segments button:first-child { border-start-start-radius: var(--_radius); border-end-start-radius: var(--_radius); margin-inline-start: 0; }
  .segments button:last-child { border-start-end-radius: var(--_radius); border-end-end-radius: var(--_radius); }
  .segments button[aria-pressed='true'] { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); }
  .segments button:focus-visible { z-index: 1; }
  .frame { color-scheme: light; padding: 1.25em; background: Canvas; color: CanvasText; min-inline-size: 0; }
  .frame.dark { color-scheme: dark; }
  .frame.phone { inline-size: 22.5rem; max-inline-size: 100%; margin-inline: auto; border-inline: 1px solid var(--_border); }

  @container portal-settings (inline-size >= 62em) {
    .preview { position: sticky; inset-block-start: 1em; max-block-size: calc(100vh - 2em); }
    .preview .frame { overflow: auto; }
  }
`;
