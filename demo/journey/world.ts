import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { launchOptions } from '../../.config/chromium.mjs';

/** A running demo and a browser. */
export interface World {
  readonly origin: string;
  readonly browser: Browser;
  /** A fresh browser profile with one page. */
  open(options?: Parameters<Browser['newContext']>[0]): Promise<{ page: Page; context: BrowserContext }>;
  end(): Promise<void>;
}

/** Starts the demo server on a free port with an empty data folder, and a browser. `backend` as in `npm run demo -- --backend`. */
export async function startWorld(backend = 'desk', dataFolder?: string): Promise<World> {
  const data = dataFolder ?? await mkdtemp(join(tmpdir(), 'portico-journey-'));
  const { server, origin } = await startServer(backend, data);
  const browser = await chromium.launch(await launchOptions());
  return {
    origin, browser,
    async open(options = {}) {
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...options });
      context.setDefaultTimeout(15_000);
      return { context, page: await context.newPage() };
    },
    async end() {
      await browser.close();
      if (server.exitCode === null) {
        server.kill('SIGTERM');
        await once(server, 'exit');
      }
      if (dataFolder === undefined) await rm(data, { recursive: true, force: true });
    },
  };
}

async function startServer(backend: string, data: string): Promise<{ server: ChildProcess; origin: string }> {
  const script = fileURLToPath(new URL('../server.ts', import.meta.url));
  const server = spawn(process.execPath, [script, '--backend', backend], { env: { ...process.env, PORT: '0', PORTICO_DATA: data }, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  const origin = await new Promise<string>((resolve, reject) => {
    // Read to the end, or the server would wait for somebody to.
    server.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const found = /^Portico demo: (http:\/\/127\.0\.0\.1:\d+)\/$/m.exec(printed)?.[1];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', (code) => { reject(new Error(`The demo server ended with ${String(code)} before it said where it is. It printed: ${printed}`)); });
  });
  return { server, origin };
}

/** Signs in on the portal page, and agrees to the demo's terms where they are shown. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const box = page.getByRole('checkbox', { name: /^I agree/ });
  const elsewhere = page.getByRole('button', { name: 'Sign out', exact: true }).or(page.getByRole('alert').filter({ hasText: /\w/ }));
  await box.or(elsewhere).first().waitFor();
  if (!await box.isVisible()) return;
  await box.check();
  await page.getByRole('button', { name: 'Agree and go on' }).click();
}
