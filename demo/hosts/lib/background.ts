import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { RunOptions } from './run.ts';

/** A program that runs beside us. */
export interface Background {
  /** Waits until an address answers with a page. @throws Error with the end of the log, where the program ends before or the time is over */
  answers(url: string, seconds?: number): Promise<void>;
  /** Waits until `look` answers true. @param what The thing waited for, in the error */
  until(what: string, look: () => Promise<boolean>, seconds?: number): Promise<void>;
  /** Ends it and what it has started. */
  stop(): Promise<void>;
}

/** Starts a server which ends with us at the latest. @param log File for what it prints */
export function background(command: string, args: readonly string[], { cwd, env, log }: Omit<RunOptions, 'input'> & { readonly log: string }): Background {
  const file = openSync(log, 'w');
  // A group of its own: what it starts ends with it.
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', file, file] });
  closeSync(file);
  let ended: string | undefined;
  const end = new Promise<void>((resolve) => {
    child.once('error', ({ message }) => { ended = message; resolve(); });
    child.once('exit', (code, signal) => { ended = `ended (${String(code ?? signal)})`; resolve(); });
  });
  const kill = (signal: NodeJS.Signals): void => {
    if (child.pid === undefined || ended !== undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It has just ended.
    }
  };
  const killNow = (): void => { kill('SIGKILL'); };
  process.once('exit', killNow);

  const until = async (what: string, look: () => Promise<boolean>, seconds = 60): Promise<void> => {
    const begun = performance.now();
    while (!await look().catch(() => false)) {
      const late = performance.now() - begun > seconds * 1000 ? `not there after ${String(seconds)} s` : undefined;
      if (ended !== undefined || late !== undefined) {
        throw new Error(`${what}: ${late ?? `${command} ${ended ?? ''}`}. Its log, ${log}:\n${readFileSync(log, 'utf8').trim().split('\n').slice(-15).join('\n')}`);
      }
      await new Promise((resolve) => { setTimeout(resolve, 100); });
    }
  };
  return {
    until,
    answers: (url, seconds) => until(url, async () => (await fetch(url, { signal: AbortSignal.timeout(10_000) })).ok, seconds),
    async stop() {
      process.off('exit', killNow);
      kill('SIGTERM');
      const timer = setTimeout(killNow, 10_000);
      await end;
      clearTimeout(timer);
    },
  };
}
