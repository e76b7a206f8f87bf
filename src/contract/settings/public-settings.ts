import * as z from 'zod/mini';
import { brand, menuItem } from './appearance.ts';
import { column, listFilter } from './list-choices.ts';
import { languageTag, localizedText } from './localized-text.ts';

/** What of the owner's settings every visitor's browser gets to know. Says nothing of who may see what: that is decided in the gateway. */
export const publicSettings = z.object({
  enabled: z.boolean(),
  offMessage: localizedText,
  name: localizedText,
  path: z.string(),
  language: z.union([z.literal('page'), languageTag]),
  texts: z.record(languageTag, z.record(z.string(), z.string())),
  /** Labels of stages in the owner's words, by stage id; empty where they are not shown. */
  stageLabels: z.record(z.string(), localizedText),
  columns: z.array(column),
  filters: z.array(listFilter),
  form: z.object({ enabled: z.boolean(), label: localizedText, prefill: z.object({ enabled: z.boolean(), maxLength: z.number() }) }),
  /** Of what customers may do, that which their browser has to do. */
  actions: z.object({ undoSeconds: z.number(), imageLocation: z.boolean() }),
  navigation: z.array(menuItem),
  link: z.object({ enabled: z.boolean(), text: localizedText }),
  brand,
});
export type PublicSettings = z.infer<typeof publicSettings>;
