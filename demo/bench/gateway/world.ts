import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { desk, type Desk } from '../../../src/adapters/desk/index.ts';
import { createGateway } from '../../../src/gateway/index.ts';
import { freePort } from '../../cluster/free-port.ts';
import { instance, type Instance } from '../../cluster/instance.ts';
import { CUSTOMER } from './backend.ts';
import { asked, client } from './client.ts';

const SECRET = 'a secret of the benchmark, which nobody else has';
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Gateways over one database, with somebody signed in. */
export interface World {
  readonly instances: readonly Instance[];
  /** Of the customer's session, which all instances know. */
  readonly cookie: string;
  end(): Promise<void>;
}

/** @param backend See {@link import('./backend.ts').backendAt}. @param postgres The database of the gateways; default a file of SQLite. */
export async function startWorld(backend: string, { instances: count = 1, postgres }: { readonly instances?: number; readonly postgres?: string } = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-bench-'));
  const sqlite = join(folder, 'gateway.db');
  const environment = { PORTICO_SECRET: SECRET, BENCH_BACKEND: backend, ...postgres === undefined ? { BENCH_SQLITE: sqlite } : { PORTICO_DATABASE: postgres } };
  const instances: Instance[] = [];
  for (let number = 0; number < count; number++) {
    const one = instance(await freePort(), environment, path('portico.config.ts'));
    instances.push(one);
    await one.start();
  }
  const office = createGateway({
    backend: { name: 'none', adapterFor: () => { throw new Error('Accounts need no backend.'); } }, database: postgres === undefined ? { sqlite } : { postgres },
    secret: SECRET, baseURL: 'http://localhost:1/api', logger: () => undefined,
  });
  if (await office.accounts.find(CUSTOMER.email) === null) await office.accounts.create(CUSTOMER);
  await office.close();
  const visitor = client(instances[0]?.url ?? '', undefined);
  const { status, text, cookie } = await visitor.send('POST', '/session', { email: CUSTOMER.email, password: CUSTOMER.password });
  visitor.end();
  if (cookie === undefined) throw new Error(`The sign-in answered ${String(status)}: ${text}`);
  return {
    instances, cookie,
    async end() {
      for (const one of instances) await one.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A backend without a gateway, in a process of its own. @returns its address, as a gateway's would be */
export async function startBare(backend: string): Promise<{ readonly url: string; end(): Promise<void> }> {
  const port = await freePort();
  const child = spawn(process.execPath, [path('bare.ts')], { env: { ...process.env, BENCH_BACKEND: backend, PORT: String(port) }, stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return {
    url: `http://127.0.0.1:${String(port)}/api`,
    async end() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** Gives a desk as many tickets as the backend in memory has, of the customer who asks. */
export async function fillBackend(address: { readonly sqlite: string } | { readonly postgres: string }, tickets: number): Promise<void> {
  const backend: Desk = await desk(address);
  for (let number = 0; number < tickets; number++) {
    const ticketId = await backend.agent.createTicket({ subject: `The widget turns the wrong way, for the ${String(number)}th time`, requester: CUSTOMER });
    await backend.agent.customerMessage({ ticketId, customer: CUSTOMER, text: 'It has turned the wrong way since Monday, and nobody here knows why.' });
  }
  await backend.close();
}

/** The memory that a process holds, in bytes. Linux tells it. */
export async function memoryOf(pid: number | undefined): Promise<number> {
  return Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) * 1024;
}

/** The id of the customer's newest ticket. */
export async function newestTicket(url: string, cookie: string): Promise<string> {
  const one = client(url, cookie);
  const { items: [ticket] } = await asked(one, 'GET', '/tickets') as { items: { id: string }[] };
  one.end();
  return ticket?.id ?? '';
}
