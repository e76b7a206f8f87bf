import { newKey } from '../new-key.ts';
import { answerOf, Database, type Stores } from './database.ts';
import { filesApart, withFiles } from './files-apart.ts';

/** Where a value is kept: on this device; there, but for its files; or only as long as this page. */
export type Kept = 'device' | 'text' | 'page';

/** A value after a change, and where it is kept. */
export interface Changed<Value> { readonly value: Value | undefined; readonly kept: Kept }

/** A value as the database has it: its files stand apart. */
interface Envelope {
  readonly value: unknown;
  readonly files: readonly string[];
  /** Another with every change. */
  readonly stamp: string;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

/** A value that this device has not, or not as a whole; it holds as long as the device has what it had then. */
interface Overlay { readonly value: unknown; readonly over: string | undefined }

/** A character that no key holds. */
const END = '\uffff';

/**
 * Values by key, kept on this device with the files that they hold, shared by all tabs of the site. Where storage is blocked they are kept as long as the page;
 * where it is full, the device keeps them without their files if that fits.
 */
export class DeviceStore {
  readonly #database: Database;
  readonly #overlays = new Map<string, Overlay>();
  /** What files are known by here, so that a file stays the same object. */
  readonly #ids = new WeakMap<Blob, string>();
  readonly #files = new Map<string, Blob>();
  /** Files that the device had no room for. */
  readonly #tooMuch = new WeakSet<Blob>();

  /** @param factory Where databases come from. */
  constructor(factory: () => IDBFactory | undefined = () => (globalThis as { indexedDB?: IDBFactory }).indexedDB) {
    this.#database = new Database(factory);
  }

  /** A value; undefined where there is none. */
  async read(key: string): Promise<unknown> {
    try {
      return await this.#database.transact('readonly', async (stores) => this.#valueOf(key, await envelopeAt(stores, key), stores));
    } catch {
      return this.#overlays.get(key)?.value;
    }
  }

  /**
   * Changes a value, with no other change between, of other tabs either.
   * @param change Gets what is kept and answers what is to be; undefined removes it, the same object leaves it. May be called more than once.
   */
  async change<Value>(key: string, change: (kept: Value | undefined) => Value | undefined): Promise<Changed<Value>> {
    // Once more, because the database may have been deleted meanwhile; then without files, which may be too much.
    for (const whole of [true, true, false]) {
      try {
        return await this.#changeOnDevice(key, change, whole);
      } catch {
        // See the next try.
      }
    }
    return this.#changeInPage(key, change);
  }

  /** Begins to write a value at once, whatever is there by now: for a page that is being left. */
  hurry(key: string, value: object): void {
    const { value: parted, files } = filesApart(value, (file) => (this.#tooMuch.has(file) ? undefined : this.#ids.get(file)));
    this.#database.hurry(({ records }) => { records.put({ value: parted, files: [...files.keys()], stamp: newKey(), changed: Date.now() } satisfies Envelope, key); });
  }

  /** The keys that begin like this. */
  async keys(prefix: string): Promise<string[]> {
    const range = rangeOf(prefix);
    const onDevice = await this.#database.transact('readonly', ({ records }) => answerOf(records.getAllKeys(range))).catch(() => []);
    return [...new Set([...onDevice as string[], ...[...this.#overlays.keys()].filter((key) => key.startsWith(prefix))])];
  }

  /** Removes everything whose key begins like this, but for what `keep` says stays; whoever reads from now on finds nothing of it. */
  async wipe(prefix: string, keep: (key: string) => boolean = () => false): Promise<void> {
    const goes = (key: string): boolean => key.startsWith(prefix) && !keep(key);
    for (const key of this.#overlays.keys()) if (goes(key)) this.#overlays.delete(key);
    await this.#database.transact('readwrite', async ({ records, files }) => {
      for (const key of await answerOf(records.getAllKeys(rangeOf(prefix))) as string[]) {
        if (!goes(key)) continue;
        records.delete(key);
        files.delete(rangeOf(fileKey(key, '')));
      }
    }).catch(() => undefined);
  }

  /** Removes what has not been changed since a moment, in milliseconds since 1970. */
  async sweep(moment: number): Promise<void> {
    const old = await this.#database.transact('readonly', async ({ records }) => {
      const [keys, envelopes] = await Promise.all([answerOf(records.getAllKeys()), answerOf(records.getAll())]);
      return keys.filter((_, index) => !(Number((envelopes[index] as Partial<Envelope> | undefined)?.changed) >= moment));
    }).catch(() => []);
    for (const key of old) await this.change(key as string, () => undefined);
  }

  async #changeOnDevice<Value>(key: string, change: (kept: Value | undefined) => Value | undefined, whole: boolean): Promise<Changed<Value>> {
    let left: Blob[] = [];
    const stamp = newKey();
    const answer = await this.#database.transact('readwrite', async (stores): Promise<Changed<Value> & { readonly isSame?: boolean }> => {
      const envelope = await envelopeAt(stores, key);
      const kept = await this.#valueOf(key, envelope, stores) as Value | undefined;
      const value = change(kept);
      if (value === kept) return { value, kept: this.#keptOf(key, envelope), isSame: true };
      if (value === undefined) {
        stores.records.delete(key);
        stores.files.delete(rangeOf(fileKey(key, '')));
        for (const id of envelope?.files ?? []) this.#files.delete(id);
        return { value, kept: 'device' };
      }
      left = [];
      const known = new Set(envelope?.files);
      const { value: parted, files } = filesApart(value, (file) => {
        const id = this.#idOf(file);
        if (!this.#tooMuch.has(file) && (whole || known.has(id))) return id;
        left.push(file);
        return undefined;
      });
      for (const [id, file] of files) if (!known.has(id)) stores.files.put(file, fileKey(key, id));
      for (const id of known) {
        if (files.has(id)) continue;
        stores.files.delete(fileKey(key, id));
        this.#files.delete(id);
      }
      stores.records.put({ value: parted, files: [...files.keys()], stamp, changed: Date.now() } satisfies Envelope, key);
      return { value, kept: left.length > 0 ? 'text' : 'device' };
    });
    if (answer.isSame === true) return answer;
    for (const file of left) this.#tooMuch.add(file);
    if (left.length > 0) this.#overlays.set(key, { value: answer.value, over: stamp });
    else this.#overlays.delete(key);
    return answer;
  }

  async #changeInPage<Value>(key: string, change: (kept: Value | undefined) => Value | undefined): Promise<Changed<Value>> {
    const envelope = await this.#database.transact('readonly', (stores) => envelopeAt(stores, key)).catch(() => undefined);
    const value = change(await this.read(key) as Value | undefined);
    // It hides what the device still has, also where that was to be removed.
    if (value === undefined && envelope === undefined) this.#overlays.delete(key);
    else this.#overlays.set(key, { value, over: envelope?.stamp });
    return { value, kept: 'page' };
  }

  #keptOf(key: string, envelope: Envelope | undefined): Kept {
    const overlay = this.#overlays.get(key);
    if (overlay === undefined || overlay.over !== envelope?.stamp) return 'device';
    return envelope === undefined ? 'page' : 'text';
  }

  async #valueOf(key: string, envelope: Envelope | undefined, { files }: Stores): Promise<unknown> {
    const overlay = this.#overlays.get(key);
    if (overlay !== undefined && overlay.over === envelope?.stamp) return overlay.value;
    if (envelope === undefined) return undefined;
    for (const id of envelope.files) {
      if (this.#files.has(id)) continue;
      const file: unknown = await answerOf(files.get(fileKey(key, id)));
      if (!(file instanceof Blob)) continue;
      this.#files.set(id, file);
      this.#ids.set(file, id);
    }
    return withFiles(envelope.value, (id) => this.#files.get(id));
  }

  #idOf(file: Blob): string {
    let id = this.#ids.get(file);
    if (id === undefined) {
      id = newKey();
      this.#ids.set(file, id);
      this.#files.set(id, file);
    }
    return id;
  }
}

/** The store of this page. */
export const device = new DeviceStore();

const fileKey = (key: string, id: string): string => `${key}\n${id}`;
const rangeOf = (prefix: string): IDBKeyRange => IDBKeyRange.bound(prefix, prefix + END);

async function envelopeAt({ records }: Stores, key: string): Promise<Envelope | undefined> {
  const envelope: unknown = await answerOf(records.get(key));
  const { stamp, files } = (envelope ?? {}) as Partial<Envelope>;
  return typeof stamp === 'string' && Array.isArray(files) ? envelope as Envelope : undefined;
}
