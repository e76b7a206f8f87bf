import type { PortalSettings } from './portal-settings.ts';
import type { PublicSettings } from './public-settings.ts';

/** The public part of the owner's settings. Written out, so that a new setting is private until somebody decides otherwise. */
export function publicPart({ enabled, offMessage, name, path, language, texts, tickets, form, actions, navigation, link, brand: look }: PortalSettings): PublicSettings {
  return {
    enabled, offMessage, name, path, language, texts,
    stageLabels: tickets.status.show === 'label' ? tickets.status.labels : {},
    columns: tickets.columns, filters: tickets.filters,
    form: { enabled: form.enabled, label: form.label, prefill: form.prefill },
    actions: { undoSeconds: actions.undoSeconds, imageLocation: actions.imageLocation },
    navigation, link, brand: look,
  };
}
