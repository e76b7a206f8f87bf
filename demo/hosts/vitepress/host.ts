import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { person } from '../../engines/person.ts';
import type { Host } from '../host.ts';
import { installNpm } from '../lib/npm.ts';
import { packedPackage } from '../lib/package.ts';
import { leavesNothing } from '../lib/remount.ts';
import { run } from '../lib/run.ts';
import { serve } from '../lib/serve.ts';
import { withoutScript, writePage } from '../lib/template.ts';
import { SUBJECT } from '../portal.ts';

const PACKAGES = { vitepress: '1.6.4', vue: '3.5.45' };

/** A documentation site with the portal in a Markdown page; its pages are rendered on a server first, and change without a new document. */
function vitepress(name: string, title: string, way: 'script' | 'package'): Host {
  return {
    name, title,
    async start({ snippet, script, gateway, folder, port }) {
      await installNpm(folder, { ...PACKAGES, ...await packedPackage(folder) });
      const site = join(folder, name);
      await rm(site, { recursive: true, force: true });
      await cp(fileURLToPath(new URL('site', import.meta.url)), site, { recursive: true });
      if (way === 'script') await rm(join(site, '.vitepress/theme'), { recursive: true });
      await writePage(new URL('site/support.md', import.meta.url), join(site, 'support.md'), { snippet: withoutScript(snippet) });
      const env = way === 'script' ? { SCRIPT: script, GATEWAY: gateway } : { VITE_GATEWAY: gateway };
      await run(join(folder, 'node_modules/.bin/vitepress'), ['build', site], { cwd: folder, env });
      const { stop } = await serve(join(site, '.vitepress/dist'), port);
      const url = `http://127.0.0.1:${String(port)}`;
      return { url: `${url}/support`, link: { url: `${url}/`, selector: '.vp-doc a[href="/support.html"]' }, stop };
    },
    selectors: { button: '.VPButton.brand', link: '.vp-doc p a:not(.VPButton)', content: '.vp-doc' },
    dark: () => { document.querySelector<HTMLElement>('.VPSwitchAppearance')?.click(); },
    async check(page) {
      const customer = person(page);
      // VitePress has a say in what stands behind # as well.
      await customer.press(SUBJECT);
      await customer.finds({ css: 'h2, h3', name: SUBJECT });
      await customer.back();
      await customer.finds({ css: 'h2, h3', name: 'Tickets' });
      await leavesNothing(page, { away: '.vp-doc p a:not(.VPButton)', back: '.vp-doc a[href="/support.html"]', settled: () => customer.sees(SUBJECT) });
    },
  };
}

export const hosts: readonly Host[] = [
  vitepress('vitepress', 'VitePress 1.6, script tag', 'script'),
  vitepress('vitepress-package', 'VitePress 1.6, npm package', 'package'),
];
