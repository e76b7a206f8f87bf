import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { browser, signedIn } from '../helpers.node.test.ts';
import { ALICE, ask, gateways, is, OWNER, send, settings } from './settings-helpers.node.test.ts';

const start = gateways();

describe('a configuration that decides itself who sees what', () => {
  it('goes before the settings, which say so', async () => {
    const gateway = start({ scopeOf: () => ({ views: ['mine'], filter: null }) });
    await assert.rejects(gateway.settings.save(settings({ tickets: { filter: { property: 'subject', operator: 'is', value: 'x' } } })), is('invalid-input', /tickets\.filter means nothing/));
    await gateway.settings.save(settings({ tickets: { columns: ['subject', 'status'] }, form: { label: { en: 'Ask us' } } }));
    const alice = await signedIn(gateway, ALICE);
    const { capabilities } = await ask<{ capabilities: { stages: unknown[]; views: string[] } }>(alice, 'getProfile');
    assert.deepEqual([capabilities.views, capabilities.stages.length], [['mine'], 5]);
    await gateway.settings.save(settings({ enabled: false }));
    assert.equal((await send(alice, 'listTickets')).status, 403);
  });

  it('says that ways in mean nothing where the host signs its users in', async () => {
    const gateway = start({ auth: { getCustomer: async () => ({ customer: { id: '1', email: OWNER, name: 'Olga' }, expires: null }) } });
    const chief = browser(gateway);
    assert.equal((await ask(chief, 'getSettings')).role, 'owner');
    assert.deepEqual((await ask<{ problems: { path: string; code: string }[] }>(chief, 'checkSettings', { document: settings({ access: { password: false } }) })).problems.map(({ path, code }) => [path, code]), [['access', 'not-supported']]);
  });
});
