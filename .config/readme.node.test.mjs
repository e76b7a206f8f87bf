import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { PARTS } from '../src/elements/customer-portal/exported-parts.ts';
import { entries, root } from './entries.mjs';
import { manifest } from './manifest.mjs';

/** What the README and its sisters name is there under that name, and what is public is named. */

const read = (path) => readFileSync(join(root, path), 'utf8');
const readme = read('README.md');
const documents = ['README.md', ...globSync(['src/**/README.md', 'demo/**/README.md', '.github/*.md'], { cwd: root })];
const pkg = JSON.parse(read('package.json'));
const sorted = (names) => [...new Set(names)].sort();
const all = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);

/** The text below a heading, up to the next one of its level. */
const chapter = (title) => readme.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? assert.fail(`There is no chapter "${title}".`);
/** What the first column of a chapter's tables has in backticks. */
const firstColumn = (title) => chapter(title).split('\n').filter((line) => line.startsWith('| ')).flatMap((line) => all(line.split(' | ')[0], /`([^`]+)`/g));

/** The public elements by tag name. */
let elements;
before(() => {
  const declarations = manifest().modules.flatMap((module) => module.declarations.filter(({ tagName }) => tagName));
  elements = new Map(declarations.map((declaration) => [declaration.tagName, declaration]));
});

test('the table of elements has every element', () => {
  assert.deepEqual(sorted(firstColumn('Single elements').map((tag) => tag.slice(1, -1))), sorted(elements.keys()));
});

test('the table of attributes has every attribute of <customer-portal>', () => {
  const named = firstColumn('Script tag').filter((name) => !name.startsWith('<') && name !== 'lang'); // lang is HTML's own
  assert.deepEqual(sorted(named), sorted(elements.get('customer-portal').attributes.map(({ name }) => name)));
});

test('the attributes in the examples are attributes of their elements', () => {
  for (const [tag, text] of readme.matchAll(/<([a-z]+-[a-z]+) [^>]*>/g)) {
    const known = elements.get(text)?.attributes.map(({ name }) => name);
    if (known) for (const name of all(tag, / ([a-z-]+)=/g)) assert(known.includes(name), `${tag}: ${name}`);
  }
});

test('the slots of <customer-portal> are named', () => {
  const sentence = /^Slots: .*?\. /ms.exec(chapter('Script tag'))[0];
  assert.deepEqual(sorted(all(sentence, /`([^`]+)`/g)), sorted(elements.get('customer-portal').slots.map(({ name }) => name)));
});

test('every custom property is named, described in the elements, and changes something', () => {
  const named = sorted(firstColumn('Look'));
  assert.deepEqual(named, sorted(all(read('src/theme/tokens.styles.ts'), /var\((--portal-[a-z-]+)/g)));
  assert.deepEqual(named, sorted(elements.get('customer-portal').cssProperties.map(({ name }) => name)));
  const styles = globSync('src/**/*.styles.ts', { cwd: root }).map(read).join('\n');
  for (const name of named) assert(styles.includes(`var(${name.replace('--portal-', '--_')})`), `${name} is used nowhere`);
});

test('the parts that the README shows are there, and <customer-portal> hands on those of the elements inside', () => {
  for (const [tag, list] of Object.entries(PARTS)) assert.deepEqual(sorted(list.split(' ')), sorted(elements.get(tag).cssParts.map(({ name }) => name)), tag);
  const handedOn = Object.entries(PARTS).flatMap(([tag, list]) => list.split(' ').map((part) => `${tag}-${part}`));
  for (const [example, tag, part] of readme.matchAll(/([a-z-]+)::part\(([a-z-]+)\)/g)) {
    assert([...elements.get(tag).cssParts.map(({ name }) => name), ...tag === 'customer-portal' ? handedOn : []].includes(part), example);
  }
});

test('the events of the examples are events of an element, and every event is described', () => {
  const events = [...elements.values()].flatMap((element) => element.events ?? []);
  for (const name of all(readme, /addEventListener\('([^']+)'/g)) assert(events.some((event) => event.name === name), name);
  for (const { name, description } of events) assert(name && description, JSON.stringify(name));
});

test('every relative link leads to something', () => {
  const slug = (heading) => heading.toLowerCase().replace(/[^\p{L}\p{N}\s-]/gu, '').trim().replaceAll(' ', '-');
  for (const document of documents) {
    const text = read(document);
    for (const link of all(text, /\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const [path, anchor] = link.split('#');
      const target = path === '' ? document : join(dirname(document), path);
      assert(existsSync(join(root, target)), `${document}: ${link}`);
      if (anchor) assert(all(read(target), /^#+ (.*)$/gm).map(slug).includes(anchor), `${document}: ${link}`);
    }
  }
});

test('every path of this repository that is named is there', () => {
  for (const document of documents) {
    for (const path of all(read(document), /`((?:src|demo|\.config)\/[\w./-]+)`/g)) assert(existsSync(join(root, path)), `${document}: ${path}`);
  }
});

/** Whether a source exports a name, itself or by `export *`. */
function exportsName(source, name) {
  const text = read(source);
  return new RegExp(`^export (?:(?:class|function|const|interface) ${name}\\b|\\{[^}]*\\b${name}\\b)`, 'm').test(text)
    || all(text, /^export \* from '(\.[^']+)'/gm).some((path) => exportsName(join(dirname(source), path), name));
}

test('every import of the package is one of its exports, and has the names', async () => {
  for (const document of documents) {
    const text = read(document);
    for (const path of all(text, /['"`]portico-portal\/([^'"`\s]+)['"`]/g)) assert(`./${path}` in pkg.exports, `${document}: portico-portal/${path}`);
    for (const [, names, path] of text.matchAll(/import \{ ([^}]+) \} from 'portico-portal([^']*)'/g)) {
      const source = entries()[`.${path}`];
      // The elements' decorators are not for Node, so what the root exports is read instead of imported.
      const module = path === '' || path === '/react' ? undefined : await import(`../${source}`);
      for (const name of names.split(', ').filter((each) => !each.startsWith('type '))) {
        assert(module ? name in module : exportsName(source, name), `${document}: ${name} of portico-portal${path}`);
      }
    }
  }
});

test('every npm script that is named is there', () => {
  for (const document of documents) {
    const text = read(document);
    for (const name of all(text, /npm run ([\w:-]+)/g)) assert(pkg.scripts[name], `${document}: npm run ${name}`);
    if (/npm start|npm test/.test(text)) assert(pkg.scripts.start && pkg.scripts.test);
  }
});

test('the version of Node that the README asks for is the package’s', () => {
  assert.equal(`>=${/Node (\d+\.\d+) or later/.exec(chapter('Gateway in Node'))?.[1]}`, pkg.engines.node);
});
