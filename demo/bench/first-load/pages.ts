import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** What a customer wants to see. */
export const SCREENS = ['login', 'list', 'detail'] as const;
export type Screen = (typeof SCREENS)[number];
/** Who shows it: the script tag; a minimal page of the same libraries; one written by hand. */
export const WAYS = ['portico', 'stack', 'plain'] as const;
export type Way = (typeof WAYS)[number];

/** A page, and the first thing on it that is worth waiting for: elements with shadow roots, then what is in the last one. */
export interface BenchPage { readonly path: string; readonly html: string; readonly usable: readonly string[] }

const document = (head: string, body: string): string => `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Host</title><link rel="icon" href="data:,">${head}${body}`;
const form = `<form hidden><h2>Sign in</h2><label>Email <input type="email" name="email" autocomplete="username" required></label>
<label>Password <input type="password" name="password" autocomplete="current-password" required></label><button>Sign in</button></form>`;

const THING: Readonly<Record<Screen, string>> = { login: 'input[type=email]', list: 'tbody tr:has(a)', detail: 'article' };
const ELEMENT: Readonly<Record<Screen, string>> = { login: 'portal-login', list: 'ticket-list', detail: 'ticket-detail' };

/** @param ticketId Of the ticket that the detail shows */
export function pageOf(way: Way, screen: Screen, ticketId: string): BenchPage {
  const path = `/${way}/${screen}`;
  const at = screen === 'detail' ? ticketId : '';
  if (way === 'portico') {
    const script = `<script type="module" src="/cdn/portico.js" data-gateway="${screen === 'login' ? '/nobody' : '/api'}"></script>`;
    return { path: path + (at && `#/tickets/${at}`), html: document(script, '<customer-portal></customer-portal>'), usable: ['customer-portal', ELEMENT[screen], THING[screen]] };
  }
  const script = `<script type="module" src="/pages/${way}-${screen}.js"></script>`;
  const inside = way === 'stack' ? '<stack-page></stack-page>' : screen === 'login' ? form : '';
  return { path: path + (at && `#${at}`), html: document(script, `<body>${inside}`), usable: [...way === 'stack' ? ['stack-page', `stack-${screen}`] : [], THING[screen]] };
}

/** Builds the pages' scripts as an application would: one file each, minified. @returns path on the site → code */
export async function buildPages(): Promise<Record<string, string>> {
  const scripts: Record<string, string> = {};
  for (const way of ['stack', 'plain']) {
    for (const screen of SCREENS) {
      const name = `${way}-${screen}`;
      const built = await build({
        configFile: false, logLevel: 'error', publicDir: false, define: { 'process.env.NODE_ENV': '"production"' },
        resolve: { conditions: ['production', 'browser', 'module', 'default'] },
        build: {
          write: false, target: 'es2022', modulePreload: false,
          lib: { entry: { [name]: fileURLToPath(new URL(`../pages/${name}.browser.ts`, import.meta.url)) }, formats: ['es'] },
          rolldownOptions: { output: { minify: true } },
        },
      });
      for (const { output: [chunk] } of [built].flat().filter((one) => 'output' in one)) scripts[`/pages/${name}.js`] = chunk.code;
    }
  }
  return scripts;
}
