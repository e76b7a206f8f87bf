import { expect } from '@open-wc/testing';
import { ownerSettings } from '../../portal/owner-settings.test.ts';
import { waitUntil } from '../parts/wait-until.test.ts';
import { asksBeforeLeaving, Desk, ticketOf, type Page } from './fixtures.test.ts';

const deskOf = (undoSeconds: number): Desk => new Desk({
  tickets: [ticketOf('one'), ticketOf('two')], settings: ownerSettings({ actions: { undoSeconds, imageLocation: false } }),
});

async function open(desk: Desk): Promise<Page> {
  await desk.portal.loadSession();
  const page = await desk.open();
  await page.appears('textbox', 'Your reply');
  return page;
}

async function close(page: Page): Promise<void> {
  const button = page.get('button', 'Close ticket');
  button.focus();
  button.click();
  await page.appears('button', 'Undo');
}

const category = async (desk: Desk, key = 'one'): Promise<string> => (await desk.ticket(key)).status.category;

describe('closing a ticket with time to undo it', () => {
  it('shows it as closed, and leaves it open where that is undone', async () => {
    const desk = deskOf(30);
    const page = await open(desk);
    await close(page);
    expect(page.root.querySelector('.badge')!.textContent).to.equal('Closed');
    expect(page.text).to.match(/Closes in (30|29) seconds/);
    expect(page.focused).to.equal(page.get('button', 'Undo'));
    expect(asksBeforeLeaving()).to.equal(true);
    await expect(page.element).to.be.accessible();
    page.get('button', 'Undo').click();
    await page.appears('button', 'Close ticket');
    expect(page.said).to.equal('The ticket stays open.');
    await waitUntil(() => page.focused === page.get('button', 'Close ticket'), 'the focus is lost');
    expect(desk.keys('closeTicket')).to.deep.equal([]);
  });

  it('is undone by the keyboard', async () => {
    const desk = deskOf(30);
    const page = await open(desk);
    await close(page);
    page.focused!.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }));
    await page.appears('button', 'Close ticket');
    expect(desk.keys('closeTicket')).to.deep.equal([]);
  });

  it('closes it when the time is over', async () => {
    const desk = deskOf(3);
    const page = await open(desk);
    await close(page);
    await page.appears('button', 'Reopen ticket');
    expect(page.said).to.include('The ticket is closed.');
    expect(await category(desk)).to.equal('closed');
  });

  for (const [name, leave] of [
    ['goes to another ticket', (page: Page, desk: Desk) => { page.element.ticketId = desk.backend.idOf('two'); }],
    ['leaves the page of the ticket', (page: Page) => { page.element.remove(); }],
  ] as const) {
    it(`closes it at once where the person ${name}`, async () => {
      const desk = deskOf(30);
      const page = await open(desk);
      await close(page);
      leave(page, desk);
      await waitUntil(() => desk.keys('closeTicket').length === 1, 'it is not closed');
      await waitUntil(() => !asksBeforeLeaving());
      expect(await category(desk)).to.equal('closed');
    });
  }

  it('tells a failure, after the person has gone on, and at the ticket when they come back', async () => {
    const desk = deskOf(30);
    const page = await open(desk);
    desk.backend.faults.set('closeTicket', { reject: 'conflict' });
    await close(page);
    page.element.ticketId = desk.backend.idOf('two');
    await waitUntil(() => page.said.includes('A ticket could not be closed: The one ticket'), `it says “${page.said}”`);
    page.element.ticketId = desk.backend.idOf('one');
    await page.until('This is not possible any more.');
    await page.appears('button', 'Close ticket');
  });
});
