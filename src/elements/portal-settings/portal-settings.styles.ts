import { css } from 'lit';
import { controlStyles } from './styles/controls.styles.ts';
import { filterStyles } from './styles/filter.styles.ts';
import { historyStyles } from './styles/history.styles.ts';
import { previewStyles } from './styles/preview.styles.ts';

/** The page as a whole; its parts have styles of their own. */
const layout = css`
  :host { container: portal-settings / inline-size; }
  .settings { display: flex; flex-direction: column; gap: 1.25em; line-height: 1.5; }
  .head { display: flex; flex-wrap: wrap; align-items: start; justify-content: space-between; gap: 0.75em 1.5em; }
  .head .title { display: flex; flex-wrap: wrap; align-items: center; gap: 0.25em 0.75em; }
  .badge.on { border-color: var(--_success); color: var(--_success); }
  .out { inline-size: 0.45em; block-size: 0.45em; border: solid currentcolor; border-width: 0.125em 0.125em 0 0; }
  :host(:dir(rtl)) .out { transform: scaleX(-1); }

  .tabs { display: flex; gap: 0.25em; overflow-x: auto; border-block-end: 1px solid var(--_border); }
  .tabs button { flex: none; border: 0; border-block-end: 3px solid transparent; border-radius: 0; padding-inline: 1em; color: var(--_muted); }
  .tabs button[aria-selected='true'] { border-block-end-color: var(--_accent); color: inherit; font-weight: 600; }
  .tabs button:focus-visible { outline-offset: -2px; }

  .body { display: grid; gap: 2em; align-items: start; }
  .panel { display: grid; gap: 2em; align-items: start; min-inline-size: 0; }
  .sections { display: flex; flex-direction: column; gap: 2.25em; min-inline-size: 0; max-inline-size: 60em; }
  .section { display: flex; flex-direction: column; gap: 0.75em; scroll-margin-block-start: 1em; }
  .section > header { display: flex; flex-direction: column; gap: 0.125em; }
  .section > header > :first-child { font-size: 1.125em; }
  .card { border: 1px solid var(--_border); border-radius: var(--_radius); min-inline-size: 0; }
  .card.padded, .padded { padding: 1em 1.25em; }

  .section-menu { display: none; }
  .section-menu ul { display: flex; flex-direction: column; margin: 0; padding: 0; list-style: none; }
  .section-menu a { display: block; padding: 0.375em 0.75em; border-radius: var(--_radius); color: inherit; text-decoration: none; font-size: 0.9375em; }
  .section-menu a:hover { background: var(--_raised); }

  .problem-list { margin: 0.5em 0 0; padding-inline-start: 1.25em; display: flex; flex-direction: column; gap: 0.25em; }
  #problems { outline: none; }
  #problems:focus-visible > .notice { outline: 2px solid var(--_focus); outline-offset: 2px; }

  .save-bar {
    position: sticky; inset-block-end: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5em 1.5em;
    padding: 0.75em 1.25em; border: 1px solid var(--_control-border); border-radius: var(--_radius); background: var(--_surface); color: var(--_text); box-shadow: 0 0 1.5em rgb(0 0 0 / 18%);
  }
  .save-bar .said { flex: 1 1 18em; display: flex; flex-direction: column; }
  .save-bar .row { flex: 0 1 auto; justify-content: end; }
  .save-bar .comment { flex: 1 1 12em; inline-size: auto; }
  .save-bar [role='alert'] { flex-basis: 100%; }
  .save-bar [role='alert']:empty { display: none; }
  /* At 400 % and on a phone on its side, the bar would leave no room for what is edited. */
  @media (height < 30em) { .save-bar { position: static; } }
  /* What has the focus is not below the bar. */
  .panel :is(input, select, textarea, button, a) { scroll-margin-block: 2em 7em; }

  @container portal-settings (inline-size >= 62em) {
    .body:not(.previewed) > .panel:has(.section-menu) { grid-template-columns: 13em minmax(0, 1fr); }
    .body:not(.previewed) .section-menu { display: block; position: sticky; inset-block-start: 1em; }
    .body.previewed { grid-template-columns: minmax(24em, 4fr) minmax(0, 6fr); }
  }
  @container portal-settings (inline-size < 62em) {
    .body.previewed > .panel { display: none; }
    .head > .row { inline-size: 100%; }
  }
  @container portal-settings (inline-size < 34em) {
    .save-bar { padding: 0.5em 0.75em; }
    .save-bar .help { display: none; }
    .save-bar .row { flex: 1 1 100%; }
    .tabs button { padding-inline: 0.75em; }
  }
`;

export const styles = [layout, controlStyles, filterStyles, previewStyles, historyStyles];
