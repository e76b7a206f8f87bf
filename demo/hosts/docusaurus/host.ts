import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { person } from '../../engines/person.ts';
import type { Host } from '../host.ts';
import { installNpm } from '../lib/npm.ts';
import { run } from '../lib/run.ts';
import { serve } from '../lib/serve.ts';

const PACKAGES = {
  '@docusaurus/core': '3.10.2', '@docusaurus/preset-classic': '3.10.2', '@docusaurus/faster': '3.10.2', 'react': '19.3.1', 'react-dom': '19.3.1',
};
const FIELDS = {
  // Docusaurus generates modules of both kinds, which its bundler takes only where the package says nothing.
  type: undefined,
  // What a new site says; without it, the cascade layers of its style sheets come out in the wrong order.
  browserslist: { production: ['>0.5%', 'not dead', 'not op_mini all'] },
};

/** A documentation site, with the script in its settings and the portal in a Markdown page and in an MDX page. */
export const host: Host = {
  name: 'docusaurus',
  title: 'Docusaurus 3.10',
  async start({ script, gateway, folder, port }) {
    await installNpm(folder, PACKAGES, FIELDS);
    await rm(join(folder, 'docs'), { recursive: true, force: true });
    // The element stands in the pages as Docusaurus wants it; see the guide.
    for (const name of ['docusaurus.config.js', 'custom.css', 'docs']) await cp(fileURLToPath(new URL(name, import.meta.url)), join(folder, name), { recursive: true });
    const origin = `http://127.0.0.1:${String(port)}`;
    await run(join(folder, 'node_modules/.bin/docusaurus'), ['build'], { cwd: folder, env: { ORIGIN: origin, SCRIPT: script, GATEWAY: gateway } });
    const { stop } = await serve(join(folder, 'build'), port);
    return { url: `${origin}/support`, link: { url: `${origin}/`, selector: '.markdown a[href="/support"]' }, stop };
  },
  selectors: { button: '.button--primary', link: '.markdown p a', content: '.markdown' },
  async check(page, { url }) {
    const visitor = person(page);
    await page.goto(`${url}-mdx`);
    await visitor.sees('Sign out');
    await page.goto(url);
    await page.click('.navbar__brand');
    await page.until(() => document.querySelector('customer-portal') === null);
    await page.eval(() => { history.back(); });
    await visitor.sees('Sign out');
  },
  // What the switch in the navigation does, which goes round three positions.
  dark: () => { document.documentElement.dataset['theme'] = 'dark'; },
};
