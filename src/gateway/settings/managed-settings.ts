import type { PortalSettings, PortalSettingsInput, SettingsProblem, SettingsVersion } from '../../contract/index.ts';
import { askBackend, checkDocument } from './check-settings.ts';
import { save } from './saving.ts';
import { versionOf } from './settings-operations.ts';
import type { SettingsServices } from './settings-services.ts';

/** A saved version with its document as it was saved. */
export interface SavedSettings extends SettingsVersion { readonly document: Readonly<Record<string, unknown>> }

/** The owner's settings, on the server only; whoever can call it may do everything. */
export interface ManagedSettings {
  /** What holds, with all that is wrong with it. */
  get(): Promise<{ readonly document: PortalSettings; readonly version: SettingsVersion; readonly problems: readonly SettingsProblem[] }>;
  /** What is wrong with a document. */
  check(document: unknown): Promise<readonly SettingsProblem[]>;
  /**
   * Saves a document as the next version; it holds on all instances from the next request on.
   * @param about `base`: the number of the version that it was made of, so that nothing which somebody else has saved meanwhile is replaced.
   * @throws PortalError `invalid-input` with an issue for each thing that is wrong, `conflict`, `unsupported` for settings in a file
   */
  save(document: PortalSettingsInput, about?: { readonly comment?: string | undefined; readonly by?: string | undefined; readonly base?: number | undefined }): Promise<SettingsVersion>;
  /** Saved versions, newest first. */
  versions(): Promise<readonly SettingsVersion[]>;
  /** @throws PortalError `not-found` */
  version(number: number): Promise<SavedSettings>;
}

/** @param open Resolves when the database is ready. */
export function createManagedSettings(open: () => Promise<SettingsServices>): ManagedSettings {
  return {
    async get() {
      const services = await open();
      const { document, version, problems } = services.current.now;
      const checked = await checkDocument(services, document, await askBackend(services));
      return { document, version, problems: [...problems, ...checked.problems] };
    },
    async check(document) {
      const services = await open();
      return (await checkDocument(services, document, await askBackend(services))).problems;
    },
    async save(document, { comment = '', by, base } = {}) {
      return (await save(await open(), { document, base, comment, by: by ?? null, mayAppoint: true })).version;
    },
    versions: async () => (await open()).store.list(undefined),
    version: async (number) => versionOf(await open(), number),
  };
}
