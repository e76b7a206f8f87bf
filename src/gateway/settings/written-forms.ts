import type * as z from 'zod/mini';

const RULE = 'must be a condition, such as { "property": "queue", "operator": "is", "value": "support" }, or a group of them: { "all": [...] }, { "any": [...] }.';
const TEXTS = 'must be texts by language, such as { "en": "Support", "ko": "고객 지원" }.';

/** How things of a document are written, by their places. */
const FORMS: readonly (readonly [place: RegExp, form: string])[] = [
  [/^path$/, 'must be a path, such as "/support".'],
  [/^language$/, 'must be "page", or the tag of a language, such as "ko".'],
  [/^(?:name|offMessage|form\.label|link\.text|navigation\.\d+\.label|brand\.logo\.alt|tickets\.status\.labels\..+)$/, TEXTS],
  [/^tickets\.permission$/, 'must be "own", "organization", or { "organizationFor": a rule about contacts }.'],
  [/^tickets\.(?:filter|permission\.organizationFor)(?:\.(?:all|any)\.\d+)*$/, RULE],
  [/^tickets\.columns\.\d+$/, 'must be "id", "subject", "status", "requester", "organization", "created", "lastActivity", or a field\'s id behind "field:".'],
  [/^form\.forms\.\d+$/, 'must name a form, such as { "id": "contact-support" }.'],
  [/^actions\.reopen$/, 'must be such as { "enabled": true, "days": 14 }.'],
  [/^brand\.theme\.(?:accent|surface|text)$/, 'must be a colour, such as "#2563eb" or "rgb(37 99 235)".'],
  [/^brand\.theme\.font$/, 'must be names of fonts, separated by commas.'],
  [/(?:^|\.)(?:href|src|favicon)$/, 'must be an address: https://…, mailto:…, or a path of the site, such as "/help".'],
  [/^editors\.\d+$/, 'must be an e-mail address.'],
];

/** What to write at a place of a document where something of another form stands; undefined where the schema's own words say it. */
export function formAt(path: string, issue: z.core.$ZodIssue): string | undefined {
  if (issue.code === 'invalid_key') return issue.issues.some(({ code }) => code === 'invalid_format') ? 'is no language: write its tag, such as "en" or "pt-BR".' : undefined;
  if (issue.code !== 'invalid_format' && issue.code !== 'invalid_type' && issue.code !== 'invalid_union') return undefined;
  return FORMS.find(([place]) => place.test(path))?.[1];
}
