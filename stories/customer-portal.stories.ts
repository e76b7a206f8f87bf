import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { expect, userEvent } from 'storybook/test';
import { defaultSettings, type PortalSettings } from '../src/contract/index.ts';
import { PortalError, type ErrorCode } from '../src/index.ts';
import '../src/elements/customer-portal/define.ts';
import { inside } from './play.ts';
import { CUSTOMERS, samplePortal, type SampleOptions } from './sample-portal.ts';

interface Args {
  customer: string;
  signedOut: boolean;
  views: NonNullable<SampleOptions['views']>;
  capabilities: NonNullable<SampleOptions['capabilities']>;
  formId: string;
  formLabel: string;
  pageSize: number;
  headingLevel: number;
  /** CSS width of the place that the element has. */
  width: string;
  lang: string;
  dir: 'ltr' | 'rtl' | 'auto';
  delay: number;
  /** What goes wrong with asking who is signed in. */
  sessionError: ErrorCode | '';
  /** What goes wrong with the list. */
  listError: ErrorCode | 'never answers' | '';
  withSlots: boolean;
  /** What the owner has decided. */
  settings: Partial<PortalSettings> | undefined;
}

const LOGO = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 32"><rect width="120" height="32" rx="6" fill="#0f766e"/><text x="60" y="22" font-family="sans-serif" font-size="17" font-weight="700" fill="#fff" text-anchor="middle">ACME</text></svg>')}`;

/** A portal with everything that an owner can add. */
const OWNED: Partial<PortalSettings> = {
  name: { en: 'Acme Help', ko: '에크미 고객 지원' },
  form: { ...defaultSettings().form, label: { en: 'Write to us', ko: '문의하기' } },
  navigation: [{ label: { en: 'Documentation', ko: '문서' }, href: 'https://docs.example/' }, { label: { en: 'System status', ko: '시스템 상태' }, href: 'https://status.example/' }],
  brand: { ...defaultSettings().brand, logo: { src: LOGO, alt: { en: 'Acme', ko: '에크미' } }, theme: { accent: '#0f766e', radius: 10 } },
  tickets: { ...defaultSettings().tickets, permission: 'organization' },
  texts: { en: { 'portal.tickets': 'Your requests', 'list.heading': 'Your requests' } },
};

const meta: Meta<Args> = {
  title: 'Elements/customer-portal',
  component: 'customer-portal',
  args: {
    customer: 'alice@acme.example', signedOut: false, views: ['mine'], capabilities: {}, formId: '', formLabel: '', pageSize: 25, headingLevel: 2, width: '100%', lang: '', dir: 'auto',
    delay: 0, sessionError: '', listError: '', withSlots: false, settings: undefined,
  },
  argTypes: {
    customer: { control: 'select', options: CUSTOMERS },
    views: { control: 'check', options: ['mine', 'organization', 'cc'] },
    formId: { control: 'select', options: ['', 'problem', 'question'] },
    dir: { control: 'inline-radio', options: ['auto', 'ltr', 'rtl'] },
    lang: { control: 'select', options: ['', 'en', 'ko'] },
    sessionError: { control: 'select', options: ['', 'unavailable', 'network', 'timeout', 'bad-response'] },
    listError: { control: 'select', options: ['', 'never answers', 'unavailable', 'forbidden', 'network', 'unauthenticated'] },
  },
  render: ({ customer, signedOut, views, capabilities, formId, formLabel, pageSize, headingLevel, width, lang, dir, delay, sessionError, listError, withSlots, settings }) => {
    const { portal, backend, access } = samplePortal({ customer, signedOut, views, capabilities, delay, settings });
    if (sessionError !== '') access.faults.set('getSession', new PortalError(sessionError, 'On demand.'));
    if (listError !== '') backend.faults.set('listTickets', listError === 'never answers' ? { hang: true } : { reject: listError });
    // In a story book the address belongs to the book.
    return html`
      <div lang=${lang || nothing} dir=${dir === 'auto' ? nothing : dir} style=${styleMap({ inlineSize: width, marginInline: 'auto' })}>
        <customer-portal .portal=${portal} routing="none" form-id=${formId} form-label=${formLabel} page-size=${pageSize} heading-level=${headingLevel}>
          ${withSlots ? html`
            <strong slot="logo">Acme</strong>
            <a slot="nav" href="#docs">Documentation</a>
            <p slot="login">Welcome back. Sign in to see your tickets.</p>
            <p slot="login-footer">No account? Write to help@acme.example.</p>
            <p slot="footer">Acme Support, Monday to Friday.</p>` : nothing}
        </customer-portal>
      </div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

/** Signed in: navigation, account and the list. */
export const Default: Story = {
  play: async ({ canvasElement }) => {
    const portal = await inside(canvasElement, 'customer-portal');
    await expect(await portal.findByRole('link', { name: 'Tickets' })).toHaveAttribute('aria-current', 'page');
    await portal.findByRole('link', { name: 'Submit a support ticket' });
    await expect(portal.getByRole('button', { name: 'Sign out' })).toBeVisible();
    await (await inside(canvasElement, 'customer-portal', 'ticket-list')).findByText(/Sign-in loops back/);
  },
};

/** Nobody is signed in. */
export const SignedOut: Story = {
  args: { signedOut: true },
  play: async ({ canvasElement }) => {
    await expect(await (await inside(canvasElement, 'customer-portal', 'portal-login')).findByRole('textbox', { name: 'Email' })).toBeVisible();
    await expect((await inside(canvasElement, 'customer-portal')).queryByRole('navigation')).toBeNull();
  },
};

/** A ticket, opened by its title. */
export const Ticket: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await (await inside(canvasElement, 'customer-portal', 'ticket-list')).findByRole('link', { name: /Sign-in loops back/ }));
    const ticket = await inside(canvasElement, 'customer-portal', 'ticket-detail');
    await ticket.findByRole('heading', { name: /Sign-in loops back/ });
    await ticket.findByRole('textbox', { name: 'Your reply' });
  },
};

/** The form for a new ticket. */
export const NewTicket: Story = {
  args: { formId: 'problem' },
  play: async ({ canvasElement }) => {
    await userEvent.click(await (await inside(canvasElement, 'customer-portal')).findByRole('link', { name: 'Submit a support ticket' }));
    await (await inside(canvasElement, 'customer-portal', 'support-form')).findByRole('button', { name: 'Submit' });
  },
};

/** The owner calls the form something else. */
export const OwnFormLabel: Story = {
  args: { formLabel: 'Write to us', formId: 'question' },
  play: async ({ canvasElement }) => { await (await inside(canvasElement, 'customer-portal')).findByRole('link', { name: 'Write to us' }); },
};

/** Where the ticketing system takes no new tickets, none are offered. */
export const NoNewTickets: Story = {
  args: { capabilities: { createTicket: false } },
  play: async ({ canvasElement }) => {
    await (await inside(canvasElement, 'customer-portal', 'ticket-list')).findByText(/Sign-in loops back/);
    await expect((await inside(canvasElement, 'customer-portal')).queryByRole('link', { name: 'Submit a support ticket' })).toBeNull();
  },
};

/** A customer without a ticket. */
export const NoTickets: Story = {
  args: { customer: 'dave@acme.example' },
  play: async ({ canvasElement }) => { await (await inside(canvasElement, 'customer-portal', 'ticket-list')).findByText('You have no tickets yet'); },
};

/** The logo, more navigation, and the owner's own words. */
export const WithSlots: Story = { args: { withSlots: true } };

export const SignedOutWithSlots: Story = { args: { withSlots: true, signedOut: true } };

/** Nobody knows who is signed in. */
export const SessionFails: Story = {
  args: { sessionError: 'unavailable' },
  play: async ({ canvasElement }) => { await (await inside(canvasElement, 'customer-portal')).findByRole('button', { name: 'Try again' }); },
};

export const ListFails: Story = {
  args: { listError: 'unavailable' },
  play: async ({ canvasElement }) => { await (await inside(canvasElement, 'customer-portal', 'ticket-list')).findByRole('button', { name: 'Try again' }); },
};

export const Loading: Story = { args: { listError: 'never answers' } };

/** The session had ended without anybody noticing. */
export const SessionEnded: Story = {
  args: { listError: 'unauthenticated' },
  play: async ({ canvasElement }) => { await (await inside(canvasElement, 'customer-portal', 'portal-login')).findByText(/Your session has ended/); },
};

/** One's own account, behind one's name. */
export const Account: Story = {
  play: async ({ canvasElement }) => {
    await userEvent.click(await (await inside(canvasElement, 'customer-portal')).findByRole('link', { name: /^Your account/ }));
    await (await inside(canvasElement, 'customer-portal', 'portal-login')).findByRole('heading', { name: 'Your account' });
  },
};

/** Neither a gateway nor a portal: the owner is told what to do. */
export const NoGateway: Story = {
  render: () => html`<customer-portal></customer-portal>`,
  play: async ({ canvasElement }) => { await (await inside(canvasElement, 'customer-portal')).findByRole('alert'); },
};

export const Narrow: Story = { args: { width: '20rem', withSlots: true } };

export const Dark: Story = { globals: { backgrounds: { value: 'dark' } }, args: { withSlots: true } };

export const RightToLeft: Story = { args: { dir: 'rtl', withSlots: true } };

export const Korean: Story = {
  args: { lang: 'ko' },
  play: async ({ canvasElement }) => { await (await inside(canvasElement, 'customer-portal')).findByRole('link', { name: '지원 티켓 제출하기' }); },
};

/** The owner's name, logo, menu, words and colours. */
export const Owned: Story = {
  args: { settings: OWNED },
  play: async ({ canvasElement }) => {
    const portal = await inside(canvasElement, 'customer-portal');
    await portal.findByRole('img', { name: 'Acme' });
    await expect(await portal.findByRole('link', { name: 'Documentation' })).toHaveAttribute('href', 'https://docs.example/');
    await portal.findByRole('link', { name: 'Write to us' });
    await (await inside(canvasElement, 'customer-portal', 'ticket-list')).findByRole('combobox', { name: 'View' });
  },
};

export const OwnedDark: Story = { globals: { backgrounds: { value: 'dark' } }, args: { settings: OWNED } };

export const OwnedNarrow: Story = { args: { settings: OWNED, width: '22.5rem' } };

export const OwnedKorean: Story = { args: { settings: OWNED, lang: 'ko' } };

export const OwnedRightToLeft: Story = { args: { settings: OWNED, dir: 'rtl' } };

/** A surface of the owner's own, dark on whatever page. */
export const OwnSurface: Story = {
  args: { settings: { ...OWNED, brand: { ...defaultSettings().brand, theme: { accent: '#facc15', surface: '#1f2937', font: 'Georgia, serif' } } } },
};

/** The language that the owner has fixed goes over the page's. */
export const OwnLanguage: Story = {
  args: { settings: { language: 'ko' }, lang: 'en' },
  play: async ({ canvasElement }) => { await (await inside(canvasElement, 'customer-portal')).findByRole('link', { name: '지원 티켓 제출하기' }); },
};

/** The owner has closed the portal. */
export const Closed: Story = {
  args: { settings: { enabled: false, name: { en: 'Acme Help' }, offMessage: { en: 'We are moving to new rooms.\nFrom Monday on you reach us here again.' } } },
  play: async ({ canvasElement }) => {
    const portal = await inside(canvasElement, 'customer-portal');
    await portal.findByText(/From Monday on/);
    await expect(portal.queryByRole('navigation')).toBeNull();
  },
};

/** Closed, and the owner has not said why. */
export const ClosedKorean: Story = { args: { settings: { enabled: false, name: { ko: '에크미 고객 지원' } }, lang: 'ko' } };
