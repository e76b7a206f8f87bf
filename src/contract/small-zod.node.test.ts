import assert from 'node:assert/strict';
import { registerHooks } from 'node:module';
import { describe, it } from 'node:test';
import * as z from 'zod/mini';
import * as contract from './index.ts';
import * as small from './small-zod.ts';

type Tree = Readonly<Record<string, unknown>>;

/** The contract once more, as the script tag has it. */
registerHooks({
  resolve(specifier, context, next) {
    if (!context.parentURL?.endsWith('?small')) return next(specifier, context);
    if (specifier === 'zod/mini') return { url: new URL('./small-zod.ts', import.meta.url).href, shortCircuit: true };
    const resolved = next(specifier, context);
    return { ...resolved, url: `${resolved.url}?small` };
  },
});
const smallContract = await import(`${new URL('./index.ts', import.meta.url).href}?small`) as Tree;

interface Pair { name: string; schema: z.core.$ZodType; twin: Parameters<typeof small.safeParse>[0] }

/** Every schema of the contract beside its twin: those that stand alone, and those of the operations. */
function pairs(tree: Tree, twins: Tree, name = ''): Pair[] {
  return Object.entries(tree).flatMap(([key, value]): Pair[] => {
    const at = name === '' ? key : `${name}.${key}`;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    if ('_zod' in value) return [{ name: at, schema: value as z.core.$ZodType, twin: twins[key] as Pair['twin'] }];
    return pairs(value as Tree, twins[key] as Tree, at);
  });
}

/** The same numbers from 0 to 1 in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const TEXTS = [
  'a', 'en', 'pt-BR', 'x'.repeat(201), '', '2026-11-22T15:21:24Z', '2024-02-29T00:00:00.5Z', '2023-02-29T00:00:00Z', '2026-11-22T15:21Z', '2026-11-22T24:00:00Z', '1900-02-29T00:00:00Z',
  'https://a.example', ' https://a.example/x ', 'https://a.ex\tample', '//a', 'mailto:a@b.example', 'a@b.example', '/support', '/a b', '#aabbcc', 'oklch(0.5 0.1 20)', 'field:x', 'hello {link}', 'https://x/{link}', '😀'.repeat(150),
];
const fitting = new WeakMap<z.core.$ZodType, string[]>();
/** Those of the texts that a schema takes. */
function textsFor(schema: z.core.$ZodType): string[] {
  if (!fitting.has(schema)) fitting.set(schema, TEXTS.filter((text) => z.safeParse(schema, text).success));
  return fitting.get(schema) ?? [];
}
const ANYTHING = [undefined, null, 0, 1, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, true, false, [], ['a'], {}, { a: 1 }, ...TEXTS];

/** A value that a schema may take, or one that is wrong somewhere. */
function valueFor(schema: z.core.$ZodType, next: () => number, depth = 0): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] as Item;
  const part = (inner: z.core.$ZodType): unknown => valueFor(inner, next, depth + 1);
  if (next() < 0.03) return pick(ANYTHING);
  switch (def.type) {
    case 'string': {
      const texts = textsFor(schema);
      return pick(next() < 0.95 && texts.length > 0 ? texts : TEXTS);
    }
    case 'number': return pick([1, 2, 5, 1, 2, 5, 1, 2, 5, 1.5, 0, -3]);
    case 'boolean': return next() < 0.5;
    case 'enum': return pick(Object.values(def.entries));
    case 'literal': return pick(def.values);
    case 'optional': case 'default': case 'prefault': return next() < 0.4 ? undefined : part(def.innerType);
    case 'nullable': return next() < 0.3 ? null : part(def.innerType);
    case 'union': return part(pick(def.options));
    case 'lazy': return part(def.getter());
    case 'array': return Array.from({ length: depth > 8 ? 0 : Math.floor(next() * 3) }, () => part(def.element));
    case 'record': return Object.fromEntries(Array.from({ length: Math.floor(next() * 3) }, () => [String(part(def.keyType)), part(def.valueType)]));
    case 'custom': return pick([new File(['x'], 'x.txt'), new Blob(['x'])]);
    case 'object': {
      const entries = Object.entries(def.shape).map(([key, inner]) => [key, part(inner)] as const).filter(([, value]) => value !== undefined || next() < 0.3);
      return Object.fromEntries(next() < 0.05 ? [...entries, ['surplus', 1]] : entries);
    }
    default: return pick(ANYTHING);
  }
}

/** What is said about each place first; a check of a value of a wrong type adds nothing that anybody reads. */
const told = (issues: readonly Tree[]): string[] => [...new Map(issues.toReversed().map(({ path, code, message, keys, maximum, origin }) =>
  [JSON.stringify(path), JSON.stringify([path, code, message, keys, code === 'too_big' ? maximum : undefined, code === 'too_big' || code === 'too_small' ? origin : undefined])])).values()].sort();

describe('what the script tag has instead of zod', () => {
  const all = pairs(contract, smallContract);

  it('reads every schema of the contract as zod does, and finds the same wrong', () => {
    const next = random(6);
    let [right, wrong] = [0, 0];
    for (const { name, schema, twin } of all) {
      for (let round = 0; round < 80; round++) {
        const value = valueFor(schema, next);
        const expected = z.safeParse(schema, value);
        const result = small.safeParse(twin, value);
        const where = () => `${name}: ${JSON.stringify(value)}`;
        assert.equal(result.success, expected.success, where());
        if (expected.success && result.success) {
          right++;
          assert.deepEqual(result.data, expected.data, where());
          assert.deepEqual(Object.keys(result.data ?? {}), Object.keys(expected.data ?? {}), where());
        } else if (!expected.success && !result.success) {
          wrong++;
          assert.deepEqual(told(result.error.issues), told(expected.error.issues as unknown as Tree[]), where());
        }
      }
    }
    assert(all.length > 100 && right > 2000 && wrong > 1000, `${String(all.length)} schemas, ${String(right)} right, ${String(wrong)} wrong`);
  });

  it('shares no default with the next value', () => {
    const read = (): { list: unknown[] } => small.parse(small.object({ list: small._default(small.array(small.string()), []) }), {}) as { list: unknown[] };
    read().list.push('x');
    assert.deepEqual(read(), { list: [] });
    assert.throws(() => small.parse(small.string(), 1), TypeError);
  });
});
