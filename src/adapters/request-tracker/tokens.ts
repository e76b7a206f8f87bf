import * as z from 'zod/mini';
import { PortalError, type Customer } from '../../contract/index.ts';
import { collection, read } from './answers.ts';
import { Client } from './client.ts';
import { Remembered } from './remembered.ts';

/**
 * Answers a customer's own token of RT (RT::AuthToken). It is a secret of the server.
 * @param options `renew` is a token that RT does not accept any more: answer another one.
 * @throws PortalError `forbidden` for a customer who cannot have one.
 */
export type TokenFor = (customer: Customer, options: { readonly renew?: string; readonly signal?: AbortSignal }) => Promise<string>;

/** Tokens made beforehand, by e-mail address in lower case: by RT's web pages, or by a script on its host (`RT::AuthToken->Create(Owner => …)`). */
export function tokensFrom(tokens: Readonly<Record<string, string>>): TokenFor {
  return async ({ email }, { renew }) => {
    const token = Object.hasOwn(tokens, email) ? tokens[email] : undefined;
    if (token === undefined) throw new PortalError('forbidden', 'There is no Request Tracker token for this customer.');
    if (token === renew) throw new PortalError('unavailable', 'Request Tracker does not accept the customer\'s token.');
    return token;
  };
}

/** Where made tokens are kept. They are as good as passwords: encrypt them, or keep them where passwords are kept. */
export interface TokenStore {
  get(email: string): Promise<string | undefined>;
  set(email: string, token: string): Promise<void>;
}

export interface MintOptions {
  /** Where RT is, with its web path. */
  readonly url: string;
  /**
   * An account with the rights AdminUsers, ManageAuthTokens and ShowConfigTab. It can make a token for root as well, so it is as powerful as root; a
   * script on RT's host and {@link tokensFrom} do without it.
   */
  readonly service: { readonly token: string; readonly password: string };
  /** Default in memory. Then every start makes new tokens, and RT tries all tokens of an account one after the other, each with a bcrypt: keep them. */
  readonly store?: TokenStore;
  /** Whether customers whom RT does not know get an account; default true. */
  readonly createUsers?: boolean;
  /** Milliseconds that RT has for an answer; default 10,000. */
  readonly timeout?: number;
  readonly fetch?: typeof globalThis.fetch;
}

const found = z.object({ id: z.string(), EmailAddress: z.nullish(z.string()) });
const account = z.object({ id: z.int(), Privileged: z.pipe(z.union([z.string(), z.number()]), z.transform(Number)) });

/**
 * Makes a token for each customer when it is first needed. RT's API has no resource for tokens, but the form of its web pages takes a token as
 * well, together with the account's password and a `Referer` of its own. Never makes one for a privileged account: a customer must not become an agent.
 */
export function mintTokens({ url, service, store = inMemory(), createUsers = true, timeout = 10_000, fetch = globalThis.fetch }: MintOptions): TokenFor {
  const base = url.replace(/\/+$/, '');
  const client = new Client({ url: base, fetch, timeouts: { read: timeout, write: timeout } });
  const making = new Remembered<string>(Number.MAX_SAFE_INTEGER);
  const rest = async (path: string, json?: unknown, allow: number[] = []): Promise<{ status: number; data: unknown }> =>
    client.json({ path: `/REST/2.0${path}`, token: service.token, allow, ...(json === undefined ? {} : { method: 'POST', json }) });

  async function userId({ email, name }: Customer): Promise<number> {
    const { data } = await rest('/users?fields=EmailAddress', [{ field: 'EmailAddress', value: email }]);
    const login = read(collection(found), data, 'a list of users').items.find((user) => user.EmailAddress?.toLowerCase() === email)?.id;
    if (login === undefined) {
      if (!createUsers) throw new PortalError('forbidden', 'Request Tracker does not know this customer.');
      // named as RT itself names customers who write mail
      await rest('/user', { Name: email, EmailAddress: email, RealName: name, Privileged: 0 });
    }
    const { id, Privileged } = read(account, (await rest(`/user/${encodeURIComponent(login ?? email)}`)).data, 'a user');
    if (Privileged !== 0) throw new PortalError('forbidden', 'This address belongs to an agent of Request Tracker.');
    return id;
  }

  async function mint(customer: Customer): Promise<string> {
    const id = String(await userId(customer));
    const page = `${base}/Admin/Users/AuthTokens.html?id=${id}`;
    const headers = { Authorization: `token ${service.token}`, Referer: `${base}/` };
    const form = new URLSearchParams({ Owner: id, Description: 'Portico', Password: service.password, Create: 'Create' });
    const answer = await browse(page, { method: 'POST', headers, body: form });
    const location = answer.headers.get('location');
    // RT makes the address from its own configuration, which need not be the one that we use
    const next = location === null ? null : new URL(location, page);
    const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
    const text = next === null ? await answer.text()
      : await (await browse(`${new URL(base).origin}${next.pathname}${next.search}`, { headers: { ...headers, Cookie: cookie } })).text();
    const token = new RegExp(`\\b1-${id}-[0-9a-f]{32}\\b`).exec(text)?.[0];
    if (token === undefined) throw new PortalError('unavailable', 'Request Tracker made no token: check the rights and the password of the service account.');
    await store.set(customer.email, token);
    return token;
  }

  async function browse(address: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(address, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeout) });
    } catch (error) {
      throw new PortalError('unavailable', 'Request Tracker cannot be reached.', { cause: error });
    }
  }

  return async (customer, { renew, signal }) => {
    if (renew !== undefined && await making.get(customer.email, () => Promise.resolve(renew), signal) === renew) making.forget(customer.email);
    return making.get(customer.email, async () => {
      const kept = await store.get(customer.email);
      return kept === undefined || kept === renew ? mint(customer) : kept;
    }, signal);
  };
}

function inMemory(): TokenStore {
  const held = new Map<string, string>();
  return {
    get: async (email) => held.get(email),
    set: async (email, token) => {
      held.set(email, token);
    },
  };
}
