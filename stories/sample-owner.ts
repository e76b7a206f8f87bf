import { memory, memoryAccess, sampleData, type MemoryAccess, type MemoryBackend } from '../src/adapters/memory/index.ts';
import {
  conditionsOf, defaultSettings, mapOperations, PortalError, portalSettings, publicPart, settingsOperations, validated, validatedTable,
  type BackendDescription, type ErrorCode, type PortalSettings, type SettingsClient, type SettingsImplementation, type SettingsOperation, type SettingsProblem, type SettingsState,
  type SettingsVersion,
} from '../src/contract/index.ts';
import { Portal } from '../src/index.ts';
import { policyFrom, withPolicy } from '../src/policy/index.ts';

/** How a story's settings are made. */
export interface SampleOwnerOptions {
  /** What is saved at first, besides the defaults. */
  readonly settings?: Partial<PortalSettings>;
  readonly role?: SettingsState['role'];
  readonly kept?: SettingsState['kept'];
  /** What the ticketing system says of itself, besides what the sample data has. */
  readonly describe?: (description: BackendDescription) => BackendDescription;
  /** Milliseconds that every operation takes. */
  readonly delay?: number;
  /** Nobody is signed in at the start. */
  readonly signedOut?: boolean;
  /** Tells the portal from others in what is kept on the device. */
  readonly key?: string;
}

/** The owner's operations in memory, with what makes them go wrong. */
export interface SampleOwner {
  readonly portal: Portal;
  readonly backend: MemoryBackend;
  readonly access: MemoryAccess;
  /** What operations reject with, or that they never answer; holds from the next call on. */
  readonly faults: Map<SettingsOperation, ErrorCode | 'hang'>;
  /** What was asked, in order. */
  readonly asked: { readonly name: SettingsOperation; readonly input: Record<string, unknown> }[];
  /** The saved versions, the newest first. */
  readonly versions: readonly (SettingsVersion & { readonly document: PortalSettings })[];
  /** Another owner saves. */
  saveElsewhere(change: (settings: PortalSettings) => PortalSettings, comment?: string): void;
}

const OWNER = { email: 'olga@desk.example', name: 'Olga Owner', organizations: [], password: 'portal-demo' };

/** A portal whose owner is signed in, over the sample data, fresh for each story. */
export function sampleOwner(options: SampleOwnerOptions = {}): SampleOwner {
  const { settings = {}, role = 'owner', kept = 'database', describe = (description) => description, delay = 0, signedOut = false, key = 'stories' } = options;
  const data = sampleData();
  const backend = memory({ data: { ...data, customers: [...data.customers, OWNER] }, capabilities: { cc: true, rate: true, followUp: true } });
  const access = memoryAccess({ customers: [...data.customers, OWNER], ...(signedOut ? {} : { signedIn: OWNER.email }) });
  const faults: SampleOwner['faults'] = new Map();
  const asked: SampleOwner['asked'] = [];
  const start = new Date(Date.now() - 3 * 24 * 3_600_000).toISOString();
  const first = { number: 1, saved: start, by: OWNER.email, comment: 'First version', document: { ...defaultSettings(), ...settings } };
  const versions = [first];
  const current = (): typeof first => versions[0] ?? first;
  const description = async (): Promise<BackendDescription> => describe(await backend.describe());
  const add = (document: PortalSettings, by: string, comment: string): void => {
    versions.unshift({ number: current().number + 1, saved: new Date().toISOString(), by, comment, document });
  };
  const state = async (): Promise<SettingsState> => {
    const { document, ...version } = current();
    const offer = await description();
    return { document, version, newest: version.number, role, kept, problems: problemsOf(document, offer), portalURL: 'https://www.example/support', backend: offer };
  };

  const operations: SettingsImplementation<unknown> = {
    getSettings: state,
    checkSettings: async ({ document }) => ({ problems: problemsOf(document, await description()) }),
    async saveSettings({ document, base, comment }) {
      if (base !== current().number) throw new PortalError('conflict', 'Another version has been saved meanwhile.');
      const problems = problemsOf(document, await description());
      if (problems.some(({ severity }) => severity === 'unreadable')) throw new PortalError('invalid-input', 'This document cannot be used.');
      add(portalSettings.parse(document), OWNER.email, comment);
      return state();
    },
    listSettingsVersions: async () => ({ items: versions.map(({ document: _, ...version }) => version), nextCursor: null }),
    async getSettingsVersion({ version }) {
      const found = versions.find(({ number }) => number === version);
      if (found === undefined) throw new PortalError('not-found', 'There is no such version.');
      return found;
    },
    countTickets: ({ filter }) => backend.countTickets(filter, 5),
    findCustomers: async ({ search }) => ({ items: await backend.findCustomers(search) }),
    async previewTickets({ document, customer, operation, input }) {
      const drafted = portalSettings.parse(document);
      const policed = withPolicy(backend, (contact) => policyFrom(drafted, { ...contact, groups: async () => [] }));
      const client = validated(policed({ id: customer, email: customer, name: customer })) as unknown as Record<string, (input: unknown, context: object) => Promise<unknown>>;
      return { output: await client[operation]?.(input, {}) };
    },
  };
  const faulty = mapOperations(settingsOperations, (name) => async (input: Record<string, unknown>, { signal }: { signal?: AbortSignal }) => {
    asked.push({ name, input });
    const fault = faults.get(name);
    if (fault === 'hang') await new Promise((_, reject) => { signal?.addEventListener('abort', () => { reject(signal.reason as Error); }); });
    else if (fault !== undefined) throw new PortalError(fault, 'This fails on purpose.');
    await new Promise((resolve) => { setTimeout(resolve, delay); });
    signal?.throwIfAborted();
    return structuredClone(await (operations[name] as (input: unknown) => Promise<unknown>)(input));
  });
  const owner = validatedTable(settingsOperations, faulty) as unknown as SettingsClient;

  const portal = new Portal({
    key, access, ticketing: backend.adapterFor({ id: 'owner', email: OWNER.email, name: OWNER.name }, { views: ['mine'], filter: null }),
    settings: async () => publicPart(current().document), owner: async () => owner,
  });
  return { portal, backend, access, faults, asked, versions, saveElsewhere: (change, comment = '') => { add(change(current().document), 'otto@desk.example', comment); } };
}

/** As far as stories need it: the form of a document, what it speaks of, and what is missing. The gateway looks closer. */
function problemsOf(document: unknown, { properties, fields, forms }: BackendDescription): SettingsProblem[] {
  const read = portalSettings.safeParse(document);
  if (!read.success) return read.error.issues.map(({ path, message }) => ({ path: path.join('.'), code: 'invalid', message, severity: 'unreadable' }));
  const { name, tickets, form, access } = read.data;
  const broken = (path: string, code: SettingsProblem['code'], subject: string): SettingsProblem => ({ path, code, subject, message: '', severity: 'broken' });
  const required = (path: string, code: SettingsProblem['code']): SettingsProblem => ({ path, code, message: '', severity: 'required' });
  return [
    ...Object.values(name).some((text) => text.trim() !== '') ? [] : [required('name', 'name-missing')],
    ...access.password === false && access.signInMail === null ? [required('access', 'no-way-in')] : [],
    ...access.registration === true && access.consent == null ? [required('access.consent', 'consent-missing')] : [],
    ...(tickets.filter === null ? [] : conditionsOf(tickets.filter)).flatMap(({ property }) =>
      properties.some(({ id }) => id === property) ? [] : [broken(`${placeIn(tickets.filter, property)}.property`, 'unknown-property', property)]),
    ...tickets.fields.flatMap((id, index) => (fields.some((field) => field.id === id) ? [] : [broken(`tickets.fields.${String(index)}`, 'unknown-field', id)])),
    ...(form.forms ?? []).flatMap(({ id }, index) => (forms.some((known) => known.id === id) ? [] : [broken(`form.forms.${String(index)}.id`, 'unknown-form', id)])),
  ];
}

/** Where in a filter a property is spoken of first. */
function placeIn(rule: unknown, property: string, path = 'tickets.filter'): string | undefined {
  if (typeof rule !== 'object' || rule === null) return undefined;
  if ('property' in rule) return rule.property === property ? path : undefined;
  return Object.entries(rule).flatMap(([join, parts]) => (parts as unknown[]).map((part, index) => placeIn(part, property, `${path}.${join}.${String(index)}`))).find((place) => place !== undefined);
}
