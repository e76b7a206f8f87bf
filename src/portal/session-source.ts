import {
  fetchPart, PortalError, sessionOperations, validatedTable,
  type Access, type AccessAdapter, type AccessClient, type CallerInput, type Output, type Session, type SignInOptions,
} from '../contract/index.ts';
import { SessionChangeEvent, SessionTimeEvent, SessionWarningEvent, type SessionWarning } from './events.ts';
import { newKey } from './new-key.ts';

/** Hands over a token for the user whom the page's own application knows, signed by it; null where nobody is signed in there. */
export type TokenProvider = () => Promise<string | null>;

/** The operations of the access contract that are fetched when one is needed. */
export type AccountOperation = Exclude<keyof Access, keyof typeof sessionOperations>;

/** How to ask again who is signed in. */
export interface RefreshOptions {
  /** Does not count as activity: the session does not live on by it. Default true. */
  readonly passive?: boolean;
  /** Another tab has signed out, so nobody there is no session that ran out, and no answer is nobody there. */
  readonly signedOut?: boolean;
}

type SessionClient = Pick<AccessClient, keyof typeof sessionOperations>;

const NOBODY: Session = { customer: null, expires: null };
/** Milliseconds until the clock of a session is fetched: what the page shows first comes first. */
const CLOCK_AFTER = 3000;

/** Who is signed in at a portal, how they get in and out, and how that comes to an end. */
export abstract class SessionSource extends EventTarget {
  readonly #access: SessionClient;
  readonly #adapter: AccessAdapter;
  #session: Session | undefined;
  #lastChange: SessionChangeEvent | undefined;
  #request: Promise<Session> | undefined;
  #options: { readonly language: string; readonly answer: Promise<SignInOptions> } | undefined;
  #tokenProvider: TokenProvider | undefined;
  #renewal: Promise<boolean> | undefined;
  #warning: SessionWarning | undefined;
  #hasClock = false;
  /** Changes whenever somebody gets in or out: what was asked before is old then. */
  #acts = 0;

  constructor(adapter: AccessAdapter) {
    super();
    this.#adapter = adapter;
    this.#access = validatedTable(sessionOperations, adapter) as unknown as SessionClient;
  }

  /** Who is signed in; undefined until it is known. */
  get session(): Session | undefined {
    return this.#session;
  }

  /** The last that happened to the session, for those who were not listening. */
  get lastSessionChange(): SessionChangeEvent | undefined {
    return this.#lastChange;
  }

  /** That the session ends soon; undefined while there is nothing to warn of. Set by the session's clock. */
  get sessionWarning(): SessionWarning | undefined {
    return this.#warning;
  }

  set sessionWarning(warning: SessionWarning | undefined) {
    if (JSON.stringify(warning) === JSON.stringify(this.#warning)) return;
    this.#warning = warning;
    this.dispatchEvent(new SessionWarningEvent(warning));
  }

  /** What hands over the user of the page's own application. From then on that application decides who is signed in. */
  get tokenProvider(): TokenProvider | undefined {
    return this.#tokenProvider;
  }

  set tokenProvider(provider: TokenProvider | undefined) {
    if (provider === this.#tokenProvider) return;
    this.#tokenProvider = provider;
    // Somebody has asked already, and was told who the cookie is.
    if (provider === undefined || (this.#session === undefined && this.#request === undefined)) return;
    this.#session = undefined;
    this.#request = undefined;
    this.loadSession().catch(() => undefined);
  }

  /** Asks who is signed in; asks once, however many elements want to know. */
  loadSession(): Promise<Session> {
    if (this.#session !== undefined) return Promise.resolve(this.#session);
    if (this.#request === undefined) {
      const request = (this.#tokenProvider === undefined ? this.#access.getSession({}, {}) : this.#askHost(this.#tokenProvider)).then((session) => {
        if (this.#request !== request) return this.loadSession();
        this.#set(session);
        return session;
      }).finally(() => { if (this.#request === request) this.#request = undefined; });
      this.#request = request;
    }
    return this.#request;
  }

  /** Asks again who is signed in, if that was known. Nobody any more counts as an ended session; no answer changes nothing. */
  async refreshSession({ passive = true, signedOut = false }: RefreshOptions = {}): Promise<void> {
    const before = this.#session;
    if (before === undefined) return;
    if (!passive && this.#tokenProvider !== undefined) {
      await this.#renew(before);
      return;
    }
    const acts = this.#acts;
    const asked = passive ? this.#access.peekSession({}, {}) : this.#access.getSession({}, {});
    const session = await asked.catch(() => (signedOut ? NOBODY : undefined));
    if (session === undefined) return;
    const told = signedOut && session.customer === null;
    // Whoever signed in or out here meanwhile is newer.
    const isOld = (): boolean => acts !== this.#acts && !(told && this.#session?.customer === null);
    const ended = session.customer === null && before.customer !== null;
    if (isOld() || (ended && await this.#renew(before)) || isOld()) return;
    this.#set(session, ended && !signedOut, told);
  }

  /** The ways in that the owner has switched on; asked once for a language. @param fresh Asks again: they have changed. */
  getSignInOptions(language: string, { fresh = false }: { readonly fresh?: boolean } = {}): Promise<SignInOptions> {
    if (fresh || this.#options?.language !== language) {
      const answer = this.#access.getSignInOptions({ language }, {});
      this.#options = { language, answer };
      answer.catch(() => { if (this.#options?.answer === answer) this.#options = undefined; });
    }
    return this.#options.answer;
  }

  /** Signs in. @throws PortalError `wrong-credentials`, `rate-limited` … */
  async signIn(credentials: { readonly email: string; readonly password: string }, signal?: AbortSignal): Promise<Session> {
    return this.#act(await this.#access.signIn(credentials, { idempotencyKey: newKey(), signal }));
  }

  /** Signs out. Where the answer has a `signOutUrl`, the identity provider's own session goes on until the browser has been there. */
  async signOut(signal?: AbortSignal): Promise<Output<Access['signOut']>> {
    return this.#act(await this.#access.signOut({}, { idempotencyKey: newKey(), signal }));
  }

  /** Ends the session as if it had run out: what has been typed waits until the same customer has signed in again. */
  async endSession(signal?: AbortSignal): Promise<void> {
    await this.#access.signOut({}, { idempotencyKey: newKey(), signal });
    this.#act(NOBODY, true);
  }

  /**
   * Everything else about getting in and about one's own account. Fetched when it is first needed.
   *
   * @example await portal.account('requestPasswordReset', { email, language: 'ko' });
   */
  async account<Name extends AccountOperation>(name: Name, input: CallerInput<Access[Name]>, signal?: AbortSignal): Promise<Output<Access[Name]>> {
    const { callAccount } = await fetchPart(() => import('./account-client.ts'));
    const { output, session } = await callAccount(this.#adapter, name, input, { idempotencyKey: newKey(), signal });
    if (session !== undefined) this.#act(session);
    return output;
  }

  /**
   * A call was refused for want of a session. @param before Whose call it was.
   * @returns whether it may be made again: the page's application vouches for the same customer
   */
  protected async refused(before: Session | undefined): Promise<boolean> {
    const acts = this.#acts;
    if (await this.#renew(before)) return true;
    // The session may go on, and only the owner's terms be new.
    const { held } = await this.#access.peekSession({}, {}).catch(() => NOBODY);
    if (acts === this.#acts) this.#set(held === undefined ? NOBODY : { ...NOBODY, held }, true);
    return false;
  }

  /** Begins a session for whom the page's application vouches; nobody there is nobody here. */
  async #askHost(provider: TokenProvider): Promise<Session> {
    const token = await provider().catch((cause: unknown) => { throw new PortalError('unavailable', 'The page\'s tokenProvider failed.', { cause }); });
    if (token !== null) return this.#access.signInAsHostUser({ token }, { idempotencyKey: newKey() });
    const session = await this.#access.peekSession({}, {});
    return session.customer === null ? session : this.#access.signOut({}, { idempotencyKey: newKey() });
  }

  /** Renews a session that the page's application vouches for. Only for the same customer: nobody's words are sent under another's name. */
  async #renew(before: Session | undefined): Promise<boolean> {
    const provider = this.#tokenProvider;
    if (provider === undefined || before?.customer == null) return false;
    this.#renewal ??= this.#askHost(provider).then((session) => {
      this.#act(session, session.customer === null);
      return personOf(session) === personOf(before);
    }, () => false).finally(() => { this.#renewal = undefined; });
    return this.#renewal;
  }

  #act<Answer extends Session>(session: Answer, expired = false): Answer {
    this.#acts += 1;
    this.#set(session, expired);
    return session;
  }

  /** @param told Another tab has signed out: news also where the end was noticed before that was told. */
  #set(session: Session, expired = false, told = false): void {
    const before = this.#session;
    this.#session = session;
    if (session.customer !== null) this.#startClock();
    this.dispatchEvent(new SessionTimeEvent(session));
    if (before !== undefined && personOf(before) === personOf(session) && !(told && this.#lastChange?.expired === true)) return;
    this.#acts += 1;
    this.#lastChange = new SessionChangeEvent(session, expired);
    this.dispatchEvent(this.#lastChange);
  }

  #startClock(): void {
    if (this.#hasClock) return;
    this.#hasClock = true;
    setTimeout(() => {
      import('./session-clock.ts').then(({ SessionClock }) => new SessionClock(this), () => { this.#hasClock = false; });
    }, CLOCK_AFTER);
  }
}

/** Two sessions of the same person in the same standing are one to an element. */
const personOf = ({ customer, held, preview }: Session): string => JSON.stringify([customer?.id, held?.email, held?.reason, preview?.agent]);
