import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import pg from 'pg';
import { desk, type Desk } from '../../src/adapters/desk/index.ts';
import { createGateway } from '../../src/gateway/index.ts';
import { startPostgres } from '../backends/postgresql/start.mjs';
import { startMailSink } from '../identity-providers/mail-sink.mjs';
import { site } from '../site/site.ts';
import { makeCertificate } from '../tls/certificate.ts';
import { client, type Client } from './client.ts';
import { freePort } from './free-port.ts';
import { instance, type Instance } from './instance.ts';
import { startMailGate, type MailGate } from './mail-gate.ts';
import { startNginx } from './nginx.ts';

/** A company's website and two gateways on one PostgreSQL behind nginx, all on this machine. */
export interface World {
  /** Where customers find all of it. */
  readonly origin: string;
  readonly instances: readonly [Instance, Instance];
  readonly desk: Desk;
  readonly mails: Awaited<ReturnType<typeof startMailSink>>['mails'];
  readonly mailGate: MailGate;
  /** A customer with an account and a ticket. */
  addCustomer(name: string): Promise<Customer>;
  /** @param from The address of this machine that connections come from. */
  client(from?: string): Client;
  /** Asks the gateways' database. */
  query(statement: string): Promise<readonly Record<string, unknown>[]>;
  /** Holds back what gateways write to tickets, which takes the moment at which one is killed out of chance's hands. */
  holdWrites(): Promise<{ /** The instance whose write is held back, as soon as there is one. */ writer(): Promise<Instance>; release(): Promise<void> }>;
  /** Two instances on a new, empty database. */
  instancesOnEmptyDatabase(): Promise<readonly [Instance, Instance]>;
  end(): Promise<void>;
}

export interface Customer { readonly email: string; readonly password: string; readonly ticketId: string }

/** Starts everything; both instances at the same time, on an empty database. */
export async function startWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-cluster-'));
  const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const end = async (): Promise<void> => {
    for (const one of ends.splice(0).reverse()) await one();
  };
  try {
    const postgres = await startPostgres();
    ends.push(postgres.stop);
    const database = new pg.Pool({ connectionString: postgres.url });
    // A pool calls itself ended before its connections are, and they may hear of PostgreSQL's own end.
    database.on('connect', (connection) => { connection.on('error', () => undefined); });
    ends.push(() => database.end());
    const mail = await startMailSink();
    ends.push(mail.stop);
    const mailGate = await startMailGate(mail.url);
    ends.push(() => mailGate.end());

    const [port, ...ports] = [await freePort(), await freePort(), await freePort()] as const;
    const origin = `https://localhost:${String(port)}`;
    const secret = 'a secret that both instances share, for tests';
    const pair = (url: string, [one, two]: readonly [number, number]): readonly [Instance, Instance] => {
      const make = (own: number): Instance => instance(own, { PORTICO_SECRET: secret, PORTICO_DATABASE: `${url}?application_name=${String(own)}`, PORTICO_ORIGIN: origin, PORTICO_SMTP: mailGate.url });
      const made = [make(one), make(two)] as const;
      for (const each of made) ends.push(() => each.stop());
      return made;
    };
    const instances = pair(postgres.url, ports);
    await Promise.all(instances.map((one) => one.start()));

    const backend = await desk({ postgres: postgres.url });
    ends.push(() => backend.close());
    const office = createGateway({ backend, database: { postgres: postgres.url }, secret, baseURL: `${origin}/api`, logger: () => undefined });
    ends.push(() => office.close());

    const listener = getRequestListener(site({ backend: 'the embedded desk', accounts: [], agentPath: null }), { overrideGlobalObjects: false });
    const website = createServer((incoming, outgoing) => { void listener(incoming, outgoing); });
    const websitePort = await freePort();
    await new Promise<void>((resolve, reject) => { website.once('error', reject).listen(websitePort, '127.0.0.1', resolve); });
    ends.push(() => stopped(website));
    const certificate = await makeCertificate(folder, ['localhost', '127.0.0.1']);
    ends.push(await startNginx({ folder, port, certificate, gateways: ports, website: websitePort }));

    return {
      origin, instances, desk: backend, mails: mail.mails, mailGate, end,
      client: (from) => client(origin, certificate.authority, from),
      query: async (statement) => (await database.query<Record<string, unknown>>(statement)).rows,
      async holdWrites() {
        const holder = await database.connect();
        await holder.query('begin; lock table desk_message in share mode');
        return {
          async writer() {
            for (;;) {
              const { rows: [row] } = await database.query<{ name: string }>('select application_name as name from pg_stat_activity where wait_event_type = \'Lock\'');
              const found = instances.find((_, index) => String(ports[index]) === row?.name);
              if (found !== undefined) return found;
              await new Promise((resolve) => { setTimeout(resolve, 10); });
            }
          },
          async release() {
            await holder.query('rollback');
            holder.release();
          },
        };
      },
      async instancesOnEmptyDatabase() {
        const name = `empty_${crypto.randomUUID().replaceAll('-', '')}`;
        await database.query(`create database ${name}`);
        const url = new URL(postgres.url);
        url.pathname = name;
        return pair(url.href, [await freePort(), await freePort()]);
      },
      async addCustomer(name) {
        const customer = { email: `${name}@acme.example`, password: `${name}-password` };
        await office.accounts.create({ ...customer, name });
        await backend.agent.savePerson({ email: customer.email, name, organizations: [] });
        const idempotencyKey = crypto.randomUUID();
        const ticketId = await backend.agent.createTicket({ idempotencyKey, subject: `The widget of ${name}`, requester: { email: customer.email } });
        await backend.agent.customerMessage({ ticketId, idempotencyKey, customer: { email: customer.email }, text: 'It does not turn.' });
        return { ...customer, ticketId };
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function stopped(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
  server.closeAllConnections();
  await closed;
}
