import type { Customer } from '../../contract/index.ts';
import type { Database } from '../database.ts';
import type { AccessSettings } from './settings.ts';

/** What is known of somebody who wants to come in. */
export interface Applicant {
  readonly customer: Pick<Customer, 'email'>;
  /** The identity provider that vouches for them, if one does. */
  readonly provider: string | null;
  /** Groups that it names. */
  readonly groups: readonly string[];
}

/** Whether the owner lets somebody in, by the rules of this moment. An empty or missing name never fits anything. */
export async function admits(db: Database, { admit, providers }: AccessSettings, { customer: { email }, provider, groups }: Applicant): Promise<boolean> {
  const own = providers.find(({ id }) => id === provider)?.admit;
  if (own !== undefined && own !== 'everyone' && !own.groups.some((group) => groups.includes(group))) return false;
  if (admit === 'everyone') return true;
  const domain = email.slice(email.lastIndexOf('@') + 1);
  if (admit.addresses.some((address) => address.toLowerCase() === email)) return true;
  if (admit.domains.some((listed) => listed.toLowerCase().replace(/^@/, '') === domain)) return true;
  if (admit.groups.length === 0) return false;
  if (admit.groups.some((group) => groups.includes(group))) return true;
  const member = await db.selectFrom('portico_group_member').select('member')
    .where('group', 'in', admit.groups).where('member', 'in', [email, `@${domain}`]).limit(1).executeTakeFirst();
  return member !== undefined;
}
