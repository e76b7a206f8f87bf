import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { languageParts } from './.config/language-parts.ts';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/**
 * A module gets copies of its own of the modules that it shares with others. The loader, because in a chunk they would have to arrive before it
 * can start; the list of all English texts, because customers' elements would else fetch their texts one section at a time.
 */
const ownCopies = (module: string, mark: string): Plugin => ({
  name: `copies${mark}`,
  enforce: 'pre',
  async resolveId(source, importer, { kind }) {
    if (kind !== 'import-statement' || importer === undefined || !(importer === path(module) || importer.endsWith(mark))) return null;
    const resolved = await this.resolve(source, importer, { skipSelf: true });
    return resolved && resolved.id + mark;
  },
});

/** Takes out what a minifier of scripts leaves as it is: comments and needless space of style sheets, the indentation of templates. */
const denseTemplates = (): Plugin => ({
  name: 'dense-templates',
  enforce: 'pre',
  transform(code, id) {
    if (!id.startsWith(path('src/'))) return null;
    const dense = (css: string): string => css.replace(/\/\*.*?\*\//gs, '').replace(/\s+/g, ' ').replace(/ ?([{};]) ?/g, '$1').replaceAll(';}', '}');
    return { code: id.endsWith('.styles.ts') ? code.replace(/(?<=css`)[^`]*/g, dense) : code.replace(/\n\s+/g, '\n'), map: null };
  },
});

/** Takes the sentences out of the contract's tables that only the API document says. */
const withoutSummaries = (): Plugin => ({
  name: 'without-summaries',
  enforce: 'pre',
  transform: (code, id) => id.startsWith(path('src/contract/')) ? { code: code.replace(/^ *summary: '(?:[^'\\]|\\.)*',$/gm, ''), map: null } : null,
});

/**
 * Keeps libraries apart from the page that the script tag is in. They write notes about themselves on `globalThis` (which versions of lit there are, how zod
 * is set), which would be left on the page's `window` and change what it does with a zod of its own; and zod's `for in` meets what old scripts
 * have put on `Object.prototype`.
 */
const apartFromPage = (): Plugin => ({
  name: 'apart-from-page',
  enforce: 'pre',
  transform(code, id) {
    if (!/\/node_modules\/(zod|lit-html|lit-element|@lit\/reactive-element)\//.test(id)) return null;
    const apart = code
      .replace(/\(\w+\.\w+Versions ?\?\?= ?\[\]\)\.push\([^)]*\)/g, 'void 0')
      .replace(/\w+\.litPropertyMetadata ?\?\?= ?new WeakMap\b/g, 'void 0')
      .replaceAll('globalThis.litPropertyMetadata', 'litPropertyMetadata')
      .replace(/\bglobalThis(?=\)?\.__zod_)/g, 'ownNotes')
      .replace(/for \((const|let) (\w+) in (\w+)\)/g, 'for ($1 $2 of Object.keys($3 ?? {}))');
    return apart === code ? null : { code: `const litPropertyMetadata = new WeakMap(), ownNotes = {};\n${apart}`, map: null };
  },
});

/** Lets the loader ask for everything that an element's chunk imports at once: what only another chunk names would come a round trip later. */
const atOnce = (): Plugin => ({
  name: 'at-once',
  apply: ({ build }) => Boolean(build?.lib),
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
    const needs = (file: string, found = new Set<string>()): Set<string> => {
      const { imports = [] } = chunks.find(({ fileName }) => fileName === file) ?? {};
      for (const next of imports.filter((one) => !found.has(one))) needs(next, found.add(next));
      return found;
    };
    // What all elements stand on is asked for by itself.
    const core = chunks.find(({ name }) => name === 'core')?.fileName ?? '';
    const ofAll = new Set([core, ...needs(core)]);
    for (const entry of chunks.filter(({ isEntry }) => isEntry)) {
      entry.code = entry.code.replace(/import\((["'`])\.\/([^"'`]+)\1\)/g, (call: string, _quote: string, file: string) => {
        const besides = file === core ? [...needs(core)] : [...needs(file)].filter((one) => !ofAll.has(one));
        return besides.length === 0 ? call : `(${besides.map((one) => `import("./${one}").catch(()=>0)`).join()},${call})`;
      });
    }
  },
});

/**
 * The chunks of a first screen, each with all that what is named here imports: what every element stands on, what those need besides who show tickets, and the sign-in.
 */
const SHARED = [
  { name: 'core', test: /rolldown.runtime|\/(portal-element|find-portal|parts\/define|early-answers|states|heading|announce-controller|request-controller|links|keyed|exported-parts|login-view|unsent-question|system-page|portal-login\/navigation|decorators)\.[jt]s$/, priority: 3 },
  { name: 'tickets', test: /\/(http\/http|ticketing-client|seen|ticket-select-event|status-label|field-value|keep-scroll|live-controller|en\/tickets|directives\/(repeat|live))\.[jt]s$/, priority: 2 },
  { name: 'login', test: /\/portal-login\/(define|view-link|fields|form-request)\.[jt]s$/, priority: 1 },
];

/**
 * The script tag: `dist/cdn/portico.js` is small, and fetches what the page's elements need from `chunks/`.
 * Everything is in it, minified; an application that bundles for itself uses `dist/esm` instead.
 */
export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [ownCopies('src/loader.ts', '?loader'), ownCopies('src/i18n/en.ts', '?all'), denseTemplates(), withoutSummaries(), apartFromPage(), languageParts(path('.')), atOnce()],
  define: { 'process.env.NODE_ENV': '"production"' },
  resolve: { conditions: ['production', 'browser', 'module', 'default'] },
  build: {
    outDir: 'dist/cdn',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    // which chunk holds which source: for the byte budget
    manifest: 'manifest.json',
    // its helper would add link elements to the host page's head
    modulePreload: false,
    lib: {
      entry: { portico: ['src/loader.ts', 'src/define.ts'].map(path).find(existsSync) ?? path('src/define.ts') },
      formats: ['es'],
    },
    rolldownOptions: {
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        codeSplitting: { groups: SHARED },
        // Vite keeps the white space of libraries otherwise
        minify: true,
      },
    },
  },
});
