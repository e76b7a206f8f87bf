import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { desk, type Desk } from '../../src/adapters/desk/index.ts';
import type { Scope, Ticket, TicketingAdapter, TicketSummary } from '../../src/contract/index.ts';
import { accounts, INTERNAL, seedDesk } from './index.ts';

const VIEWS = ['mine', 'organization', 'cc'] as const;

describe('the demo\'s desk', () => {
  let backend: Desk;
  before(async () => {
    backend = await desk({ sqlite: ':memory:' });
    assert.equal(await seedDesk(backend), true);
  });
  after(() => backend.close());

  const adapterOf = (email: string): ReturnType<Desk['adapterFor']> => backend.adapterFor({ id: email, email, name: email }, { views: VIEWS, filter: null });
  const ticketsOf = async (email: string, view: typeof VIEWS[number] = 'mine'): Promise<TicketSummary[]> => {
    const found: TicketSummary[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await adapterOf(email).listTickets({ view, sort: 'id', direction: 'ascending', limit: 100, ...(cursor === undefined ? {} : { cursor }) }, {});
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    return found;
  };

  it('has an account for each customer, and tickets as their notes say', async () => {
    const counts = await Promise.all(accounts.map(async ({ email, password }) => [email, password, (await ticketsOf(email)).length]));
    assert.deepEqual(counts, [
      ['alice@acme.example', 'alice-password', 8], ['bob@acme.example', 'bob-password', 6], ['carol@globex.example', 'carol-password', 4],
      ['dave@acme.example', 'dave-password', 0], ['erin@globex.example', 'erin-password', 300],
    ]);
    assert.equal((await ticketsOf('bob@acme.example', 'cc')).length, 1);
    assert.equal((await ticketsOf('dave@acme.example', 'organization')).length, 14 + 304, 'of both of his organizations');
  });

  it('shows every customer\'s tickets, messages and files, and nothing internal among them', async () => {
    let [messages, files] = [0, 0];
    for (const { email } of accounts.filter((account) => !account.email.startsWith('erin'))) {
      const adapter = adapterOf(email);
      for (const { id: ticketId } of await ticketsOf(email)) {
        const ticket = await adapter.getTicket({ ticketId }, {});
        const page = await adapter.listMessages({ ticketId, limit: 100 }, {});
        assert.doesNotMatch(JSON.stringify([ticket, page]), new RegExp(INTERNAL, 'i'));
        messages += page.items.length;
        for (const message of page.items) {
          for (const { id: attachmentId, size } of message.attachments) {
            const bytes = await new Response((await adapter.downloadAttachment({ ticketId, messageId: message.id, attachmentId }, {})).stream()).bytes();
            assert.equal(bytes.length, size);
            assert.ok(!Buffer.from(bytes).includes(INTERNAL));
            files += 1;
          }
        }
      }
      assert.deepEqual((await adapter.listTickets({ view: 'mine', search: INTERNAL, sort: 'id', direction: 'ascending', limit: 10 }, {})).items, []);
      assert.doesNotMatch(JSON.stringify(await adapter.getForm?.({ formId: 'contact-support' }, {})), /root-cause/);
    }
    assert.ok(messages > 90 && files > 12, `${String(messages)} messages, ${String(files)} files`);
    const { items } = await backend.agent.listTickets({ search: 'Signing in leads back', limit: 1 });
    assert.match(JSON.stringify(await backend.agent.getTicket(items[0]?.id ?? '')), new RegExp(INTERNAL), 'the team sees its notes');
  });

  it('has what owners decide about: another conversation, a call, a follow-up, ratings, a second queue and form', async () => {
    const find = async (email: string, subject: string, scope: Partial<Scope> = {}): Promise<{ readonly adapter: TicketingAdapter; readonly ticket: Ticket; readonly texts: readonly (string | null)[] }> => {
      const adapter = backend.adapterFor({ id: email, email, name: email }, { views: ['mine', 'cc'], filter: null, ...scope });
      const { items } = await adapter.listTickets({ view: 'mine', search: subject, sort: 'id', direction: 'ascending', limit: 1 }, {});
      const ticketId = items[0]?.id ?? '';
      return { adapter, ticket: await adapter.getTicket({ ticketId }, {}), texts: (await adapter.listMessages({ ticketId, limit: 100 }, {})).items.map(({ text }) => text) };
    };
    assert.equal((await find('alice@acme.example', 'Move our account', { threads: 'all' })).texts.length, 4);
    assert.equal((await find('alice@acme.example', 'Move our account', { threads: 'original' })).texts.length, 2);
    const call = await find('bob@acme.example', 'Phone call');
    assert.deepEqual([call.ticket.lastMessageBy, call.texts], [null, []]);
    const again = await find('carol@globex.example', 'fehlt wieder');
    assert.equal(again.ticket.followUpOf?.subject, 'USt-IdNr. fehlt auf der Rechnung');
    const { rating, closed, lastActivity } = (await find('alice@acme.example', 'Invoice of September')).ticket;
    assert.deepEqual([rating?.score, closed], [5, lastActivity]);
    const { queues, forms } = await backend.describe();
    assert.deepEqual([queues.map(({ id }) => id), forms.map(({ id, queue }) => [id, queue])], [['support', 'billing'], [['contact-support', 'support'], ['invoice-question', 'billing']]]);
    const form = await again.adapter.getForm?.({ formId: 'invoice-question' }, {});
    assert.deepEqual(form?.fields.flatMap(({ id, when }) => (when === undefined ? [] : [[id, when.field]])), [['correction', 'invoice-request']]);
  });

  it('has every kind of field in its form', async () => {
    const form = await adapterOf('dave@acme.example').getForm?.({ formId: 'contact-support' }, {});
    assert.deepEqual(new Set(form?.fields.map(({ type }) => type)), new Set(['text', 'textarea', 'select', 'multiselect', 'checkbox', 'number', 'date', 'file']));
  });

  it('is filled once, and goes on after an interruption', async () => {
    assert.equal(await seedDesk(backend), false);
    const other = await desk({ sqlite: ':memory:' });
    let calls = 0;
    const interrupted: Desk = {
      ...other, agent: { ...other.agent, publicReply: (reply) => ((calls += 1) > 9 ? Promise.reject(new Error('power cut')) : other.agent.publicReply(reply)) },
    };
    await assert.rejects(seedDesk(interrupted), /power cut/);
    assert.equal(await seedDesk(other), true);
    const count = async ({ agent }: Desk): Promise<unknown> => {
      const { items } = await agent.listTickets({ sort: 'id', direction: 'ascending', limit: 100 });
      return Promise.all(items.map(async ({ id, subject }) => [subject, (await agent.getTicket(id)).conversation.length]));
    };
    assert.deepEqual(await count(other), await count(backend));
    await other.close();
  });

  it('leaves somebody\'s own desk alone', async () => {
    const own = await desk({ sqlite: ':memory:' });
    await own.agent.createTicket({ subject: 'Mine', requester: { email: 'me@own.example' } });
    assert.equal(await seedDesk(own), false);
    assert.equal((await own.agent.listTickets()).items.length, 1);
    await own.close();
  });
});
