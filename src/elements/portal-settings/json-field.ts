import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { isSame } from '../../portal/settings/document.ts';
import type { SettingsView } from './settings-view.ts';

/** Something that is edited as JSON. */
export interface JsonField {
  readonly id: string;
  readonly label: string;
  readonly value: unknown;
  /** Why a value that is well-formed cannot be taken; undefined where it can. */
  readonly refuse?: (value: unknown) => unknown;
  readonly set: (value: unknown) => void;
}

/** A text with JSON. What is typed stays as it is, and counts as soon as it is well-formed and nothing speaks against it. */
export function jsonField(view: SettingsView, { id, label, value, refuse, set }: JsonField): TemplateResult {
  const kept = view.typed.get(id);
  const read = kept === undefined ? undefined : parse(kept);
  const refusal = read !== undefined && 'value' in read ? refuse?.(read.value) : undefined;
  const isOld = kept === undefined || (read !== undefined && 'value' in read && refusal === undefined && !isSame(read.value, value));
  const error = isOld || read === undefined ? undefined : 'error' in read ? view.t('settings.json.malformed', { reason: `\u2068${read.error}\u2069` }) : refusal;
  const onInput = (event: Event): void => {
    const text = (event.target as HTMLTextAreaElement).value;
    view.typed.set(id, text);
    const now = parse(text);
    if ('value' in now && refuse?.(now.value) === undefined) set(now.value);
    view.changed();
  };
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <div class="problems" id=${`${id}-error`} role="status">${error === undefined ? nothing : typeof error === 'string' ? html`<span class="error-text">${error}</span>` : error}</div>
      <textarea class="json" id=${id} dir="ltr" spellcheck="false" autocomplete="off" .value=${live(isOld ? JSON.stringify(value, null, 2) : kept)}
        aria-invalid=${error === undefined ? nothing : 'true'} aria-describedby=${`${id}-error`} @input=${onInput}></textarea>
    </div>`;
}

function parse(text: string): { readonly value: unknown } | { readonly error: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { error: (error as SyntaxError).message };
  }
}
