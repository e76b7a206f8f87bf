import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'puppeteer-core';
import { freePort } from '../cluster/free-port.ts';
import { enginePage } from '../engines/engines.mjs';
import { person, type Person } from '../engines/person.ts';
import { hosts as bootstrapHosts } from '../hosts/bootstrap/host.ts';
import { startBrowser } from '../hosts/browser.ts';
import { host as company } from '../hosts/html/host.ts';
import type { Host } from '../hosts/host.ts';
import { startPortal, SUBJECT, type PortalService } from '../hosts/portal.ts';
import { hosts as shadcnHosts } from '../hosts/shadcn/host.ts';
import { build } from '../run-tests.ts';

/**
 * `npm run screenshots`: the README's pictures, taken anew from the running demo in pages of three sites that know nothing of Portico: light, dark, and on a
 * phone. They are written to `.github/pictures`.
 */
interface Shot {
  readonly file: string;
  readonly host: Host;
  readonly width: number;
  readonly height: number;
  readonly dark?: boolean;
  /** What the customer does before the picture is taken. */
  readonly stage: (customer: Person) => Promise<void>;
}

const openTicket = async (customer: Person): Promise<void> => {
  await customer.press(SUBJECT);
  await customer.sees('Your reply');
};
const [bootstrap] = bootstrapHosts;
const [shadcn] = shadcnHosts;
if (bootstrap === undefined || shadcn === undefined) throw new Error('A host is missing.');

const SHOTS: readonly Shot[] = [
  { file: 'list-light.png', host: company, width: 1100, height: 1000, stage: async () => undefined },
  { file: 'ticket-dark.png', host: bootstrap, width: 1100, height: 1000, dark: true, stage: openTicket },
  { file: 'phone.png', host: shadcn, width: 390, height: 844, stage: openTicket },
];

const pictures = fileURLToPath(new URL('../../.github/pictures/', import.meta.url));
const state = process.env['PORTICO_HOSTS'] ?? join(tmpdir(), 'portico-hosts');

async function take(browser: Browser, portal: PortalService, { file, host, width, height, dark = false, stage }: Shot, port: number): Promise<void> {
  const folder = join(state, 'screenshots', host.name);
  await mkdir(folder, { recursive: true });
  const running = await host.start({ ...portal, folder, port });
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width, height, deviceScaleFactor: width < 500 ? 2 : 1, hasTouch: width < 500 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
    const customer = person(enginePage(page, { engine: 'chromium', version: await browser.version(), close: () => context.close() }));
    await customer.goto(running.url);
    if (dark && typeof host.dark === 'function') await page.evaluate(host.dark);
    const signIn = { css: 'portal-login' };
    await customer.fill('Email', portal.customer.email, signIn);
    await customer.fill('Password', portal.customer.password, signIn);
    await customer.press('Sign in', signIn);
    await customer.sees(portal.customer.subject);
    await stage(customer);
    // The site's own head belongs to the picture where there is room for it.
    await page.evaluate(async (isNarrow) => {
      const { top = 0 } = document.querySelector('customer-portal')?.getBoundingClientRect() ?? {};
      window.scrollTo(0, Math.max(0, scrollY + top - (isNarrow ? 24 : 320)));
      await document.fonts.ready;
    }, width < 500);
    await new Promise((resolve) => { setTimeout(resolve, 1000); });
    await writeFile(join(pictures, file), await page.screenshot());
    console.log(`${file}: ${host.title}`);
  } finally {
    await context.close();
    await running.stop();
  }
}

await build();
await mkdir(pictures, { recursive: true });
const ports = await Promise.all(SHOTS.map(() => freePort()));
const portal = await startPortal(ports.map((port) => `http://127.0.0.1:${String(port)}`));
const browser = await startBrowser();
try {
  for (const [index, shot] of SHOTS.entries()) await take(browser, portal, shot, ports[index] ?? 0);
} finally {
  await browser.close();
  await portal.stop();
}
