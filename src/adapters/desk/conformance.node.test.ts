import { after, before, describe, it } from 'node:test';
import type { AgentMessage, DeskAgent, DeskField, DeskStage } from './index.ts';
import { desk } from './index.ts';
import { ticketingSuite, type Harness, type SuiteData, type SuiteMessage } from '../../testing/index.ts';
import { allDatabases, failing, type Databases } from './databases.node.test.ts';

for (const databases of await allDatabases()) {
  if (databases.missing !== undefined) {
    describe.skip(`the desk on ${databases.name} (${databases.missing})`, () => undefined);
    continue;
  }
  ticketingSuite({
    describe, it, before, after, name: `the desk on ${databases.name}`, makeBackend: (data) => makeBackend(databases, data),
    limits: { 'unknown-stage': 'The desk\'s own table of stages is its configuration, and the database keeps tickets from being in another.' },
  });
}

/** A desk with the suite's data, put in from the agent's side. */
async function makeBackend(databases: Databases, data: SuiteData): Promise<Harness> {
  const database = failing((await databases.create())());
  const backend = await desk({ dialect: database.dialect });
  const { agent } = backend;
  const tickets = await fill(agent, data);
  const [agnes] = data.agents;
  return {
    adapterFor: (customer, scope) => backend.adapterFor(customer, scope), backend,
    idOf: (kind, key) => (kind === 'ticket' ? tickets.get(key) ?? '' : key),
    async agentReply(ticketId, text) {
      await agent.publicReply({ ticketId, text, agent: agnes?.email ?? '' });
    },
    async agentNote(ticketId, text, { name, content }) {
      await agent.internalNote({ ticketId, text, agent: agnes?.email ?? '', files: [new File([content], name, { type: 'text/plain' })] });
    },
    async outage(during) {
      database.down = true;
      await during().finally(() => { database.down = false; });
    },
    async close() {
      await backend.close();
      await databases.remove();
    },
  };
}

async function fill(agent: DeskAgent, data: SuiteData): Promise<ReadonlyMap<string, string>> {
  await agent.saveStages(data.stages.map((stage): DeskStage => ({ ...stage, ...(stage.category === 'open' ? { onClose: 'solved' } : { onReply: 'new', onReopen: 'new' }) })));
  for (const queue of data.queues) await agent.saveQueue(queue);
  for (const organization of data.organizations) await agent.saveOrganization(organization);
  for (const person of data.agents) await agent.saveAgent(person);
  for (const customer of data.customers) await agent.savePerson(customer);
  for (const field of data.fields) {
    const { required: _, ...asked } = data.forms.flatMap(({ fields }) => fields).find(({ id }) => id === field.id) ?? { required: false };
    await agent.saveField({ ...asked, ...field } as DeskField);
  }
  await agent.deleteForm('contact-support');
  for (const form of data.forms) await agent.saveForm({ id: form.id, name: form.name, queue: 'support', fields: [...form.fields.map(({ id, required }) => ({ id, required })), { id: 'root-cause' }] });
  const ids = new Map<string, string>();
  for (const { key, requester, cc, created, messages, stage, ...ticket } of data.tickets) {
    if (!data.stages.some(({ id }) => id === stage)) continue;
    const ticketId = await agent.createTicket({ ...ticket, requester: { email: requester }, cc: cc.map((email) => ({ email })), stage, created: new Date(created) });
    ids.set(key, ticketId);
    const threads = new Map<string, number>();
    for (const message of messages) {
      const { thread } = await add(agent, ticketId, data, message, message.thread === undefined ? 1 : threads.get(message.thread) ?? 'new');
      if (message.thread !== undefined && thread !== null) threads.set(message.thread, thread);
    }
    await agent.setStatus(ticketId, stage);
  }
  return ids;
}

async function add(agent: DeskAgent, ticketId: string, data: SuiteData, { visibility, author, created, text, html, files = [], channel }: SuiteMessage, thread: number | 'new'): Promise<AgentMessage> {
  const content = {
    ticketId, created: new Date(created), ...(text === undefined ? {} : { text }), ...(html === undefined ? {} : { html }), ...(channel === undefined ? {} : { channel }),
    files: files.map(({ name, type, content: bytes, contentId }) => Object.assign(new File([bytes], name, { type }), { contentId })),
  };
  if (!data.agents.some(({ email }) => email === author)) return agent.customerMessage({ ...content, thread, customer: { email: author } });
  return visibility === 'public' ? agent.publicReply({ ...content, thread, agent: author }) : agent.internalNote({ ...content, agent: author });
}
