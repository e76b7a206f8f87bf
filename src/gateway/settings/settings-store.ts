import type { SettingsVersion } from '../../contract/index.ts';
import type { Database } from '../database.ts';

/** A version as it was saved. */
export interface StoredVersion extends SettingsVersion {
  /** The document as JSON. */
  readonly text: string;
}

/** Saved versions of the owner's settings. They are only ever added. */
export interface SettingsStore {
  /** The number of the newest version; 0 where there is none. Asked for every request. */
  newest(): Promise<number>;
  /** The newest version whose number is not above one. */
  upTo(number: number): Promise<StoredVersion | undefined>;
  /** Versions below a number (or all), newest first. */
  list(below: number | undefined, limit?: number): Promise<SettingsVersion[]>;
  /** Adds a version. @returns false where another one with this number is there already: of two that are saved at once, one is. */
  add(version: { readonly number: number; readonly text: string; readonly saved: number; readonly by: string | null; readonly comment: string }): Promise<boolean>;
}

/** The largest number that the column holds. */
const LARGEST = 2 ** 31 - 1;

export function createSettingsStore(db: Database): SettingsStore {
  const newestFirst = db.selectFrom('portico_settings_version').orderBy('number', 'desc');
  return {
    newest: async () => (await newestFirst.select('number').limit(1).executeTakeFirst())?.number ?? 0,
    async upTo(number) {
      if (number > LARGEST) return undefined;
      const row = await newestFirst.selectAll().where('number', '<=', number).limit(1).executeTakeFirst();
      return row === undefined ? undefined : { ...versionOf(row), text: row.document };
    },
    async list(below, limit = LARGEST) {
      const rows = newestFirst.select(['number', 'saved', 'by', 'comment']).limit(limit);
      return (await (below === undefined ? rows : rows.where('number', '<', below)).execute()).map(versionOf);
    },
    async add({ text: document, ...version }) {
      const inserted = await db.insertInto('portico_settings_version').values({ document, ...version }).onConflict((conflict) => conflict.column('number').doNothing()).executeTakeFirst();
      return inserted.numInsertedOrUpdatedRows === 1n;
    },
  };
}

const versionOf = ({ number, saved, by, comment }: { number: number; saved: number | string; by: string | null; comment: string }): SettingsVersion =>
  ({ number, saved: new Date(Number(saved)).toISOString(), by, comment });
