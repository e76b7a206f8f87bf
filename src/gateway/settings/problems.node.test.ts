import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Filter, PortalSettingsInput } from '../../contract/index.ts';
import type { TestGateway } from '../helpers.node.test.ts';
import { ownedGateway, settings, type DescribedBackend } from './settings-helpers.node.test.ts';

const filter = (rule: Filter): PortalSettingsInput => settings({ tickets: { filter: rule } });
const form = (id: string, conditions = {}, tickets = {}): PortalSettingsInput => settings({ tickets, form: { forms: [{ id, conditions }] } });

/** Documents, and what is wrong with each. */
const TABLE: readonly (readonly [what: string, document: unknown, told: readonly string[]])[] = [
  ['an untouched one', settings(), []],
  // rules
  ['a property that is gone', filter({ all: [{ any: [] }, { any: [{ property: 'subject', operator: 'is', value: 'x' }, { property: 'field:gone', operator: 'is', value: 'x' }] }] }), ['unknown-property tickets.filter.all.1.any.1.property (field:gone)']],
  ['an operator that it has not got', filter({ property: 'created', operator: 'contains', value: '2026' }), ['unknown-operator tickets.filter.operator (contains)']],
  ['an option that is gone', filter({ property: 'stage', operator: 'in', value: ['new', 'gone', 'SOLVED'] }), ['unknown-value tickets.filter.value.1 (gone)']],
  ['no date', filter({ property: 'created', operator: 'before', value: 'yesterday' }), ['unknown-value tickets.filter.value (yesterday)']],
  ['no number', filter({ property: 'field:seats', operator: 'is', value: 'many' }), ['unknown-value tickets.filter.value (many)']],
  ['a number as text', filter({ property: 'field:seats', operator: 'is', value: '5' }), []],
  ['no truth', filter({ property: 'field:callback', operator: 'is', value: 'perhaps' }), ['unknown-value tickets.filter.value (perhaps)']],
  ['no value', filter({ property: 'subject', operator: 'is' }), ['unknown-value tickets.filter.value (subject)']],
  ['a list where one is asked for', filter({ property: 'subject', operator: 'is', value: ['a'] }), ['unknown-value tickets.filter.value (subject)']],
  ['one where a list is asked for', filter({ property: 'stage', operator: 'in', value: 'new' }), ['unknown-value tickets.filter.value (stage)']],
  ['nothing to compare with', filter({ property: 'subject', operator: 'is-known' }), []],
  ['a rule about contacts', settings({ tickets: { permission: { organizationFor: { any: [{ property: 'domain', operator: 'is', value: 'acme.example' }, { property: 'department', operator: 'is', value: 'x' }] } } } }),
    ['unknown-property tickets.permission.organizationFor.any.1.property (department)']],
  ['a rule about contacts with a ticket\'s operator', settings({ tickets: { permission: { organizationFor: { property: 'email', operator: 'before', value: 'x' } } } }), ['unknown-operator tickets.permission.organizationFor.operator (before)']],
  // what is shown
  ['fields, columns and stages that are gone', settings({ tickets: { fields: ['product', 'gone'], columns: ['subject', 'status', 'field:gone'], status: { show: 'label', labels: { new: { en: 'New' }, gone: { en: 'Gone' } } } } }),
    ['unknown-field tickets.columns.2 (gone)', 'unknown-field tickets.fields.1 (gone)', 'unknown-stage tickets.status.labels.gone (gone)']],
  // inboxes
  ['an inbox', settings({ tickets: { inbox: 'support' } }), []],
  ['an inbox that is gone', settings({ tickets: { inbox: 'gone' } }), ['unknown-queue tickets.inbox (gone)']],
  ['an inbox without rights', settings({ tickets: { inbox: 'secret' } }), ['queue-without-rights tickets.inbox (Secret inbox)']],
  ['an inbox that is switched off', settings({ tickets: { inbox: 'old' } }), ['queue-without-rights tickets.inbox (Old inbox)']],
  // forms
  ['a form that can be connected', form('problem', { order: { field: 'product', is: ['cloud'] } }), []],
  ['a form that is gone', form('gone'), ['unknown-form form.forms.0.id (gone)']],
  ['a form without properties', form('question'), ['form-without-properties form.forms.0.id (Ask a question)']],
  ['a form without an inbox', form('nowhere'), ['form-without-inbox form.forms.0.id (Nowhere)']],
  ['a form without an inbox, where the owner has chosen one', form('nowhere', {}, { inbox: 'support' }), []],
  ['a form whose inbox is switched off', form('dusty'), ['queue-without-rights form.forms.0.id (Old inbox)']],
  ['conditions on what is not there', form('problem', { gone: { field: 'product', is: ['cloud'] }, order: { field: 'lost', is: ['x'] } }),
    ['unknown-field form.forms.0.conditions.gone (gone)', 'unknown-field form.forms.0.conditions.order.field (lost)']],
  ['conditions that wait for each other', form('problem', { order: { field: 'product', is: ['cloud'] }, product: { field: 'order', is: ['x'] } }),
    ['invalid form.forms.0.conditions.order.field (Product)', 'invalid form.forms.0.conditions.product.field (Order)']],
  ['a condition on itself', form('problem', { product: { field: 'product', is: ['cloud'] } }), ['invalid form.forms.0.conditions.product.field (Product)']],
  ['a condition on an option that is gone', form('problem', { order: { field: 'product', is: ['cloud', 'mainframe'] } }), ['unknown-value form.forms.0.conditions.order.is.1 (mainframe)']],
  // before it is switched on
  ['no name', settings({ name: { en: '  ' } }), ['name-missing name']],
  ['no way in', settings({ access: { password: false, passkeys: true } }), ['no-way-in access']],
  ['registration without passwords, mail and terms', settings({ access: { registration: true, password: false, signInMail: 'code' } }),
    ['mail-missing access.registration', 'mail-missing access.signInMail', 'portal-url-missing access.registration', 'portal-url-missing access.signInMail', 'invalid access.registration', 'consent-missing access.consent']],
  // shape
  ['a wrong address of a column', settings({ tickets: { columns: ['subject', 'colour' as never] } }), ['invalid tickets.columns.1']],
  ['a script as an address', settings({ navigation: [{ label: { en: 'x' }, href: 'javascript:alert(1)' }] }), ['invalid navigation.0.href']],
  ['a colour that is none', settings({ brand: { theme: { accent: 'red;}' } } }), ['invalid brand.theme.accent']],
  ['a wrong language', settings({ texts: { 'not a tag': { 'ticket.reply': 'x' } } }), ['invalid texts.not a tag']],
  ['who is let in, half written', settings({ access: { admit: { addresses: 5, domains: [], groups: [] } as never } }), ['invalid access.admit.addresses']],
  ['who is let in, not at all', settings({ access: { admit: 'friends' as never } }), ['invalid access.admit']],
  ['days of another kind', settings({ actions: { reopen: { days: 'seven' as never } } }), ['invalid actions.reopen.days']],
  ['more time to undo than there is', settings({ actions: { undoSeconds: 60, imageLocation: 'no' as never } }), ['invalid actions.undoSeconds', 'invalid actions.imageLocation']],
  ['several things at once', { version: 1, nmae: {}, tickets: { ccs: true, cc: 'yes' } }, ['invalid tickets.cc', 'unknown-key tickets.ccs (ccs)', 'unknown-key nmae (nmae)']],
];

describe('what is wrong with a document', () => {
  let gateway: TestGateway<DescribedBackend>;
  before(() => { gateway = ownedGateway(); });
  after(() => gateway.close());
  const told = async (document: unknown): Promise<string[]> => (await gateway.settings.check(document)).map(({ code, path, subject }) => `${code} ${path}${subject === undefined ? '' : ` (${subject})`}`.trim());

  for (const [what, document, expected] of TABLE) it(what, async () => { assert.deepEqual(await told(document), expected); });

  it('is said in sentences', async () => {
    const problems = (await Promise.all(TABLE.map(([, document]) => gateway.settings.check(document)))).flat();
    for (const { path, message } of problems) assert.match(`${path} ${message}`, /^\S.* (?:is|has|must|needs|speaks|names|cannot|means)\b.*\.$/);
  });

  const forms: readonly (readonly [document: Record<string, unknown>, told: string])[] = [
    [{ path: 'support' }, 'path must be a path, such as "/support".'],
    [{ language: 'english' }, 'language must be "page", or the tag of a language, such as "ko".'],
    [{ name: 'Acme' }, 'name must be texts by language, such as { "en": "Support", "ko": "고객 지원" }.'],
    [{ name: { english: 'Acme' } }, 'name.english is no language: write its tag, such as "en" or "pt-BR".'],
    [{ navigation: [{ label: 'Docs', href: 'docs' }] }, 'navigation.0.label must be texts by language, such as { "en": "Support", "ko": "고객 지원" }. navigation.0.href must be an address: https://…, mailto:…, or a path of the site, such as "/help".'],
    [{ tickets: { permission: 'all' } }, 'tickets.permission must be "own", "organization", or { "organizationFor": a rule about contacts }.'],
    [{ tickets: { filter: [] } }, 'tickets.filter must be a condition, such as { "property": "queue", "operator": "is", "value": "support" }, or a group of them: { "all": [...] }, { "any": [...] }.'],
    [{ tickets: { columns: ['subject', 'priority'] } }, 'tickets.columns.1 must be "id", "subject", "status", "requester", "organization", "created", "lastActivity", or a field\'s id behind "field:".'],
    [{ form: { forms: ['problem'] } }, 'form.forms.0 must name a form, such as { "id": "contact-support" }.'],
    [{ actions: { reopen: 14 } }, 'actions.reopen must be such as { "enabled": true, "days": 14 }.'],
    [{ brand: { theme: { accent: 'red', font: 'a;b' } } }, 'brand.theme.accent must be a colour, such as "#2563eb" or "rgb(37 99 235)". brand.theme.font must be names of fonts, separated by commas.'],
    [{ editors: ['anna'] }, 'editors.0 must be an e-mail address.'],
    [{ tickets: { filter: { property: 'created', operator: 'before', value: 'yesterday' } } }, 'tickets.filter.value is "yesterday"; write a day, such as "2026-11-01".'],
  ];
  for (const [document, sentence] of forms) {
    it(`says how it is written: ${sentence}`, async () => {
      assert.equal((await gateway.settings.check({ version: 1, ...document })).map(({ path, message }) => `${path} ${message}`).join(' '), sentence);
    });
  }

  it('includes what the ticketing system cannot do, where the owner asks for it', async () => {
    const { description } = gateway.backend;
    gateway.backend.description = { ...description, can: { threads: false, inbox: false, cc: false, rate: false, followUp: false, close: false, reopen: false } };
    assert.deepEqual(await told(settings()), [], 'not what is so by default');
    assert.deepEqual(await told(settings({ tickets: { inbox: 'support' }, actions: { cc: 'anybody', rate: true } })), ['not-supported tickets.inbox (memory)', 'not-supported actions.cc (memory)', 'not-supported actions.rate (memory)']);
    gateway.backend.description = description;
  });
});
