import type { Host } from '../host.ts';
import { startOnePage } from '../lib/one-page.ts';

/** No style sheet at all: the browser's own look, dark where the visitor's system is. */
export const host: Host = {
  name: 'bare',
  title: 'No style sheet',
  start: (site) => startOnePage(site, { template: new URL('page.html', import.meta.url), pages: site.folder }),
  selectors: { button: 'main button', link: 'main a', field: 'main input', content: 'main' },
  dark: 'media',
};
