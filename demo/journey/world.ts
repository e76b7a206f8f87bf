import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { INTERNAL } from '../data/index.ts';
import { open, type Engine, type EngineOptions, type EnginePage } from '../engines/engines.mjs';
import { HEADING } from '../engines/look.ts';
import { person, type Person } from '../engines/person.ts';

/** A running demo, and an engine whose browsers visit it. */
export interface World {
  readonly engine: Engine;
  readonly origin: string;
  /** Every answer of the gateway so far, and whether it held something that customers must never see. */
  readonly answers: readonly { readonly url: string; readonly internal: boolean }[];
  /** Somebody with a browser of their own, at a path of the demo. */
  visit(path: string, options?: EngineOptions): Promise<Person>;
  /** Writes a file that somebody can choose, and answers its path. */
  file(name: string, content: string | Uint8Array): Promise<string>;
  /** Ends all browsers. @throws AssertionError where a customer got something internal meanwhile */
  leave(): Promise<void>;
  end(): Promise<void>;
}

/** What a world starts with. */
export interface WorldOptions {
  /** As in `npm run demo -- --backend`; default `desk`. */
  readonly backend?: string;
  /** Folder of the demo's data, kept; default an empty one that goes with the world. */
  readonly data?: string;
  /** Is in everything that customers must never see; default the desk's mark. */
  readonly internal?: string;
}

/** Starts the demo server on a free port. Browsers start when somebody visits. */
export async function startWorld(engine: Engine, { backend = 'desk', data, internal = INTERNAL }: WorldOptions = {}): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-journey-'));
  const answers: World['answers'][number][] = [];
  const { server, origin } = await startServer(backend, { PORTICO_DATA: data ?? join(folder, 'data'), PORTICO_INTERNAL: internal }, (answer) => { answers.push(answer); });
  const pages = new Set<EnginePage>();
  const leave = async (): Promise<void> => {
    for (const page of pages) await page.close();
    pages.clear();
    assert.deepEqual(answers.filter(({ internal }) => internal), [], 'no answer holds an internal note');
  };
  return {
    engine, origin, answers, leave,
    async visit(path, options = {}) {
      const page = await open(engine, { locale: 'en-GB', timezone: 'Europe/Berlin', ...options });
      pages.add(page);
      await page.goto(origin + path);
      return person(page);
    },
    async file(name, content) {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    async end() {
      await leave();
      if (server.exitCode === null) {
        server.kill('SIGTERM');
        await once(server, 'exit');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startServer(backend: string, environment: Readonly<Record<string, string>>, onAnswer: (answer: World['answers'][number]) => void): Promise<{ server: ChildProcess; origin: string }> {
  const at = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const server = spawn(process.execPath, ['--import', at('watch-answers.mjs'), at('../server.ts'), '--backend', backend], {
    env: { ...process.env, PORT: '0', ...environment }, stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  server.on('message', onAnswer);
  let printed = '';
  const origin = await new Promise<string>((resolve, reject) => {
    // Read to the end, or the server would wait for somebody to.
    server.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /^Portico demo: (http:\/\/127\.0\.0\.1:\d+)\/$/m.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', (code) => { reject(new Error(`The demo server ended with ${String(code)} before it said where it is. It printed: ${printed}`)); });
  });
  return { server, origin };
}

/** Signs in on the portal page, and agrees to the demo's terms where they are shown. Answers when either has led somewhere. */
export async function signIn(who: Person, email: string, password = `${email.split('@')[0] ?? ''}-password`): Promise<void> {
  await who.fill('Email', email);
  await who.fill('Password', password);
  await who.press('Sign in');
  await who.sees(/I agree|Sign out|do not match/);
  if (!(await who.reads()).includes('I agree')) return;
  await who.tick('I agree');
  await who.press('Agree and go on');
  await who.misses({ css: HEADING, name: 'Before you go on' });
}

/** Somebody signed in at a path of the demo. */
export async function enter(world: World, email: string, path = '/support', options?: EngineOptions, password?: string): Promise<Person> {
  const who = await world.visit(path, options);
  await signIn(who, email, password);
  await who.finds({ css: 'button', name: 'Sign out' });
  return who;
}
