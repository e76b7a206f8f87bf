import { createRequire } from 'node:module';

/**
 * lit-analyzer (type checks of bindings, unknown elements, attributes and events in templates), taught that `nothing`
 * fits every binding: it knows `ifDefined`, but it is older than Lit's advice to write `?? nothing`.
 */
const require = createRequire(import.meta.url);
const types = require('lit-analyzer/lib/rules/util/type/extract-binding-types.js');
const { extractBindingTypes } = types;

const isNothing = (type) => type.kind === 'ES_SYMBOL_UNIQUE' || (type.kind === 'ALIAS' && isNothing(type.target));
const withoutNothing = (type) => {
  if (isNothing(type)) return { kind: 'ANY' };
  if (type.kind !== 'UNION' || !type.types.some(isNothing)) return type;
  const left = type.types.filter((one) => !isNothing(one));
  return left.length === 1 ? left[0] : { ...type, types: left };
};

types.extractBindingTypes = (assignment, context) => {
  const { typeA, typeB } = extractBindingTypes(assignment, context);
  return { typeA, typeB: withoutNothing(typeB) };
};

process.argv.push(
  'src/{elements,portal}/**/*.ts',
  '--strict',
  // an element and its registration are two files
  '--rules.no-missing-import', 'off',
  // its idea of CSS is that of 2022
  '--rules.no-invalid-css', 'off',
  '--maxWarnings', '0',
);
await require('lit-analyzer').cli();
