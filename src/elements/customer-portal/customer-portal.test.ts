import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { memory, memoryAccess, SAMPLE_PASSWORD, sampleData, type MemoryAccess, type MemoryAccessRules, type MemoryBackend } from '../../adapters/memory/index.ts';
import { operationNames, OWN_TICKETS, ticketing, type TicketingAdapter } from '../../contract/index.ts';
import { Portal } from '../../portal/index.ts';
import { watchSession } from '../../portal/watch-session.ts';
import { navigation } from '../portal-login/navigation.ts';
import { CustomerPortal } from './customer-portal.ts';
import { waitUntil } from '../parts/wait-until.test.ts';
import './define.ts';

interface Setup { portal: Portal; backend: MemoryBackend; access: MemoryAccess }

/** A portal in memory that serves whoever is signed in. */
function setUp(signedIn?: string, rules: Partial<MemoryAccessRules> = {}): Setup {
  const data = sampleData();
  const backend = memory({ data });
  const access = memoryAccess({ customers: data.customers, ...rules, ...(signedIn === undefined ? {} : { signedIn }) });
  const adapters = operationNames(ticketing).map((name) => [name, async (input: never, context: never) => {
    const { customer } = await access.getSession({}, {});
    if (customer === null) throw Object.assign(new Error('Nobody is signed in.'), { name: 'PortalError', code: 'unauthenticated', issues: [] });
    const implementation = backend.adapterFor(customer, OWN_TICKETS)[name] as (input: never, context: never) => Promise<unknown>;
    return implementation(input, context);
  }]);
  return { portal: new Portal({ key: crypto.randomUUID(), ticketing: Object.fromEntries(adapters) as TicketingAdapter, access }), backend, access };
}

/** Everything that a person can reach in an element, through shadow roots. */
function* deep(root: ParentNode): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.hidden || element.closest('[hidden]') !== null) continue;
    yield element;
    if (element.shadowRoot !== null) yield* deep(element.shadowRoot);
  }
}

const nameOf = (element: HTMLElement): string => {
  const label = element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent ?? element.textContent;
  return label.replace(/\s+/g, ' ').trim();
};
const all = (root: Element, selector: string, name: RegExp): HTMLElement[] =>
  [...deep(root.shadowRoot!)].filter((element) => element.matches(selector) && name.test(nameOf(element)));
const find = (root: Element, selector: string, name: RegExp): HTMLElement | undefined => all(root, selector, name)[0];

async function appears(root: Element, selector: string, name: RegExp): Promise<HTMLElement> {
  await waitUntil(() => find(root, selector, name) !== undefined, `${selector} named ${String(name)} does not appear`);
  return find(root, selector, name)!;
}

const focused = (): Element | null => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};

async function signIn(element: CustomerPortal, email: string): Promise<void> {
  (await appears(element, 'input', /^Email/) as HTMLInputElement).value = email;
  (find(element, 'input', /^Password/) as HTMLInputElement).value = SAMPLE_PASSWORD;
  find(element, 'button', /^Sign in$/)!.click();
}

const make = (portal: Portal): Promise<CustomerPortal> => fixture<CustomerPortal>(html`<customer-portal .portal=${portal} page-title="Example Support"></customer-portal>`);

describe('<customer-portal>', () => {
  beforeEach(() => { history.replaceState(null, '', `${location.pathname}${location.search}`); });
  afterEach(() => { history.replaceState(null, '', `${location.pathname}${location.search}`); });

  it('asks to sign in, and then shows the tickets and moves the focus to their heading', async () => {
    const element = await make(setUp().portal);
    await signIn(element, 'alice@acme.example');
    const heading = await appears(element, 'h2', /^Tickets$/);
    await waitUntil(() => focused() === heading, 'the heading does not get the focus');
    expect(find(element, 'button', /^Sign out$/)).to.exist;
    await expect(element).to.be.accessible();
  });

  it('tells the page once that somebody has signed in, by an event that bubbles out of it', async () => {
    const element = await make(setUp().portal);
    const heard: EventTarget[] = [];
    const hear = ({ target }: Event): void => { heard.push(target!); };
    document.addEventListener('sign-in', hear);
    try {
      await signIn(element, 'alice@acme.example');
      await waitUntil(() => heard.length > 0, 'the page hears of no sign-in');
      await appears(element, 'h2', /^Tickets$/);
      expect(heard).to.deep.equal([element]);
    } finally {
      document.removeEventListener('sign-in', hear);
    }
  });

  it('lets the page style the parts of the elements inside, by the element’s name and theirs', async () => {
    const style = document.createElement('style');
    style.textContent = ['portal-login-submit', 'ticket-list-filters', 'ticket-detail-send', 'support-form-chooser']
      .map((part) => `customer-portal::part(${part}) { outline: 3px solid rgb(1, 2, 3); }`).join('');
    document.head.append(style);
    try {
      const element = await make(setUp().portal);
      const styled = (part: HTMLElement): boolean => getComputedStyle(part).outlineColor === 'rgb(1, 2, 3)';
      expect(styled(await appears(element, 'button', /^Sign in$/)), 'sign-in').to.equal(true);
      await signIn(element, 'alice@acme.example');
      expect(styled((await appears(element, 'input', /^Search/)).closest('[part~="filters"]')!), 'list').to.equal(true);
      (await waitForLink(element)).click();
      expect(styled(await appears(element, 'button', /^Send/)), 'ticket').to.equal(true);
      find(element, 'a', /^Submit a support ticket$/)!.click();
      expect(styled((await appears(element, 'legend', /^Kind of request/)).closest('[part~="chooser"]')!), 'form').to.equal(true);
    } finally {
      style.remove();
    }
  });

  it('takes the browser tab’s title while a customer is signed in, and gives it back', async () => {
    document.title = 'The host';
    const element = await make(setUp('alice@acme.example').portal);
    await appears(element, 'h2', /^Tickets$/);
    expect(document.title).to.equal('Example Support');
    find(element, 'button', /^Sign out$/)!.click();
    await appears(element, 'input', /^Email/);
    await waitUntil(() => document.title === 'The host', 'the title is not given back');
  });

  it('opens a ticket by its title, keeps it in the address, and goes back with the browser’s button', async () => {
    const { portal, backend } = setUp('alice@acme.example');
    const element = await make(portal);
    const title = await appears(element, 'a', /./);
    expect(title).to.exist;
    const ticket = (await backend.adapterFor({ id: '1', email: 'alice@acme.example', name: 'Alice' }, OWN_TICKETS).listTickets({ view: 'mine', sort: 'lastActivity', direction: 'descending', limit: 1 }, {})).items[0]!;
    const link = await waitForLink(element, ticket.id);
    link.click();
    await appears(element, 'h2', new RegExp(ticket.subject.slice(0, 10).replace(/[^\w ]/g, '.')));
    expect(location.hash).to.equal(`#/tickets/${encodeURIComponent(ticket.id)}`);
    history.back();
    await appears(element, 'h2', /^Tickets$/);
    expect(location.hash).to.equal('');
  });

  it('opens a ticket by a deep link', async () => {
    const { portal, backend } = setUp('alice@acme.example');
    const ticket = (await backend.adapterFor({ id: '1', email: 'alice@acme.example', name: 'Alice' }, OWN_TICKETS).listTickets({ view: 'mine', sort: 'created', direction: 'ascending', limit: 1 }, {})).items[0]!;
    history.replaceState(null, '', `#/tickets/${ticket.id}`);
    const element = await make(portal);
    await appears(element, 'h2', new RegExp(ticket.subject.slice(0, 10).replace(/[^\w ]/g, '.')));
  });

  it('keeps a half-written reply when the session ends, and goes on after the same customer has signed in again', async () => {
    const { portal, access } = setUp('alice@acme.example');
    const element = await make(portal);
    await writeHalfAReply(element);
    access.expire();
    await portal.ticketing.listTickets({}, {}).catch(() => undefined);
    await appears(element, 'p', /session has ended/);
    expect(find(element, 'textarea', /^Your reply/)).to.equal(undefined);
    await signIn(element, 'alice@acme.example');
    expect((await appears(element, 'textarea', /^Your reply/) as HTMLTextAreaElement).value).to.equal('Half a thought');
  });

  it('shows nothing of the one before when another customer signs in', async () => {
    const { portal, access } = setUp('alice@acme.example');
    const element = await make(portal);
    await writeHalfAReply(element);
    access.expire();
    await portal.ticketing.listTickets({}, {}).catch(() => undefined);
    await signIn(element, 'carol@globex.example');
    await waitUntil(() => find(element, 'button', /^Sign out$/) !== undefined);
    await nextFrame();
    expect([...deep(element.shadowRoot!)].some((field) => (field as HTMLTextAreaElement).value === 'Half a thought')).to.equal(false);
  });

  it('brings the focus to the sign-in when the session ends below it, and says why', async () => {
    const { portal, access } = setUp('alice@acme.example');
    const element = await make(portal);
    (await waitForLink(element)).click();
    (await appears(element, 'textarea', /^Your reply/)).focus();
    access.expire();
    await portal.ticketing.listTickets({}, {}).catch(() => undefined);
    const heading = await appears(element, 'h2', /^Sign in$/);
    await waitUntil(() => focused() === heading, 'the heading does not get the focus');
    expect(find(element, '[role=status]', /session has ended/)).to.exist;
  });

  it('leaves the focus where it is in the host’s page when the session ends', async () => {
    const { portal, access } = setUp('alice@acme.example');
    const element = await make(portal);
    await waitForLink(element);
    const own = await fixture<HTMLInputElement>(html`<input aria-label="Search the shop">`);
    own.focus();
    access.expire();
    await portal.ticketing.listTickets({}, {}).catch(() => undefined);
    await appears(element, 'h2', /^Sign in$/);
    await nextFrame();
    expect(focused()).to.equal(own);
  });

  it('never loses the focus while a ticket is on its way, and moves it to the heading then', async () => {
    const { portal, backend } = setUp('alice@acme.example');
    const element = await make(portal);
    const link = await waitForLink(element);
    backend.faults.set('getTicket', { delay: 250 });
    link.focus();
    link.click();
    await appears(element, 'p', /^Loading/);
    // A browser takes the focus from what is hidden when it next draws.
    await nextFrame();
    await nextFrame();
    expect(focused()).not.to.equal(document.body);
    expect(document.title).to.equal('Example Support');
    const heading = await appears(element, 'h2', /./);
    await waitUntil(() => focused() === heading, 'the heading does not get the focus');
  });

  it('moves the focus to the heading also where the view’s code came only at the second try', async () => {
    const element = await make(setUp('alice@acme.example').portal);
    await waitForLink(element);
    const { viewLoaders } = CustomerPortal;
    CustomerPortal.viewLoaders = { new: () => Promise.reject(new TypeError('no network')) };
    try {
      const link = await appears(element, 'a', /^Submit a support ticket$/);
      link.focus();
      link.click();
      const retry = await appears(element, 'button', /^Try again$/);
      CustomerPortal.viewLoaders = viewLoaders;
      retry.focus();
      retry.click();
      const heading = await appears(element, 'h2', /^Submit a support ticket$/);
      await waitUntil(() => focused() === heading, 'the heading does not get the focus');
    } finally {
      CustomerPortal.viewLoaders = viewLoaders;
    }
  });

  it('leaves the focus alone when the person has moved on before the ticket is there', async () => {
    const { portal, backend } = setUp('alice@acme.example');
    const element = await make(portal);
    const link = await waitForLink(element);
    backend.faults.set('getTicket', { delay: 250 });
    link.click();
    await appears(element, 'p', /^Loading/);
    const signOut = find(element, 'button', /^Sign out$/)!;
    signOut.focus();
    await appears(element, 'textarea', /^Your reply/);
    expect(focused()).to.equal(signOut);
  });

  it('does not keep the title of one ticket over another that cannot be had', async () => {
    const { portal } = setUp('alice@acme.example');
    const element = await make(portal);
    (await waitForLink(element)).click();
    await waitUntil(() => document.title.endsWith(' – Example Support'), 'the ticket’s title does not come');
    history.pushState(null, '', '#/tickets/none-such');
    dispatchEvent(new PopStateEvent('popstate'));
    await appears(element, 'h2', /^There is no such ticket$/);
    expect(document.title).to.equal('Example Support');
  });

  it('forgets everything where another element of the page signs out', async () => {
    const { portal } = setUp('alice@acme.example');
    const element = await make(portal);
    await writeHalfAReply(element);
    await portal.signOut();
    await appears(element, 'p', /signed out/);
    expect(element.shadowRoot!.querySelector('ticket-list, ticket-detail')).to.equal(null);
  });

  it('shows nothing of the one before when it comes back to the page after another customer has signed in', async () => {
    const { portal } = setUp('alice@acme.example');
    const element = await make(portal);
    await writeHalfAReply(element);
    const parent = element.parentElement!;
    element.remove();
    await portal.signOut();
    await portal.signIn({ email: 'carol@globex.example', password: SAMPLE_PASSWORD });
    parent.append(element);
    await appears(element, 'bdi', /^Carol/);
    expect([...deep(element.shadowRoot!)].some((field) => (field as HTMLTextAreaElement).value === 'Half a thought')).to.equal(false);
    expect(find(element, 'bdi', /^Alice/)).to.equal(undefined);
  });

  it('keeps a half-written reply and the title of the tab when it is moved on the page', async () => {
    const element = await make(setUp('alice@acme.example').portal);
    await writeHalfAReply(element);
    await waitUntil(() => document.title.endsWith(' – Example Support'), 'the ticket’s title does not come');
    const { title } = document;
    element.parentElement!.append(element);
    await element.updateComplete;
    expect((await appears(element, 'textarea', /^Your reply/) as HTMLTextAreaElement).value).to.equal('Half a thought');
    expect(document.title).to.equal(title);
  });

  it('says that it has no gateway', async () => {
    const element = await fixture<CustomerPortal>(html`<customer-portal></customer-portal>`);
    expect(find(element, '[role=alert]', /gateway/)).to.exist;
  });

  it('says what is wrong when the session cannot be read, and tries again', async () => {
    const { portal, access } = setUp('alice@acme.example');
    access.faults.set('getSession', Object.assign(new Error('down'), { name: 'PortalError', code: 'unavailable', issues: [] }));
    const element = await make(portal);
    const retry = await appears(element, 'button', /^Try again$/);
    access.faults.clear();
    retry.click();
    await appears(element, 'h2', /^Tickets$/);
  });

  it('tells that an address is none of the portal’s', async () => {
    history.replaceState(null, '', '#/invoices/3');
    const element = await make(setUp('alice@acme.example').portal);
    (await appears(element, 'a', /^Back to tickets$/)).click();
    await appears(element, 'h2', /^Tickets$/);
  });

  it('sends by itself what was pressed before the session had ended, once the same customer is back', async () => {
    const { portal, access } = setUp('alice@acme.example');
    const element = await make(portal);
    await writeHalfAReply(element);
    access.expire();
    find(element, 'button', /^Send reply$/)!.click();
    await appears(element, 'p', /session has ended/);
    await signIn(element, 'alice@acme.example');
    await appears(element, 'article', /Half a thought/);
    // It stays in the field until it has arrived.
    await waitUntil(() => (find(element, 'textarea', /^Your reply/) as HTMLTextAreaElement).value === '', 'the reply has arrived');
  });

  it('sends nothing of it where another customer signs in', async () => {
    const { portal, access, backend } = setUp('alice@acme.example');
    const element = await make(portal);
    await writeHalfAReply(element);
    access.expire();
    find(element, 'button', /^Send reply$/)!.click();
    await signIn(element, 'carol@globex.example');
    await appears(element, 'bdi', /^Carol/);
    const alice = backend.adapterFor({ id: '1', email: 'alice@acme.example', name: 'Alice' }, OWN_TICKETS);
    const { items } = await alice.listTickets({ view: 'mine', sort: 'created', direction: 'ascending', limit: 100 }, {});
    const texts = await Promise.all(items.map(async ({ id }) => (await alice.listMessages({ ticketId: id, limit: 100 }, {})).items.map(({ text }) => text)));
    expect(texts.flat()).not.to.include('Half a thought');
  });

  it('throws everything away when another tab signs out', async () => {
    const { portal, access } = setUp('alice@acme.example');
    const gateway = `https://${crypto.randomUUID()}.example`;
    const otherTab = new Portal({ key: 'other', access, ticketing: () => Promise.reject(new Error('not needed')) });
    for (const tab of [portal, otherTab]) watchSession(tab, gateway);
    await otherTab.loadSession();
    const element = await make(portal);
    await writeHalfAReply(element);
    await otherTab.signOut();
    await waitUntil(() => element.shadowRoot!.querySelector('ticket-list, ticket-detail') === null, 'the views stay', { timeout: 2000 });
    await appears(element, 'p', /signed out/);
    expect(location.hash).to.equal('#/');
  });

  it('throws everything away also where the end of the session was noticed before that', async () => {
    const { portal, access } = setUp('alice@acme.example');
    const element = await make(portal);
    await writeHalfAReply(element);
    access.expire();
    await portal.refreshSession();
    await appears(element, 'p', /session has ended/);
    expect(element.shadowRoot!.querySelector('ticket-detail')).not.to.equal(null);
    await portal.refreshSession({ signedOut: true });
    await appears(element, 'p', /signed out/);
    expect(element.shadowRoot!.querySelector('ticket-detail')).to.equal(null);
  });

  it('shows nothing that a customer wrote to a member of the support team who looks at the portal as that customer', async () => {
    const { portal, access } = setUp('alice@acme.example');
    const element = await make(portal);
    await writeHalfAReply(element);
    access.expire();
    await portal.refreshSession();
    history.pushState(null, '', access.previewLink({ agent: 'Agnes', customer: 'alice@acme.example' }));
    dispatchEvent(new HashChangeEvent('hashchange', { newURL: location.href }));
    (await appears(element, 'button', /^Open the portal as/)).click();
    await appears(element, '[role=status]', /Agnes.* sees the portal as .*Alice Arnold.*Read-only/);
    await waitUntil(() => find(element, 'button', /^Sign out$/) !== undefined);
    expect([...deep(element.shadowRoot!)].some((field) => (field as HTMLTextAreaElement).value === 'Half a thought')).to.equal(false);
    expect(find(element, 'a', /^Your account/)).to.equal(undefined);
    find(element, 'button', /^End the preview$/)!.click();
    await appears(element, 'p', /signed out/);
  });

  it('goes to the identity provider after a sign-out that has to end there', async () => {
    const { portal, access } = setUp('alice@acme.example');
    const went: string[] = [];
    const { go } = navigation;
    navigation.go = (url) => { went.push(url); };
    try {
      const provided = { ...access, signOut: async (...call: Parameters<MemoryAccess['signOut']>) => ({ ...await access.signOut(...call), signOutUrl: 'https://idp.example/out' }) };
      const element = await make(new Portal({ key: 'idp', access: provided, ticketing: portal.ticketing }));
      (await appears(element, 'button', /^Sign out$/)).click();
      await waitUntil(() => went.length > 0);
      expect(went).to.deep.equal(['https://idp.example/out']);
    } finally {
      navigation.go = go;
    }
  });

  it('has one’s own account behind one’s name, at an address of its own', async () => {
    const element = await make(setUp('alice@acme.example').portal);
    const link = await appears(element, 'a', /^Your account: Alice Arnold$/);
    link.click();
    const heading = await appears(element, 'h2', /^Your account$/);
    await waitUntil(() => focused() === heading, 'the heading does not get the focus');
    expect(location.hash).to.equal('#/account');
    expect(link.getAttribute('aria-current')).to.equal('page');
    expect(document.title).to.equal('Your account – Example Support');
    await expect(element).to.be.accessible();
    find(element, 'a', /^Tickets$/)!.click();
    await appears(element, 'h2', /^Tickets$/);
    expect(find(element, 'h2', /^Your account$/)).to.equal(undefined);
  });

  it('opens one’s account by its address, also after signing in', async () => {
    history.replaceState(null, '', '#/account');
    const element = await make(setUp().portal);
    await signIn(element, 'alice@acme.example');
    const heading = await appears(element, 'h2', /^Your account$/);
    await waitUntil(() => focused() === heading, 'the heading does not get the focus');
  });

  it('asks for new terms in place, and goes on where one was', async () => {
    const { portal, access } = setUp('alice@acme.example');
    const element = await make(portal);
    await writeHalfAReply(element);
    access.change({ consent: { version: '2', texts: { en: { text: 'We keep what you write.', label: 'I agree.' } } } });
    await portal.ticketing.listTickets({}, {}).catch(() => undefined);
    const box = await appears(element, 'input[type=checkbox]', /^I agree/) as HTMLInputElement;
    expect(find(element, 'p, [role=status]', /session has ended|signed out/) === undefined, 'it says nothing of an end').to.equal(true);
    box.click();
    find(element, 'button[part~=submit]', /./)!.click();
    expect((await appears(element, 'textarea', /^Your reply/) as HTMLTextAreaElement).value).to.equal('Half a thought');
  });

  describe('where a link of a mail leads to a view of the sign-in', () => {
    /** Follows a link to a fragment, as a browser does. */
    async function follow(fragment: string): Promise<void> {
      const arrived = new Promise((resolve) => { addEventListener('hashchange', resolve, { once: true }); });
      location.hash = fragment;
      await arrived;
    }

    it('shows it also to somebody who is signed in, and goes back to where they were', async () => {
      const { portal, access } = setUp('alice@acme.example', { signInMail: 'link' });
      const element = await make(portal);
      await writeHalfAReply(element);
      const place = location.hash;
      await access.requestSignInMail({ email: 'alice@acme.example' }, { idempotencyKey: 'x' });
      await follow(`#portal=sign-in-link&token=${access.mails[0]!.token!}`);
      const button = await appears(element, 'button[part~=submit]', /./);
      expect(find(element, 'textarea', /^Your reply/)).to.equal(undefined);
      expect(location.hash).to.equal('');
      button.click();
      expect((await appears(element, 'textarea', /^Your reply/) as HTMLTextAreaElement).value).to.equal('Half a thought');
      expect(location.hash).to.equal(place);
      await waitUntil(() => focused()?.localName === 'h2', 'the heading does not get the focus');
    });

    it('goes back to where one was by a link of the navigation, and by the browser’s button', async () => {
      const element = await make(setUp('alice@acme.example').portal);
      await writeHalfAReply(element);
      const place = location.hash;
      await follow('#portal=invitation&token=none');
      await appears(element, 'h2', /./);
      await waitUntil(() => find(element, 'textarea', /^Your reply/) === undefined, 'the ticket stays');
      history.back();
      await appears(element, 'textarea', /^Your reply/);
      expect(location.hash).to.equal(place);
      await follow('#portal=invitation&token=none');
      await waitUntil(() => find(element, 'textarea', /^Your reply/) === undefined, 'the ticket stays');
      find(element, 'a', /^Tickets$/)!.click();
      await appears(element, 'h2', /^Tickets$/);
      expect(location.hash).to.equal('#/');
    });

    it('goes back by the link of the place where one was', async () => {
      const element = await make(setUp('alice@acme.example').portal);
      (await appears(element, 'a', /^Submit a support ticket$/)).click();
      await appears(element, 'h2', /^Submit a support ticket$/);
      await follow('#portal=invitation&token=none');
      await waitUntil(() => find(element, 'h2', /^Submit a support ticket$/) === undefined, 'the form stays');
      find(element, 'a', /^Submit a support ticket$/)!.click();
      await appears(element, 'h2', /^Submit a support ticket$/);
      expect(location.hash).to.equal('#/new');
    });

    it('stays where one is if there is nothing to do for somebody who is signed in', async () => {
      const element = await make(setUp('alice@acme.example').portal);
      await writeHalfAReply(element);
      const place = location.hash;
      await follow('#portal=register');
      await waitUntil(() => location.hash === place, 'the place is lost');
      expect(find(element, 'textarea', /^Your reply/)).to.exist;
    });

    it('leads to one’s account', async () => {
      const element = await make(setUp('alice@acme.example').portal);
      await appears(element, 'h2', /^Tickets$/);
      await follow('#portal=account');
      await appears(element, 'h2', /^Your account$/);
      expect(location.hash).to.equal('#/account');
    });

    it('shows it at once where nobody is signed in, with the owner’s own words', async () => {
      history.replaceState(null, '', '#portal=register');
      const { portal } = setUp(undefined, { registration: true });
      const element = await fixture<CustomerPortal>(html`<customer-portal .portal=${portal}><p slot="login-register">For customers of Acme.</p></customer-portal>`);
      await appears(element, 'h2', /^Create your account$/);
      expect(element.querySelector('p')!.checkVisibility()).to.equal(true);
    });
  });

  it('does not mix two portals on one page: the second keeps its place to itself', async () => {
    const first = await make(setUp('alice@acme.example').portal);
    const second = await make(setUp('bob@acme.example').portal);
    await appears(first, 'h2', /^Tickets$/);
    (await appears(second, 'a', /^Submit a support ticket$/)).click();
    await appears(second, 'h2', /^Submit a support ticket$/);
    expect(location.hash).to.equal('');
    expect(find(first, 'h2', /^Tickets$/)).to.exist;
  });
});

/** The link of a ticket in the list: of one ticket, or of the first. */
async function waitForLink(element: Element, ticketId = ''): Promise<HTMLElement> {
  const selector = ticketId === '' ? 'a[href*="tickets/"]' : `a[href$="tickets/${ticketId}"]`;
  return appears(element, selector, /./);
}

/** Opens the first ticket and leaves a reply half written. */
async function writeHalfAReply(element: Element): Promise<void> {
  (await waitForLink(element)).click();
  const reply = await appears(element, 'textarea', /^Your reply/) as HTMLTextAreaElement;
  reply.value = 'Half a thought';
  reply.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}
