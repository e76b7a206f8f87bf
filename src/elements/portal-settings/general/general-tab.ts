import { html, type TemplateResult } from 'lit';
import type { SettingsView } from '../settings-view.ts';
import { accessSection } from './access-section.ts';
import { brandSection } from './brand-section.ts';
import { consentSection } from './consent-section.ts';
import { editorsSection } from './editors-section.ts';
import { identitySection } from './identity-section.ts';
import { linkSection } from './link-section.ts';
import { navigationSection } from './navigation-section.ts';
import { statusSection } from './status-section.ts';
import type { TextsSection } from './texts-section.ts';

/** What concerns the portal as a whole. */
export const generalTab = (view: SettingsView, texts: TextsSection): TemplateResult => html`
  ${statusSection(view)}${identitySection(view)}${accessSection(view)}${consentSection(view)}${brandSection(view)}${navigationSection(view)}
  ${linkSection(view)}${texts.render(view)}${editorsSection(view)}`;
