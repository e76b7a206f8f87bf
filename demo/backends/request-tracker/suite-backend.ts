import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { requestTracker, tokensFrom } from '../../../src/adapters/request-tracker/index.ts';
import type { TicketingBackend } from '../../../src/contract/index.ts';
import type { Harness, SuiteData, SuiteMessage, SuiteTicket } from '../../../src/testing/index.ts';
import { client, deliver } from './client.mjs';
import { granted, run, statuses, type Account } from './connection.ts';

const dataFolder = process.env['PORTICO_DATA'] ?? '';
if (dataFolder === '') throw new Error('PORTICO_DATA is not set; run test.ts.');
const folder = join(dataFolder, 'request-tracker');
const database = join(folder, 'rt.sqlite');

/** What the suite's names are called in RT. `with-carrier` is a status that the portal's configuration leaves out. */
const STAGES: Readonly<Record<string, string>> = {
  'new': 'new', 'in-progress': 'open', 'waiting': 'waiting on customer', 'with-carrier': 'on hold', 'solved': 'resolved', 'rejected': 'rejected',
};
const QUEUES: Readonly<Record<string, string>> = { support: 'Support', billing: 'Billing' };
const { 'on hold': _unknown, ...known } = statuses;

/** A real Request Tracker, installed and started for it, with a data set like the conformance suite's. PORTICO_DATA says where its data may lie. */
export async function makeBackend(data: SuiteData): Promise<Harness & { readonly backend: TicketingBackend }> {
  const environment = {
    PORTICO_RT_PORT: process.env['PORTICO_RT_PORT'] ?? '18471', PORTICO_RT_PEOPLE: join(folder, 'people.json'),
    PORTICO_RT_INITIAL_DATA: fileURLToPath(new URL('suite-data.pl', import.meta.url)),
  };
  const base = `http://127.0.0.1:${environment.PORTICO_RT_PORT}`;
  await mkdir(folder, { recursive: true });
  await writeFile(environment.PORTICO_RT_PEOPLE, JSON.stringify(peopleOf(data)));
  await run('up', ['--empty'], dataFolder, environment);

  const accounts = JSON.parse(await readFile(join(folder, 'accounts.json'), 'utf8')) as Record<string, Account>;
  const byEmail = new Map(Object.values(accounts).map((account) => [account.email, account]));
  const as = (email: string): ReturnType<typeof client> => client(base, byEmail.get(email)?.token ?? '');
  const agent = as(data.agents[0]?.email ?? '');
  const ids = new Map<string, number>();
  const dates: string[] = [];
  for (const ticket of data.tickets) {
    const { id, sql } = await fill(ticket);
    ids.set(ticket.key, id);
    dates.push(...sql);
  }
  // RT dates everything itself
  await run('down', [], dataFolder, environment);
  const sqlite = new DatabaseSync(database);
  sqlite.exec(`BEGIN;\n${dates.join('\n')}\nCOMMIT;\n`);
  sqlite.close();
  await run('up', [], dataFolder, environment);

  const backend = requestTracker({
    url: base, queues: ['Support', 'Billing', 'Locked'], reader: accounts['reader']?.token ?? '', statuses: known, idempotencyField: 'Portal request',
    tokenFor: tokensFrom(Object.fromEntries([...byEmail].map(([email, { token }]) => [email, token]))),
    forms: [{ queue: 'Support', name: 'Report a problem' }],
    organizationName: (name) => data.organizations.find(({ id }) => id === name)?.name ?? name,
    ...granted,
  });
  return {
    backend,
    adapterFor: (customer, scope) => backend.adapterFor(customer, scope),
    idOf(kind, key) {
      switch (kind) {
        case 'ticket': return String(ids.get(key) ?? '');
        case 'stage': return STAGES[key] ?? key;
        case 'queue': return QUEUES[key] ?? key;
        case 'field': return data.fields.find(({ id }) => id === key)?.label ?? key;
        case 'form': return 'Support';
        case 'organization': return key;
      }
    },
    async agentReply(ticketId, text) {
      await agent.post(`/ticket/${ticketId}/correspond`, { Content: text, ContentType: 'text/plain' });
    },
    async agentNote(ticketId, text, { name, content }) {
      await agent.post(`/ticket/${ticketId}/comment`, { Content: text, ContentType: 'text/plain' }, [{ name, type: 'text/plain', content }]);
    },
    async outage(during) {
      await run('down', [], dataFolder, environment);
      try {
        await during();
      } finally {
        await run('up', [], dataFolder, environment);
      }
    },
    close: () => run('down', ['--purge'], dataFolder, environment),
  };

  /** Writes a ticket as its people would, and answers what sets its dates. */
  async function fill(ticket: SuiteTicket): Promise<{ id: number; sql: string[] }> {
    const [first, ...others] = ticket.messages;
    if (first === undefined) throw new Error(`${ticket.key} has no message.`);
    // a ticket of which somebody only called is opened by an agent, without a word
    const opens = first.visibility === 'public';
    const id = await create(ticket, opens ? first : null);
    const messageIds: number[] = [];
    if (opens) {
      const created = await agent.get(`/ticket/${String(id)}/history?fields=Type&per_page=100`) as { items: { id: string; Type: string }[] };
      messageIds.push(Number(created.items.find(({ Type }) => Type === 'Create')?.id));
    }
    for (const message of opens ? others : ticket.messages) {
      const path = `/ticket/${String(id)}/${message.visibility === 'internal' ? 'comment' : 'correspond'}`;
      messageIds.push(Number(/\d+$/.exec(await as(message.author).postTo(path, contentOf(message), message.files))?.[0]));
    }
    const rootCause = ticket.fields['root-cause'];
    await agent.put(`/ticket/${String(id)}`, {
      Status: STAGES[ticket.stage] ?? ticket.stage, ...(rootCause === undefined ? {} : { CustomFields: { 'Root cause': rootCause } }),
    });
    return { id, sql: datesOf(ticket, id, messageIds) };
  }

  async function create(ticket: SuiteTicket, first: SuiteMessage | null): Promise<number> {
    // a file that the HTML shows comes with mail only
    if (first?.files?.some(({ contentId }) => contentId !== undefined) === true) {
      await deliver(base, 'Support', mailOf(ticket, first));
      const found = await agent.get(`/tickets?query=${encodeURIComponent(`Subject = '${ticket.subject}'`)}`) as { items: { id: string }[] };
      return Number(found.items[0]?.id);
    }
    const answer = await (first === null ? agent : as(ticket.requester)).post('/ticket', {
      Queue: ticket.locked ? 'Locked' : QUEUES[ticket.queue], Requestor: ticket.requester, Cc: ticket.cc, Subject: ticket.subject, ...(first === null ? {} : contentOf(first)),
      CustomFields: Object.fromEntries(Object.entries(ticket.fields).filter(([key]) => key !== 'root-cause').map(([key, value]) => {
        const field = data.fields.find(({ id }) => id === key);
        const label = (chosen: unknown): unknown => field?.options?.find((option) => option.value === chosen)?.label ?? chosen;
        return [field?.label ?? key, Array.isArray(value) ? value.map(label) : label(value)];
      })),
    }, first?.files) as { id: string };
    return Number(answer.id);
  }
}

const contentOf = ({ text, html }: SuiteMessage): { Content: string; ContentType: string } =>
  (html === undefined ? { Content: text ?? '', ContentType: 'text/plain' } : { Content: html, ContentType: 'text/html' });

/** Everybody of the data set, as People.pm reads them. */
function peopleOf({ customers, agents }: SuiteData): unknown {
  return {
    customers: customers.map(({ key, name, email, organizations }) => ({ key, name, email, ...(organizations[0] === undefined ? {} : { organization: organizations[0] }) })),
    agents: agents.map(({ name, email }) => ({ key: name.toLowerCase(), name, email })),
    services: [
      { key: 'service', login: 'portico', name: 'Portico', email: 'portico@portico.example', group: 'Portal token maker' },
      { key: 'reader', login: 'portico-reader', name: 'Portico reader', email: 'portico-reader@portico.example', group: 'Portal reader' },
    ],
  };
}

/** The dates of a ticket and its messages, as RT keeps them: UTC, whole seconds. */
function datesOf(ticket: SuiteTicket, id: number, messageIds: readonly number[]): string[] {
  const quoted = (iso: string): string => `'${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')}'`;
  const last = ticket.messages.map(({ created }) => created).sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? ticket.created;
  const of = `ObjectType = 'RT::Ticket' AND ObjectId = ${String(id)}`;
  return [
    `UPDATE Tickets SET Created = ${quoted(ticket.created)}, LastUpdated = ${quoted(last)} WHERE id = ${String(id)};`,
    `UPDATE Transactions SET Created = ${quoted(ticket.created)} WHERE ${of};`,
    ...ticket.messages.map(({ created }, index) => `UPDATE Transactions SET Created = ${quoted(created)} WHERE id = ${String(messageIds[index])};`),
  ];
}

function mailOf({ requester, subject }: SuiteTicket, { html = '', files = [] }: SuiteMessage): string {
  const lines = (bytes: Uint8Array): string => (Buffer.from(bytes).toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');
  return [
    `From: ${requester}`, 'To: support@portico.example', `Subject: ${subject}`, 'MIME-Version: 1.0', 'Content-Type: multipart/related; boundary=suite', '',
    '--suite', 'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64', '', lines(Buffer.from(html)),
    ...files.flatMap(({ name, type, content, contentId }) => [
      '--suite', `Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', `Content-Disposition: inline; filename="${name}"`, `Content-ID: <${contentId ?? ''}>`, '', lines(content),
    ]),
    '--suite--', '',
  ].join('\r\n');
}
