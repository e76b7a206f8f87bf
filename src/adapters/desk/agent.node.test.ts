import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isPortalError, type Customer, type ErrorCode, type TicketCapabilities, type TicketingAdapter, type View } from '../../contract/index.ts';
import { allDatabases } from './databases.node.test.ts';
import { DEFAULT_STAGES, desk, type Desk } from './index.ts';

const ALICE: Customer = { id: '1', email: 'alice@acme.example', name: 'Alice' };
const BOB: Customer = { id: '2', email: 'bob@acme.example', name: 'Bob' };
const AGNES = 'agnes.internal-only@desk.example';
/** What a customer may do with an open ticket. */
const ABLE: TicketCapabilities = { reply: true, attach: true, close: true, reopen: false, cc: true, rate: false, followUp: false };
const VIEWS: readonly View[] = ['mine', 'organization', 'cc'];

let keys = 0;
const fresh = (): { idempotencyKey: string } => ({ idempotencyKey: `key-${String(keys += 1)}` });
const refusal = (code: ErrorCode) => (error: unknown): boolean => isPortalError(error, code);

for (const databases of await allDatabases()) {
  describe(`the support team's side of the desk on ${databases.name}`, { skip: databases.missing ?? false }, () => {
    let backend: Desk;
    let now = Date.parse('2026-11-01T08:00:00Z');
    const as = (customer: Customer, views = VIEWS): Required<TicketingAdapter> => backend.adapterFor(customer, { views, filter: null }) as Required<TicketingAdapter>;
    /** A ticket of Alice with one message. */
    const open = async (subject = 'Printer', stage = 'new'): Promise<string> => {
      const ticketId = await backend.agent.createTicket({ subject, requester: ALICE, stage });
      await backend.agent.customerMessage({ ticketId, customer: ALICE, text: `About: ${subject}` });
      await backend.agent.setStatus(ticketId, stage);
      return ticketId;
    };

    before(async () => {
      backend = await desk({ dialect: (await databases.create())(), now: () => (now += 1000) });
      const { agent } = backend;
      await agent.saveAgent({ email: AGNES, name: 'Agnes' });
      await agent.saveOrganization({ id: 'acme', name: 'Acme' });
      await agent.saveOrganization({ id: 'labs', name: 'Labs' });
      await agent.savePerson({ ...ALICE, organizations: ['acme', 'labs'] });
    });
    after(async () => {
      await backend.close();
      await databases.remove();
    });

    it('reads the whole conversation, oldest first, with internal notes; the customer reads the public part', async () => {
      const ticketId = await open();
      await backend.agent.internalNote({ ticketId, agent: AGNES, text: 'INTERNAL-ONLY note', files: [new File(['INTERNAL-ONLY file'], 'INTERNAL-ONLY.txt')] });
      await backend.agent.publicReply({ ticketId, agent: AGNES, text: 'Hello Alice', files: [new File(['manual'], '견적서.pdf', { type: 'application/pdf' })] });
      const { conversation } = await backend.agent.getTicket(ticketId);
      assert.deepEqual(conversation.map(({ visibility, text, author }) => [visibility, text, author.name, author.role]), [
        ['public', 'About: Printer', 'Alice', 'customer'], ['internal', 'INTERNAL-ONLY note', 'Agnes', 'agent'], ['public', 'Hello Alice', 'Agnes', 'agent'],
      ]);
      const seen = await as(ALICE).listMessages({ ticketId, limit: 100 }, {});
      assert.deepEqual(seen.items.map(({ text }) => text), ['Hello Alice', 'About: Printer']);
      assert.doesNotMatch(JSON.stringify([seen, await as(ALICE).getTicket({ ticketId }, {})]), /internal-only/i);
      const file = await backend.agent.downloadAttachment(ticketId, conversation[1]?.attachments[0]?.id ?? '');
      assert.equal(await new Response(file.stream()).text(), 'INTERNAL-ONLY file');
    });

    it('an internal file cannot be had by guessing ids, nor a note by naming it', async () => {
      const ticketId = await open('Guess');
      const note = await backend.agent.internalNote({ ticketId, agent: AGNES, text: 'INTERNAL-ONLY', files: [new File(['x'], 'x')] });
      const attachmentId = note.attachments[0]?.id ?? '';
      const [publicMessage] = (await as(ALICE).listMessages({ ticketId, limit: 1 }, {})).items;
      for (const messageId of [note.id, publicMessage?.id ?? '']) {
        await assert.rejects(as(ALICE).downloadAttachment({ ticketId, messageId, attachmentId }, {}), refusal('not-found'));
      }
      await assert.rejects(backend.agent.downloadAttachment(await open('Other'), attachmentId), refusal('not-found'));
    });

    it('an internal note moves no date, no turn and no place in any list', async () => {
      const ticketId = await open('Unmoved');
      const before = await as(ALICE).getTicket({ ticketId }, {});
      await backend.agent.internalNote({ ticketId, agent: AGNES, text: 'INTERNAL-ONLY' });
      assert.deepEqual(await as(ALICE).getTicket({ ticketId }, {}), before);
    });

    it('a reply makes it the customer\'s turn, the customer\'s answer the support\'s', async () => {
      const ticketId = await open('Turns');
      const turn = async (): Promise<unknown> => {
        const { waitingOn, lastMessageBy } = await as(ALICE).getTicket({ ticketId }, {});
        return [waitingOn, lastMessageBy];
      };
      assert.deepEqual(await turn(), ['support', 'customer']);
      await backend.agent.publicReply({ ticketId, agent: AGNES, text: 'Which one?' });
      assert.deepEqual(await turn(), ['customer', 'support']);
      await backend.agent.systemMessage({ ticketId, text: 'This ticket was moved.' });
      assert.deepEqual(await turn(), ['customer', 'support']);
      await as(ALICE).reply({ ticketId, text: 'The big one', files: [] }, fresh());
      assert.deepEqual(await turn(), ['support', 'customer']);
      await backend.agent.systemMessage({ ticketId, text: 'This ticket was moved back.' });
      assert.deepEqual(await turn(), ['support', 'support']);
      await backend.agent.customerMessage({ ticketId, customer: ALICE, text: 'Thanks' });
      await backend.agent.setStatus(ticketId, 'resolved');
      assert.deepEqual(await turn(), [null, 'customer']);
    });

    it('a stage may say itself whose turn it is, and lose that word by the customer\'s reply', async () => {
      const ticketId = await open('Stages', 'waiting');
      const client = as(ALICE);
      assert.equal((await client.getTicket({ ticketId }, {})).waitingOn, 'customer');
      await client.reply({ ticketId, text: 'Here you are', files: [] }, fresh());
      const { status, waitingOn } = await client.getTicket({ ticketId }, {});
      assert.deepEqual([status.stage, waitingOn], ['open', 'support']);
    });

    it('a customer\'s reply opens a closed ticket again', async () => {
      const ticketId = await open('Again', 'closed');
      await as(ALICE).reply({ ticketId, text: 'It is back', files: [] }, fresh());
      const { status, capabilities } = await as(ALICE).getTicket({ ticketId }, {});
      assert.deepEqual([status, capabilities], [{ category: 'open', stage: 'open', label: 'Open' }, ABLE]);
    });

    it('a late mail takes its place in the past and is not the newest', async () => {
      const ticketId = await open('Late');
      await backend.agent.publicReply({ ticketId, agent: AGNES, text: 'newest' });
      const before = await as(ALICE).getTicket({ ticketId }, {});
      await backend.agent.customerMessage({ ticketId, customer: ALICE, text: 'late', created: new Date('2026-10-01T00:00:00Z') });
      const { lastActivity, lastMessageBy, waitingOn } = await as(ALICE).getTicket({ ticketId }, {});
      assert.deepEqual([lastActivity, lastMessageBy, waitingOn], [before.lastActivity, before.lastMessageBy, before.waitingOn]);
      assert.deepEqual((await as(ALICE).listMessages({ ticketId, limit: 9 }, {})).items.map(({ text }) => text), ['newest', 'About: Late', 'late']);
    });

    it('stages decide what customers can do, and a change of stages holds at once', async () => {
      const ticketId = await open('Rules');
      const { agent } = backend;
      const able = async (): Promise<unknown> => (await as(ALICE).getTicket({ ticketId }, {})).capabilities;
      assert.deepEqual(await able(), ABLE);
      await agent.saveStages(DEFAULT_STAGES.map((stage) => ({ ...stage, acceptsReply: false, onClose: null, onReopen: null, label: `${stage.label}!` })));
      assert.deepEqual(await able(), { ...ABLE, reply: false, attach: false, close: false });
      await assert.rejects(as(ALICE).reply({ ticketId, text: 'x', files: [] }, fresh()), refusal('conflict'));
      await assert.rejects(as(ALICE).closeTicket({ ticketId }, fresh()), refusal('unsupported'));
      const { capabilities } = await as(ALICE).getProfile({}, {});
      assert.deepEqual([capabilities.closeTicket, capabilities.reopenTicket, capabilities.stages[0]?.label], [false, false, 'New!']);
      await assert.rejects(agent.saveStages(DEFAULT_STAGES.filter(({ id }) => id !== 'new')), refusal('conflict'));
      await assert.rejects(agent.saveStages([{ id: 'a', label: 'A', category: 'open', onClose: 'nowhere' }]), refusal('invalid-input'));
      await agent.saveStages([...DEFAULT_STAGES].reverse());
      const byStatus = await as(ALICE).listTickets({ view: 'mine', sort: 'status', direction: 'ascending', limit: 100 }, {});
      const order = [...DEFAULT_STAGES].reverse().map(({ id }) => id).sort((a, b) => Number(/resolved|closed/.test(a)) - Number(/resolved|closed/.test(b)));
      assert.deepEqual([...new Set(byStatus.items.map(({ status }) => status.stage))], order.filter((id) => byStatus.items.some(({ status }) => status.stage === id)));
      await agent.saveStages(DEFAULT_STAGES);
      assert.deepEqual(await able(), ABLE);
    });

    it('a locked ticket can be read and nothing else', async () => {
      const ticketId = await open('Locked');
      await backend.agent.setLocked(ticketId, true);
      assert.deepEqual((await as(ALICE).getTicket({ ticketId }, {})).capabilities, { ...ABLE, reply: false, attach: false, close: false, cc: false });
      await assert.rejects(as(ALICE).closeTicket({ ticketId }, fresh()), refusal('conflict'));
      await backend.agent.setLocked(ticketId, false);
      await as(ALICE).closeTicket({ ticketId }, fresh());
    });

    it('who is in copy, and which organization a ticket has, decides who sees it from then on', async () => {
      const ticketId = await open('Shared');
      await assert.rejects(as(BOB).getTicket({ ticketId }, {}), refusal('not-found'));
      await backend.agent.setCc(ticketId, [BOB, { email: 'BOB@acme.example' }]);
      assert.deepEqual((await as(BOB).getTicket({ ticketId }, {})).cc, [{ name: 'Bob', email: 'bob@acme.example' }]);
      assert.equal((await as(BOB).reply({ ticketId, text: 'Me too', files: [] }, fresh())).author.name, 'Bob');
      await assert.rejects(as(BOB, ['mine', 'organization']).getTicket({ ticketId }, {}), refusal('not-found'));
      await backend.agent.setCc(ticketId, []);
      await assert.rejects(as(BOB).getTicket({ ticketId }, {}), refusal('not-found'));
      await backend.agent.savePerson({ ...BOB, organizations: ['labs'] });
      await assert.rejects(as(BOB).getTicket({ ticketId }, {}), refusal('not-found'));
      await backend.agent.setOrganization(ticketId, 'labs');
      assert.equal((await as(BOB).getTicket({ ticketId }, {})).organization?.name, 'Labs');
      await backend.agent.savePerson({ ...BOB, organizations: [] });
      await assert.rejects(as(BOB).getTicket({ ticketId }, {}), refusal('not-found'));
    });

    it('a new ticket belongs to the customer\'s first organization', async () => {
      const created = await as(ALICE).createTicket({ formId: 'contact-support', values: { subject: 'First', message: 'x' }, files: {} }, fresh());
      assert.equal(created.organization?.id, 'acme');
    });

    it('fields for agents only are in no form and on no ticket of customers, whatever they send', async () => {
      const { agent } = backend;
      await agent.saveField({ id: 'seats', type: 'number', label: 'Seats' });
      await agent.saveField({ id: 'tools', type: 'multiselect', label: 'Tools', options: [{ value: 'a', label: 'Axe' }, { value: 'b', label: 'Bow' }] });
      await agent.saveField({ id: 'urgent', type: 'checkbox', label: 'Urgent' });
      await agent.saveField({ id: 'cause', type: 'text', label: 'INTERNAL-ONLY cause', agentsOnly: true });
      await agent.saveForm({
        id: 'full', name: 'Full', queue: 'support',
        fields: [{ id: 'subject', required: true, label: 'What?' }, { id: 'seats' }, { id: 'tools' }, { id: 'urgent', default: true }, { id: 'cause' }],
      });
      const form = await as(ALICE).getForm({ formId: 'full' }, {});
      assert.deepEqual(form.fields.map(({ id, label, required }) => [id, label, required]), [['subject', 'What?', true], ['seats', 'Seats', false], ['tools', 'Tools', false], ['urgent', 'Urgent', false]]);
      const { id: ticketId } = await as(ALICE).createTicket({ formId: 'full', values: { subject: 'S', seats: 3, tools: ['b', 'a'], urgent: false, cause: 'INTERNAL-ONLY' }, files: {} }, fresh());
      assert.deepEqual((await agent.getTicket(ticketId)).fields.map(({ id, value }) => [id, value]), [['seats', 3], ['tools', ['Bow', 'Axe']], ['urgent', false]]);
      await agent.setFields(ticketId, { cause: 'INTERNAL-ONLY', seats: null });
      assert.deepEqual((await agent.getTicket(ticketId)).fields.map(({ id }) => id), ['tools', 'urgent', 'cause']);
      assert.doesNotMatch(JSON.stringify([await as(ALICE).getTicket({ ticketId }, {}), form]), /INTERNAL/);
      await assert.rejects(agent.setFields(ticketId, { nothing: 'x' }), refusal('invalid-input'));
      await assert.rejects(agent.saveForm({ id: 'broken', name: 'Broken', queue: 'support', fields: [{ id: 'nothing' }] }), refusal('invalid-input'));
      await agent.deleteForm('full');
      await assert.rejects(as(ALICE).getForm({ formId: 'full' }, {}), refusal('not-found'));
    });

    it('lists the whole desk, by queue, agent, stage, turn and words, page by page', async () => {
      const { agent } = backend;
      await agent.saveQueue({ id: 'sales', name: 'Sales' });
      const ids: string[] = [];
      for (let index = 0; index < 7; index += 1) ids.push(await agent.createTicket({ subject: `Offer ${String(index)}`, requester: BOB, queue: 'sales' }));
      await agent.assign(ids[2] as string, AGNES);
      const listed: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await agent.listTickets({ queue: 'sales', sort: 'id', direction: 'ascending', limit: 3, ...(cursor === undefined ? {} : { cursor }) });
        listed.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      assert.deepEqual(listed, ids);
      const find = async (query: Parameters<typeof agent.listTickets>[0]): Promise<string[]> => (await agent.listTickets({ queue: 'sales', ...query })).items.map(({ id }) => id);
      assert.deepEqual(await find({ assignee: AGNES }), [ids[2]]);
      assert.equal((await find({ assignee: null })).length, 6);
      assert.deepEqual(await find({ search: 'OFFER 5' }), [ids[5]]);
      assert.deepEqual(await find({ status: 'closed' }), []);
      assert.equal((await find({ waitingOn: 'support', stage: 'new' })).length, 7);
    });

    it('finds people by name and address', async () => {
      await backend.agent.savePerson({ email: 'Ürsula@Über.example', name: 'Ursula % Ünal', organizations: ['acme'] });
      assert.deepEqual(await backend.agent.listPeople('ÜNAL'), [{ email: 'ürsula@über.example', name: 'Ursula % Ünal', organizations: ['acme'] }]);
      assert.equal((await backend.agent.listPeople('%')).length, 1);
      assert.ok((await backend.agent.listPeople()).length >= 3);
    });

    it('writes once per key, for agents too', async () => {
      const ticketId = await open('Twice');
      const reply = { ticketId, agent: AGNES, text: 'once', files: [new File(['f'], 'f')], idempotencyKey: 'agent-key' };
      const [first, second] = [await backend.agent.publicReply(reply), await backend.agent.publicReply(reply)];
      assert.deepEqual(second, first);
      assert.equal((await backend.agent.getTicket(ticketId)).conversation.length, 2);
      await assert.rejects(backend.agent.publicReply({ ...reply, ticketId: await open('Else') }), refusal('conflict'));
    });

    it('refuses what is not there or not well-formed', async () => {
      const ticketId = await open('Refusals');
      const { agent } = backend;
      for (const odd of [` ${ticketId}`, `0${ticketId}`, `${ticketId}e0`, `${ticketId}.0`, '0', '-1', '99999999999', '2147483648', 'x', '']) {
        await assert.rejects(agent.getTicket(odd), refusal('not-found'), odd);
        await assert.rejects(as(ALICE).getTicket({ ticketId: odd }, {}), refusal('not-found'), odd);
      }
      await assert.rejects(agent.setStatus(ticketId, 'nowhere'), refusal('not-found'));
      await assert.rejects(agent.assign(ticketId, 'nobody@desk.example'), refusal('not-found'));
      await assert.rejects(agent.publicReply({ ticketId, agent: 'nobody@desk.example', text: 'x' }), refusal('not-found'));
      await assert.rejects(agent.internalNote({ ticketId, agent: AGNES, text: ' ' }), refusal('invalid-input'));
      await assert.rejects(agent.saveField({ id: 'subject', type: 'text', label: 'x' }), refusal('invalid-input'));
      await assert.rejects(agent.saveOrganization({ id: 'no spaces', name: 'x' }), refusal('invalid-input'));
      assert.equal((await agent.getTicket(ticketId)).conversation.length, 1);
    });

    it('keeps what databases do not like: NUL, half characters, very long subjects', async () => {
      const subject = `${'Größe '.repeat(900)}\0\ud800 end`;
      const { id: ticketId } = await as(ALICE).createTicket({ formId: 'contact-support', values: { subject, message: 'a\0b\udfff' }, files: {} }, fresh());
      assert.equal((await as(ALICE).getTicket({ ticketId }, {})).subject, subject.replace('\0', '').toWellFormed());
      assert.equal((await as(ALICE).listMessages({ ticketId, limit: 1 }, {})).items[0]?.text, 'ab\ufffd');
      const pages = await as(ALICE).listTickets({ view: 'mine', sort: 'subject', direction: 'ascending', limit: 1 }, {});
      assert.ok((pages.nextCursor ?? '').length <= 2000);
      assert.equal((await as(ALICE).listTickets({ view: 'mine', search: 'GRÖSSE'.replace('SS', 'ß'), sort: 'id', direction: 'ascending', limit: 5 }, {})).items.at(-1)?.id, ticketId);
    });
  });
}
