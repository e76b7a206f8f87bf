import { PortalError, type PortalSettings, type SettingsProblem, type SettingsVersion } from '../../contract/index.ts';
import { readText, told } from './read-document.ts';
import type { SettingsStore } from './settings-store.ts';

/** What the owner has decided, as it was found. */
export interface Held {
  readonly document: PortalSettings;
  readonly version: SettingsVersion;
  /** Why something newer than this does not hold. */
  readonly problems: readonly SettingsProblem[];
  /** The number of the newest version, whether or not it can be used; 0 where there is none. */
  readonly newest: number;
  /** The text that was looked at last, where it came as text. */
  readonly text?: string | undefined;
}

/** Where the owner's settings are kept. */
export interface SettingsSource {
  readonly kept: 'database' | 'file';
  /**
   * What holds now: the newest state that can be used. @param last What has held until now; undefined at the start. @returns `last` itself where nothing has changed
   * @throws what the database says
   */
  look(last: Held | undefined): Promise<Held>;
}

/** What holds before anything has been saved, and the settings of a file. */
export const UNSAVED: SettingsVersion = { number: 0, saved: null, by: null, comment: '' };

/** @param initial What holds until somebody saves. @param name What the portal is called where a document does not say. */
export function databaseSource(store: SettingsStore, initial: PortalSettings, name: string): SettingsSource {
  return {
    kept: 'database',
    async look(last) {
      const newest = await store.newest();
      if (newest === last?.newest) return last;
      let problems: readonly SettingsProblem[] = [];
      let isClosed = false;
      for (let row = await store.upTo(newest); row !== undefined; row = await store.upTo(row.number - 1)) {
        const { text, ...version } = row;
        const read = readText(text, name);
        if ('document' in read) return { document: isClosed ? { ...read.document, enabled: false } : read.document, version, problems, newest };
        if (row.number === newest) {
          problems = read.problems;
          isClosed = saysClosed(text);
        }
      }
      // The owner has decided something that nobody can read: closed is safer than whatever would hold otherwise.
      return { document: newest === 0 ? initial : { ...initial, enabled: false }, version: UNSAVED, problems, newest };
    },
  };
}

/** @param read The document as text, such as a file's. A state that cannot be used is told and not applied; at the start there is nothing else to go on with. */
export function textSource(read: () => Promise<string>, name: string): SettingsSource {
  const failed = (last: Held | undefined, problems: readonly SettingsProblem[], text?: string): Held => {
    if (last === undefined) throw new PortalError('unavailable', `The settings cannot be used. ${told(problems)}`);
    return { ...last, problems, text };
  };
  return {
    kept: 'file',
    async look(last) {
      let text: string;
      try {
        text = await read();
      } catch (error) {
        return failed(last, [{ path: '', code: 'unreadable', message: `cannot be read: ${(error as Error).message}`, severity: 'unreadable' }]);
      }
      if (text === last?.text) return last;
      const result = readText(text, name);
      return 'document' in result ? { document: result.document, version: UNSAVED, problems: [], newest: 0, text } : failed(last, result.problems, text);
    },
  };
}

/** Whether a document that cannot be used, such as one of a newer Portico, switches the portal off all the same. */
function saysClosed(text: string): boolean {
  try {
    return (JSON.parse(text) as { enabled?: unknown } | null)?.enabled === false;
  } catch {
    return false;
  }
}
