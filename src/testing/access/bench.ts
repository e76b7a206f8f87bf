import {
  access, operationNames, validated, validatedTable,
  type Access, type AccessOperation, type CallerInput, type Output, type PortalError, type Session, type TicketingClient,
} from '../../contract/index.ts';
import type { AccessHarness, AccessLimit, AccessRules, SentMail } from '../access-harness.ts';
import { ConformanceError, ok, rejects, same } from '../assert.ts';

export const NOBODY: Session = { customer: null, expires: null };

/** A browser, whose calls bring what accompanies them. */
export type Tab = { readonly [Name in AccessOperation]: (input: CallerInput<Access[Name]>) => Promise<Output<Access[Name]>> } & { readonly ticketing: TicketingClient };

export interface Person { readonly email: string; readonly name: string; readonly password: string }

/** What tests of the access contract work with. */
export class AccessBench {
  harness!: AccessHarness;
  /** Everything is on that can be, everybody is let in, and there is nothing to agree to. */
  readonly rules: AccessRules;
  #count = 0;
  #changed = false;

  constructor(limits: Partial<Record<AccessLimit, string>>) {
    this.rules = { password: true, registration: true, signInMail: 'both', passkeys: limits.passkeys === undefined, admit: 'everyone', consent: null };
  }

  /** Somebody new, with an address of their own and no account. */
  person(name = 'Someone'): Person {
    this.#count += 1;
    return { email: `person${String(this.#count)}@suite.example`, name, password: `correct horse ${String(this.#count)}` };
  }

  /** Somebody with an account that the owner has made. */
  async account(name?: string): Promise<Person> {
    const person = this.person(name);
    await this.harness.createAccount(person);
    return person;
  }

  /** A browser at a page of the first site, or of another. */
  async tab(site = this.harness.sites[0]): Promise<Tab> {
    const { access: adapter, ticketing } = await this.harness.browser(site);
    const client = validatedTable(access, adapter);
    const calls = operationNames(access).map((name) => [name, (input: unknown) => client[name]?.(input, this.write())]);
    return { ...Object.fromEntries(calls) as Tab, ticketing: ticketing === undefined ? noTicketing() : validated(ticketing) };
  }

  /** A browser in which somebody has signed in by a password. */
  async signedIn({ email, password }: Person, site?: string): Promise<Tab> {
    const tab = await this.tab(site);
    await tab.signIn({ email, password });
    return tab;
  }

  /** The context of a write. */
  write(): { idempotencyKey: string } {
    this.#count += 1;
    return { idempotencyKey: `access-${String(this.#count)}` };
  }

  async setRules(change: Partial<AccessRules>): Promise<void> {
    this.#changed = true;
    await this.harness.setRules({ ...this.rules, ...change });
  }

  /** Takes changes of the rules back. */
  async restore(): Promise<void> {
    if (!this.#changed) return;
    this.#changed = false;
    await this.harness.setRules(this.rules);
  }

  /** The mails to somebody, the oldest first. */
  async mailsTo({ email }: Pick<Person, 'email'>): Promise<readonly SentMail[]> {
    return (await this.harness.mails()).filter(({ to }) => to === email);
  }

  /** The newest mail of a kind to somebody. */
  async mailTo(person: Pick<Person, 'email'>, kind: SentMail['kind']): Promise<SentMail & { readonly token: string; readonly code: string }> {
    const mail = (await this.mailsTo(person)).findLast((each) => each.kind === kind);
    if (mail === undefined) throw new ConformanceError(`No mail of the kind ${kind} was sent to ${person.email}.`);
    return { token: '', code: '', ...mail };
  }
}

function noTicketing(): TicketingClient {
  return new Proxy({} as TicketingClient, { get: () => { throw new ConformanceError('The harness has no ticketing; declare the limit "ticketing" with a reason.'); } });
}

/** The address of whom a browser's session is for. */
export const whoIs = async (tab: Tab): Promise<string | null> => (await tab.getSession({})).customer?.email ?? null;

/** Nobody is signed in, in so many words. */
export async function isNobody(tab: Tab, what: string): Promise<void> {
  same(await tab.getSession({}), NOBODY, what);
}

/** What an attempt tells whoever makes it, without what is new every time. */
export async function toldBy(attempt: Promise<unknown>): Promise<unknown> {
  return attempt.then(
    (answer) => JSON.parse(JSON.stringify(answer, (name, value: unknown) => (name === 'challenge' ? String(value).length : value))) as unknown,
    (error: unknown) => { const { code, message, issues } = error as PortalError; return { code, message, issues }; },
  );
}

/** Nothing told by one attempt differs from what the other tells. */
export async function alike(attempt: () => Promise<unknown>, other: () => Promise<unknown>, what: string): Promise<void> {
  const first = await toldBy(attempt());
  same(await toldBy(other()), first, `${what} does not answer alike`);
}

/** A link is worth nothing, whatever the reason. */
export const isGone = (attempt: Promise<unknown>, what: string): Promise<PortalError> => rejects(attempt, 'not-found', what);

/** Somebody is in, as a customer. */
export function isIn(session: Session, { email }: Pick<Person, 'email'>, what: string): void {
  ok(session.customer?.email === email && session.held === undefined, `${what}: expected ${email} to be signed in, but it is ${JSON.stringify(session)}`);
}

/** Somebody has proved who they are and is kept out. */
export function isHeld(session: Session, { email }: Pick<Person, 'email'>, reason: 'consent' | 'denied', what: string): void {
  ok(session.customer === null && session.held?.reason === reason && session.held.email === email, `${what}: expected ${email} to be held (${reason}), but it is ${JSON.stringify(session)}`);
}
