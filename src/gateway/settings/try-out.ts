import { validated, type PortalSettings, type SettingsTable, type ParsedInput } from '../../contract/index.ts';
import { withPolicy } from '../../policy/index.ts';
import type { Database } from '../database.ts';
import type { Logger } from '../log.ts';
import type { GatewayOptions, Settings } from '../options.ts';
import type { Customers } from './customers.ts';
import { keepingRules } from './kept-rules.ts';
import { settingsPolicy } from './settings-policy.ts';

/** What is asked under a document that is not saved. */
export type Question = Omit<ParsedInput<SettingsTable['previewTickets']>, 'document'>;

/** Answers what a customer would be answered under a document that is not saved: by the very rules that hold once it is. */
export type TryOut = (document: PortalSettings, question: Question, by: string, signal: AbortSignal) => Promise<unknown>;

/** Milliseconds for which one entry tells that somebody looks at a customer's tickets. */
const SITTING = 30 * 60 * 1000;

export function createTryOut(db: Database, customers: Customers, { backend, clock }: Settings, scopeOf: GatewayOptions['scopeOf'], log: Logger): TryOut {
  /** Whoever looks is kept before they see anything, as with previews of the support team. */
  const keep = async (agent: string, customer: string): Promise<void> => {
    const opened = clock();
    const before = await db.selectFrom('portico_preview').select('id').where('agent', '=', agent).where('customer', '=', customer).where('opened', '>', opened - SITTING).limit(1).executeTakeFirst();
    if (before !== undefined) return;
    const id = crypto.randomUUID();
    await db.insertInto('portico_preview').values({ id, agent, customer, opened }).execute();
    log({ time: new Date(opened).toISOString(), level: 'info', event: 'preview', preview: id });
  };
  return async (document, { customer: email, operation, input }, by, signal) => {
    const customer = await customers.as(email, signal);
    await keep(by, customer.email);
    // A portal is tried out before it is switched on.
    const policy = settingsPolicy(db, () => ({ ...document, enabled: true }), scopeOf);
    const client = validated(withPolicy(keepingRules(backend), policy, { now: clock })(customer));
    return (client[operation] as (input: unknown, context: { signal: AbortSignal }) => Promise<unknown>)(input, { signal });
  };
}
