import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gatewayOver, signedIn } from '../helpers.node.test.ts';
import { ALICE, ask, described, gateways, is, owner, OWNER, send, settings } from './settings-helpers.node.test.ts';

const start = gateways();

describe('a rule that cannot be kept', () => {
  it('shows customers nothing, says so honestly, and tells the owner where', async () => {
    const backend = described();
    const gateway = start({}, backend);
    await gateway.settings.save(settings({ tickets: { filter: { property: 'field:product', operator: 'is', value: 'cloud' } } }));
    const alice = await signedIn(gateway, ALICE);
    assert.equal((await send(alice, 'listTickets')).status, 200);
    const data = backend.adapterFor;
    // the field is gone
    backend.adapterFor = (customer, scope) => data(customer, JSON.parse(JSON.stringify(scope).replaceAll('field:product', 'field:gone')) as typeof scope);
    backend.description = { ...backend.description, properties: [] };
    for (const [name, input] of [['listTickets', {}], ['getTicket', { ticketId: '1001' }]] as const) {
      const response = await send(alice, name, input);
      const { error } = await response.json() as { error: { code: string; message: string } };
      assert.deepEqual([response.status, error.code], [503, 'unavailable'], name);
      assert.doesNotMatch(error.message, /product|gone/);
    }
    assert.deepEqual((await ask(await owner(gateway), 'getSettings')).problems.map(({ path, code }) => `${code} ${path}`), ['unknown-property tickets.filter.property']);
  });

  it('is found by asking, where the ticketing system does not describe itself', async () => {
    const { describe: _, ...backend } = described();
    const gateway = gatewayOver(backend, { owners: [OWNER] });
    const problems = await gateway.settings.check(settings({ tickets: { filter: { property: 'field:gone', operator: 'is', value: 'x' } } }));
    assert.deepEqual(problems.map(({ path, code }) => `${code} ${path}`), ['unknown-property tickets.filter']);
    await assert.rejects(gateway.settings.save(settings({ tickets: { filter: { property: 'field:gone', operator: 'is', value: 'x' } } })), is('invalid-input'));
    assert.deepEqual(await gateway.settings.check(settings({ tickets: { filter: { property: 'subject', operator: 'is', value: 'x' }, fields: ['whatever'] } })), []);
    await gateway.close();
  });

  it('is not saved where the ticketing system breaks over it', async () => {
    const backend = described();
    const gateway = start({}, backend);
    backend.faults.set('listTickets', { reject: 'internal' });
    const chief = await owner(gateway);
    const response = await send(chief, 'saveSettings', { document: settings({ tickets: { filter: { property: 'subject', operator: 'is', value: 'x' } } }), base: 0 });
    assert.deepEqual([response.status, ((await response.json()) as { error: { issues: unknown } }).error.issues], [422, [{ path: 'tickets.filter', code: 'invalid' }]]);
    backend.faults.set('listTickets', { reject: 'unavailable' });
    assert.equal((await send(chief, 'saveSettings', { document: settings({ tickets: { filter: { property: 'subject', operator: 'is', value: 'x' } } }), base: 0 })).status, 200, 'what cannot be asked just now is not to blame');
  });

  it('that names an inbox which is gone is told honestly, and not by its name', async () => {
    const gateway = start({ settings: { initial: settings({ tickets: { inbox: 'gone-inbox' } }) } });
    const alice = await signedIn(gateway, ALICE);
    const response = await send(alice, 'createTicket', { formId: 'question', values: { subject: 'Help', message: 'Please' } });
    const { error } = await response.json() as { error: { code: string; message: string } };
    assert.deepEqual([response.status, error.code], [503, 'unavailable']);
    assert.doesNotMatch(error.message, /gone-inbox/);
    const mistake = await send(alice, 'createTicket', { formId: 'question', values: { subject: 'Help' } });
    assert.deepEqual([mistake.status, ((await mistake.json()) as { error: { issues: unknown } }).error.issues], [422, [{ path: 'message', code: 'required' }]]);
  });

  it('leaves a mistake of the customer\'s own what it is', async () => {
    const gateway = start({ settings: { initial: settings({ tickets: { filter: { property: 'subject', operator: 'is-known' } } }) } });
    const alice = await signedIn(gateway, ALICE);
    assert.equal((await send(alice, 'listTickets', { cursor: 'not-one-of-ours' })).status, 422);
  });
});
