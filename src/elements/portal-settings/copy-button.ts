import { html, type TemplateResult } from 'lit';
import type { SettingsView } from './settings-view.ts';

/** Puts a text on the clipboard and says so. @param label What the button says. */
export function copyButton(view: SettingsView, text: string, label: string): TemplateResult {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      view.say(view.t('settings.copied'));
    } catch {
      // The page may not use the clipboard, or has no secure address.
      view.say(view.t('settings.copyFailed'));
    }
  };
  return html`<button type="button" @click=${copy}>${label}</button>`;
}
