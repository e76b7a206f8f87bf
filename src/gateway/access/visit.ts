import type { Access, AccessOperation, Output, ParsedInput } from '../../contract/index.ts';

/** One request for access: where it comes from, and the cookies that its answer sets. */
export interface Visit {
  readonly request: Request;
  /** The client's address as far as limits count it (of an IPv6 address its /64); undefined where it is not known. */
  readonly address: string | undefined;
  /** Origin of the page that asks. */
  readonly site: string;
  /** `Set-Cookie` values for the answer; what is done adds its own. */
  readonly cookies: string[];
}

/** Implementations of some operations of the access contract. */
export type AccessPart<Names extends AccessOperation> = {
  readonly [Name in Names]: (input: ParsedInput<Access[Name]>, visit: Visit) => Promise<Output<Access[Name]>>;
};
