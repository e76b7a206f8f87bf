import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { numberRow, textRow } from '../controls.ts';
import { fieldRow } from '../field-row.ts';
import { localizedRow } from '../localized.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';

const COLORS = ['accent', 'surface', 'text'] as const;

/** What goes over the look of the page that the portal is in. */
export function brandSection(view: SettingsView): TemplateResult {
  const { t, document: { brand } } = view;
  const logo = ['brand', 'logo'];
  const { src = '' } = brand.logo ?? {};
  return section(view, 'brand', [
    fieldRow(view, { path: logo, label: t('settings.brand.logo'), help: t('settings.brand.logo.help'), below: true }, ({ id, described, invalid }) => html`
      <div class="inline">
        <input type="text" part="control" id=${id} dir="ltr" spellcheck="false" autocomplete="off" placeholder="https://…" .value=${live(src)} aria-invalid=${invalid} aria-describedby=${described || nothing}
          @input=${(event: Event) => {
            const { value } = event.target as HTMLInputElement;
            view.turn(logo, brand.logo === null ? 'none' : 'picture', value === '' ? 'none' : 'picture', value === '' ? null : { alt: {}, src: value });
            if (value !== '') view.set([...logo, 'src'], value);
          }}>
        ${shown(view, src)}
      </div>`),
    brand.logo === null ? nothing : localizedRow(view, { path: [...logo, 'alt'], label: t('settings.brand.alt'), help: t('settings.brand.alt.help') }),
    textRow(view, { path: ['brand', 'favicon'], label: t('settings.brand.favicon'), help: t('settings.brand.favicon.help') }, { code: true, empty: null, placeholder: 'https://…' }),
    COLORS.map((name) => colorRow(view, name)),
    numberRow(view, { path: ['brand', 'theme', 'radius'], label: t('settings.brand.radius') }, { unit: t('settings.pixels'), placeholder: t('settings.brand.inherited') }),
    textRow(view, { path: ['brand', 'theme', 'font'], label: t('settings.brand.font'), help: t('settings.brand.font.help') }, { code: true, empty: undefined, placeholder: t('settings.brand.inherited') }),
  ]);
}

/** The picture itself, as soon as its address is one. */
const shown = (view: SettingsView, src: string): TemplateResult | typeof nothing =>
  (src === '' || view.problemsAt(['brand', 'logo'], true).length > 0 ? nothing : html`<img class="logo" src=${src} alt="">`);

/** A colour, as a text and by the browser's own picker. */
function colorRow(view: SettingsView, name: (typeof COLORS)[number]): TemplateResult {
  const { t } = view;
  const path = ['brand', 'theme', name];
  const value = view.at(path);
  const text = typeof value === 'string' ? value : '';
  const onInput = (event: Event): void => { view.set(path, (event.target as HTMLInputElement).value || undefined); };
  return fieldRow(view, { path, label: t(`settings.brand.${name}`), ...name === 'accent' ? { help: t('settings.brand.color.help') } : {} }, ({ id, described, invalid }) => html`
    <div class="inline color">
      <input type="color" aria-label=${t('settings.brand.pick', { name: t(`settings.brand.${name}`) })} .value=${live(/^#[\da-f]{6}$/i.test(text) ? text : '#808080')} class=${text === '' ? 'unset' : ''} @input=${onInput}>
      <input type="text" part="control" id=${id} dir="ltr" spellcheck="false" autocomplete="off" placeholder=${t('settings.brand.inherited')} .value=${live(text)} aria-invalid=${invalid} aria-describedby=${described || nothing} @input=${onInput}>
    </div>`);
}
