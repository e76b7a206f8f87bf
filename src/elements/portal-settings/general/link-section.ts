import { html, nothing, type TemplateResult } from 'lit';
import { checkRow } from '../controls.ts';
import { copyButton } from '../copy-button.ts';
import { fieldRow } from '../field-row.ts';
import { localizedRow } from '../localized.ts';
import { section } from '../section.ts';
import type { SettingsView } from '../settings-view.ts';

/** The link to the portal that stands in a knowledge base. */
export function linkSection(view: SettingsView): TemplateResult {
  const { t, state, document: { link } } = view;
  const code = `<portal-link href="${state.portalURL ?? '/support'}"></portal-link>`;
  return section(view, 'link', [
    checkRow(view, { path: ['link', 'enabled'], label: t('settings.link.enabled') }),
    link.enabled ? [
      localizedRow(view, { path: ['link', 'text'], label: t('settings.link.text'), help: t('settings.link.text.help') }),
      fieldRow(view, { path: ['link', 'code'], label: t('settings.link.code'), help: t('settings.link.code.help'), group: true }, () => html`
        <div class="inline"><code dir="ltr">${code}</code>${copyButton(view, code, t('settings.copy'))}</div>`),
    ] : nothing,
  ]);
}
