import type { ReactiveControllerHost } from 'lit';
import {
  checkForm, isEmpty, offeredOptions,
  type FieldValue, type FileLimits, type Form, type FormField, type FormOption, type FormValues, type Issue,
} from '../../contract/index.ts';
import { isSame } from '../drafts/record.ts';
import { FilesController, type FilesChange } from './files-controller.ts';
import { keyOf, type Entry, type EntryOptions, type FormContent } from './form-content.ts';
import { memo } from './form-memo.ts';
import { askedValues, initialValue } from './form-values.ts';

/** What a draft needs to know of its surroundings. */
export interface DraftOptions {
  /** Values by field id that the page fills in; another object where they have changed. */
  readonly prefill: () => Readonly<Record<string, unknown>>;
  /** The person has added or removed files. */
  readonly filesChanged: (change: FilesChange) => void;
  /** The person has changed something. */
  readonly edited: () => void;
}

/** What the form holds. */
interface Held {
  readonly fields: readonly FormField[];
  readonly values: FormValues;
}

/** A field and the position of one of its files, if an issue is about that. */
interface Place { readonly field: FormField; readonly file?: number }

/** What a person has typed and picked in a support form, and what is wrong with it. */
export class FormDraft {
  readonly #host: ReactiveControllerHost;
  readonly #options: DraftOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #files = new Map<string, FilesController>();
  readonly #issues = new Map<string, Issue>();
  /** Fields whose issue only the server can see; it stays until the field is changed. */
  readonly #refused = new Set<string>();
  #form: Form | undefined;
  #limits: FileLimits | null = null;
  #checked = false;
  #version = 0;
  /** Files of fields that are in no form shown so far. */
  #otherFiles: FormContent['files'] = {};
  readonly #held = memo<Held>();

  constructor(host: ReactiveControllerHost, options: DraftOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** What was typed and picked; undefined where nothing was. */
  get content(): FormContent | undefined {
    const picked = [...this.#files].flatMap(([id, { files }]) => (files.length === 0 ? [] : [[id, files] as const]));
    const files = { ...this.#otherFiles, ...Object.fromEntries(picked) };
    return this.#entries.size === 0 && Object.keys(files).length === 0 ? undefined : { entries: Object.fromEntries(this.#entries), files };
  }

  /** What was typed and picked with what was filled in for the person: as much of it as is sent. */
  get whole(): FormContent {
    const { fields, values } = this.#now;
    const filledIn = fields.filter((field) => field.type !== 'file' && !this.#entries.has(keyOf(field)) && (values[field.id] ?? null) !== null);
    const { entries = {}, files = {} } = this.content ?? {};
    return { entries: { ...entries, ...Object.fromEntries(filledIn.map((field) => [keyOf(field), { value: values[field.id] ?? null }])) }, files };
  }

  /** The fields that are to be filled in now: those that are asked, files only where messages can carry them. */
  get fields(): readonly FormField[] { return this.#now.fields; }

  /** The value of every field of these that is no file; null where nothing is filled in. What cannot be read as a number is the text as typed. */
  get values(): FormValues { return this.#now.values; }

  /** Worked out once for all who ask until something changes. */
  get #now(): Held {
    const form = this.#form;
    if (form === undefined) return { fields: [], values: {} };
    return this.#held([form, this.#limits, this.#version, this.#options.prefill()], () => {
      const filled = form.fields.filter(({ type }) => type !== 'file').map((field): [string, FieldValue] => [field.id, this.#valueOf(field)]);
      const { fields, values } = askedValues(form, Object.fromEntries(filled));
      return { fields: fields.filter(({ type }) => type !== 'file' || this.#limits !== null), values };
    });
  }

  /** The picked files by field id. */
  get files(): Record<string, File[]> {
    return Object.fromEntries(this.#pickers().flatMap(([{ id }, { files }]) => (files.length === 0 ? [] : [[id, [...files]]])));
  }

  /** What is wrong, one issue a field, in the order of the form. Nothing before the first submission. */
  get issues(): readonly { readonly field: FormField; readonly issue: Issue }[] {
    return this.fields.flatMap((field) => {
      const issue = this.issueOf(field);
      return issue === undefined ? [] : [{ field, issue }];
    });
  }

  issueOf({ id }: FormField): Issue | undefined { return this.#issues.get(id); }

  /** What a person sees in a field whose value is no text, where they have typed it. */
  typedText(field: FormField): string | undefined { return this.#entries.get(keyOf(field))?.text; }

  /** The files of a field of type file. */
  filesOf({ id }: FormField): FilesController | undefined { return this.#files.get(id); }

  /** The choices that a field offers now. */
  optionsOf(field: FormField): readonly FormOption[] { return offeredOptions(field, this.values); }

  /** Another form, or the same once more. What was typed in fields that both have stays; what was wrong is forgotten. */
  show(form: Form, limits: FileLimits | null): void {
    if (form !== this.#form) this.#forgetIssues();
    this.#form = form;
    this.#limits = limits;
    for (const field of form.fields) {
      if (field.type !== 'file' || limits === null) continue;
      const picker = this.#files.get(field.id) ?? new FilesController(this.#host, { path: field.id, changed: (change) => {
        this.#refused.delete(field.id);
        this.check(field);
        this.#options.edited();
        this.#options.filesChanged(change);
      } });
      picker.limits = limits;
      const { [field.id]: kept, ...others } = this.#otherFiles;
      if (kept !== undefined) picker.replace(kept);
      this.#otherFiles = others;
      this.#files.set(field.id, picker);
    }
  }

  /** Notes what a person does in a field. What was wrong goes as soon as it is right; new issues are shown when the field is left. */
  set(field: FormField, value: FieldValue, options: EntryOptions = {}): void {
    this.#entries.set(keyOf(field), { value, ...options });
    this.#refused.delete(field.id);
    this.#changed();
    this.#options.edited();
  }

  /** Says what is wrong with a field that a person leaves; only after the first submission, so that nobody is corrected while typing. */
  check(field: FormField): void { this.#changed(field.id); }

  /** Looks at everything. @returns whether nothing is wrong. */
  checkAll(): boolean {
    this.#forgetIssues();
    this.#checked = true;
    for (const [id, issue] of this.#findIssues()) this.#issues.set(id, issue);
    this.#host.requestUpdate();
    return this.#issues.size === 0;
  }

  /** Shows the files as being sent, or not any more. */
  setSending(sending: boolean): void {
    for (const [, picker] of this.#pickers()) picker.setSending(sending);
  }

  /** Notes how much of the nth of all files has been sent. */
  setProgress(nth: number, sent: number): void {
    const place = this.#nthFile(nth);
    if (place?.file !== undefined) this.filesOf(place.field)?.setProgress(place.file, sent);
  }

  /** Puts what the server said to the fields that it is about. @returns whether there was anything that is about a field. */
  explain(issues: readonly Issue[]): boolean {
    for (const issue of issues) {
      const place = this.#placeOf(issue.path);
      if (place === undefined) continue;
      const { field, file } = place;
      if (file !== undefined) this.filesOf(field)?.setServerIssues([{ ...issue, path: `${field.id}.${String(file)}` }]);
      if (!this.#issues.has(field.id)) this.#issues.set(field.id, issue);
      this.#refused.add(field.id);
      this.#checked = true;
    }
    this.#host.requestUpdate();
    return this.#refused.size > 0;
  }

  /** Shows something else that was typed and picked. What was wrong with the one before is forgotten. @param content Undefined for nothing. */
  replace(content: FormContent | undefined): void {
    if (isSame(content, this.content)) return;
    const { entries = {}, files = {} } = content ?? {};
    this.#entries.clear();
    for (const [key, entry] of Object.entries(entries)) this.#entries.set(key, entry);
    this.#otherFiles = Object.fromEntries(Object.entries(files).filter(([id]) => !this.#files.has(id)));
    for (const [id, picker] of this.#files) if (!isSame(files[id] ?? [], picker.files)) picker.replace(files[id]);
    this.#forgetIssues();
    this.#version += 1;
    this.#host.requestUpdate();
  }

  /** Forgets everything: what was typed and picked, and what was wrong with it. */
  clear(): void {
    this.replace(undefined);
    this.#forgetIssues();
    this.#host.requestUpdate();
  }

  #forgetIssues(): void {
    this.#checked = false;
    this.#issues.clear();
    this.#refused.clear();
  }

  #valueOf(field: FormField): FieldValue {
    const entry = this.#entries.get(keyOf(field));
    const value = entry === undefined ? initialValue(field, this.#options.prefill()) : entry.value;
    return value !== false && isEmpty(value) ? null : value;
  }

  #pickers(): [FormField, FilesController][] {
    return this.fields.flatMap((field) => {
      const picker = field.type === 'file' ? this.filesOf(field) : undefined;
      return picker === undefined ? [] : [[field, picker]];
    });
  }

  /** Everything that is wrong now, the first issue of each field. */
  #findIssues(): Map<string, Issue> {
    if (this.#form === undefined) return new Map();
    const unreadable = this.fields.filter((field) => this.#entries.get(keyOf(field))?.unreadable === true).map(({ id }): Issue => ({ path: id, code: 'date' }));
    const issues = [...unreadable, ...checkForm(this.#form, this.values, this.files, this.#limits)].reverse();
    return new Map(issues.flatMap((issue) => {
      const place = this.#placeOf(issue.path);
      return place === undefined ? [] : [[place.field.id, issue]];
    }));
  }

  /** Looks again at the fields that had something wrong, because one field may decide about another, and at one that was left. */
  #changed(left?: string): void {
    this.#version += 1;
    this.#host.requestUpdate();
    if (!this.#checked) return;
    const now = this.#findIssues();
    for (const id of new Set([...this.#issues.keys(), ...(left === undefined ? [] : [left])])) {
      const issue = now.get(id);
      if (issue !== undefined) this.#issues.set(id, issue);
      else if (!this.#refused.has(id)) this.#issues.delete(id);
    }
  }

  /** What an issue is about: `subject`, `values.subject`, `attachments.1`; `files.1` is the second of all files. */
  #placeOf(path: string): Place | undefined {
    const find = (id: string): FormField | undefined => this.fields.find((field) => field.id === id);
    const name = path.replace(/^(values|files)\.(?=\D)/, '');
    const field = find(path) ?? find(name);
    if (field !== undefined) return { field };
    const [, id = '', file = ''] = /^(.*)\.(\d+)$/.exec(name) ?? [];
    const fileField = find(id);
    if (fileField?.type === 'file') return { field: fileField, file: Number(file) };
    return id === 'files' ? this.#nthFile(Number(file)) : undefined;
  }

  #nthFile(nth: number): Place | undefined {
    let file = nth;
    for (const [field, { files }] of this.#pickers()) {
      if (file < files.length) return { field, file };
      file -= files.length;
    }
    return undefined;
  }
}
