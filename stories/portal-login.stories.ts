import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { userEvent } from 'storybook/test';
import { PortalError, type ErrorCode } from '../src/index.ts';
import { SAMPLE_PASSWORD } from '../src/adapters/memory/index.ts';
import '../src/elements/portal-login/define.ts';
import { inside } from './play.ts';
import { samplePortal } from './sample-portal.ts';

interface Args {
  reason: string;
  headingLevel: number;
  lang: string;
  error: ErrorCode | 'never answers' | '';
  signedIn: boolean;
  withTexts: boolean;
}

/** The plain sign-in; everything else around it is in “Views”. */
const meta: Meta<Args> = {
  title: 'Elements/portal-login',
  component: 'portal-login',
  args: { reason: '', headingLevel: 2, lang: '', error: '', signedIn: false, withTexts: false },
  argTypes: {
    lang: { control: 'select', options: ['', 'en', 'ko'] },
    error: { control: 'select', options: ['', 'never answers', 'wrong-credentials', 'rate-limited', 'network', 'unavailable'] },
  },
  render: ({ reason, headingLevel, lang, error, signedIn, withTexts }) => {
    const { portal, access } = samplePortal({ signedOut: !signedIn, signInHangs: error === 'never answers' });
    if (error !== '' && error !== 'never answers') access.faults.set('signIn', new PortalError(error, 'On demand.', { retryAfter: 30 }));
    return html`
      <div lang=${lang || nothing}>
        <portal-login .portal=${portal} reason=${reason} heading-level=${headingLevel}>
          ${withTexts ? html`<p>Welcome back. Sign in to see your tickets.</p><p slot="footer">No account? Write to help@acme.example.</p>` : nothing}
        </portal-login>
        <p>Try alice@acme.example with the password ${SAMPLE_PASSWORD}.</p>
      </div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

/** Fills the fields in and presses the button, as a customer does, and waits for what is said then. */
const submit = (email: string, password: string, said: string | RegExp): NonNullable<Story['play']> => async ({ canvasElement }) => {
  const login = await inside(canvasElement, 'portal-login');
  const fields = [[await login.findByRole('textbox', { name: 'Email' }), email], [login.getByLabelText('Password'), password]] as const;
  for (const [field, text] of fields) if (text !== '') await userEvent.type(field, text);
  await userEvent.click(login.getByRole('button', { name: 'Sign in' }));
  await login.findAllByText(said);
};

export const Default: Story = {};

/** The answer does not tell whether the account exists. */
export const WrongPassword: Story = { play: submit('alice@acme.example', 'wrong', /do not match/) };

export const EmptyFields: Story = { play: submit('', '', 'Fill in this field.') };

export const TooManyAttempts: Story = { args: { error: 'rate-limited' }, play: submit('alice@acme.example', 'x', /^Too many attempts/) };

export const NoConnection: Story = { args: { error: 'network' }, play: submit('alice@acme.example', 'x', /^The connection failed/) };

/** While the answer is on its way; after four seconds it says that it takes long. */
export const Waiting: Story = { args: { error: 'never answers' }, play: submit('alice@acme.example', 'x', 'Signing in …') };

export const SessionEnded: Story = { args: { reason: 'Your session has ended. Sign in again to go on; what you typed is still here.' } };

/** The owner’s own words above and below, in slots. */
export const WithTexts: Story = { args: { withTexts: true } };

export const SignedIn: Story = { args: { signedIn: true } };

export const Korean: Story = { args: { lang: 'ko' } };

export const Dark: Story = { globals: { backgrounds: { value: 'dark' } } };
