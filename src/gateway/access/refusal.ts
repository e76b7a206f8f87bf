/** Why a sign-in by somebody else's word was refused, for the log: constants, so that nothing of a person gets there. */
export type RefusalReason =
  /** Not what the protocol says: a field is missing, doubled or of the wrong kind. */
  | 'malformed' | 'too-large'
  /** No such sign-in is under way here: never begun, used, or too old. */
  | 'unknown-request'
  /** It began in another browser. */
  | 'other-browser'
  /** The provider said no, or the person gave up there. */
  | 'provider-refused'
  /** The provider, or its keys, cannot be reached or do not answer in time. */
  | 'provider-down'
  /** The provider does not know the code, or has seen it before. */
  | 'code'
  | 'algorithm' | 'signature' | 'issuer' | 'audience' | 'recipient' | 'nonce' | 'time' | 'type' | 'subject'
  /** It was used before, here or at another instance. */
  | 'replayed'
  /** No e-mail address, several, or one that is none. */
  | 'address'
  /** Nobody has verified the address: at the provider, or at the account that has it. */
  | 'unverified-address' | 'unverified-account'
  | 'disabled'
  /** It began at the provider, and another customer is signed in at the browser. */
  | 'other-customer'
  /** The owner does not admit this person; see `access.admit`. */
  | 'not-admitted'
  | 'rate-limited'
  /** A fault of the gateway itself, told in the same entry. */
  | 'fault';

/** A sign-in that is refused. People learn only that it failed. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reason: RefusalReason;
  /** Where the person was going, once that is known for certain. */
  readonly returnTo: string | undefined;

  constructor(reason: RefusalReason, options: { readonly returnTo?: string; readonly cause?: unknown } = {}) {
    super(reason, { cause: options.cause });
    this.reason = reason;
    this.returnTo = options.returnTo;
  }
}

/** Why a sign-in was refused, where that is what an error comes from. */
export const reasonIn = (error: unknown): RefusalReason | undefined => error instanceof Refusal ? error.reason : error instanceof Error && error.cause instanceof Refusal ? error.cause.reason : undefined;
