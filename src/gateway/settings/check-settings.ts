import {
  defaultSettings, isAbort, isPortalError, PortalError,
  type BackendDescription, type Customer, type PortalSettings, type SettingsProblem, type TicketingBackend,
} from '../../contract/index.ts';
import { withDeadline } from '../deadline.ts';
import type { GatewayOptions, Settings } from '../options.ts';
import { effectiveAccess, type AccessCircumstances } from './effective-access.ts';
import { keepsFilter } from './kept-rules.ts';
import { meaningProblems, permissionProblems } from './meaning.ts';
import { readDocument, told } from './read-document.ts';

/** What a document that can be used is checked against. */
export interface CheckServices {
  /** As configured, without what the owner's settings say. */
  readonly settings: Settings;
  readonly circumstances: AccessCircumstances;
  readonly scopeOf: GatewayOptions['scopeOf'];
}

/** What the ticketing system offers; null where it does not tell just now. */
export type Offer = BackendDescription | null;

/** @param signal Aborted when nobody wants to know any more. */
export async function askBackend({ settings: { backend, limits } }: CheckServices, signal?: AbortSignal): Promise<Offer> {
  if (backend.describe === undefined) return { ...NOTHING, name: backend.name };
  try {
    // Half of the time that an answer has: settings can be opened, and a portal be switched off, while the system is down.
    return await withDeadline(limits.readTimeout / 2, signal, (cut) => backend.describe?.(cut) ?? Promise.resolve(NOTHING));
  } catch (error) {
    if (isAbort(error) || !isPortalError(error)) throw error;
    return null;
  }
}

/** Of a backend that does not describe itself. What it can do for a ticket, the ticket says. */
export const NOTHING: BackendDescription = {
  name: '', properties: [], queues: [], stages: [], fields: [], forms: [],
  can: { threads: false, inbox: false, cc: true, rate: true, followUp: true, close: true, reopen: true },
};

/** A document, if it can be used, and all that is wrong with it. */
export interface Checked {
  readonly document: PortalSettings | undefined;
  readonly problems: readonly SettingsProblem[];
}

/** Says what is wrong with a document: its shape, what it speaks of, what is missing before it can be switched on. */
export async function checkDocument(services: CheckServices, written: unknown, offer: Offer, signal?: AbortSignal): Promise<Checked> {
  const read = readDocument(written, services.settings.name);
  if ('problems' in read) return { document: undefined, problems: read.problems };
  const { document } = read;
  const { settings, circumstances, scopeOf } = services;
  const named = Object.values(document.name).some((name) => name.trim() !== '');
  return {
    document,
    problems: [
      ...named ? [] : [{ path: 'name', code: 'name-missing', severity: 'required', message: 'is missing: it is the title of the portal\'s pages.' } as const],
      ...effectiveAccess(settings.access, document, circumstances).problems,
      ...scopeOf === undefined ? await ticketProblems(settings.backend, document, offer, signal) : decidedElsewhere(document),
    ],
  };
}

async function ticketProblems(backend: TicketingBackend, document: PortalSettings, offer: Offer, signal: AbortSignal | undefined): Promise<SettingsProblem[]> {
  const always = permissionProblems(document.tickets);
  if (offer === null) return [...always, { path: '', code: 'no-answer', subject: backend.name, severity: 'broken', message: 'cannot be checked: the ticketing system does not answer just now.' }];
  const found = [...always, ...backend.describe === undefined ? withoutNames(document, offer) : meaningProblems(document, offer)];
  const { filter } = document.tickets;
  if (filter === null || found.some(({ path }) => path.startsWith('tickets.filter'))) return found;
  const scope = { views: ['mine'], filter } as const;
  // The last word is the backend's own.
  if (await keepsFilter(backend.adapterFor(NOBODY, scope), scope, { signal })) return found;
  return [...found, { path: 'tickets.filter', code: 'unknown-property', subject: backend.name, severity: 'broken', message: 'is a rule that the ticketing system cannot keep (any more).' }];
}

const NOBODY: Customer = { id: 'nobody', email: 'nobody@portal.invalid', name: 'Nobody' };

/** Where the names of things are not known, what can be done is. */
const withoutNames = (document: PortalSettings, offer: BackendDescription): SettingsProblem[] => meaningProblems(document, offer).filter(({ code }) => code === 'not-supported');

/** What the gateway's configuration decides by `scopeOf`; how things are labelled, and what a list's columns are, stays the owner's. */
const DECIDED = {
  tickets: ['filter', 'permission', 'organizations', 'cc', 'threads', 'inbox', 'status', 'fields'], form: ['enabled', 'forms'], actions: ['reply', 'close', 'reopen', 'cc', 'rate'],
} as const;

function decidedElsewhere(document: PortalSettings): SettingsProblem[] {
  const untouched = defaultSettings();
  const differs = (section: keyof typeof DECIDED, key: string): boolean => {
    const of = (settings: PortalSettings): string => JSON.stringify((settings[section] as Readonly<Record<string, unknown>>)[key]);
    return of(document) !== of(untouched);
  };
  return (Object.keys(DECIDED) as (keyof typeof DECIDED)[]).flatMap((section) => DECIDED[section].filter((key) => differs(section, key)).map((key): SettingsProblem =>
    ({ path: `${section}.${key}`, code: 'not-supported', severity: 'broken', message: 'means nothing: the gateway\'s configuration decides who reaches what (`scopeOf`).' })));
}

/** An error for a document that cannot be saved or tried, with what is wrong and where. */
export const refused = (problems: readonly SettingsProblem[]): PortalError => new PortalError('invalid-input', told(problems), {
  issues: problems.map(({ path, severity }) => ({ path, code: severity === 'required' ? 'required' : 'invalid' })),
});
