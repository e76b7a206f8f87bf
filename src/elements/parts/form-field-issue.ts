import type { FormField, Issue } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import { fileIssueText } from './file-picker.ts';

/** What a person reads about what is wrong with a field. */
export function fieldIssueText(localize: LocalizeController, field: FormField, issue: Issue): string {
  const { t, format } = localize;
  const { code, limit } = issue;
  if (field.type === 'file') return code === 'required' ? t('issue.files') : fileIssueText(localize, issue);
  if (code === 'required') return missingText(localize, field);
  if (code === 'number' && field.integer === true) return t('issue.integer');
  if (field.type === 'date' && code === 'too-small') return t('issue.too-early', { limit: format.day(String(limit)) });
  if (field.type === 'date' && code === 'too-big') return t('issue.too-late', { limit: format.day(String(limit)) });
  switch (code) {
    case 'pattern': case 'option': case 'number': case 'date': return t(`issue.${code}`);
    case 'too-short': case 'too-long': case 'too-small': case 'too-big': return t(`issue.${code}`, { limit: limit ?? '' });
    default: return t('issue.invalid');
  }
}

/** What to do with a field that is required and empty. */
function missingText({ t }: LocalizeController, { type, integer }: FormField): string {
  switch (type) {
    case 'select': return t('issue.option');
    case 'multiselect': return t('issue.options');
    case 'checkbox': return t('issue.checkbox');
    case 'number': return t(integer === true ? 'issue.integer' : 'issue.number');
    case 'date': return t('issue.date');
    case 'text': case 'textarea': case 'file': return t('issue.required');
  }
}
