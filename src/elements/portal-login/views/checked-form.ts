import type { TextKey } from '../../../i18n/index.ts';
import { FormRequest, type FieldCheck } from '../form-request.ts';
import type { LoginHost } from '../login-view.ts';

/** The shortest password that may be chosen; the contract's. */
const SHORTEST = 8;

/** What to say about a field whose value will not do, by its name. */
export type FieldTexts = Readonly<Record<string, TextKey>>;

/** A form whose fields are checked here, as far as a browser can tell, and by the gateway. */
export class CheckedForm<Value> extends FormRequest<Value> {
  readonly #login: LoginHost;
  readonly #texts: FieldTexts;

  constructor(host: LoginHost, texts: FieldTexts) {
    super(host, checkWith(texts));
    this.#login = host;
    this.#texts = texts;
  }

  override async run(call: (signal: AbortSignal) => Promise<Value>): Promise<Value | undefined> {
    const value = await super.run(call);
    const issues = (this.error?.issues ?? []).flatMap(({ path }): [string, TextKey][] => {
      const name = path === 'password' ? 'new-password' : path;
      return this.#texts[name] === undefined ? [] : [[name, this.#texts[name]]];
    });
    if (issues.length > 0) {
      this.issues = new Map(issues);
      this.error = undefined;
      this.#login.requestUpdate();
      await this.#login.updateComplete;
      this.#login.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
    return value;
  }
}

const checkWith = (texts: FieldTexts): FieldCheck => ({ name, type, checked, required, value }) => {
  if (!required) return undefined;
  if (type === 'checkbox') return checked ? undefined : texts[name];
  if (value.trim() === '') return 'issue.required';
  if (name === 'email' && !isAddress(value)) return texts[name];
  return name === 'new-password' && value.length < SHORTEST ? texts[name] : undefined;
};

/** Whether something looks like an e-mail address; which are right only a mail server knows. */
const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
