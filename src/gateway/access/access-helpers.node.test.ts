import { httpAccess } from '../../adapters/http/index.ts';
import { memory, sampleData, type MemoryBackend } from '../../adapters/memory/index.ts';
import { access, isPortalError, validatedTable, type AccessClient, type ErrorCode } from '../../contract/index.ts';
import { openDatabase, type Database } from '../database.ts';
import { browser, GATEWAY, gatewayOver, PASSWORD, type Browser, type TestGateway } from '../helpers.node.test.ts';
import type { AccessSettingsInput, GatewayOptions } from '../index.ts';

/** A browser with the access contract as its page sees it. */
export type Tab = Browser & { readonly access: AccessClient };

/** A gateway whose owner changes the rules while customers are there: another one over the same database, as after a restart. */
export interface ChangingGateway {
  readonly db: Database;
  readonly backend: MemoryBackend;
  /** The one that answers now. */
  now(): TestGateway;
  /** The owner's new rules; they hold from the next request on. */
  change(rules: AccessSettingsInput): void;
  /** A browser at a page. */
  tab(options?: Parameters<typeof browser>[1]): Tab;
  /** A browser in which a customer has signed in. */
  signedIn(email: string, options?: Parameters<typeof browser>[1]): Promise<Tab>;
  close(): Promise<void>;
}

export async function changingGateway(rules: AccessSettingsInput = {}, { database = { sqlite: ':memory:' }, ...options }: Partial<GatewayOptions> = {}): Promise<ChangingGateway> {
  const { db, close } = await openDatabase(database);
  const backend = memory({ data: sampleData() });
  const all: TestGateway[] = [];
  const change = (changed: AccessSettingsInput): void => {
    all.push(gatewayOver(backend, { ...options, database: { kysely: db as never }, access: changed }));
  };
  change(rules);
  const now = (): TestGateway => all.at(-1)!;
  const tab = (how?: Parameters<typeof browser>[1]): Tab => {
    const opened = browser({ fetch: (request, connection) => now().fetch(request, connection) }, how);
    return { ...opened, access: validatedTable(access, httpAccess({ gateway: GATEWAY, fetch: opened.fetch })) as unknown as AccessClient };
  };
  return {
    db, backend, now, change, tab,
    async signedIn(email, how) {
      const { accounts } = now();
      if (await accounts.find(email) === null) await accounts.create({ email, name: email.split('@')[0]!, password: PASSWORD });
      const opened = tab(how);
      await opened.access.signIn({ email, password: PASSWORD }, key());
      return opened;
    },
    async close() {
      for (const gateway of all) await gateway.close();
      await close();
    },
  };
}

export const ALICE = 'alice@acme.example';
export const BOB = 'bob@acme.example';

let keys = 0;
/** What accompanies a write. */
export const key = (): { idempotencyKey: string } => ({ idempotencyKey: `key-${String(keys += 1)}` });
export const is = (code: ErrorCode, message?: RegExp) => (error: unknown): boolean => isPortalError(error, code) && (message === undefined || message.test(error.message));
