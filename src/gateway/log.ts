import { isPortalError } from '../contract/index.ts';
import type { RefusalReason } from './access/refusal.ts';

/** What is told about a request: no address, query, cookie, text or name. */
export interface LogEntry {
  readonly time: string;
  readonly level: 'info' | 'warn' | 'error';
  readonly event: 'request' | 'background' | 'preview' | 'settings';
  readonly requestId?: string;
  /** The operation's name, `health`, `openapi`, or `provider-…` for what browsers bring back from identity providers; null where the address is none of ours. In the background: `mail`, for one that could not be sent. */
  readonly operation?: string | null;
  readonly method?: string;
  readonly status?: number;
  /** Milliseconds until the answer began. */
  readonly ms?: number;
  /** The code of the error that was answered. Of a mail: `delayed`, it is tried again; `refused`, it is given up. */
  readonly code?: string;
  /** Of a preview that was opened: the id by which `previews.list` tells who looked as whom. */
  readonly preview?: string;
  /** Why the owner's newest settings are not used: code and place of each problem. */
  readonly problems?: readonly string[];
  /** Why a sign-in by the word of a provider or of the host's application was refused. */
  readonly reason?: RefusalReason;
  /** Where an unexpected fault comes from: the names of errors and the places in the code, without their messages. */
  readonly fault?: readonly string[];
}

/** Takes log entries. */
export type Logger = (entry: LogEntry) => void;

/** One line of JSON per entry, on the console. */
export const consoleLogger: Logger = (entry) => {
  console[entry.level](JSON.stringify(entry));
};

/**
 * The names and places of an error and its causes. Messages are left out: those of databases and backends hold values. What the
 * gateway's own errors say is for developers and holds none.
 */
export function faultOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  const own = isPortalError(error) ? `${error.name} ${error.code}: ${error.message}` : `${error.name}${codeOf(error)}`;
  const places = (error.stack ?? '').split('\n').map((line) => line.trim()).filter((line) => line.startsWith('at ')).slice(0, 8);
  return [own, ...isPortalError(error) ? [] : places, ...faultOf(error.cause, depth + 1)];
}

/** Codes of Node and of databases (`ECONNREFUSED`, `23505`) are constants, and so are the words that SQLite has for each of its own: "database or disk is full". */
const codeOf = (error: Error): string => {
  const { code, errstr } = error as { code?: unknown; errstr?: unknown };
  const known = typeof code === 'string' && /^\w{1,40}$/.test(code) ? ` ${code}` : '';
  return code === 'ERR_SQLITE_ERROR' && typeof errstr === 'string' ? `${known}: ${errstr}` : known;
};
