import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { styleMap } from 'lit/directives/style-map.js';
import { expect, fn, userEvent, waitFor } from 'storybook/test';
import { defaultSettings } from '../src/contract/index.ts';
import { PortalError, type ErrorCode } from '../src/index.ts';
import '../src/elements/support-form/define.ts';
import { inside, type Inside } from './play.ts';
import { CUSTOMERS, samplePortal, type SampleOptions } from './sample-portal.ts';

type Fault = ErrorCode | 'never answers' | '';

interface Args {
  customer: string;
  formId: string;
  formLabel: string;
  ticketUrl: string;
  prefill: Record<string, unknown>;
  headingLevel: number;
  /** CSS width of the place that the element has. */
  width: string;
  /** CSS font size of the page. */
  fontSize: string;
  lang: string;
  dir: 'ltr' | 'rtl' | 'auto';
  signedOut: boolean;
  /** What goes wrong with loading. */
  loadError: Fault;
  /** What goes wrong with submitting. */
  submitError: Fault;
  noForms: boolean;
  capabilities: NonNullable<SampleOptions['capabilities']>;
  /** What the owner has decided. */
  settings: SampleOptions['settings'];
  /** Key of the ticket of the sample data that the new one goes on with; `''` for none. */
  followUpOf: string;
  withTexts: boolean;
  /** For how long what was sent can be taken back. */
  undoSeconds: number;
  onCreated: (ticketId: string) => void;
}

const meta: Meta<Args> = {
  title: 'Elements/support-form',
  component: 'support-form',
  args: {
    customer: 'alice@acme.example', formId: 'problem', formLabel: '', ticketUrl: '#/tickets/{id}', prefill: {}, headingLevel: 2, width: '100%', fontSize: '', lang: '', dir: 'auto',
    signedOut: false, loadError: '', submitError: '', noForms: false, capabilities: {}, settings: undefined, followUpOf: '', withTexts: false, undoSeconds: 0, onCreated: fn(),
  },
  argTypes: {
    customer: { control: 'select', options: CUSTOMERS },
    formId: { control: 'select', options: ['', 'problem', 'question', 'no-such-form'] },
    dir: { control: 'inline-radio', options: ['auto', 'ltr', 'rtl'] },
    lang: { control: 'select', options: ['', 'en', 'ko'] },
    loadError: { control: 'select', options: ['', 'never answers', 'unavailable', 'forbidden', 'rate-limited', 'timeout', 'network', 'bad-response'] },
    submitError: { control: 'select', options: ['', 'never answers', 'invalid-input', 'unavailable', 'unauthenticated', 'rate-limited', 'network', 'conflict'] },
    onCreated: { table: { disable: true } },
  },
  render: ({ customer, formId, formLabel, ticketUrl, prefill, headingLevel, width, fontSize, lang, dir, signedOut, loadError, submitError, noForms, capabilities, settings, followUpOf, withTexts, undoSeconds, onCreated }) => {
    const { portal, backend } = samplePortal({ customer, signedOut, capabilities, settings: undoSeconds === 5 ? settings : { ...settings, actions: { ...defaultSettings().actions, ...settings?.actions, undoSeconds } } });
    const load = formId === '' ? 'listForms' : 'getForm';
    if (loadError !== '') backend.faults.set(load, loadError === 'never answers' ? { hang: true } : { reject: loadError, once: true });
    if (noForms) backend.faults.set('listForms', { answer: { items: [] } });
    if (submitError !== '') {
      const refusal = new PortalError('invalid-input', 'On demand.', { issues: [{ path: 'order', code: 'option' }] });
      const reject = submitError === 'invalid-input' ? refusal : submitError;
      backend.faults.set('createTicket', reject === 'never answers' ? { hang: true } : { reject });
    }
    return html`
      <div lang=${lang || nothing} dir=${dir === 'auto' ? nothing : dir} style=${styleMap({ inlineSize: width, marginInline: 'auto', fontSize: fontSize || null })}>
        <support-form .portal=${portal} .prefill=${prefill} form-id=${formId} form-label=${formLabel} ticket-url=${ticketUrl} heading-level=${headingLevel} follow-up-of=${followUpOf === '' ? '' : backend.idOf(followUpOf)}
          @ticket-created=${({ ticket }: HTMLElementEventMap['ticket-created']) => { onCreated(ticket.id); }}>
          ${withTexts ? html`<p>We answer within one working day.</p><p slot="done">We have sent you a copy by email.</p>` : nothing}
        </support-form>
      </div>`;
  },
};
export default meta;

type Story = StoryObj<Args>;

/** Everything that has to be filled in, and something besides. */
const FILLED = { subject: 'Export stops at 90 %', product: 'cloud', component: 'api', message: 'It stops as soon as the file is larger than two gigabytes.', browsers: ['firefox'] };

async function form(canvas: HTMLElement): Promise<Inside> {
  const found = await inside(canvas, 'support-form');
  await found.findByRole('button', { name: 'Submit' });
  return found;
}

async function pick(found: Inside, ...files: File[]): Promise<void> {
  await userEvent.upload(await found.findByLabelText(/Add files/), files);
}

/** Fields of every kind, as the ticketing system defines them. */
export const Default: Story = {};

/** Several forms: the choice is remembered on this device. */
export const Choice: Story = {
  args: { formId: '' },
  play: async ({ canvasElement }) => {
    const found = await inside(canvasElement, 'support-form');
    await userEvent.click(await found.findByRole('radio', { name: 'Ask a question' }));
    await found.findByRole('textbox', { name: 'Details' });
    await userEvent.click(found.getByRole('radio', { name: 'Report a problem' }));
    await expect(await found.findByRole('combobox', { name: 'Product' })).toBeVisible();
  },
};

/** The choices of one field depend on another. */
export const DependentFields: Story = {
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    await userEvent.selectOptions(found.getByRole('combobox', { name: 'Product' }), 'desktop');
    await userEvent.selectOptions(found.getByRole('combobox', { name: 'Component' }), 'installer');
    await expect(found.queryByRole('option', { name: 'API' })).toBeNull();
  },
};

/** Some fields are asked only after a certain answer; what was typed there is not forgotten. */
export const ConditionalFields: Story = {
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    const callback = found.getByRole('checkbox', { name: 'Call me back' });
    await userEvent.click(callback);
    await userEvent.type(found.getByRole('textbox', { name: 'Phone number' }), '0123');
    await userEvent.click(callback);
    await expect(found.queryByRole('textbox', { name: 'Phone number' })).toBeNull();
    await userEvent.click(callback);
    await expect(found.getByRole('textbox', { name: 'Phone number' })).toHaveValue('0123');
  },
};

/** It goes on with a closed ticket. */
export const FollowUp: Story = {
  args: { undoSeconds: 5, formId: 'question', followUpOf: 'solved' },
  play: async ({ canvasElement }) => { await expect((await form(canvasElement)).getByText(/Follow-up to/)).toBeVisible(); },
};

/** The ticket is open, and takes a reply: no follow-up, but a new ticket if that is wanted. */
export const NoFollowUp: Story = {
  args: { formId: 'question', followUpOf: 'login-loop' },
  play: async ({ canvasElement }) => { await (await inside(canvasElement, 'support-form')).findByText('This ticket cannot be followed up. You can submit a new one.'); },
};

/** The owner lets the page's address fill in 60 characters; what is more is left out, and it is said. */
export const PrefilledByAddress: Story = {
  args: { settings: { form: { ...defaultSettings().form, prefill: { enabled: true, maxLength: 60 } } } },
  beforeEach: () => {
    const before = location.href;
    const parameters = new URLSearchParams({ subject: FILLED.subject, product: 'cloud', message: FILLED.message });
    history.replaceState(history.state, '', `${location.pathname}${location.search}#/new?${parameters.toString()}`);
    return () => { history.replaceState(history.state, '', before); };
  },
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    await expect(found.getByRole('textbox', { name: 'What is it about?' })).toHaveValue(FILLED.subject);
    await expect(found.getByText(/Check these fields: What happened\?/)).toBeVisible();
  },
};

/** The owner takes no tickets by the portal. */
export const SwitchedOff: Story = { args: { settings: { form: { ...defaultSettings().form, enabled: false } } } };

/** The page knows something already. What the customer types wins. */
export const Prefilled: Story = { args: { prefill: { ...FILLED, subject: 'x'.repeat(195), nobody: 'knows this field' } } };

/** Everything at once is told where it is wrong; the summary has the focus. */
export const Errors: Story = {
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    await userEvent.type(found.getByRole('textbox', { name: 'Seats affected' }), 'many');
    await userEvent.type(found.getByRole('textbox', { name: 'Order number' }), '123');
    await userEvent.click(found.getByRole('button', { name: 'Submit' }));
    const summary = await found.findByRole('group', { name: '5 fields need your attention' });
    await waitFor(() => expect(summary.getRootNode()).toHaveProperty('activeElement', summary));
    await expect(found.getByRole('textbox', { name: 'Seats affected' })).toHaveAccessibleDescription('Enter a whole number.');
    await expect(found.getByRole('textbox', { name: 'Seats affected' })).toHaveValue('many');
  },
};

/** A field is right as soon as it is right. */
export const Corrected: Story = {
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    await userEvent.click(found.getByRole('button', { name: 'Submit' }));
    await userEvent.click(await found.findByRole('link', { name: /What is it about/ }));
    await userEvent.keyboard('Export stops');
    await expect(found.getByRole('textbox', { name: 'What is it about?' })).toHaveValue('Export stops');
    await found.findByRole('group', { name: '2 fields need your attention' });
  },
};

/** Files that cannot be sent are told from those that can. */
export const Files: Story = {
  args: { prefill: FILLED, capabilities: { files: { maxFiles: 3, maxBytes: 1000, accept: ['.txt', 'image/*'] } } },
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    await pick(found, new File(['all is well'], 'notes.txt', { type: 'text/plain' }), new File(['x'.repeat(1001)], 'Прoтокол.txt', { type: 'text/plain' }));
    await found.findByText('This file is too large. At most 1 kB are allowed.');
    await expect(found.getAllByRole('listitem')).toHaveLength(2);
  },
};

/** On its way: progress for every file, and a way back. */
export const Submitting: Story = {
  args: { prefill: FILLED, submitError: 'never answers' },
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    await pick(found, new File(['all is well'], 'notes.txt', { type: 'text/plain' }));
    await userEvent.click(found.getByRole('button', { name: 'Submit' }));
    await found.findByRole('button', { name: 'Cancel submitting' });
    await expect(found.getByRole('progressbar')).toBeVisible();
  },
};

/** The ticket is there. */
export const Submitted: Story = {
  args: { prefill: FILLED },
  play: async ({ canvasElement, args }) => {
    const found = await form(canvasElement);
    await userEvent.click(found.getByRole('button', { name: 'Submit' }));
    await found.findByRole('heading', { name: 'Thank you' });
    await expect(args.onCreated).toHaveBeenCalledOnce();
    await expect(found.getByRole('link', { name: 'View your ticket' })).toHaveAttribute('href', expect.stringMatching(/^#\/tickets\/\d+$/));
  },
};

/** Given up on the way; nothing is lost. */
export const Cancelled: Story = {
  args: { prefill: FILLED, submitError: 'never answers' },
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    await userEvent.click(found.getByRole('button', { name: 'Submit' }));
    await userEvent.click(await found.findByRole('button', { name: 'Cancel submitting' }));
    await found.findByText('Submitting was cancelled. What you typed is still here.');
    await expect(found.getByRole('textbox', { name: 'What is it about?' })).toHaveValue(FILLED.subject);
  },
};

/** The support system is down: what was sent waits, and goes by itself. */
export const Waiting: Story = {
  args: { prefill: FILLED, submitError: 'unavailable' },
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    await userEvent.click(found.getByRole('button', { name: 'Submit' }));
    await found.findByRole('button', { name: 'Send now' });
    await expect(await found.findByText('It could not be sent yet. It will be tried again by itself.')).toBeVisible();
  },
};

/** Another ticket is written while one waits. */
export const WaitingBeside: Story = {
  args: { prefill: FILLED, submitError: 'unavailable' },
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    await userEvent.click(found.getByRole('button', { name: 'Submit' }));
    await userEvent.click(await found.findByRole('button', { name: 'Submit another ticket' }));
    await found.findByRole('button', { name: 'Submit' });
    await expect(found.getByText('It could not be sent yet. It will be tried again by itself.')).toBeVisible();
  },
};

/** Sent just now: it can be taken back. */
export const Undo: Story = {
  args: { prefill: FILLED, undoSeconds: 30 },
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    await userEvent.click(found.getByRole('button', { name: 'Submit' }));
    await expect(await found.findByRole('button', { name: 'Undo' })).toBeVisible();
    await expect(found.getByRole('textbox', { name: 'What is it about?' })).toHaveAttribute('readonly');
  },
};

/** What is typed is kept on the device, and can be discarded. */
export const Draft: Story = {
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    await userEvent.type(found.getByRole('textbox', { name: 'What is it about?' }), 'Export stops');
    await found.findByText('Draft saved');
    await expect(found.getByRole('button', { name: 'Discard draft' })).toBeVisible();
  },
};

/** Refused for good: it is in its place again, with the reason. */
export const SubmitFails: Story = {
  args: { prefill: FILLED, submitError: 'conflict' },
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    await userEvent.click(found.getByRole('button', { name: 'Submit' }));
    await waitFor(() => expect(found.getByRole('alert')).toHaveTextContent('Your ticket has not been submitted. What you typed is still here.'));
  },
};

/** What only the server can see stands at its field, too. */
export const RefusedByServer: Story = {
  args: { prefill: FILLED, submitError: 'invalid-input' },
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    await userEvent.click(found.getByRole('button', { name: 'Submit' }));
    await expect(await found.findByRole('link')).toHaveTextContent('Order number – Choose one of the options.');
  },
};

/** The session has ended: the form waits until the customer is back. */
export const SessionEnded: Story = {
  args: { prefill: FILLED, submitError: 'unauthenticated' },
  play: async ({ canvasElement }) => {
    const found = await form(canvasElement);
    await userEvent.click(found.getByRole('button', { name: 'Submit' }));
    await found.findByText(/Your session has ended/);
    await expect(found.getByRole('textbox', { name: 'What is it about?' })).toHaveValue(FILLED.subject);
  },
};

export const Loading: Story = { args: { loadError: 'never answers' } };

export const LoadFails: Story = {
  args: { loadError: 'unavailable' },
  play: async ({ canvasElement }) => {
    const found = await inside(canvasElement, 'support-form');
    await expect(await found.findByRole('alert')).toHaveTextContent('The support system cannot be reached at the moment.');
    await expect(found.getByRole('button', { name: 'Try again' })).toBeVisible();
  },
};

export const NoForm: Story = { args: { formId: '', noForms: true } };

export const NoSuchForm: Story = { args: { formId: 'no-such-form' } };

/** A backend to which tickets cannot be added. */
export const Unsupported: Story = { args: { capabilities: { createTicket: false } } };

export const Forbidden: Story = { args: { loadError: 'forbidden' } };

export const SignedOut: Story = { args: { signedOut: true } };

/** The owner’s own words, above the form and in the confirmation. */
export const WithTexts: Story = { args: { withTexts: true, formLabel: 'Write to us', formId: 'question' } };

export const Narrow: Story = { args: { width: '20rem' }, play: Errors.play! };

export const LargeText: Story = { args: { width: '20rem', fontSize: '400%', formId: 'question' } };

export const RightToLeft: Story = { args: { dir: 'rtl' }, play: Errors.play! };

export const Dark: Story = { globals: { backgrounds: { value: 'dark' } }, play: Errors.play! };

export const Korean: Story = { args: { lang: 'ko' } };
