import { PortalError, type FieldType, type FieldValue, type FileLimits, type Form, type FormField, type FormOption, type TicketField } from '../../contract/index.ts';
import {
  collection, customField, CUSTOM_FIELD_FIELDS, fieldValues, queue, read, type CustomField, type Queue, type TicketRecord,
} from './answers.ts';
import type { FormRule } from './options.ts';
import { readPattern } from './patterns.ts';
import { Remembered } from './remembered.ts';
import type { Rt } from './rt.ts';

/** A custom field of a queue's tickets, as customers meet it. Its name is its id in the contract. */
export interface Definition {
  readonly name: string;
  readonly type: FieldType;
  /** Takes several values, one on each line. */
  readonly lines: boolean;
  /** At most one file. */
  readonly single: boolean;
  readonly help?: string;
  readonly required: boolean;
  readonly options?: readonly FormOption[];
  readonly dependsOn?: string;
  readonly pattern?: string;
  readonly number?: { readonly integer: boolean; readonly negative: boolean };
}

/** What a queue asks of its tickets. */
export interface QueueFields {
  readonly queue: Queue;
  readonly definitions: readonly Definition[];
  /** The id of the transaction custom field by which sent messages are recognised; null where the queue has none. */
  readonly idempotencyFieldId: number | null;
}

export interface FormsOptions {
  readonly forms: readonly FormRule[];
  readonly fields: readonly string[] | undefined;
  /** Names of custom fields that no form asks for. */
  readonly unasked: readonly string[];
  readonly idempotencyField: string | undefined;
  readonly files: FileLimits | null;
  readonly remember: number;
}

const TICKETS = 'RT::Queue-RT::Ticket';

/**
 * What RT invents as a hint where nobody wrote one (RT::CustomField, FriendlyType), in the reader's language; a field says the same by its looks.
 */
const INVENTED_HINT = /^(?:(?:Select|Enter|Fill in|Upload|Combobox: Select or enter) (?:one|multiple|up to \d+) |Select date)/;

/** Support forms from the custom fields of the queues. Asked as the reader, so fields that are for agents only do not come up at all. */
export class Forms {
  readonly #rt: Rt;
  readonly #options: FormsOptions;
  readonly #queues: Remembered<QueueFields | null>;

  constructor(rt: Rt, options: FormsOptions) {
    this.#rt = rt;
    this.#options = options;
    this.#queues = new Remembered(options.remember);
  }

  async list(signal?: AbortSignal): Promise<Pick<Form, 'id' | 'name' | 'description'>[]> {
    return Promise.all(this.#options.forms.map(async (rule) => {
      const { id, name, description } = await this.#heading(rule, signal);
      return { id, name, ...(description === undefined ? {} : { description }) };
    }));
  }

  /** @throws PortalError `not-found` for a queue that is no form. */
  async get(formId: string, signal?: AbortSignal): Promise<Form> {
    const rule = this.#options.forms.find((one) => one.queue === formId);
    if (rule === undefined) throw new PortalError('not-found', 'There is no such form.');
    const { definitions } = await this.queue(rule.queue, signal);
    const attachments: FormField[] = this.#options.files === null ? [] : [{ id: 'attachments', type: 'file', label: 'Attachments', required: false }];
    return {
      ...await this.#heading(rule, signal),
      fields: [
        // RT keeps 200 letters of a subject
        { id: 'subject', type: 'text', label: 'Subject', required: true, maxLength: 200 },
        ...definitions.filter(({ type }) => type !== 'file' || this.#options.files !== null).map(fieldOf),
        { id: 'message', type: 'textarea', label: 'Message', required: true, maxLength: 100_000 },
        ...attachments,
      ],
    };
  }

  async #heading({ queue: id, name, description }: FormRule, signal?: AbortSignal): Promise<Pick<Form, 'id' | 'name' | 'description'>> {
    const text = description ?? (await this.queue(id, signal)).queue.Description;
    return { id, name: name ?? id, ...(text === '' ? {} : { description: text }) };
  }

  /** @throws PortalError `bad-response` for a queue that the reader does not see. */
  async queue(name: string, signal?: AbortSignal): Promise<QueueFields> {
    const found = await this.find(name, signal);
    if (found === null) throw new PortalError('bad-response', `Request Tracker shows the reader no queue "${name}".`);
    return found;
  }

  /**
   * What a queue asks of its tickets, remembered for a while: it takes a call for each select, and one more for each option that others depend on. Null for
   * a queue that the reader does not see.
   */
  find(name: string, signal?: AbortSignal): Promise<QueueFields | null> {
    return this.#queues.get(name, () => this.#load(name), signal);
  }

  async #load(name: string): Promise<QueueFields | null> {
    const { status, data } = await this.#rt.call('reader', { path: `/queue/${encodeURIComponent(name)}`, allow: [403, 404] });
    if (status !== 200) return null;
    const found = read(queue, data, 'a queue');
    const { data: list } = await this.#rt.call('reader', { path: `/queue/${String(found.id)}/customfields?fields=${CUSTOM_FIELD_FIELDS}&per_page=100` });
    const { items } = read(collection(customField), list, 'the fields of a queue');
    // the queue tells the order that agents gave them, the list tells the rest
    const fields = found.TicketCustomFields
      .flatMap(({ id }) => items.find((field) => field.id === id && field.LookupType === TICKETS) ?? [])
      .filter(({ Name }) => (this.#options.fields?.includes(Name) ?? true) && !this.#options.unasked.includes(Name));
    return {
      queue: found, definitions: await Promise.all(fields.map((field) => this.#definition(field, fields))),
      idempotencyFieldId: found.TicketTransactionCustomFields.find((field) => field.name === this.#options.idempotencyField)?.id ?? null,
    };
  }

  async #definition(field: CustomField, all: readonly CustomField[]): Promise<Definition> {
    const { required, pattern, number } = readPattern(field.Pattern);
    const parent = field.Type === 'Select' ? all.find(({ id }) => id === field.BasedOn) : undefined;
    const options = field.Type === 'Select' ? await this.#choices(field, parent) : undefined;
    const type = typeOf(field, options, number !== undefined);
    return {
      name: field.Name, type, required, lines: type === 'textarea' && /^(?:Freeform|Autocomplete|Combobox|IPAddress)/.test(field.Type), single: field.MaxValues === 1,
      ...(field.EntryHint === '' || INVENTED_HINT.test(field.EntryHint) ? {} : { help: field.EntryHint }),
      ...(type === 'select' || type === 'multiselect' || type === 'checkbox' ? { options: options ?? [] } : {}),
      ...(parent === undefined || type === 'checkbox' ? {} : { dependsOn: parent.Name }),
      ...(pattern !== undefined && type === 'text' ? { pattern } : {}),
      ...(number !== undefined && type === 'number' ? { number } : {}),
    };
  }

  /** The options of a select. Those that depend on another field's value have to be asked for value by value. */
  async #choices(field: CustomField, parent: CustomField | undefined): Promise<FormOption[]> {
    const names = await this.#values(field.id);
    if (parent === undefined) return names.map((name) => ({ value: name, label: name }));
    const parents = await this.#values(parent.id);
    const offered = await Promise.all(parents.map(async (value) => ({ value, names: await this.#values(field.id, value) })));
    return names.map((name) => ({ value: name, label: name, when: offered.filter((one) => one.names.includes(name)).map(({ value }) => value) }));
  }

  async #values(id: number, category?: string): Promise<string[]> {
    const query = category === undefined ? '' : `?category=${encodeURIComponent(category)}`;
    const { data } = await this.#rt.call('reader', { path: `/customfield/${String(id)}${query}` });
    return read(fieldValues, data, 'a custom field').Values;
  }
}

function typeOf({ Type, MaxValues }: CustomField, options: readonly FormOption[] | undefined, isNumber: boolean): FieldType {
  switch (Type) {
    // one single option to choose or not: RT's way to have a checkbox
    case 'Select': return MaxValues !== 1 ? 'multiselect' : options?.length === 1 ? 'checkbox' : 'select';
    case 'Date': case 'DateTime': return 'date';
    case 'Image': case 'Binary': return 'file';
    case 'Text': case 'HTML': case 'Wikitext': return 'textarea';
    default: return MaxValues !== 1 ? 'textarea' : isNumber ? 'number' : 'text';
  }
}

function fieldOf({ name, type, help, required, options, dependsOn, pattern, number }: Definition): FormField {
  return {
    id: name, type, label: name, required,
    ...(help === undefined ? {} : { help }), ...(dependsOn === undefined ? {} : { dependsOn }), ...(pattern === undefined ? {} : { pattern }),
    ...(options === undefined || type === 'checkbox' ? {} : { options: [...options] }),
    // RT keeps 255 letters of a short field as such, and more as a long one
    ...(type === 'text' ? { maxLength: 255 } : {}),
    ...(number === undefined ? {} : { integer: number.integer, ...(number.negative ? {} : { min: 0 }) }),
  };
}

/** A form's value as RT takes it; null for a field left empty. */
export function toRt({ type, lines, options }: Definition, value: FieldValue): string | string[] | null {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return null;
  if (type === 'checkbox') return value === true ? options?.[0]?.value ?? null : null;
  if (Array.isArray(value)) return value;
  const text = String(value);
  return lines ? text.split(/\r?\n/).filter((line) => line.trim() !== '') : text;
}

/** What a ticket's page shows of its fields: those of the form that have a value, in the form's order. */
export function ticketFields({ CustomFields }: Pick<TicketRecord, 'CustomFields'>, definitions: readonly Definition[]): TicketField[] {
  return definitions.flatMap((definition): TicketField[] => {
    const values = CustomFields.find(({ name }) => name === definition.name)?.values ?? [];
    const value = values.length === 0 ? null : fromRt(definition.type, values);
    return value === null || value === '' ? [] : [{ id: definition.name, label: definition.name, type: definition.type, value }];
  });
}

function fromRt(type: FieldType, values: readonly string[]): FieldValue {
  const [first = ''] = values;
  switch (type) {
    case 'multiselect': return [...values];
    case 'checkbox': return true;
    case 'number': return Number.isFinite(Number(first)) ? Number(first) : null;
    case 'date': return first.slice(0, 10);
    case 'textarea': return values.join('\n');
    case 'file': return null;
    case 'text': case 'select': return first;
  }
}
