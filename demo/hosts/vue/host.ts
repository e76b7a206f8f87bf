import assert from 'node:assert/strict';
import { copyFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { person } from '../../engines/person.ts';
import type { Host } from '../host.ts';
import { installNpm } from '../lib/npm.ts';
import { packedPackage } from '../lib/package.ts';
import { leavesNothing } from '../lib/remount.ts';
import { run } from '../lib/run.ts';
import { serve } from '../lib/serve.ts';

const PACKAGES = { 'vue': '3.5.45', 'vue-tsc': '3.3.14', '@vitejs/plugin-vue': '6.0.11', 'typescript': '6.0.3', 'vite': '8.3.8' };
const SUBJECT = 'Weekly report lost its formatting';

/** An application whose templates are checked against the elements' types; its pages change without a new document. */
export const host: Host = {
  name: 'vue',
  title: 'Vue 3.5',
  async start({ gateway, folder, port }) {
    await installNpm(folder, { ...PACKAGES, ...await packedPackage(folder) });
    await cp(fileURLToPath(new URL('site', import.meta.url)), join(folder, 'site'), { recursive: true });
    const bin = (name: string): string => join(folder, 'node_modules/.bin', name);
    await run(bin('vue-tsc'), ['-p', 'site'], { cwd: folder });
    await run(bin('vite'), ['build', 'site'], { cwd: folder, env: { VITE_GATEWAY: gateway } });
    const built = join(folder, 'site/dist');
    // Every page of the application is the same document.
    await copyFile(join(built, 'index.html'), join(built, 'support.html'));
    const { stop } = await serve(built, port);
    const url = `http://127.0.0.1:${String(port)}`;
    return { url: `${url}/support`, link: { url: `${url}/`, selector: 'nav a[href="/support"]' }, stop };
  },
  selectors: { button: 'form button', link: 'main p a', field: 'form input', content: 'main' },
  dark: () => { document.querySelector<HTMLElement>('.shade')?.click(); },
  async check(page) {
    const customer = person(page);
    await page.until(() => document.querySelector('output')?.textContent === 'sign-in');
    assert.equal(await page.eval(() => Reflect.get(document.querySelector('customer-portal') ?? {}, 'pageSize') as unknown), 10);
    await customer.press(SUBJECT);
    await page.until(() => document.querySelector('output')?.textContent === 'sign-in ticket-select ticket-loaded');
    await leavesNothing(page, { away: 'nav a[href="/"]', back: 'nav a[href="/support"]', settled: () => customer.sees(SUBJECT) });
  },
};
