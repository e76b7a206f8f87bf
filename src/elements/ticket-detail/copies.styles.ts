import { css } from 'lit';

export const styles = css`
  .copies { gap: 0.75em; padding-block-start: 0.25em; }
  .copies form { gap: 0.5em; }
  .person { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: start; gap: 0 0.5em; padding-block: 0.125em; }
  .person > button { min-inline-size: 2.25em; min-block-size: 2.25em; padding: 0; }
  .person > :is(.help, [role='alert']) { grid-column: 1 / -1; }
  .colleague > label { font-weight: 400; font-size: 0.875em; color: var(--_muted); }
  [role='listbox'] { list-style-type: ''; margin: 0; padding: 0.25em; max-block-size: 15em; overflow-y: auto; border: 1px solid var(--_control-border); border-radius: var(--_radius); }
  [role='option'] { padding: 0.375em 0.5em; border-radius: var(--_radius); cursor: pointer; }
  [role='option']:is(:hover, [aria-selected='true']) { background: var(--_raised); }
  [role='option'][aria-selected='true'] { outline: 2px solid var(--_focus); outline-offset: -2px; }
  @media (pointer: coarse) { .person > button { min-inline-size: 44px; min-block-size: 44px; } [role='option'] { padding-block: 0.75em; } }
`;
