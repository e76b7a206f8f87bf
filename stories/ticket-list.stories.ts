import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { expect, waitFor } from 'storybook/test';
import { defaultSettings, type PortalSettings } from '../src/contract/index.ts';
import type { ErrorCode, ListQuery, TicketList } from '../src/index.ts';
import '../src/elements/ticket-list/define.ts';
import { CUSTOMERS, manyTickets, samplePortal, type SampleOptions } from './sample-portal.ts';

interface Args {
  customer: string;
  views: NonNullable<SampleOptions['views']>;
  query: ListQuery;
  pageSize: number;
  ticketUrl: string;
  statusMode: TicketList['statusMode'];
  headingLevel: number;
  /** CSS width of the place that the element has. */
  width: string;
  lang: string;
  dir: 'ltr' | 'rtl' | 'auto';
  delay: number;
  error: ErrorCode | 'never answers' | '';
  signedOut: boolean;
  capabilities: NonNullable<SampleOptions['capabilities']>;
  withAction: boolean;
  /** How many tickets the customer has besides those of the sample data. */
  more: number;
  /** What the owner has decided about tickets. */
  tickets: Partial<PortalSettings['tickets']> | undefined;
}

const meta: Meta<Args> = {
  title: 'Elements/ticket-list',
  component: 'ticket-list',
  args: {
    customer: 'alice@acme.example', views: ['mine'], query: {}, pageSize: 25, ticketUrl: '#/tickets/{id}', statusMode: 'category', headingLevel: 2,
    width: '100%', lang: '', dir: 'auto', delay: 0, error: '', signedOut: false, capabilities: {}, withAction: false, more: 0, tickets: undefined,
  },
  argTypes: {
    customer: { control: 'select', options: CUSTOMERS },
    views: { control: 'check', options: ['mine', 'organization', 'cc'] },
    statusMode: { control: 'inline-radio', options: ['category', 'stage'] },
    dir: { control: 'inline-radio', options: ['auto', 'ltr', 'rtl'] },
    lang: { control: 'select', options: ['', 'en', 'ko', 'fi'] },
    error: { control: 'select', options: ['', 'never answers', 'unavailable', 'forbidden', 'rate-limited', 'timeout', 'network', 'bad-response', 'unauthenticated'] },
  },
  render: ({ customer, views, query, pageSize, ticketUrl, statusMode, headingLevel, width, lang, dir, delay, error, signedOut, capabilities, withAction, more, tickets }) => {
    const settings = tickets === undefined ? undefined : { tickets: { ...defaultSettings().tickets, ...tickets } };
    const { portal, backend } = samplePortal({ customer, views, delay, signedOut, capabilities, settings, tickets: manyTickets(customer, more) });
    if (error === 'never answers') backend.faults.set('listTickets', { hang: true });
    else if (error !== '') backend.faults.set('listTickets', { reject: error });
    const link = (slot: string) => html`<a slot=${slot} href="#/new">Submit a support ticket</a>`;
    return html`
      <div lang=${lang || nothing} dir=${dir === 'auto' ? nothing : dir} style=${styleMap({ inlineSize: width, marginInline: 'auto' })}>
        <ticket-list .portal=${portal} .query=${query} page-size=${pageSize} ticket-url=${ticketUrl} status-mode=${statusMode} heading-level=${headingLevel}>
          ${withAction ? [link('actions'), link('empty')] : nothing}
        </ticket-list>
      </div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

/** Open and closed tickets, what waits for whom, and what is new since the last visit. */
export const Default: Story = {};

/** A customer with three hundred tickets. */
export const ManyTickets: Story = { args: { customer: 'erin@globex.example' } };

/** However many are loaded, only those rows are on the page that can be seen. A press of the button loads as many as there are. */
export const TenThousandTickets: Story = {
  args: { more: 10_000, pageSize: 100 },
  play: async ({ canvasElement }) => {
    const { shadowRoot } = canvasElement.querySelector('ticket-list')!;
    for (const shown of ['100 of', '200 of']) {
      await waitFor(() => expect(shadowRoot!.querySelector('.count')).toHaveTextContent(shown), { timeout: 20_000 });
      shadowRoot!.querySelector<HTMLElement>('#more')!.click();
    }
    await waitFor(() => expect(shadowRoot!.querySelector('table')).toHaveAttribute('aria-rowcount', '401'), { timeout: 20_000 });
    await expect(shadowRoot!.querySelectorAll('tbody tr').length).toBeLessThan(60);
  },
};

/** Where there is little room, the table is a list of articles. */
export const Narrow: Story = { args: { width: '20rem', views: ['mine', 'organization', 'cc'] } };

export const Dark: Story = { globals: { backgrounds: { value: 'dark' } }, args: { query: { status: 'open' } } };

/** The view is offered where the customer has more than one. */
export const OrganizationsTickets: Story = { args: { views: ['mine', 'organization', 'cc'], query: { view: 'organization' } } };

export const Filtered: Story = { args: { customer: 'erin@globex.example', query: { search: 'invoice', status: 'open', waitingOn: 'support', createdFrom: '2020-01-01T00:00:00.000Z' } } };

export const NoMatch: Story = { args: { query: { search: 'no such words', status: 'closed' } } };

/** Nothing yet, with something to do about it in the `empty` slot. */
export const Empty: Story = { args: { customer: 'dave@acme.example', withAction: true } };

/** Statuses by the ticketing system’s own names. */
export const Stages: Story = { args: { statusMode: 'stage' } };

/** A ticketing system that can do little: what it cannot is not offered. */
export const LittleBackend: Story = { args: { capabilities: { search: 'subject', sort: ['created', 'lastActivity'], waitingOn: false, views: ['mine'] } } };

/** Without addresses, titles are buttons that fire `ticket-select`. */
export const WithoutAddresses: Story = { args: { ticketUrl: '' } };

/** The first load; after four seconds it says that it takes long. */
export const Loading: Story = { args: { error: 'never answers' } };

export const SlowBackend: Story = { args: { delay: 1500 } };

export const BackendDown: Story = { args: { error: 'unavailable' } };

export const NoConnection: Story = { args: { error: 'network' } };

export const TooManyRequests: Story = { args: { error: 'rate-limited' } };

export const NoPermission: Story = { args: { error: 'forbidden' } };

export const NotSignedIn: Story = { args: { error: 'unauthenticated', signedOut: true } };

export const Korean: Story = { args: { lang: 'ko', views: ['mine', 'organization', 'cc'] } };

export const RightToLeft: Story = { args: { dir: 'rtl', query: { status: 'open' } } };

export const RightToLeftNarrow: Story = { args: { dir: 'rtl', width: '20rem' } };

/** Columns that the owner has chosen, fields of tickets among them. */
export const OwnersColumns: Story = {
  args: { tickets: { permission: 'organization', columns: ['id', 'subject', 'requester', 'organization', 'field:product', 'field:severity', 'lastActivity', 'status'] }, query: { view: 'organization' } },
};

/** The same where there is little room. */
export const OwnersColumnsNarrow: Story = { args: { ...OwnersColumns.args, width: '22.5rem' } };

/** The owner offers fewer filters. */
export const OwnersFilters: Story = { args: { tickets: { filters: ['status'] } } };

/** Stages in the owner’s words; a stage without any reads Open or Closed. */
export const OwnersLabels: Story = {
  args: {
    tickets: { status: { show: 'label', labels: { 'in-progress': { en: 'Our engineers are on it', ko: '처리하고 있습니다' }, 'waiting': { en: 'We need your answer', ko: '답변이 필요합니다' } } } },
  },
};

export const OwnersLabelsKorean: Story = { args: { ...OwnersLabels.args, lang: 'ko' } };
