import type { Host } from '../host.ts';
import { startOnePage } from '../lib/one-page.ts';

/** A company's page as somebody has written it by hand: a small style sheet of rules, without custom properties, dark where the visitor's system is. */
export const host: Host = {
  name: 'html',
  title: 'HTML written by hand',
  start: (site) => startOnePage(site, { template: new URL('page.html', import.meta.url), styleSheet: new URL('site.css', import.meta.url), pages: site.folder }),
  selectors: { button: 'main button', link: 'main p a', field: 'main input', content: '.contact' },
  dark: 'media',
};
