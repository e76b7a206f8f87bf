import { css } from 'lit';

export const styles = css`
  header { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5em 1.5em; margin-block-end: calc(var(--_space) * 1.5); border-block-end: 1px solid var(--_border); }
  header:not(:has(nav)) { border: 0; margin: 0; }
  nav { display: flex; flex-wrap: wrap; gap: 0 1.5em; flex: 1 1 16em; }
  nav a, ::slotted(a[slot='nav']) {
    display: inline-flex; align-items: center; min-block-size: 2.75em; color: inherit; text-decoration: none; border-block-end: 3px solid transparent; margin-block-end: -1px;
  }
  nav a:hover { border-color: var(--_control-border); }
  nav a[aria-current] { border-color: var(--_accent); font-weight: 600; }
  .account { display: flex; align-items: center; gap: 0.75em; margin-inline-start: auto; padding-block: 0.25em; }
  .views:focus { outline: none; }
  /* Laid out, so that what waits there knows its width. */
  .waiting { visibility: hidden; block-size: 0; overflow: hidden; }
  .logo { display: block; max-block-size: 2.5em; max-inline-size: min(100%, 14em); margin-block: 0.25em; }
  .name { font-size: 1.125em; }
  slot[name='footer'] { display: block; }
  @container portal (inline-size < 30em) {
    header { gap: 0 1em; }
    .logo, .name, ::slotted([slot='logo']) { order: -2; }
    .logo { max-inline-size: 8em; }
    .account { order: -1; flex: 1 1 auto; justify-content: space-between; }
    header:has(.logo, .name) .account { justify-content: flex-end; }
    nav { flex-basis: 100%; }
  }
`;
