import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import pg from 'pg';
import type { PortalSettingsInput } from '../../src/contract/index.ts';
import { startPostgres } from '../backends/postgresql/start.mjs';
import type { Connection } from '../backends/request-tracker/connection.ts';
import { site } from '../site/site.ts';
import { startBrowser } from './browser.ts';
import { Customer } from './customer.ts';
import { deskSystem } from './desk-system.ts';
import type { Account, DatabasePlace } from './gateway-process.ts';
import { startLane, type Lane } from './lane.ts';
import { PageCustomer } from './page-customer.ts';
import { requestTrackerSystem } from './request-tracker-system.ts';
import type { Senders } from './run.ts';
import { startWire } from './wire.ts';

/** Which lanes a world has. */
export interface WorldOptions {
  /** Lanes over the desk: so many on SQLite, and so many on PostgreSQL. */
  readonly sqlite?: number;
  readonly postgres?: number;
  /** Lanes over a Request Tracker that runs. */
  readonly requestTracker?: { readonly connection: Connection; readonly lanes: number };
  /** In how many lanes there is a browser. */
  readonly browsers: number;
}

/** Lanes and those who send in them. */
export interface World {
  readonly lanes: readonly { readonly lane: Lane; readonly senders: Senders }[];
  end(): Promise<void>;
}

const account = (number: number): Account => ({ email: `customer${String(number)}@acme.example`, name: `Customer ${String(number)}`, password: `password of ${String(number)}` });

/** Half of the lanes let customers take back what they have sent, for a second. */
const settings = (number: number): PortalSettingsInput => ({ version: 1, name: { en: 'Widget Works Support' }, actions: { undoSeconds: number % 2 } });

export async function startWorld({ sqlite = 0, postgres = 0, requestTracker, browsers }: WorldOptions): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-faults-'));
  const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true, maxRetries: 5 })];
  const end = async (): Promise<void> => {
    for (const one of ends.splice(0).reverse()) await one();
  };
  try {
    const sitePort = browsers > 0 ? await startSite(ends) : undefined;
    const databases = postgres > 0 ? await postgresDatabases(ends) : undefined;
    const total = sqlite + postgres + (requestTracker?.lanes ?? 0);
    const open = async (number: number): Promise<World['lanes'][number]> => {
      const place = async (name: string): Promise<DatabasePlace> => (databases !== undefined && number >= sqlite && number < sqlite + postgres
        ? { postgres: await databases(`${name}_${String(number)}`) } : { sqlite: join(folder, `${name}-${String(number)}.sqlite`) });
      const isTracker = requestTracker !== undefined && number >= sqlite + postgres;
      const systemWire = isTracker ? await startWire(() => Number(new URL(requestTracker.connection.baseUrl).port)) : undefined;
      const system = isTracker && systemWire !== undefined ? requestTrackerSystem(requestTracker.connection, systemWire) : await deskSystem(await place('desk'), [account(number)]);
      const customer = system.customers[(number - (isTracker ? sqlite + postgres : number)) % system.customers.length] ?? account(number);
      const lane = await startLane({ system, customers: [customer], database: await place('gateway'), settings: settings(number), ...sitePort !== undefined && { sitePort }, ...systemWire && { systemWire } });
      ends.push(() => lane.end());
      const session = new Customer(lane.wire.url, customer);
      await session.signIn();
      if (number % Math.max(1, Math.floor(total / Math.max(1, browsers))) !== 0 || number / Math.max(1, Math.floor(total / Math.max(1, browsers))) >= browsers) return { lane, senders: { customer: session } };
      const browser = await startBrowser(join(folder, `profile-${String(number)}`));
      ends.push(() => browser.end());
      return { lane, senders: { customer: session, page: new PageCustomer(lane, browser, session, join(folder, `files-${String(number)}`)) } };
    };
    const lanes: World['lanes'][number][] = [];
    for (let number = 0; number < total; number++) lanes.push(await open(number));
    return { lanes, end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function startSite(ends: (() => Promise<unknown>)[]): Promise<number> {
  const listener = getRequestListener(site({ backend: 'a ticketing system that fails', accounts: [], agentPath: null }), { overrideGlobalObjects: false });
  const server = createServer((incoming, outgoing) => { void listener(incoming, outgoing); });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ends.push(async () => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

/** Makes databases of one PostgreSQL. */
async function postgresDatabases(ends: (() => Promise<unknown>)[]): Promise<(name: string) => Promise<string>> {
  const { url, stop } = await startPostgres();
  ends.push(stop);
  return async (name) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    const own = new URL(url);
    own.pathname = name;
    return own.href;
  };
}
