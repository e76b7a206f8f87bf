import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { buildPage, makeConsumer, pkg, runModule } from './consumer.mjs';
import { entries, isServerEntry, root } from './entries.mjs';

/** What users of React, Preact, Solid and Vue get: types for their templates, and wrappers. demo/hosts tries them in real applications. */

const elements = JSON.parse(readFileSync(join(root, 'dist/custom-elements.json'), 'utf8')).modules
  .flatMap(({ declarations }) => declarations.filter(({ tagName }) => tagName));
const pascal = (name) => name.replace(/(?:^|-)(.)/g, (_, letter) => letter.toUpperCase());
const fields = ({ members }) => members.filter(({ kind, privacy, readonly, static: isStatic, name }) =>
  kind === 'field' && !privacy && !readonly && !isStatic && !name.startsWith('#'));
/** An attribute of TSX for every event, with a handler of the event's own type. */
const handlers = ({ events = [] }, nameOf) => events.map(({ name, type }) => `${nameOf(name)}={(event: Portico.${type.text}) => { void event; }}`).join(' ');

/** What an application writes, right and wrong. */
const FILES = {
  'portico.d.ts': `
    import type { DetailedHTMLProps, HTMLAttributes } from 'react';
    import type { JsxElements } from '${pkg.name}/jsx';
    declare module 'react' {
      namespace JSX { interface IntrinsicElements extends JsxElements<DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>> {} }
    }`,
  'react-tags.tsx': `
    import { createRef } from 'react';
    import type * as Portico from '${pkg.name}';
    export const all = <>${elements.map((element) => `<${element.tagName} ${handlers(element, (name) => `on${name}`)}
      ${fields(element).map(({ name }) => `${name}={{} as Portico.${element.name}['${name}']}`).join(' ')} />`).join('\n')}</>;
    export const right = <ticket-list ref={createRef<Portico.TicketList>()} key="1" className="a" aria-label="b" page-size={10} heading-level="3">
      <a slot="actions" href="/new">New</a>
    </ticket-list>;
    export const wrong = [
      // @ts-expect-error no number
      <ticket-list page-size="ten" />,
      // @ts-expect-error an attribute may be a text, the property is a number
      <ticket-list pageSize="10" />,
      // @ts-expect-error no such property
      <ticket-list pageSise={10} />,
      // @ts-expect-error nobody can set it
      <ticket-list asked={{}} />,
      // @ts-expect-error another event
      <ticket-list onticket-select={(event: MouseEvent) => event.clientX} />,
      // @ts-expect-error no such value
      <customer-portal routing="paths" />,
      // @ts-expect-error no function
      <customer-portal tokenProvider="/token" />,
      // @ts-expect-error no such element
      <ticket-lists />,
    ];`,
  'react-wrappers.tsx': `
    import { createRef } from 'react';
    import type * as Portico from '${pkg.name}';
    import * as Wrapped from '${pkg.name}/react';
    export const all = <>${elements.map((element) =>
      `<Wrapped.${element.name} ref={createRef<Portico.${element.name}>()} ${handlers(element, (name) => `on${pascal(name)}`)} />`).join('\n')}</>;
    export const right = <Wrapped.TicketList key="1" className="a" pageSize={10} tokenProvider={async () => null}><a slot="actions" href="/new">New</a></Wrapped.TicketList>;
    export const wrong = [
      // @ts-expect-error no number
      <Wrapped.TicketList pageSize="10" />,
      // @ts-expect-error no such property
      <Wrapped.TicketList pageSise={10} />,
      // @ts-expect-error another event
      <Wrapped.TicketList onTicketSelect={(event: MouseEvent) => event.clientX} />,
      // @ts-expect-error not an event of this element
      <Wrapped.TicketList onTicketCreated={() => {}} />,
    ];`,
  'solid.ts': `
    import type { TicketCreatedEvent } from '${pkg.name}';
    import type { SolidElements } from '${pkg.name}/jsx';
    type Form = SolidElements<{ class?: string }>['support-form'];
    export const right: Form = { class: 'a', 'form-id': 'b', 'prop:prefill': {}, 'on:ticket-created': (event: TicketCreatedEvent) => { void event.ticket; } };
    // @ts-expect-error Solid sets no property of this name
    export const wrong: Form = { formId: 'b' };`,
  // as far as the declarations name it; the real one checks templates in demo/hosts/vue
  'vue-itself.d.ts': 'export interface HTMLAttributes { id?: string }\nexport interface PublicProps { key?: string }\nexport interface GlobalComponents {}',
  'vue.ts': `
    import type * as Portico from '${pkg.name}';
    import type {} from '${pkg.name}/vue';
    import type { GlobalComponents } from 'vue';
    type Props<Tag extends keyof GlobalComponents> = InstanceType<GlobalComponents[Tag]>['$props'];
    ${elements.map((element) => `export const ${element.name}: Props<'${element.tagName}'> = {
      ${(element.events ?? []).map(({ name, type }) => `on${pascal(name)}: (event: Portico.${type.text}) => { void event; },`).join(' ')}
    };`).join('\n')}
    export const right: Props<'ticket-list'> = { id: 'a', key: 'b', 'page-size': 10, pageSize: '10', query: { sort: 'created' } };
    // @ts-expect-error no number
    export const wrongValue: Props<'ticket-list'> = { pageSize: 'ten' };
    // @ts-expect-error no such property
    export const wrongName: Props<'ticket-list'> = { pageSise: 10 };
    // @ts-expect-error another event
    export const wrongEvent: Props<'ticket-list'> = { onTicketSelect: (event: MouseEvent) => { void event.clientX; } };`,
};

let app, remove, complaints;
before(() => {
  ({ app, remove } = makeConsumer(['react', '@types/react', '@lit/react']));
  const folder = join(app, 'types');
  mkdirSync(folder);
  for (const [file, code] of Object.entries(FILES)) writeFileSync(join(folder, file), code);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({
    compilerOptions: {
      target: 'es2022', lib: ['es2023', 'dom', 'dom.iterable'], module: 'esnext', moduleResolution: 'bundler', types: [],
      strict: true, exactOptionalPropertyTypes: true, noEmit: true, jsx: 'react-jsx', paths: { vue: ['./vue-itself.d.ts'] },
    },
  }));
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'node_modules/typescript-7/bin/tsc'), '-p', '.'], { cwd: folder, encoding: 'utf8' });
  complaints = stdout.split('\n').filter((line) => line.includes(': error '));
  assert.equal(status === 0, complaints.length === 0, stdout);
});
after(() => remove());

/** What TypeScript says of a file. */
const about = (file) => complaints.filter((line) => line.startsWith(`${file}(`));

test('TSX of React takes what the elements take, and refuses what they do not', () => assert.deepEqual(about('react-tags.tsx'), []));

test('every element has a wrapper for React with all of its events', () => {
  assert.deepEqual(about('react-wrappers.tsx'), []);
  const names = runModule(app, `console.log(Object.keys(await import('${pkg.name}/react')).join())`).trim().split(',');
  assert.deepEqual(names.sort(), elements.map(({ name }) => name).sort());
});

test('TSX of Solid has its own names for properties and events', () => assert.deepEqual(about('solid.ts'), []));

test('Vue knows the elements, their properties and events', () => assert.deepEqual(about('vue.ts'), []));

test('the declarations themselves are right', () => {
  const known = Object.keys(FILES).flatMap((file) => (file.endsWith('.d.ts') ? [] : about(file)));
  assert.deepEqual(complaints.filter((line) => !known.includes(line)), []);
});

test('a server loads every entry for browsers, and has no document to show for it', () => {
  const wanted = [...Object.keys(entries()).filter((name) => !isServerEntry(name)), './jsx', './vue'];
  runModule(app, `${wanted.map((name) => `await import('${pkg.name}${name.slice(1)}');`).join('\n')} if ('document' in globalThis) throw new Error('Something has made a document.');`);
});

test('an application with one wrapper has its element, and those that any element may fetch to sign in', async () => {
  const { files } = await buildPage(app, `import { TicketBadge } from '${pkg.name}/react'; console.log(TicketBadge);`);
  const registered = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bdefine\(["'`]([a-z]+-[a-z]+)["'`]/g)].map(([, tag]) => tag));
  assert.deepEqual(registered.sort(), ['portal-login', 'portal-session', 'ticket-badge']);
});
