/** Keeps what was loaded for a while. A failure is not kept; two callers at once share one load, which neither of them can abort. */
export class Remembered<Value> {
  readonly #held = new Map<string, { readonly value: Promise<Value>; readonly until: number }>();
  readonly #milliseconds: number;
  readonly #most: number;

  constructor(milliseconds: number, most = 5000) {
    this.#milliseconds = milliseconds;
    this.#most = most;
  }

  /** The kept value, or a new one; a caller who aborts stops waiting. */
  async get(key: string, load: () => Promise<Value>, signal?: AbortSignal): Promise<Value> {
    const held = this.#held.get(key);
    if (held !== undefined && held.until > Date.now()) return unlessAborted(held.value, signal);
    const value = load();
    this.#held.delete(key);
    this.#held.set(key, { value, until: Date.now() + this.#milliseconds });
    for (const oldest of this.#held.keys()) {
      if (this.#held.size <= this.#most) break;
      this.#held.delete(oldest);
    }
    value.catch(() => {
      if (this.#held.get(key)?.value === value) this.#held.delete(key);
    });
    return unlessAborted(value, signal);
  }

  forget(key: string): void {
    this.#held.delete(key);
  }
}

async function unlessAborted<Value>(value: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return value;
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([value, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
