/** The database of this device. */
const NAME = 'portico';
/** Milliseconds until a browser that does not open the database is done without. */
const PATIENCE = 2000;

/** What a transaction works on: records and files, each by a key. */
export interface Stores { readonly records: IDBObjectStore; readonly files: IDBObjectStore }

/** The browser's database of this device, opened when it is first needed, and again when it was closed or deleted meanwhile. */
export class Database {
  readonly #factory: () => IDBFactory | undefined;
  #opening: Promise<IDBDatabase> | undefined;
  #open: IDBDatabase | undefined;

  /** @param factory Where databases come from; may throw, as browsers do where storage is blocked. */
  constructor(factory: () => IDBFactory | undefined) {
    this.#factory = factory;
  }

  /**
   * Does something in one transaction: all of it happens, or nothing.
   * @param act Awaits nothing but requests of this transaction.
   * @throws the browser's error: storage is blocked, full (`QuotaExceededError`) …
   */
  async transact<Answer>(mode: IDBTransactionMode, act: (stores: Stores) => Promise<Answer>): Promise<Answer> {
    const transaction = await this.#begin(mode);
    const done = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => { resolve(); };
      transaction.onabort = () => { reject(transaction.error ?? new DOMException('The transaction was aborted.', 'AbortError')); };
    });
    done.catch(() => undefined);
    let answer: Answer;
    try {
      answer = await act(storesOf(transaction));
    } catch (error) {
      try {
        transaction.abort();
      } catch {
        // It has ended already.
      }
      throw transaction.error ?? error;
    }
    await done;
    return answer;
  }

  /** Begins to write at once, for a page that is being left; does nothing where the database is not open. */
  hurry(act: (stores: Stores) => void): void {
    try {
      if (this.#open !== undefined) act(storesOf(this.#open.transaction(['records', 'files'], 'readwrite')));
    } catch {
      // What was kept before is still there.
    }
  }

  async #begin(mode: IDBTransactionMode): Promise<IDBTransaction> {
    try {
      return (await this.#opened()).transaction(['records', 'files'], mode);
    } catch (error) {
      // Closed, or deleted by somebody: there is a new one.
      if ((error as Error).name !== 'InvalidStateError' && (error as Error).name !== 'NotFoundError') throw error;
      this.#forget();
      return (await this.#opened()).transaction(['records', 'files'], mode);
    }
  }

  #opened(): Promise<IDBDatabase> {
    // A browser that has refused once refuses again.
    return this.#opening ??= this.#request();
  }

  #request(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const factory = this.#factory();
      if (factory === undefined) throw new DOMException('This browser has no database.', 'NotSupportedError');
      const request = factory.open(NAME, 1);
      const timer = setTimeout(() => { reject(new DOMException('The database does not open.', 'TimeoutError')); }, PATIENCE);
      request.onupgradeneeded = () => { for (const store of ['records', 'files']) request.result.createObjectStore(store); };
      request.onsuccess = () => {
        clearTimeout(timer);
        this.#use(request.result);
        resolve(request.result);
      };
      request.onerror = () => {
        clearTimeout(timer);
        reject(request.error ?? new DOMException('The database does not open.', 'UnknownError'));
      };
    });
  }

  /** Also where it has opened so late that it was done without. */
  #use(database: IDBDatabase): void {
    this.#open = database;
    this.#opening = Promise.resolve(database);
    database.onclose = database.onversionchange = () => {
      database.close();
      this.#forget();
    };
  }

  #forget(): void {
    this.#opening = undefined;
    this.#open = undefined;
  }
}

const storesOf = (transaction: IDBTransaction): Stores => ({ records: transaction.objectStore('records'), files: transaction.objectStore('files') });

/** The answer to a request of a transaction. */
export const answerOf = <Answer>(request: IDBRequest<Answer>): Promise<Answer> => new Promise((resolve, reject) => {
  request.onsuccess = () => { resolve(request.result); };
  request.onerror = () => { reject(request.error ?? new DOMException('The request failed.', 'UnknownError')); };
});
