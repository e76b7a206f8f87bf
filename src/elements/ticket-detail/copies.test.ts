import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { SAMPLE_PASSWORD } from '../../adapters/memory/index.ts';
import { PortalError } from '../../contract/index.ts';
import { ALICE, asksBeforeLeaving, Desk, ticketOf, type Page } from './fixtures.test.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

const FIELD = 'Add someone by email or name';
const field = (page: Page): HTMLInputElement => page.root.querySelector<HTMLInputElement>('[role=combobox]')!;
const options = (page: Page): string[] => page.all('option').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
const activeOption = (page: Page): string | undefined => page.root.getElementById(field(page).getAttribute('aria-activedescendant') ?? '')?.querySelector('bdi')?.textContent;
const problem = (page: Page): string => page.root.getElementById(field(page).getAttribute('aria-describedby')!)!.textContent.trim();
const withCopies = (...cc: string[]): Desk => new Desk({ tickets: [ticketOf('one', { cc }), ticketOf('two')] });

async function openEditor(desk: Desk, key = 'one'): Promise<Page> {
  const page = await desk.open(key);
  await page.appears('combobox', FIELD);
  return page;
}

async function add(page: Page, text: string): Promise<void> {
  await page.type(field(page), text);
  page.get('button', 'Add to CC').click();
}

describe('ticket-detail: people in copy', () => {
  beforeEach(() => setViewport({ width: 1000, height: 800 }));

  it('are a mere list where they cannot be changed', async () => {
    const desk = new Desk({ tickets: [ticketOf('one', { cc: ['bob@acme.example'] })], capabilities: { cc: false } });
    const page = await desk.open();
    await page.until('Bob Becker');
    await page.appears('textbox', 'Your reply');
    expect(page.has('button', /CC/)).to.be.false;
    expect(page.root.querySelector('[role=combobox]')).to.equal(null);
  });

  it('are found among colleagues while typing, chosen and added by keyboard alone, and it is said', async () => {
    const desk = withCopies('dave@acme.example');
    const page = await openEditor(desk);
    await expect(page.element).to.be.accessible();
    field(page).focus();
    await sendKeys({ type: 'be' });
    await page.appears('option', /Bob Becker/);
    expect(page.said).to.equal('1 colleague found');
    expect(field(page).getAttribute('aria-expanded')).to.equal('true');
    expect(activeOption(page)).to.equal(undefined);
    await expect(page.element).to.be.accessible();
    await sendKeys({ press: 'ArrowDown' });
    await page.element.updateComplete;
    expect(activeOption(page)).to.equal('Bob Becker');
    await sendKeys({ press: 'Enter' });
    await page.element.updateComplete;
    expect(field(page).value).to.equal('bob@acme.example');
    expect(page.has('listbox')).to.be.false;
    expect(desk.keys('addCc'), 'nobody is put in copy by choosing').to.have.length(0);
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => page.copies.length === 2);
    expect(page.copies).to.deep.equal(['Dave Dupont', 'Bob Becker']);
    await page.until('Bob Becker is in CC now.');
    expect(field(page).value).to.equal('');
    expect(page.focused).to.equal(field(page));
    expect((await desk.ticket('one')).cc.map(({ email }) => email)).to.include('bob@acme.example');
  });

  it('are all suggested on request but for those who are in it, and the list closes without losing what is typed', async () => {
    const page = await openEditor(withCopies('dave@acme.example'));
    field(page).focus();
    await sendKeys({ press: 'ArrowDown' });
    await page.appears('option', /Bob/);
    expect(options(page).some((text) => text.includes('Dave'))).to.be.false;
    await sendKeys({ press: 'Escape' });
    await page.element.updateComplete;
    expect(page.has('listbox')).to.be.false;
    await sendKeys({ type: 'bo' });
    await page.appears('option', /Bob/);
    await sendKeys({ press: 'Escape' });
    await page.element.updateComplete;
    expect([field(page).value, page.has('listbox')]).to.deep.equal(['bo', false]);
  });

  it('are chosen by a press, too, and the focus stays in the field', async () => {
    const page = await openEditor(withCopies());
    field(page).focus();
    field(page).click();
    const bob = await page.appears('option', /Bob/);
    const down = new MouseEvent('mousedown', { bubbles: true, cancelable: true });
    bob.dispatchEvent(down);
    expect(down.defaultPrevented, 'a press takes no focus').to.be.true;
    bob.click();
    await page.element.updateComplete;
    expect([field(page).value, page.focused]).to.deep.equal(['bob@acme.example', field(page)]);
  });

  it('may be typed as a whole address, or as the whole name of one who is suggested', async () => {
    const desk = withCopies();
    const page = await openEditor(desk);
    await add(page, ' new@elsewhere.example ');
    await page.until('new@elsewhere.example is in CC now.');
    await page.type(field(page), 'bob becker');
    await page.appears('option', /Bob/);
    page.get('button', 'Add to CC').click();
    await page.until('Bob Becker is in CC now.');
    expect((await desk.ticket('one')).cc.map(({ email }) => email)).to.deep.equal(['new@elsewhere.example', 'bob@acme.example']);
  });

  for (const [text, said] of [
    ['', 'Enter an email address, or choose a colleague.'],
    ['nobody', 'Enter a whole email address, such as name@example.com.'],
    ['Dave@acme.example', 'This person is in CC already.'],
  ] as const) {
    it(`are not added by “${text}”: says so at the field, where it stays`, async () => {
      const desk = withCopies('dave@acme.example');
      const page = await openEditor(desk);
      await add(page, text);
      await waitUntil(() => problem(page) === said, `${problem(page)} is said`);
      expect([field(page).value, field(page).getAttribute('aria-invalid')]).to.deep.equal([text, 'true']);
      await waitUntil(() => page.focused === field(page));
      await expect(page.element).to.be.accessible();
      await page.type(field(page), `${text}x`);
      expect(problem(page)).to.equal('');
      expect(desk.keys('addCc')).to.deep.equal([]);
    });
  }

  for (const [code, said] of [['option', 'Only colleagues can be put in CC. Choose one of those suggested.'], ['invalid', 'Enter a whole email address, such as name@example.com.']] as const) {
    it(`are refused by the gateway at the field (${code}), where the text stays`, async () => {
      const desk = withCopies();
      const page = await openEditor(desk);
      desk.backend.faults.set('addCc', { reject: new PortalError('invalid-input', 'No.', { issues: [{ path: 'email', code }] }) });
      await add(page, 'x@elsewhere.example');
      await waitUntil(() => problem(page) === said);
      expect(field(page).value).to.equal('x@elsewhere.example');
    });
  }

  it('are added once, however often the button is pressed, and also where only the answer got lost', async () => {
    const desk = withCopies();
    const page = await openEditor(desk);
    desk.backend.faults.set('addCc', { reject: 'network', after: true, delay: 20, once: true });
    await add(page, 'bob@acme.example');
    page.get('button', /Add/).click();
    await page.until('Adding …');
    await page.until('The connection failed.');
    expect(field(page).value).to.equal('bob@acme.example');
    expect(desk.keys('addCc'), 'one press at a time').to.have.length(1);
    page.get('button', 'Add to CC').click();
    await page.until('Bob Becker is in CC now.');
    expect(new Set(desk.keys('addCc')).size, 'the same press').to.equal(1);
    await add(page, 'dave@acme.example');
    await page.until('Dave Dupont is in CC now.');
    expect(new Set(desk.keys('addCc')).size).to.equal(2);
  });

  it('are added again under another key after something else has been done', async () => {
    const desk = withCopies('dave@acme.example');
    const page = await openEditor(desk);
    desk.backend.faults.set('addCc', { reject: 'network', after: true, once: true });
    await add(page, 'bob@acme.example');
    await page.until('The connection failed.');
    page.get('button', 'Remove Dave Dupont from CC').click();
    await page.until('Dave Dupont is no longer in CC.');
    await waitUntil(() => page.copies.includes('Bob Becker'), 'Bob had arrived');
    page.get('button', 'Remove Bob Becker from CC').click();
    await page.until('Bob Becker is no longer in CC.');
    page.get('button', 'Add to CC').click();
    await waitUntil(() => page.copies.length === 1);
    expect((await desk.ticket('one')).cc.map(({ name }) => name), 'the old answer is not taken for the new one').to.deep.equal(['Bob Becker']);
  });

  it('are taken out, said, and the focus goes to the next one', async () => {
    const desk = withCopies('bob@acme.example', 'dave@acme.example');
    const page = await openEditor(desk);
    const remove = page.get('button', 'Remove Bob Becker from CC');
    remove.focus();
    remove.click();
    await page.until('Bob Becker is no longer in CC.');
    expect(page.copies).to.deep.equal(['Dave Dupont']);
    await waitUntil(() => page.focused === page.get('button', 'Remove Dave Dupont from CC'));
    page.get('button', 'Remove Dave Dupont from CC').click();
    await waitUntil(() => page.copies.length === 0);
    await waitUntil(() => page.focused === field(page));
    expect((await desk.ticket('one')).cc).to.deep.equal([]);
  });

  it('stay where taking them out fails, and it is said there', async () => {
    const desk = withCopies('bob@acme.example');
    const page = await openEditor(desk);
    desk.backend.faults.set('removeCc', { reject: 'unavailable' });
    page.get('button', 'Remove Bob Becker from CC').click();
    await waitUntil(() => page.root.querySelector('.person [role=alert]')!.textContent.includes('The support system cannot be reached'));
    expect(page.copies).to.deep.equal(['Bob Becker']);
    await expect(page.element).to.be.accessible();
  });

  it('are asked before they take themselves out, because the ticket may be gone by that', async () => {
    const desk = new Desk({ tickets: [ticketOf('one', { requester: 'carol@globex.example', organization: 'globex', cc: [ALICE] })] });
    const page = await openEditor(desk);
    page.get('button', 'Remove Alice Arnold from CC').click();
    await page.until('Press again to leave.');
    expect(desk.keys('removeCc')).to.deep.equal([]);
    page.get('button', 'Remove Alice Arnold from CC').click();
    await page.until('There is no such ticket');
  });

  it('who take themselves out find the ticket gone, also where the backend cannot answer it any more', async () => {
    const desk = new Desk({ tickets: [ticketOf('one', { requester: 'carol@globex.example', organization: 'globex', cc: [ALICE] })] });
    const page = await openEditor(desk);
    desk.backend.faults.set('removeCc', { reject: 'not-found', after: true });
    for (let press = 0; press < 2; press += 1) {
      page.get('button', 'Remove Alice Arnold from CC').click();
      await page.element.updateComplete;
    }
    await page.until('There is no such ticket');
  });

  it('show the answer of the last press, whichever comes first', async () => {
    const desk = withCopies('bob@acme.example', 'dave@acme.example');
    const page = await openEditor(desk);
    // Nothing but the answers themselves tells how it is.
    desk.backend.faults.set('getTicket', { hang: true });
    let answer!: () => void;
    desk.late.set('removeCc', new Promise((resolve) => { answer = resolve; }));
    page.get('button', 'Remove Bob Becker from CC').click();
    await waitUntil(() => desk.keys('removeCc').length === 1);
    desk.late.clear();
    page.get('button', 'Remove Dave Dupont from CC').click();
    await waitUntil(() => page.copies.length === 0);
    answer();
    await page.until('Bob Becker is no longer in CC.');
    expect(page.copies).to.deep.equal([]);
  });

  it('are what another element of the page has made of them', async () => {
    const desk = withCopies();
    const page = await openEditor(desk);
    const other = await openEditor(desk);
    await add(other, 'bob@acme.example');
    await waitUntil(() => page.copies.includes('Bob Becker'));
  });

  it('can be typed where colleagues cannot be had', async () => {
    const desk = withCopies();
    const page = await openEditor(desk);
    desk.backend.faults.set('listColleagues', { reject: 'unavailable' });
    await page.type(field(page), 'bob');
    await page.until('The support system cannot be reached at the moment.');
    await add(page, 'bob@acme.example');
    await page.until('Bob Becker is in CC now.');
  });

  it('what is typed belongs to its ticket, is guarded, and goes on sign-out', async () => {
    const desk = withCopies();
    const page = await openEditor(desk);
    expect(asksBeforeLeaving()).to.be.false;
    await page.type(field(page), 'bob@');
    expect(asksBeforeLeaving()).to.be.true;
    page.element.ticketId = desk.backend.idOf('two');
    await page.until('The two ticket');
    await page.appears('combobox');
    expect(field(page).value).to.equal('');
    page.element.ticketId = desk.backend.idOf('one');
    await page.until('The one ticket');
    await page.appears('combobox');
    expect(field(page).value).to.equal('bob@');
    await desk.portal.signOut();
    await page.until('Sign in to see your tickets.');
    expect(asksBeforeLeaving()).to.be.false;
    await desk.portal.signIn({ email: ALICE, password: SAMPLE_PASSWORD });
    await page.appears('combobox');
    expect(field(page).value).to.equal('');
  });

  it('what was pressed before the session had ended goes on after the same customer has signed in again', async () => {
    const desk = withCopies();
    const page = await openEditor(desk);
    await desk.portal.loadSession();
    desk.backend.faults.set('addCc', { reject: 'unauthenticated', once: true });
    await add(page, 'bob@acme.example');
    await page.until('What you have sent goes on its way as soon as you have signed in again.');
    expect(field(page).value).to.equal('bob@acme.example');
    await desk.portal.signIn({ email: ALICE, password: SAMPLE_PASSWORD });
    await page.until('Bob Becker is in CC now.');
    expect(field(page).value).to.equal('');
  });

  it('speak Korean, and fit into 320 pixels', async () => {
    await setViewport({ width: 320, height: 700 });
    const page = await withCopies('bob@acme.example').open('one', { lang: 'ko' });
    await page.until('참조에 추가');
    page.all('button', '상세 정보')[0]!.click();
    await page.appears('button', 'Bob Becker 님을 참조에서 빼기');
    expect(document.documentElement.scrollWidth).to.be.at.most(320);
    await expect(page.element).to.be.accessible();
  });
});
