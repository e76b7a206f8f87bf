import { html, type TemplateResult } from 'lit';
import type { TextKey } from '../../i18n/index.ts';
import { heading } from '../parts/heading.ts';
import type { SettingsView } from './settings-view.ts';

/** The sections of the two tabs, in their order. */
export const SECTIONS = {
  general: ['status', 'identity', 'access', 'consent', 'brand', 'navigation', 'link', 'texts', 'editors'],
  templates: ['filter', 'permission', 'conversations', 'stages', 'list', 'detail', 'forms', 'actions'],
} as const;
export type SectionName = (typeof SECTIONS)[keyof typeof SECTIONS][number];

/** What a section is called. */
export const sectionTitle = (name: SectionName): TextKey => `settings.section.${name}`;

/** A section: what it is about, and its rows. */
export function section(view: SettingsView, name: SectionName, content: unknown): TemplateResult {
  const { t } = view;
  const id = `section-${name}`;
  return html`
    <section class="section" id=${id} aria-labelledby=${`${id}-title`}>
      <header>
        ${heading(view.headingLevel, t(sectionTitle(name)), { id: `${id}-title` })}
        <p class="muted">${t(`settings.about.${name}`)}</p>
      </header>
      <div class="card">${content}</div>
    </section>`;
}
