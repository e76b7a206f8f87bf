import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/**
 * The script tag: `dist/cdn/portico.js` is small, and fetches what the page's elements need from `chunks/`.
 * Everything is in it, minified; an application that bundles for itself uses `dist/esm` instead.
 */
export default defineConfig({
  base: './',
  publicDir: false,
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
        // Vite keeps the white space of libraries otherwise
        minify: true,
      },
    },
  },
});
