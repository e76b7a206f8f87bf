import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page, PortalSettingsInput, SettingsVersion } from '../../contract/index.ts';
import { GATEWAY, type Browser } from '../helpers.node.test.ts';
import { ask, described, gateways, owner, OWNER, send, settings } from './settings-helpers.node.test.ts';

const start = gateways();
const save = (tab: Browser, document: PortalSettingsInput, base = 0, comment = ''): Promise<Response> => send(tab, 'saveSettings', { document, base, comment });

describe('saving', () => {
  it('holds on every instance from the next request on, and keeps all versions', async () => {
    const backend = described();
    const first = start({ name: 'One' }, backend);
    const chief = await owner(first);
    await save(chief, settings({ name: { en: 'First' } }), 0, 'begin');
    const state = await ask(chief, 'saveSettings', { document: settings({ name: { en: 'Second' } }), base: 1, comment: 'better' });
    assert.deepEqual([state.version.number, state.version.by, state.version.comment, state.kept, state.document.name], [2, OWNER, 'better', 'database', { en: 'Second' }]);
    assert(Math.abs(Date.parse(state.version.saved!) - Date.now()) < 60_000);
    const { items } = await ask<Page<SettingsVersion>>(chief, 'listSettingsVersions');
    assert.deepEqual(items.map(({ number, comment }) => [number, comment]), [[2, 'better'], [1, 'begin']]);
    const old = await ask<{ document: Record<string, unknown> }>(chief, 'getSettingsVersion', { version: 1 });
    assert.deepEqual(old.document, settings({ name: { en: 'First' } }), 'as it was saved');
    assert.deepEqual((await ask(chief, 'saveSettings', { document: old.document, base: 2 })).document.name, { en: 'First' }, 'restored as a new version');
    for (const version of [4, 0, 999_999_999_999]) assert.equal((await send(chief, 'getSettingsVersion', { version })).status, 404);
  });

  it('replaces nothing that somebody else has saved meanwhile', async () => {
    const gateway = start();
    const chief = await owner(gateway);
    assert.equal((await save(chief, settings({ name: { en: 'First' } }))).status, 200);
    const late = await save(chief, settings({ name: { en: 'Late' } }), 0);
    assert.equal(late.status, 409);
    assert.deepEqual((await gateway.settings.get()).document.name, { en: 'First' });
  });

  it('answers a repetition as it answered the first', async () => {
    const gateway = start();
    const chief = await owner(gateway);
    for (let time = 0; time < 2; time += 1) assert.equal((await ask(chief, 'saveSettings', { document: settings({ name: { en: 'Once' } }), base: 0 })).version.number, 1);
    assert.equal((await gateway.settings.versions()).length, 1);
  });

  it('pages through many versions', async () => {
    const gateway = start();
    for (let number = 1; number <= 27; number += 1) await gateway.settings.save(settings({ name: { en: String(number) } }));
    const chief = await owner(gateway);
    const first = await ask<Page<SettingsVersion>>(chief, 'listSettingsVersions');
    const rest = await ask<Page<SettingsVersion>>(chief, 'listSettingsVersions', { cursor: first.nextCursor });
    assert.deepEqual([first.items.length, rest.items.map(({ number }) => number), rest.nextCursor], [25, [2, 1], null]);
    assert.equal((await send(chief, 'listSettingsVersions', { cursor: 'x' })).status, 422);
  });

  it('refuses what cannot be used and what switches an incomplete portal on, with the places', async () => {
    const chief = await owner(start());
    const issues = async (document: Record<string, unknown>, base = 0): Promise<[number, string[]]> => {
      const response = await send(chief, 'saveSettings', { document, base });
      return [response.status, response.ok ? [] : ((await response.json()) as { error: { issues: { path: string }[] } }).error.issues.map(({ path }) => path)];
    };
    assert.deepEqual(await issues({ version: 2 }), [422, ['version']]);
    assert.deepEqual(await issues(settings({ tickets: { filter: { all: [{ property: 'subject', operator: 'like' as never }] } } })), [422, ['tickets.filter.all.0.operator']]);
    assert.deepEqual(await issues({ ...settings(), nmae: {} }), [422, ['nmae']]);
    assert.deepEqual(await issues(settings({ name: {}, access: { registration: true } })), [422, ['name', 'access.registration', 'access.registration', 'access.consent']]);
    assert.deepEqual(await issues(settings({ enabled: false, name: {}, access: { registration: true } })), [200, []], 'while it is off, it may be incomplete');
    assert.deepEqual(await issues(settings({ tickets: { inbox: 'nowhere' } }), 1), [422, ['tickets.inbox']]);
  });

  it('refuses what is nested without end, whatever is asked', async () => {
    const chief = await owner(start());
    const filter = '{"all":['.repeat(9000) + ']}'.repeat(9000);
    const deep = `{"version":1,"tickets":{"filter":${filter}}}`;
    for (const [path, body] of [
      ['', `{"document":${deep},"base":0}`], ['', `{"document":${deep},"base":7}`], ['/check', `{"document":${deep}}`], ['/count', `{"filter":${filter}}`],
      ['/preview', `{"document":${deep},"customer":"alice@acme.example","operation":"getProfile","input":{}}`],
    ] as const) {
      const response = await chief.fetch(new Request(`${GATEWAY}/v1/settings${path}`, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } }));
      assert.deepEqual([response.status, ((await response.json()) as { error: { code: string } }).error.code], [422, 'invalid-input'], path);
    }
  });

  it('is not held up by what has lost its meaning since, and adds nothing to it', async () => {
    const backend = described();
    const gateway = start({}, backend);
    await gateway.settings.save(settings({ tickets: { filter: { any: [{ property: 'field:seats', operator: 'is', value: 5 }, { property: 'subject', operator: 'is-known' }] } } }));
    backend.description = { ...backend.description, properties: backend.description.properties.filter(({ id }) => id !== 'field:seats') };
    const gone = { property: 'field:seats', operator: 'is', value: 5 } as const;
    const chief = await owner(gateway);
    const { problems } = await ask(chief, 'getSettings');
    assert.deepEqual(problems.map(({ path, code, subject }) => [path, code, subject]), [['tickets.filter.any.0.property', 'unknown-property', 'field:seats']]);
    assert.equal((await save(chief, settings({ name: { en: 'Other' }, tickets: { filter: { all: [{ property: 'subject', operator: 'is-known' }, gone] } } }), 1)).status, 200);
    assert.equal((await save(chief, settings({ tickets: { filter: gone, inbox: 'gone' } }), 2)).status, 422);
  });

  it('changes nothing about tickets while the ticketing system does not answer, and switches off', async () => {
    const backend = described();
    const gateway = start({}, backend);
    const chief = await owner(gateway);
    backend.describe = () => Promise.reject(Object.assign(new Error('down'), { name: 'PortalError', code: 'unavailable' }));
    const state = await ask(chief, 'getSettings');
    assert.deepEqual([state.problems.map(({ code }) => code), state.backend.properties], [['no-answer'], []]);
    assert.equal((await save(chief, settings({ tickets: { cc: false } }))).status, 503);
    assert.equal((await save(chief, settings({ enabled: false, offMessage: { en: 'Back at nine' } }))).status, 200);
  });
});
