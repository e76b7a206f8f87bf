import { aTimeout, expect } from '@open-wc/testing';
import { digest } from '../../portal/digest.ts';
import { waitUntil } from '../parts/wait-until.test.ts';
import { ALICE, Desk, ticketOf, type Page } from './fixtures.test.ts';

const AGENT = 'agnes@desk.example';

describe('an open ticket', () => {
  let pages: Page[] = [];
  let desk: Desk;
  const open = async (key = 'one', made = new Desk({ live: true })): Promise<Page> => {
    desk = made;
    // The desk's clock stands still at a moment before this visit.
    localStorage.setItem(`portico:seen:${made.portal.key}:${digest(ALICE)}`, JSON.stringify({ since: Date.UTC(2026, 9, 30), tickets: {} }));
    const page = await desk.open(key);
    pages.push(page);
    await waitUntil(() => desk.watching.size === 1, 'nobody listens');
    await aTimeout(50);
    return page;
  };
  afterEach(() => {
    for (const { element } of pages) element.remove();
    pages = [];
  });

  it('shows a reply and a new status by itself, marks what is new, and says it once', async () => {
    const page = await open();
    desk.backend.agentReply(desk.backend.idOf('one'), { text: 'We have found it.', author: AGENT });
    await page.until('We have found it.');
    expect(page.text).to.match(/New since your last visit.*We have found it/s);
    expect(page.said).to.equal('1 new message');
    desk.backend.setStatus(desk.backend.idOf('one'), 'solved');
    await waitUntil(() => page.said.includes('status now “Closed”'), page.said);
    expect(page.text).to.include('Since your last visit: 1 new message');
    await waitUntil(() => page.said === '', 'it is said without end');
    await expect(page.element).to.be.accessible();
  });

  it('leaves what is being written, the focus and the place in the window alone', async () => {
    const messages = Array.from({ length: 25 }, (_, index) => ({ visibility: 'public' as const, author: ALICE, created: new Date(Date.UTC(2026, 9, 1, 0, index)).toISOString(), text: `Message ${String(index)}` }));
    const page = await open('one', new Desk({ live: true, tickets: [ticketOf('one', { messages })] }));
    await page.appears('textbox', 'Your reply');
    const field = page.get('textbox', 'Your reply');
    await page.type(field, 'Half a sent');
    field.setSelectionRange(4, 6);
    field.scrollIntoView({ block: 'center', behavior: 'instant' });
    await aTimeout(0);
    const top = field.getBoundingClientRect().top;
    desk.backend.agentReply(desk.backend.idOf('one'), { text: 'Line\n'.repeat(20), author: AGENT });
    await page.until('1 new message');
    await aTimeout(50);
    expect(page.focused === page.get('textbox', 'Your reply')).to.equal(true);
    expect([field.value, field.selectionStart, field.selectionEnd]).to.deep.equal(['Half a sent', 4, 6]);
    expect(Math.abs(field.getBoundingClientRect().top - top)).to.be.lessThan(2);

    // Whoever reads further up stays there.
    field.blur();
    const read = [...page.root.querySelectorAll('.message')][8]!;
    read.scrollIntoView({ block: 'start', behavior: 'instant' });
    await aTimeout(50);
    const place = read.getBoundingClientRect().top;
    desk.backend.setStatus(desk.backend.idOf('one'), 'solved');
    await page.until('Closed');
    await aTimeout(50);
    expect(Math.abs(read.getBoundingClientRect().top - place)).to.be.lessThan(2);
  });

  it('is gone when it is not the customer’s any more', async () => {
    const page = await open();
    desk.backend.faults.set('getTicket', { reject: 'not-found' });
    window.dispatchEvent(new Event('online'));
    await page.until('There is no such ticket');
    expect(page.text).not.to.include('Hello');
    desk.backend.faults.clear();
  });

  it('says nothing about looks that fail, and does not show anything older than what was written meanwhile', async () => {
    const page = await open();
    const before = page.text;
    desk.backend.faults.set('listMessages', { reject: 'unavailable' });
    window.dispatchEvent(new Event('online'));
    await aTimeout(200);
    expect(page.text).to.equal(before);
    desk.backend.faults.clear();
    // A look that began before the ticket was rated, and ends after that.
    let goOn = (): void => undefined;
    desk.late.set('getTicket', new Promise((resolve) => { goOn = resolve; }));
    window.dispatchEvent(new Event('online'));
    await aTimeout(50);
    desk.late.clear();
    await desk.portal.ticketing.closeTicket({ ticketId: desk.backend.idOf('one') }, { idempotencyKey: 'k' });
    await page.until('Closed');
    goOn();
    await aTimeout(200);
    expect(page.text).to.include('Closed');
  });

  it('tells in a line what has happened since the last visit: messages, files, status', async () => {
    const made = new Desk({ live: true });
    const first = await open('one', made);
    first.element.remove();
    await waitUntil(() => made.watching.size === 0, 'still listening');
    const id = made.backend.idOf('one');
    made.backend.agentReply(id, { text: 'One', author: AGENT, files: [{ name: 'a.txt', type: 'text/plain', content: 'a' }] });
    made.backend.agentReply(id, { text: 'Two', author: AGENT });
    made.backend.setStatus(id, 'solved');
    const again = await made.open('one');
    pages.push(again);
    await again.until('Since your last visit: 2 new messages, 1 new file, status now “Closed”');
    again.element.remove();
    const later = await made.open('one');
    pages.push(later);
    await later.until('Two');
    expect(later.text).not.to.include('Since your last visit');
  });
});
