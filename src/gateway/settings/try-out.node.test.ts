import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page, PortalSettingsInput, TicketSummary } from '../../contract/index.ts';
import { PASSWORD, signedIn } from '../helpers.node.test.ts';
import { ALICE, ask, described, gateways, is, owner, OWNER, send, settings } from './settings-helpers.node.test.ts';

const start = gateways();

describe('a preview of a draft', () => {
  const draft = (): PortalSettingsInput => settings({
    enabled: false,
    tickets: { filter: { property: 'category', operator: 'is', value: 'open' }, permission: 'organization', fields: ['product'], columns: ['subject', 'status', 'field:severity'], status: { show: 'label', labels: { new: { en: 'Fresh' } } } },
    form: { forms: [{ id: 'problem', conditions: { order: { field: 'product', is: ['cloud'] } } }] }, actions: { close: false },
  });
  const questions = [
    ['getProfile', {}], ['listTickets', { view: 'organization', sort: 'subject', direction: 'ascending', limit: 100 }], ['listForms', {}], ['getForm', { formId: 'problem' }],
  ] as const;

  it('answers exactly what the customer gets once it is saved and on', async () => {
    const gateway = start();
    const chief = await owner(gateway);
    const alice = await signedIn(gateway, ALICE, { name: 'Alice' });
    const preview = async (operation: string, input: object): Promise<unknown> => (await ask<{ output: unknown }>(chief, 'previewTickets', { document: draft(), customer: ' Alice@acme.example', operation, input })).output;
    const { items } = await preview('listTickets', questions[1][1]) as Page<TicketSummary>;
    assert(items.length > 1);
    const asked = [...questions, ['getTicket', { ticketId: items[0]!.id }], ['listMessages', { ticketId: items[0]!.id }]] as const;
    const before = await Promise.all(asked.map(([operation, input]) => preview(operation, input)));
    await gateway.settings.save({ ...draft(), enabled: true });
    const then = await Promise.all(asked.map(([operation, input]) => ask<unknown>(alice, operation, input)));
    assert.deepEqual(JSON.parse(JSON.stringify(before).replace(/"nextCursor":"[^"]*"/g, '')), JSON.parse(JSON.stringify(then).replace(/"nextCursor":"[^"]*"/g, '')));
    assert.notDeepEqual(before, await Promise.all(asked.map(async ([operation, input]) => (await ask<{ output: unknown }>(chief, 'previewTickets', { document: settings(), customer: ALICE, operation, input }).catch(() => null))?.output)));
  });

  it('is kept with who looked at whom, once a sitting, and writes nothing else', async () => {
    let now = Date.now();
    const gateway = start({ clock: () => now, session: { idle: 4 * 60 * 60 } });
    const chief = await owner(gateway);
    const look = (): Promise<unknown> => ask(chief, 'previewTickets', { document: settings(), customer: ALICE, operation: 'listTickets', input: {} });
    await look();
    await look();
    assert.deepEqual((await gateway.previews.list()).map(({ agent, customer }) => [agent, customer]), [[OWNER, ALICE]]);
    assert.equal(gateway.entries.filter(({ event }) => event === 'preview').length, 1);
    now += 20 * 60_000;
    await look();
    now += 11 * 60_000;
    await look();
    assert.equal((await gateway.previews.list()).length, 2);
    for (const operation of ['reply', 'createTicket', 'closeTicket', 'downloadAttachment']) {
      assert.equal((await send(chief, 'previewTickets', { document: settings(), customer: ALICE, operation, input: {} })).status, 422, operation);
    }
    assert.equal((await gateway.settings.versions()).length, 0);
  });

  it('says what is wrong with a draft that cannot be used', async () => {
    const chief = await owner(start());
    await assert.rejects(ask(chief, 'previewTickets', { document: { version: 9 }, customer: ALICE, operation: 'listTickets', input: {} }), is('invalid-input', /version is 9/));
    await assert.rejects(ask(chief, 'previewTickets', { document: settings({ tickets: { filter: { property: 'field:gone', operator: 'is', value: 1 } } }), customer: ALICE, operation: 'listTickets', input: {} }), is('unavailable'));
  });
});

describe('people and counts', () => {
  it('finds accounts and whom the ticketing system knows, each once', async () => {
    const backend = described();
    backend.findCustomers = async () => [{ name: 'Alice of the desk', email: ALICE }, { name: 'Zoe', email: 'zoe@acme.example' }];
    const gateway = start({}, backend);
    for (const [email, name] of [[ALICE, 'Alice'], ['bob@acme.example', 'Bob 100%']] as const) await gateway.accounts.create({ email, name, password: PASSWORD });
    const chief = await owner(gateway);
    const names = async (search: string): Promise<string[]> => (await ask<{ items: { name: string }[] }>(chief, 'findCustomers', { search })).items.map(({ name }) => name);
    assert.deepEqual(await names('ACME'), ['Alice', 'Bob 100%', 'Zoe']);
    backend.findCustomers = async () => [];
    assert.deepEqual(await names('100%'), ['Bob 100%']);
    assert.deepEqual(await names('1%0'), [], 'wildcards are letters');
    assert.deepEqual(await names('_'), []);
  });

  it('counts where the ticketing system can', async () => {
    const backend = described();
    const gateway = start({}, backend);
    const chief = await owner(gateway);
    Object.assign(backend, { countTickets: undefined });
    assert.equal((await send(chief, 'countTickets', { filter: null })).status, 501);
    const asked: unknown[] = [];
    backend.countTickets = async (...given) => {
      asked.push(given.slice(0, 2));
      return { count: 7, sample: [] };
    };
    assert.deepEqual(await ask(chief, 'countTickets', { filter: { property: 'subject', operator: 'is-known' } }), { count: 7, sample: [] });
    assert.deepEqual(asked, [[{ property: 'subject', operator: 'is-known' }, 5]]);
  });
});
