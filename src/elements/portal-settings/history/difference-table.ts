import { html, nothing, type TemplateResult } from 'lit';
import type { Difference } from '../../../portal/settings/differences.ts';
import { isNamed, placeLabel } from '../place-label.ts';
import type { SettingsView } from '../settings-view.ts';

/** Two documents side by side, where they differ. */
export function differenceTable(view: SettingsView, differences: readonly Difference[], mine: string, theirs: string): TemplateResult {
  const { t } = view;
  if (differences.length === 0) return html`<p class="muted">${t('settings.difference.none')}</p>`;
  return html`
    <table class="differences">
      <thead><tr><th scope="col">${t('settings.difference.place')}</th><th scope="col">${theirs}</th><th scope="col">${mine}</th></tr></thead>
      <tbody>
        ${differences.map((difference) => html`
          <tr>
            <th scope="row">${placeName(view, difference)}</th>
            <td data-label=${theirs}>${valueText(view, difference.theirs)}</td>
            <td data-label=${mine}>${valueText(view, difference.mine)}</td>
          </tr>`)}
      </tbody>
    </table>`;
}

/** What a place is called, and where it is in the document. */
export function placeName(view: SettingsView, { path }: Difference): TemplateResult {
  const place = path.join('.');
  const label = placeLabel(view, place);
  return html`${label}${isNamed(place) || label === place ? nothing : html`<span class="help" dir="ltr">${place}</span>`}`;
}

/** A value as it is read. */
export function valueText({ t }: SettingsView, value: unknown): unknown {
  if (value == null || value === '') return html`<span class="muted">${t('settings.difference.unset')}</span>`;
  if (typeof value === 'boolean') return t(value ? 'settings.yes' : 'settings.no');
  if (typeof value === 'string' || typeof value === 'number') return html`<bdi>${value}</bdi>`;
  return html`<code dir="ltr">${JSON.stringify(value, null, 1)}</code>`;
}
