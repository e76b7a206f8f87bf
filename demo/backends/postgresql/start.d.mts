/** Starts a throw-away PostgreSQL. Rejects with the reason where there can be none. */
export function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }>;
