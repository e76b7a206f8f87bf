import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EnginePage } from '../../engines/engines.mjs';
import type { Host, RunningHost, Site } from '../host.ts';
import { HARMFUL, isHarmless, listsEverything } from '../lib/attributes.ts';
import { background } from '../lib/background.ts';
import { debian } from '../lib/debian.ts';
import { run } from '../lib/run.ts';

const MEDIAWIKI = '/usr/share/mediawiki';
const PAGE = 'Contact_support';
const own = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const INTRODUCTION = `Before you write, read the [[Main Page|frequently asked questions]] or [https://www.example.com/ our site].

<span class="mw-ui-button mw-ui-progressive">All questions</span>\n\n`;

async function install(folder: string, origin: string): Promise<void> {
  if (existsSync(join(folder, 'LocalSettings.installed.php'))) return;
  for (const name of ['database', 'cache', 'settings']) {
    await rm(join(folder, name), { recursive: true, force: true });
    await mkdir(join(folder, name));
  }
  await run('php', [
    `${MEDIAWIKI}/maintenance/install.php`, '--dbtype=sqlite', '--dbname=wiki', `--dbpath=${folder}/database`, `--confpath=${folder}/settings`,
    `--server=${origin}`, '--scriptpath=', '--pass=a password of a demo', '--with-extensions=0', 'Widget Works', 'admin',
  ], { env: { MW_CONFIG_FILE: join(folder, 'none.php') } });
  await rename(join(folder, 'settings/LocalSettings.php'), join(folder, 'LocalSettings.installed.php'));
}

/** Under the wiki's own Content-Security-Policy. @param rawHtml The wiki's setting of that name; else the tags of the extension */
async function start({ snippet, script, gateway, folder, port }: Site, rawHtml: boolean): Promise<RunningHost> {
  await listsEverything(new URL('extension/PorticoTags.php', import.meta.url));
  await debian('mediawiki', 'php-cli', 'php-sqlite3', 'php-xml', 'php-mbstring', 'php-intl');
  const origin = `http://127.0.0.1:${String(port)}`;
  await install(folder, origin);
  const settings = join(folder, 'LocalSettings.php');
  await cp(own('local-settings.php'), settings);
  await writeFile(join(folder, 'demo.json'), JSON.stringify({ origin, rawHtml, extension: own('extension/extension.json'), script, gateway, portal: new URL(script).origin }));
  const env = { MW_CONFIG_FILE: settings };
  const write = (title: string, text: string): Promise<string> => run('php', [`${MEDIAWIKI}/maintenance/edit.php`, '--user=Admin', title], { env, input: text });
  await write('MediaWiki:Common.js', 'mw.loader.load( "mediawiki.ui.button" );');
  await write(PAGE, INTRODUCTION + (rawHtml ? `<html>\n${snippet}\n</html>` : `<customer-portal page-title="Support" ${HARMFUL}>Write to support@widgetworks.example.</customer-portal>`));
  const web = background('php', ['-S', `127.0.0.1:${String(port)}`, '-t', MEDIAWIKI], { env: { ...env, PHP_CLI_SERVER_WORKERS: '4' }, log: join(folder, 'web.log') });
  const url = `${origin}/index.php/${PAGE}`;
  try {
    await web.answers(url);
  } catch (error) {
    await web.stop();
    throw error;
  }
  return { url, stop: () => web.stop() };
}

const common = {
  async check(page: EnginePage, { url }: RunningHost): Promise<void> {
    assert.match((await fetch(url)).headers.get('Content-Security-Policy') ?? '', /script-src .*default-src 'self'/);
    await isHarmless(page);
  },
  selectors: { button: '#mw-content-text .mw-ui-progressive', link: '#mw-content-text p a', field: '#searchform input[type=search]', content: '#mw-content-text' },
};

export const hosts: readonly Host[] = [
  { ...common, name: 'mediawiki', title: 'MediaWiki 1.39, Vector 2022, <html> of $wgRawHtml', start: (site) => start(site, true) },
  { ...common, name: 'mediawiki-tag', title: 'MediaWiki 1.39, Vector 2022, tag of the extension', start: (site) => start(site, false) },
];
