import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { SAMPLE_PASSWORD } from '../src/adapters/memory/index.ts';
import '../src/elements/customer-portal/define.ts';
import { inside, rootOf } from './play.ts';
import { samplePortal } from './sample-portal.ts';

type World = ReturnType<typeof samplePortal>;
const worlds = new Map<string, World>();

/** What a customer does in a portal, from one end to the other. Each story plays itself. */
const meta: Meta = {
  title: 'Flows',
  component: 'customer-portal',
  render: (_args, { id }) => {
    const world = samplePortal({ signedOut: true, views: ['mine'] });
    worlds.set(id, world);
    return html`<customer-portal .portal=${world.portal} routing="none" form-id="problem"></customer-portal>`;
  },
};
export default meta;

const PORTAL = 'customer-portal';
const SUBJECT = 'Export stops at 90 %';

/** Types over what is there; `userEvent.clear` does not find the focus in a shadow root. */
async function typeAnew(field: HTMLElement, text: string): Promise<void> {
  await userEvent.type(field, text, { initialSelectionStart: 0, initialSelectionEnd: (field as HTMLInputElement).value.length });
}

async function signIn(canvas: HTMLElement, email = 'alice@acme.example'): Promise<void> {
  const login = await inside(canvas, PORTAL, 'portal-login');
  await typeAnew(await login.findByRole('textbox', { name: 'Email' }), email);
  await typeAnew(login.getByLabelText('Password'), SAMPLE_PASSWORD);
  await userEvent.click(login.getByRole('button', { name: 'Sign in' }));
}

async function openTicket(canvas: HTMLElement, name: RegExp): Promise<void> {
  await userEvent.click(await (await inside(canvas, PORTAL, 'ticket-list')).findByRole('link', { name }));
  await (await inside(canvas, PORTAL, 'ticket-detail')).findByRole('heading', { name });
}

async function write(canvas: HTMLElement, text: string): Promise<void> {
  await userEvent.type(await (await inside(canvas, PORTAL, 'ticket-detail')).findByRole('textbox', { name: 'Your reply' }), text);
}

async function goTo(canvas: HTMLElement, name: string): Promise<void> {
  await userEvent.click(await (await inside(canvas, PORTAL)).findByRole('link', { name }));
}

async function fillForm(canvas: HTMLElement): Promise<void> {
  const form = await inside(canvas, PORTAL, 'support-form');
  await userEvent.type(await form.findByRole('textbox', { name: 'What is it about?' }), SUBJECT);
  await userEvent.selectOptions(form.getByRole('combobox', { name: 'Product' }), 'cloud');
  await userEvent.type(form.getByRole('textbox', { name: 'What happened?' }), 'It stops as soon as the file is larger than two gigabytes.');
}

/** What has the focus, looking through shadow roots. */
function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

const focusIsOn = (text: string | RegExp): Promise<void> => waitFor(() => expect(focused()).toHaveTextContent(text));

/** Sign in, find a ticket, read it, answer with a file, open a new ticket, find it in the list, sign out. */
export const AWholeDay: StoryObj = {
  play: async ({ canvasElement, step }) => {
    await step('sign in', async () => {
      await signIn(canvasElement);
      await focusIsOn('Tickets');
    });
    await step('read a ticket', async () => {
      await openTicket(canvasElement, /Sign-in loops back/);
      await focusIsOn(/Sign-in loops back/);
      const ticket = await inside(canvasElement, PORTAL, 'ticket-detail');
      await expect(await ticket.findAllByRole('article')).toHaveLength(4);
      await expect(ticket.queryByText(/INTERNAL-ONLY/)).toBeNull();
    });
    await step('answer with a file', async () => {
      const ticket = await inside(canvasElement, PORTAL, 'ticket-detail');
      await write(canvasElement, 'Without the cookies it works.');
      await userEvent.upload(ticket.getByLabelText(/Add files/), new File(['all is well'], 'notes.txt', { type: 'text/plain' }));
      await userEvent.click(ticket.getByRole('button', { name: 'Send reply' }));
      await waitFor(() => expect(ticket.getAllByRole('article')).toHaveLength(5));
      const reply = ticket.getAllByRole('article').at(-1);
      await expect(reply).toHaveTextContent('Without the cookies it works.');
      await expect(reply).toHaveTextContent('notes.txt');
      // It can be undone for some seconds.
      await ticket.findByRole('button', { name: 'Undo' });
      await waitFor(() => expect(ticket.getByRole('textbox', { name: 'Your reply' })).toHaveValue(''), { timeout: 15_000 });
    });
    await step('open a new ticket', async () => {
      await goTo(canvasElement, 'Submit a support ticket');
      await focusIsOn('Submit a support ticket');
      await fillForm(canvasElement);
      const form = await inside(canvasElement, PORTAL, 'support-form');
      await userEvent.click(form.getByRole('button', { name: 'Submit' }));
      await form.findByRole('heading', { name: 'Thank you' });
      await userEvent.click(form.getByRole('link', { name: 'View your ticket' }));
      await (await inside(canvasElement, PORTAL, 'ticket-detail')).findByRole('heading', { name: SUBJECT });
    });
    await step('find it in the list', async () => {
      await goTo(canvasElement, 'Tickets');
      await (await inside(canvasElement, PORTAL, 'ticket-list')).findByRole('link', { name: SUBJECT });
    });
    await step('sign out', async () => {
      await userEvent.click((await inside(canvasElement, PORTAL)).getByRole('button', { name: 'Sign out' }));
      await (await inside(canvasElement, PORTAL, 'portal-login')).findByText('You have signed out.');
      await expect((await rootOf(canvasElement, PORTAL)).querySelector('ticket-list')).toBeNull();
    });
  },
};

/** The session ends in the middle of a reply and before a form that was submitted; after signing in again the form goes by itself, and the reply is there. */
export const SessionEndsWhileTyping: StoryObj = {
  play: async ({ canvasElement, id, step }) => {
    await signIn(canvasElement);
    await openTicket(canvasElement, /Sign-in loops back/);
    await write(canvasElement, 'Half a thought');
    await goTo(canvasElement, 'Submit a support ticket');
    await fillForm(canvasElement);
    await step('the session ends', async () => {
      worlds.get(id)?.access.expire();
      worlds.get(id)?.backend.faults.set('createTicket', { reject: 'unauthenticated', once: true });
      await userEvent.click((await inside(canvasElement, PORTAL, 'support-form')).getByRole('button', { name: 'Submit' }));
      await (await inside(canvasElement, PORTAL, 'portal-login')).findByText(/Your session has ended/);
    });
    await step('the same customer comes back', async () => {
      await signIn(canvasElement);
      await (await inside(canvasElement, PORTAL, 'support-form')).findByRole('heading', { name: 'Thank you' });
    });
    await step('the reply is there, too', async () => {
      await goTo(canvasElement, 'Tickets');
      await openTicket(canvasElement, /Sign-in loops back/);
      await expect(await (await inside(canvasElement, PORTAL, 'ticket-detail')).findByRole('textbox', { name: 'Your reply' })).toHaveValue('Half a thought');
    });
  },
};

/** A ticket is closed, which can be undone for some seconds, and opened again. */
export const CloseAndReopen: StoryObj = {
  play: async ({ canvasElement }) => {
    await signIn(canvasElement);
    await openTicket(canvasElement, /Sign-in loops back/);
    const ticket = await inside(canvasElement, PORTAL, 'ticket-detail');
    await userEvent.click(await ticket.findByRole('button', { name: 'Close ticket' }));
    await userEvent.click(await ticket.findByRole('button', { name: 'Undo' }));
    await userEvent.click(await ticket.findByRole('button', { name: 'Close ticket' }));
    await userEvent.click(await ticket.findByRole('button', { name: 'Reopen ticket' }, { timeout: 15_000 }));
    await ticket.findByRole('button', { name: 'Close ticket' });
  },
};

/** A wrong password says nothing about the account; the right one gets in. */
export const WrongPasswordFirst: StoryObj = {
  play: async ({ canvasElement }) => {
    const login = await inside(canvasElement, PORTAL, 'portal-login');
    await userEvent.type(await login.findByRole('textbox', { name: 'Email' }), 'alice@acme.example');
    await userEvent.type(login.getByLabelText('Password'), 'wrong');
    await userEvent.click(login.getByRole('button', { name: 'Sign in' }));
    await login.findByText('Email and password do not match. Check both and try again.');
    await signIn(canvasElement);
    await (await inside(canvasElement, PORTAL)).findByRole('button', { name: 'Sign out' });
  },
};

/** The answer is lost while a ticket is submitted: it goes again by itself, and is there once. */
export const SubmittedOnce: StoryObj = {
  play: async ({ canvasElement, id }) => {
    await signIn(canvasElement);
    await goTo(canvasElement, 'Submit a support ticket');
    await fillForm(canvasElement);
    // The ticket is created, and the answer is lost on the way.
    worlds.get(id)?.backend.faults.set('createTicket', { after: true, reject: 'network', once: true });
    const form = await inside(canvasElement, PORTAL, 'support-form');
    await userEvent.click(form.getByRole('button', { name: 'Submit' }));
    // It can be undone for a while, fails, and waits before it goes again.
    await form.findByRole('heading', { name: 'Thank you' }, { timeout: 30_000 });
    await goTo(canvasElement, 'Tickets');
    const list = await inside(canvasElement, PORTAL, 'ticket-list');
    await list.findByRole('link', { name: SUBJECT });
    await expect(list.getAllByRole('link', { name: SUBJECT })).toHaveLength(1);
  },
};
