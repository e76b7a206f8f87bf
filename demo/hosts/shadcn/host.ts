import { join } from 'node:path';
import type { Host } from '../host.ts';
import { startOnePage } from '../lib/one-page.ts';
import { buildTailwind } from '../lib/tailwind.ts';

/** A page with the tokens of shadcn/ui, in one of their two forms: colours, or channels that only `hsl()` makes a colour. */
const host = (form: 'oklch' | 'hsl', name: string): Host => ({
  name,
  title: `shadcn/ui tokens, ${form}`,
  async start(site) {
    const pages = join(site.folder, name);
    const template = new URL('page.html', import.meta.url);
    const styleSheet = new URL(`${form}.css`, import.meta.url);
    await buildTailwind(site.folder, { styleSheet, template, output: join(pages, 'site.css'), plugins: { 'tw-animate-css': '1.4.0' } });
    return startOnePage(site, { template, pages });
  },
  selectors: { button: 'form button', link: 'main p a', field: 'form input', content: '.bg-card' },
  dark: () => { document.documentElement.classList.add('dark'); },
});

export const hosts: readonly Host[] = [host('oklch', 'shadcn'), host('hsl', 'shadcn-hsl')];
