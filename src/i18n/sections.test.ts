import { expect } from '@open-wc/testing';
import '../define.ts';
import { en, type TextKey, type Texts } from './index.ts';

const keys = Object.keys(en) as TextKey[];
const SRC = new URL('..', import.meta.url).href;

/** Code that is fetched together: a module with all that it imports, but for other elements, texts and what shows nothing. */
interface Part { readonly code: Map<string, string>; readonly later: Set<string> }

async function partOf(url: string, part: Part = { code: new Map(), later: new Set() }): Promise<Part> {
  if (part.code.has(url) || !/^(elements|portal\/controllers)\//.test(url.slice(SRC.length)) || url.endsWith('/define.ts')) return part;
  part.code.set(url, '');
  const code = await (await fetch(url)).text();
  part.code.set(url, code);
  for (const [, call, , path] of code.matchAll(/(?:from|import)\s*(\(?)\s*(["'])(\.[^"']+)\2/g)) {
    const target = new URL(path!, url).href;
    if (call === '(') part.later.add(target);
    else await partOf(target, part);
  }
  return part;
}

/** An element's own part, and those that are fetched when they are needed. */
async function partsOf(url: string, seen = new Map<string, Part>()): Promise<Map<string, Part>> {
  if (seen.has(url)) return seen;
  const part = await partOf(url);
  seen.set(url, part);
  for (const later of part.later) await partsOf(later, seen);
  return seen;
}

/** The texts that a part brings along itself; a section is called as its file. */
async function broughtBy({ code }: Part): Promise<string[]> {
  const names = [...code.values()].flatMap((one) => [...one.matchAll(/\baddEnglish\(\[([\w, ]*)\]\)/g)].flatMap(([, list]) => list!.split(', ')));
  return (await Promise.all(names.map((name) => sectionAt(`./en/${name}.ts`)))).flatMap((section) => Object.keys(section));
}

const sectionAt = async (path: string): Promise<object> => Object.values(await import(path) as object)[0] as object;

/** The texts that code names, whole or by a template such as `error.${code}`. */
function namedIn(code: string): TextKey[] {
  const whole = new Set([...code.matchAll(/(["'`])([\w.-]+)\1/g)].map(([, , text]) => text));
  const templates = [...code.matchAll(/`([\w-]+\.[\w.-]*)\$\{[^}]*\}([\w.-]*)`/g)];
  return keys.filter((key) => whole.has(key) || templates.some(([, start, end]) => key.startsWith(start!) && key.endsWith(end!)));
}

const ELEMENTS = ['customer-portal', 'portal-link', 'portal-login', 'portal-session', 'portal-settings', 'support-form', 'ticket-badge', 'ticket-detail', 'ticket-list'];

describe('the sections of English texts', () => {
  for (const name of ELEMENTS) {
    it(`that <${name}> brings hold every text that it or its parts may show`, async () => {
      const { texts } = customElements.get(name) as unknown as { texts: readonly Partial<Texts>[] };
      const brought = new Set(texts.flatMap((section) => Object.keys(section)));
      const missing: string[] = [];
      let named = 0;
      for (const part of (await partsOf(new URL(`elements/${name}/${name}.ts`, SRC).href)).values()) {
        const own = new Set(await broughtBy(part));
        const keysIn = [...new Set([...part.code.values()].flatMap(namedIn))];
        named += keysIn.length;
        missing.push(...keysIn.filter((key) => !brought.has(key) && !own.has(key)));
      }
      expect(named).to.be.above(0);
      expect(missing).to.deep.equal([]);
    });
  }

  it('hold each text once', async () => {
    const files = ['access', 'account', 'common', 'copies', 'drafts', 'files', 'form', 'list', 'login', 'navigation', 'portal', 'rating', 'session', 'settings', 'ticket', 'tickets', 'ways'];
    const all = await Promise.all(files.map(async (file) => Object.keys(await sectionAt(`./en/${file}.ts`))));
    expect(all.flat().sort()).to.deep.equal([...keys].sort());
  });
});
