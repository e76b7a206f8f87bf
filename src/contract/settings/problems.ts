import * as z from 'zod/mini';

/** What can be wrong with the owner's settings. `<portal-settings>` translates the code; `message` is for logs and the command line. */
export const settingsProblemCode = z.enum([
  /** The document. */
  'unreadable', 'older-version', 'newer-version', 'invalid', 'unknown-key',
  /** What it speaks of. */
  'unknown-property', 'unknown-operator', 'unknown-value', 'unknown-queue', 'queue-without-rights', 'unknown-stage', 'unknown-field', 'unknown-form',
  'form-without-properties', 'form-without-inbox', 'not-supported', 'no-answer',
  /** What has to be there before a portal is switched on. */
  'name-missing', 'no-way-in', 'consent-missing', 'mail-missing', 'portal-url-missing',
]);
export type SettingsProblemCode = z.infer<typeof settingsProblemCode>;

/** Something that is wrong with the settings, exactly what and where. */
export const settingsProblem = z.object({
  /** Where in the document: `tickets.filter.all.0.property`; `''` for the whole. */
  path: z.string(),
  code: settingsProblemCode,
  /** What it is about: the name of a property, a queue, a form. */
  subject: z.optional(z.string()),
  message: z.string(),
  /** `required`: the portal cannot be switched on. `broken`: the setting has no meaning any more. `unreadable`: the document is not used at all. */
  severity: z.enum(['required', 'broken', 'unreadable']),
});
export type SettingsProblem = z.infer<typeof settingsProblem>;
