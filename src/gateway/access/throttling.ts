import type { Limits } from '../options.ts';
import type { Bound, Throttle } from '../throttle.ts';

const FIFTEEN_MINUTES = 15 * 60;

/** The bounds of proving who one is, by something that could be guessed. */
export interface GuessBounds {
  readonly all: readonly Bound[];
  /** Those that a success forgets. */
  readonly forgotten: readonly string[];
  /** The one of which a success takes its own hit back. */
  readonly given: string | undefined;
}

const placeBound = (address: string, limits: Limits): Bound => ({ key: `address ${address}`, limit: limits.signInsPerAddress, window: FIFTEEN_MINUTES });

/**
 * The pair comes first: whoever is stopped there no longer counts against the account, so that one address cannot keep its owner out.
 * @param account The e-mail address whose password is guessed at. @param address The client's, as {@link import('./visit.ts').Visit} has it.
 */
export function guessBounds(account: string, address: string | undefined, limits: Limits): GuessBounds {
  const whole: Bound = { key: `account ${account}`, limit: limits.signInsPerAccount, window: FIFTEEN_MINUTES };
  if (address === undefined) return { all: [whole], forgotten: [whole.key], given: undefined };
  const pair: Bound = { key: `account ${account} address ${address}`, limit: limits.signInsPerAccountAndAddress, window: FIFTEEN_MINUTES };
  const place = placeBound(address, limits);
  return { all: [pair, whole, place], forgotten: [whole.key, pair.key], given: place.key };
}

/** The bounds of showing a token that was mailed. The token alone cannot be guessed, so this keeps nobody but the client busy. */
export function tokenBounds(address: string | undefined, limits: Limits): GuessBounds {
  if (address === undefined) return { all: [], forgotten: [], given: undefined };
  const place = placeBound(address, limits);
  return { all: [place], forgotten: [], given: place.key };
}

/**
 * The bounds of what makes the gateway send a mail. Receivers are counted by purpose, and the pair comes first, as in {@link guessBounds}: one client
 * cannot use up what a receiver may ask for.
 */
export function mailBounds(purpose: 'registration' | 'reset' | 'sign-in', email: string, address: string | undefined, limits: Limits): readonly Bound[] {
  const account: Bound = { key: `mail ${purpose} ${email}`, limit: limits.mailsPerAccount, window: FIFTEEN_MINUTES };
  if (address === undefined) return [account];
  return [
    { key: `${account.key} from ${address}`, limit: limits.mailsPerAccountAndAddress, window: FIFTEEN_MINUTES },
    { key: `mail from ${address}`, limit: limits.mailsPerAddress, window: FIFTEEN_MINUTES }, account,
  ];
}

/**
 * Does what could be a guess. It counts before it is looked at, so that parallel guesses do not slip through; what succeeds does not count.
 * @throws PortalError `rate-limited`
 */
export async function guarded<Result>(throttle: Throttle, bounds: GuessBounds, attempt: () => Promise<Result>): Promise<Result> {
  await throttle.hit(bounds.all);
  const result = await attempt();
  await throttle.forget(bounds.forgotten);
  if (bounds.given !== undefined) await throttle.giveBack(bounds.given);
  return result;
}
