/** The embedded ticketing system: SQL on SQLite or PostgreSQL, for customers and for the support team. */
export { DEFAULT_FORM, type DeskField, type DeskForm, type DeskFormField, type Queue } from './settings.ts';
export { DEFAULT_STAGES, type DeskStage } from './stages.ts';
export { desk, type Desk, type DeskOptions } from './desk.ts';
export type { DeskAgent } from './agent.ts';
export type {
  AgentMessage, AgentReply, AgentTicket, AgentTicketPage, AgentTicketQuery, CustomerMessage, DeskAgentPerson, DeskPerson, InternalNote, NewTicket,
} from './agent-types.ts';
export type { DeskDatabase } from './connect.ts';
export type { DeskFile } from './files.ts';
