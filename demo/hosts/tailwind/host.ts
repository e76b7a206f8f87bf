import { join } from 'node:path';
import type { Host } from '../host.ts';
import { startOnePage } from '../lib/one-page.ts';
import { buildTailwind } from '../lib/tailwind.ts';

/** Tailwind 4 with its typography plugin. Dark is a class on <html>; of the theme, the style sheet only has the tokens that the page's classes use. */
export const host: Host = {
  name: 'tailwind',
  title: 'Tailwind 4, typography',
  async start(site) {
    const pages = join(site.folder, 'pages');
    const template = new URL('page.html', import.meta.url);
    const styleSheet = new URL('input.css', import.meta.url);
    await buildTailwind(site.folder, { styleSheet, template, output: join(pages, 'site.css'), plugins: { '@tailwindcss/typography': '0.5.20' } });
    return startOnePage(site, { template, pages });
  },
  selectors: { button: 'form button', link: 'article p a', field: 'form input', content: 'article' },
  dark: () => { document.documentElement.classList.add('dark'); },
};
