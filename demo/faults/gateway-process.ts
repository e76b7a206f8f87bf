import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { PortalSettingsInput } from '../../src/contract/index.ts';
import type { Connection } from '../backends/request-tracker/connection.ts';
import type { BackendFault, Fate } from './failing-backend.ts';
import { gatewayProgram } from './gateway-program.ts';

/** A database of the gateway or of the desk. */
export type DatabasePlace = { readonly sqlite: string } | { readonly postgres: string };

/** Somebody who can sign in. */
export interface Account { readonly email: string; readonly name: string; readonly password: string }

/** How a gateway is to be. */
export interface GatewaySetting {
  readonly port: number;
  /** Where its customers find it. */
  readonly origin: string;
  readonly backend: { readonly desk: DatabasePlace } | { readonly requestTracker: Connection };
  readonly database: DatabasePlace;
  readonly customers: readonly Account[];
  readonly settings: PortalSettingsInput;
  /** Milliseconds until its backend is cut off. */
  readonly writeTimeout: number;
  /** How often a call of its backend fails by chance, from 0 to 1; default never. */
  readonly failureRate?: number;
}

export type ToGateway = { readonly order: BackendFault | null } | Fate | 'measure';
export type FromGateway = 'ready' | 'ordered' | 'reached' | Measured;

/** What a gateway's process holds, after the rubbish has been taken out. */
export interface Measured {
  /** Bytes of memory that the process has, and that JavaScript uses of them. */
  readonly rss: number;
  readonly heap: number;
  /** How many of each kind of thing keep the process alive: `process.getActiveResourcesInfo()`. */
  readonly resources: Readonly<Record<string, number>>;
  /** How often its ticketing system has failed by chance. */
  readonly injected: number;
}

/** A gateway that can be killed, and comes back. */
export interface GatewayProcess {
  /** How often it was killed. */
  readonly kills: number;
  /** What it has complained about lately, for whoever looks for the reason of a failure. */
  readonly complaints: string;
  /** Starts it, or waits until it is started. */
  start(): Promise<void>;
  /** Ends it without a warning and starts it again; the promise is fulfilled when it is dead. */
  kill(): Promise<void>;
  /** Lets something happen to writes to its ticketing system. @param reached Called at the point; decides what happens. */
  order(fault: BackendFault | null, reached?: () => Promise<Fate>): Promise<void>;
  measure(): Promise<Measured>;
  /** Ends it without a warning and leaves it so, until it is started again. */
  stop(): Promise<void>;
  end(): Promise<void>;
}

export function gatewayProcess(setting: GatewaySetting): GatewayProcess {
  let child: ChildProcess | undefined;
  let starting: Promise<void> | undefined;
  let isOver = false;
  let kills = 0;
  let complaints = '';
  let reached: (() => Promise<Fate>) | undefined;
  process.once('exit', () => child?.kill('SIGKILL'));

  const launch = async (): Promise<void> => {
    const started = fork(await gatewayProgram(), { execArgv: ['--expose-gc'], env: { ...process.env, PORTICO_FAULTS: JSON.stringify(setting) }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    child = started;
    started.stderr?.setEncoding('utf8').on('data', (text: string) => { complaints = (complaints + text).slice(-6000); });
    await new Promise<void>((resolve, reject) => {
      started.on('message', (message: FromGateway) => {
        if (message === 'ready') resolve();
        if (message === 'reached') void (reached?.() ?? Promise.resolve('go on' as const)).then((fate: ToGateway) => { if (started.connected) started.send(fate); });
      });
      started.once('exit', (code) => { reject(new Error(`The gateway ended with ${String(code)} before it was ready: ${complaints}`)); });
    });
  };
  const dead = async (signal: NodeJS.Signals): Promise<void> => {
    await starting?.catch(() => undefined);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  };
  const start = (): Promise<void> => starting ??= launch().catch((error: unknown) => {
    starting = undefined; // whoever asks next tries again
    throw error;
  });
  /** Asks the running process something; one that dies meanwhile answers nothing. */
  const ask = async (question: ToGateway, isAnswer: (message: FromGateway) => boolean): Promise<FromGateway | undefined> => {
    await start();
    const running = child as ChildProcess;
    return new Promise((resolve) => {
      const onExit = (): void => { resolve(undefined); };
      const onMessage = (message: FromGateway): void => {
        if (!isAnswer(message)) return;
        running.off('message', onMessage).off('exit', onExit);
        resolve(message);
      };
      running.on('message', onMessage).once('exit', onExit);
      if (running.connected) running.send(question);
    });
  };
  /** As a supervisor would: again and again. */
  const comeBack = async (): Promise<void> => {
    while (!isOver) {
      try {
        await start();
        return;
      } catch (error) {
        complaints += (error as Error).message;
        await delay(500);
      }
    }
  };
  return {
    start,
    get kills() { return kills; },
    get complaints() { return complaints; },
    async kill() {
      await dead('SIGKILL');
      kills += 1;
      starting = undefined;
      void comeBack();
    },
    async stop() {
      await dead('SIGKILL');
      starting = undefined;
    },
    async order(fault, whenReached) {
      reached = whenReached;
      await ask({ order: fault }, (message) => message === 'ordered');
    },
    async measure() {
      return await ask('measure', (message) => typeof message === 'object') as Measured;
    },
    async end() {
      isOver = true;
      await dead('SIGKILL');
    },
  };
}
