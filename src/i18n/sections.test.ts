import { expect } from '@open-wc/testing';
import '../define.ts';
import { en, type TextKey, type Texts } from './index.ts';

const keys = Object.keys(en) as TextKey[];
const SRC = new URL('..', import.meta.url).href;

/** The code of an element and of all that it imports at once or later, but for other elements, texts and what shows nothing. */
async function codeOf(url: string, seen = new Map<string, string>()): Promise<Map<string, string>> {
  if (seen.has(url) || !/^(elements|portal\/controllers)\//.test(url.slice(SRC.length)) || url.endsWith('/define.ts')) return seen;
  seen.set(url, '');
  const code = await (await fetch(url)).text();
  seen.set(url, code);
  for (const [, , path] of code.matchAll(/(?:from|import)\s*\(?\s*(["'])(\.[^"']+)\1/g)) await codeOf(new URL(path!, url).href, seen);
  return seen;
}

/** The texts that code names, whole or by a template such as `error.${code}`. */
function namedIn(code: string): TextKey[] {
  const whole = new Set([...code.matchAll(/(["'`])([\w.-]+)\1/g)].map(([, , text]) => text));
  const templates = [...code.matchAll(/`([\w-]+\.[\w.-]*)\$\{[^}]*\}([\w.-]*)`/g)];
  return keys.filter((key) => whole.has(key) || templates.some(([, start, end]) => key.startsWith(start!) && key.endsWith(end!)));
}

const ELEMENTS = ['customer-portal', 'portal-link', 'portal-login', 'support-form', 'ticket-badge', 'ticket-detail', 'ticket-list'];

describe('the sections of English texts', () => {
  for (const name of ELEMENTS) {
    it(`that <${name}> brings hold every text that it or its parts may show`, async () => {
      const { texts } = customElements.get(name) as unknown as { texts: readonly Partial<Texts>[] };
      const brought = new Set(texts.flatMap((section) => Object.keys(section)));
      const named = [...await codeOf(new URL(`elements/${name}/${name}.ts`, SRC).href)].flatMap(([, code]) => namedIn(code));
      expect(named).not.to.be.empty;
      expect([...new Set(named)].filter((key) => !brought.has(key))).to.deep.equal([]);
    });
  }

  it('hold each text once', async () => {
    const files = ['common', 'files', 'form', 'list', 'login', 'navigation', 'portal', 'ticket', 'tickets'];
    const all = await Promise.all(files.map(async (file) => Object.keys(Object.values(await import(`./en/${file}.ts`) as object)[0] as object)));
    expect(all.flat().sort()).to.deep.equal([...keys].sort());
  });
});
