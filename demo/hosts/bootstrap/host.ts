import { join } from 'node:path';
import type { Host } from '../host.ts';
import { installNpm } from '../lib/npm.ts';
import { startOnePage } from '../lib/one-page.ts';

/** A page of Bootstrap's own components with the portal in a card. @param styleSheet Below `node_modules` */
const host = ({ styleSheet, ...rest }: Pick<Host, 'name' | 'title' | 'dark'> & { readonly styleSheet: string }): Host => ({
  ...rest,
  async start(site) {
    await installNpm(site.folder, { bootstrap: '5.3.9', bootswatch: '5.3.8' });
    return startOnePage(site, {
      template: new URL('page.html', import.meta.url), values: { styleSheet },
      pages: join(site.folder, rest.name), mounts: { '/node_modules': join(site.folder, 'node_modules') },
    });
  },
  selectors: { button: '.btn-primary', link: '.lead a', field: '#search', content: '.card-body' },
});

const styleSheet = 'bootstrap/dist/css/bootstrap.min.css';

/** Bootstrap 5.3 as it comes, dark on the whole page or on a section of it, and a theme of Bootswatch that is dark by itself. */
export const hosts: readonly Host[] = [
  host({ name: 'bootstrap', title: 'Bootstrap 5.3', styleSheet, dark: () => { document.documentElement.dataset['bsTheme'] = 'dark'; } }),
  host({
    name: 'bootstrap-section', title: 'Bootstrap 5.3, dark on a section', styleSheet,
    dark: () => { document.querySelector('main')?.setAttribute('data-bs-theme', 'dark'); },
  }),
  host({ name: 'bootstrap-darkly', title: 'Bootstrap 5.3, Bootswatch Darkly', styleSheet: 'bootswatch/dist/darkly/bootstrap.min.css' }),
];
