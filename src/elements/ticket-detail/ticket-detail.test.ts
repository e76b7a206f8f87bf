import { aTimeout, expect, fixture, html, oneEvent } from '@open-wc/testing';
import { digest } from '../../portal/digest.ts';
import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { memory, memoryAccess, sampleData, SAMPLE_PASSWORD, type MemoryBackend, type MemoryMessage, type MemoryOptions } from '../../adapters/memory/index.ts';
import { PortalError, type TicketingAdapter } from '../../contract/index.ts';
import { Portal } from '../../portal/index.ts';
import { ownerSettings } from '../../portal/owner-settings.test.ts';
import { SeenTickets } from '../../portal/seen.ts';
import './define.ts';
import type { BeforeReplyEvent, ReplySentEvent, TicketDetail, TicketLoadedEvent } from './ticket-detail.ts';
import { waitUntil } from '../parts/wait-until.test.ts';
import { Formatter } from '../../i18n/format.ts';

const ALICE = 'alice@acme.example';
const NOW = Date.parse('2026-11-22T12:00:00Z');
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

interface Desk { readonly backend: MemoryBackend; readonly portal: Portal; readonly access: ReturnType<typeof memoryAccess> }

let portals = 0;

/** Seconds to undo that the owner has set; undefined where there is no owner. */
let undo: number | undefined;

/** A portal of Alice's on a desk of its own. `wrap` sees every call on its way to the backend. */
function desk(options: MemoryOptions & { signedIn?: boolean; wrap?: (adapter: TicketingAdapter) => TicketingAdapter } = {}): Desk {
  const { signedIn = true, wrap = (adapter) => adapter, ...rest } = options;
  const data = sampleData(NOW);
  const backend = memory({ data: { ...data, ...rest.data }, now: () => NOW, ...rest, ...(rest.data === undefined ? {} : { data: { ...data, ...rest.data } }) });
  const access = memoryAccess({ customers: data.customers, ...(signedIn ? { signedIn: ALICE } : {}) });
  const customer = { id: '1', email: ALICE, name: 'Alice Arnold' };
  const guarded: TicketingAdapter = backend.adapterFor(customer, { views: ['mine', 'organization', 'cc'], filter: null });
  const portal = new Portal({ key: `test-${String(portals += 1)}-${String(Date.now())}`, ticketing: wrap(guarded), access, ...undo === undefined ? {} : { settings: () => Promise.resolve(ownerSettings({ actions: { undoSeconds: undo ?? 0, imageLocation: false } })) } });
  return { backend, portal, access };
}

/** One ticket of Alice's with these messages. */
const withMessages = (messages: readonly MemoryMessage[], more: Partial<MemoryOptions> = {}, subject = 'A question'): Desk => desk({
  ...more, data: { tickets: [{ key: 'one', subject, requester: ALICE, stage: 'in-progress', created: ago(5000), messages }] },
});
const says = (author: string, minutesAgo: number, content: Partial<MemoryMessage>): MemoryMessage => ({ visibility: 'public', author, created: ago(minutesAgo), ...content });

async function open({ portal, backend }: Desk, key: string, attributes: Partial<Pick<TicketDetail, 'listUrl' | 'headingLevel'>> = {}): Promise<TicketDetail> {
  const element = await fixture<TicketDetail>(html`<ticket-detail .portal=${portal} ticket-id=${backend.idOf(key)} .listUrl=${attributes.listUrl ?? ''} .headingLevel=${attributes.headingLevel ?? 2}></ticket-detail>`);
  await waitUntil(() => headings(element).length > 0, 'the ticket is shown');
  // What a reply is written in comes after what there is to read.
  await waitUntil(() => root(element).querySelector('.conversation') === null || root(element).querySelector('.composer, .conversation > .notice') !== null, 'the composer is there');
  await element.updateComplete;
  return element;
}

const root = (element: TicketDetail): ShadowRoot => element.shadowRoot!;
const visible = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
const nameOf = (element: Element): string => {
  const labelled = element.getAttribute('aria-labelledby')?.split(' ').map((id) => (element.getRootNode() as ShadowRoot).getElementById(id)?.textContent ?? '').join(' ');
  const label = element.id === '' ? null : (element.getRootNode() as ShadowRoot).querySelector(`label[for="${element.id}"]`);
  return (element.getAttribute('aria-label') ?? labelled ?? label?.textContent ?? element.textContent).replace(/\s+/g, ' ').trim();
};
const ROLES = { button: 'button, summary', link: 'a[href]', heading: 'h1, h2, h3, h4, h5, h6', article: 'article', textbox: 'textarea', list: 'ol, ul', alert: '[role=alert]', status: '[role=status]', image: 'img', file: 'input[type=file]' } as const;
const all = <Found extends HTMLElement = HTMLElement>(element: TicketDetail, role: keyof typeof ROLES, name?: string | RegExp): Found[] =>
  [...root(element).querySelectorAll<Found>(ROLES[role])].filter((one) => visible(one) || role === 'status' || role === 'file')
    .filter((one) => name === undefined || (typeof name === 'string' ? nameOf(one) === name : name.test(nameOf(one))));
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- says what the caller knows of the role
const get = <Found extends HTMLElement = HTMLElement>(element: TicketDetail, role: keyof typeof ROLES, name?: string | RegExp): Found => {
  const found = all<Found>(element, role, name);
  expect(found, `${role} ${String(name)}`).to.have.length(1);
  return found[0]!;
};
const headings = (element: TicketDetail): string[] => all(element, 'heading').map(nameOf);
const text = (element: TicketDetail): string => {
  const parts: string[] = [];
  const walker = document.createTreeWalker(root(element), NodeFilter.SHOW_TEXT, (node) => (node.parentElement !== null && node.parentElement.checkVisibility() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT));
  while (walker.nextNode() !== null) parts.push(walker.currentNode.nodeValue ?? '');
  return parts.join('').replace(/[\s\u00a0\u202f]+/g, ' ');
};
const until = async (element: TicketDetail, what: string | RegExp): Promise<void> => {
  await waitUntil(() => (typeof what === 'string' ? text(element).includes(what) : what.test(text(element))), `"${String(what)}" is shown in: ${text(element)}`);
};
const active = (element: TicketDetail): Element | null => root(element).activeElement;

/** A desk that answers only while the session lasts, as a gateway does. */
function signedInOnly(signedIn = false): Desk {
  let one: Desk | undefined;
  const guard = async (): Promise<void> => {
    const session = await one!.access.getSession({}, {});
    if (session.customer === null) throw new PortalError('unauthenticated', 'Sign in.');
  };
  one = desk({
    signedIn,
    wrap: (adapter) => Object.fromEntries(Object.entries(adapter).map(([name, call]) => [name, async (input: never, context: never) => {
      await guard();
      return (call as (input: never, context: never) => Promise<unknown>)(input, context);
    }])) as unknown as TicketingAdapter,
  });
  return one;
}

const field = (element: TicketDetail): HTMLTextAreaElement => get<HTMLTextAreaElement>(element, 'textbox', 'Your reply');
function write(element: TicketDetail, value: string): void {
  field(element).value = value;
  field(element).dispatchEvent(new Event('input', { bubbles: true }));
}
async function attach(element: TicketDetail, ...files: File[]): Promise<void> {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  const input = get<HTMLInputElement>(element, 'file');
  input.files = transfer.files;
  input.dispatchEvent(new Event('change'));
  await element.updateComplete;
}
const file = (name: string, size = 3): File => new File(['x'.repeat(size)], name, { type: 'text/plain', lastModified: 1 });
const send = (element: TicketDetail): void => { get(element, 'button', 'Send reply').click(); };

describe('ticket-detail', () => {
  afterEach(async () => {
    await setViewport({ width: 1000, height: 800 });
    await emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
    document.documentElement.removeAttribute('style');
  });

  describe('a ticket', () => {
    it('shows subject, status, whose turn it is, and what is known of it', async () => {
      const element = await open(desk(), 'login-loop');
      expect(headings(element).slice(0, 3)).to.deep.equal(['Sign-in loops back to the start page', 'Details', 'Conversation']);
      expect(text(element)).to.match(/Open\s*Waiting for you/).and.not.include('Waiting for your reply');
      const terms = [...root(element).querySelectorAll('dt')].map((term) => [term.textContent, term.nextElementSibling!.textContent.replace(/\s+/g, ' ').trim()]);
      expect(Object.fromEntries(terms)).to.include({ 'ID': '#1001', 'Organization': 'Acme', 'Product': 'Widget Cloud', 'Seats affected': '12', 'Since when': 'Nov 1, 2026', 'Call me back': 'Yes' });
      expect(terms.find(([name]) => name === 'Requester')![1]).to.include('Alice Arnold').and.include(ALICE);
      expect(terms.map(([name]) => name)).not.to.include('Root cause');
      await expect(element).to.be.accessible();
    });

    it('calls a status by the ticketing system’s own name where the page wants it', async () => {
      const element = await open(desk(), 'login-loop');
      element.statusMode = 'stage';
      await until(element, /Waiting for your reply\s*Waiting for you/);
    });

    it('shows the conversation in order, each message as an article with author, role and time', async () => {
      const element = await open(desk(), 'login-loop');
      const articles = all(element, 'article');
      expect(articles).to.have.length(4);
      expect(articles.every((article) => article.parentElement!.localName === 'li')).to.be.true;
      const names = articles.map((article) => article.querySelector('h4')!.textContent.replace(/\s+/g, ' ').trim());
      expect(names[0]).to.match(/^Alice Arnold, You, .*Nov 20, 2026/);
      expect(names[1]).to.match(/^Agnes, Support, /);
      expect(articles[0]!.querySelector('time')!.dateTime).to.equal(new Date(NOW - 52 * 3_600_000).toISOString());
      expect(articles[0]!.textContent).to.include('by form');
      expect(text(element)).not.to.include('INTERNAL-ONLY');
    });

    it('tells the page which ticket it is, and shows what a hostile subject says literally', async () => {
      const { portal, backend } = desk();
      const element = document.createElement('ticket-detail');
      Object.assign(element, { portal, ticketId: backend.idOf('hostile-mail') });
      const loaded = oneEvent<TicketLoadedEvent>(element, 'ticket-loaded');
      document.body.append(element);
      expect((await loaded).ticket.subject).to.equal('<img src=x onerror=alert(1)> & "quotes"');
      await element.updateComplete;
      expect(headings(element)[0]).to.equal('<img src=x onerror=alert(1)> & "quotes"');
      expect(text(element)).to.include('Please click here.').and.not.include('alert(1)</script>');
      await expect(element).to.be.accessible();
      element.remove();
    });

    it('uses the heading level that the page gives', async () => {
      const element = await open(desk(), 'login-loop', { headingLevel: 4 });
      expect([...new Set(all(element, 'heading').map(({ localName }) => localName))]).to.deep.equal(['h4', 'h5', 'h6']);
    });

    it('leads back to the list, unless the page takes that over', async () => {
      const element = await open(desk(), 'login-loop', { listUrl: '#list' });
      const link = get<HTMLAnchorElement>(element, 'link', /Back to tickets/);
      expect(link.getAttribute('href')).to.equal('#list');
      element.addEventListener('back', (event) => {
        expect(event.url).to.equal('#list');
        event.preventDefault();
      }, { once: true });
      const click = new MouseEvent('click', { bubbles: true, cancelable: true });
      link.dispatchEvent(click);
      expect(click.defaultPrevented).to.be.true;
      const inNewTab = new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true });
      element.addEventListener('back', () => expect.fail('a new tab is no way back'), { once: true });
      link.addEventListener('click', (event) => { expect(event.defaultPrevented).to.be.false; event.preventDefault(); });
      link.dispatchEvent(inNewTab);
    });

    it('is usable when narrow: details open on demand', async () => {
      await setViewport({ width: 360, height: 700 });
      const element = await open(desk(), 'login-loop');
      expect(text(element)).not.to.include('Widget Cloud');
      const toggle = get(element, 'button', 'Details');
      expect(toggle.getAttribute('aria-expanded')).to.equal('false');
      toggle.click();
      await element.updateComplete;
      expect(toggle.getAttribute('aria-expanded')).to.equal('true');
      expect(text(element)).to.include('Widget Cloud');
      expect(document.documentElement.scrollWidth).to.be.at.most(360);
      await expect(element).to.be.accessible();
    });

    it('holds very long words within 256 pixels', async () => {
      await setViewport({ width: 256, height: 700 });
      const element = await open(desk(), 'long-words');
      expect(document.documentElement.scrollWidth).to.be.at.most(256);
      await expect(element).to.be.accessible();
    });

    for (const [name, key, media] of [['in the dark', 'html-mail', { colorScheme: 'dark' }], ['in forced colours', 'html-mail', { forcedColors: 'active' }]] as const) {
      it(`is accessible ${name}`, async () => {
        await emulateMedia(media);
        document.documentElement.style.cssText = 'color-scheme: light dark; background: Canvas; color: CanvasText;';
        const element = await open(desk(), key);
        await expect(element).to.be.accessible();
      });
    }

    it('speaks Korean where the page does', async () => {
      const page = await fixture(html`<div lang="ko"></div>`);
      const { portal, backend } = desk();
      const element = document.createElement('ticket-detail');
      Object.assign(element, { portal, ticketId: backend.idOf('login-loop') });
      page.append(element);
      await until(element, '답변 보내기');
      expect(text(element)).to.include('2026. 11. 20.');
      await expect(element).to.be.accessible();
    });
  });

  describe('messages', () => {
    it('shows HTML mail with its inline picture where it belongs, and does not list it again', async () => {
      const element = await open(desk(), 'html-mail');
      const image = get<HTMLImageElement>(element, 'image');
      await waitUntil(() => image.complete && image.naturalWidth > 0);
      expect(image.src).to.match(/^blob:/);
      expect(image.alt).to.equal('the label');
      expect(all(element, 'button', /label\.png/).map(nameOf)).to.deep.equal([]);
      const { src } = image;
      element.remove();
      await aTimeout(0);
      const gone = await fetch(src).then(() => false, () => true);
      expect(gone, 'the picture is let go of').to.be.true;
    });

    it('says so where an inline picture cannot be had', async () => {
      const one = desk();
      one.backend.faults.set('downloadAttachment', { reject: 'unavailable' });
      const element = await open(one, 'html-mail');
      await until(element, 'Image could not be loaded: the label');
    });

    it('folds quoted history, and opens it on demand', async () => {
      const element = await open(desk(), 'html-mail');
      expect(text(element)).to.include('They have arrived, but two are broken.').and.not.include('On Monday, Max wrote');
      const [fold] = all(element, 'button', /Show quoted text/);
      fold!.click();
      await element.updateComplete;
      expect(text(element)).to.include('On Monday, Max wrote').and.include('Hide quoted text');
      await expect(element).to.be.accessible();
    });

    it('keeps images from other sites away until they are asked for, message by message', async () => {
      const html1 = '<p>Look</p><img src="http://localhost:1/a.png" alt="our shop">';
      const element = await open(withMessages([says('agnes@desk.example', 9, { html: html1 }), says('agnes@desk.example', 8, { html: html1 })]), 'one');
      expect(all(element, 'image').map(nameOf)).to.deep.equal([]);
      expect(text(element)).to.include('Images from other sites are not loaded').and.include('our shop');
      const [show, ...others] = all(element, 'button', 'Show images from the web');
      expect(others).to.have.length(1);
      await expect(element).to.be.accessible();
      show!.focus();
      show!.click();
      await element.updateComplete;
      expect(all<HTMLImageElement>(element, 'image').map(({ src, referrerPolicy }) => [src, referrerPolicy])).to.deep.equal([['http://localhost:1/a.png', 'no-referrer']]);
      expect(active(element), 'the button is gone, the focus is not').not.to.be.null;
    });

    it('lets tables that are wider than the message scroll in their box', async () => {
      await setViewport({ width: 360, height: 700 });
      const cells = (tag: string): string => Array.from({ length: 14 }, (_, index) => `<${tag}>Column ${String(index)}</${tag}>`).join('');
      const element = await open(withMessages([says('agnes@desk.example', 9, { html: `<table border="1"><tr>${cells('th')}</tr><tr>${cells('td')}</tr></table>` })]), 'one');
      expect(document.documentElement.scrollWidth).to.be.at.most(360);
      await waitUntil(() => all(element, 'article')[0]!.querySelector('[tabindex="0"]') !== null, 'the keyboard gets there');
      await expect(element).to.be.accessible();
      await setViewport({ width: 2000, height: 700 });
      await waitUntil(() => all(element, 'article')[0]!.querySelector('[tabindex="0"]') === null, 'no need to stop where all is seen');
    });

    it('is accessible from right to left', async () => {
      document.documentElement.dir = 'rtl';
      const element = await open(withMessages([says('agnes@desk.example', 9, { html: '<p>مرحبا</p><p>Hello</p>', files: [{ name: 'فاتورة.pdf', type: 'application/pdf', content: 'x' }] })], {}, 'الفاتورة'), 'one');
      const [arabic, english] = all(element, 'article')[0]!.querySelectorAll('p');
      expect([getComputedStyle(arabic!).direction, getComputedStyle(english!).direction]).to.deep.equal(['rtl', 'ltr']);
      await expect(element).to.be.accessible();
      document.documentElement.removeAttribute('dir');
    });

    it('says so where a message has no text', async () => {
      const element = await open(withMessages([says(ALICE, 9, { text: ' ' }), says('agnes@desk.example', 8, { html: '<style>p{}</style>' }), says('agnes@desk.example', 7, { html: '<p> </p>', text: 'Only in the text part' })]), 'one');
      expect(all(element, 'article').map((article) => article.textContent.includes('This message has no text.'))).to.deep.equal([true, true, false]);
      expect(text(element)).to.include('Only in the text part');
    });

    it('downloads a file under its own name, shows progress, and says when it is there', async () => {
      const element = await open(desk(), 'html-mail');
      const saved: string[] = [];
      const original = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function click(this: HTMLAnchorElement) { saved.push(`${this.download} ${this.href.slice(0, 5)}`); };
      try {
        get(element, 'button', 'Download Rechnung Nº 42 – März.pdf').click();
        await waitUntil(() => saved.length > 0);
      } finally {
        HTMLAnchorElement.prototype.click = original;
      }
      expect(saved).to.deep.equal(['Rechnung Nº 42 – März.pdf blob:']);
      await until(element, 'Rechnung Nº 42 – März.pdf has been downloaded.');
    });

    it('says at a file that its download failed, and lets try again', async () => {
      const one = desk();
      const element = await open(one, 'html-mail');
      one.backend.faults.set('downloadAttachment', { reject: 'network', delay: 20 });
      const button = get(element, 'button', 'Download Rechnung Nº 42 – März.pdf');
      button.click();
      await until(element, /./);
      get(element, 'button', 'Downloading Rechnung Nº 42 – März.pdf …');
      await until(element, 'Rechnung Nº 42 – März.pdf could not be downloaded.');
      await expect(element).to.be.accessible();
      get(element, 'button', 'Download Rechnung Nº 42 – März.pdf');
    });

    it('marks what is new since the last visit once, and takes it as seen', async () => {
      const answer = says('agnes@desk.example', -60, { text: 'An answer' });
      const one = withMessages([says(ALICE, 300, { text: 'Hello?' }), answer]);
      const seen = new SeenTickets(one.portal.key, ALICE);
      localStorage.setItem(`portico:seen:${one.portal.key}:${digest(ALICE)}`, JSON.stringify({ since: NOW, tickets: {} }));
      const element = await open(one, 'one');
      await until(element, /New since your last visit.*Agnes/);
      await element.updateComplete;
      expect(seen.seenUntil(one.backend.idOf('one'))).to.equal(Date.parse(answer.created));
      element.requestUpdate();
      await element.updateComplete;
      expect(text(element), 'it stays for this visit').to.include('New since your last visit');
      expect(text(await open(one, 'one'))).not.to.include('New since your last visit');
      await expect(element).to.be.accessible();
    });
  });

  describe('long conversations', () => {
    it('shows the newest thirty first, then earlier ones in slices of at most twenty, and keeps the place and the focus', async () => {
      const many = Array.from({ length: 1000 }, (_, index) => says(index % 2 === 0 ? ALICE : 'agnes@desk.example', 2000 - index, { text: `Message ${String(index + 1)}` }));
      const element = await open(withMessages(many), 'one');
      expect(all(element, 'article')).to.have.length(30);
      expect(text(element)).to.include('Message 971').and.include('Message 1000').and.not.include('Message 970');
      const first = all(element, 'article')[0]!;
      const button = get(element, 'button', 'Show earlier messages');
      button.focus();
      first.scrollIntoView();
      const before = first.getBoundingClientRect().top;
      button.click();
      await waitUntil(() => all(element, 'article').length === 50);
      await until(element, '20 earlier messages loaded');
      expect(Math.abs(first.getBoundingClientRect().top - before)).to.be.below(2);
      expect(active(element)).to.equal(get(element, 'button', 'Show earlier messages'));
      expect(text(element)).to.include('Message 951');
    });

    it('builds what is added and nothing else', async () => {
      const many = Array.from({ length: 200 }, (_, index) => says(index % 2 === 0 ? ALICE : 'agnes@desk.example', 2000 - index, { html: `<p>Message ${String(index + 1)}</p>` }));
      const element = await open(withMessages(many), 'one');
      const before = all(element, 'article');
      const bodies = before.map((article) => article.querySelector('.message-body p')!);
      const changes: MutationRecord[] = [];
      const observer = new MutationObserver((records) => { changes.push(...records); });
      for (const article of before) observer.observe(article, { childList: true, attributes: true, characterData: true, subtree: true });
      const dateTime = Object.getOwnPropertyDescriptor(Formatter.prototype, 'dateTime')!;
      let written = 0;
      Formatter.prototype.dateTime = function (this: Formatter, ...moment) {
        written += 1;
        return (dateTime.value as Formatter['dateTime']).apply(this, moment);
      };
      try {
        get(element, 'button', 'Show earlier messages').click();
        await waitUntil(() => all(element, 'article').length === 50);
        await until(element, '20 earlier messages loaded');
      } finally {
        Object.defineProperty(Formatter.prototype, 'dateTime', dateTime);
      }
      // Those that were there are not even looked at; the ticket's facts have a few dates of their own at every update.
      expect(written).to.be.within(20, 45);
      const after = all(element, 'article');
      expect(after.slice(20).every((article, index) => article === before[index])).to.equal(true);
      expect(after.slice(20).every((article, index) => article.querySelector('.message-body p') === bodies[index])).to.equal(true);
      changes.push(...observer.takeRecords());
      expect(changes.map(({ target }) => target.nodeName)).to.deep.equal([]);
    });

    it('follows the language and the heading level in messages that are there', async () => {
      const element = await open(withMessages([says(ALICE, 20, { text: 'Hello' })]), 'one');
      expect(all(element, 'article')[0]!.querySelector('h4')).to.not.equal(null);
      element.lang = 'de';
      await waitUntil(() => all(element, 'article')[0]!.textContent.includes('Sie'));
      element.headingLevel = 1;
      await element.updateComplete;
      expect(all(element, 'article')[0]!.querySelector('h3')).to.not.equal(null);
    });

    it('shows all earlier ones at a wish, slice by slice, and keeps the place', async () => {
      const many = Array.from({ length: 200 }, (_, index) => says(index % 2 === 0 ? ALICE : 'agnes@desk.example', 2000 - index, { text: `Message ${String(index + 1)}` }));
      const element = await open(withMessages(many), 'one');
      expect(all(element, 'button', 'Show all earlier messages')).to.have.length(0);
      get(element, 'button', 'Show earlier messages').click();
      await waitUntil(() => all(element, 'article').length === 50);
      await until(element, '20 earlier messages loaded');
      const counts = new Set<number>();
      const observer = new MutationObserver(() => { counts.add(all(element, 'article').length); });
      observer.observe(element.shadowRoot!.querySelector('ol')!, { childList: true });
      const last = all(element, 'article').at(-1)!;
      last.scrollIntoView();
      get(element, 'button', 'Show all earlier messages').focus({ preventScroll: true });
      const before = last.getBoundingClientRect().top;
      get(element, 'button', 'Show all earlier messages').click();
      await until(element, '150 earlier messages loaded');
      expect([...counts]).to.deep.equal([70, 90, 110, 130, 150, 170, 190, 200]);
      expect(Math.abs(last.getBoundingClientRect().top - before)).to.be.below(2);
      expect(all(element, 'article').map((article) => /Message \d+/.exec(article.textContent)![0])).to.deep.equal(many.map((_, index) => `Message ${String(index + 1)}`));
      expect(all(element, 'button', /earlier/)).to.have.length(0);
      await waitUntil(() => active(element) === element.shadowRoot!.querySelector('ol'), 'the focus is lost with the buttons');
    });

    it('is clean for axe with both ways to earlier messages', async () => {
      const many = Array.from({ length: 60 }, (_, index) => says(ALICE, 2000 - index, { text: `Message ${String(index + 1)}` }));
      const element = await open(withMessages(many), 'one');
      get(element, 'button', 'Show earlier messages').click();
      await waitUntil(() => all(element, 'button', 'Show all earlier messages').length === 1);
      // The colours are those of a short conversation, and take long to be looked at.
      await expect(element).to.be.accessible({ ignoredRules: ['color-contrast'] });
    });

    it('offers no earlier messages where there are none, and says so where they cannot be had', async () => {
      const many = Array.from({ length: 40 }, (_, index) => says(ALICE, 2000 - index, { text: `Message ${String(index + 1)}` }));
      const one = withMessages(many);
      const element = await open(one, 'one');
      one.backend.faults.set('listMessages', { reject: 'timeout', once: true });
      get(element, 'button', 'Show earlier messages').click();
      await until(element, 'took too long to answer');
      get(element, 'button', 'Show earlier messages').focus();
      get(element, 'button', 'Show earlier messages').click();
      await waitUntil(() => all(element, 'article').length === 40);
      await until(element, '10 earlier messages loaded');
      expect(all(element, 'button', 'Show earlier messages').map(nameOf)).to.deep.equal([]);
      expect(active(element), 'the focus is not lost with the button').not.to.be.null;
    });
  });

  describe('states', () => {
    it('says that it is loading, and that it takes long', async () => {
      const { portal, backend } = desk();
      backend.faults.set('getTicket', { hang: true });
      const element = await fixture<TicketDetail>(html`<ticket-detail .portal=${portal} ticket-id=${backend.idOf('solved')}></ticket-detail>`);
      expect(text(element)).to.include('Loading the ticket …');
      await expect(element).to.be.accessible();
      await waitUntil(() => text(element).includes('This takes longer than usual'), 'slow', { timeout: 6000 });
    }).timeout(9000);

    for (const [code, said] of [
      ['unavailable', 'The support system cannot be reached'], ['internal', 'Something went wrong on our side'], ['bad-response', 'an answer that we do not understand'],
      ['timeout', 'took too long to answer'], ['network', 'The connection failed'], ['rate-limited', 'Try again in 5 seconds'],
    ] as const) {
      it(`says what went wrong, and loads on another try (${code})`, async () => {
        const one = desk();
        one.backend.faults.set('getTicket', { reject: code, once: true });
        const element = await fixture<TicketDetail>(html`<ticket-detail .portal=${one.portal} ticket-id=${one.backend.idOf('solved')}></ticket-detail>`);
        await until(element, said);
        expect(all(element, 'alert').length).to.be.at.least(1);
        await expect(element).to.be.accessible();
        get(element, 'button', 'Try again').click();
        await until(element, 'How do I add a colleague?');
      });
    }

    it('says that there is no such ticket, for one that never was and for one of somebody else alike', async () => {
      const { portal, backend } = desk();
      const texts: string[] = [];
      for (const id of ['no-such-id', backend.idOf('korean')]) {
        const element = await fixture<TicketDetail>(html`<ticket-detail .portal=${portal} ticket-id=${id}><p slot="not-found">Ask us.</p></ticket-detail>`);
        await until(element, 'There is no such ticket');
        await expect(element).to.be.accessible();
        texts.push(text(element));
      }
      expect(texts[0]).to.equal(texts[1]);
    });

    it('says so where access is denied, without a try again that cannot help', async () => {
      const one = desk();
      one.backend.faults.set('getTicket', { reject: 'forbidden' });
      const element = await fixture<TicketDetail>(html`<ticket-detail .portal=${one.portal} ticket-id="1001"></ticket-detail>`);
      await until(element, 'You do not have access to this.');
      expect(all(element, 'button').map(nameOf)).to.deep.equal([]);
    });

    it('asks to sign in, and shows the ticket after that', async () => {
      const gate = signedInOnly();
      const element = await fixture<TicketDetail>(html`<ticket-detail .portal=${gate.portal} ticket-id=${gate.backend.idOf('solved')}></ticket-detail>`);
      await until(element, 'Sign in to see your tickets.');
      await expect(element).to.be.accessible();
      await gate.portal.signIn({ email: ALICE, password: SAMPLE_PASSWORD });
      await until(element, 'How do I add a colleague?');
    });

    it('leaves nothing on the page after signing out', async () => {
      const one = desk();
      await one.portal.loadSession();
      const element = await open(one, 'login-loop');
      write(element, 'A secret');
      await one.portal.signOut();
      await until(element, 'Sign in to see your tickets.');
      expect(root(element).textContent).not.to.include('Sign-in loops').and.not.include('secret');
      await one.portal.signIn({ email: ALICE, password: SAMPLE_PASSWORD });
      await until(element, 'Sign-in loops');
      expect(field(element).value).to.equal('');
    });

    it('says that there is no conversation yet, and takes the first message', async () => {
      const element = await open(withMessages([]), 'one');
      expect(text(element)).to.include('No messages yet').and.include('You can write the first message');
      await expect(element).to.be.accessible();
      write(element, 'First!');
      send(element);
      await waitUntil(() => all(element, 'article').length === 1);
      await until(element, 'Your reply has been sent.');
    });

    it('shows the last of several tickets asked for at once', async () => {
      const one = desk({ delay: 10 });
      const element = await fixture<TicketDetail>(html`<ticket-detail .portal=${one.portal} ticket-id=${one.backend.idOf('solved')}></ticket-detail>`);
      const loaded: string[] = [];
      element.addEventListener('ticket-loaded', ({ ticket }) => loaded.push(ticket.subject));
      for (const key of ['html-mail', 'long-thread', 'login-loop']) {
        element.ticketId = one.backend.idOf(key);
        await element.updateComplete;
      }
      await until(element, 'Sign-in loops');
      await aTimeout(50);
      expect(loaded).to.deep.equal(['Sign-in loops back to the start page']);
    });

    it('loads once, also when it is moved about while loading, and again after it was taken out', async () => {
      let calls = 0;
      const one = desk({ delay: 5, wrap: (adapter) => ({ ...adapter, getTicket: (input, context) => { calls += 1; return adapter.getTicket(input, context); } }) });
      const element = await fixture<TicketDetail>(html`<ticket-detail .portal=${one.portal} ticket-id=${one.backend.idOf('solved')}></ticket-detail>`);
      const other = await fixture(html`<div></div>`);
      other.append(element);
      await until(element, 'How do I add a colleague?');
      expect(calls).to.equal(1);
      element.ticketId = one.backend.idOf('login-loop');
      await element.updateComplete;
      element.remove();
      await aTimeout(20);
      other.append(element);
      await until(element, 'Sign-in loops');
    });

    it('does not ask twice because it learns late who is signed in', async () => {
      let calls = 0;
      const one = desk({ delay: 10, wrap: (adapter) => ({ ...adapter, getTicket: (input, context) => { calls += 1; return adapter.getTicket(input, context); } }) });
      const element = await fixture<TicketDetail>(html`<ticket-detail .portal=${one.portal} ticket-id=${one.backend.idOf('solved')}></ticket-detail>`);
      await one.portal.loadSession();
      await until(element, 'How do I add a colleague?');
      await aTimeout(30);
      expect(calls).to.equal(1);
      const later = desk({ wrap: (adapter) => ({ ...adapter, getTicket: (input, context) => { calls += 1; return adapter.getTicket(input, context); } }) });
      await open(later, 'solved');
      await later.portal.loadSession();
      await aTimeout(10);
      expect(calls).to.equal(2);
    });

    it('goes away when the ticket does', async () => {
      const one = desk();
      const element = await open(one, 'login-loop');
      one.backend.faults.set('getTicket', { reject: 'not-found' });
      await element.refresh();
      await until(element, 'There is no such ticket');
      expect(text(element)).not.to.include('Sign-in loops');
    });
  });

  describe('a reply', () => {
    before(() => { undo = 0; });
    after(() => { undo = undefined; });

    it('is sent with its text and files, appears at once, and is what the backend keeps', async () => {
      const one = desk({ delay: 30 });
      const element = await open(one, 'login-loop');
      write(element, 'It helped!\nThank you.');
      await attach(element, file('견적 1.txt', 2000), file('b.txt'));
      const sent = oneEvent<ReplySentEvent>(element, 'reply-sent');
      send(element);
      await until(element, 'Sending …');
      await waitUntil(() => all(element, 'article').length === 5, 'it does not appear');
      expect(all(element, 'article')[4]!.textContent).to.include('It helped!');
      expect(field(element).value, 'the text is still there').to.equal('It helped!\nThank you.');
      await expect(element).to.be.accessible();
      const { message } = await sent;
      expect(message.attachments.map(({ name }) => name)).to.deep.equal(['견적 1.txt', 'b.txt']);
      await element.updateComplete;
      expect(field(element).value).to.equal('');
      expect(all(element, 'article')).to.have.length(5);
      expect(text(element)).to.include('Your reply has been sent.').and.not.include('Sending …');
      expect(active(element)).to.equal(field(element));
      await waitUntil(() => text(element).includes('Waiting for us'), 'the turn has changed');
      expect(all(element, 'article'), 'and it is there once').to.have.length(5);
      const again = await open(one, 'login-loop');
      expect(all(again, 'article')).to.have.length(5);
    });

    it('goes with Ctrl+Enter and Command+Enter, never with Enter alone, nor while a letter is being composed', async () => {
      const element = await open(desk(), 'login-loop');
      write(element, 'Hello');
      const press = (init: KeyboardEventInit): void => { field(element).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init })); };
      press({});
      press({ shiftKey: true });
      press({ ctrlKey: true, isComposing: true });
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only sign of composing that Safari gives
      press({ ctrlKey: true, keyCode: 229 });
      await aTimeout(20);
      expect(all(element, 'article')).to.have.length(4);
      press({ ctrlKey: true });
      await waitUntil(() => field(element).value === '');
      write(element, 'Again');
      press({ metaKey: true });
      await waitUntil(() => field(element).value === '' && all(element, 'article').length === 6);
    });

    it('is not sent empty; says so at the field', async () => {
      const element = await open(desk(), 'login-loop');
      write(element, '  \n ');
      send(element);
      await until(element, 'Write something or add a file.');
      expect(field(element).getAttribute('aria-invalid')).to.equal('true');
      expect(active(element)).to.equal(field(element));
      await expect(element).to.be.accessible();
      write(element, 'Now');
      await element.updateComplete;
      expect(text(element)).not.to.include('Write something');
    });

    it('may be files alone; a file that cannot go is said before anything is sent, and gets the focus', async () => {
      let sent = 0;
      const one = desk({ capabilities: { files: { maxFiles: 2, maxBytes: 100, accept: null } }, wrap: (adapter) => ({ ...adapter, reply: (input, context) => { sent += 1; return adapter.reply!(input, context); } }) });
      const element = await open(one, 'login-loop');
      await attach(element, file('big.txt', 101), file('ok.txt'));
      send(element);
      await until(element, 'This file is too large. At most 100 bytes are allowed.');
      await aTimeout(0);
      expect(sent).to.equal(0);
      expect(nameOf(active(element)!)).to.equal('Remove big.txt');
      await expect(element).to.be.accessible();
      (active(element) as HTMLElement).click();
      await element.updateComplete;
      send(element);
      await waitUntil(() => sent === 1);
      await until(element, 'Your reply has been sent.');
      expect(all(element, 'button', 'Download ok.txt')).to.have.length(1);
    });

    it('asks the page first', async () => {
      const element = await open(desk(), 'login-loop');
      write(element, 'My password is 1234');
      const seen: BeforeReplyEvent[] = [];
      element.addEventListener('before-reply', (event) => { seen.push(event); event.preventDefault(); });
      send(element);
      await aTimeout(20);
      expect(seen.map((event) => event.text)).to.deep.equal(['My password is 1234']);
      expect(all(element, 'article')).to.have.length(4);
      expect(field(element).value).to.equal('My password is 1234');
    });

    for (const code of ['conflict', 'forbidden', 'too-large'] as const) {
      it(`keeps text and files when it fails, says so, and goes once on another try (${code})`, async () => {
        const keys: string[] = [];
        const one = desk({ wrap: (adapter) => ({ ...adapter, reply: (input, context) => { keys.push(context.idempotencyKey); return adapter.reply!(input, context); } }) });
        const element = await open(one, 'login-loop');
        write(element, 'Do not lose me');
        await attach(element, file('keep.txt'));
        one.backend.faults.set('reply', { reject: code, once: true });
        send(element);
        await until(element, 'Your reply has not been sent. What you wrote is still here.');
        expect(field(element).value).to.equal('Do not lose me');
        expect(text(element)).to.include('keep.txt');
        expect(all(element, 'article')).to.have.length(4);
        expect(nameOf(active(element)!)).to.equal('Send reply');
        await expect(element).to.be.accessible();
        send(element);
        await until(element, 'Your reply has been sent.');
        expect(all(element, 'article')).to.have.length(5);
        expect(keys).to.have.length(2);
        expect(keys[0]).to.equal(keys[1]);
      });
    }

    for (const code of ['unavailable', 'internal', 'timeout', 'network', 'rate-limited', 'bad-response'] as const) {
      it(`goes by itself, once, after what passes (${code}); meanwhile there is room for the next one`, async () => {
        const keys: string[] = [];
        const one = desk({ wrap: (adapter) => ({ ...adapter, reply: (input, context) => { keys.push(context.idempotencyKey); return adapter.reply!(input, context); } }) });
        const element = await open(one, 'login-loop');
        write(element, 'Do not lose me');
        await attach(element, file('keep.txt'));
        one.backend.faults.set('reply', { reject: code, once: true });
        send(element);
        await until(element, 'It could not be sent yet. It will be tried again by itself.');
        expect(all(element, 'article').at(-1)!.textContent).to.include('Do not lose me').and.include('keep.txt').and.include('Waiting');
        expect(all(element, 'button', /Send now|Edit|Discard$/).map(nameOf)).to.deep.equal(['Send now', 'Edit', 'Discard']);
        expect(field(element).value).to.equal('');
        await expect(element).to.be.accessible();
        write(element, 'The next one');
        await until(element, 'Your reply has been sent.');
        expect(all(element, 'article')).to.have.length(5);
        expect(field(element).value).to.equal('The next one');
        expect(keys).to.have.length(2);
        expect(keys[0]).to.equal(keys[1]);
      });
    }

    it('is another one after an edit', async () => {
      const keys: string[] = [];
      const one = desk({ wrap: (adapter) => ({ ...adapter, reply: (input, context) => { keys.push(context.idempotencyKey); return adapter.reply!(input, context); } }) });
      const element = await open(one, 'login-loop');
      one.backend.faults.set('reply', { reject: 'forbidden' });
      write(element, 'One');
      send(element);
      await until(element, 'has not been sent');
      write(element, 'Two');
      send(element);
      await waitUntil(() => keys.length === 2);
      expect(keys[0]).not.to.equal(keys[1]);
    });

    it('turns out to have been sent when only the answer got lost', async () => {
      const one = desk();
      const element = await open(one, 'login-loop');
      one.backend.faults.set('reply', { reject: 'network', after: true, once: true });
      write(element, 'Once only');
      send(element);
      await until(element, 'Your reply has been sent.');
      expect(field(element).value).to.equal('');
      expect(all(element, 'article').filter((article) => article.textContent.includes('Once only'))).to.have.length(1);
    });

    it('puts what the server says of a file to that file', async () => {
      const one = desk();
      const element = await open(one, 'login-loop');
      one.backend.faults.set('reply', { reject: new PortalError('invalid-input', 'No.', { issues: [{ path: 'files.1', code: 'file-name' }] }), once: true });
      write(element, 'With files');
      await attach(element, file('a.txt'), file('b.txt'));
      send(element);
      await until(element, 'The name of this file is not accepted.');
      expect(nameOf(active(element)!)).to.equal('Remove b.txt');
      expect(field(element).value).to.equal('With files');
    });

    it('can be given up while it is being sent; nothing is lost', async () => {
      const one = desk();
      const element = await open(one, 'login-loop');
      one.backend.faults.set('reply', { hang: true });
      write(element, 'Wait');
      await attach(element, file('a.txt'));
      send(element);
      await until(element, 'Cancel sending');
      expect(all(element, 'button', 'Remove a.txt')[0]!.getAttribute('aria-disabled')).to.equal('true');
      get(element, 'button', 'Cancel sending').focus();
      get(element, 'button', 'Cancel sending').click();
      await until(element, 'Sending was cancelled. What you wrote is still here.');
      await waitUntil(() => field(element).value !== '', 'it is not in its place');
      expect(field(element).value).to.equal('Wait');
      expect(all(element, 'article')).to.have.length(4);
      expect(nameOf(active(element)!)).to.equal('Send reply');
    });

    it('is sent once, however often send is pressed', async () => {
      let calls = 0;
      const one = desk({ delay: 20, wrap: (adapter) => ({ ...adapter, reply: (input, context) => { calls += 1; return adapter.reply!(input, context); } }) });
      const element = await open(one, 'login-loop');
      write(element, 'Hurry');
      send(element);
      get(element, 'button', /Send reply|Sending/).click();
      get(element, 'button', /Send reply|Sending/).click();
      await until(element, 'Your reply has been sent.');
      expect(calls).to.equal(1);
    });

    it('survives an ended session: says so, keeps everything, and goes by itself after signing in again', async () => {
      const gate = signedInOnly(true);
      await gate.portal.loadSession();
      const element = await open(gate, 'login-loop');
      const asked: string[] = [];
      element.addEventListener('before-reply', ({ text: written }) => { asked.push(written); });
      write(element, 'Written in vain?');
      await attach(element, file('a.txt'));
      gate.access.expire();
      send(element);
      await until(element, 'Your session has ended.');
      await until(element, 'What you have sent goes on its way as soon as you have signed in again.');
      expect(all(element, 'article').at(-1)!.textContent).to.include('Written in vain?').and.include('a.txt');
      expect(text(element)).to.include('Sign-in loops');
      await expect(element).to.be.accessible();
      await gate.portal.signIn({ email: ALICE, password: SAMPLE_PASSWORD });
      await until(element, 'Your reply has been sent.');
      expect(text(element)).not.to.include('Your session has ended.');
      expect(all(element, 'article').at(-1)!.textContent).to.include('Written in vain?').and.include('a.txt');
      expect(asked).to.deep.equal(['Written in vain?']);
      expect(field(element).value).to.equal('');
    });

    it('waits where it was changed after the session had ended: that has not been sent', async () => {
      const gate = signedInOnly(true);
      await gate.portal.loadSession();
      const element = await open(gate, 'login-loop');
      const before = all(element, 'article').length;
      write(element, 'Too soon');
      gate.access.expire();
      send(element);
      await until(element, 'What you have sent goes on its way as soon as you have signed in again.');
      get(element, 'button', 'Edit').click();
      await waitUntil(() => field(element).value === 'Too soon', 'it is not there to be changed');
      write(element, 'Not yet');
      await gate.portal.signIn({ email: ALICE, password: SAMPLE_PASSWORD });
      await waitUntil(() => root(element).querySelector('portal-login') === null);
      await element.refresh();
      expect(field(element).value).to.equal('Not yet');
      expect(all(element, 'article')).to.have.length(before);
    });

    it('goes by itself after signing in again, under the key of the first press, also where another ticket is open by then', async () => {
      const keys: string[] = [];
      let ended = true;
      const one = desk({ wrap: (adapter) => ({ ...adapter, reply: (input, context) => {
        keys.push(context.idempotencyKey);
        if (ended) throw new PortalError('unauthenticated', 'Sign in.');
        return adapter.reply!(input, context);
      } }) });
      await one.portal.loadSession();
      const element = await open(one, 'login-loop');
      write(element, 'Sent in time');
      send(element);
      await until(element, 'Your session has ended.');
      element.ticketId = one.backend.idOf('html-mail');
      await element.updateComplete;
      ended = false;
      const sent = oneEvent(element, 'reply-sent') as unknown as Promise<ReplySentEvent>;
      await one.portal.signIn({ email: ALICE, password: SAMPLE_PASSWORD });
      const { ticketId, message } = await sent;
      expect(ticketId).to.equal(one.backend.idOf('login-loop'));
      expect(message.text).to.equal('Sent in time');
      expect(keys).to.have.length(2);
      expect(new Set(keys).size).to.equal(1);
    });

    it('is nothing for the next one who signs in on the same page', async () => {
      const gate = signedInOnly(true);
      const element = await open(gate, 'login-loop');
      write(element, 'Only Alice knows');
      gate.access.expire();
      send(element);
      await until(element, 'Your session has ended.');
      await gate.portal.signIn({ email: 'bob@acme.example', password: SAMPLE_PASSWORD });
      await waitUntil(() => all(element, 'textbox').length === 0 || field(element).value === '');
      expect(root(element).textContent).not.to.include('Only Alice knows');
    });

    it('says that the person is offline', async () => {
      const one = desk();
      const element = await open(one, 'login-loop');
      one.backend.faults.set('reply', { reject: 'network' });
      Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
      try {
        write(element, 'Hello');
        send(element);
        await until(element, 'You are offline. It will be sent by itself as soon as you are connected again.');
      } finally {
        Reflect.deleteProperty(navigator, 'onLine');
      }
      one.backend.faults.delete('reply');
      window.dispatchEvent(new Event('online'));
      await until(element, 'Your reply has been sent.');
    });

    it('belongs to its ticket: another ticket has its own, and going back finds it again', async () => {
      const one = desk();
      const element = await open(one, 'login-loop');
      write(element, 'About sign-in');
      await attach(element, file('sign-in.txt'));
      element.ticketId = one.backend.idOf('html-mail');
      await until(element, 'Your order');
      expect(field(element).value).to.equal('');
      expect(text(element)).not.to.include('sign-in.txt');
      write(element, 'About the order');
      element.ticketId = one.backend.idOf('login-loop');
      await until(element, 'Sign-in loops');
      expect(field(element).value).to.equal('About sign-in');
      expect(text(element)).to.include('sign-in.txt');
    });

    it('goes on being sent when the person turns to another ticket, which can be answered meanwhile', async () => {
      const one = desk();
      const element = await open(one, 'login-loop');
      const sent: string[] = [];
      element.addEventListener('reply-sent', ({ ticketId }) => { sent.push(ticketId); });
      one.backend.faults.set('reply', { delay: 150, once: true });
      write(element, 'Sent before leaving');
      await attach(element, file('sign-in.txt'));
      send(element);
      element.ticketId = one.backend.idOf('html-mail');
      await until(element, 'Your order');
      expect(text(element)).not.to.include('Sent before leaving');
      write(element, 'About the order');
      await waitUntil(() => sent.length === 1, 'the reply is not sent');
      expect(sent).to.deep.equal([one.backend.idOf('login-loop')]);
      expect(text(element)).not.to.include('Sent before leaving');
      expect(field(element).value).to.equal('About the order');
      expect(all(element, 'status').some((status) => status.textContent.includes('Your reply has been sent'))).to.be.true;
      element.ticketId = one.backend.idOf('login-loop');
      await until(element, 'Sent before leaving');
      expect(field(element).value).to.equal('');
    });

    it('says when it could not be sent after the person had turned to another ticket, and waits there with the reason', async () => {
      const one = desk();
      const element = await open(one, 'login-loop');
      one.backend.faults.set('reply', { delay: 150, reject: 'forbidden', once: true });
      write(element, 'Sent before leaving');
      send(element);
      element.ticketId = one.backend.idOf('html-mail');
      await until(element, 'Your order');
      await waitUntil(() => all(element, 'status').some((status) => status.textContent.includes('has not been sent')), 'nothing is said');
      element.ticketId = one.backend.idOf('login-loop');
      await waitUntil(() => all(element, 'alert', /has not been sent/).length === 1, 'the reason is not shown');
      expect(field(element).value).to.equal('Sent before leaving');
    });

    it('is guarded against closing the page, only while there is something to lose', async () => {
      const element = await open(desk(), 'login-loop');
      const leave = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
      expect(leave()).to.be.false;
      write(element, 'Something');
      expect(leave()).to.be.true;
      write(element, '');
      expect(leave()).to.be.false;
      await attach(element, file('a.txt'));
      expect(leave()).to.be.true;
      element.remove();
      expect(leave()).to.be.false;
    });

    it('goes to the ticket that the one asked for was merged into, and shows it at once', async () => {
      const one = desk();
      const id = one.backend.idOf('login-loop');
      const merged = desk({ wrap: () => {
        const adapter = one.backend.adapterFor({ id: '1', email: ALICE, name: 'Alice Arnold' }, { views: ['mine'], filter: null });
        return { ...adapter, getTicket: ({ ticketId }, context) => adapter.getTicket({ ticketId: ticketId === 'old' ? id : ticketId }, context) };
      } });
      const element = await fixture<TicketDetail>(html`<ticket-detail .portal=${merged.portal} ticket-id="old"></ticket-detail>`);
      await until(element, 'Sign-in loops');
      await waitUntil(() => all(element, 'article').length === 4);
      write(element, 'To the merged one');
      send(element);
      await waitUntil(() => all(element, 'article').length === 5);
      await waitUntil(() => text(element).includes('Waiting for us'), 'the turn has changed');
    });

    it('takes files that are dropped anywhere on its form', async () => {
      const element = await open(desk(), 'login-loop');
      const transfer = new DataTransfer();
      transfer.items.add(file('dropped.txt'));
      field(element).dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
      await until(element, 'dropped.txt');
      expect(text(element)).to.include('1 file added');
    });

    it('is offered only where the ticket takes one, and says so where not', async () => {
      const locked = desk({ replyToClosed: 'refuse', capabilities: { followUp: false } });
      const closed = await open(locked, 'solved');
      expect(all(closed, 'textbox').map(nameOf)).to.deep.equal([]);
      expect(text(closed)).to.include('This ticket is closed and takes no more replies.');
      await expect(closed).to.be.accessible();
      const readOnly = await open(desk({ capabilities: { reply: false } }), 'login-loop');
      expect(text(readOnly)).to.include('This ticket takes no replies.');
      const noFiles = await open(desk({ capabilities: { files: null } }), 'login-loop');
      expect(all(noFiles, 'textbox')).to.have.length(1);
      expect(all(noFiles, 'file').map(nameOf)).to.deep.equal([]);
    });
  });

  describe('closing and reopening', () => {
    before(() => { undo = 0; });
    after(() => { undo = undefined; });

    it('is offered where the ticket allows it, and keeps the focus', async () => {
      const one = desk();
      const element = await open(one, 'login-loop');
      expect(all(element, 'button', 'Reopen ticket').map(nameOf)).to.deep.equal([]);
      get(element, 'button', 'Close ticket').focus();
      get(element, 'button', 'Close ticket').click();
      await until(element, 'The ticket is closed.');
      await until(element, 'Solved');
      await element.updateComplete;
      expect(nameOf(active(element)!)).to.equal('Reopen ticket');
      expect(text(element)).to.include('A reply may open it again.');
      await expect(element).to.be.accessible();
      get(element, 'button', 'Reopen ticket').click();
      await until(element, 'The ticket is open again.');
    });

    it('is not offered where the backend cannot', async () => {
      const element = await open(desk({ capabilities: { closeTicket: false, reopenTicket: false } }), 'login-loop');
      expect(all(element, 'button', /Close|Reopen/).map(nameOf)).to.deep.equal([]);
    });

    it('asks the page first', async () => {
      const element = await open(desk(), 'login-loop');
      element.addEventListener('before-close', (event) => { event.preventDefault(); });
      get(element, 'button', 'Close ticket').click();
      await aTimeout(20);
      expect(text(element)).to.include('Waiting for you');
    });

    it('says why it did not work', async () => {
      const one = desk();
      const element = await open(one, 'login-loop');
      one.backend.faults.set('closeTicket', { reject: 'conflict' });
      get(element, 'button', 'Close ticket').click();
      await until(element, 'This is not possible any more.');
      await expect(element).to.be.accessible();
    });
  });

  it('shows what another element of the page did to the ticket', async () => {
    const one = desk();
    const element = await open(one, 'login-loop');
    await one.portal.ticketing.reply({ ticketId: one.backend.idOf('login-loop'), text: 'From elsewhere' }, { idempotencyKey: 'k1' });
    await until(element, 'From elsewhere');
    expect(all(element, 'article')).to.have.length(5);
  });

  it('shows new messages of the support team on a refresh, and leaves open what was opened', async () => {
    const one = desk();
    const element = await open(one, 'html-mail');
    all(element, 'button', /Show quoted text/)[0]!.click();
    one.backend.agentReply(one.backend.idOf('html-mail'), { text: 'News' });
    await element.refresh();
    await until(element, 'News');
    expect(text(element)).to.include('On Monday, Max wrote');
  });
});
