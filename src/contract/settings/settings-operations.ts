import * as z from 'zod/mini';
import { filter } from '../filter.ts';
import type { CallerInput, Context, Operation, Output, ParsedInput } from '../operation.ts';
import { timestamp } from '../schemas.ts';
import { page, person, ticketSummary } from '../ticket.ts';
import { backendDescription } from './backend-description.ts';
import { portalSettings } from './portal-settings.ts';
import { settingsProblem } from './problems.ts';

/** A saved state of the settings. */
const versionShape = {
  /** 1, 2, 3 … in the order of saving; 0 is what holds before anything has been saved. */
  number: z.number(),
  saved: z.nullable(timestamp),
  /** The address of who saved it; null for 0, and where it came from a file. */
  by: z.nullable(z.string()),
  /** What the saver says about it. */
  comment: z.string(),
};
export const settingsVersion = z.object(versionShape);
export type SettingsVersion = z.infer<typeof settingsVersion>;

/** A document as somebody is editing it: not checked yet, an object of any shape. */
const draft = z.record(z.string(), z.unknown());

/** The settings as an editor loads them. */
export const settingsState = z.object({
  document: portalSettings,
  version: settingsVersion,
  /** The number of the newest version, also where that one cannot be used and an older one holds: what the next one is made over. */
  newest: z.number(),
  /** `owner` may do everything; `editor` everything but change who edits. */
  role: z.enum(['owner', 'editor']),
  /** Where they are kept. In a file they can be read and tried here, and changed only there. */
  kept: z.enum(['database', 'file']),
  /** What is wrong with them now. */
  problems: z.array(settingsProblem),
  /** Where they are used: the address of the portal's page, for a link; null where it is not known. */
  portalURL: z.nullable(z.string()),
  backend: backendDescription,
});
export type SettingsState = z.infer<typeof settingsState>;

/** What owners, and the editors whom they name, may do. Everybody else is `forbidden`. */
export const settingsOperations = {
  getSettings: {
    method: 'GET', path: '/settings', input: z.object({}), output: settingsState,
    summary: 'The settings that hold, with what the ticketing system offers to choose from.',
  },
  checkSettings: {
    method: 'POST', path: '/settings/check', input: z.object({ document: draft }), output: z.object({ problems: z.array(settingsProblem) }),
    summary: 'What is wrong with a document, and what is missing before the portal can be switched on.',
  },
  saveSettings: {
    method: 'POST', path: '/settings', output: settingsState,
    input: z.object({
      document: draft,
      /** The newest version when the settings were loaded. `conflict` where another one has been saved meanwhile. */
      base: z.int(),
      comment: z._default(z.string().check(z.maxLength(500)), ''),
    }),
    summary: 'Saves a new version. Refuses a document that cannot be used, and one that switches on an incomplete portal.',
  },
  listSettingsVersions: {
    method: 'GET', path: '/settings/versions', input: z.object({ cursor: z.optional(z.string().check(z.maxLength(200))) }), output: page(settingsVersion),
    summary: 'Saved versions, newest first.',
  },
  getSettingsVersion: {
    method: 'GET', path: '/settings/versions/:version', input: z.object({ version: z.int() }), numeric: ['version'],
    output: z.object({ ...versionShape, document: draft }),
    summary: 'A saved version as it was saved, to compare it or to save it again.',
  },
  countTickets: {
    method: 'POST', path: '/settings/count', input: z.object({ filter: z.nullable(filter) }),
    output: z.object({ count: z.number(), sample: z.array(ticketSummary) }),
    summary: 'How many tickets satisfy a filter, and the latest few of them, whoever\'s they are.',
  },
  findCustomers: {
    method: 'GET', path: '/settings/customers', input: z.object({ search: z._default(z.string().check(z.maxLength(200)), '') }),
    output: z.object({ items: z.array(person) }),
    summary: 'Customers as whom the portal can be previewed, at most 20.',
  },
  previewTickets: {
    method: 'POST', path: '/settings/preview',
    input: z.object({
      document: draft,
      /** A customer's address. */
      customer: z.string().check(z.maxLength(320)),
      /** An operation of the ticketing contract that only reads. */
      operation: z.enum(['getProfile', 'listTickets', 'getTicket', 'listMessages', 'listForms', 'getForm']),
      input: z.record(z.string(), z.unknown()),
    }),
    output: z.object({ output: z.unknown() }),
    summary: 'What a customer would be answered under a document that is not saved yet.',
  },
} as const satisfies Record<string, Operation>;

export type SettingsTable = typeof settingsOperations;
export type SettingsOperation = keyof SettingsTable;

/** The owner's operations as callers see them. */
export type SettingsClient = {
  [Name in SettingsOperation]: (input: CallerInput<SettingsTable[Name]>, context: Context<SettingsTable[Name]>) => Promise<Output<SettingsTable[Name]>>;
};

/** The owner's operations as the gateway implements them. */
export type SettingsImplementation<Visitor> = {
  [Name in SettingsOperation]: (input: ParsedInput<SettingsTable[Name]>, visitor: Visitor) => Promise<Output<SettingsTable[Name]>>;
};
