import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { expect, waitFor } from 'storybook/test';
import type { SessionWarning } from '../src/index.ts';
import '../src/elements/customer-portal/define.ts';
import '../src/elements/portal-session/define.ts';
import { inside, rootOf } from './play.ts';
import { samplePortal } from './sample-portal.ts';

interface Args {
  /** Minutes until the session ends; 30 or more is no reason to warn. */
  minutes: number;
  /** Nothing can make it last longer. */
  final: boolean;
  /** Who looks at the portal as the customer. */
  agent: string;
  lang: string;
  dir: 'ltr' | 'rtl' | 'auto';
  width: string;
}

const meta: Meta<Args> = {
  title: 'Elements/portal-session',
  component: 'portal-session',
  args: { minutes: 30, final: false, agent: '', lang: '', dir: 'auto', width: '100%' },
  argTypes: { lang: { control: 'select', options: ['', 'en', 'ko'] }, dir: { control: 'inline-radio', options: ['auto', 'ltr', 'rtl'] } },
  render: ({ minutes, final, agent, lang, dir, width }) => {
    const { portal } = samplePortal({ agent, views: ['mine'] });
    // It stays, whatever the session's own clock says.
    const warning = (): SessionWarning | undefined => (minutes < 30 && portal.session?.customer ? { minutes, final } : undefined);
    Object.defineProperty(portal, 'sessionWarning', { get: warning, set: () => undefined });
    return html`
      <div lang=${lang || nothing} dir=${dir === 'auto' ? nothing : dir} style=${styleMap({ inlineSize: width })}>
        <customer-portal .portal=${portal} routing="none"></customer-portal>
      </div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

/** The session is about to end: any key makes it last. */
export const Warning: Story = {
  args: { minutes: 2 },
  play: async ({ canvasElement }) => {
    const mark = await inside(canvasElement, 'customer-portal', 'portal-session');
    await expect((await mark.findByText('Your session ends in 2 minutes.')).closest('[role=alert]')).toHaveTextContent('Press any key or tap anywhere to stay signed in.');
    await expect(mark.getByRole('button', { name: 'Stay signed in' })).toBeVisible();
  },
};

export const LastMinute: Story = { args: { minutes: 0 } };

/** The session has lasted as long as it may: what was typed stays, and one can sign in again at once. */
export const Final: Story = {
  args: { minutes: 2, final: true },
  play: async ({ canvasElement }) => {
    const mark = await inside(canvasElement, 'customer-portal', 'portal-session');
    (await mark.findByRole('button', { name: 'Sign in again now' })).click();
    await (await inside(canvasElement, 'customer-portal', 'portal-login')).findByText(/Your session has ended/);
  },
};

/** A member of the support team looks at the portal as a customer. */
export const Preview: Story = {
  args: { agent: 'Agnes Agent' },
  play: async ({ canvasElement }) => {
    const mark = await inside(canvasElement, 'customer-portal', 'portal-session');
    await mark.findByText(/sees the portal as/);
    (await mark.findByRole('button', { name: 'End the preview' })).click();
    await (await inside(canvasElement, 'customer-portal', 'portal-login')).findByText('You have signed out.');
    await waitFor(async () => expect((await rootOf(canvasElement, 'customer-portal', 'portal-session')).querySelector('.preview')).toBeNull());
  },
};

export const PreviewAndWarning: Story = { args: { agent: 'Agnes Agent', minutes: 2 } };

export const Narrow: Story = { args: { agent: 'Agnes Agent', minutes: 2, width: '20rem' } };

export const Dark: Story = { globals: { backgrounds: { value: 'dark' } }, args: { agent: 'Agnes Agent', minutes: 2 } };

export const RightToLeft: Story = { args: { agent: 'Agnes Agent', minutes: 2, final: true, dir: 'rtl' } };

export const Korean: Story = { args: { agent: '김상담', minutes: 2, lang: 'ko' } };
