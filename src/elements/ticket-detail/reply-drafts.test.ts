import { aTimeout, expect } from '@open-wc/testing';
import { SAMPLE_PASSWORD } from '../../adapters/memory/index.ts';
import { isPortalError, type PublicSettings } from '../../contract/index.ts';
import { ownerSettings } from '../../portal/owner-settings.test.ts';
import { waitUntil } from '../parts/wait-until.test.ts';
import { ALICE, asksBeforeLeaving, Desk, ticketOf, type Page } from './fixtures.test.ts';

const undoing = (undoSeconds: number): PublicSettings => ownerSettings({ actions: { undoSeconds, imageLocation: false } });
const deskOf = (undoSeconds = 0): Desk => new Desk({ tickets: [ticketOf('one'), ticketOf('two')], settings: undoing(undoSeconds) });
const file = (name: string): File => new File(['abc'], name, { type: 'text/plain', lastModified: 1 });

/** A ticket's page where one can write. */
async function composer(desk: Desk, key = 'one', portal = desk.portal): Promise<Page> {
  await portal.loadSession();
  const page = await desk.open(key, { portal });
  await page.appears('textbox', 'Your reply');
  return page;
}

const field = (page: Page): HTMLInputElement => page.get('textbox', 'Your reply');
const write = (page: Page, text: string): Promise<void> => page.type(field(page), text);
const press = (page: Page, name: string | RegExp): void => { page.get('button', name).click(); };
const shows = (page: Page, text: string): Promise<void> => waitUntil(() => field(page).value === text, `the field has “${field(page).value}”`);
const saved = (page: Page): Promise<void> => page.until('Draft saved');
async function attach(page: Page, ...files: File[]): Promise<void> {
  const transfer = new DataTransfer();
  for (const one of files) transfer.items.add(one);
  const input = page.root.querySelector<HTMLInputElement>('input[type=file]')!;
  input.files = transfer.files;
  input.dispatchEvent(new Event('change'));
  await page.element.updateComplete;
}
const messages = async (desk: Desk, key = 'one'): Promise<(string | null)[]> =>
  (await desk.portal.ticketing.listMessages({ ticketId: desk.backend.idOf(key), limit: 30 }, {})).items.map(({ text }) => text).reverse();
function online(value: boolean): void {
  Object.defineProperty(navigator, 'onLine', { value, configurable: true });
  if (value) window.dispatchEvent(new Event('online'));
}

describe('a reply that is being written', () => {
  it('is there again after a reload, with its files, and says that it is saved', async () => {
    const desk = deskOf();
    const page = await composer(desk);
    await write(page, 'Not finished');
    await attach(page, file('a.txt'));
    await saved(page);
    expect(asksBeforeLeaving(), 'nothing would be lost').to.equal(false);
    await expect(page.element).to.be.accessible();
    page.element.remove();
    const again = await composer(desk, 'one', desk.another());
    await shows(again, 'Not finished');
    await again.until('a.txt');
    expect(again.text).to.include('Draft saved');
  });

  it('says once that it is saved, not with every keystroke', async () => {
    const page = await composer(deskOf());
    const state = page.root.querySelector('#draft-state')!;
    await write(page, 'O');
    await saved(page);
    let changes = 0;
    const observer = new MutationObserver(() => { changes += 1; });
    observer.observe(state, { childList: true, characterData: true, subtree: true });
    for (const text of ['On', 'One', 'One m', 'One more']) {
      await write(page, text);
      await aTimeout(120);
    }
    observer.disconnect();
    expect(state.getAttribute('role')).to.equal('status');
    expect(changes).to.equal(0);
  });

  it('asks before it is lost, as long as it is not saved', async () => {
    const page = await composer(deskOf());
    await write(page, 'Unsaved');
    expect(asksBeforeLeaving()).to.equal(true);
    await saved(page);
    await waitUntil(() => !asksBeforeLeaving());
  });

  it('belongs to its ticket, and is found there again', async () => {
    const desk = deskOf();
    const page = await composer(desk);
    await write(page, 'About one');
    page.element.ticketId = desk.backend.idOf('two');
    await page.until('The two ticket');
    await shows(page, '');
    page.element.ticketId = desk.backend.idOf('one');
    await page.until('The one ticket');
    await shows(page, 'About one');
  });

  it('can be discarded, and had back', async () => {
    const desk = deskOf();
    const page = await composer(desk);
    await write(page, 'A bad idea');
    await saved(page);
    press(page, 'Discard draft');
    await shows(page, '');
    await page.until('The draft has been discarded.');
    press(page, 'Restore draft');
    await shows(page, 'A bad idea');
    expect(page.focused).to.equal(field(page));
    press(page, 'Discard draft');
    await shows(page, '');
    await aTimeout(400);
    page.element.remove();
    await shows(await composer(desk, 'one', desk.another()), '');
  });

  it('is the same in two tabs; where both have changed it, each keeps its own and offers the other’s', async () => {
    const desk = deskOf();
    const [one, two] = [await composer(desk), await composer(desk, 'one', desk.another())];
    await write(one, 'From the first');
    await shows(two, 'From the first');
    await saved(one);
    await Promise.all([write(one, 'First again'), write(two, 'Second')]);
    await one.until('You have written something else here in another tab or window:');
    await two.until('First again');
    await expect(one.element).to.be.accessible();
    press(one, 'Take the other version');
    await shows(one, 'Second');
    expect(one.focused).to.equal(field(one));
    await waitUntil(() => !two.has('button', 'Keep this version'), 'the other tab still asks');
  });

  it('stays for the customer whose session has ended, and for nobody else', async () => {
    const desk = deskOf();
    const page = await composer(desk);
    await write(page, 'Mine');
    await saved(page);
    page.element.remove();
    await desk.portal.endSession();
    const back = desk.another();
    await back.signIn({ email: ALICE, password: SAMPLE_PASSWORD });
    const again = await composer(desk, 'one', back);
    await shows(again, 'Mine');
    again.element.remove();
    await back.endSession();
    const other = desk.another();
    await other.signIn({ email: 'bob@acme.example', password: SAMPLE_PASSWORD });
    await aTimeout(200);
    const returned = desk.another();
    await returned.signIn({ email: ALICE, password: SAMPLE_PASSWORD });
    await shows(await composer(desk, 'one', returned), '');
  });

  it('is wiped by a sign-out, in the other tab too', async () => {
    const desk = deskOf();
    const [page, other] = [await composer(desk), await composer(desk, 'one', desk.another())];
    await write(page, 'Nobody’s business');
    await shows(other, 'Nobody’s business');
    await desk.portal.signOut();
    await shows(other, '');
    page.element.remove();
    other.element.remove();
    const back = desk.another();
    await back.signIn({ email: ALICE, password: SAMPLE_PASSWORD });
    await shows(await composer(desk, 'one', back), '');
  });
});

describe('a reply that was pressed', () => {
  afterEach(() => { Reflect.deleteProperty(navigator, 'onLine'); });

  it('can be undone for as long as the owner says: text and files are in their place again, and nothing is sent', async () => {
    const desk = deskOf(30);
    const page = await composer(desk);
    await write(page, 'Too soon');
    await attach(page, file('a.txt'));
    press(page, 'Send reply');
    await page.appears('button', 'Undo');
    expect(page.text).to.match(/Sending in (30|29) seconds/);
    expect(page.said).to.include('It will be sent in 30 seconds. You can undo that with the button or with Ctrl+Z.');
    expect(field(page).readOnly).to.equal(true);
    expect(asksBeforeLeaving()).to.equal(true);
    await expect(page.element).to.be.accessible();
    press(page, 'Undo');
    await waitUntil(() => !field(page).readOnly);
    expect(field(page).value).to.equal('Too soon');
    expect(page.text).to.include('a.txt');
    expect(page.said).to.include('It has not been sent.');
    expect(page.focused).to.equal(field(page));
    expect(page.all('article')).to.have.length(1);
    expect(desk.keys('reply')).to.deep.equal([]);
  });

  it('can be undone by the keyboard', async () => {
    const desk = deskOf(30);
    const page = await composer(desk);
    await write(page, 'Too soon');
    field(page).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }));
    await page.appears('button', 'Undo');
    page.get('button', /Sending in/).dispatchEvent(new KeyboardEvent('keydown', { key: 'z', metaKey: true, bubbles: true, cancelable: true }));
    await waitUntil(() => !page.has('button', 'Undo'));
    expect(field(page).value).to.equal('Too soon');
    expect(desk.keys('reply')).to.deep.equal([]);
  });

  it('is sent when the time is over', async () => {
    const desk = deskOf(3);
    const page = await composer(desk);
    await write(page, 'Soon');
    press(page, 'Send reply');
    await page.appears('button', 'Undo');
    await waitUntil(() => page.said.includes('Your reply has been sent.'));
    expect(await messages(desk)).to.deep.equal(['Hello', 'Soon']);
    expect(field(page).value).to.equal('');
    expect(page.has('button', 'Undo')).to.equal(false);
  });

  it('is the same press where it is pressed again with nothing changed', async () => {
    const desk = deskOf(30);
    const page = await composer(desk);
    await write(page, 'Same');
    press(page, 'Send reply');
    await page.appears('button', 'Undo');
    press(page, 'Undo');
    await waitUntil(() => !field(page).readOnly);
    desk.portal.settings = undoing(0);
    press(page, 'Send reply');
    await waitUntil(() => page.said.includes('Your reply has been sent.'));
    expect(desk.keys('reply')).to.have.length(1);
  });

  it('goes by itself after a reload, also where its ticket is not on the page', async () => {
    const desk = deskOf(3);
    const page = await composer(desk);
    await write(page, 'Pressed before');
    press(page, 'Send reply');
    await page.appears('button', 'Undo');
    page.element.remove();
    await desk.another().loadSession();
    await waitUntil(() => desk.keys('reply').length > 0, 'it is not sent');
    await aTimeout(100);
    expect(await messages(desk)).to.deep.equal(['Hello', 'Pressed before']);
  });

  it('waits while offline, leaves room for the next one, and both go in order', async () => {
    const desk = deskOf();
    const page = await composer(desk);
    online(false);
    await write(page, 'First');
    press(page, 'Send reply');
    await page.until('You are offline. It will be sent by itself as soon as you are connected again.');
    await shows(page, '');
    await write(page, 'Second');
    press(page, 'Send reply');
    await page.until('It will be sent after the one before.');
    await expect(page.element).to.be.accessible();
    online(true);
    await waitUntil(() => desk.keys('reply').length === 2 && page.all('article').length === 3 && !page.text.includes('Sending'), 'they still wait');
    expect(await messages(desk)).to.deep.equal(['Hello', 'First', 'Second']);
  });

  it('can be changed while it waits; what was written since follows it', async () => {
    const desk = deskOf();
    const page = await composer(desk);
    online(false);
    await write(page, 'First');
    await attach(page, file('a.txt'));
    press(page, 'Send reply');
    await page.appears('button', 'Edit');
    await write(page, 'Second');
    press(page, 'Edit');
    await shows(page, 'First\n\nSecond');
    expect(page.text).to.include('a.txt');
    await waitUntil(() => !page.has('button', 'Edit'), 'it still waits');
    online(true);
    await aTimeout(100);
    expect(await messages(desk)).to.deep.equal(['Hello']);
  });

  it('can be discarded while it waits, and had back', async () => {
    const desk = deskOf();
    const page = await composer(desk);
    online(false);
    await write(page, 'Never mind');
    press(page, 'Send reply');
    await page.appears('button', 'Discard');
    press(page, 'Discard');
    await waitUntil(() => !page.has('button', 'Discard'));
    online(true);
    await aTimeout(100);
    expect(await messages(desk)).to.deep.equal(['Hello']);
    press(page, 'Restore draft');
    await shows(page, 'Never mind');
  });

  it('is not changed before it is known whether it has arrived: it turns out that it has', async () => {
    const desk = deskOf();
    const page = await composer(desk);
    desk.backend.faults.set('reply', { reject: 'network', after: true });
    await write(page, 'Arrived');
    press(page, 'Send reply');
    await page.appears('button', 'Edit');
    press(page, 'Edit');
    await waitUntil(() => page.said.includes('Your reply has been sent.'));
    expect(field(page).value).to.equal('');
    expect(page.all('article')).to.have.length(2);
  });

  it('is not changed where that cannot be known', async () => {
    const desk = deskOf();
    const page = await composer(desk);
    desk.backend.faults.set('reply', { reject: 'network', after: true });
    await write(page, 'Arrived?');
    press(page, 'Send reply');
    await page.appears('button', 'Edit');
    desk.backend.faults.set('getTicket', { reject: 'network' });
    press(page, 'Edit');
    await page.until('It may have arrived already, which cannot be seen at the moment.');
    expect(field(page).value).to.equal('');
  });

  it('waits with the reason where it failed for good and something else has been written meanwhile', async () => {
    const desk = deskOf();
    const page = await composer(desk);
    online(false);
    await write(page, 'First');
    press(page, 'Send reply');
    await page.appears('button', 'Edit');
    await write(page, 'Second');
    desk.backend.faults.set('reply', { reject: 'conflict', once: true });
    online(true);
    await page.until('Not sent');
    expect(page.text).to.include('This is not possible any more.');
    expect(field(page).value).to.equal('Second');
    await expect(page.element).to.be.accessible();
    press(page, 'Try again');
    await waitUntil(() => page.said.includes('Your reply has been sent.'));
    expect(await messages(desk)).to.deep.equal(['Hello', 'First']);
  });

  it('is sent by one tab and appears in the other', async () => {
    const desk = deskOf();
    const [one, two] = [await composer(desk), await composer(desk, 'one', desk.another())];
    await write(one, 'Once');
    press(one, 'Send reply');
    await waitUntil(() => [one, two].every((page) => page.all('article').length === 2 && !page.text.includes('Sending')), 'it is not in both');
    expect(field(two).value).to.equal('');
    expect(desk.keys('reply')).to.have.length(1);
  });

  it('is sent before a sign-out, also where it could still be undone in another tab', async () => {
    const desk = deskOf(30);
    const page = await composer(desk);
    await write(page, 'Hurry');
    press(page, 'Send reply');
    await page.appears('button', 'Undo');
    const other = desk.another();
    await other.loadSession();
    await other.signOut();
    expect(desk.keys('reply')).to.have.length(1);
  });

  it('is not lost by a sign-out that nobody has asked about', async () => {
    const desk = deskOf();
    const page = await composer(desk);
    online(false);
    await write(page, 'Waiting');
    press(page, 'Send reply');
    await page.appears('button', 'Edit');
    const refused = await desk.portal.signOut().then(() => undefined, (error: unknown) => error);
    expect(isPortalError(refused, 'conflict')).to.equal(true);
    expect(desk.portal.session!.customer).not.to.equal(null);
    await desk.portal.signOut(undefined, { discard: true });
    expect(desk.portal.session!.customer).to.equal(null);
  });
});
