import { expect, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { PortalError } from '../../contract/index.ts';
import { ownerSettings } from '../../portal/owner-settings.test.ts';
import { file, FORM, open, openForm, QUESTION, World, type Page } from './fixtures.test.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

/** Until the device has what was typed. */
const saved = (page: Page): Promise<void> => waitUntil(() => page.text.includes('Draft saved'), 'it is saved');
/** As after a reload: another portal object of the same name, which knows only what the device has kept. */
const reloaded = async (page: Page, world: World, options: ConstructorParameters<typeof World>[0] = {}): Promise<World> => {
  page.element.remove();
  // The old page sends nothing any more: its session is over.
  world.access.expire();
  world.backend.faults.set('listForms', { reject: 'unauthenticated' });
  await world.portal.ticketing.listForms({}, {}).catch(() => undefined);
  return new World({ ...options, key: world.key });
};
const failing = (world: World, code: 'network' | 'unavailable' = 'network', after = false): void => { world.backend.faults.set('createTicket', { reject: code, after }); };

describe('support-form: a draft', () => {
  it('is kept with its files and is there again after a reload, also over what the page fills in', async () => {
    const world = new World();
    const page = await openForm(world);
    await page.fill();
    await page.check('Firefox');
    await page.type('Seats', '1,234.5');
    await page.pick(file('log.txt', 10));
    await saved(page);
    await expect(page.element).to.be.accessible();
    const again = await openForm(await reloaded(page, world), { prefill: { subject: 'By the page', since: '2026-01-02' } });
    expect(again.control('Subject').value).to.equal('Printer on fire');
    expect(again.select('Product').value).to.equal('cloud');
    expect(again.control('Firefox').checked).to.be.true;
    expect(again.control('Seats').value).to.equal('1,234.5');
    expect(again.control('Since').value, 'what nobody has typed').to.equal('2026-01-02');
    expect(again.findButton('Remove log.txt')).to.exist;
  });

  it('is not kept before anything is typed, and goes with the ticket', async () => {
    const world = new World();
    const page = await openForm(world, { prefill: { subject: 'By the page' } });
    expect(page.text).not.to.include('Draft saved');
    expect(page.findButton('Discard draft')).to.equal(undefined);
    await page.fill();
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
    const again = await openForm(await reloaded(page, world));
    expect(again.control('Subject').value).to.equal('');
  });

  it('can be discarded, and be had back', async () => {
    const world = new World();
    const page = await openForm(world);
    await page.fill();
    await saved(page);
    page.button('Discard draft').click();
    await waitUntil(() => page.control('Subject').value === '');
    expect(page.said()).to.contain('The draft has been discarded.');
    page.button('Restore draft').click();
    await waitUntil(() => page.control('Subject').value === 'Printer on fire');
    await waitUntil(() => page.focused === page.control('Subject'), 'the focus is where one writes');
  });

  it('belongs to its form where the page has chosen one, and goes along with the customer’s own choice', async () => {
    const world = new World({ forms: [FORM, QUESTION] });
    const page = await openForm(world, { formId: 'problem' });
    await page.type('Subject', 'A problem');
    page.element.formId = 'question';
    await waitUntil(() => page.find('Details') !== undefined);
    expect(page.control('Subject').value).to.equal('');
    page.element.formId = 'problem';
    await waitUntil(() => page.find('Message') !== undefined);
    expect(page.control('Subject').value).to.equal('A problem');
    const choosing = await open(world);
    await choosing.chooseForm('Report a problem');
    await waitUntil(() => choosing.find('Message') !== undefined);
    await choosing.chooseForm('Ask a question');
    await waitUntil(() => choosing.find('Details') !== undefined);
    expect(choosing.control('Subject').value).to.equal('A problem');
  });

  it('is in step with that of another tab', async () => {
    const world = new World();
    const here = await openForm(world);
    const there = await openForm(new World({ key: world.key }));
    await here.type('Subject', 'Typed here');
    await waitUntil(() => there.control('Subject').value === 'Typed here', 'the other tab has it');
  });

  it('goes on sign-out, and so does the choice of a form', async () => {
    const world = new World({ forms: [FORM, QUESTION] });
    const page = await open(world);
    await page.chooseForm('Report a problem');
    await waitUntil(() => page.find('Message') !== undefined);
    await page.fill();
    await saved(page);
    const remembered = (): string[] => Object.keys(localStorage).filter((name) => name.startsWith('portico:form:') && name.includes(world.key));
    expect(remembered()).to.have.length(1);
    await world.portal.signOut();
    await waitUntil(() => page.find('Subject') === undefined && (page.root.querySelector('portal-login') !== null || page.text.includes('Sign in to submit a ticket.')), 'the form is gone');
    expect(remembered()).to.deep.equal([]);
    const again = await openForm(new World({ key: world.key }));
    expect(again.control('Subject').value).to.equal('');
  });
});

describe('support-form: a form that was sent', () => {
  const undoing = { undoSeconds: 30 };

  it('can be undone for a while, by button and keyboard, and nothing is sent', async () => {
    const world = new World(undoing);
    const page = await openForm(world);
    for (const byKeyboard of [false, true]) {
      await page.fill();
      page.button('Submit').focus();
      await page.submit();
      await waitUntil(() => page.findButton('Undo') !== undefined);
      expect(page.text).to.match(/Sending in (?:30|29|28|27) seconds/);
      expect(page.said()).to.contain('You can undo that with the button or with Ctrl+Z.');
      expect(page.control('Subject').readOnly).to.be.true;
      await expect(page.element).to.be.accessible();
      if (byKeyboard) await sendKeys({ press: 'Control+z' });
      else page.button('Undo').click();
      await waitUntil(() => page.findButton('Submit') !== undefined);
      expect(page.control('Subject').value).to.equal('Printer on fire');
      expect(page.control('Subject').readOnly).to.be.false;
      await waitUntil(() => page.focused === page.control('Subject'));
    }
    expect(world.created).to.deep.equal([]);
  });

  it('can be undone after a reload, too', async () => {
    const world = new World(undoing);
    const page = await openForm(world);
    await page.fill();
    await page.pick(file('log.txt', 10));
    await page.submit();
    await waitUntil(() => page.findButton('Undo') !== undefined);
    const next = await reloaded(page, world, undoing);
    const again = await open(next);
    await waitUntil(() => again.findButton('Undo') !== undefined);
    expect(again.control('Subject').value).to.equal('Printer on fire');
    again.button('Undo').click();
    await waitUntil(() => again.findButton('Submit') !== undefined);
    expect(again.findButton('Remove log.txt')).to.exist;
    expect(next.created).to.deep.equal([]);
  });

  it('goes by itself when the time to undo is over', async () => {
    const world = new World({ undoSeconds: 1 });
    const page = await openForm(world);
    await page.fill();
    await page.submit();
    await waitUntil(() => page.findButton('Undo') !== undefined);
    expect(world.created).to.deep.equal([]);
    await waitUntil(() => page.heading === 'Thank you');
    expect(world.created).to.have.length(1);
  });

  it('waits through a reload, is sent by itself with the same key, and the customer learns where the ticket is', async () => {
    const world = new World();
    const page = await openForm(world);
    failing(world);
    await page.fill();
    await page.pick(file('log.txt', 10));
    await page.submit();
    await waitUntil(() => page.findButton('Send now') !== undefined);
    await expect(page.element).to.be.accessible();
    const next = await reloaded(page, world);
    const again = await open(next, { ticketUrl: '/tickets/{id}' });
    await waitUntil(() => again.heading === 'Thank you');
    expect(again.links().map((link) => link.getAttribute('href'))).to.deep.equal(['/tickets/1001']);
    expect(next.created.map(({ key, files }) => [key, files['attachments']?.map(({ name }) => name)])).to.deep.equal([[world.created[0]!.key, ['log.txt']]]);
  });

  it('that arrived before anybody looked is told when the form is opened', async () => {
    const world = new World();
    const page = await openForm(world);
    failing(world);
    await page.fill();
    await page.submit();
    await waitUntil(() => page.findButton('Send now') !== undefined);
    const next = await reloaded(page, world);
    // Another element of the page has the session loaded; what was pressed goes on then.
    await next.portal.loadSession();
    await waitUntil(async () => (await next.tickets()).length === 1);
    const again = await open(next);
    await waitUntil(() => again.heading === 'Thank you');
    again.button('Submit another ticket').click();
    await waitUntil(() => again.find('Subject')?.value === '');
    const third = await open(next);
    await waitUntil(() => third.findButton('Submit') !== undefined);
    expect(third.heading, 'said once').to.equal('Submit a support ticket');
  });

  it('leaves room for another one while it waits, and says which of both has arrived', async () => {
    const world = new World();
    const page = await openForm(world, { ticketUrl: '/tickets/{id}' });
    failing(world, 'unavailable');
    await page.fill();
    await page.submit();
    await waitUntil(() => page.findButton('Submit another ticket') !== undefined);
    page.button('Submit another ticket').click();
    await waitUntil(() => page.findButton('Submit') !== undefined);
    expect(page.control('Subject').value).to.equal('');
    expect(page.text).to.include('Printer on fire').and.to.include('It could not be sent yet. It will be tried again by itself.');
    await page.type('Subject', 'Something else');
    await expect(page.element).to.be.accessible();
    world.backend.faults.clear();
    const created = oneEvent(page.element, 'ticket-created');
    page.button('Send now').click();
    await created;
    await waitUntil(() => page.text.includes('has been submitted'));
    expect(page.control('Subject').value, 'what is being written stays').to.equal('Something else');
    expect(page.links().map((link) => link.getAttribute('href'))).to.deep.equal(['/tickets/1001']);
    await page.fill();
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
    expect(world.created.at(-1)!.key).not.to.equal(world.created[0]!.key);
  });

  it('can be given up while it waits, and be had back', async () => {
    const world = new World();
    const page = await openForm(world);
    failing(world);
    await page.fill();
    await page.submit();
    await waitUntil(() => page.findButton('Discard') !== undefined);
    page.button('Discard').click();
    await waitUntil(() => page.findButton('Restore draft') !== undefined);
    await waitUntil(() => page.focused === page.button('Restore draft'));
    expect(page.control('Subject').value).to.equal('');
    page.button('Restore draft').click();
    await waitUntil(() => page.control('Subject').value === 'Printer on fire');
  });

  it('is looked for before it is changed, where it may have arrived without an answer', async () => {
    const world = new World();
    const page = await openForm(world);
    failing(world, 'network', true);
    await page.fill();
    await page.submit();
    await waitUntil(() => page.findButton('Edit') !== undefined);
    world.backend.faults.set('listTickets', { reject: 'network', once: true });
    page.button('Edit').click();
    await waitUntil(() => page.text.includes('It may have arrived already'));
    expect(page.control('Subject').readOnly).to.be.true;
    page.button('Edit').click();
    await waitUntil(() => page.heading === 'Thank you');
    world.backend.faults.clear();
    expect(await world.tickets()).to.deep.equal(['Printer on fire']);
  });

  it('is in its place again, with the reason, when it is refused for good', async () => {
    const world = new World();
    const page = await openForm(world);
    world.backend.faults.set('createTicket', { reject: new PortalError('conflict', 'No.'), once: true });
    await page.fill();
    await page.submit();
    await waitUntil(() => page.text.includes('Your ticket has not been submitted. What you typed is still here.'));
    await waitUntil(() => page.findButton('Discard draft') !== undefined, 'it is a draft again');
    expect(page.control('Subject').readOnly).to.be.false;
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
  });

  it('leaves the owner’s words for the time to undo', async () => {
    const page = await openForm(new World({ settings: ownerSettings({ texts: { en: { 'send.undo': 'Stop!' } } }), ...undoing }));
    await page.fill();
    await page.submit();
    await waitUntil(() => page.findButton('Stop!') !== undefined);
  });
});
