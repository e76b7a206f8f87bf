import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { SettingsOperation } from '../../contract/index.ts';
import { browser, PAGE, PASSWORD, signedIn, type Browser, type TestGateway } from '../helpers.node.test.ts';
import { ALICE, ask, EDITOR, gateways, is, owner, ownedGateway, OWNER, send, settings, type DescribedBackend } from './settings-helpers.node.test.ts';

const start = gateways();

describe('who may open the settings', () => {
  let gateway: TestGateway<DescribedBackend>;
  const inputs: Record<SettingsOperation, object> = {
    getSettings: {}, checkSettings: { document: settings() }, saveSettings: { document: settings(), base: 0 }, listSettingsVersions: {}, getSettingsVersion: { version: 1 },
    countTickets: { filter: null }, findCustomers: {}, previewTickets: { document: settings(), customer: ALICE, operation: 'getProfile', input: {} },
  };
  before(() => { gateway = ownedGateway({ access: { portalURL: PAGE }, owners: [OWNER.toUpperCase()], settings: { initial: settings({ editors: ['Eddie@Owner.example'] }) } }); });
  after(() => gateway.close());
  const codes = async (tab: Browser): Promise<unknown[]> => Promise.all(Object.entries(inputs).map(async ([name, input]) => {
    const response = await send(tab, name, input as Record<string, unknown>);
    return response.ok ? 200 : ((await response.json()) as { error: { code: string } }).error.code;
  }));
  const all = (what: unknown): unknown[] => Object.keys(inputs).map(() => what);

  it('is nobody who has not signed in, and no customer', async () => {
    assert.deepEqual(await codes(browser(gateway)), all('unauthenticated'));
    assert.deepEqual(await codes(await signedIn(gateway, ALICE)), all('forbidden'));
    assert.equal((await gateway.settings.versions()).length, 0);
  });

  it('is no preview, not even of an owner', async () => {
    await signedIn(gateway, OWNER);
    const { url } = await gateway.previews.link({ agent: 'Sam', customer: OWNER });
    const tab = browser(gateway);
    assert.equal((await send(tab, 'openPreview', { token: new URLSearchParams(new URL(url).hash.slice(1)).get('token') })).status, 200);
    assert.deepEqual(await codes(tab), all('forbidden'));
  });

  it('is an owner, and whom owners name, however they are spelled', async () => {
    for (const [email, role] of [[OWNER, 'owner'], [EDITOR, 'editor']] as const) assert.equal((await ask(await owner(gateway, email), 'getSettings')).role, role);
  });

  it('lets owners alone change who edits', async () => {
    const editor = await owner(gateway, EDITOR);
    const state = await ask(editor, 'getSettings');
    await assert.rejects(ask(editor, 'saveSettings', { document: { ...state.document, editors: [] }, base: 0 }), is('forbidden', /Only owners/));
    await assert.rejects(ask(editor, 'saveSettings', { document: settings(), base: 0 }), is('forbidden', /Only owners/));
    const saved = await ask(editor, 'saveSettings', { document: { ...state.document, name: { en: 'By an editor' } }, base: 0 });
    assert.deepEqual([saved.version.number, saved.version.by, saved.document.editors], [1, EDITOR, ['Eddie@Owner.example']]);
    const chief = await owner(gateway);
    assert.equal((await ask(chief, 'saveSettings', { document: settings(), base: 1 })).version.by, OWNER);
    await assert.rejects(ask(editor, 'getSettings'), is('forbidden'), 'from the next request on');
  });

  it('counts only those who are let in, and lets owners in whatever the rule says', async () => {
    const strict = start({ settings: { initial: settings({ editors: [EDITOR], access: { admit: { addresses: [], domains: ['acme.example'], groups: [] } } }) } });
    for (const email of [OWNER, EDITOR]) assert.equal((await send(await signedIn(strict, email), 'getSettings')).status, 200);
    await strict.accounts.create({ email: 'gus@globex.example', name: 'Gus', password: PASSWORD });
    const session = await ask<{ held?: { reason: string } }>(browser(strict), 'signIn', { email: 'gus@globex.example', password: PASSWORD });
    assert.equal(session.held?.reason, 'denied');
  });
});
