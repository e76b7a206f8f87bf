import assert from 'node:assert/strict';
import { person } from '../../engines/person.ts';
import type { Host } from '../host.ts';
import { startApplication } from '../lib/application.ts';
import { leavesNothing } from '../lib/remount.ts';
import { SUBJECT } from '../portal.ts';

const PACKAGES = {
  'react': '19.3.1', 'react-dom': '19.3.1', '@lit/react': '1.0.8',
  '@types/react': '19.3.0', '@types/react-dom': '19.3.0', 'typescript': '6.0.3', 'vite': '8.3.8',
};

/** An application in React's strict mode, in development, where everything is mounted twice; its pages change without a new document. */
export const host: Host = {
  name: 'react',
  title: 'React 19.3',
  start: (site) => startApplication(site, { source: new URL('site', import.meta.url), packages: PACKAGES, checker: 'tsc', isDevelopment: true }),
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
