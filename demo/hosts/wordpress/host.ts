import { existsSync } from 'node:fs';
import { cp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Host, RunningHost, Site } from '../host.ts';
import { HARMFUL, isHarmless, listsEverything } from '../lib/attributes.ts';
import { background } from '../lib/background.ts';
import { debian } from '../lib/debian.ts';
import { run } from '../lib/run.ts';
import { withoutScript } from '../lib/template.ts';
import { startDatabase } from './database.ts';

/** A page of WordPress: who writes it, what, and in which theme. */
interface Page {
  readonly theme: 'twentytwentythree' | 'twentytwentyone';
  /** A style variation of the theme. */
  readonly style?: string;
  /** An author's HTML is filtered, an administrator's is not. */
  readonly writer: 'admin' | 'author';
  /** What the writer puts into the page, as WordPress keeps it. */
  readonly content: (snippet: string) => string;
}

const htmlBlock = (html: string): string => `<!-- wp:html -->\n${html}\n<!-- /wp:html -->`;
const INTRODUCTION = `<!-- wp:paragraph --><p>Before you write, read the <a href="#questions">frequently asked questions</a>.</p><!-- /wp:paragraph -->
<!-- wp:buttons --><div class="wp-block-buttons"><!-- wp:button --><div class="wp-block-button"><a class="wp-block-button__link wp-element-button" href="#questions">All questions</a></div><!-- /wp:button --></div><!-- /wp:buttons -->\n`;
const own = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

async function start({ snippet, script, gateway, folder, port }: Site, { theme, style = '', writer, content }: Page): Promise<RunningHost> {
  await listsEverything(new URL('plugin/portico.php', import.meta.url));
  await debian('wordpress', 'wordpress-theme-twentytwentythree', 'wordpress-theme-twentytwentyone', 'mariadb-server', 'php-cli', 'php-mysql', 'php-xml', 'php-mbstring');
  const origin = `http://127.0.0.1:${String(port)}`;
  // The path of a socket may have 107 bytes, so it is not in the folder.
  const socket = join(tmpdir(), `portico-wordpress-${String(port)}.sock`);
  const root = join(folder, 'www');
  if (!existsSync(root)) await cp('/usr/share/wordpress', root, { recursive: true, dereference: true });
  await cp(own('wp-config.php'), join(root, 'wp-config.php'));
  await cp(own('plugin'), join(root, 'wp-content/plugins/portico'), { recursive: true });
  await writeFile(join(root, 'demo.json'), JSON.stringify({ socket, origin }));

  const database = await startDatabase(folder, socket);
  const web = background('php', ['-S', `127.0.0.1:${String(port)}`, '-t', root], { env: { PHP_CLI_SERVER_WORKERS: '4' }, log: join(folder, 'web.log') });
  const stop = async (): Promise<void> => {
    await web.stop();
    await database.stop();
    await rm(socket, { force: true });
  };
  try {
    const slug = `support-${writer}`;
    const settings = { root, origin, script, gateway, theme, style, writer, slug, content: INTRODUCTION + content(snippet), plugin: writer === 'author' };
    const url = origin + await run('php', [own('setup.php')], { input: JSON.stringify(settings) });
    await web.answers(url);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const selectors = { button: '.entry-content .wp-block-button__link', link: '.entry-content p > a', content: '.entry-content' };

export const hosts: readonly Host[] = [
  {
    name: 'wordpress', title: 'WordPress 6.1, Twenty Twenty-Three, HTML block of an administrator', selectors,
    start: (site) => start(site, { theme: 'twentytwentythree', writer: 'admin', content: htmlBlock }),
  },
  {
    name: 'wordpress-shortcode', title: 'WordPress 6.1, Twenty Twenty-Three, shortcode of an author', selectors,
    start: (site) => start(site, { theme: 'twentytwentythree', writer: 'author', content: () => `<!-- wp:shortcode -->[portico page-title="Support" ${HARMFUL}]Write to support@widgetworks.example.[/portico]<!-- /wp:shortcode -->` }),
    check: isHarmless,
  },
  {
    name: 'wordpress-pitch', title: 'WordPress 6.1, Twenty Twenty-Three in its dark variation Pitch, HTML block of an author', selectors,
    start: (site) => start(site, { theme: 'twentytwentythree', style: 'pitch', writer: 'author', content: (snippet) => htmlBlock(withoutScript(snippet).replace('>', ` ${HARMFUL}>`)) }),
    check: isHarmless,
  },
  {
    name: 'wordpress-twenty-one', title: 'WordPress 6.1, Twenty Twenty-One with its dark mode, HTML block of an administrator', selectors,
    start: (site) => start(site, { theme: 'twentytwentyone', writer: 'admin', content: htmlBlock }),
    dark: () => document.querySelector<HTMLButtonElement>('#dark-mode-toggler')?.click(),
  },
];
