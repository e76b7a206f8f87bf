import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { isSame, type Path } from '../../portal/settings/document.ts';
import type { SettingsView } from './settings-view.ts';

/** Something that is edited as JSON. */
export interface JsonField {
  readonly id: string;
  readonly label: string;
  readonly path: Path;
  readonly value: unknown;
  /** Why a value that is well-formed cannot be taken; undefined where it can. */
  readonly refuse?: (value: unknown) => unknown;
  readonly set: (value: unknown) => void;
}

/** A text with JSON. What is typed stays as it is, and counts as soon as it is well-formed and nothing speaks against it; until then it can be dropped. */
export function jsonField(view: SettingsView, { id, label, path, value, refuse, set }: JsonField): TemplateResult {
  const { settings, t } = view;
  const unfinished = settings.unfinished.get(id);
  const typed = view.typed.get(id);
  const shown = unfinished?.text ?? (typed !== undefined && isSame(valueOf(typed), value) ? typed : JSON.stringify(value, null, 2));
  const read = unfinished === undefined ? undefined : parse(unfinished.text);
  const error = read === undefined ? undefined : 'error' in read ? t('settings.json.malformed', { reason: `\u2068${read.error}\u2069` }) : refuse?.(read.value);
  const onInput = (event: Event): void => {
    const text = (event.target as HTMLTextAreaElement).value;
    view.typed.set(id, text);
    const now = parse(text);
    const counts = 'value' in now && refuse?.(now.value) === undefined;
    settings.leaveUnfinished(id, counts ? undefined : { text, place: path.join('.'), over: value });
    if (counts) set(now.value);
  };
  const drop = (): void => {
    view.typed.delete(id);
    settings.leaveUnfinished(id, undefined);
    view.say(t('settings.json.dropped'));
    view.focus(id);
  };
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <div class="problems" id=${`${id}-error`} role="status">${error === undefined ? nothing : typeof error === 'string' ? html`<span class="error-text">${error}</span>` : error}</div>
      <textarea class="json" id=${id} dir="ltr" spellcheck="false" autocomplete="off" .value=${live(shown)}
        aria-invalid=${unfinished === undefined ? nothing : 'true'} aria-describedby=${`${id}-error`} @input=${onInput}></textarea>
      ${unfinished === undefined ? nothing : html`
        <p class="help">${t(isSame(unfinished.over, value) ? 'settings.json.unfinished' : 'settings.json.older')}</p>
        <div><button type="button" @click=${drop}>${t('settings.json.drop')}</button></div>`}
    </div>`;
}

function valueOf(text: string): unknown {
  const read = parse(text);
  return 'value' in read ? read.value : undefined;
}

function parse(text: string): { readonly value: unknown } | { readonly error: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { error: (error as SyntaxError).message };
  }
}
