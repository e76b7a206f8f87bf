import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requestTracker, tokensFrom, type RequestTrackerOptions } from '../../../src/adapters/request-tracker/index.ts';
import type { TicketingBackend } from '../../../src/contract/index.ts';

/** Somebody with an account in the demo's Request Tracker. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly organization?: string;
}

/** How to reach it: `connection.json`, which the seed writes. */
export interface Connection {
  readonly baseUrl: string;
  readonly queue: string;
  readonly idempotencyField: string;
  /** Is in everything that customers must not see. */
  readonly canary: string;
  /** Makes tokens for customers. */
  readonly service: Account;
  /** Sees what customers see, of all of them. */
  readonly reader: Account;
  readonly agents: Readonly<Record<string, Account>>;
  readonly customers: Readonly<Record<string, Account>>;
  /** Ids by name. */
  readonly tickets: Readonly<Record<string, number>>;
}

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Runs `up` or `down`; what it says goes to the terminal. @throws Error where it fails. */
export async function run(name: 'up' | 'down', args: readonly string[], dataFolder: string, environment: Readonly<Record<string, string>> = {}): Promise<void> {
  const child = spawn(script(name), [...args], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...environment, PORTICO_DATA: dataFolder } });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`Request Tracker could not be brought ${name}.`);
}

/** Starts it, installing and seeding what is missing, and tells how to reach it. */
export async function connect(dataFolder: string): Promise<Connection> {
  await run('up', [], dataFolder);
  return JSON.parse(await readFile(join(dataFolder, 'request-tracker', 'connection.json'), 'utf8')) as Connection;
}

/** What the statuses of the demo's lifecycle mean to customers. */
export const statuses: NonNullable<RequestTrackerOptions['statuses']> = {
  'new': { category: 'open', label: 'New' },
  'open': { category: 'open', label: 'In progress' },
  'waiting on customer': { category: 'open', label: 'Waiting for your reply', waitingOn: 'customer' },
  'on hold': { category: 'open', label: 'On hold', waitingOn: 'support' },
  'resolved': { category: 'closed', label: 'Resolved' },
  'closed': { category: 'closed', label: 'Closed' },
  'rejected': { category: 'closed', label: 'Rejected' },
};

/** What the rights and the configuration of both Request Trackers, the demo's and the suite's, allow besides. */
export const granted = {
  modifyTicket: true, followUps: true, rating: { score: 'Rating', comment: 'Rating comment' },
} as const satisfies Partial<RequestTrackerOptions>;

const ORGANIZATIONS: Readonly<Record<string, string>> = { acme: 'Acme Corp.', globex: 'Globex GmbH' };

/** The portal's view of it. */
export function backendOf({ baseUrl, queue, idempotencyField, reader, customers }: Connection): TicketingBackend {
  return requestTracker({
    url: baseUrl, queues: [queue], reader: reader.token, statuses, idempotencyField,
    tokenFor: tokensFrom(Object.fromEntries(Object.values(customers).map(({ email, token }) => [email, token]))),
    forms: [{ queue, name: 'Contact support', description: 'We answer within one working day.' }],
    organizationName: (id) => ORGANIZATIONS[id] ?? id,
    ...granted,
  });
}
