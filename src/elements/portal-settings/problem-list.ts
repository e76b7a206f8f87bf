import { html, nothing, type TemplateResult } from 'lit';
import type { SettingsProblem } from '../../contract/index.ts';
import { errorText } from '../parts/states.ts';
import { placeLabel } from './place-label.ts';
import type { SettingsView } from './settings-view.ts';

/** What is wrong, each with a way to its control. */
export function problemList(view: SettingsView, problems: readonly SettingsProblem[]): TemplateResult {
  return html`
    <ul class="problem-list">
      ${problems.map((problem) => html`
        <li>
          <button type="button" class="text-button" @click=${() => { view.reveal(problem.path); }}>${placeLabel(view, problem.path)}</button>:
          ${view.problemText(problem)}
        </li>`)}
    </ul>`;
}

/** All that is wrong, where it is seen from everywhere. Not what only keeps a closed portal from being opened: that stands at the switch. */
export function problemSummary(view: SettingsView, all: readonly SettingsProblem[]): TemplateResult {
  const { t, document, settings } = view;
  const problems = all.filter(({ severity }) => severity !== 'required' || document.enabled);
  return html`
    <div id="problems" tabindex="-1" part="problems" role="group" aria-label=${t('settings.problems', { count: problems.length })} ?hidden=${problems.length === 0 && settings.checkError === undefined}>
      ${problems.length === 0 ? nothing : html`<div class="notice danger"><strong>${t('settings.problems', { count: problems.length })}</strong>${problemList(view, problems)}</div>`}
      ${settings.checkError === undefined ? nothing : html`<p class="notice">${t('settings.checkFailed')} ${errorText(t, settings.checkError)}</p>`}
    </div>`;
}
