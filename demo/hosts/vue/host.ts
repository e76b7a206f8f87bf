import assert from 'node:assert/strict';
import { person } from '../../engines/person.ts';
import type { Host } from '../host.ts';
import { startApplication } from '../lib/application.ts';
import { leavesNothing } from '../lib/remount.ts';
import { SUBJECT } from '../portal.ts';

const PACKAGES = { 'vue': '3.5.45', 'vue-tsc': '3.3.14', '@vitejs/plugin-vue': '6.0.11', 'typescript': '6.0.3', 'vite': '8.3.8' };

/** An application whose templates are checked against the elements' types; its pages change without a new document. */
export const host: Host = {
  name: 'vue',
  title: 'Vue 3.5',
  start: (site) => startApplication(site, { source: new URL('site', import.meta.url), packages: PACKAGES, checker: 'vue-tsc' }),
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
