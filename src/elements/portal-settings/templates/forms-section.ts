import { html, nothing, type TemplateResult } from 'lit';
import type { BackendDescription, ConnectedForm } from '../../../contract/index.ts';
import { checkRow, kindRadios, numberRow } from '../controls.ts';
import { fieldRow } from '../field-row.ts';
import { localizedRow } from '../localized.ts';
import { moved, orderedList } from '../ordered-list.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';
import { formConditions } from './form-conditions.ts';

type BackendForm = BackendDescription['forms'][number];

/** The support forms: whether, which, in which order, and under which conditions their fields are asked. */
export function formsSection(view: SettingsView): TemplateResult {
  const { t, document: { form } } = view;
  return section(view, 'forms', [
    checkRow(view, { path: ['form', 'enabled'], label: t('settings.forms.enabled'), help: t('settings.forms.enabled.help') }),
    form.enabled ? [
      localizedRow(view, { path: ['form', 'label'], label: t('settings.forms.label'), help: t('settings.forms.label.help') }, { placeholder: t('settings.forms.label.default') }),
      choice(view),
      checkRow(view, { path: ['form', 'prefill', 'enabled'], label: t('settings.forms.prefill'), help: t('settings.forms.prefill.help') }),
      form.prefill.enabled ? numberRow(view, { path: ['form', 'prefill', 'maxLength'], label: t('settings.forms.prefillLength') }, { unit: t('settings.characters') }) : nothing,
    ] : nothing,
  ]);
}

function choice(view: SettingsView): TemplateResult {
  const { t, state: { backend }, document: { form: { forms } } } = view;
  const path = ['form', 'forms'];
  const able = backend.forms.filter((one) => obstacle(view, one) === undefined);
  const choices = [
    { key: 'all', value: null, label: t('settings.forms.all') },
    { key: 'some', value: able.map(({ id }): ConnectedForm => ({ id, conditions: {} })), label: t('settings.forms.some') },
  ];
  return fieldRow(view, { path, label: t('settings.forms.which'), group: true }, (wiring) => html`
    ${kindRadios(view, wiring, path, choices, forms === null ? 'all' : 'some')}
    ${forms === null ? nothing : connected(view, `${wiring.id}-add`, forms)}
    ${unable(view)}`);
}

function connected(view: SettingsView, id: string, forms: readonly ConnectedForm[]): TemplateResult {
  const { t, state: { backend } } = view;
  const path = ['form', 'forms'];
  const known = (formId: string): BackendForm | undefined => backend.forms.find((one) => one.id === formId);
  const problems = (index: number): TemplateResult => html`<div class="problems">
    ${view.problemsAt([...path, String(index)], true).map((problem) => html`<span class="error-text">${view.problemText(problem)}</span>`)}</div>`;
  return orderedList(view, {
    id, path, label: t('settings.forms.which'), addLabel: t('settings.forms.add'), empty: t('settings.forms.noneChosen'),
    items: forms.map((one, index) => ({
      label: known(one.id)?.name ?? one.id,
      below: html`${problems(index)}${formConditions(view, [...path, String(index), 'conditions'], known(one.id)?.fields ?? [], one.conditions)}`,
    })),
    more: backend.forms.filter((one) => forms.every((chosen) => chosen.id !== one.id)).map((one) => ({ key: one.id, label: one.name, disabled: obstacle(view, one) !== undefined })),
    move: (from, to) => { view.set(path, moved(forms, from, to)); },
    remove: (index) => { view.set(path, forms.toSpliced(index, 1)); },
    add: (key) => { view.set(path, [...forms, { id: key, conditions: {} }]); },
  });
}

/** The forms that cannot be chosen, and why. */
function unable(view: SettingsView): TemplateResult | typeof nothing {
  const { t, state: { backend } } = view;
  const found = backend.forms.flatMap((one) => {
    const why = obstacle(view, one);
    return why === undefined ? [] : [html`<li><bdi>${one.name}</bdi>: ${t(`settings.forms.${why}`)}</li>`];
  });
  return found.length === 0 ? nothing : html`<div class="help"><p>${t('settings.forms.unable')}</p><ul>${found}</ul></div>`;
}

/** Fields that every ticket has anyway. */
const OF_EVERY_TICKET = ['subject', 'message', 'attachments'];

/** Why a form cannot be connected. Where all tickets go to one inbox, a form needs none of its own. */
function obstacle({ state: { backend }, document: { tickets } }: SettingsView, { fields, queue }: BackendForm): 'noProperties' | 'noInbox' | 'noRights' | undefined {
  if (fields.every(({ id }) => OF_EVERY_TICKET.includes(id))) return 'noProperties';
  if (tickets.inbox !== null) return undefined;
  if (queue === null) return 'noInbox';
  return backend.queues.some(({ id, problem }) => id === queue && problem !== undefined) ? 'noRights' : undefined;
}
