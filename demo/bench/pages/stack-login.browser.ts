import { ContextConsumer, ContextProvider } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { boolean, looseObject, nullable, type infer as Infer } from 'zod/mini';
import { anonymousApi, apiContext } from './stack-api.browser.ts';

const waysSchema = looseObject({ password: boolean(), registration: boolean() });
const sessionSchema = looseObject({ customer: nullable(looseObject({})) });

/** A sign-in and nothing around it: who is there, and which ways in there are. */
class StackLogin extends LitElement {
  static override readonly properties = { ways: { state: true } };
  static override readonly styles = css`label { display: block }`;
  declare ways: Infer<typeof waysSchema> | undefined;
  readonly #api = new ContextConsumer(this, { context: apiContext, callback: () => { void this.#load(); } });

  async #load(): Promise<void> {
    const ask = async (at: string): Promise<unknown> => this.#api.value?.get(at).json();
    const [session, ways] = await Promise.all([ask('session'), ask('sign-in-options?language=en')]);
    if (sessionSchema.parse(session).customer === null) this.ways = waysSchema.parse(ways);
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    await this.#api.value?.post('session', { json: Object.fromEntries(new FormData(event.target as HTMLFormElement)) });
    location.reload();
  };

  override render(): unknown {
    if (this.ways === undefined) return html`<p role="status">Loading…</p>`;
    return html`<form @submit=${this.#onSubmit}>
      <h2>Sign in</h2>
      <label>Email <input type="email" name="email" autocomplete="username" required></label>
      ${this.ways.password ? html`<label>Password <input type="password" name="password" autocomplete="current-password" required></label>` : nothing}
      <button>Sign in</button>
    </form>`;
  }
}

class StackPage extends LitElement {
  readonly provider = new ContextProvider(this, { context: apiContext, initialValue: anonymousApi });

  override render(): unknown {
    return html`<stack-login></stack-login>`;
  }
}

customElements.define('stack-page', StackPage);
customElements.define('stack-login', StackLogin);
