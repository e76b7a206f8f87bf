import { html, nothing, type TemplateResult } from 'lit';
import { heading } from '../parts/heading.ts';
import { copyButton } from './copy-button.ts';
import type { SettingsView } from './settings-view.ts';

/** What the head of the settings shows besides the heading. */
export interface Head {
  readonly level: number;
  readonly isPreviewed: boolean;
  /** Opens or closes the preview. */
  readonly preview: () => void;
}

/** Heading, whether the portal is open, the version, and ways to the portal and to its preview. */
export function settingsHead(view: SettingsView, { level, isPreviewed, preview }: Head): TemplateResult {
  const { t, state: { document, version, portalURL }, localize } = view;
  const saved = version.saved === null ? undefined
    : t('settings.savedBy', { number: version.number, when: localize.format.relative(version.saved), by: `\u2068${version.by ?? t('settings.conflict.somebody')}\u2069` });
  return html`
    <div class="head">
      <div>
        <div class="title">
          ${heading(level, t('settings.heading'), { main: true })}
          <span class="badge ${document.enabled ? 'on' : 'closed'}">${t(document.enabled ? 'settings.isOn' : 'settings.isOff')}</span>
        </div>
        ${saved === undefined ? nothing : html`<p class="help">${saved}</p>`}
      </div>
      <div class="row">
        ${portalURL === null ? nothing : html`
          <a class="button" href=${portalURL} target="_blank" rel="noopener">${t('settings.viewPortal')}<span class="visually-hidden"> (${t('settings.newTab')})</span><span aria-hidden="true" class="out"></span></a>
          ${copyButton(view, portalURL, t('settings.copyLink'))}`}
        <button type="button" aria-expanded=${isPreviewed} @click=${preview}>${t('settings.preview')}</button>
      </div>
    </div>`;
}
