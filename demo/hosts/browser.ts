import { writeFile } from 'node:fs/promises';
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import { getChromium } from '../../.config/chromium.mjs';
import { enginePage, type EnginePage } from '../engines/engines.mjs';
import { findExpression } from '../engines/find.mjs';

/** One window of a browser without any memory, which keeps what a page complains of. */
export interface Visit extends EnginePage {
  /** What the console said of errors, and what was thrown. */
  readonly complaints: readonly string[];
  /** Switches what the visitor's system prefers. */
  media(scheme: 'light' | 'dark'): Promise<void>;
  /** Saves the whole page as PNG. */
  save(file: string): Promise<void>;
  /** An element as PNG, as a data URL; undefined where there is none. */
  crop(path: string | readonly string[]): Promise<string | undefined>;
}

/** Runs in the page before anything else: no element of Portico is known. */
function defineNothing(): void {
  const { define } = customElements;
  customElements.define = function (name, ...rest) {
    if (!/^(customer-portal|portal-|ticket-|support-form)/.test(name)) define.call(this, name, ...rest);
  };
}

export const startBrowser = async (): Promise<Browser> => puppeteer.launch({
  browser: 'chrome', executablePath: await getChromium(), headless: true, defaultViewport: { width: 1200, height: 900 }, protocolTimeout: 60_000,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=en-US', '--accept-lang=en-US'],
});

/** @param without Address of a script that is not to be had, with all elements of Portico: the page as it was before */
export async function visit(browser: Browser, { without }: { readonly without?: string } = {}): Promise<Visit> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'light' }]);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/favicon/.test(message.location().url ?? '')) complaints.push(`${message.text()} ${message.location().url ?? ''}`.trim());
  });
  page.on('pageerror', (error) => { complaints.push(error instanceof Error ? error.message : String(error)); });
  if (without !== undefined) {
    await page.evaluateOnNewDocument(defineNothing);
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      void (request.url() === without ? request.respond({ contentType: 'text/javascript', headers: { 'Access-Control-Allow-Origin': '*' }, body: '' }) : request.continue());
    });
  }
  return { ...enginePage(page, { engine: 'chromium', version: await browser.version(), close: () => context.close() }), complaints, ...pictures(page) };
}

function pictures(page: Page): Pick<Visit, 'media' | 'save' | 'crop'> {
  return {
    media: async (value) => { await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]); },
    save: async (file) => { await writeFile(file, await page.screenshot({ fullPage: true })); },
    crop: async (path) => {
      const element = (await page.evaluateHandle(findExpression(path))).asElement() as ElementHandle | null;
      return element === null ? undefined : `data:image/png;base64,${await element.screenshot({ encoding: 'base64' })}`;
    },
  };
}

/** Saves pictures side by side. @param images As data URLs */
export async function pair(browser: Browser, file: string, images: readonly string[]): Promise<void> {
  const page = await browser.newPage();
  await page.setViewport({ width: 900, height: 120 });
  await page.setContent(`<body style="display: flex; gap: 24px; align-items: center; background: #888">${images.map((image) => `<img src="${image}">`).join('')}</body>`);
  await writeFile(file, await page.screenshot());
  await page.close();
}
