import puppeteer from 'puppeteer-core';
import { findChromium } from '../../.config/chromium.mjs';
import { findExpression, notThere } from './find.mjs';

const COMMON = { headless: true, defaultViewport: null, protocolTimeout: 60_000 };

/** Chromium or Firefox, without a window to be seen. */
export async function openWithPuppeteer(engine, options) {
  const browser = await puppeteer.launch(engine === 'firefox' ? firefox(options) : await chromium(options));
  const version = await browser.version();
  const [first] = await browser.pages();
  const present = async (page) => {
    if (engine === 'chromium') await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: options.dark ? 'dark' : 'light' }]);
    return page;
  };
  return toEnginePage(await present(first ?? await browser.newPage()), {
    engine, version, close: () => browser.close(),
    // A window each: what stands in the background of another's window cannot be clicked.
    newPage: async () => present(await browser.newPage({ type: 'window' })),
  });
}

/** Nothing that the browser would load of its own accord: it stays on this machine. */
async function chromium({ locale = 'en-US', ignoreCertificateErrors = false, proxy }) {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium here; demo/engines/install gets one.');
  return {
    browser: 'chrome', executablePath, acceptInsecureCerts: ignoreCertificateErrors, ...COMMON,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--window-size=1280,1024', `--lang=${locale}`, `--accept-lang=${locale}`, ...proxy === undefined ? [] : [`--proxy-server=${proxy}`],
    ],
  };
}

function firefox({ dark = false, locale = 'en-US', ignoreCertificateErrors = false, proxy }) {
  const place = proxy && new URL(proxy);
  const proxyPreferences = place && {
    'network.proxy.type': 1, 'network.proxy.http': place.hostname, 'network.proxy.http_port': Number(place.port),
    'network.proxy.ssl': place.hostname, 'network.proxy.ssl_port': Number(place.port),
  };
  return {
    browser: 'firefox', executablePath: process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr', acceptInsecureCerts: ignoreCertificateErrors, ...COMMON,
    args: ['--width=1280', '--height=1024'],
    extraPrefsFirefox: { 'layout.css.prefers-color-scheme.content-override': dark ? 0 : 1, 'intl.accept_languages': locale, 'intl.locale.requested': locale, ...proxyPreferences },
  };
}

function toEnginePage(page, { engine, version, close, newPage }) {
  const at = async (path) => {
    const element = (await page.evaluateHandle(findExpression(path))).asElement();
    if (element === null) throw notThere(path);
    return element;
  };
  return {
    engine, version, close,
    goto: async (url) => { await page.goto(url, { waitUntil: 'load' }); },
    eval: (script, ...args) => page.evaluate(script, ...args),
    type: async (path, text) => {
      await (await at(path)).focus();
      await page.keyboard.type(text);
    },
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
      return toEnginePage(other, { engine, version, close: () => other.close(), newPage });
    },
  };
}
