import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A gateway in a process of its own, at a port that it keeps over its lives. */
export interface Instance {
  readonly url: string;
  /** The id of its process; undefined before it has been started. */
  readonly pid: number | undefined;
  /** How many requests it has answered for customers, in all its lives. */
  readonly answered: number;
  /** Starts it, and waits until it listens. */
  start(): Promise<void>;
  /** Ends it without a warning, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>;
}

const command = fileURLToPath(new URL('../../src/bin/portico-gateway.ts', import.meta.url));
const config = fileURLToPath(new URL('portico.config.ts', import.meta.url));

/** @param environment What the configuration and the command read from it. @param configuration Its path; default the cluster's. */
export function instance(port: number, environment: Readonly<Record<string, string>>, configuration = config): Instance {
  let child: ChildProcess | undefined;
  let said = '';
  let answered = 0;
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  process.once('exit', () => child?.kill('SIGKILL'));
  return {
    url: `http://127.0.0.1:${String(port)}/api`,
    get pid() { return child?.pid; },
    get answered() { return answered; },
    async start() {
      said = '';
      const started = spawn(process.execPath, [command, '--config', configuration], { env: { ...process.env, ...environment, PORT: String(port) }, stdio: ['ignore', 'pipe', 'pipe'] });
      child = started;
      await new Promise<void>((resolve, reject) => {
        for (const stream of [started.stdout, started.stderr]) {
          stream.setEncoding('utf8').on('data', (text: string) => {
            said = (said + text).slice(-20_000);
            answered += text.split('"event":"request"').length - 1;
            if (said.includes(' listens on ')) resolve();
          });
        }
        started.once('error', reject).once('exit', (code) => { reject(new Error(`A gateway ended with ${String(code)} and said:\n${said}`)); });
      });
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}
