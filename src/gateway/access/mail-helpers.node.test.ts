import { memory, sampleData } from '../../adapters/memory/index.ts';
import type { AccessOperation, Output, Access, Session } from '../../contract/index.ts';
import { openDatabase } from '../database.ts';
import { GATEWAY, PAGE } from '../helpers.node.test.ts';
import type { DatabaseOption, GatewayOptions } from '../index.ts';
import type { MailOrder, Outbox } from '../mail/outbox.ts';
import { migrate } from '../migrations.ts';
import { settingsOf } from '../options.ts';
import { createThrottle } from '../throttle.ts';
import { createAccounts, type Accounts } from './accounts.ts';
import { createAuth } from './auth.ts';
import { createGroups, type Groups } from './groups.ts';
import { createInvitations, invitationPart, type Invitations } from './invitations.ts';
import { mailLinkPart } from './mail-links.ts';
import { createMailTokens } from './mail-tokens.ts';
import { passwordPart } from './passwords.ts';
import { registrationPart } from './registration.ts';
import type { AccessServices } from './services.ts';
import { sessionPart } from './session-part.ts';
import { createSessions } from './sessions.ts';
import { signInMailPart } from './sign-in-mails.ts';

/** The ways in that need a mail, over a real database, with an outbox that keeps what would be sent. */
export interface MailWays {
  readonly services: AccessServices;
  readonly accounts: Accounts;
  readonly groups: Groups;
  readonly invitations: Invitations;
  /** Mails, the oldest first. */
  readonly mails: MailOrder[];
  /** The newest mail to an address. @throws Error where there is none */
  mailTo(email: string): MailOrder & { readonly token: string; readonly view: string };
  /** Somebody at a browser of their own. */
  person(options?: { readonly address?: string }): Person;
  /** What takes time in something: `1 hash, 9 statements` (passwords that are hashed or verified, statements to the database). */
  workOf(run: () => Promise<unknown>): Promise<string>;
  /** Time goes by, in minutes. */
  wait(minutes: number): void;
  close(): Promise<void>;
}

type Parts = ReturnType<typeof registrationPart> & ReturnType<typeof passwordPart> & ReturnType<typeof signInMailPart> & ReturnType<typeof mailLinkPart>
  & ReturnType<typeof invitationPart> & ReturnType<typeof sessionPart>;
export type Person = { readonly [Name in keyof Parts & AccessOperation]: (input: Parameters<Parts[Name]>[0]) => Promise<Output<Access[Name]>> };

export const ALICE = 'alice@acme.example';
export const NEWCOMER = 'nora@newcomer.example';

/** @param open Where several instances share a database: how to open it. */
export async function mailWays(options: Partial<GatewayOptions> = {}, database: DatabaseOption = { sqlite: ':memory:' }): Promise<MailWays> {
  let now = Date.now();
  const mails: MailOrder[] = [];
  const settings = settingsOf({
    backend: memory({ data: sampleData() }), database, secret: 'a secret for tests that is long enough', baseURL: GATEWAY, origins: [PAGE], clock: () => now,
    mail: { from: 'support@portal.example', send: () => Promise.resolve() }, ...options,
    access: { portalURL: `${PAGE}/support`, registration: true, signInMail: 'both', ...options.access },
  });
  const opened = await openDatabase(database);
  const auth = createAuth(opened, settings);
  let hashes = 0;
  let statements = 0;
  const executor = opened.db.getExecutor();
  const executeQuery = executor.executeQuery.bind(executor);
  executor.executeQuery = (query, how) => { statements++; return executeQuery(query, how); };
  const { password } = await auth.$context;
  const { hash, verify } = password;
  password.hash = (...given) => { hashes++; return hash(...given); };
  password.verify = (...given) => { hashes++; return verify(...given); };
  const outbox: Outbox = {
    enabled: true, send: (order) => { mails.push(order); return Promise.resolve(); }, delayed: () => Promise.resolve(false), deliver: () => Promise.resolve(), close: () => Promise.resolve(),
  };
  const sessions = createSessions(auth, opened, settings);
  const services: AccessServices = {
    settings, db: opened.db, auth, sessions, outbox, log: () => undefined, tokens: createMailTokens(auth, settings.clock), throttle: createThrottle(opened.db, settings.secret, settings.clock),
  };
  await migrate(opened.db, opened.type);
  await sessions.migrate();
  const parts: Parts = {
    ...registrationPart(services), ...passwordPart(services), ...signInMailPart(services), ...mailLinkPart(services), ...invitationPart(services), ...sessionPart(services),
  };
  const open = (): Promise<AccessServices> => Promise.resolve(services);
  return {
    services, mails, accounts: createAccounts(open), groups: createGroups(open), invitations: createInvitations(open),
    mailTo(email) {
      const mail = mails.findLast(({ to }) => to === email);
      if (mail === undefined) throw new Error(`There is no mail to ${email}.`);
      const fragment = new URLSearchParams(new URL(mail.link ?? PAGE).hash.slice(1));
      return { ...mail, token: fragment.get('token') ?? '', view: fragment.get('portal') ?? '' };
    },
    person: ({ address = '192.0.2.1' } = {}) => personAt(parts, address),
    async workOf(run) {
      const [earlierHashes, earlierStatements] = [hashes, statements];
      await run();
      return `${String(hashes - earlierHashes)} hash, ${String(statements - earlierStatements)} statements`;
    },
    wait(minutes) { now += minutes * 60_000; },
    close: () => opened.close(),
  };
}

function personAt(parts: Parts, address: string): Person {
  const jar = new Map<string, string>();
  const calls = Object.entries(parts as Record<string, (input: unknown, visit: unknown) => Promise<unknown>>).map(([name, call]) => [name, async (input: unknown) => {
    const headers = { Origin: PAGE, ...jar.size === 0 ? {} : { Cookie: [...jar].map((pair) => pair.join('=')).join('; ') } };
    const visit = { request: new Request(GATEWAY, { headers }), address, site: PAGE, cookies: [] as string[] };
    const answer = await call(input, visit);
    for (const cookie of visit.cookies) {
      const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/max-age=0/i.test(cookie)) jar.delete(key);
      else jar.set(key, value);
    }
    return answer;
  }]);
  return Object.fromEntries(calls) as Person;
}

/** The address of whom a browser's session is for. */
export const whoIs = async (person: Person): Promise<string | null> => (await person.getSession({})).customer?.email ?? null;
export const emailOf = (session: Session): string | null => session.customer?.email ?? null;

/** How many of some promises were kept. */
export const kept = async (all: readonly Promise<unknown>[]): Promise<number> => (await Promise.allSettled(all)).filter(({ status }) => status === 'fulfilled').length;
