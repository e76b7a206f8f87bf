import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { desk } from '../../src/adapters/desk/index.ts';
import type { TicketingBackend } from '../../src/contract/index.ts';
import { createGateway } from '../../src/gateway/index.ts';
import { backendOf } from '../backends/request-tracker/connection.ts';
import { failingBackend, type Fate } from './failing-backend.ts';
import { unreliableBackend } from './unreliable-backend.ts';
import type { FromGateway, GatewaySetting, Measured, ToGateway } from './gateway-process.ts';

/**
 * A gateway in a process of its own, which is killed often; started by gateway-process.ts, which says by PORTICO_FAULTS how it is to be. Listens, then
 * makes the customers' accounts where they are missing, then says that it is ready.
 */
const setting = JSON.parse(process.env['PORTICO_FAULTS'] ?? '') as GatewaySetting;
const say = (message: FromGateway): void => { process.send?.(message); };

let answer = (_fate: Fate): void => undefined;
const ask = (): Promise<Fate> => new Promise((resolve) => {
  answer = resolve;
  say('reached');
});

const open = async (): Promise<TicketingBackend> => ('desk' in setting.backend ? desk(setting.backend.desk) : backendOf(setting.backend.requestTracker));
const unreliable = unreliableBackend(await open(), setting.failureRate ?? 0);
const { backend, order } = failingBackend(unreliable.backend, ask);

function measure(): Measured {
  globalThis.gc?.();
  const { rss, heapUsed: heap } = process.memoryUsage();
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
  return { rss, heap, resources, injected: unreliable.failures };
}

process.on('message', (message: ToGateway) => {
  if (message === 'measure') say(measure());
  else if (typeof message === 'string') answer(message);
  else {
    order(message.order);
    say('ordered');
  }
});

const gateway = createGateway({
  backend, database: setting.database, secret: 'a secret of the gateways that are to fail', baseURL: `${setting.origin}/api`, owners: ['owner@portico.example'],
  settings: { initial: setting.settings },
  limits: { writesPerMinute: 100_000, signInsPerAccount: 100_000, signInsPerAddress: 100_000, signInsPerAccountAndAddress: 100_000, pendingFiles: 10_000, writeTimeout: setting.writeTimeout },
  logger: (entry) => { if (entry.level === 'error') console.error(JSON.stringify(entry)); },
});
const listener = getRequestListener((request) => gateway.fetch(request), { overrideGlobalObjects: false });
const server = createServer((incoming, outgoing) => { void listener(incoming, outgoing); });
for (const { email, name, password } of setting.customers) {
  if (await gateway.accounts.find(email) === null) await gateway.accounts.create({ email, name, password });
}
server.listen(setting.port, '127.0.0.1', () => { say('ready'); });
