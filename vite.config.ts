import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

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

/** Takes comments and needless space out of style sheets, which a minifier of scripts leaves as they are. */
const denseStyles = (): Plugin => ({
  name: 'dense-styles',
  enforce: 'pre',
  transform(code, id) {
    if (!id.endsWith('.styles.ts')) return null;
    const dense = (css: string): string => css.replace(/\/\*.*?\*\//gs, '').replace(/\s+/g, ' ').replace(/ ?([{};]) ?/g, '$1').replaceAll(';}', '}');
    return { code: code.replace(/(?<=css`)[^`]*/g, dense), map: null };
  },
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

/** What every element stands on, in one chunk; and what those who show tickets need besides, in another. */
const SHARED = [
  // Whoever only reads needs nothing of what forms and lists share.
  { name: 'core', test: (id: string) => !/\/(form-check|leave-guard|exported-parts|repeat|live)\.[jt]s$/.test(id), minShareCount: 4, priority: 2 },
  { name: 'tickets', test: /\/(http\/http|ticketing-client|seen|ticket-select-event|en\/tickets|directives\/(repeat|live))\.[jt]s$/, priority: 1 },
];

/**
 * The script tag: `dist/cdn/portico.js` is small, and fetches what the page's elements need from `chunks/`.
 * Everything is in it, minified; an application that bundles for itself uses `dist/esm` instead.
 */
export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [ownCopies('src/loader.ts', '?loader'), ownCopies('src/i18n/en.ts', '?all'), denseStyles(), apartFromPage()],
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
