import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { PortalError, type ErrorCode } from '../src/index.ts';
import { SAMPLE_PASSWORD } from '../src/adapters/memory/index.ts';
import '../src/elements/portal-login/define.ts';
import { samplePortal } from './sample-portal.ts';

interface Args {
  reason: string;
  headingLevel: number;
  lang: string;
  error: ErrorCode | 'never answers' | '';
  signedIn: boolean;
  withTexts: boolean;
}

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

/** Fills the fields in and presses the button, as a customer does. */
async function submit(canvas: HTMLElement, email: string, password: string): Promise<void> {
  const login = canvas.querySelector('portal-login')!;
  await login.updateComplete;
  const root = login.shadowRoot!;
  root.querySelector<HTMLInputElement>('input[name="email"]')!.value = email;
  root.querySelector<HTMLInputElement>('input[name="password"]')!.value = password;
  root.querySelector<HTMLButtonElement>('button')!.click();
  await login.updateComplete;
}

export const Default: Story = {};

/** The answer does not tell whether the account exists. */
export const WrongPassword: Story = { play: async ({ canvasElement }) => { await submit(canvasElement, 'alice@acme.example', 'wrong'); } };

export const EmptyFields: Story = { play: async ({ canvasElement }) => { await submit(canvasElement, '', ''); } };

export const TooManyAttempts: Story = { args: { error: 'rate-limited' }, play: async ({ canvasElement }) => { await submit(canvasElement, 'alice@acme.example', 'x'); } };

export const NoConnection: Story = { args: { error: 'network' }, play: async ({ canvasElement }) => { await submit(canvasElement, 'alice@acme.example', 'x'); } };

/** While the answer is on its way; after four seconds it says that it takes long. */
export const Waiting: Story = { args: { error: 'never answers' }, play: async ({ canvasElement }) => { await submit(canvasElement, 'alice@acme.example', 'x'); } };

export const SessionEnded: Story = { args: { reason: 'Your session has ended. Sign in again to go on; what you typed is still here.' } };

/** The owner’s own words above and below, in slots. */
export const WithTexts: Story = { args: { withTexts: true } };

export const SignedIn: Story = { args: { signedIn: true } };

export const Korean: Story = { args: { lang: 'ko' } };

export const Dark: Story = { globals: { backgrounds: { value: 'dark' } } };
