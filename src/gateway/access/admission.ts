import type { Customer } from '../../contract/index.ts';
import type { Database } from '../database.ts';
import type { AccessSettings } from './settings.ts';

/** What is known of somebody who wants to come in. */
export interface Applicant {
  readonly customer: Pick<Customer, 'email'> & {
    /** Where there is an account. */
    readonly id?: string;
  };
  /** The identity provider that vouches for them, if one does. */
  readonly provider: string | null;
  /** Groups that it names. */
  readonly groups: readonly string[];
}

/** Whether the owner lets somebody in, by the rules of this moment. An empty or missing name never fits anything. */
export async function admits(db: Database, { admit, providers }: AccessSettings, { customer: { id: user, email }, provider, groups }: Applicant): Promise<boolean> {
  const own = providers.find(({ id }) => id === provider);
  if (own !== undefined && !takes(own, groups)) return false;
  if (user !== undefined && await isTurnedAway(db, providers, user)) return false;
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

type Provider = AccessSettings['providers'][number];

const takes = ({ admit }: Provider, groups: readonly string[]): boolean => admit === 'everyone' || admit.groups.some((group) => groups.includes(group));

/** Whether a provider that has vouched for an account does not do so any more, by the groups that it has named last: a password is no way around its rule. */
async function isTurnedAway(db: Database, providers: readonly Provider[], user: string): Promise<boolean> {
  const strict = providers.filter(({ admit }) => admit !== 'everyone');
  if (strict.length === 0) return false;
  const identities = await db.selectFrom('portico_account').select(['providerId', 'groups']).where('userId', '=', user).orderBy('updatedAt', 'desc').execute();
  return strict.some((provider) => {
    // An address may have had several people one after the other. Identities from before groups were kept have none.
    const newest = identities.find(({ providerId }) => providerId === `provider:${provider.id}`);
    return newest?.groups != null && !takes(provider, JSON.parse(newest.groups) as string[]);
  });
}
