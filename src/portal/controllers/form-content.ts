import type { FieldValue, FormField } from '../../contract/index.ts';

/** More about what a person has done in a field. */
export interface EntryOptions {
  /** What they see, where the value is another: a number as typed. */
  readonly text?: string;
  /** The browser cannot read what stands there: half a date. */
  readonly unreadable?: boolean;
}

/** What a person has put into a field. */
export interface Entry extends EntryOptions { readonly value: FieldValue }

/** What a person has typed and picked, as it is kept on the device. */
export interface FormContent {
  /** By {@link keyOf}. */
  readonly entries: Readonly<Record<string, Entry>>;
  /** By field id. */
  readonly files: Readonly<Record<string, readonly File[]>>;
}

/** A field of the same id in another form may hold something else. */
export const keyOf = ({ type, id }: Pick<FormField, 'type' | 'id'>): string => `${type}:${id}`;

/** What was pressed, before what has been written since. Of two answers to the same question the pressed one holds; of two texts, both. */
export function joinContents(pressed: FormContent, written: FormContent): FormContent {
  const entries = { ...written.entries };
  for (const [key, entry] of Object.entries(pressed.entries)) {
    const [before, after] = [entry.value, written.entries[key]?.value];
    const isText = /^text(?:area)?:/.test(key) && typeof before === 'string' && typeof after === 'string' && after.trim() !== '' && after !== before;
    entries[key] = isText ? { value: [before, after].join(key.startsWith('textarea:') ? '\n\n' : ' – ') } : entry;
  }
  const files = { ...written.files };
  for (const [id, picked] of Object.entries(pressed.files)) files[id] = [...picked, ...(files[id] ?? [])];
  return { entries, files };
}

/** What was written, in short: its texts and the names of its files. */
export const summaryOf = ({ entries, files }: FormContent): string => [
  ...Object.values(entries).map(({ value, text }) => text ?? (typeof value === 'string' ? value : '')), ...Object.values(files).flat().map(({ name }) => name),
].filter((part) => part.trim() !== '').join('\n');
