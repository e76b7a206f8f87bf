import type { Message } from '../../contract/index.ts';
import * as z from 'zod/mini';
import { account, collection, person, read, type Row, type User } from './answers.ts';
import { Remembered } from './remembered.ts';
import type { Rt } from './rt.ts';

/** A customer as RT knows them. */
export interface Known { readonly login: string; readonly name: string; readonly organization: string | null }

export type Role = Message['author']['role'];

const SYSTEM = ['RT_System', 'Nobody'];

/** What RT knows of people, remembered for a while. */
export class People {
  readonly #rt: Rt;
  readonly #customers: Remembered<Known | null>;
  readonly #authors: Remembered<{ readonly role: Role; readonly name: string }>;

  constructor(rt: Rt, remember: number) {
    this.#rt = rt;
    this.#customers = new Remembered(remember);
    this.#authors = new Remembered(remember);
  }

  /** The account with this address; null where there is none. Any privileged account may ask for it, AdminUsers is not needed. */
  async customer(email: string, signal?: AbortSignal): Promise<Known | null> {
    const known = await this.#customers.get(email, async () => {
      const { data } = await this.#rt.call('reader', {
        path: '/users?fields=RealName,EmailAddress,Organization', method: 'POST', json: [{ field: 'EmailAddress', value: email }],
      });
      const found = read(collection(account), data, 'a list of users').items.find((user) => user.EmailAddress.toLowerCase() === email);
      return found === undefined ? null
        : { login: found.id, name: present(found.RealName) ?? found.id, organization: present(found.Organization) };
    }, signal);
    // any mail makes an account, and a customer who is taken for nobody does not find their own messages
    if (known === null) this.#customers.forget(email);
    return known;
  }

  /** For an account that has just been made. */
  forget(email: string): void {
    this.#customers.forget(email);
  }

  /**
   * Who an author is. A transaction tells no more than the account's name; an agent is who is privileged and has not opened the ticket. The name of an
   * agent is never an e-mail address.
   */
  async author(login: string, { Requestor }: Pick<Row, 'Requestor'>, signal?: AbortSignal): Promise<{ readonly role: Role; readonly name: string }> {
    const requestor = Requestor.find(({ id }) => id === login);
    if (requestor !== undefined) return { role: 'customer', name: nameOf(requestor) };
    if (SYSTEM.includes(login)) return { role: 'system', name: 'Request Tracker' };
    return this.#authors.get(login, async () => {
      const { status, data } = await this.#rt.call('reader', { path: `/user/${encodeURIComponent(login)}`, allow: [403, 404] });
      // a deleted or hidden account: nothing says that it is the customer's side
      if (status !== 200) return { role: 'agent', name: login.replace(/@.*/, '') };
      const { Privileged } = read(person, withId(data, login), 'a user');
      const name = present(read(z.object({ RealName: z.nullish(z.string()) }), data, 'a user').RealName);
      return Privileged === 1 ? { role: 'agent', name: name ?? login.replace(/@.*/, '') } : { role: 'customer', name: name ?? login };
    }, signal);
  }
}

/** The name that people read. */
export const nameOf = ({ id, RealName }: Pick<User, 'id' | 'RealName'>): string => RealName || id;

const present = (text: string | null | undefined): string | null => (text === undefined || text === null || text.trim() === '' ? null : text);
/** To an account that may not see more, RT leaves the id out. */
const withId = (data: unknown, id: string): unknown => (typeof data === 'object' && data !== null ? { ...data, id } : data);
