/** A PostgreSQL of one's own. */
export interface Postgres {
  /** A connection string. */
  readonly url: string;
  /** Kills the server in the middle of whatever it does, and starts it again. */
  crash(): Promise<void>;
  /** Ends it and deletes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a throw-away PostgreSQL. Rejects with the reason where there can be none.
 * @param options `lasting`: what it has confirmed is still there after a crash; default false, which is faster.
 */
export function startPostgres(options?: { readonly lasting?: boolean }): Promise<Postgres>;
