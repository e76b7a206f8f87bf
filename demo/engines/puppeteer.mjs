import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { findChromium } from '../../.config/chromium.mjs';
import { findExpression, notThere } from './find.mjs';

const COMMON = { headless: true, defaultViewport: null, protocolTimeout: 60_000 };

/** Chromium or Firefox, without a window to be seen. */
export async function openWithPuppeteer(engine, options) {
  const downloads = await mkdtemp(join(tmpdir(), `portico-${engine}-`));
  const gone = () => rm(downloads, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  try {
    const browser = await puppeteer.launch(engine === 'firefox' ? firefox(options, downloads) : await chromium(options));
    const close = async () => {
      await browser.close();
      await gone();
    };
    const version = await browser.version();
    const present = async (page) => {
      await page.setViewport({ width: options.width ?? 1280, height: options.height ?? 1024 });
      if (engine === 'chromium') await presentChromium(page, options, downloads);
      return page;
    };
    // A window each: what stands in the background of another's window cannot be clicked.
    const newPage = async () => present(await browser.newPage({ type: 'window' }));
    const before = await browser.pages();
    const page = await newPage();
    // The window that Firefox begins with, unseen, never gets the focus, and keys do little in it.
    for (const other of before) await other.close();
    return toEnginePage(page, { engine, version, downloads, close, newPage });
  } catch (error) {
    await gone();
    throw error;
  }
}

/** What Firefox takes from its preferences. */
async function presentChromium(page, { dark = false, reducedMotion = false, forcedColors = false }, downloads) {
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
  await session.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
      { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference' },
      { name: 'forced-colors', value: forcedColors ? 'active' : 'none' },
    ],
  });
}

const environment = (timezone) => timezone === undefined ? process.env : { ...process.env, TZ: timezone };

/** Nothing that the browser would load of its own accord: it stays on this machine. */
async function chromium({ locale = 'en-US', timezone, ignoreCertificateErrors = false, proxy }) {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium here; demo/engines/install gets one.');
  return {
    browser: 'chrome', executablePath, acceptInsecureCerts: ignoreCertificateErrors, env: environment(timezone), ...COMMON,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--window-size=1280,1024', `--lang=${locale}`, `--accept-lang=${locale}`, ...proxy === undefined ? [] : [`--proxy-server=${proxy}`],
    ],
  };
}

function firefox({ dark = false, reducedMotion = false, forcedColors = false, locale = 'en-US', timezone, ignoreCertificateErrors = false, proxy }, downloads) {
  const place = proxy && new URL(proxy);
  const proxyPreferences = place && {
    'network.proxy.type': 1, 'network.proxy.http': place.hostname, 'network.proxy.http_port': Number(place.port),
    'network.proxy.ssl': place.hostname, 'network.proxy.ssl_port': Number(place.port),
  };
  return {
    browser: 'firefox', executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr', acceptInsecureCerts: ignoreCertificateErrors, env: environment(timezone), ...COMMON,
    args: ['--width=1280', '--height=1024'],
    extraPrefsFirefox: {
      'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1, 'ui.prefersReducedMotion': reducedMotion ? 1 : 0, 'browser.display.document_color_use': forcedColors ? 2 : 1,
      'browser.download.folderList': 2, 'browser.download.dir': downloads, 'browser.download.always_ask_before_handling_new_types': false,
      'browser.helperApps.neverAsk.saveToDisk': 'application/octet-stream,application/pdf,text/plain', 'pdfjs.disabled': true,
      'intl.accept_languages': locale, 'intl.locale.requested': locale, ...proxyPreferences,
    },
  };
}

export function toEnginePage(page, { engine, version, downloads, close, newPage }) {
  const at = async (path) => {
    const element = (await page.evaluateHandle(findExpression(path))).asElement();
    if (element === null) throw notThere(path);
    return element;
  };
  return {
    engine, version, downloads, close,
    goto: async (url) => { await page.goto(url, { waitUntil: 'load' }); },
    eval: (script, ...args) => page.evaluate(script, ...args),
    type: async (path, text) => {
      await (await at(path)).focus();
      await page.keyboard.type(text);
    },
    write: (text) => page.keyboard.type(text),
    press: async (keys) => {
      const names = keys.split('+');
      const last = names.pop();
      for (const name of names) await page.keyboard.down(name);
      await page.keyboard.press(last);
      for (const name of names.reverse()) await page.keyboard.up(name);
    },
    click: async (path) => { await (await at(path)).click(); },
    choose: async (path, files) => { await (await at(path)).uploadFile(...files); },
    shot: () => page.screenshot(),
    newPage: async () => {
      const other = await newPage();
      return toEnginePage(other, { engine, version, downloads, close: () => other.close(), newPage });
    },
  };
}
