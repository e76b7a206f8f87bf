import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent } from 'storybook/test';
import { memory, memoryAccess, SAMPLE_PASSWORD, sampleData, type MemoryAccess, type MemoryAccessRules } from '../src/adapters/memory/index.ts';
import '../src/elements/portal-login/define.ts';
import { Portal, PortalError, type ErrorCode, type LoginViewName } from '../src/index.ts';
import { inside, rootOf, type Inside } from './play.ts';

type Operation = Parameters<MemoryAccess['faults']['set']>[0];

interface Args {
  /** The owner's rules. */
  rules: Partial<MemoryAccessRules>;
  view: LoginViewName;
  lang: string;
  /** Who is signed in at the start. */
  signedIn: string;
  /** The owner's words, in the slot of the view. */
  withTexts: boolean;
  /** What a call answers instead: an error, or nothing ever. */
  fault: { call: Operation; code: ErrorCode | 'never' } | null;
}

const ALICE = 'alice@acme.example';
const TERMS = {
  version: '2026-11',
  texts: {
    en: {
      text: 'Acme keeps your name, your email address and what you write to us, in order to answer your requests.\n\nWe delete them two years after your last ticket. Read all of it in our [privacy policy](https://acme.example/privacy), or write to [privacy@acme.example](mailto:privacy@acme.example).',
      label: 'I have read the [privacy policy](https://acme.example/privacy) and agree.',
    },
    ko: {
      text: 'Acme는 문의에 답변하기 위해 이름, 이메일 주소와 작성하신 내용을 보관합니다.\n\n마지막 티켓 이후 2년이 지나면 삭제합니다. 전체 내용은 [개인정보 처리방침](https://acme.example/privacy)에서 확인하세요.',
      label: '[개인정보 처리방침](https://acme.example/privacy)을 읽었으며 동의합니다.',
    },
  },
};
const PROVIDERS = [{ id: 'acme', name: 'Acme ID' }, { id: 'google', name: 'Google' }];
const KEY = { idempotencyKey: 'story' };

/** Has something happen before the story begins, such as a mail. @returns the fragment of the link that leads to the story */
type Prepare = (access: MemoryAccess) => Promise<string> | string;
interface World { readonly portal: Portal; readonly access: MemoryAccess; readonly hash: string }

async function worldOf({ rules, signedIn, fault }: Args, prepare: Prepare = () => ''): Promise<World> {
  const data = sampleData();
  const access = memoryAccess({ customers: data.customers, ...signedIn === '' ? {} : { signedIn }, ...rules });
  const hash = await prepare(access);
  if (fault !== null && fault.code !== 'never') access.faults.set(fault.call, new PortalError(fault.code, 'On demand.', { retryAfter: 30 }));
  const asked = fault?.code === 'never' ? { ...access, [fault.call]: () => new Promise<never>(() => undefined) } : access;
  const ticketing = memory({ data }).adapterFor({ id: '1', email: ALICE, name: 'Alice Arnold' }, { views: ['mine'], filter: null });
  return { access, hash, portal: new Portal({ key: 'access', access: asked, ticketing }) };
}

/** The fragment of the link in the newest mail. */
const newest = ({ mails }: MemoryAccess, view: LoginViewName): string => `#portal=${view}&token=${mails.at(-1)?.token ?? ''}`;

/**
 * Every page around the sign-in, over access in memory: registration, mails and their links, terms, access denied, sign-out, one's own account. Each is a
 * view of `<portal-login>` that a link leads to, such as `#portal=register`; the owner's words go into a slot of the view's name.
 */
const meta: Meta<Args> = {
  title: 'Elements/portal-login/Views',
  component: 'portal-login',
  args: { rules: {}, view: 'sign-in', lang: '', signedIn: '', withTexts: false, fault: null },
  argTypes: { lang: { control: 'select', options: ['', 'en', 'ko'] }, fault: { control: 'object' } },
  loaders: [async ({ args, parameters }) => ({ world: await worldOf(args, parameters['prepare'] as Prepare | undefined) })],
  render: ({ view, lang, withTexts }, { loaded }) => {
    const { portal, hash } = (loaded as { world: World }).world;
    if (hash !== '') history.replaceState(null, '', hash);
    return html`
      <div lang=${lang || nothing}>
        <portal-login .portal=${portal} view=${view}>
          ${withTexts ? html`<strong slot="logo">Acme</strong><p slot=${view}>In the owner’s own words.</p><p slot="footer">Questions? Write to help@acme.example.</p>` : nothing}
        </portal-login>
      </div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

/** A story that begins with the link of a mail, or with something else that has happened. */
const after = (prepare: Prepare, story: Story): Story => ({ ...story, parameters: { ...story.parameters, prepare } });

/** Types over what is there; `userEvent.clear` does not find the focus in a shadow root. */
async function type(login: Inside, label: string, text: string): Promise<void> {
  const field = await login.findByLabelText<HTMLInputElement>(label);
  await userEvent.type(field, text, { initialSelectionStart: 0, initialSelectionEnd: field.value.length });
}

const press = async (login: Inside, name: string | RegExp): Promise<void> => { await userEvent.click(await login.findByRole('button', { name })); };
const heading = async (login: Inside, name: string): Promise<void> => { await login.findByRole('heading', { name }); };
type Play = NonNullable<Story['play']>;
const play = (act: (login: Inside, canvas: HTMLElement) => Promise<unknown>): Play => async ({ canvasElement }) => { await act(await inside(canvasElement, 'portal-login'), canvasElement); };
const shows = (name: string): Play => play((login) => heading(login, name));

/* The sign-in, in every combination. */

export const PasswordAndRegistration: Story = {
  args: { rules: { registration: true } },
  play: play(async (login) => {
    await expect((await login.findByRole('link', { name: 'Register here' })).getAttribute('href')).toBe('#portal=register');
    await expect(login.getByRole('link', { name: 'Forgot your password?' })).toBeTruthy();
  }),
};

export const EveryWay: Story = {
  args: { rules: { registration: true, signInMail: 'link', passkeys: true, providers: PROVIDERS } },
  play: play(async (login) => {
    await login.findByRole('button', { name: 'Continue with Google' });
    await expect(login.getByRole('link', { name: 'Email me a sign-in link' })).toBeTruthy();
  }),
};

export const MailOnly: Story = { args: { rules: { password: false, signInMail: 'code' } }, play: play((login) => login.findByRole('button', { name: 'Email me a sign-in code' })) };

export const MailAndProvider: Story = {
  args: { rules: { password: false, signInMail: 'both', providers: PROVIDERS.slice(0, 1) } }, play: play((login) => login.findByRole('button', { name: 'Continue with Acme ID' })),
};

/** The only way is the main button; there is nothing to choose. */
export const OneProvider: Story = {
  args: { rules: { password: false, providers: PROVIDERS.slice(0, 1) } },
  play: play(async (login) => {
    await login.findByRole('button', { name: 'Continue with Acme ID' });
    await expect(login.queryByRole('textbox')).toBe(null);
  }),
};

export const SeveralProviders: Story = { args: { rules: { password: false, providers: PROVIDERS } }, play: play((login) => login.findByRole('button', { name: 'Continue with Google' })) };

export const PasskeyOnly: Story = { args: { rules: { password: false, passkeys: true } }, play: play((login) => login.findByRole('button', { name: 'Sign in with a passkey' })) };

/** The page's own application signs its users in. */
export const ByTheWebsite: Story = { args: { rules: { password: false, host: () => null } }, play: play((login) => login.findByText(/The support portal then opens by itself/)) };

export const NoWayIn: Story = { args: { rules: { password: false } }, play: play((login) => login.findByText(/Nobody can sign in here/)) };

export const ProviderFailed: Story = after(() => '#portal=sign-in&error=provider', { args: { rules: { providers: PROVIDERS } }, play: play((login) => login.findByText(/did not succeed/)) });

export const ProviderDown: Story = {
  args: { rules: { providers: PROVIDERS } },
  play: play(async (login) => {
    await press(login, 'Continue with Acme ID');
    await login.findByText(/cannot be reached/);
  }),
};

export const Loading: Story = { args: { fault: { call: 'getSignInOptions', code: 'never' } }, play: play((login) => login.findByText('Loading …')) };

export const LoadingFailed: Story = { args: { fault: { call: 'getSignInOptions', code: 'network' } }, play: play((login) => login.findByRole('button', { name: 'Try again' })) };

/* Registration. */

export const Register: Story = { args: { view: 'register', rules: { registration: true, consent: TERMS } }, play: shows('Create your account') };

export const RegisterWithTexts: Story = { args: { ...Register.args, withTexts: true }, play: shows('Create your account') };

export const RegisterErrors: Story = {
  args: Register.args ?? {},
  play: play(async (login) => {
    await type(login, 'Email', 'alice');
    await type(login, 'Password', 'short');
    await press(login, 'Register');
    await login.findByText('Use at least 8 characters.');
    await expect((await login.findByRole('checkbox', { name: /^I have read/ })).getAttribute('aria-invalid')).toBe('true');
  }),
};

const register = async (login: Inside): Promise<void> => {
  await type(login, 'Name', 'Nora New');
  await type(login, 'Email', 'nora@acme.example');
  await type(login, 'Password', SAMPLE_PASSWORD);
  await press(login, 'Register');
};

export const MailSent: Story = {
  args: { view: 'register', rules: { registration: true } },
  play: play(async (login) => {
    await register(login);
    await heading(login, 'Check your email');
    await expect(login.getByRole('button', { name: 'Send the mail again' }).getAttribute('aria-disabled')).toBe('true');
  }),
};

export const RegistrationFailed: Story = {
  args: { ...MailSent.args, fault: { call: 'register', code: 'rate-limited' } },
  play: play(async (login) => {
    await register(login);
    await login.findByText('Too many attempts. Try again in 30 seconds.');
  }),
};

export const RegistrationClosed: Story = { args: { view: 'register' }, play: play((login) => login.findByText(/Nobody can register here/)) };

const registered: Prepare = async (access) => {
  await access.register({ name: 'Nora New', email: 'nora@acme.example', password: SAMPLE_PASSWORD }, KEY);
  return newest(access, 'verify');
};

export const Verify: Story = after(registered, {
  args: { rules: { registration: true } },
  play: play(async (login) => {
    await type(login, 'Password', 'wrong');
    await press(login, 'Confirm and sign in');
    await login.findByText(/This is not the password that you chose/);
  }),
});

export const Verified: Story = after(registered, {
  args: { rules: { registration: true } },
  play: play(async (login) => {
    await type(login, 'Password', SAMPLE_PASSWORD);
    await press(login, 'Confirm and sign in');
    await login.findByText('Signed in as Nora New');
  }),
});

/* A forgotten password. */

export const Reset: Story = { args: { view: 'reset', rules: { mail: true } }, play: shows('Reset your password') };

const forgotten: Prepare = async (access) => {
  await access.requestPasswordReset({ email: ALICE }, KEY);
  return newest(access, 'new-password');
};

export const NewPassword: Story = after(forgotten, { args: { rules: { mail: true } }, play: shows('Choose a new password') });

export const NewPasswordSet: Story = after(forgotten, {
  args: { rules: { mail: true } },
  play: play(async (login, canvas) => {
    await type(login, 'New password', 'another good one');
    await press(login, 'Set the password');
    await login.findByText('Your new password is set. Sign in with it.');
    await expect((await rootOf(canvas, 'portal-login')).querySelector<HTMLInputElement>('#email')!.value).toBe(ALICE);
  }),
});

/* Sign-in by mail. */

export const SignInMail: Story = { args: { view: 'sign-in-mail', rules: { signInMail: 'link' } }, play: shows('Sign in by email') };

const askForMail = async (login: Inside): Promise<void> => {
  await type(login, 'Email', ALICE);
  await press(login, /^Email me/);
  await heading(login, 'Check your email');
};

export const CodeWrong: Story = {
  args: { view: 'sign-in-mail', rules: { signInMail: 'both' } },
  play: play(async (login) => {
    await askForMail(login);
    await type(login, 'Code', '1234 5678');
    await press(login, 'Sign in');
    await login.findByText(/This is not the code of the newest mail/);
  }),
};

export const CodeRight: Story = {
  args: { view: 'sign-in-mail', rules: { signInMail: 'code' } },
  play: async ({ canvasElement, loaded }) => {
    const login = await inside(canvasElement, 'portal-login');
    await askForMail(login);
    await type(login, 'Code', (loaded as { world: World }).world.access.mails.at(-1)?.code ?? '');
    await press(login, 'Sign in');
    await login.findByText('Signed in as Alice Arnold');
  },
};

const mailed: Prepare = async (access) => {
  await access.requestSignInMail({ email: ALICE }, KEY);
  return newest(access, 'sign-in-link');
};

export const SignInLink: Story = after(mailed, { args: { rules: { signInMail: 'link' } }, play: play((login) => login.findByRole('button', { name: `Sign in as ${ALICE}` })) });

export const DeadLink: Story = after(() => '#portal=sign-in-link&token=used', {
  args: { rules: { signInMail: 'link' } },
  play: play(async (login) => {
    await heading(login, 'This link does not work any more');
    await userEvent.click(login.getByRole('link', { name: 'Have a new mail sent' }));
    await heading(login, 'Sign in by email');
  }),
});

/* By invitation, and as somebody else. */

const invited: Prepare = (access) => {
  access.invite('nora@acme.example', 'Nora New');
  return newest(access, 'invitation');
};

export const Invitation: Story = after(invited, { args: { rules: { mail: true, consent: TERMS } }, play: shows('Welcome, Nora New') });

export const InvitationAccepted: Story = after(invited, {
  args: { rules: { mail: true, consent: TERMS } },
  play: play(async (login) => {
    await type(login, 'New password', SAMPLE_PASSWORD);
    await userEvent.click(login.getByRole('checkbox', { name: /^I have read/ }));
    await press(login, 'Open my access');
    await login.findByText('Signed in as Nora New');
  }),
});

export const InvitationVoid: Story = after((access) => {
  const link = invited(access);
  access.withdrawInvitation('nora@acme.example');
  return link;
}, { args: { rules: { mail: true } }, play: play((login) => login.findByText(/Ask whoever invited you/)) });

export const Preview: Story = after((access) => access.previewLink({ agent: 'agnes@desk.example', customer: ALICE }), {
  play: play((login) => login.findByRole('button', { name: `Open the portal as ${ALICE}, read-only` })),
});

/* Whoever is held at the door, and the way out. */

export const Consent: Story = { args: { signedIn: ALICE, rules: { consent: TERMS } }, play: shows('Before you go on') };

export const ConsentGiven: Story = {
  args: { signedIn: ALICE, rules: { consent: TERMS } },
  play: play(async (login) => {
    await userEvent.click(await login.findByRole('checkbox', { name: /^I have read/ }));
    await press(login, 'Agree and go on');
    await login.findByText('Signed in as Alice Arnold');
  }),
};

export const TermsChanged: Story = {
  args: { signedIn: ALICE, rules: { consent: TERMS } },
  play: async ({ canvasElement, loaded }) => {
    const login = await inside(canvasElement, 'portal-login');
    await userEvent.click(await login.findByRole('checkbox', { name: /^I have read/ }));
    (loaded as { world: World }).world.access.change({ consent: { ...TERMS, version: '2026-12' } });
    await press(login, 'Agree and go on');
    await login.findByText(/The terms have changed meanwhile/);
    await expect(login.getByRole<HTMLInputElement>('checkbox').checked).toBe(false);
  },
};

export const Denied: Story = {
  args: { rules: { admit: { domains: ['globex.example'] } } },
  play: play(async (login) => {
    await type(login, 'Email', ALICE);
    await type(login, 'Password', SAMPLE_PASSWORD);
    await press(login, 'Sign in');
    await heading(login, 'No access');
    await login.findByText(ALICE);
  }),
};

/** By a link, and with the owner's words: whom to ask. */
export const DeniedByLink: Story = { args: { view: 'denied', withTexts: true }, play: shows('No access') };

export const SignOut: Story = { args: { view: 'sign-out', signedIn: ALICE }, play: shows('Sign out') };

export const SignedOut: Story = {
  args: { view: 'sign-out', signedIn: ALICE },
  play: play(async (login) => {
    await press(login, 'Sign out');
    await heading(login, 'You have signed out');
  }),
};

/* One's own account. */

const lived: Prepare = async (access) => {
  const phone = access.browser({ device: 'Safari, iPhone' });
  await phone.signIn({ email: ALICE, password: SAMPLE_PASSWORD }, KEY);
  const { challenge } = await access.startPasskey({}, KEY);
  await access.addPasskey({ challenge, credential: { id: 'made-up' }, name: 'Chrome, Windows' }, KEY);
  return '';
};

export const Account: Story = after(lived, {
  args: { view: 'account', signedIn: ALICE, rules: { mail: true, passkeys: true } },
  play: play(async (login) => {
    await heading(login, 'Where you are signed in');
    await press(login, /^End the session on Safari/);
    await login.findByText('The session has been ended.');
  }),
});

export const PasskeyRemoved: Story = after(lived, {
  args: { view: 'account', signedIn: ALICE, rules: { passkeys: true } },
  play: play(async (login) => {
    await press(login, 'Remove Chrome, Windows');
    await press(login, 'Remove');
    await login.findByText('The passkey has been removed.');
  }),
});

export const ConsentWithdrawn: Story = after(async (access) => {
  await access.giveConsent({ version: TERMS.version }, KEY);
  return '';
}, {
  args: { view: 'account', signedIn: ALICE, rules: { consent: TERMS } },
  play: play(async (login) => {
    await press(login, 'Withdraw my agreement');
    await press(login, 'Withdraw');
    await heading(login, 'Before you go on');
  }),
});

export const AccountFailed: Story = { args: { view: 'account', signedIn: ALICE, fault: { call: 'getAccount', code: 'timeout' } }, play: play((login) => login.findByRole('button', { name: 'Try again' })) };

/* Languages and looks. */

export const RegisterInKorean: Story = { args: { view: 'register', lang: 'ko', rules: { registration: true, consent: TERMS } }, play: shows('계정 만들기') };

export const EveryWayInKorean: Story = { args: { ...EveryWay.args, lang: 'ko' }, play: play((login) => login.findByRole('link', { name: '여기에서 등록' })) };

export const AccountRightToLeft: Story = after(lived, { args: { view: 'account', signedIn: ALICE, rules: { passkeys: true } }, globals: { direction: 'rtl' }, play: shows('Passkeys') });

export const RegisterDark: Story = { args: { view: 'register', rules: { registration: true, consent: TERMS } }, globals: { backgrounds: { value: 'dark' } }, play: shows('Create your account') };
