import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { expect, userEvent, waitFor } from 'storybook/test';
import { defaultSettings } from '../src/contract/index.ts';
import { PortalError, type ErrorCode } from '../src/index.ts';
import '../src/elements/ticket-detail/define.ts';
import { inside, rootOf } from './play.ts';
import { CUSTOMERS, samplePortal, veryLongTicket, type SampleOptions } from './sample-portal.ts';

interface Args {
  customer: string;
  /** Key of a ticket of the sample data; anything else is a ticket that there is not. */
  ticket: string;
  listUrl: string;
  headingLevel: number;
  /** CSS width of the place that the element has. */
  width: string;
  lang: string;
  dir: 'ltr' | 'rtl' | 'auto';
  delay: number;
  error: ErrorCode | 'never answers' | '';
  replyError: ErrorCode | 'never answers' | '';
  replyToClosed: NonNullable<SampleOptions['replyToClosed']>;
  capabilities: NonNullable<SampleOptions['capabilities']>;
  /** What the owner has decided. */
  settings: SampleOptions['settings'];
  signedOut: boolean;
}

const TICKETS = ['login-loop', 'html-mail', 'hostile-mail', 'long-thread', 'very-long', 'korean', 'arabic', 'solved', 'rejected', 'unknown-status', 'long-words', 'phone-call', 'absent'];
const ERRORS = ['', 'never answers', 'unavailable', 'forbidden', 'rate-limited', 'timeout', 'network', 'bad-response', 'conflict', 'internal'];

const meta: Meta<Args> = {
  title: 'Elements/ticket-detail',
  component: 'ticket-detail',
  args: {
    customer: 'alice@acme.example', ticket: 'login-loop', listUrl: '#/tickets', headingLevel: 2, width: '100%', lang: '', dir: 'auto', delay: 0,
    error: '', replyError: '', replyToClosed: 'reopen', capabilities: { cc: false, rate: false, followUp: false }, settings: undefined, signedOut: false,
  },
  argTypes: {
    customer: { control: 'select', options: CUSTOMERS },
    ticket: { control: 'select', options: TICKETS },
    lang: { control: 'select', options: ['', 'en', 'ko'] },
    dir: { control: 'inline-radio', options: ['auto', 'ltr', 'rtl'] },
    error: { control: 'select', options: ERRORS },
    replyError: { control: 'select', options: ERRORS },
    replyToClosed: { control: 'inline-radio', options: ['reopen', 'keep', 'refuse'] },
  },
  render: ({ customer, ticket, listUrl, headingLevel, width, lang, dir, delay, error, replyError, replyToClosed, capabilities, settings, signedOut }) => {
    const { portal, backend } = samplePortal({ customer, delay, replyToClosed, capabilities, settings, signedOut, ...ticket === 'very-long' && { tickets: [veryLongTicket(customer, 1000)] } });
    const faultOf = (code: ErrorCode | 'never answers') => (code === 'never answers' ? { hang: true } : { reject: code });
    if (signedOut) backend.faults.set('getTicket', { reject: 'unauthenticated' });
    else if (error !== '') backend.faults.set('getTicket', faultOf(error));
    if (replyError !== '') backend.faults.set('reply', faultOf(replyError));
    return html`
      <div lang=${lang || nothing} dir=${dir === 'auto' ? nothing : dir} style=${styleMap({ inlineSize: width, marginInline: 'auto' })}>
        <ticket-detail .portal=${portal} ticket-id=${ticket === 'absent' ? 'absent' : backend.idOf(ticket)} list-url=${listUrl} heading-level=${headingLevel}>
          <p slot="not-found"><a href="#/tickets">All your tickets</a></p>
        </ticket-detail>
      </div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

/** Writes a reply, adds files, and presses send, as a customer does. */
async function reply(canvas: HTMLElement, text: string, files: readonly File[] = []): Promise<void> {
  const root = await rootOf(canvas, 'ticket-detail');
  const detail = await inside(canvas, 'ticket-detail');
  const field = await detail.findByRole<HTMLTextAreaElement>('textbox');
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if (files.length > 0) {
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    const input = root.querySelector<HTMLInputElement>('input[type="file"]')!;
    input.files = transfer.files;
    input.dispatchEvent(new Event('change'));
  }
  (await detail.findByRole('button', { name: 'Send reply' })).click();
}

const photo = new File([new Uint8Array(300_000)], '화면 캡처.png', { type: 'image/png' });

/** The customer's turn: support has asked something. */
export const Default: Story = {};

/** Tables, an inline picture, folded quotes, files with names in several scripts. */
export const HtmlMail: Story = { args: { ticket: 'html-mail' } };

/** Scripts, forms, a trick that covers the page: all that remains is text, in its box. */
export const HostileMail: Story = { args: { ticket: 'hostile-mail', customer: 'bob@acme.example' } };

/** The newest thirty messages first; earlier ones on demand. */
export const LongThread: Story = { args: { ticket: 'long-thread' } };

export const EarlierMessages: Story = {
  args: { ticket: 'long-thread' },
  play: async ({ canvasElement }) => { (await (await inside(canvasElement, 'ticket-detail')).findByRole('button', { name: 'Show earlier messages' })).click(); },
};

/** The newest thirty come first, earlier ones by twenty; all of them are offered to whoever has asked for more. */
export const AThousandMessages: Story = {
  args: { ticket: 'very-long' },
  play: async ({ canvasElement }) => {
    const { shadowRoot } = canvasElement.querySelector('ticket-detail')!;
    const count = () => shadowRoot!.querySelectorAll('article').length;
    await waitFor(() => expect(count()).toBe(30), { timeout: 20_000 });
    shadowRoot!.querySelector<HTMLElement>('.earlier button')!.click();
    await waitFor(() => expect(count()).toBe(50), { timeout: 20_000 });
    await waitFor(() => expect(shadowRoot!.querySelectorAll('.earlier button')).toHaveLength(2), { timeout: 20_000 });
  },
};

export const LongWords: Story = { args: { ticket: 'long-words', customer: 'bob@acme.example', width: '320px' } };

export const Korean: Story = { args: { ticket: 'korean', customer: 'carol@globex.example', lang: 'ko' } };

/** Each paragraph runs in the direction of its own words. */
export const RightToLeft: Story = { args: { ticket: 'arabic', customer: 'carol@globex.example', dir: 'rtl' } };

/** The details open on demand. */
export const Narrow: Story = {
  args: { width: '320px', ticket: 'html-mail' },
  play: async ({ canvasElement }) => { (await (await inside(canvasElement, 'ticket-detail')).findByRole('button', { name: 'Details' })).click(); },
};

/** A reply may open it again. */
export const Closed: Story = { args: { ticket: 'solved' } };

/** No reply, no reopening: no such controls. */
export const ClosedForGood: Story = { args: { ticket: 'rejected', customer: 'bob@acme.example' } };

export const ReadOnly: Story = { args: { capabilities: { reply: false, closeTicket: false, reopenTicket: false } } };

export const WithoutFiles: Story = { args: { capabilities: { files: null } } };

/** A status that nobody configured is shown by its own name. */
export const UnknownStatus: Story = { args: { ticket: 'unknown-status' } };

/** What is written is saved on the device with every pause, and can be discarded. */
export const Draft: Story = {
  play: async ({ canvasElement }) => {
    const detail = await inside(canvasElement, 'ticket-detail');
    const field = await detail.findByRole<HTMLTextAreaElement>('textbox');
    field.value = 'It helped, but';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await detail.findByText('Draft saved', {}, { timeout: 5000 });
    await detail.findByRole('button', { name: 'Discard draft' });
  },
};

/** What was discarded can be had back. */
export const DraftDiscarded: Story = {
  play: async (context) => {
    await Draft.play?.(context);
    const detail = await inside(context.canvasElement, 'ticket-detail');
    (await detail.findByRole('button', { name: 'Discard draft' })).click();
    await detail.findByRole('button', { name: 'Restore draft' });
  },
};

/** For some seconds a reply can be taken back. */
export const Undo: Story = {
  play: async ({ canvasElement }) => {
    await reply(canvasElement, 'It helped, thank you!', [photo]);
    await (await inside(canvasElement, 'ticket-detail')).findByRole('button', { name: 'Undo' }, { timeout: 5000 });
  },
};

/** It shows as closed, and is not yet. */
export const Closing: Story = {
  play: async ({ canvasElement }) => {
    const detail = await inside(canvasElement, 'ticket-detail');
    (await detail.findByRole('button', { name: 'Close ticket' })).click();
    await detail.findByRole('button', { name: 'Undo' }, { timeout: 5000 });
  },
};

/** Text and files stay, the reply is shown as being on its way, and sending can be given up. */
export const Sending: Story = { args: { replyError: 'never answers' }, play: async ({ canvasElement }) => { await reply(canvasElement, 'It helped, thank you!', [photo]); } };

export const Sent: Story = { play: async ({ canvasElement }) => { await reply(canvasElement, 'It helped, thank you!', [photo]); } };

/** What passes is waited for: the reply goes by itself, and meanwhile there is room for the next one. */
export const ReplyWaiting: Story = {
  args: { replyError: 'unavailable' },
  play: async ({ canvasElement }) => {
    await reply(canvasElement, 'It helped, thank you!', [photo]);
    await (await inside(canvasElement, 'ticket-detail')).findByRole('button', { name: 'Send now' }, { timeout: 15_000 });
  },
};

/** What was written is in its place again, and goes once on another try. */
export const ReplyFailed: Story = {
  args: { replyError: 'conflict' },
  play: async ({ canvasElement }) => {
    await reply(canvasElement, 'It helped, thank you!', [photo]);
    await (await inside(canvasElement, 'ticket-detail')).findByText(/has not been sent/, {}, { timeout: 15_000 });
  },
};

export const EmptyReply: Story = { play: async ({ canvasElement }) => { await reply(canvasElement, ' '); } };

/** Said before anything is sent. */
export const FilesThatCannotGo: Story = {
  args: { capabilities: { files: { maxFiles: 2, maxBytes: 100_000, accept: ['image/*', '.pdf'] } } },
  play: async ({ canvasElement }) => { await reply(canvasElement, 'See the files.', [photo, new File([], 'empty.pdf', { type: 'application/pdf' }), new File(['x'], 'tool.exe')]); },
};

/** What was written is kept until the customer is back. */
export const SessionEnded: Story = {
  render: () => {
    const { portal, backend } = samplePortal();
    backend.faults.set('reply', { reject: new PortalError('unauthenticated', 'On demand.') });
    return html`<ticket-detail .portal=${portal} ticket-id=${backend.idOf('login-loop')}></ticket-detail>`;
  },
  play: async ({ canvasElement }) => { await reply(canvasElement, 'It helped, thank you!'); },
};

/** A ticket that an agent opened for a phone call: the first message can be written. */
export const NoMessages: Story = { args: { ticket: 'phone-call', customer: 'carol@globex.example' } };

/** Colleagues are suggested while somebody types, and chosen by the arrow keys. */
export const Copies: Story = {
  args: { capabilities: {} },
  play: async ({ canvasElement }) => {
    const ticket = await inside(canvasElement, 'ticket-detail');
    await userEvent.type(await ticket.findByRole('combobox', { name: 'Add someone by email or name' }), 'a');
    await ticket.findByRole('option', { name: /Bob Becker/ });
    await userEvent.keyboard('{ArrowDown}');
    await expect(ticket.getByRole('option', { name: /Bob Becker/ })).toHaveAttribute('aria-selected', 'true');
  },
};

/** The owner lets nobody but colleagues be put in copy: said at the field, where the text stays. */
export const CopiesRefused: Story = {
  args: { capabilities: {}, settings: { actions: { ...defaultSettings().actions, cc: 'colleagues' } } },
  play: async ({ canvasElement }) => {
    const ticket = await inside(canvasElement, 'ticket-detail');
    const field = await ticket.findByRole('combobox', { name: 'Add someone by email or name' });
    await userEvent.type(field, 'friend@elsewhere.example{Enter}');
    await waitFor(() => expect(field).toHaveAccessibleDescription(/Only colleagues can be put in CC/));
    await expect(field).toHaveValue('friend@elsewhere.example');
  },
};

/** In a narrow place, in Korean. */
export const CopiesNarrow: Story = {
  args: { capabilities: {}, width: '320px', lang: 'ko' },
  play: async ({ canvasElement }) => {
    const ticket = await inside(canvasElement, 'ticket-detail');
    await userEvent.click(await ticket.findByRole('button', { name: '상세 정보' }));
    await userEvent.type(await ticket.findByRole('combobox'), 'dave@acme.example{Enter}');
    await expect(await ticket.findByRole('button', { name: 'Dave Dupont 님을 참조에서 빼기' })).toBeVisible();
  },
};

/** A closed ticket asks how well it went: five choices, and a comment. */
export const Rating: Story = {
  args: { ticket: 'solved', capabilities: {} },
  play: async ({ canvasElement }) => {
    const ticket = await inside(canvasElement, 'ticket-detail');
    await userEvent.click(await ticket.findByRole('radio', { name: '4 – good' }));
    await userEvent.type(await ticket.findByRole('textbox', { name: 'Comment (optional)' }), 'Quick and friendly');
    await expect(ticket.getByRole('radio', { name: '4 – good' })).toBeChecked();
  },
};

/** Thanked for, and to be changed. */
export const Rated: Story = {
  args: Rating.args!,
  play: async (context) => {
    await Rating.play!(context);
    const ticket = await inside(context.canvasElement, 'ticket-detail');
    await userEvent.click(ticket.getByRole('button', { name: 'Send rating' }));
    await expect(await ticket.findByRole('button', { name: 'Change rating' })).toBeVisible();
  },
};

export const RatedRightToLeft: Story = { args: { ...Rating.args, dir: 'rtl', width: '360px' }, play: Rated.play! };

export const RatingDark: Story = { args: Rating.args!, globals: { backgrounds: { value: 'dark' } }, play: Rating.play! };

/** A ticket that takes no reply any more leads to a new one. */
export const FollowUp: Story = { args: { ticket: 'solved', replyToClosed: 'refuse', capabilities: {} } };

/** Where the page does not take it over, the form appears in the ticket's page. */
export const FollowUpForm: Story = {
  args: FollowUp.args!,
  play: async ({ canvasElement }) => {
    await userEvent.click(await (await inside(canvasElement, 'ticket-detail')).findByRole('button', { name: 'Create a follow-up ticket' }));
    const form = await inside(canvasElement, 'ticket-detail', 'support-form');
    await expect(await form.findByText(/How do I add a colleague/)).toBeVisible();
  },
};

/** Both tickets lead to each other. */
export const FollowedUp: Story = {
  render: () => {
    const { portal, backend } = samplePortal();
    backend.createTicketFor('alice@acme.example', { subject: 'It is back', text: 'Since this morning.', followUpOf: backend.idOf('solved') });
    return html`<ticket-detail .portal=${portal} ticket-id=${backend.idOf('solved')}></ticket-detail>`;
  },
};

/** The owner's names of stages, in the language of the page. */
export const OwnersLabels: Story = {
  args: {
    ticket: 'solved', lang: 'ko',
    settings: { tickets: { ...defaultSettings().tickets, status: { show: 'label', labels: { solved: { en: 'All done', ko: '처리 완료' } } }, fields: ['severity', 'product'] } },
  },
};

export const Loading: Story = { args: { error: 'never answers' } };

export const Unavailable: Story = { args: { error: 'unavailable' } };

export const NotFound: Story = { args: { ticket: 'absent' } };

export const Forbidden: Story = { args: { error: 'forbidden' } };

/** Nobody is signed in, and the page has no other place to sign in at. */
export const SignedOut: Story = {
  args: { signedOut: true },
  play: async ({ canvasElement }) => { await (await inside(canvasElement, 'ticket-detail', 'portal-login')).findByRole('textbox', { name: 'Email' }); },
};

/** The session ends while somebody writes: what is written stays, and they sign in below it. */
export const SessionEnds: Story = {
  play: async ({ canvasElement }) => {
    const ticket = await inside(canvasElement, 'ticket-detail');
    await userEvent.type(await ticket.findByRole('textbox', { name: 'Your reply' }), 'Half a thought');
    await canvasElement.querySelector('ticket-detail')?.portal?.endSession();
    await (await inside(canvasElement, 'ticket-detail', 'portal-login')).findByText(/Your session has ended/);
    await expect(ticket.getByRole('textbox', { name: 'Your reply' })).toHaveValue('Half a thought');
  },
};

/** Under another heading of the page. */
export const DeeperHeading: Story = { args: { headingLevel: 4, listUrl: '' } };
