import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'puppeteer-core';
import { person } from '../engines/person.ts';
import { pair, visit, type Visit } from './browser.ts';
import { luminance } from './compare/color.ts';
import { compare, type Column, type Verdict } from './compare/compare.ts';
import { hostStyles, type HostStyles } from './compare/leaks.ts';
import { look, type Look } from './compare/look.ts';
import type { Host, RunningHost } from './host.ts';
import type { PortalService } from './portal.ts';

/** A host's line of the table; what a host does not have is not there. */
export type Row = Readonly<Partial<Record<Column | 'dark' | 'usable' | 'moves' | 'leaks' | 'own check', Verdict>>>;

/** What a host is tried with. */
export interface Means { readonly browser: Browser; readonly portal: PortalService; /** Folder for pictures. */ readonly pictures: string }

const PRIMARY = ['customer-portal', 'portal-login', '.primary'];
/** The site may have a form of its own. */
const SIGN_IN = { css: 'portal-login' };
/** A site and its portal have this long, in milliseconds, to show themselves after something has changed. */
const SETTLED = 1000;

/** Visits the page as somebody who signs in, in light and dark, and compares what is to be seen. */
export async function tryHost(host: Host, running: RunningHost, means: Means): Promise<Row> {
  const before = await withVisit(means, { without: means.portal.script }, async (page) => {
    await page.goto(running.url);
    await sleep(3 * SETTLED);
    return { styles: await stylesOf(page, host), complaints: page.complaints };
  });
  const signIn = await withVisit(means, {}, async (page) => {
    await page.goto(running.url);
    await stands(page);
    const leaksNow = async (): Promise<Verdict> => leaksOf(before, { styles: await stylesOf(page, host), complaints: page.complaints });
    let leaks = await leaksNow();
    if (!leaks.ok) {
      // The site's own scripts may not be through yet.
      await sleep(3 * SETTLED);
      leaks = await leaksNow();
    }
    const light = await page.eval(look, host.selectors);
    await picture(page, host, means, 'light');
    const dark = await inDark(page, host, means);
    return { leaks, light, dark };
  });
  let list: Awaited<ReturnType<typeof signedIn>> | undefined;
  const usable = await verdict(async () => { list = await withVisit(means, {}, (page) => signedIn(page, host, running, means)); });
  const { link } = running;
  const light = together(signIn.light, list?.light);
  return {
    ...compare(light),
    ...signIn.dark !== undefined && { dark: darkVerdict(light, together(signIn.dark, list?.dark)) },
    usable,
    ...link !== undefined && { moves: await verdict(() => withVisit(means, {}, (page) => follow(page, link))) },
    leaks: signIn.leaks,
    ...list?.check !== undefined && { 'own check': list.check },
  };
}

async function withVisit<Result>({ browser }: Means, options: Parameters<typeof visit>[1], stay: (page: Visit) => Promise<Result>): Promise<Result> {
  const page = await visit(browser, options);
  try {
    return await stay(page);
  } finally {
    await page.close();
  }
}

async function verdict(attempt: () => Promise<unknown>): Promise<Verdict> {
  try {
    await attempt();
    return { ok: true, short: 'yes' };
  } catch (error) {
    return { ok: false, short: 'no', detail: (error instanceof Error ? error.message : String(error)).slice(0, 1000) };
  }
}

const stylesOf = (page: Visit, { selectors: { button, link, field, content } }: Host): Promise<HostStyles> =>
  page.eval(hostStyles, [button, link, field, content].filter((selector) => selector !== undefined), content);

/** The sign-in is there, and the page is at rest. */
async function stands(page: Visit): Promise<void> {
  await person(page).sees('Show password');
  await sleep(SETTLED);
}

async function signedIn(page: Visit, host: Host, running: RunningHost, means: Means): Promise<{ light: Look; dark: Look | undefined; check: Verdict | undefined }> {
  const { email, password, subject } = means.portal.customer;
  const customer = person(page);
  await page.goto(running.url);
  await customer.fill('Email', email, SIGN_IN);
  await customer.fill('Password', password, SIGN_IN);
  await customer.press('Sign in', SIGN_IN);
  await customer.sees(subject);
  await sleep(SETTLED);
  const light = await page.eval(look, host.selectors);
  await page.save(join(means.pictures, `${host.name}-list-light.png`));
  let dark: Look | undefined;
  if (host.dark !== undefined) {
    await turnDark(page, host);
    dark = await page.eval(look, host.selectors);
    await page.save(join(means.pictures, `${host.name}-list-dark.png`));
  }
  const { check } = host;
  return { light, dark, check: check && await verdict(() => check(page, running)) };
}

/** The page in dark, a second after somebody has switched it; undefined where it has no dark. */
async function inDark(page: Visit, host: Host, means: Means): Promise<Look | undefined> {
  if (host.dark === undefined) return undefined;
  await turnDark(page, host);
  const dark = await page.eval(look, host.selectors);
  await picture(page, host, means, 'dark');
  return dark;
}

async function turnDark(page: Visit, { dark }: Host): Promise<void> {
  if (dark === 'media') await page.media('dark');
  else if (dark !== undefined) await page.eval(dark);
  await sleep(SETTLED);
}

async function picture(page: Visit, { name, selectors: { button } }: Host, { browser, pictures }: Means, shade: string): Promise<void> {
  await page.save(join(pictures, `${name}-${shade}.png`));
  const crops = [...button === undefined ? [] : [await page.crop(button)], await page.crop(PRIMARY)];
  await pair(browser, join(pictures, `${name}-${shade}-buttons.png`), crops.filter((crop) => crop !== undefined));
}

/** Through a link of the site, without a new document. */
async function follow(page: Visit, { url, selector }: NonNullable<RunningHost['link']>): Promise<void> {
  await page.goto(url);
  await page.eval(() => { Object.assign(window, { stayed: true }); });
  await page.click(selector);
  await stands(page);
  if (!await page.eval(() => 'stayed' in window)) throw new Error('The site has loaded another document; its own way from page to page was not tried.');
}

/** Both views of the portal as one: the main button is in the sign-in, links are in the list. */
const together = (signIn: Look, list: Look | undefined): Look => (list === undefined ? signIn : {
  ...signIn, portal: { ...list.portal, ...signIn.portal }, texts: [...signIn.texts, ...list.texts], controls: [...signIn.controls, ...list.controls],
});

function darkVerdict(light: Look, dark: Look): Verdict {
  const isDark = ({ host: { text } }: Look): boolean => luminance(text.surface) < luminance(text.color);
  if (isDark(light) || !isDark(dark)) return { ok: false, short: 'no switch', detail: `the host was ${isDark(light) ? 'dark' : 'light'} and is ${isDark(dark) ? 'dark' : 'light'}` };
  const all = Object.entries(compare(dark));
  const wrong = all.filter(([, { ok }]) => !ok);
  const repaired = all.filter(([, { short }]) => short === 'repaired');
  return {
    ok: wrong.length === 0, short: wrong.length === 0 ? repaired.length > 0 ? 'repaired' : 'same' : wrong.map(([column]) => column).join('+'),
    ...(wrong.length > 0 || repaired.length > 0) && { detail: [...wrong, ...repaired].map(([column, { detail }]) => `${column}: ${detail ?? ''}`).join('; ') },
  };
}

interface Seen { readonly styles: HostStyles; readonly complaints: readonly string[] }

function leaksOf(before: Seen, after: Seen): Verdict {
  const names = [...new Set([...Object.keys(before.styles), ...Object.keys(after.styles)])];
  const changed = names.filter((name) => before.styles[name] !== after.styles[name]).map((name) => `${name}: ${String(before.styles[name])} → ${String(after.styles[name])}`);
  const said = after.complaints.filter((complaint) => !before.complaints.includes(complaint)).map((complaint) => `console: ${complaint}`);
  const all = [...changed, ...said];
  return { ok: all.length === 0, short: all.length === 0 ? `0 of ${String(names.length)}` : String(all.length), ...all.length > 0 && { detail: all.slice(0, 12).join('; ') } };
}
