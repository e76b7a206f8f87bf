import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { publicSettings, type PortalSettingsInput, type PublicSettings } from '../../contract/index.ts';
import { browser, PAGE } from '../helpers.node.test.ts';
import { ask, gateways, send, settings } from './settings-helpers.node.test.ts';

const start = gateways();

describe('the public part of the settings', () => {
  /** Words that stand only in what customers must not learn. */
  const CANARY = 'canary-7f3a';
  const secret = (): PortalSettingsInput => settings({
    name: { en: 'Acme Support', ko: '에이크미 지원' }, editors: [`${CANARY}@owner.example`], offMessage: { en: 'Back soon' },
    access: { admit: { addresses: [`${CANARY}@acme.example`], domains: [`${CANARY}.example`], groups: [CANARY] }, mails: { reset: { en: { subject: CANARY, text: '{link}' } } } },
    tickets: {
      filter: { property: 'subject', operator: 'not-contains', value: CANARY }, permission: { organizationFor: { property: 'group', operator: 'is', value: CANARY } },
      inbox: 'support', fields: ['product'], status: { show: 'label', labels: { new: { en: 'Fresh' } } }, columns: ['subject', 'status', 'field:order'],
    },
    form: { forms: [{ id: 'problem', conditions: { order: { field: 'product', is: ['cloud'] } } }] },
  });

  it('says what every page needs and nothing of who may see what', async () => {
    const gateway = start({ access: { portalURL: PAGE } });
    await gateway.settings.save(secret(), { comment: CANARY, by: `${CANARY}@owner.example` });
    const response = await send(browser(gateway), 'getPortal');
    const text = await response.text();
    assert.doesNotMatch(text, new RegExp(CANARY));
    const said = JSON.parse(text) as PublicSettings;
    assert.deepEqual(publicSettings.parse(said), said, 'nothing besides');
    assert.deepEqual([said.name, said.stageLabels, said.columns], [{ en: 'Acme Support', ko: '에이크미 지원' }, { new: { en: 'Fresh' } }, ['subject', 'status', 'field:order']]);
    for (const word of ['filter', 'permission', 'editors', 'inbox', 'admit', 'support', 'product']) assert(!text.includes(`"${word}"`), word);
  });

  it('is known by a tag that changes with it, and is asked for each time', async () => {
    const gateway = start();
    const first = await send(browser(gateway), 'getPortal');
    const tag = first.headers.get('ETag')!;
    assert.equal(first.headers.get('Cache-Control'), 'no-cache');
    const again = (): Promise<Response> => gateway.fetch(new Request('https://gateway.example/v1/portal', { headers: { 'If-None-Match': tag } }));
    const same = await again();
    assert.deepEqual([same.status, await same.text(), same.headers.get('ETag')], [304, '', tag]);
    await gateway.settings.save(settings({ editors: ['other@owner.example'] }));
    assert.equal((await again()).status, 304, 'what is private changes nothing here');
    await gateway.settings.save(settings({ name: { en: 'New name' } }));
    const changed = await again();
    assert.deepEqual([changed.status, ((await changed.json()) as PublicSettings).name], [200, { en: 'New name' }]);
    const tagOf = async (name: Readonly<Record<string, string>>): Promise<string | null> => {
      await gateway.settings.save(settings({ name }));
      return (await send(browser(gateway), 'getPortal')).headers.get('ETag');
    };
    assert.notEqual(await tagOf({ de: 'Hilfe', ko: '지원' }), await tagOf({ ko: '지원', de: 'Hilfe' }), 'the first language stands in for those that are not there');
  });

  it('has the name of the configuration until an owner gives one', async () => {
    const gateway = start({ name: 'Acme' });
    const name = async (): Promise<unknown> => (await ask<PublicSettings>(browser(gateway), 'getPortal')).name;
    assert.deepEqual(await name(), { en: 'Acme' });
    await gateway.settings.save(settings());
    assert.deepEqual(await name(), { en: 'Acme' });
    await gateway.settings.save(settings({ name: { ko: '지원' } }));
    assert.deepEqual(await name(), { ko: '지원' });
  });
});
