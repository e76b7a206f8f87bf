import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { desk, type Desk } from '../../src/adapters/desk/index.ts';
import { agentPage } from './index.ts';

const ORIGIN = 'http://127.0.0.1:4310';

describe('the demo\'s page for agents', () => {
  let backend: Desk;
  let ask: (request: Request) => Promise<Response>;
  let ticketId: string;
  const get = async (path: string): Promise<string> => (await ask(new Request(`${ORIGIN}${path}`))).text();
  const post = (path: string, values: Record<string, string | File>, headers: Record<string, string> = { 'Sec-Fetch-Site': 'same-origin' }): Promise<Response> => {
    const body = new FormData();
    for (const [name, value] of Object.entries(values)) body.append(name, value);
    return ask(new Request(`${ORIGIN}${path}`, { method: 'POST', body, headers }));
  };

  before(async () => {
    backend = await desk({ sqlite: ':memory:' });
    await backend.agent.saveAgent({ email: 'agnes@desk.example', name: 'Agnes' });
    ticketId = await backend.agent.createTicket({ subject: '<b>Printer</b> & paper', requester: { email: 'alice@acme.example', name: 'Alice' } });
    await backend.agent.customerMessage({
      ticketId, customer: { email: 'alice@acme.example' }, html: '<img src="cid:photo@acme"><script>alert("x")</script>"quoted"',
      files: [Object.assign(new File(['PNG'], '견적서 "1".png', { type: 'image/png' }), { contentId: 'photo@acme' })],
    });
    ask = agentPage(backend, ({ agent, customer }) => Promise.resolve(`/support#preview-of-${customer}-by-${agent}`));
  });
  after(() => backend.close());

  it('lists tickets, and finds them by text and status', async () => {
    const list = await get('/agent');
    assert.match(list, /href="\/agent\/tickets\/1001"[^>]*>&lt;b&gt;Printer&lt;\/b&gt; &amp; paper</);
    assert.match(await get('/agent?search=QUOTED&status=open'), /tickets\/1001/);
    assert.match(await get('/agent?search=nothing+of+that'), /No ticket matches/);
    assert.match(await get('/agent?status=closed'), /No ticket matches/);
  });

  it('shows a mail only in a frame where nothing runs', async () => {
    const response = await ask(new Request(`${ORIGIN}/agent/tickets/${ticketId}`));
    assert.match(response.headers.get('Content-Security-Policy') ?? '', /^default-src 'none'/);
    const page = await response.text();
    const [frame = ''] = /<iframe[^>]*>/.exec(page) ?? [];
    assert.match(frame, /sandbox=""/);
    assert.match(frame, /\/agent\/tickets\/1001\/files\/1/, 'the picture of the mail is shown');
    assert.doesNotMatch(page, /<script>/);
    const file = await ask(new Request(`${ORIGIN}/agent/tickets/1001/files/1`));
    assert.match(file.headers.get('Content-Disposition') ?? '', /^attachment; filename\*=UTF-8''%EA%B2%AC/);
    assert.equal(await file.text(), 'PNG');
  });

  it('sends a public reply with a file and moves the ticket, once however often the form is sent', async () => {
    const reply = { agent: 'agnes@desk.example', text: 'Line one\r\nline two', stage: 'waiting', key: 'form-1-reply', files: new File(['manual'], 'manual.txt') };
    for (let times = 0; times < 2; times += 1) {
      const response = await post(`/agent/tickets/${ticketId}/reply`, reply);
      assert.equal(response.status, 303);
      assert.match(await get(response.headers.get('Location') ?? ''), /role="status">Your reply has been sent/);
    }
    await post(`/agent/tickets/${ticketId}/reply`, { ...reply, text: 'Went back and wrote this', files: new File([], '') });
    const ticket = await backend.agent.getTicket(ticketId);
    assert.equal(ticket.status.stage, 'waiting');
    assert.deepEqual(ticket.conversation.slice(1).map(({ text, attachments }) => [text, attachments.map(({ name }) => name)]), [
      ['Line one\nline two', ['manual.txt']], ['Went back and wrote this', []],
    ]);
  });

  it('adds an internal note, marks it, and the customer does not get it', async () => {
    await post(`/agent/tickets/${ticketId}/note`, { agent: 'agnes@desk.example', text: 'INTERNAL-ONLY', key: 'form-2-note' });
    assert.match(await get(`/agent/tickets/${ticketId}`), /article class="internal agent"[^]*customers never see this[^]*INTERNAL-ONLY/);
    const customer = backend.adapterFor({ id: '1', email: 'alice@acme.example', name: 'Alice' }, { views: ['mine'], filter: null });
    assert.doesNotMatch(JSON.stringify(await customer.listMessages({ ticketId, limit: 100 }, {})), /INTERNAL/);
  });

  it('changes status and assigns', async () => {
    await post(`/agent/tickets/${ticketId}/status`, { stage: 'resolved' });
    await post(`/agent/tickets/${ticketId}/assign`, { agent: 'agnes@desk.example' });
    const { status, assignee } = await backend.agent.getTicket(ticketId);
    assert.deepEqual([status.stage, assignee?.name], ['resolved', 'Agnes']);
    assert.match(await get('/agent?status=closed'), /tickets\/1001/);
  });

  it('makes a ticket for somebody who has called, once, without any conversation', async () => {
    const call = { requester: 'bob@acme.example', name: 'Bob', subject: 'Called about <paper>', queue: 'support', agent: 'agnes@desk.example', text: 'INTERNAL-ONLY call', key: 'form-3-create' };
    const [first, second] = [await post('/agent/tickets', call), await post('/agent/tickets', call)];
    assert.equal(first.status, 303);
    assert.equal(second.headers.get('Location'), first.headers.get('Location'));
    assert.match(await get(first.headers.get('Location') ?? ''), /role="status">The ticket has been made[^]*Called about &lt;paper&gt;|Called about &lt;paper&gt;[^]*role="status">The ticket has been made/);
    const customer = backend.adapterFor({ id: '2', email: 'bob@acme.example', name: 'Bob' }, { views: ['mine'], filter: null });
    const { items } = await customer.listTickets({ view: 'mine', sort: 'id', direction: 'ascending', limit: 10 }, {});
    assert.deepEqual(items.map(({ subject, lastMessageBy }) => [subject, lastMessageBy]), [['Called about <paper>', null]]);
    assert.equal((await post('/agent/tickets', { ...call, requester: 'nobody', key: 'form-4-create' })).status, 422);
    assert.equal((await post('/agent/tickets', call, { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
  });

  it('begins another conversation, and says which is which once there are two', async () => {
    assert.doesNotMatch(await get(`/agent/tickets/${ticketId}`), /<small>Original conversation/);
    await post(`/agent/tickets/${ticketId}/reply`, { agent: 'agnes@desk.example', text: 'Aside', thread: 'new', key: 'form-5-reply' });
    assert.match(await get(`/agent/tickets/${ticketId}`), /<small>Original conversation<\/small>[^]*<small>Conversation 2<\/small>[^]*Aside/);
    const customer = backend.adapterFor({ id: '1', email: 'alice@acme.example', name: 'Alice' }, { views: ['mine'], filter: null, threads: 'original' });
    assert.doesNotMatch(JSON.stringify(await customer.listMessages({ ticketId, limit: 100 }, {})), /Aside/);
  });

  it('shows rating and follow-ups', async () => {
    const customer = backend.adapterFor({ id: '1', email: 'alice@acme.example', name: 'Alice' }, { views: ['mine'], filter: null });
    await backend.agent.setStatus(ticketId, 'closed');
    await customer.rateTicket?.({ ticketId, score: 4, comment: 'Good & <b>fast</b>' }, { idempotencyKey: 'rating' });
    const next = await customer.createTicket?.({ formId: 'contact-support', values: { subject: 'Again', message: 'x' }, files: {}, followUpOf: ticketId }, { idempotencyKey: 'next' });
    assert.match(await get(`/agent/tickets/${ticketId}`), /4 of 5: Good &amp; &lt;b&gt;fast&lt;\/b&gt;[^]*Followed up by[^]*<bdi>Again<\/bdi>/);
    assert.match(await get(`/agent/tickets/${next?.id ?? ''}`), new RegExp(`Follow-up of[^]*/agent/tickets/${ticketId}"`));
  });

  it('tells what is missing, and what is not there', async () => {
    assert.equal((await post(`/agent/tickets/${ticketId}/reply`, { agent: 'agnes@desk.example', text: ' ' })).status, 422);
    assert.equal((await post(`/agent/tickets/${ticketId}/reply`, { agent: 'nobody@desk.example', text: 'x' })).status, 404);
    assert.equal((await ask(new Request(`${ORIGIN}/agent/tickets/01001`))).status, 404);
    assert.equal((await ask(new Request(`${ORIGIN}/agent/elsewhere`))).status, 404);
    assert.equal((await post(`/agent/tickets/${ticketId}/delete`, {})).status, 404);
  });

  it('obeys no other site and no other name', async () => {
    const note = { agent: 'agnes@desk.example', text: 'forged', key: 'forged' };
    assert.equal((await post(`/agent/tickets/${ticketId}/note`, note, { 'Sec-Fetch-Site': 'cross-site', 'Origin': ORIGIN })).status, 403);
    assert.equal((await post(`/agent/tickets/${ticketId}/note`, note, { Origin: 'https://evil.example' })).status, 403);
    assert.equal((await post(`/agent/tickets/${ticketId}/note`, note, {})).status, 403);
    assert.equal((await ask(new Request('http://rebound.example:4310/agent'))).status, 403);
    assert.doesNotMatch(JSON.stringify(await backend.agent.getTicket(ticketId)), /forged/);
  });

  it('labels every control', async () => {
    for (const page of [await get('/agent'), await get(`/agent/tickets/${ticketId}`)]) {
      const visible = page.match(/<(?:input(?! type="hidden")|select|textarea)\b/g) ?? [];
      const labelled = page.match(/<label>[^<]*<(?:input|select|textarea)\b/g) ?? [];
      assert.ok(visible.length > 0);
      assert.equal(labelled.length, visible.length);
      assert.match(page, /<html lang="en">/);
    }
  });

  it('leads to the portal as the requester sees it, in the name of the agent', async () => {
    assert.match(await get(`/agent/tickets/${ticketId}`), /See the portal as <bdi>Alice<\/bdi>/);
    const response = await post(`/agent/tickets/${ticketId}/preview`, {});
    assert.equal(response.status, 303);
    assert.equal(response.headers.get('Location'), '/support#preview-of-alice@acme.example-by-Agnes');
    assert.equal((await post(`/agent/tickets/${ticketId}/preview`, {}, { 'Sec-Fetch-Site': 'cross-site' })).status, 403);
  });
});
