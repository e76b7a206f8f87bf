import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { BackendDescription, ConnectedForm } from '../../../contract/index.ts';
import type { Path } from '../../../portal/settings/document.ts';
import { checkboxes, lines } from '../controls.ts';
import { idOf, type SettingsView } from '../settings-view.ts';

type Fields = BackendDescription['forms'][number]['fields'];
type Conditions = ConnectedForm['conditions'];

/** Which fields of a form are asked only while another one has certain values. */
export function formConditions(view: SettingsView, path: Path, fields: Fields, conditions: Conditions): TemplateResult | typeof nothing {
  const { t } = view;
  const entries = Object.entries(conditions);
  const free = fields.filter(({ id }) => !Object.hasOwn(conditions, id));
  if (entries.length === 0 && fields.length < 2) return nothing;
  const add = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const field = select.value;
    const others = fields.filter(({ id }) => id !== field);
    // Usually it is a choice that decides.
    const other = others.find(({ options, type }) => options !== undefined || type === 'checkbox') ?? others[0];
    select.value = '';
    if (other === undefined) return;
    view.set([...path, field], { field: other.id, is: [] });
    view.focus(idOf([...path, field]));
  };
  return html`
    <details class="conditions" ?open=${entries.length > 0}>
      <summary>${t('settings.conditions', { count: entries.length })}</summary>
      ${entries.map(([id, condition]) => oneCondition(view, path, fields, id, condition))}
      <select class="add" id=${`${idOf(path)}-add`} aria-label=${t('settings.conditions.add')} ?disabled=${free.length === 0} @change=${add}>
        <option value="">${t('settings.conditions.add')}</option>
        ${free.map(({ id, label }) => html`<option value=${id}>${label}</option>`)}
      </select>
    </details>`;
}

function oneCondition(view: SettingsView, path: Path, fields: Fields, id: string, condition: Conditions[string]): TemplateResult {
  const { t } = view;
  const own = idOf([...path, id]);
  const label = fields.find((field) => field.id === id)?.label ?? id;
  const others = fields.filter((field) => field.id !== id);
  const other = others.find((field) => field.id === condition.field);
  const options = other?.options ?? (other?.type === 'checkbox' ? [{ value: 'true', label: t('settings.yes') }, { value: 'false', label: t('settings.no') }] : undefined);
  const set = (is: string[]): void => { view.set([...path, id, 'is'], is); };
  const wiring = { id: `${own}-is`, described: '', invalid: nothing } as const;
  return html`
    <div class="form-condition" data-path=${[...path, id].join('.')} role="group" aria-label=${label}>
      <span class="asked"><bdi>${label}</bdi></span>
      <label for=${own}>${t('settings.conditions.when')}</label>
      <select id=${own} @change=${(event: Event) => { view.set([...path, id], { field: (event.target as HTMLSelectElement).value, is: [] }); }}>
        ${other === undefined ? html`<option value=${condition.field} .selected=${live(true)}>${condition.field}</option>` : nothing}
        ${others.map((field) => html`<option value=${field.id} .selected=${live(field.id === condition.field)}>${field.label}</option>`)}
      </select>
      <div role="group" aria-label=${t('settings.conditions.is')}>
        <span class="help" aria-hidden="true">${t('settings.conditions.is')}</span>
        ${options === undefined ? lines(view, wiring, condition.is, set, `${t('settings.conditions.is')}, ${t('settings.onePerLine')}`) : checkboxes(`${own}-is`, options, condition.is, set)}
      </div>
      <button type="button" class="icon" aria-label=${t('settings.conditions.remove', { name: label })} @click=${() => {
        view.set([...path, id], undefined);
        view.focus(`${idOf(path)}-add`);
      }}><span class="cross" aria-hidden="true"></span></button>
    </div>`;
}
