import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { memory, memoryAccess, SAMPLE_PASSWORD, sampleData, type MemoryAccess, type MemoryBackend } from '../../adapters/memory/index.ts';
import { Portal } from '../../portal/index.ts';
import '../support-form/define.ts';
import '../ticket-detail/define.ts';
import '../ticket-list/define.ts';
import type { PortalElement } from './portal-element.ts';
import { waitUntil } from './wait-until.test.ts';

const ALICE = 'alice@acme.example';

interface World { readonly portal: Portal; readonly access: MemoryAccess; readonly backend: MemoryBackend; readonly ticketId: string }

function world(signedIn?: string): World {
  const data = sampleData();
  const backend = memory({ data });
  const access = memoryAccess({ customers: data.customers, ...(signedIn === undefined ? {} : { signedIn }) });
  const ticketing = backend.adapterFor({ id: '1', email: ALICE, name: 'Alice Arnold' }, { views: ['mine'], filter: null });
  return { portal: new Portal({ key: crypto.randomUUID(), ticketing, access }), access, backend, ticketId: backend.idOf('login-loop') };
}

/** The sign-in that stands inside of an element. */
const loginIn = (element: Element | null): PortalElement | null => element?.shadowRoot?.querySelector<PortalElement>('portal-login') ?? null;
const until = (condition: () => boolean, message: string): Promise<void> => waitUntil(condition, message, { interval: 10 });
const textOf = (element: Element): string => element.shadowRoot!.textContent.replace(/\s+/g, ' ');

async function signIn(element: Element, email = ALICE): Promise<void> {
  await until(() => loginIn(element)?.shadowRoot?.querySelector('#password') != null, 'there is no sign-in');
  const root = loginIn(element)!.shadowRoot!;
  root.querySelector<HTMLInputElement>('#email')!.value = email;
  root.querySelector<HTMLInputElement>('#password')!.value = SAMPLE_PASSWORD;
  root.querySelector<HTMLButtonElement>('[part~="submit"]')!.click();
}

const focused = (): Element | null => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};

describe('an element that stands alone, while nobody is signed in', () => {
  const elements: [string, (one: World) => TemplateResult, string][] = [
    ['ticket-list', ({ portal }) => html`<ticket-list .portal=${portal}></ticket-list>`, 'Tickets'],
    ['ticket-detail', ({ portal, ticketId }) => html`<ticket-detail .portal=${portal} ticket-id=${ticketId}></ticket-detail>`, 'Sign-in loops back to the start page'],
    ['support-form', ({ portal }) => html`<support-form .portal=${portal} form-id="problem"></support-form>`, 'Submit a support ticket'],
  ];
  for (const [name, template, heading] of elements) {
    it(`signs in in place, and then shows what it is for and has the focus at its heading: ${name}`, async () => {
      const element = await fixture<PortalElement>(template(world()));
      await signIn(element);
      await until(() => loginIn(element) === null, 'the sign-in stays');
      await until(() => focused()?.textContent.trim() === heading, 'the focus is lost');
      await expect(element).to.be.accessible();
    });
  }

  it('leads to the sign-in that the page has', async () => {
    const { portal } = world();
    const page = await fixture(html`<div><ticket-list .portal=${portal}></ticket-list><portal-login .portal=${portal}></portal-login></div>`);
    const list = page.querySelector('ticket-list')!;
    await until(() => list.shadowRoot!.querySelector('[part="signed-out"] button') !== null, 'there is no way to the sign-in');
    expect(loginIn(list) === null, 'it does not sign in itself').to.equal(true);
    list.shadowRoot!.querySelector<HTMLButtonElement>('[part="signed-out"] button')!.click();
    await until(() => focused()?.textContent === 'Sign in', 'the focus does not go there');
    page.querySelector('portal-login')!.remove();
    await until(() => loginIn(list) !== null, 'it does not sign in itself where the page does not any more');
  });

  it('leads to the first of several that stand alone', async () => {
    const { portal, ticketId } = world();
    const page = await fixture(html`<div>
      <ticket-list .portal=${portal}></ticket-list><ticket-detail .portal=${portal} ticket-id=${ticketId}></ticket-detail><support-form .portal=${portal}></support-form>
    </div>`);
    const [list, ...others] = [...page.children];
    await until(() => loginIn(list!) !== null, 'the first does not sign in');
    await until(() => others.every((element) => element.shadowRoot!.querySelector('[part="signed-out"] button') !== null), 'the others do not lead there');
    expect(others.map((element) => loginIn(element) === null)).to.deep.equal([true, true]);
    await signIn(list!);
    await until(() => [list!, ...others].every((element) => !textOf(element).includes('Go to the sign-in')), 'not all go on');
  });

  it('has nothing to do with the sign-in of another portal', async () => {
    const page = await fixture(html`<div><ticket-list .portal=${world().portal}></ticket-list><portal-login .portal=${world().portal}></portal-login></div>`);
    await until(() => loginIn(page.querySelector('ticket-list')) !== null, 'it does not sign in itself');
  });

  it('waits for what the page may have where its code is still on its way', async () => {
    const { portal } = world();
    const coming = document.createElement('customer-portal');
    document.body.append(coming);
    try {
      const list = await fixture<PortalElement>(html`<ticket-list .portal=${portal}></ticket-list>`);
      await until(() => textOf(list).includes('Sign in to see your tickets.'), 'nothing is said');
      expect(customElements.get('customer-portal')).to.equal(undefined);
      // All of the code that a sign-in in place would need is there by now.
      await import('../portal-login/define.ts');
      for (let turn = 0; turn < 5; turn += 1) await nextFrame();
      expect(loginIn(list) === null, 'it does not sign in itself').to.equal(true);
    } finally {
      coming.remove();
    }
  });

  it('keeps a reply with its files when the session ends, signs in below it, and goes on there', async () => {
    const { portal, access, ticketId } = world(ALICE);
    const detail = await fixture<PortalElement>(html`<ticket-detail .portal=${portal} ticket-id=${ticketId}></ticket-detail>`);
    const field = (): HTMLTextAreaElement | null => detail.shadowRoot!.querySelector('#reply-text');
    await until(() => field() !== null, 'there is no field');
    field()!.value = 'Half a thought';
    field()!.dispatchEvent(new Event('input', { bubbles: true }));
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'notes.txt', { type: 'text/plain' }));
    const input = detail.shadowRoot!.querySelector<HTMLInputElement>('input[type=file]')!;
    input.files = transfer.files;
    input.dispatchEvent(new Event('change'));
    field()!.focus();
    access.expire();
    await portal.refreshSession();
    await until(() => loginIn(detail)?.shadowRoot?.textContent.includes('Your session has ended.') === true, 'it does not say why');
    expect(focused()).to.equal(field());
    await expect(detail).to.be.accessible();
    await signIn(detail);
    await until(() => loginIn(detail) === null, 'the sign-in stays');
    expect(field()!.value).to.equal('Half a thought');
    expect(textOf(detail)).to.include('notes.txt');
    await until(() => focused() === field(), 'the focus does not go on where one was');
  });

  it('closes a ticket after the same customer has signed in again, but for nobody else', async () => {
    for (const [email, closes] of [[ALICE, true], ['carol@globex.example', false]] as const) {
      const { portal, access, backend, ticketId } = world(ALICE);
      const detail = await fixture<PortalElement>(html`<ticket-detail .portal=${portal} ticket-id=${ticketId}></ticket-detail>`);
      await until(() => detail.shadowRoot!.querySelector('.status-action button') !== null, 'there is no button');
      access.expire();
      backend.faults.set('closeTicket', { reject: 'unauthenticated', once: true });
      const keys: string[] = [];
      detail.shadowRoot!.querySelector<HTMLButtonElement>('.status-action button')!.click();
      portal.addEventListener('tickets-change', ({ type }) => { keys.push(type); });
      await signIn(detail, email);
      await until(() => loginIn(detail) === null, 'the sign-in stays');
      if (closes) await until(() => textOf(detail).includes('The ticket is closed.') || textOf(detail).includes('Reopen ticket'), 'it is not closed');
      const { status } = await backend.adapterFor({ id: '1', email: ALICE, name: 'Alice' }, { views: ['mine'], filter: null }).getTicket({ ticketId }, {});
      expect(status.category).to.equal(closes ? 'closed' : 'open');
      detail.remove();
    }
  });
});
