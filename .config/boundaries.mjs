import { relative, resolve } from 'node:path';
import { entries, root } from './entries.mjs';

/**
 * ESLint rule: what may import what. The table is the design's; an area that is not in it may import nothing of ours.
 *
 * `own` are the areas of `src` that an area may import, besides itself; `types` those it may import by `import type`
 * only; `packages` the npm packages (all, where absent). Tests may import what they like.
 */
const BROWSER_PACKAGES = ['lit', '@lit/context', 'dompurify'];
const AREAS = {
  contract: { own: [], packages: ['zod/mini'] },
  internal: { own: [], packages: BROWSER_PACKAGES },
  theme: { own: ['internal'], packages: BROWSER_PACKAGES },
  // which language fits which is the same for elements, mails and owners' texts
  i18n: { own: ['contract', 'internal'], packages: BROWSER_PACKAGES },
  policy: { own: ['contract'], packages: ['zod/mini'] },
  // `adapters/<x>` is an area each, so that none imports another
  adapters: { own: ['contract', 'sql'] },
  sql: { own: [] },
  gateway: { own: ['contract', 'policy', 'sql'] },
  // the http adapter, because a `gateway` attribute alone has to become a portal
  portal: { own: ['contract', 'internal', 'i18n', 'adapters/http'], packages: [...BROWSER_PACKAGES, 'zod/mini'] },
  elements: { own: ['portal', 'theme', 'i18n', 'internal'], types: ['contract'], packages: BROWSER_PACKAGES },
  react: { own: ['elements'], packages: ['@lit/react', 'react'] },
  testing: { own: ['contract'], packages: ['zod/mini'] },
  // the roots, where everything comes together: the browser's (src/*.ts) and the server's command
  root: { own: ['contract', 'portal', 'elements', 'theme', 'i18n', 'internal', 'adapters'], packages: BROWSER_PACKAGES },
  bin: { own: ['contract', 'policy', 'gateway', 'adapters', 'sql'] },
};
/** Adapters that a browser may load from the roots; the others hold a backend's secrets. */
const BROWSER_ADAPTERS = ['adapters/memory', 'adapters/http'];

const areaOf = (path) => {
  const [top, area, name] = path.split('/');
  if (top !== 'src') return { top };
  if (name === undefined) return { top, area: 'root', key: 'root' };
  return { top, area, key: area === 'adapters' ? `adapters/${name}` : area };
};

const isPackage = (specifier, allowed) =>
  allowed.some((name) => specifier === name || (name !== 'zod/mini' && specifier.startsWith(`${name}/`)));

/** @returns {string | undefined} why `file` must not import `specifier`, in a sentence */
export function violation(file, specifier, isType = false, publicFiles = new Set(Object.values(entries()))) {
  const from = areaOf(file);
  if (/\.test\.ts$/.test(file)) return undefined;
  if (!specifier.startsWith('.')) {
    const allowed = AREAS[from.area]?.packages;
    if (from.top !== 'src' || isType || !allowed || isPackage(specifier, allowed)) return undefined;
    return `${from.area} may import ${allowed.join(', ')}, but not the package ${specifier}.`;
  }
  const target = relative(root, resolve(root, file, '..', specifier)).replaceAll('\\', '/');
  const to = areaOf(target);
  if (from.top !== 'src') {
    if (to.top !== 'src' || publicFiles.has(target)) return undefined;
    return `${from.top} shows how the package is used, so it imports public entries only; ${target} is none.`;
  }
  if (to.top !== 'src') return `${target} is not part of the package.`;
  if (from.key === to.key) return undefined;
  const { own = [], types = [] } = AREAS[from.area] ?? {};
  if (from.area === 'root' && to.area === 'adapters' && !BROWSER_ADAPTERS.includes(to.key)) {
    return `${to.key} is for servers; a browser entry must not import it.`;
  }
  if (own.includes(to.area) || own.includes(to.key) || (isType && types.includes(to.area))) return undefined;
  if (types.includes(to.area)) return `${from.key} may import types of ${to.key}, but no code: use import type.`;
  return `${from.key} must not import ${to.key}.`;
}

export const boundaries = {
  meta: { type: 'problem', docs: { description: 'keeps the areas of src apart' }, schema: [] },
  create(context) {
    const file = relative(root, context.filename).replaceAll('\\', '/');
    const publicFiles = new Set(Object.values(entries()));
    const check = (node, isType) => {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string') return;
      const message = violation(file, specifier, isType, publicFiles);
      if (message) context.report({ node: node.source, message });
    };
    const onlyTypes = (node) =>
      node.importKind === 'type' ||
      node.exportKind === 'type' ||
      (node.specifiers?.length > 0 && node.specifiers.every((one) => (one.importKind ?? one.exportKind) === 'type'));
    return {
      ImportDeclaration: (node) => check(node, onlyTypes(node)),
      ExportNamedDeclaration: (node) => check(node, onlyTypes(node)),
      ExportAllDeclaration: (node) => check(node, onlyTypes(node)),
      ImportExpression: (node) => check(node, false),
      TSImportType: (node) => check(node, true),
    };
  },
};
