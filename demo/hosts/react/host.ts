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

const PACKAGES = {
  'react': '19.3.1', 'react-dom': '19.3.1', '@lit/react': '1.0.8',
  '@types/react': '19.3.0', '@types/react-dom': '19.3.0', 'typescript': '6.0.3', 'vite': '8.3.8',
};
const SUBJECT = 'Weekly report lost its formatting';

/** An application in React's strict mode, in development, where everything is mounted twice; its pages change without a new document. */
export const host: Host = {
  name: 'react',
  title: 'React 19.3',
  async start({ gateway, folder, port }) {
    await installNpm(folder, { ...PACKAGES, ...await packedPackage(folder) });
    await cp(fileURLToPath(new URL('site', import.meta.url)), join(folder, 'site'), { recursive: true });
    const bin = (name: string): string => join(folder, 'node_modules/.bin', name);
    await run(bin('tsc'), ['-p', 'site'], { cwd: folder });
    await run(bin('vite'), ['build', 'site', '--mode', 'development'], { cwd: folder, env: { NODE_ENV: 'development', VITE_GATEWAY: gateway } });
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
    const heard = async (events: string): Promise<void> => {
      await customer.sees(events);
      assert.equal(await page.eval(() => document.querySelector('output')?.textContent), events);
    };
    await heard('sign-in');
    await customer.press(SUBJECT);
    await heard('sign-in ticket-select ticket-loaded');
    const property = (element: string, name: string): Promise<unknown> => page.eval((...of) => Reflect.get(document.querySelector(of[0]) ?? {}, of[1]) as unknown, element, name);
    assert.equal(await property('customer-portal', 'pageTitle'), 'Widget Works Support');
    assert.equal(await property('portal-link', 'href'), '/support');
    await leavesNothing(page, { away: 'nav a[href="/"]', back: 'nav a[href="/support"]', settled: () => customer.sees(SUBJECT) });
  },
};
