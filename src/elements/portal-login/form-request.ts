import type { ReactiveControllerHost } from 'lit';
import type { TextKey } from '../../i18n/index.ts';
import { RequestController } from '../../portal/controllers/request-controller.ts';

/** What stands in a form, by the names of its fields. */
export type FormEntries = Readonly<Record<string, string>>;

/** What is wrong with a field, as the name of a text; undefined where nothing is. */
export type FieldCheck = (field: HTMLInputElement) => TextKey | undefined;

const missing: FieldCheck = ({ validity }) => (validity.valueMissing ? 'issue.required' : undefined);

/** A request that is made by sending a form: what is wrong with its fields, and whether its password can be read. */
export class FormRequest<Value> extends RequestController<Value> {
  /** What is wrong, by the names of the fields. */
  issues: ReadonlyMap<string, TextKey> = new Map();
  /** The password is shown. */
  revealed = false;
  readonly #host: ReactiveControllerHost;
  readonly #check: FieldCheck;

  constructor(host: ReactiveControllerHost & { readonly isConnected: boolean }, check: FieldCheck = missing) {
    super(host);
    this.#host = host;
    this.#check = check;
  }

  /**
   * Sends what stands in the form, unless it is being sent already, or something is wrong with a field, which then gets the focus.
   * Resolves like {@link RequestController.run}; undefined also where nothing was sent.
   */
  async submit(event: SubmitEvent, call: (entries: FormEntries, signal: AbortSignal) => Promise<Value>): Promise<Value | undefined> {
    event.preventDefault();
    if (this.pending) return undefined;
    const fields = [...(event.target as HTMLFormElement).elements].filter((one) => one instanceof HTMLInputElement && one.name !== '') as HTMLInputElement[];
    this.issues = new Map(fields.flatMap((field) => {
      const issue = this.#check(field);
      return issue === undefined ? [] : [[field.name, issue] as const];
    }));
    this.error = undefined;
    this.#host.requestUpdate();
    if (this.issues.size > 0) {
      await this.#host.updateComplete;
      fields.find(({ name }) => this.issues.has(name))?.focus();
      return undefined;
    }
    const entries = Object.fromEntries(fields.map(({ name, type, checked, value }) => [name, type === 'checkbox' && !checked ? '' : value]));
    return this.run((signal) => call(entries, signal));
  }

  reveal(revealed: boolean): void {
    this.revealed = revealed;
    this.#host.requestUpdate();
  }

  override reset(): void {
    this.issues = new Map();
    this.revealed = false;
    super.reset();
  }
}
