import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Types of the elements in the templates of frameworks: TSX (React, Preact, Solid) and Vue. What an element takes and fires comes from
 * the manifest, the types of it from the classes.
 */

/** The type entries of the package, each a file of declarations in `dist` and a module without content, for who imports it as code. */
export const TYPE_ENTRIES = ['jsx', 'vue'];

const comment = (text, indent) => `${indent}/** ${text.replaceAll('*/', '*\\/').trim().replace(/\s*\n\s*/g, `\n${indent} * `)} */\n`;

const member = (name, type, description) => `${comment(description ?? '', '  ')}  '${name}'${type};\n`;

/** Whether a member can be set from a template. */
const isProperty = ({ kind, privacy, static: isStatic, readonly, name }) =>
  kind === 'field' && !isStatic && !readonly && privacy === undefined && !name.startsWith('#');

/** What the declarations say of one element. */
function elementTypes({ name, tagName, description = '', attributes = [], members = [], events = [] }) {
  // HTML knows texts only, also where a number is meant
  const inHtml = ({ type, fieldName }) => `${name}['${fieldName}']${type.text === 'number' ? ' | `${number}`' : ''}`;
  const list = (entries, write) => entries.map(write).join('');
  return `${comment(`What \`<${tagName}>\` takes as attributes.`, '')}export interface ${name}Attributes {
${list(attributes, (one) => member(one.name, `?: ${inHtml(one)} | undefined`, one.description))}}
${comment(`What \`<${tagName}>\` takes as properties.`, '')}export interface ${name}Properties {
${list(members.filter(isProperty), (one) => member(one.name, `?: ${name}['${one.name}'] | undefined`, one.description))}}
${comment(`What \`<${tagName}>\` fires.`, '')}export interface ${name}Events {
${list(events, (one) => member(one.name, `: ${one.type.text}`, one.description))}}
${comment(description, '')}interface ${name}Types { element: ${name}; attributes: ${name}Attributes; properties: ${name}Properties; events: ${name}Events }
`;
}

const jsx = (elements) => {
  const imported = new Set(elements.flatMap(({ name, events = [] }) => [name, ...events.map(({ type }) => type.text)]));
  return `import type { ${[...imported].sort().join(', ')} } from './esm/index.js';

${elements.map(elementTypes).join('\n')}
/** The elements by their tags. */
export interface ElementTypes {
${elements.map(({ name, tagName }) => `  '${tagName}': ${name}Types;\n`).join('')}}

/** Handlers of events, named by what a framework puts before the event's name. */
export type Handlers<Events, Prefix extends string> = { [Name in keyof Events & string as \`\${Prefix}\${Name}\`]?: ((event: Events[Name]) => void) | undefined };
/** Own members, and of the common ones those that they do not replace. */
export type Merge<Common, Own> = Omit<Common, keyof Own> & Own;

/**
 * The elements for \`JSX.IntrinsicElements\` of React and Preact. Attributes, properties, and events as \`onticket-created\`.
 * @typeParam Common What all elements take in that framework, such as \`DetailedHTMLProps<HTMLAttributes<HTMLElement>, HTMLElement>\`
 */
export type JsxElements<Common = unknown> = {
  [Tag in keyof ElementTypes]: Merge<Common, ElementTypes[Tag]['attributes'] & ElementTypes[Tag]['properties'] & Handlers<ElementTypes[Tag]['events'], 'on'>>;
};

/**
 * The elements for \`JSX.IntrinsicElements\` of Solid. Attributes, properties as \`prop:tokenProvider\`, events as \`on:ticket-created\`.
 * @typeParam Common What all elements take in Solid: \`JSX.HTMLAttributes<HTMLElement>\`
 */
export type SolidElements<Common = unknown> = {
  [Tag in keyof ElementTypes]: Merge<Common, ElementTypes[Tag]['attributes'] & Handlers<ElementTypes[Tag]['events'], 'on:'>
    & { [Name in keyof ElementTypes[Tag]['properties'] & string as \`prop:\${Name}\`]?: ElementTypes[Tag]['properties'][Name] }>;
};
`;
};

const vue = `import type { HTMLAttributes, PublicProps } from 'vue';
import type { ElementTypes, Merge } from './jsx.js';

type Pascal<Text extends string> = Text extends \`\${infer Word}-\${infer Rest}\` ? \`\${Capitalize<Word>}\${Pascal<Rest>}\` : Capitalize<Text>;
/** Vue looks for an attribute under the name of its property, so that a number there may be a text as well. */
type OrText<Type> = number extends Type ? Type | \`\${number}\` : Type;
type Own<Types extends ElementTypes[keyof ElementTypes]> = Types['attributes'] & { [Name in keyof Types['properties']]: OrText<Types['properties'][Name]> }
  & { [Name in keyof Types['events'] & string as \`on\${Pascal<Name>}\`]?: (event: Types['events'][Name]) => void };

/** The elements as Vue's templates see them. */
export type VueElements = {
  [Tag in keyof ElementTypes]: new () => ElementTypes[Tag]['element'] & { $props: Merge<HTMLAttributes & PublicProps, Own<ElementTypes[Tag]>>; $slots: Record<string, () => unknown> };
};

declare module 'vue' {
  interface GlobalComponents extends VueElements {}
  /** What goes into an element's slot says so by this. */
  interface HTMLAttributes { slot?: string }
}
`;

/** Writes the declarations of {@link TYPE_ENTRIES} into a folder. */
export function writeFrameworkTypes({ modules }, outdir) {
  const elements = modules.flatMap(({ declarations }) => declarations.filter(({ tagName }) => tagName));
  for (const [name, code] of Object.entries({ jsx: jsx(elements), vue })) {
    writeFileSync(join(outdir, `${name}.d.ts`), `// Made from custom-elements.json.\n${code}`);
    writeFileSync(join(outdir, `${name}.js`), 'export {};\n');
  }
}
