import { html, nothing, type TemplateResult } from 'lit';
import type { Path } from '../../portal/settings/document.ts';
import { idOf, type SettingsView } from './settings-view.ts';

/** A row of the settings. */
export interface Row {
  /** What it is about. */
  readonly path: Path;
  readonly label: string;
  readonly help?: unknown;
  /** Several controls, which the label is the name of all together. */
  readonly group?: boolean;
  /** What is wrong below the place is said here too; a control that says it itself leaves this out. */
  readonly below?: boolean;
  /** The control takes the whole width, below its label. */
  readonly wide?: boolean;
}

/** What the control of a row has to carry. */
export interface Wiring {
  readonly id: string;
  /** Ids of help and error. */
  readonly described: string;
  readonly invalid: 'true' | typeof nothing;
}

/** A row: label and help, the control, and what is wrong with it. */
export function fieldRow(view: SettingsView, { path, label, help, group = false, below = false, wide = false }: Row, control: (wiring: Wiring) => unknown): TemplateResult {
  const id = idOf(path);
  const problems = view.problemsAt(path, below);
  const described = [help === undefined ? '' : `${id}--help`, problems.length === 0 ? '' : `${id}--error`].join(' ').trim();
  const content = html`
    <div class="about">
      ${group ? html`<span class="label" id=${`${id}--label`}>${label}</span>` : html`<label for=${id}>${label}</label>`}
      ${help === undefined ? nothing : html`<span class="help" id=${`${id}--help`}>${help}</span>`}
    </div>
    <div class="control">
      ${control({ id, described, invalid: problems.length === 0 ? nothing : 'true' })}
      <div class="problems" id=${`${id}--error`}>${problems.map((problem) => html`<span class="error-text" part="field-error">${view.problemText(problem)}</span>`)}</div>
    </div>`;
  return group
    ? html`<div class="setting ${wide ? 'wide' : ''}" data-path=${path.join('.')} role="group" aria-labelledby=${`${id}--label`} aria-describedby=${described || nothing}>${content}</div>`
    : html`<div class="setting ${wide ? 'wide' : ''}" data-path=${path.join('.')}>${content}</div>`;
}
