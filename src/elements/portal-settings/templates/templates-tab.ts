import { html, type TemplateResult } from 'lit';
import type { TicketCount } from '../filter/ticket-count.ts';
import type { SettingsView } from '../settings-view.ts';
import { actionsSection } from './actions-section.ts';
import { conversationsSection } from './conversations-section.ts';
import { detailSection } from './detail-section.ts';
import { filterSection } from './filter-section.ts';
import { formsSection } from './forms-section.ts';
import { listSection } from './list-section.ts';
import { permissionSection } from './permission-section.ts';
import { stagesSection } from './stages-section.ts';

/** What customers see of tickets, and what they may do. */
export const templatesTab = (view: SettingsView, count: TicketCount): TemplateResult => html`
  ${filterSection(view, count)}${permissionSection(view)}${conversationsSection(view)}${stagesSection(view)}${listSection(view)}${detailSection(view)}
  ${formsSection(view)}${actionsSection(view)}`;
