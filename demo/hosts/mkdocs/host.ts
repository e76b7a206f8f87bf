import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host, RunningHost, Site } from '../host.ts';
import { debian } from '../lib/debian.ts';
import { run } from '../lib/run.ts';
import { serve } from '../lib/serve.ts';

const settings = (origin: string, instant: boolean): string => `site_name: Widget Works
site_url: ${origin}/
theme:
  name: material
  font: false
  features: [${instant ? 'navigation.instant' : ''}]
  palette:
    - { scheme: default, primary: teal, accent: amber, toggle: { icon: material/brightness-7, name: Dark } }
    - { scheme: slate, primary: teal, accent: amber, toggle: { icon: material/brightness-4, name: Light } }
markdown_extensions: [attr_list]
`;

const HOME = '# Widget Works\n\n[Contact support](support.md)\n';
const page = (snippet: string): string => `# Contact support

Before you write, read the [frequently asked questions](index.md).

[All questions](index.md){ .md-button .md-button--primary }

${snippet}
`;

async function start({ snippet, folder, port }: Site, instant: boolean): Promise<RunningHost> {
  await debian('mkdocs', 'mkdocs-material');
  const origin = `http://127.0.0.1:${String(port)}`;
  await rm(join(folder, 'docs'), { recursive: true, force: true });
  await mkdir(join(folder, 'docs'));
  await writeFile(join(folder, 'mkdocs.yml'), settings(origin, instant));
  await writeFile(join(folder, 'docs/index.md'), HOME);
  await writeFile(join(folder, 'docs/support.md'), page(snippet));
  await run('mkdocs', ['build', '--quiet', '--clean'], { cwd: folder });
  const { stop } = await serve(join(folder, 'site'), port);
  return { url: `${origin}/support/`, stop, ...instant && { link: { url: `${origin}/`, selector: '.md-content a[href*="support/"]' } } };
}

const common = {
  selectors: { button: '.md-content .md-button--primary', link: '.md-content p a:not(.md-button)', field: '.md-search__input', content: '.md-content__inner' },
  dark: () => document.querySelector<HTMLLabelElement>('[data-md-component=palette] label:not([hidden])')?.click(),
};

export const hosts: readonly Host[] = [
  { ...common, name: 'mkdocs', title: 'MkDocs 1.4, Material 8.2', start: (site) => start(site, false) },
  { ...common, name: 'mkdocs-instant', title: 'MkDocs 1.4, Material 8.2 with instant navigation', start: (site) => start(site, true) },
];
