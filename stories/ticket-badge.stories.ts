import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import '../src/elements/ticket-badge/define.ts';
import { CUSTOMERS, samplePortal } from './sample-portal.ts';

interface Args { customer: string; signedOut: boolean; canFilterByTurn: boolean; lang: string }

const meta: Meta<Args> = {
  title: 'Elements/ticket-badge',
  component: 'ticket-badge',
  args: { customer: 'alice@acme.example', signedOut: false, canFilterByTurn: true, lang: '' },
  argTypes: { customer: { control: 'select', options: CUSTOMERS }, lang: { control: 'select', options: ['', 'en', 'ko'] } },
  render: ({ customer, signedOut, canFilterByTurn, lang }) => {
    const { portal } = samplePortal({ customer, signedOut, capabilities: { waitingOn: canFilterByTurn } });
    return html`<nav lang=${lang || nothing} aria-label="Site"><a href="#/support">Support <ticket-badge .portal=${portal}></ticket-badge></a></nav>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

/** In a link of the host’s navigation, whose name then says how many tickets wait. */
export const Default: Story = {};

export const Many: Story = { args: { customer: 'erin@globex.example' } };

/** Takes no room. */
export const NothingWaits: Story = { args: { customer: 'dave@acme.example' } };

/** Takes no room either. */
export const NotSignedIn: Story = { args: { signedOut: true } };

/** Counted by reading the open tickets, where these are not too many. */
export const BackendCannotFilter: Story = { args: { canFilterByTurn: false } };

export const Dark: Story = { globals: { backgrounds: { value: 'dark' } } };
