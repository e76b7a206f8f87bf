import type { FormField } from '../../contract/index.ts';
import { form } from '../../i18n/en/form.ts';
import type { LocalizeController } from '../../i18n/index.ts';

/** The fields that every ticket has, and what they are called by themselves. */
const STANDARD = new Map([['subject', 'form.field.subject'], ['message', 'form.field.message'], ['attachments', 'form.field.attachments']] as const);

/** What a field is called: as the ticketing system says. A field that every ticket has, and that was left its English name there, speaks the reader's language. */
export function fieldLabel({ t }: LocalizeController, { id, label }: Pick<FormField, 'id' | 'label'>): string {
  const key = (STANDARD as ReadonlyMap<string, keyof typeof form>).get(id);
  return key !== undefined && form[key] === label ? t(key) : label;
}
