import type { PortalSettingsInput } from '../../src/contract/index.ts';
import { freePort } from '../cluster/free-port.ts';
import { gatewayProcess, type Account, type DatabasePlace, type GatewayProcess } from './gateway-process.ts';
import type { System, SystemFault } from './system.ts';
import { startWire, type Wire } from './wire.ts';

/** A portal of its own: customers, the line to their gateway, a gateway that can be killed, a ticketing system that can fail. One case after the other runs in it. */
export interface Lane {
  readonly system: System;
  readonly customer: Account;
  /** From customers to the site and its gateway. */
  readonly wire: Wire;
  readonly gateway: GatewayProcess;
  /** Lets the ticketing system fail. */
  fail(fault: SystemFault): Promise<void>;
  /** How often that has happened since. */
  readonly failures: number;
  /** Nothing goes wrong any more. */
  calm(): Promise<void>;
  end(): Promise<void>;
}

/** What a lane starts with. */
export interface LaneOptions {
  readonly system: System;
  /** Those who can sign in. */
  readonly customers: readonly [Account, ...Account[]];
  readonly database: DatabasePlace;
  readonly settings: PortalSettingsInput;
  /** The port of the site that holds the portal's page; where there is none, only the gateway is reached. */
  readonly sitePort?: number;
  /** The line from gateway to ticketing system, where there is one; otherwise it fails within the gateway's process. */
  readonly systemWire?: Wire;
  /** How often a call of the ticketing system fails by chance, from 0 to 1; default never. */
  readonly failureRate?: number;
  /** Milliseconds until a ticketing system that hangs is cut off; default so few that a case need not wait long. */
  readonly writeTimeout?: number;
}

const IMPATIENT = 10_000;
const PATIENT = 30_000;

export async function startLane({ system, customers, database, settings, sitePort, systemWire, failureRate = 0, writeTimeout = systemWire === undefined ? IMPATIENT : PATIENT }: LaneOptions): Promise<Lane> {
  const port = await freePort();
  const wire = await startWire((path) => (path.startsWith('/api/') ? port : sitePort ?? port));
  const gateway = gatewayProcess({ port, origin: wire.url, backend: system.backend, database, customers, settings, failureRate, writeTimeout });
  let failures = 0;
  const inside = async ({ operation, times, point, then }: SystemFault): Promise<void> => {
    if (point === 'sent' || point === 'answer') throw new Error(`The desk has no point "${point}".`);
    await gateway.order({ operation, times, point }, async () => {
      failures += 1;
      if (typeof then !== 'function') return then;
      await then();
      return 'go on';
    });
  };
  await gateway.start();
  return {
    system, customer: customers[0], wire, gateway,
    get failures() { return systemWire?.hits ?? failures; },
    async fail(fault) {
      failures = 0;
      if (systemWire === undefined) await inside(fault);
      else onWire(systemWire, fault);
    },
    async calm() {
      wire.arm(null);
      wire.setDown(false);
      systemWire?.arm(null);
      if (systemWire === undefined) await gateway.order(null);
      await gateway.start();
    },
    async end() {
      await gateway.end();
      await wire.end();
      await system.end();
    },
  };
}

const REQUESTS = { reply: /^POST \/REST\/2\.0\/ticket\/\d+\/correspond /, createTicket: /^POST \/REST\/2\.0\/ticket / };
const POINTS = { before: 'before', body: 'body', sent: 'sent', committed: 'answered', answer: 'answer' } as const;

/** The same on the line to a ticketing system. One that hangs does so for a time and is cut then. */
function onWire(wire: Wire, { operation, point, then, times }: SystemFault): void {
  const hang = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 2000); });
  const reached = typeof then === 'function' ? then : then === 'hang' ? hang : undefined;
  wire.arm({ request: REQUESTS[operation], at: POINTS[point], times, share: Math.random(), ...reached && { reached } });
}
