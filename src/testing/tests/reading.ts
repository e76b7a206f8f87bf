import { ok, same } from '../assert.ts';
import { ALL_VIEWS, everyMessage, everyTicket } from '../bench.ts';
import type { SuiteMessage, SuiteTicket } from '../data.ts';
import { categoryOf, isLimited, lastMessageBy, readable } from '../oracle.ts';
import type { Tests } from '../suite.ts';

/** Dates count to the second: many systems keep no fractions. */
export const second = (timestamp: string): number => Math.floor(Date.parse(timestamp) / 1000);
/** Mail systems write line ends in their own way. */
export const plain = (text: string | null | undefined): string | undefined => text?.replace(/\r\n?/g, '\n').trimEnd();

export const publicOf = (ticket: SuiteTicket): SuiteMessage[] => ticket.messages.filter(({ visibility }) => visibility === 'public');

/** What a ticket and its conversation say. */
export function readingTests({ bench, test, limited }: Tests): void {
  test('the profile names the customer', async () => {
    const profile = await (await bench.client('alice')).getProfile({}, {});
    same([profile.name, profile.email.toLowerCase()], [bench.customer('alice').name, bench.customer('alice').email], 'name and address of the profile');
  });

  test('the profile names the customer\'s organizations, and no other', async () => {
    for (const key of ['alice', 'henry', 'frank', 'malice'] as const) {
      const { organizations } = await (await bench.client(key, ALL_VIEWS)).getProfile({}, {});
      same(organizations.map(({ id }) => id), bench.customer(key).organizations.map((id) => bench.id(id, 'organization')), `organizations of ${key}`);
    }
  }, 'organizations');

  limited('organizations', async () => {
    same((await (await bench.client('alice')).getProfile({}, {})).organizations, [], 'organizations of Alice where the backend has none');
  });

  test('a ticket says what is known of it', async () => {
    const client = await bench.client('alice');
    for (const given of readable(bench, 'alice')) {
      const ticket = await client.getTicket({ ticketId: bench.id(given.key) }, {});
      same(ticket.id, bench.id(given.key), 'id');
      same([ticket.subject, ticket.status.category, ticket.status.stage, ticket.requester.email.toLowerCase(), ticket.requester.name],
        [given.subject, categoryOf(bench, given), bench.id(given.stage, 'stage'), given.requester, 'Alice Arnold'], `subject, status and requester of ${given.key}`);
      ok(ticket.displayId !== '', `${given.key} has no id that people can say.`);
    }
  });

  test('a stage that nobody configured is an open one under its own name', async () => {
    const { status } = await (await bench.client('alice')).getTicket({ ticketId: bench.id('unknown-stage') }, {});
    same([status.category, status.label], ['open', bench.id('with-carrier', 'stage')], 'category and label');
  }, 'unknown-stage');

  test('stages carry the backend\'s labels', async () => {
    const client = await bench.client('alice');
    const { capabilities } = await client.getProfile({}, {});
    for (const given of readable(bench, 'alice').filter(({ key }) => key !== 'unknown-stage')) {
      const { status } = await client.getTicket({ ticketId: bench.id(given.key) }, {});
      const stage = capabilities.stages.find(({ id }) => id === status.stage);
      same([status.label, status.category], [stage?.label, stage?.category], `label and category of the stage of ${given.key}`);
    }
  });

  test('a ticket names its organization', async () => {
    const { organization } = await (await bench.client('alice')).getTicket({ ticketId: bench.id('conversation') }, {});
    same(organization, { id: bench.id('acme', 'organization'), name: 'Acme' }, 'organization');
    same((await (await bench.client('frank')).getTicket({ ticketId: bench.id('lone') }, {})).organization, null, 'organization of a customer without one');
  }, 'organizations');

  test('a ticket names who is in copy', async () => {
    const { cc } = await (await bench.client('carol')).getTicket({ ticketId: bench.id('in-copy') }, {});
    same(cc.map(({ email }) => email.toLowerCase()), [bench.customer('alice').email], 'people in copy');
  }, 'cc');
  limited('cc', async () => {
    const { cc } = await (await bench.client('carol')).getTicket({ ticketId: bench.id('in-copy') }, {});
    same(cc, [], 'people in copy where the backend has none');
  });

  test('a ticket shows its fields with the labels of their values, and none of the agents\'', async () => {
    const { fields } = await (await bench.client('alice')).getTicket({ ticketId: bench.id('conversation') }, {});
    const shown = (id: string): unknown => fields.find((field) => field.id === bench.id(id, 'field'))?.value;
    same([shown('product'), shown('browsers'), shown('order'), shown('incident')], ['Widget Cloud', ['Chrome', 'Safari'], 'ORD-123456', '2024-01-05'], 'values');
    same(shown('root-cause'), undefined, 'value of the agents\' own field');
  }, 'fields');

  limited('fields', async () => {
    const { fields } = await (await bench.client('alice')).getTicket({ ticketId: bench.id('conversation') }, {});
    ok(!fields.some(({ value }) => value === 'ORD-123456'), 'The backend holds fields.');
  });

  test('dates are those of the ticket and of its last public message', async () => {
    const client = await bench.client('alice');
    for (const given of readable(bench, 'alice')) {
      const ticket = await client.getTicket({ ticketId: bench.id(given.key) }, {});
      same([second(ticket.created), second(ticket.lastActivity)], [second(given.created), second(publicOf(given).at(-1)?.created ?? given.created)], `created and last activity of ${given.key}`);
    }
  }, 'dates');
  limited('dates', async () => {
    const { created } = await (await bench.client('alice')).getTicket({ ticketId: bench.id('conversation') }, {});
    ok(second(created) !== second(bench.given('conversation').created), 'The backend holds dates of the past.');
  });

  test('whose turn it is follows the last public message', async () => {
    const client = await bench.client('alice');
    for (const given of readable(bench, 'alice')) {
      const ticket = await client.getTicket({ ticketId: bench.id(given.key) }, {});
      const by = lastMessageBy(bench, given);
      same([ticket.lastMessageBy, ticket.waitingOn], [by, categoryOf(bench, given) === 'closed' ? null : by === 'support' ? 'customer' : 'support'], `who wrote last and whose turn it is in ${given.key}`);
    }
  });

  test('a row of the list says the same as the ticket\'s page', async () => {
    const client = await bench.client('alice');
    for (const row of await everyTicket(client)) {
      const { fields: _fields, capabilities: _capabilities, closed: _closed, rating: _rating, followUpOf: _followUpOf, followUps: _followUps, ...ticket } = await client.getTicket({ ticketId: row.id }, {});
      same(row, ticket, `row of ${bench.keyOf(row.id)}`);
    }
  });

  test('a conversation holds every public message, newest first, with author and text', async () => {
    for (const [who, given] of [...readable(bench, 'alice').map((ticket) => ['alice', ticket] as const), ['bob', bench.given('colleague')] as const]) {
      const messages = await everyMessage(await bench.client(who), bench.id(given.key));
      const expected = publicOf(given).reverse();
      same(messages.map(({ author }) => [author.name, author.role, author.isMe]), expected.map(({ author }) => authorOf(author)), `authors in ${given.key}`);
      same(messages.map(({ text }, index) => (expected[index]?.html === undefined ? plain(text) : null)), expected.map(({ text }) => plain(text) ?? null), `texts in ${given.key}`);
      same(messages.map(({ created }) => Date.parse(created)).sort((a, b) => b - a), messages.map(({ created }) => Date.parse(created)), `dates in ${given.key}`);
    }

    function authorOf(email: string): [string, string, boolean] {
      const agent = bench.data.agents.find((person) => person.email === email);
      const customer = bench.data.customers.find((person) => person.email === email);
      return agent === undefined ? [customer?.name ?? '', 'customer', true] : [agent.name, 'agent', false];
    }
  });

  test('a colleague\'s message is not my own', async () => {
    const messages = await everyMessage(await bench.client('alice', ['organization']), bench.id('colleague'));
    same(messages.map(({ author }) => [author.name, author.isMe]), [['Agnes', false], ['Bob Becker', false]], 'authors');
  }, 'organizations');

  test('HTML stays as it was written', async () => {
    const client = await bench.client('alice');
    for (const key of ['html', 'hostile']) {
      same((await everyMessage(client, bench.id(key))).map(({ html }) => html?.trim()), publicOf(bench.given(key)).map(({ html }) => html), `HTML of ${key}`);
    }
  }, 'html');
  limited('html', async () => {
    const messages = await everyMessage(await bench.client('alice'), bench.id('html'));
    ok(messages.every(({ html }) => html === null), 'The backend holds HTML.');
  });

  test('a file that the HTML shows says by which name', async () => {
    const [message] = await everyMessage(await bench.client('alice'), bench.id('html'));
    same(message?.attachments.map(({ name, contentId }) => [name, contentId]), [['inline.png', 'dot@suite']], 'inline file');
  }, 'html', 'inline-images');

  limited('inline-images', async () => {
    const messages = await everyMessage(await bench.client('alice'), bench.id('html'));
    ok(!messages.some(({ attachments }) => attachments.some(({ contentId }) => contentId === 'dot@suite')), 'The backend holds files that HTML shows.');
  });

  test('a customer without tickets sees an empty list', async () => {
    same(await everyTicket(await bench.client('dave')), [], 'tickets of a customer without any');
  });

  test('every ticket of the data set is there', async () => {
    const missing = bench.data.tickets.filter((ticket) => !isLimited(bench, ticket) && bench.id(ticket.key) === '').map(({ key }) => key);
    same(missing, [], 'tickets without an id');
  });
}
