import type { ReactiveController } from 'lit';
import type { Session, SignInOptions } from '../../contract/index.ts';
import type { LocalizeController } from '../../i18n/index.ts';
import { RequestController } from '../../portal/controllers/request-controller.ts';
import { fetchPart } from '../../portal/fetch-part.ts';
import type { Portal } from '../../portal/index.ts';
import { forgetSystemPage, systemPage } from '../../portal/system-page.ts';
import { hostOf } from '../parts/host-of.ts';
import { SignInEvent, ViewChangeEvent } from './events.ts';
import { isOwn, viewFor, viewNamed, type FetchedView, type LoginHost, type LoginView, type LoginViewName, type SentMail } from './login-view.ts';

/** The views of the sign-in: which one is shown, what they share, and where the focus goes when another one comes. */
export class LoginController implements ReactiveController {
  readonly host: LoginHost;
  readonly localize: LocalizeController;
  /** The ways in that the owner has switched on. */
  readonly options: RequestController<SignInOptions>;
  /** The code of a view that is wanted. */
  readonly part: RequestController<LoginView>;
  readonly #ways: RequestController<Pick<LoginView, 'render'>>;
  /** What the link of a mail carries; kept here only. */
  token = '';
  /** Why one was sent here, by the page's address. */
  error = '';
  /** What has just been done, said above the view. */
  message = '';
  /** What was typed, for the next view. */
  readonly typed = { email: '', name: '' };
  sent: SentMail | undefined;
  readonly #portal: () => Portal | undefined;
  readonly #views = new Map<LoginViewName, LoginView>();
  #shown: LoginViewName | undefined;
  #asked: string | undefined;
  #loading: LoginViewName | undefined;
  /** A person has brought the change about, so that their focus goes along. */
  #led = false;
  #focus = false;
  /** The element that this one is a part of. */
  #around: Element | undefined;

  constructor(host: LoginHost, localize: LocalizeController, portal: () => Portal | undefined) {
    this.host = host;
    this.localize = localize;
    this.#portal = portal;
    this.options = new RequestController(host);
    this.part = new RequestController(host);
    this.#ways = new RequestController(host);
    host.addController(this);
  }

  /** The view that is shown; undefined until it is known who is there, or its code is. */
  get shown(): LoginViewName | undefined {
    return this.#shown;
  }

  /** The code of the view that is shown, where it has one of its own. */
  get view(): LoginView | undefined {
    return this.#shown === undefined ? undefined : this.#views.get(this.#shown);
  }

  /** The ways in besides a password; undefined where there are none. */
  get ways(): RequestController<Pick<LoginView, 'render'>> | undefined {
    const { password, mail, passkeys, providers } = this.options.value ?? {};
    return password !== false && mail == null && passkeys !== true && (providers ?? []).length === 0 ? undefined : this.#ways;
  }

  /** Views are shown only while there is a portal. */
  get portal(): Portal {
    return this.#portal() as Portal;
  }

  hostConnected(): void {
    this.#around = hostOf(this.host);
    addEventListener('hashchange', this.#readAddress);
    this.#readAddress();
  }

  hostDisconnected(): void {
    removeEventListener('hashchange', this.#readAddress);
  }

  hostUpdate(): void {
    const portal = this.#portal();
    if (portal === undefined) return;
    const next = viewFor(this.host.view === 'mail-sent' && this.sent !== undefined ? 'mail-sent' : viewNamed(this.host.view), portal.session);
    if (next !== undefined && next !== this.#shown) {
      if (isOwn(next) || this.#views.has(next)) this.#change(next);
      else this.#fetch(next);
    }
    if (next !== undefined && next === this.#shown) this.#led = false;
    if (next !== 'signed-in' && this.#asked !== this.localize.tag) void this.loadOptions();
    if (next === 'sign-in' && this.ways !== undefined) this.#fetchWays(this.ways);
  }

  hostUpdated(): void {
    if (!this.#focus) return;
    this.#focus = false;
    void this.host.focusHeading();
  }

  /** Forgets what belongs to another portal. */
  reset(): void {
    this.view?.closed?.();
    this.#shown = undefined;
    this.#asked = undefined;
    this.options.reset();
  }

  /** Asks which ways in there are. @param fresh Also where that is known already: it has changed. */
  loadOptions({ fresh = false } = {}): Promise<unknown> {
    const { tag } = this.localize;
    this.#asked = tag;
    return this.options.run(() => this.portal.getSignInOptions(tag, { fresh }));
  }

  /** Asks them again after that has failed. */
  readonly retryOptions = (): void => {
    void this.loadOptions();
    // The button goes away with the error.
    void this.host.focusHeading();
  };

  /** Shows another view. @param message What has just been done. */
  show(view: LoginViewName, message = ''): void {
    this.#keepTyped();
    this.view?.closed?.();
    this.token = '';
    this.error = '';
    this.message = message;
    this.#led = true;
    // The same view with something else in it: the focus goes to its heading, too.
    if (view === this.#shown) this.#focus = this.#hasFocus();
    this.host.view = view;
    this.host.requestUpdate();
  }

  /** Goes on after somebody has proved who they are. */
  enter(session: Session): void {
    this.show('sign-in');
    if (session.customer !== null) {
      this.host.dispatchEvent(new SignInEvent(session));
      // The element around has put what comes next in its place already: the page hears of it from there.
      if (!this.host.isConnected) this.#around?.dispatchEvent(new SignInEvent(session));
    }
    void this.host.updateComplete.then(() => {
      // The fields are gone, and the focus with them, unless somebody has taken it further.
      if (document.activeElement === document.body) void this.host.focusHeading();
    });
  }

  /** Fetches code again after that has failed. */
  readonly retry = (): void => {
    this.#loading = undefined;
    this.part.reset();
    if (this.#ways.error !== undefined) this.#ways.reset();
    // The button goes away with the error.
    void this.host.focusHeading();
  };

  #fetch(view: FetchedView): void {
    if (this.#loading === view) return;
    this.#loading = view;
    void this.part.run(() => fetchPart(() => import('./views/index.ts')).then(({ createView }) => createView(view, this))).then((made) => {
      if (made === undefined) return;
      this.#loading = undefined;
      this.#views.set(view, made);
      this.host.requestUpdate();
    });
  }

  #fetchWays({ value, pending, error }: RequestController<unknown>): void {
    if (value !== undefined || pending || error !== undefined) return;
    void this.#ways.run(() => fetchPart(() => import('./views/other-ways.ts')).then(({ OtherWays }) => new OtherWays(this)));
  }

  #change(view: LoginViewName): void {
    const first = this.#shown === undefined;
    this.#focus = this.#hasFocus();
    this.#keepTyped();
    const before = this.view;
    // What has just changed the session is still to hear of its success, and goes on from there.
    if (before !== undefined) setTimeout(() => { if (this.view !== before) before.closed?.(); });
    this.#shown = view;
    this.view?.opened?.();
    if (!first) this.host.dispatchEvent(new ViewChangeEvent(view));
  }

  /** Whether the focus goes along: it is lost with what has it; one that is elsewhere on the page stays there. */
  #hasFocus(): boolean {
    return this.host.matches(':focus-within') || (this.#led && document.activeElement === document.body);
  }

  /** Keeps what stands in the fields, if anything does. */
  #keepTyped(): void {
    for (const name of ['email', 'name'] as const) {
      this.typed[name] = this.host.renderRoot.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value || this.typed[name];
    }
  }

  readonly #readAddress = (): void => {
    const page = systemPage();
    if (page === undefined) return;
    forgetSystemPage();
    const view = viewNamed(page.view);
    this.show(view);
    this.token = page.token;
    this.error = page.error;
    // Another link to the same view.
    if (view === this.#shown) this.view?.opened?.();
  };
}
