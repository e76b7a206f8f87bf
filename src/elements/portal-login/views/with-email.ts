import { html, type TemplateResult } from 'lit';
import type { LocalizeController, TextKey } from '../../../i18n/index.ts';

/** A sentence with an address in it, which stands out and keeps its own direction. */
export function withEmail(t: LocalizeController['t'], key: TextKey, email: string): TemplateResult {
  const [before = '', after = ''] = t(key, { email: '\0' }).split('\0');
  return html`${before}<strong><bdi>${email}</bdi></strong>${after}`;
}
