import { checkedAddress, checkedName } from './accounts.ts';
import { digestOf } from './digest.ts';
import { Refusal } from './refusal.ts';
import type { AccessServices } from './services.ts';

/** Who somebody is by the word of an identity provider or of the host's application, which both belong to the portal's owner. */
export interface Identity {
  /** `host`, or `provider:` and the provider's id. */
  readonly authority: string;
  /** Who says so. A part of the identity, because another issuer under the same id gives the same subject to somebody else (OpenID Connect Core 5.7). */
  readonly issuer: string;
  /** What the issuer calls the person for ever. */
  readonly subject: string;
  /** Verified by the issuer. */
  readonly email: string;
  /** `''` where it tells none. */
  readonly name: string;
  /** As the authority names them now. */
  readonly groups: readonly string[];
}

/**
 * The account of an identity; it is made at the first sign-in. Tickets belong to addresses, so the address that the issuer vouches for *now* decides:
 * where it has changed, the identity moves on to the account of the new address, and the old account stays behind with the old address, which may be
 * somebody else's by now. No account ever changes its address, and none of an address that nobody has verified is ever taken.
 * @returns the user's id @throws Refusal `address`, `unverified-account`, `disabled`
 */
export async function accountOf({ auth }: Pick<AccessServices, 'auth'>, identity: Identity): Promise<string> {
  const { authority, subject, email: told, name: toldName, groups } = identity;
  const { adapter, internalAdapter } = await auth.$context;
  const email = orRefusal(() => checkedAddress(told));
  const id = await idOf(identity);
  const find = () => adapter.findOne<{ userId: string }>({ model: 'account', where: [{ field: 'id', value: id }] });

  const known = await find();
  const before = known === null ? null : await internalAdapter.findUserById(known.userId);
  // Whoever is kept out does not come back under a new address.
  if (before !== null && isDisabled(before)) throw new Refusal('disabled');
  const user = before?.email === email ? before : await userOf(auth, email, nameOf(toldName, email));
  if (!user.emailVerified) throw new Refusal('unverified-account');
  if (isDisabled(user)) throw new Refusal('disabled');
  const name = nameOf(toldName, user.name);
  if (name !== user.name) await internalAdapter.updateUser(user.id, { name });

  if (known === null) {
    const now = new Date();
    const data = { id, userId: user.id, providerId: authority, accountId: subject, groups: JSON.stringify(groups), createdAt: now, updatedAt: now };
    await adapter.create({ model: 'account', data, forceAllowId: true }).catch(async (error: unknown) => {
      if (await find() === null) throw error;
    });
  } else await internalAdapter.updateAccount(id, { userId: user.id, ...toldNow(groups) });
  return user.id;
}

/** Keeps the groups of somebody who does not get in by them any more, so that they do not get in another way either. An identity that nobody knows stays unknown. */
export async function noteGroups({ auth }: Pick<AccessServices, 'auth'>, identity: Identity): Promise<void> {
  await (await auth.$context).internalAdapter.updateAccount(await idOf(identity), toldNow(identity.groups));
}

const toldNow = (groups: readonly string[]) => ({ groups: JSON.stringify(groups), updatedAt: new Date() });

/** Of who one is: the database knows no other way to keep an identity from being linked twice by two first sign-ins at once. */
const idOf = ({ authority, issuer, subject }: Identity): Promise<string> => digestOf(JSON.stringify([authority, issuer, subject]));

type User = NonNullable<Awaited<ReturnType<Awaited<AccessServices['auth']['$context']>['internalAdapter']['findUserById']>>>;

const isDisabled = (user: User): boolean => Boolean((user as { disabled?: unknown }).disabled);

/** The user of an address, made where there is none. */
async function userOf(auth: AccessServices['auth'], email: string, name: string): Promise<User> {
  const { internalAdapter } = await auth.$context;
  const find = async (): Promise<User | undefined> => (await internalAdapter.findUserByEmail(email))?.user;
  return await find() ?? internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'email' }).catch(async (error: unknown) => {
    const other = await find(); // somebody was quicker
    if (other === undefined) throw error;
    return other;
  });
}

/** The name that was told, on one line; or another where there is none. */
function nameOf(told: string, otherwise: string): string {
  try {
    return [...checkedName(told)].slice(0, 200).join('');
  } catch {
    return otherwise;
  }
}

function orRefusal<Value>(check: () => Value): Value {
  try {
    return check();
  } catch (cause) {
    throw new Refusal('address', { cause });
  }
}
