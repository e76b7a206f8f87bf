import type { FieldValue, FileSource, Organization, Page } from '../../contract/index.ts';
import { noteActivity } from './activity.ts';
import {
  addContent, createTicket, download, getTicket, knownStage, listTickets, setCc, setFields, ticketNumber, type Content, type MakeMessage,
} from './agent-tickets.ts';
import type {
  AgentMessage, AgentReply, AgentTicket, AgentTicketPage, AgentTicketQuery, CustomerMessage, DeskAgentPerson, DeskPerson, InternalNote, NewTicket,
} from './agent-types.ts';
import { lockTicket, meet, moveTo, stageOf, transact, type Write } from './conversation.ts';
import { agentDirectory, agentId } from './directory.ts';
import { guarded } from './errors.ts';
import type { Store } from './schema.ts';
import { indexAgain } from './search.ts';
import {
  deleteForm, fieldsOf, formsOf, organizationsOf, queuesOf, saveField, saveForm, saveOrganization, saveQueue,
  type DeskField, type DeskForm, type Queue,
} from './settings.ts';
import { saveStages, stagesOf, type DeskStage } from './stages.ts';

/**
 * The support team's side of the desk. Everything rejects with a PortalError: `not-found` for a ticket, an agent, a stage that is
 * not there, `invalid-input` for what is not well-formed.
 */
export interface DeskAgent {
  /** A page of the desk's tickets, for the team's list. */
  listTickets(query?: AgentTicketQuery): Promise<Page<AgentTicket>>;
  /** A ticket with its whole conversation, internal notes included. */
  getTicket(ticketId: string): Promise<AgentTicketPage>;
  /** A file of a message or a note of this ticket. */
  downloadAttachment(ticketId: string, attachmentId: string): Promise<FileSource>;
  /** Makes a ticket for a customer, who becomes known if need be; answers its id. */
  createTicket(ticket: NewTicket): Promise<string>;
  /** Answers the customer. */
  publicReply(reply: AgentReply): Promise<AgentMessage>;
  /** Tells the team something. */
  internalNote(note: InternalNote): Promise<AgentMessage>;
  /** Adds what a customer wrote elsewhere. */
  customerMessage(message: CustomerMessage): Promise<AgentMessage>;
  /** Adds what the system says by itself, publicly: "Your ticket was merged into …". */
  systemMessage(message: { readonly ticketId: string; readonly text: string; readonly created?: Date }): Promise<AgentMessage>;
  /** Moves a ticket to another stage. @param at When, for imports; default now. */
  setStatus(ticketId: string, stage: string, at?: Date): Promise<void>;
  /** Gives a ticket to an agent, or to nobody. */
  assign(ticketId: string, agent: string | null): Promise<void>;
  /** Puts customers in copy, instead of those who were. */
  setCc(ticketId: string, people: readonly { readonly email: string; readonly name?: string }[]): Promise<void>;
  setOrganization(ticketId: string, organization: string | null): Promise<void>;
  setFields(ticketId: string, values: Readonly<Record<string, FieldValue>>): Promise<void>;
  /** Customers can only read a locked ticket. */
  setLocked(ticketId: string, locked: boolean): Promise<void>;

  listOrganizations(): Promise<Organization[]>;
  saveOrganization(organization: Organization): Promise<void>;
  /** People whose name or address contains the text, by address; at most 100. */
  listPeople(search?: string): Promise<DeskPerson[]>;
  /** Adds a person, or changes the name and the organizations of the one with this address. */
  savePerson(person: DeskPerson): Promise<void>;
  listAgents(): Promise<DeskAgentPerson[]>;
  saveAgent(agent: DeskAgentPerson): Promise<void>;
  listQueues(): Promise<Queue[]>;
  saveQueue(queue: Queue): Promise<void>;
  listStages(): Promise<DeskStage[]>;
  /** Replaces all stages by these, in this order. `conflict` when tickets are in one that would go. */
  saveStages(stages: readonly DeskStage[]): Promise<void>;
  listFields(): Promise<DeskField[]>;
  saveField(field: DeskField): Promise<void>;
  listForms(): Promise<DeskForm[]>;
  saveForm(form: DeskForm): Promise<void>;
  deleteForm(formId: string): Promise<void>;
}

/** The agent's side of a desk. */
export function deskAgent(store: Store): DeskAgent {
  const { db } = store;
  const read = <Answer>(run: () => Promise<Answer>): Promise<Answer> => guarded(undefined, run);
  const write = <Answer>(run: (write: Write) => Promise<Answer>): Promise<Answer> => guarded(undefined, () => transact(store, run));
  const change = (ticketId: string, run: (write: Write, id: number) => Promise<unknown>): Promise<void> => write(async (transaction) => {
    const { id } = await lockTicket(transaction, ticketNumber(ticketId));
    await run(transaction, id);
  });
  const message = (input: Content, author: string, make: MakeMessage): Promise<AgentMessage> => guarded(undefined, () => addContent(store, input, author, make));
  return {
    listTickets: (query = {}) => read(() => listTickets(store, query)),
    getTicket: (ticketId) => read(() => getTicket(db, ticketId)),
    downloadAttachment: (ticketId, attachmentId) => read(() => download(db, ticketId, attachmentId)),
    createTicket: (ticket) => guarded(undefined, () => createTicket(store, ticket)),

    publicReply: ({ agent, stage, channel, thread, ...input }) => message(input, agent, async (transaction) => ({
      isPublic: true, author: { agentId: await agentId(transaction.db, agent) }, channel: channel ?? 'email', thread, moveTo: stage ?? null,
    })),
    internalNote: ({ agent, ...input }) => message(input, agent, async (transaction) => ({
      isPublic: false, author: { agentId: await agentId(transaction.db, agent) }, channel: 'other', moveTo: null,
    })),
    customerMessage: ({ customer, channel, thread, ...input }) => message(input, customer.email.toLowerCase(), async (transaction, { stage_id }) => ({
      isPublic: true, author: { personId: await meet(transaction, customer) }, channel: channel ?? 'email', thread, moveTo: (await stageOf(transaction.db, stage_id)).on_reply,
    })),
    systemMessage: (input) => message(input, 'system', async () => ({ isPublic: true, author: { system: true }, channel: 'other', moveTo: null })),

    setStatus: (ticketId, stage, at) => change(ticketId, async (transaction, id) => moveTo(transaction, id, await knownStage(transaction.db, stage), at?.getTime())),
    assign: (ticketId, agent) => change(ticketId, async (transaction, id) => transaction.db.updateTable('desk_ticket')
      .set({ assignee_id: agent === null ? null : await agentId(transaction.db, agent) }).where('id', '=', id).execute()),
    setCc: (ticketId, people) => change(ticketId, (transaction, id) => setCc(transaction, id, people)),
    setOrganization: (ticketId, organization) => change(ticketId, async (transaction, id) => {
      await transaction.db.updateTable('desk_ticket').set({ organization_id: organization }).where('id', '=', id).execute();
      await indexAgain(transaction.db, transaction.kind, id);
      await noteActivity(transaction, id);
    }),
    setFields: (ticketId, values) => change(ticketId, (transaction, id) => setFields(transaction, id, values)),
    setLocked: (ticketId, locked) => change(ticketId, async (transaction, id) => {
      await transaction.db.updateTable('desk_ticket').set({ locked: Number(locked) }).where('id', '=', id).execute();
      await noteActivity(transaction, id);
    }),

    listOrganizations: () => read(() => organizationsOf(db)),
    saveOrganization: (organization) => write((transaction) => saveOrganization(transaction.db, organization)),
    ...agentDirectory(store),
    listQueues: () => read(() => queuesOf(db)),
    saveQueue: (queue) => write((transaction) => saveQueue(transaction.db, queue)),
    listStages: () => read(async () => (await stagesOf(db)).map((stage) => ({
      id: stage.id, label: stage.label, category: stage.category, waitingOn: stage.waiting_on, acceptsReply: stage.accepts_reply === 1,
      onReply: stage.on_reply, onClose: stage.on_close, onReopen: stage.on_reopen,
    }))),
    saveStages: (stages) => write((transaction) => saveStages(transaction.db, stages)),
    listFields: () => read(() => fieldsOf(db)),
    saveField: (field) => write((transaction) => saveField(transaction.db, field)),
    listForms: () => read(() => formsOf(db)),
    saveForm: (form) => write((transaction) => saveForm(transaction.db, form)),
    deleteForm: (formId) => write((transaction) => deleteForm(transaction.db, formId)),
  };
}
