import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { findChromium } from '../../.config/chromium.mjs';

/** On what, and when, something was measured. It names neither the machine nor a path of it. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** Gigabytes. */
  readonly memory: number;
  readonly node: string;
  /** Name and version; absent where there is no browser. */
  readonly browser?: string;
  /** ISO 8601, UTC, to the minute. */
  readonly date: string;
  /** How many processes wanted to run, on average over the minute before it began. */
  readonly load: number;
}

async function browserVersion(): Promise<string | undefined> {
  const path = await findChromium();
  if (path === undefined) return undefined;
  return /^\D*[\d.]+/.exec(execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))?.[0].trim();
}

export async function machine(): Promise<Machine> {
  const browser = await browserVersion();
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, memory: Math.round(totalmem() / 2 ** 30), node: process.version,
    ...browser !== undefined && { browser }, date: `${new Date().toISOString().slice(0, 16)}Z`, load: loadavg()[0] ?? 0,
  };
}

/** What a reader has to know before believing the figures; undefined where the machine was quiet enough. */
export function warning({ load, cores }: Pick<Machine, 'load' | 'cores'>): string | undefined {
  if (load <= cores / 4) return undefined;
  return `The machine was busy with something else (load ${load.toFixed(1)} on ${String(cores)} cores): believe the ratios, not the times.`;
}
