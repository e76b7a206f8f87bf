import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import type { PortalSettings } from '../src/contract/index.ts';
import '../src/elements/portal-link/define.ts';
import '../src/elements/ticket-badge/define.ts';
import { samplePortal } from './sample-portal.ts';

interface Args { href: string; name: string; lang: string; withBadge: boolean; settings: Partial<PortalSettings> | undefined }

const meta: Meta<Args> = {
  title: 'Elements/portal-link',
  component: 'portal-link',
  args: { href: '#/support', name: 'Acme Support', lang: '', withBadge: false, settings: undefined },
  argTypes: { lang: { control: 'select', options: ['', 'en', 'ko'] } },
  render: ({ href, name, lang, withBadge, settings }) => html`
    <div lang=${lang || nothing}>
      <portal-link href=${href} name=${name} .portal=${settings === undefined ? undefined : samplePortal({ settings }).portal}>${withBadge ? html`<ticket-badge .portal=${samplePortal().portal}></ticket-badge>` : nothing}</portal-link>
    </div>`,
};
export default meta;

type Story = StoryObj<Args>;

export const Default: Story = {};

/** Without a name of its own. */
export const Unnamed: Story = { args: { name: '' } };

export const WithBadge: Story = { args: { withBadge: true } };

export const Korean: Story = { args: { lang: 'ko' } };

/** At the top right of a knowledge base. */
export const InKnowledgeBase: Story = {
  render: ({ href, name }) => html`
    <header style=${styleMap({ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: '1rem' })}>
      <strong>Acme knowledge base</strong><portal-link href=${href} name=${name}></portal-link>
    </header>`,
};

/** The name and words come from the owner's settings. */
export const Owned: Story = { args: { name: '', settings: { name: { en: 'Acme Help' }, link: { enabled: true, text: { en: 'Your requests at {name}' } } } } };

/** The owner has switched the link off: there is nothing. */
export const SwitchedOff: Story = { args: { name: '', settings: { link: { enabled: false, text: {} } } } };
