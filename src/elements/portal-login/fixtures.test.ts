/** For the tests of the sign-in and its views. No test itself; it is named like one so that the package does not ship it. */
import { expect, fixture, html } from '@open-wc/testing';
import { access, PortalError, type AccessAdapter, type AccessOperation, type AccountDetails, type Session, type SignInOptions } from '../../contract/index.ts';
import { Portal } from '../../portal/index.ts';
import { byRole, textOf } from '../parts/by-role.test.ts';
import './define.ts';
import type { LoginViewName, PortalLogin, SignInEvent, ViewChangeEvent } from './portal-login.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

export const NOBODY: Session = { customer: null, expires: null };
export const ALICE: Session = { customer: { id: '1', email: 'alice@acme.example', name: 'Alice' }, expires: '2030-01-01T00:00:00Z' };
export const TERMS = { version: '1', text: 'We keep what you write.\n\nSee [our policy](https://acme.example/privacy).', label: 'I agree to the [terms](https://acme.example/terms).' };
const PLAIN: SignInOptions = { password: true, registration: false, passwordReset: false, mail: null, passkeys: false, providers: [], host: false, consent: null };
export const ACCOUNT: AccountDetails = {
  email: 'alice@acme.example', name: 'Alice', hasPassword: true, consent: null, passkeys: [],
  sessions: [
    { id: 'here', current: true, created: '2026-11-20T08:00:00Z', lastActive: '2026-11-22T08:00:00Z', device: 'Firefox, Linux', method: 'password' },
    { id: 'phone', current: false, created: '2026-11-01T08:00:00Z', lastActive: '2026-11-21T08:00:00Z', device: 'Safari, iPhone', method: 'link' },
  ],
};

type Answer = (input: Record<string, unknown>) => unknown;

/** A sign-in over a gateway that answers what a test wants. */
export interface Given {
  readonly login: PortalLogin;
  readonly portal: Portal;
  /** What the gateway answers, by operation; what is not there is `unsupported`. */
  readonly answers: Map<AccessOperation, Answer>;
  /** What it was asked. */
  readonly asked: { readonly name: AccessOperation; readonly input: Record<string, unknown> }[];
  readonly signedIn: SignInEvent[];
  readonly views: LoginViewName[];
}

export interface Wanted {
  readonly options?: Partial<SignInOptions>;
  readonly session?: Session;
  readonly view?: LoginViewName;
  /** Fragment of the page's address. */
  readonly hash?: string;
  readonly answers?: Partial<Record<AccessOperation, Answer>>;
}

export async function given({ options = {}, session = NOBODY, view = 'sign-in', hash = '', answers: own = {} }: Wanted = {}): Promise<Given> {
  const asked: Given['asked'] = [];
  const answers = new Map<AccessOperation, Answer>(Object.entries({
    getSession: () => session, peekSession: () => session, getSignInOptions: () => ({ ...PLAIN, ...options }), signIn: () => ALICE, signOut: () => NOBODY, ...own,
  }) as [AccessOperation, Answer][]);
  const adapter = Object.fromEntries(Object.keys(access).map((name) => [name, async (input: Record<string, unknown>) => {
    asked.push({ name: name as AccessOperation, input });
    const answer = answers.get(name as AccessOperation);
    if (answer === undefined) throw new PortalError('unsupported', name);
    return answer(input);
  }])) as unknown as AccessAdapter;
  const portal = new Portal({ key: 'login', access: adapter, ticketing: () => Promise.reject(new Error('not needed')) });
  history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
  const signedIn: SignInEvent[] = [];
  const views: LoginViewName[] = [];
  const login = await fixture<PortalLogin>(html`<portal-login .portal=${portal} .view=${view}
    @sign-in=${(event: SignInEvent) => signedIn.push(event)} @view-change=${(event: ViewChangeEvent) => views.push(event.view)}></portal-login>`);
  await portal.loadSession().catch(() => undefined);
  await login.updateComplete;
  return { login, portal, answers, asked, signedIn, views };
}

export const until = (condition: () => boolean, message: string): Promise<void> => waitUntil(condition, message, { interval: 10 });

/** Waits for a text to be read somewhere in the element. */
export const reads = (login: PortalLogin, text: string): Promise<void> => until(() => textOf(login).includes(text), `"${text}" is not there`);

/** Waits for a view's heading. */
export async function headed(login: PortalLogin, text: string): Promise<void> {
  await until(() => login.shadowRoot!.querySelector('#heading')?.textContent === text, `there is no heading "${text}"`);
  await login.updateComplete;
}

/** The field of a name; a password field has no role, by the standard. */
export const field = (login: PortalLogin, name: string): HTMLInputElement => login.shadowRoot!.querySelector(`input[name="${name}"]`)!;

/** Fills fields in by their names. */
export function fill(login: PortalLogin, values: Readonly<Record<string, string | boolean>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value === 'boolean') field(login, name).checked = value;
    else field(login, name).value = value;
  }
}

/** Presses a button as a person does: the focus goes there first. */
export async function press(login: PortalLogin, name: string): Promise<void> {
  const button = byRole(login, 'button', name);
  button.focus();
  button.click();
  await login.updateComplete;
}

/** Follows a link as a person does. */
export async function follow(login: PortalLogin, name: string): Promise<void> {
  const link = byRole(login, 'link', name);
  link.focus();
  link.click();
  await login.updateComplete;
}

/** What is said of a field by the elements that it points at. */
export const described = (input: HTMLInputElement): string =>
  (input.getAttribute('aria-describedby') ?? '').split(' ').map((id) => (input.getRootNode() as ShadowRoot).getElementById(id)?.textContent.trim() ?? '').join(' ').trim();

/** Id or name of what has the focus in the element. */
export const focused = (login: PortalLogin): string | undefined => login.shadowRoot!.activeElement?.id;

/** Waits until the heading has the focus. */
export const headingFocused = (login: PortalLogin): Promise<void> => until(() => focused(login) === 'heading', 'the heading does not have the focus');

/** What the gateway was asked by an operation. */
export const asks = ({ asked }: Given, name: AccessOperation): Record<string, unknown>[] => asked.filter((one) => one.name === name).map(({ input }) => input);

/** Nothing can be wrong with how a view is read aloud. */
export async function isAccessible(login: PortalLogin): Promise<void> {
  await expect(login).to.be.accessible();
}
