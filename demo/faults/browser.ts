import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findChromium } from '../../.config/chromium.mjs';
import { enginePage } from '../engines/engines.mjs';
import { person, type Person } from '../engines/person.ts';

/** A Chromium with a profile that outlives it. */
export interface LastingBrowser {
  /** A page of it, and the person in front of it. */
  open(): Promise<{ readonly page: Page; readonly who: Person }>;
  /** Ends it without a warning and starts it again with the same profile. */
  kill(): Promise<void>;
  end(): Promise<void>;
}

/** @param profile A folder. */
export async function startBrowser(profile: string): Promise<LastingBrowser> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium here; demo/engines/install gets one.');
  const launch = (): Promise<Browser> => puppeteer.launch({
    browser: 'chrome', executablePath, userDataDir: profile, headless: true, defaultViewport: { width: 1000, height: 900 }, protocolTimeout: 60_000,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=en-GB',
      // A page behind another is somebody's as well.
      '--disable-background-timer-throttling', '--disable-backgrounding-occluded-windows', '--disable-renderer-backgrounding', '--hide-crash-restore-bubble',
    ],
  });
  let browser = await launch();
  return {
    async open() {
      const page = await browser.newPage();
      // Whether to leave what is not sent yet: this person does.
      page.on('dialog', (dialog) => { dialog.accept().catch(() => undefined); });
      const version = await browser.version();
      return { page, who: person(enginePage(page, { engine: 'chromium', version, close: () => page.close() })) };
    },
    async kill() {
      const running = browser.process();
      const gone = new Promise((resolve) => { running?.once('exit', resolve); });
      running?.kill('SIGKILL');
      await gone;
      browser = await launch();
    },
    end: () => browser.close(),
  };
}
