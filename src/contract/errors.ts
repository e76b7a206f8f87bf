/**
 * The closed set of things that can go wrong, each with the HTTP status that carries it between gateway and browser.
 * Elements choose a translated text by the code; the message of an error is for developers and is never shown to customers.
 */
export const ERROR_STATUS = {
  /** The input breaks a rule; `issues` says which value breaks which. */
  'invalid-input': 422,
  /** Nobody is signed in, or the session has ended. */
  unauthenticated: 401,
  /** E-mail and password do not belong together. Says nothing about whether the account exists. */
  'wrong-credentials': 403,
  /** Signed in, but not admitted to this portal or to this view. */
  forbidden: 403,
  /** Absent, or somebody else's: both read exactly alike. */
  'not-found': 404,
  /** The backend or its present state does not allow this (reply to a locked ticket, reopen a ticket that cannot be reopened). */
  conflict: 409,
  /** The file or the request is larger than allowed. */
  'too-large': 413,
  /** The type of a file is not accepted. */
  'unsupported-type': 415,
  /** Too many requests; `retryAfter` says when to try again. */
  'rate-limited': 429,
  /** A fault of the gateway itself. */
  internal: 500,
  /** The backend has no such operation. */
  unsupported: 501,
  /** The backend, or what stands at the gateway's address, answered something that cannot be understood. */
  'bad-response': 502,
  /** The backend is down or refuses to work just now. */
  unavailable: 503,
  /** The backend or the gateway did not answer in time. */
  timeout: 504,
  /** The gateway could not be reached at all; only ever made by a client, so it has no status of its own. */
  network: 0,
  /** The browser does not keep the gateway's cookie, because page and gateway are on different sites; only ever made by a client. */
  'cookie-blocked': 0,
} as const;

/** A code of the closed set. */
export type ErrorCode = keyof typeof ERROR_STATUS;

/** What is wrong with one value of an input; elements translate the code and put it beside the value's control. */
export interface Issue {
  /** The id of a form field, or the path of a property (`limit`), or `''` for the input as a whole. */
  readonly path: string;
  readonly code: IssueCode;
  /** The bound that was broken, where the code has one: a length, a number, a date, a size in bytes, a list of file types. */
  readonly limit?: string | number;
}

/** What can be wrong with one value. */
export type IssueCode =
  | 'required' | 'invalid' | 'pattern' | 'option' | 'number' | 'date' | 'too-short' | 'too-long' | 'too-small' | 'too-big'
  | 'too-many-files' | 'file-too-large' | 'file-empty' | 'file-type' | 'file-name';

/** More about a {@link PortalError}. */
export interface PortalErrorOptions {
  readonly issues?: readonly Issue[];
  /** Seconds until another try makes sense. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/** The only error that adapters, the gateway and the portal throw (an abort rejects with the signal's own reason instead). */
export class PortalError extends Error {
  override readonly name = 'PortalError';
  readonly code: ErrorCode;
  readonly issues: readonly Issue[];
  readonly retryAfter: number | undefined;

  /** @param message For developers and logs: what was wrong and what to do. Carries no secret and no internal text of a backend. */
  constructor(code: ErrorCode, message: string, options: PortalErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.issues = options.issues ?? [];
    this.retryAfter = options.retryAfter;
  }
}

/** Recognises a PortalError by its name, so that one made by a second copy of the library on the page counts too. */
export function isPortalError(error: unknown, code?: ErrorCode): error is PortalError {
  return error instanceof Error && error.name === 'PortalError'
    && Object.hasOwn(ERROR_STATUS, (error as PortalError).code)
    && (code === undefined || (error as PortalError).code === code);
}

/** An operation that was given up by its caller. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

/** Turns anything thrown into a PortalError; what is not one already becomes `internal` with the original as its cause. */
export function toPortalError(error: unknown): PortalError {
  return isPortalError(error) ? error : new PortalError('internal', 'Unexpected fault.', { cause: error });
}
