import type { LocalizedText, PortalSettings } from '../../contract/index.ts';

/** The languages in which a document has texts, each once, in the order in which they are met. */
export function languagesUsed({ name, offMessage, texts, form, link, navigation, brand, tickets, access }: PortalSettings): string[] {
  const localized: readonly LocalizedText[] = [
    name, offMessage, form.label, link.text, ...navigation.map(({ label }) => label), brand.logo?.alt ?? {}, ...Object.values(tickets.status.labels),
  ];
  return [...new Set([...localized.flatMap(Object.keys), ...Object.keys(texts), ...Object.keys(access.consent?.texts ?? {})])];
}
