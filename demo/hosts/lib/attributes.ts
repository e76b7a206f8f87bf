import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { EnginePage } from '../../engines/engines.mjs';

/** What somebody writes who should not: another gateway would receive the passwords, and a handler would run in every visitor's session. */
export const HARMFUL = 'gateway="https://evil.example/api" onclick="alert(1)"';

/** Whether nothing of {@link HARMFUL} has come into the page. */
export async function isHarmless(page: EnginePage): Promise<void> {
  const names = await page.eval(() => document.querySelector('customer-portal')?.getAttributeNames());
  assert.ok(names !== undefined, 'There is no customer-portal in the page.');
  assert.deepEqual(names.filter((name) => /^(gateway|on)/.test(name)), [], 'attributes that not everybody may give');
}

/** A plugin lists what an editor may say; whether it has forgotten an element, or an attribute besides `gateway`. @throws Error that names them */
export async function listsEverything(plugin: URL): Promise<void> {
  const { modules } = JSON.parse(await readFile(new URL('../../../dist/custom-elements.json', import.meta.url), 'utf8')) as Manifest;
  const elements = modules.flatMap(({ declarations = [] }) => declarations).filter(({ tagName }) => tagName !== undefined);
  const names = new Set(elements.flatMap(({ tagName = '', attributes = [] }) => [tagName, ...attributes.map(({ name }) => name)]));
  names.delete('gateway');
  const code = await readFile(plugin, 'utf8');
  const missing = [...names].filter((name) => !code.includes(`'${name}'`));
  if (missing.length > 0) throw new Error(`${plugin.pathname} does not list ${missing.join(', ')}.`);
}

interface Manifest { readonly modules: readonly { readonly declarations?: readonly { readonly tagName?: string; readonly attributes?: readonly { readonly name: string }[] }[] }[] }
