import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import { brand, defaultSettings, languageTag, localizedText, menuItem, portalSettings, publicPart, publicSettings, textIn } from '../index.ts';

/** Where a document is wrong. */
function wrongAt(document: unknown): string[] {
  const result = z.safeParse(portalSettings, document);
  return result.success ? [] : result.error.issues.map(({ path }) => path.join('.'));
}

describe('the owner\'s settings', () => {
  it('have a default for everything', () => {
    assert.deepEqual(z.parse(portalSettings, { version: 1 }), defaultSettings());
    const { tickets, form, actions, ...rest } = defaultSettings();
    assert.deepEqual(rest, {
      version: 1, enabled: true, offMessage: {}, name: { en: 'Support' }, path: '/', language: 'page', texts: {}, access: {}, navigation: [], link: { enabled: true, text: {} },
      brand: { logo: null, favicon: null, theme: {} }, editors: [],
    });
    assert.deepEqual(tickets, {
      filter: null, permission: 'own', organizations: 'primary', cc: true, threads: 'original', inbox: null, status: { show: 'category', labels: {} },
      columns: ['id', 'subject', 'created', 'lastActivity', 'status'], filters: ['status', 'stage', 'waitingOn', 'created', 'lastActivity'], fields: [],
    });
    assert.deepEqual(form, { enabled: true, label: {}, forms: null, prefill: { enabled: false, maxLength: 2000 } });
    assert.deepEqual(actions, { reply: true, close: true, reopen: { enabled: true, days: null }, cc: 'nobody', rate: false, undoSeconds: 5, imageLocation: false });
  });

  it('fill in what half a section leaves out', () => {
    const { tickets, form, actions } = z.parse(portalSettings, { version: 1, tickets: { status: { show: 'label' }, threads: 'all' }, form: { forms: [{ id: 'problem' }] }, actions: { reopen: { days: 7 } } });
    assert.deepEqual([tickets.status, tickets.threads, tickets.columns.length], [{ show: 'label', labels: {} }, 'all', 5]);
    assert.deepEqual([form.forms, form.enabled, actions.reopen, actions.close], [[{ id: 'problem', conditions: {} }], true, { enabled: true, days: 7 }, true]);
  });

  it('do not share what is filled in', () => {
    defaultSettings().tickets.columns.length = 0;
    defaultSettings().navigation.push({ label: {}, href: '/' });
    assert.deepEqual([defaultSettings().tickets.columns.length, defaultSettings().navigation.length], [5, 0]);
  });

  const wrong: readonly [string, Record<string, unknown>, string[]][] = [
    ['no version', { version: undefined }, ['version']],
    ['a version of another shape', { version: 2 }, ['version']],
    ['an unknown part', { colour: 'red' }, ['']],
    ['an unknown part of a section', { tickets: { colum: [] } }, ['tickets']],
    ['an operator that there is not', { tickets: { filter: { property: 'subject', operator: 'like', value: 'x' } } }, ['tickets.filter']],
    ['a permission that there is not', { tickets: { permission: 'everybody' } }, ['tickets.permission']],
    ['a column that there is not', { tickets: { columns: ['subject', 'priority'] } }, ['tickets.columns.1']],
    ['a filter of the list that there is not', { tickets: { filters: ['subject'] } }, ['tickets.filters.0']],
    ['a label in no language', { tickets: { status: { show: 'label', labels: { new: { english: 'New' } } } } }, ['tickets.status.labels.new.english']],
    ['conversations that there are not', { tickets: { threads: 'newest' } }, ['tickets.threads']],
    ['days that are none', { actions: { reopen: { days: 0 } } }, ['actions.reopen.days']],
    ['half days', { actions: { reopen: { days: 1.5 } } }, ['actions.reopen.days']],
    ['time to undo without end', { actions: { undoSeconds: 31 } }, ['actions.undoSeconds']],
    ['time to undo before it was done', { actions: { undoSeconds: -1 } }, ['actions.undoSeconds']],
    ['positions of pictures in words', { actions: { imageLocation: 'no' } }, ['actions.imageLocation']],
    ['copies for strangers', { actions: { cc: 'everybody' } }, ['actions.cc']],
    ['a form without an id', { form: { forms: [{ conditions: {} }] } }, ['form.forms.0.id']],
    ['a condition without values', { form: { forms: [{ id: 'f', conditions: { order: { field: 'topic' } } }] } }, ['form.forms.0.conditions.order.is']],
    ['too long a prefill', { form: { prefill: { maxLength: 9000 } } }, ['form.prefill.maxLength']],
    ['a path that climbs', { path: '/support/../x y' }, ['path']],
    ['a path that is an address', { path: '//evil.example' }, ['path']],
    ['a path without a slash at its front', { path: 'support' }, ['path']],
    ['an editor without an address', { editors: ['anna@acme.example', 'anna'] }, ['editors.1']],
    ['a menu entry that leads to a script', { navigation: [{ label: { en: 'x' }, href: 'javascript:alert(1)' }] }, ['navigation.0.href']],
    ['a logo without a picture', { brand: { logo: { alt: { en: 'x' } } } }, ['brand.logo.src']],
    ['a switch that is a word', { enabled: 'yes' }, ['enabled']],
    ['a mail that gives its link away', { access: { mails: { 'reset': { en: { subject: 'x', text: 'Here:\nhttps://evil.example/?to={name}{link}' } } } } }, ['access.mails.reset.en.text']],
    ['a mail that gives its code away', { access: { mails: { 'sign-in': { en: { subject: 'evil.example/{code}', text: '{code}' } } } } }, ['access.mails.sign-in.en.subject']],
  ];
  for (const [name, part, paths] of wrong) it(`refuse ${name}, and say where`, () => assert.deepEqual(wrongAt({ version: 1, ...part }), paths));

  it('take mails with links and codes between any words', () => {
    const text = 'Code:{code}를 입력하세요 ({code}).\n[{link}] {link}\nhttps://www.example/help';
    assert.deepEqual(wrongAt({ version: 1, access: { mails: { 'sign-in': { ko: { subject: '{portal}/{minutes} {code}', text } } } } }), []);
  });

  it('take what owners write', () => {
    const good = {
      version: 1, enabled: false, offMessage: { en: 'Back on Monday', ko: '월요일에 다시 엽니다' }, name: { 'en': 'Help', 'pt-BR': 'Ajuda', 'zh-Hant': '支援' }, path: '/help/customer-portal', language: 'ko',
      texts: { ko: { 'list.empty': '없음' } }, access: { password: false, signInMail: 'both' },
      tickets: {
        filter: { all: [{ property: 'queue', operator: 'in', value: ['support'] }, { any: [{ property: 'field:product', operator: 'is-known' }] }] },
        permission: { organizationFor: { property: 'domain', operator: 'is', value: 'acme.example' } }, columns: ['subject', 'field:product', 'status'], fields: ['product'], inbox: 'billing',
      },
      form: { label: { en: 'Write to us' }, forms: [{ id: 'invoice', conditions: { order: { field: 'topic', is: ['refund'] } } }] },
      navigation: [{ label: { en: 'Docs' }, href: 'https://docs.example/' }, { label: { en: 'Mail' }, href: 'mailto:help@acme.example' }, { label: { en: 'Home' }, href: '/' }],
      brand: { logo: { src: '/logo.svg' }, theme: { accent: '#2563eb', radius: 8, font: '"Source Sans 3", sans-serif' } }, editors: ['anna@acme.example'],
    };
    assert.deepEqual(wrongAt(good), []);
  });

  it('tell everybody their public part alone', () => {
    const settings = z.parse(portalSettings, {
      version: 1, editors: ['anna@acme.example'], access: { admit: { domains: ['acme.example'] } },
      tickets: { filter: { property: 'queue', operator: 'is', value: 'secret queue' }, inbox: 'secret queue', status: { show: 'stage', labels: { triage: { en: 'Looked at' } } } },
      form: { forms: [{ id: 'secret form' }] },
    });
    const told = publicPart(settings);
    assert.deepEqual(z.parse(publicSettings, told), told, 'all of it is declared');
    assert.doesNotMatch(JSON.stringify(told), /anna|acme|secret|Looked at/);
    const labelled = z.parse(portalSettings, { version: 1, tickets: { status: { show: 'label', labels: { triage: { en: 'Looked at' } } } } });
    assert.deepEqual(publicPart(labelled).stageLabels, { triage: { en: 'Looked at' } });
    assert.deepEqual(told.actions, { undoSeconds: 5, imageLocation: false }, 'what a browser has to do, and nothing of what is allowed');
  });
});

describe('what an owner puts into the page', () => {
  const takes = (schema: z.ZodMiniType, value: unknown): boolean => z.safeParse(schema, value).success;

  it('leads to https, to the site itself or to a mail, and never runs', () => {
    const href = (value: string): boolean => takes(menuItem, { label: {}, href: value });
    for (const good of ['https://docs.example/a?b=c#d', '/', '/docs/a%20b', 'mailto:help@acme.example']) assert.ok(href(good), good);
    for (const bad of [
      'javascript:alert(1)', ' javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'java\nscript:alert(1)', 'data:text/html,<script>', 'vbscript:x', 'blob:https://a/b', 'ftp://docs.example/', '//evil.example/', '/\\\\evil.example/',
      'mailto:a b@c', 'docs', '', 'https://', `https://a.example/${'x'.repeat(2000)}`, 'https://a.example/\njavascript:alert(1)',
    ]) assert.ok(!href(bad), JSON.stringify(bad));
  });

  it('shows pictures from the same places only', () => {
    for (const bad of ['data:image/svg+xml,<svg onload=alert(1)>', 'javascript:alert(1)', '//evil.example/x.png']) {
      assert.ok(!takes(brand, { logo: { src: bad } }), bad);
      assert.ok(!takes(brand, { favicon: bad }), bad);
    }
    assert.ok(takes(brand, { logo: { src: 'https://cdn.example/logo.svg', alt: { en: 'Acme' } }, favicon: '/favicon.ico' }));
  });

  it('colours the page and nothing more', () => {
    const accent = (value: string): boolean => takes(brand, { theme: { accent: value } });
    for (const good of ['#fff', '#2563EB', 'rgb(10, 20, 30)', 'rgb(10 20 30 / 50%)', 'hsl(210deg 50% 40%)', 'oklch(62.3% 0.214 259.8)']) assert.ok(accent(good), good);
    for (const bad of [
      'red; background: url(https://evil.example)', '#fff}*{display:none', '#ff', '#12345', '#1234567', 'url(https://evil.example/x)', 'var(--secret)', 'expression(alert(1))', 'rgb(1,2,3);x:y(1)',
      'rgb(var(--x))', 'rgb(1,2,3) url(x)', 'rgb(1,2,3', '#fff\n', ' #fff', '', 'color-mix(in srgb, red, blue)', 'red',
    ]) assert.ok(!accent(bad), JSON.stringify(bad));
  });

  it('names fonts and nothing more, and rounds within bounds', () => {
    for (const good of ['Inter', '"Source Sans 3", Arial, sans-serif', '\'Noto Sans KR\', system-ui']) assert.ok(takes(brand, { theme: { font: good } }), good);
    for (const bad of ['Inter; color: red', 'Inter} * {', 'url(https://evil.example/font)', 'Inter/*', 'a\\62', '<style>', '', 'x'.repeat(301)]) assert.ok(!takes(brand, { theme: { font: bad } }), JSON.stringify(bad));
    assert.deepEqual([0, 32, -1, 33, Number.NaN].map((radius) => takes(brand, { theme: { radius } })), [true, true, false, false, false]);
    assert.ok(!takes(brand, { theme: { shadow: '0 0 1px' } }), 'nothing that is not a part of the theme');
  });
});

describe('texts in the owner\'s words', () => {
  const text = { 'de': 'Hilfe', 'pt': 'Ajuda', 'pt-BR': 'Ajuda (Brasil)', 'zh-Hant': '支援', 'en': 'Help' };
  const cases: readonly [string, Record<string, string>, string, string | undefined][] = [
    ['the language itself', text, 'de', 'Hilfe'], ['a region\'s own words', text, 'pt-BR', 'Ajuda (Brasil)'], ['the language, where a region has none', text, 'de-AT', 'Hilfe'],
    ['the script, where a region has none', text, 'zh-Hant-TW', '支援'], ['the script that a region understands', text, 'zh-TW', '支援'],
    ['no other script’s words', text, 'zh-CN', 'Help'], ['English, where a tag is none', text, 'not a tag', 'Help'], ['an old tag’s new one', { he: 'עזרה', en: 'Help' }, 'iw-IL', 'עזרה'], ['tags in any case', text, 'PT-br', 'Ajuda (Brasil)'], ['English, where a language has none', text, 'ko', 'Help'],
    ['no other region\'s words', { 'zh-Hans': '帮助', 'en': 'Help' }, 'zh-Hant', 'Help'], ['the first there is, where English has none', { ko: '도움말', de: 'Hilfe' }, 'fr', '도움말'],
    ['what has been written, where words are blank', { ko: '  ', de: 'Hilfe' }, 'ko', 'Hilfe'], ['nothing, where nothing has been written', {}, 'en', undefined], ['nothing, where all is blank', { en: '', ko: '\n' }, 'en', undefined],
  ];
  for (const [name, given, language, expected] of cases) it(`are ${name}`, () => assert.equal(textIn(given, language), expected));
  it('fall back to a language of choice', () => assert.equal(textIn({ ko: '도움말', en: 'Help', de: 'Hilfe' }, 'fr', 'ko'), '도움말'));

  it('have tags of languages, and an end', () => {
    for (const tag of ['en', 'pt-BR', 'zh-Hant-TW', 'sr-Latn', 'kok']) assert.ok(z.safeParse(languageTag, tag).success, tag);
    for (const tag of ['', 'e', 'english', 'en_US', 'en-', '-en', '__proto__', 'en US']) assert.ok(!z.safeParse(languageTag, tag).success, tag);
    assert.deepEqual([2000, 2001].map((length) => z.safeParse(localizedText, { en: 'x'.repeat(length) }).success), [true, false]);
  });
});
