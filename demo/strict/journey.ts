import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnginePage } from '../engines/engines.mjs';
import { person, type Person } from '../engines/person.ts';
import type { Watched } from './pages.ts';
import { CUSTOMER, type World } from './world.ts';

/** Signs in where a page shows the portal, in English or Arabic. */
export async function signIn(customer: Person): Promise<void> {
  await customer.fill(EMAIL, CUSTOMER.email);
  await customer.fill(/^(?:Password|كلمة المرور)$/, CUSTOMER.password);
  await customer.press(/^(?:Sign in|تسجيل الدخول)$/);
  await customer.sees(/Sign out|تسجيل الخروج/);
}

/** The label of the first field of the sign-in. */
export const EMAIL = /^(?:Email|البريد الإلكتروني)$/;

/** What a page has noted. */
export const noted = (page: EnginePage, what: Exclude<keyof Watched, 'top'>): Promise<string> =>
  page.eval((name: typeof what) => (document as unknown as { watched: Watched }).watched[name](), what);

/**
 * The main job on a page: signs in, lists, reads a ticket with an HTML mail and its picture, replies with a file, opens a ticket by the form, signs
 * out. Looks in the backend that each was written once.
 * @param name Is in what is written, so that it is found again.
 */
export async function mainJob(world: World, page: EnginePage, name: string): Promise<void> {
  const customer = person(page);
  const ticket = world.backend.idOf('html-mail');
  /** Presses where nothing moves any more, after leaving the field: WebKit lays a fieldset with a legend out anew then, and what is pressed by its place is elsewhere. */
  const press = async (label: string): Promise<void> => {
    await page.eval(async () => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement != null) active = active.shadowRoot.activeElement;
      (active as HTMLElement | null)?.blur();
      for (let height = -1; height !== document.documentElement.scrollHeight;) {
        height = document.documentElement.scrollHeight;
        await new Promise((resolve) => { setTimeout(resolve, 200); });
      }
    });
    await customer.press(label);
  };
  const folder = await mkdtemp(join(tmpdir(), 'portico-strict-'));
  const reply = `A reply on ${name}.`;
  const subject = `A question on ${name}`;
  try {
    await writeFile(join(folder, 'note.txt'), `note of ${name}`);
    await signIn(customer);
    await press('Re: Your order ORD-204417');
    await customer.sees('we are sending the missing pieces');
    await page.until(() => {
      const detail = document.getElementsByTagName('customer-portal')[0]?.shadowRoot?.querySelector('ticket-detail')?.shadowRoot;
      return [...detail?.querySelectorAll<HTMLImageElement>('.message-body img') ?? []].some(({ naturalWidth }) => naturalWidth > 0) && detail?.querySelector('.message-body table') != null;
    });
    await customer.fill('Your reply', reply);
    await customer.attach(join(folder, 'note.txt'));
    await customer.sees('note.txt');
    await press('Send reply');
    await customer.sees('Your reply has been sent.');
    await press('Submit a support ticket');
    await customer.tick('Ask a question');
    await customer.fill('Your question', subject);
    await customer.fill('Details', 'It is about the widget.');
    await press('Submit');
    await customer.sees('has been submitted');
    await press('Tickets');
    await customer.sees(subject);
    await press('Sign out');
    await customer.sees('You have signed out.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const alice = world.backend.adapterFor({ id: 'looks', email: CUSTOMER.email, name: CUSTOMER.name }, { views: ['mine'], filter: null });
  const messages = await alice.listMessages({ ticketId: ticket, limit: 100 }, {});
  const written = messages.items.filter(({ text }) => text === reply);
  assert.equal(written.length, 1, 'the reply is there once');
  assert.deepEqual(written[0]?.attachments.map(({ name: file }) => file), ['note.txt']);
  const list = await alice.listTickets({ view: 'mine', sort: 'created', direction: 'descending', limit: 100 }, {});
  assert.equal(list.items.filter((one) => one.subject === subject).length, 1, 'the ticket is there once');
}
