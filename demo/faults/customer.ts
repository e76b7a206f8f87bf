import { setTimeout as delay } from 'node:timers/promises';
import { http, httpAccess } from '../../src/adapters/http/index.ts';
import { isPortalError, validated, type ErrorCode, type FieldValue, type TicketingClient, type WriteContext } from '../../src/contract/index.ts';
import type { Account } from './gateway-process.ts';
import type { Sending } from './sending.ts';

/** The cookies of a browser. */
export type Cookies = Map<string, string>;

/** How somebody sends, besides what goes wrong. */
export type Manner = 'once' | 'twice' | 'two-tabs' | 'reload' | 'signed-out';

/** Errors after which the same may succeed. */
const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['network', 'timeout', 'unavailable', 'bad-response', 'internal', 'rate-limited']);
/** Milliseconds after which somebody gives up. */
const PATIENCE = 180_000;

/** A browser's side of the portal without a page: sends with one key again and again, as the outbox does. */
export class Customer {
  readonly #url: string;
  readonly #account: Account;
  readonly #cookies: Cookies;

  /** @param url Where the portal's site is; its gateway is at `/api`. */
  constructor(url: string, account: Account, cookies: Cookies = new Map()) {
    this.#url = url;
    this.#account = account;
    this.#cookies = cookies;
  }

  get cookies(): Cookies { return this.#cookies; }

  async signIn(): Promise<void> {
    await this.#patiently(() => httpAccess(this.#options()).signIn({ email: this.#account.email, password: this.#account.password }, { idempotencyKey: crypto.randomUUID() }));
  }

  async signOut(): Promise<void> {
    await this.#patiently(() => httpAccess(this.#options()).signOut({}, { idempotencyKey: crypto.randomUUID() }));
  }

  /** A client as a page has one, new with every call. */
  client(): TicketingClient {
    return validated(http(this.#options()));
  }

  /** Sends until the gateway says that it is there. @throws what no repetition helps against */
  async send(sending: Sending, manner: Manner): Promise<void> {
    const key = crypto.randomUUID();
    const form = sending.ticketId === null ? await this.#patiently(() => this.#formOf(sending)) : null;
    const one = async (): Promise<void> => {
      const [client, files] = [this.client(), filesOf(sending)];
      await this.#patiently(() => write(client, sending, form, files, { idempotencyKey: key }));
    };
    if (manner === 'twice') {
      const [client, files] = [this.client(), filesOf(sending)];
      const press = (): Promise<unknown> => this.#patiently(() => write(client, sending, form, files, { idempotencyKey: key }));
      await Promise.all([press(), press()]);
    } else if (manner === 'two-tabs') {
      await Promise.all([one(), one()]);
    } else if (manner === 'reload') {
      const left = new AbortController();
      setTimeout(() => { left.abort(); }, Math.random() * 400);
      // Whatever came of it: the page that would have heard of it is gone.
      await write(this.client(), sending, form, filesOf(sending), { idempotencyKey: key, signal: left.signal }).catch(() => undefined);
      await one();
    } else {
      // From here on the session is somebody's who is out.
      if (manner === 'signed-out') await this.signOut();
      await one();
    }
  }

  /** Sends a reply as the `http` adapter does by itself, without coming back to it. @throws what went wrong */
  async attempt(sending: Sending, key: string): Promise<void> {
    await write(this.client(), sending, null, filesOf(sending), { idempotencyKey: key });
  }

  async #formOf({ subject, text }: Sending): Promise<FilledForm> {
    const client = this.client();
    const id = (await client.listForms({}, {})).items[0]?.id ?? '';
    const { fields } = await client.getForm({ formId: id }, {});
    const others = fields.filter(({ required }) => required).map(({ id: field, options }): [string, FieldValue] => [field, options?.[0]?.value ?? 'a value']);
    return { id, values: { ...Object.fromEntries(others), subject, message: text } };
  }

  async #patiently<Answer>(attempt: () => Promise<Answer>): Promise<Answer> {
    for (const begun = performance.now(); ;) {
      try {
        return await attempt();
      } catch (error) {
        if (performance.now() - begun > PATIENCE) throw error;
        if (isPortalError(error, 'unauthenticated')) await this.signIn();
        else if (!isPortalError(error) || !PASSING.has(error.code)) throw error;
        await delay(50 + Math.random() * 300);
      }
    }
  }

  #options(): { gateway: string; fetch: (request: Request) => Promise<Response> } {
    return {
      gateway: `${this.#url}/api`,
      fetch: async (request) => {
        const headers = new Headers(request.headers);
        headers.set('Origin', this.#url);
        headers.set('Cookie', [...this.#cookies].map((pair) => pair.join('=')).join('; '));
        const response = await fetch(new Request(request, { headers }));
        for (const cookie of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
          if (value === '' || /max-age=0/i.test(cookie)) this.#cookies.delete(name);
          else this.#cookies.set(name, value);
        }
        return response;
      },
    };
  }
}

/** A form with what is to be sent in it. */
interface FilledForm { readonly id: string; readonly values: Record<string, FieldValue> }

const filesOf = ({ files }: Sending): File[] => files.map(({ name, bytes }) => new File([bytes], name, { type: 'application/octet-stream' }));

function write(client: TicketingClient, { ticketId, text }: Sending, form: FilledForm | null, files: File[], context: WriteContext): Promise<unknown> {
  return form === null ? client.reply({ ticketId: ticketId ?? '', text, files }, context)
    : client.createTicket({ formId: form.id, values: form.values, files: { attachments: files } }, context);
}
