import { PortalError, type SettingsImplementation, type SettingsState } from '../../contract/index.ts';
import { askBackend, checkDocument, NOTHING, refused } from './check-settings.ts';
import type { Editor } from './editors.ts';
import { readDocument } from './read-document.ts';
import { save } from './saving.ts';
import type { SettingsServices } from './settings-services.ts';

/** Somebody who works on the settings, as long as they wait for the answer. */
export interface Working extends Editor {
  readonly signal: AbortSignal;
}

/** Versions of a page. */
const PAGE = 25;
/** Tickets that show what a filter finds. */
const SAMPLE = 5;

/** The owner's operations. Who asks has been looked at before. */
export function settingsPart(services: SettingsServices): SettingsImplementation<Working> {
  const { current, store, customers, tryOut, settings: { backend, name, access } } = services;

  async function stateFor({ role, signal }: Working): Promise<SettingsState> {
    const { document, version, newest, problems } = current.now;
    const offer = await askBackend(services, signal);
    const checked = await checkDocument(services, document, offer, signal);
    return {
      document, version, newest, role, kept: current.kept, problems: [...problems, ...checked.problems], portalURL: access.portalURL ?? null,
      backend: offer ?? { ...NOTHING, name: backend.name },
    };
  }

  return {
    getSettings: (_input, working) => stateFor(working),
    async checkSettings({ document }, { signal }) {
      const { problems } = await checkDocument(services, document, await askBackend(services, signal), signal);
      return { problems: [...problems] };
    },
    async saveSettings(input, working) {
      await save(services, { ...input, by: working.email, mayAppoint: working.role === 'owner' }, working.signal);
      return stateFor(working);
    },
    async listSettingsVersions({ cursor }) {
      if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw new PortalError('invalid-input', 'This is no cursor of ours.', { issues: [{ path: 'cursor', code: 'invalid' }] });
      const items = await store.list(cursor === undefined ? undefined : Number(cursor), PAGE + 1);
      return { items: items.slice(0, PAGE), nextCursor: items.length > PAGE ? String(items[PAGE - 1]?.number) : null };
    },
    getSettingsVersion: ({ version }) => versionOf(services, version),
    async countTickets({ filter }, { signal }) {
      if (backend.countTickets === undefined) throw new PortalError('unsupported', 'This ticketing system does not count tickets.');
      return backend.countTickets(filter, SAMPLE, signal);
    },
    findCustomers: async ({ search }, { signal }) => ({ items: await customers.find(search, signal) }),
    async previewTickets({ document, ...question }, { email, signal }) {
      const read = readDocument(document, name);
      if ('problems' in read) throw refused(read.problems);
      return { output: await tryOut(read.document, question, email, signal) };
    },
  };
}

/** A version as it was saved. @throws PortalError `not-found` */
export async function versionOf({ store }: Pick<SettingsServices, 'store'>, number: number) {
  const found = await store.upTo(number);
  if (found?.number !== number) throw new PortalError('not-found', 'There is no such version.');
  const { text, ...version } = found;
  return { ...version, document: objectIn(text) };
}

/** What cannot be read is shown as far as it can be. */
function objectIn(text: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(text);
    JSON.stringify(found); // throws for what is nested so deeply that it could not be answered
    return typeof found === 'object' && found !== null && !Array.isArray(found) ? found as Record<string, unknown> : { unreadable: text };
  } catch {
    return { unreadable: text };
  }
}
