import { create, ts } from '@custom-elements-manifest/analyzer';
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import { generateJetBrainsWebTypes } from 'custom-element-jet-brains-integration';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './entries.mjs';

/** The manifest speaks of the files that the package ships, not of its sources. */
const shippedPath = (path) => path.replace(/^\/?src\//, 'dist/esm/').replace(/\.ts$/, '.js');

const shippedPaths = () => ({
  name: 'shipped-paths',
  packageLinkPhase({ customElementsManifest }) {
    const visit = (value) => {
      if (typeof value !== 'object' || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        if ((key === 'path' || key === 'module') && typeof inner === 'string') value[key] = shippedPath(inner);
        else visit(inner);
      }
    };
    visit(customElementsManifest);
  },
});

/** The analyzer takes the first argument of an event's constructor for its name; only what a doc block describes is one. */
const describedEvents = () => ({
  name: 'described-events',
  moduleLinkPhase({ moduleDoc }) {
    for (const declaration of moduleDoc.declarations ?? []) {
      if (declaration.events) declaration.events = declaration.events.filter(({ description }) => description);
    }
  },
});

/**
 * Reads the doc blocks of the elements.
 *
 * @returns {object} a custom-elements manifest, schema version 1: the source of README and story tables and editor data
 */
export function manifest() {
  const files = globSync('src/elements/**/*.ts', { cwd: root })
    .filter((file) => !/\.(test|styles)\.ts$/.test(file))
    .sort();
  const modules = files.map((file) =>
    ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ES2022, true),
  );
  const all = create({ modules, plugins: [...litPlugin(), describedEvents(), shippedPaths()], context: { dev: false, thirdPartyCEMs: [] } });
  // shared parts were needed for what elements inherit; nobody imports them
  return { ...all, modules: all.modules.filter(({ declarations }) => declarations.some(({ tagName }) => tagName)) };
}

/** Completion in VS Code (`html.customData`) and in JetBrains' editors (`web-types`), written into `outdir`. */
export function writeEditorData(customElementsManifest, outdir) {
  const settings = { outdir, hideLogs: true };
  generateVsCodeCustomElementData(customElementsManifest, {
    ...settings,
    htmlFileName: 'vscode.html-custom-data.json',
    cssFileName: 'vscode.css-custom-data.json',
  });
  generateJetBrainsWebTypes(customElementsManifest, {
    ...settings,
    webTypesFileName: 'web-types.json',
    packageJson: false,
  });
}
