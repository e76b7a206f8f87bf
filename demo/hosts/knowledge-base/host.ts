import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { person } from '../../engines/person.ts';
import type { Host } from '../host.ts';
import { serve } from '../lib/serve.ts';
import { withoutScript, writePage } from '../lib/template.ts';
import { articles } from './articles.ts';

const here = (name: string): URL => new URL(name, import.meta.url);

/** A help centre with articles, rendered from its theme's template: the way to the portal at the top right of every page, the portal on a page of its own. */
export const host: Host = {
  name: 'knowledge-base',
  title: 'Help centre with a theme of its own',
  async start({ snippet, script, gateway, folder, port }) {
    const sidebar = (path: string): string => `<h2>Getting started</h2><ul>${articles.map(({ path: to, title }) => `<li><a href="${to}"${to === path ? ' aria-current="page"' : ''}>${title}</a></li>`).join('')}</ul>`;
    const pages = [...articles, { path: '/support', title: 'Support', content: withoutScript(snippet) }];
    for (const { path, title, content } of pages) {
      await writePage(here('template.html'), join(folder, path === '/' ? 'index.html' : `${path}.html`), { title, content, sidebar: sidebar(path), script, gateway });
    }
    await copyFile(fileURLToPath(here('theme.css')), join(folder, 'theme.css'));
    const { stop } = await serve(folder, port);
    return { url: `http://127.0.0.1:${String(port)}/support`, stop };
  },
  selectors: { button: '.ask', link: '.columns nav a', field: '.search input', content: '.sheet' },
  async check(page, { url }) {
    const reader = person(page);
    await page.goto(new URL('/', url).href);
    // The badge has found out what to say, and so has the link.
    await reader.sees('wait for your answer');
    await page.click(['portal-link', 'a']);
    await reader.sees('Sign out');
    assert.equal(await reader.address(), url);
  },
  dark: () => { document.querySelector<HTMLElement>('.reading')?.click(); },
};
