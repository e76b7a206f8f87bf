import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { PortalError, type Issue } from '../../contract/index.ts';
import { field, FIELDS, file, FORM, open, openForm, Page, QUESTION, World } from './fixtures.test.ts';
import type { BeforeSubmitEvent, SupportForm } from './support-form.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

describe('support-form: the fields', () => {
  it('shows every field of the form with its label, help and kind, and is accessible', async () => {
    const page = await openForm();
    expect(page.heading).to.equal('Submit a support ticket');
    expect(page.control('Subject').type).to.equal('text');
    expect(page.control('Message').localName).to.equal('textarea');
    expect(page.description(page.control('Message'))).to.equal('What happened?');
    expect(page.options('Product')).to.deep.equal(['Choose …', 'Cloud', 'Desktop']);
    expect(page.group('Browsers')).not.to.equal(undefined);
    expect(page.control('Chrome').type).to.equal('checkbox');
    expect(page.control('Since').type).to.equal('date');
    expect(page.control('Callback').type).to.equal('checkbox');
    expect(page.button('Submit')).to.exist;
    await expect(page.element).to.be.accessible();
  });

  it('says which fields are required, by sight and to assistive technology', async () => {
    const page = await openForm();
    expect(page.text).to.contain('Fields marked with * are required.');
    expect(page.control('Subject').getAttribute('aria-required')).to.equal('true');
    expect(page.control('Seats').hasAttribute('aria-required')).to.be.false;
    const required = await openForm(new World({ forms: [{ ...FORM, fields: [field('since', 'date', { required: true }), field('browsers', 'multiselect', { required: true, options: [{ value: 'a', label: 'A' }] })] }] }));
    expect(required.group('Browsers')!.querySelector('legend')!.textContent).to.contain('(required)');
    expect(required.root.querySelector('label')!.textContent).to.contain('(required)');
    await expect(required.element).to.be.accessible();
  });

  it('shows the texts of the ticketing system literally', async () => {
    const page = await openForm();
    expect(page.text).to.contain('<b>Tell</b> us');
    expect(page.root.querySelector('b')).to.equal(null);
  });

  it('calls the fields that every ticket has in the reader’s language, unless the ticketing system has names of its own for them', async () => {
    const own = field('message', 'textarea', { label: 'Details', required: true });
    const page = await openForm(new World({ forms: [{ ...FORM, fields: [field('subject', 'text', { required: true }), own, field('attachments', 'file'), field('product', 'text')] }] }));
    const labels = (): string[] => [...page.root.querySelectorAll('[part~="field"] bdi')].map((label) => label.textContent);
    expect(labels()).to.deep.equal(['Subject', 'Details', 'Attachments', 'Product']);
    page.element.lang = 'de';
    await waitUntil(() => labels().includes('Betreff'), 'still in English');
    expect(labels()).to.deep.equal(['Betreff', 'Details', 'Anhänge', 'Product']);
    page.button('Absenden').click();
    await waitUntil(() => page.text.includes('Betreff – Füllen Sie dieses Feld aus.'), 'the summary calls it otherwise');
  });

  it('offers the choices that fit another field, and brings a choice back when it fits again', async () => {
    const page = await openForm();
    expect(page.options('Component')).to.deep.equal(['Choose Product first']);
    await page.choose('Product', 'Cloud');
    expect(page.options('Component')).to.deep.equal(['Choose …', 'API']);
    await page.choose('Component', 'API');
    await page.choose('Product', 'Desktop');
    expect(page.options('Component')).to.deep.equal(['Choose …', 'Setup']);
    expect(page.select('Component').value).to.equal('');
    await page.choose('Product', 'Cloud');
    expect(page.select('Component').value).to.equal('api');
  });

  it('does not ask for files where messages cannot carry them', async () => {
    const page = await openForm(new World({ capabilities: { files: null } }));
    expect(page.root.querySelector('input[type=file]')).to.equal(null);
    await page.fill();
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
  });

  it('starts with the defaults of the form, and with what the page fills in where that fits', async () => {
    const forms = [{ ...FORM, fields: FIELDS.map((one) => (one.id === 'product' ? { ...one, default: 'desktop' } : one.id === 'seats' ? { ...one, default: 3 } : one)) }];
    const page = await openForm(new World({ forms }), { prefill: {
      subject: 'x'.repeat(100), product: 'nonsense', browsers: ['f', 'zzz'], since: '2026-01-02', callback: 'true', nobody: 'knows', attachments: 'x', message: 17,
    } });
    expect(page.control('Subject').value).to.equal('x'.repeat(60));
    expect(page.control('Message').value).to.equal('17');
    expect(page.select('Product').value).to.equal('desktop');
    expect(page.control('Seats').value).to.equal('3');
    expect(page.control('Firefox').checked).to.be.true;
    expect(page.control('Chrome').checked).to.be.false;
    expect(page.control('Since').value).to.equal('2026-01-02');
    expect(page.control('Callback').checked).to.be.true;
  });

  it('reads the prefill attribute, and survives one that is no JSON', async () => {
    const world = new World();
    const element = await fixture<SupportForm>(html`<support-form .portal=${world.portal} prefill='{"subject":"From the page"}'></support-form>`);
    const page = new Page(element);
    await waitUntil(() => page.findButton('Submit') !== undefined);
    expect(page.control('Subject').value).to.equal('From the page');
    const { error } = console;
    console.error = () => undefined;
    element.setAttribute('prefill', '{oops');
    await element.updateComplete;
    console.error = error;
    expect(page.control('Subject').value).to.equal('');
  });

  it('counts characters only near the limit, and cuts nothing off', async () => {
    const page = await openForm();
    await page.type('Subject', 'x'.repeat(20));
    expect(page.description(page.control('Subject'))).to.equal('');
    await page.type('Subject', 'x'.repeat(59));
    expect(page.description(page.control('Subject'))).to.equal('1 character left');
    await page.type('Subject', 'x'.repeat(65));
    expect(page.description(page.control('Subject'))).to.equal('5 characters too many');
    expect(page.said()).to.contain('Enter at most 60 characters.');
    expect(page.control('Subject').value).to.have.length(65);
  });
});

describe('support-form: submitting', () => {
  it('creates a ticket with values and files, tells the page, and thanks', async () => {
    const world = new World();
    const page = await openForm(world, { ticketUrl: '/tickets/{id}' });
    await page.fill();
    await page.choose('Component', 'API');
    await page.check('Firefox');
    await page.check('Chrome');
    await page.type('Seats', '1,234.5');
    await page.type('Since', '2026-03-04');
    await page.check('Callback');
    await page.pick(file('log.txt', 10));
    const event = oneEvent(page.element, 'ticket-created');
    await page.submit();
    const { ticket } = await event as unknown as { ticket: { displayId: string; id: string } };
    await waitUntil(() => page.heading === 'Thank you');
    expect(world.created).to.have.length(1);
    expect(world.created[0]!.values).to.deep.equal({
      subject: 'Printer on fire', message: 'It burns since noon.', product: 'cloud', component: 'api', browsers: ['c', 'f'], seats: 1234.5, since: '2026-03-04', callback: true,
    });
    expect(world.created[0]!.files['attachments']!.map(({ name }) => name)).to.deep.equal(['log.txt']);
    expect(page.text).to.contain(ticket.displayId);
    await waitUntil(() => page.focused?.textContent === 'Thank you', 'the focus is on the confirmation');
    expect(page.said()).to.contain('has been submitted');
    expect(page.links().map((link) => [link.textContent, link.getAttribute('href')])).to.deep.equal([['View your ticket', `/tickets/${ticket.id}`]]);
    expect(await world.tickets()).to.deep.equal(['Printer on fire']);
    await expect(page.element).to.be.accessible();
  });

  it('lets the page open the ticket itself', async () => {
    const page = await openForm(new World(), { ticketUrl: '#/tickets/{id}' });
    await page.fill();
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
    let selected = '';
    page.element.addEventListener('ticket-select', (event) => {
      selected = event.ticketId;
      event.preventDefault();
    });
    page.links()[0]!.click();
    expect(selected).to.equal('1001');
    expect(location.hash).to.equal('');
    await waitUntil(() => page.find('Subject')?.value === '', 'the next one finds an empty form');
  });

  it('offers an empty form afterwards', async () => {
    const page = await openForm();
    await page.fill();
    await page.pick(file('log.txt', 10));
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
    page.button('Submit another ticket').click();
    await waitUntil(() => page.findButton('Submit') !== undefined);
    expect(page.control('Subject').value).to.equal('');
    expect(page.select('Product').value).to.equal('');
    expect(page.findButton('Remove log.txt')).to.equal(undefined);
    await waitUntil(() => page.focused?.textContent === 'Submit a support ticket');
  });

  it('asks the page first, with what would be sent, and sends nothing if it says no', async () => {
    const world = new World();
    const page = await openForm(world);
    let asked: BeforeSubmitEvent | undefined;
    page.element.addEventListener('before-submit', (event) => {
      asked = event;
      event.preventDefault();
    }, { once: true });
    await page.fill();
    await page.submit();
    expect(asked!.formId).to.equal('problem');
    expect(asked!.values['subject']).to.equal('Printer on fire');
    expect(world.created).to.have.length(0);
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
  });

  it('sends once, however often the button is pressed', async () => {
    const world = new World();
    const page = await openForm(world);
    let answer = (): void => undefined;
    world.gate = new Promise<void>((resolve) => { answer = resolve; });
    await page.fill();
    await page.submit();
    await waitUntil(() => world.created.length === 1);
    page.button('Submitting …').click();
    page.button('Submitting …').click();
    expect(page.said()).to.contain('Submitting …');
    await expect(page.element).to.be.accessible();
    answer();
    await waitUntil(() => page.heading === 'Thank you');
    expect(world.created).to.have.length(1);
  });

  it('keeps the key of a submission whose answer was lost, so that one ticket is created', async () => {
    const world = new World();
    const page = await openForm(world);
    world.backend.faults.set('createTicket', { after: true, reject: 'network', once: true });
    await page.fill();
    await page.submit();
    await waitUntil(() => page.text.includes('It could not be sent yet. It will be tried again by itself.'));
    expect(page.control('Subject').value).to.equal('Printer on fire');
    expect(page.control('Subject').readOnly, 'what is sent by itself is not changed underneath').to.be.true;
    await expect(page.element).to.be.accessible();
    page.button('Send now').click();
    await waitUntil(() => page.heading === 'Thank you');
    expect(new Set(world.created.map(({ key }) => key)).size).to.equal(1);
    expect(await world.tickets()).to.deep.equal(['Printer on fire']);
  });

  it('takes a changed form for another submission', async () => {
    const world = new World();
    const page = await openForm(world);
    world.backend.faults.set('createTicket', { reject: 'unavailable', once: true });
    await page.fill();
    await page.submit();
    await waitUntil(() => page.findButton('Edit') !== undefined);
    page.button('Edit').click();
    await waitUntil(() => page.findButton('Submit') !== undefined);
    await page.type('Subject', 'Printer still on fire');
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
    expect(new Set(world.created.map(({ key }) => key)).size).to.equal(2);
  });

  it('can be given up on the way, and the focus stays in the form', async () => {
    const world = new World();
    const page = await openForm(world);
    world.backend.faults.set('createTicket', { hang: true });
    await page.fill();
    await page.submit();
    await waitUntil(() => page.findButton('Cancel submitting') !== undefined);
    page.button('Cancel submitting').focus();
    page.button('Cancel submitting').click();
    await waitUntil(() => page.text.includes('Submitting was cancelled. What you typed is still here.'));
    await waitUntil(() => page.focused !== null && page.focused === page.findButton('Submit'));
    expect(page.control('Subject').value).to.equal('Printer on fire');
    await expect(page.element).to.be.accessible();
  });

  it('shows how far files are, and changes nothing while sending', async () => {
    const world = new World();
    const page = await openForm(world);
    world.backend.faults.set('createTicket', { hang: true });
    await page.fill();
    await page.pick(file('log.txt', 10));
    await page.submit();
    expect(page.root.querySelector('progress')).to.exist;
    expect(page.text).to.contain('Waiting');
    expect(page.control('Subject').readOnly).to.be.true;
    await page.choose('Product', 'Desktop');
    expect(page.select('Product').value, 'a choice made now would be lost').to.equal('cloud');
  });

  it('goes on when the element leaves the page while sending', async () => {
    const world = new World();
    const page = await openForm(world);
    world.backend.faults.set('createTicket', { delay: 30 });
    await page.fill();
    const { parentElement } = page.element;
    await page.submit();
    page.element.remove();
    await waitUntil(async () => (await world.tickets()).length === 1);
    parentElement!.append(page.element);
    await waitUntil(() => page.heading === 'Thank you');
    expect(world.created).to.have.length(1);
  });

  it('asks before the page is left while something is typed', async () => {
    const leave = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const page = await openForm();
    expect(leave(), 'untouched').to.be.false;
    await page.type('Subject', 'x');
    expect(leave(), 'typed').to.be.true;
    page.element.remove();
    expect(leave(), 'gone').to.be.false;
  });
});

describe('support-form: errors', () => {
  it('lists what is wrong with links to the fields, brings the focus there, and keeps what was typed', async () => {
    const page = await openForm();
    await page.type('Message', 'short');
    await page.type('Seats', 'many');
    await page.submit();
    const summary = page.root.querySelector<HTMLElement>('[role=group][tabindex="-1"]')!;
    await waitUntil(() => page.focused === summary, 'the summary has the focus');
    expect(page.links().map((link) => link.textContent)).to.deep.equal([
      'Subject – Fill in this field.', 'Message – Enter at least 10 characters.', 'Product – Choose one of the options.', 'Seats – Enter a number.',
    ]);
    expect(summary.textContent).to.contain('4 fields need your attention');
    expect(page.control('Message').value).to.equal('short');
    expect(page.control('Seats').value).to.equal('many');
    await expect(page.element).to.be.accessible();
    page.links()[3]!.click();
    expect(page.focused).to.equal(page.control('Seats'));
    expect(location.hash).to.equal('');
  });

  it('stands at the field, too, in words and for assistive technology', async () => {
    const page = await openForm();
    await page.submit();
    const subject = page.control('Subject');
    expect(subject.getAttribute('aria-invalid')).to.equal('true');
    expect(page.description(subject)).to.equal('Fill in this field.');
    expect(page.description(page.control('Message'))).to.equal('What happened? Fill in this field.');
    expect(page.control('Seats').hasAttribute('aria-invalid')).to.be.false;
  });

  it('does not correct before the first submission, and corrects field by field afterwards', async () => {
    const page = await openForm();
    await page.type('Message', 'short');
    expect(page.text).not.to.contain('at least 10');
    await page.submit();
    await page.type('Message', 'long enough now');
    expect(page.control('Message').hasAttribute('aria-invalid')).to.be.false;
    expect(page.text).to.contain('2 fields need your attention');
    await page.type('Seats', '0');
    expect(page.description(page.control('Seats'))).to.equal('Enter 1 or more.');
    expect(page.text).to.contain('3 fields need your attention');
  });

  it('does not call a new field wrong while it is being typed in', async () => {
    const page = await openForm();
    await page.fill();
    await page.type('Subject', '');
    await page.submit();
    const seats = page.control('Seats');
    seats.value = '0';
    seats.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await page.element.updateComplete;
    expect(seats.hasAttribute('aria-invalid')).to.be.false;
    seats.dispatchEvent(new Event('change', { bubbles: true }));
    await page.element.updateComplete;
    expect(seats.getAttribute('aria-invalid')).to.equal('true');
  });

  it('puts what the server says to its field, where it stays until the field is changed', async () => {
    const page = await openForm(refusing([{ path: 'subject', code: 'pattern' }]));
    await page.fill();
    await page.submit();
    await waitUntil(() => page.links().length === 1);
    expect(page.links()[0]!.textContent).to.equal('Subject – This value does not have the expected format.');
    await waitUntil(() => page.focused?.getAttribute('role') === 'group');
    expect(page.text).not.to.contain('Something in this request is not valid.');
    await page.type('Message', 'Something else altogether');
    expect(page.links()).to.have.length(1);
    await page.type('Subject', 'Other words');
    expect(page.links()).to.have.length(0);
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
  });

  it('puts what the server says of a file to that file', async () => {
    const page = await openForm(refusing([{ path: 'files.1', code: 'file-name' }]));
    await page.fill();
    await page.pick(file('a.txt', 3), file('b.txt', 4));
    await page.submit();
    await waitUntil(() => page.links().length === 1);
    expect(page.description(page.button('Remove b.txt'))).to.equal('The name of this file is not accepted. Rename it and try again.');
    expect(page.description(page.button('Remove a.txt'))).to.equal('');
    await expect(page.element).to.be.accessible();
    page.button('Remove b.txt').click();
    await page.element.updateComplete;
    expect(page.links()).to.have.length(0);
  });

  it('says so where the server’s reason belongs to no field', async () => {
    const page = await openForm(refusing([{ path: 'formId', code: 'invalid' }]));
    await page.fill();
    await page.submit();
    await waitUntil(() => page.text.includes('Something in this request is not valid.'));
  });

  it('says what is wrong with files before anything is sent', async () => {
    const world = new World({ capabilities: { files: { maxFiles: 2, maxBytes: 100, accept: null } } });
    const page = await openForm(world);
    await page.fill();
    await page.pick(file('huge.bin', 101));
    expect(page.text).to.contain('This file is too large.');
    await page.submit();
    expect(page.links()[0]!.textContent).to.contain('Files – This file is too large.');
    expect(world.created).to.have.length(0);
    page.links()[0]!.click();
    expect(page.focused).to.equal(page.root.querySelector('input[type=file]'));
  });

  it('does not take half a date for none', async () => {
    const page = await openForm();
    await page.fill();
    const date = page.control('Since');
    Object.defineProperty(date, 'validity', { value: { badInput: true } });
    date.dispatchEvent(new FocusEvent('blur'));
    await page.submit();
    expect(page.links().map((link) => link.textContent)).to.deep.equal(['Since – Enter a date.']);
  });

  it('has words for every kind of problem', async () => {
    const options = [{ value: 'a', label: 'A' }];
    const fields = [
      field('text', 'text', { maxLength: 3, pattern: '[a-z]*' }), field('box', 'checkbox', { required: true }), field('many', 'multiselect', { required: true, options }),
      field('whole', 'number', { required: true, integer: true, max: 5 }), field('day', 'date', { required: true, min: '2026-11-01', max: '2026-11-30' }), field('proof', 'file', { required: true }),
    ];
    const page = await openForm(new World({ forms: [{ ...FORM, fields }] }));
    await page.type('Text', 'toolong');
    await page.submit();
    expect(page.links().map((link) => link.textContent)).to.deep.equal([
      'Text – Enter at most 3 characters.', 'Box – Check this box to go on.', 'Many – Choose at least one option.', 'Whole – Enter a whole number.', 'Day – Enter a date.', 'Proof – Add a file.',
    ]);
    await expect(page.element).to.be.accessible();
    for (const link of page.links()) {
      link.click();
      expect(page.focused?.localName, link.textContent).to.match(/^(input|textarea|select)$/);
    }
    await page.type('Text', 'A');
    await page.type('Whole', '6');
    await page.type('Day', '2026-10-31');
    expect(page.links().map((link) => link.textContent)).to.include.members([
      'Text – This value does not have the expected format.', 'Whole – Enter 5 or less.', 'Day – Enter Nov 1, 2026 or a later date.',
    ]);
    await page.type('Day', '2026-12-01');
    expect(page.links().map((link) => link.textContent)).to.include('Day – Enter Nov 30, 2026 or an earlier date.');
  });

  it('never sends with the Enter that ends a composition', async () => {
    const page = await openForm();
    const enter = (init: KeyboardEventInit): boolean => page.control('Subject').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...init }));
    expect(enter({ isComposing: true })).to.be.false;
    /* eslint-disable @typescript-eslint/no-deprecated -- what Safari has instead */
    expect(enter({ keyCode: 229 })).to.be.false;
    expect(enter({ keyCode: 13 })).to.be.true;
    /* eslint-enable @typescript-eslint/no-deprecated */
  });
});

describe('support-form: nothing typed is lost', () => {
  it('by a session that ended: it says so, and sends by itself after the same customer has signed in again', async () => {
    const world = new World();
    const page = await openForm(world);
    const asked: string[] = [];
    page.element.addEventListener('before-submit', ({ formId }) => { asked.push(formId); });
    await page.fill();
    world.access.expire();
    world.backend.faults.set('createTicket', { reject: 'unauthenticated', once: true });
    await page.submit();
    await waitUntil(() => page.text.includes('Your session has ended.'));
    expect(page.control('Subject').value).to.equal('Printer on fire');
    await expect(page.element).to.be.accessible();
    await world.portal.signIn({ email: 'alice@acme.example', password: 'pw' });
    await waitUntil(() => page.heading === 'Thank you');
    expect(await world.tickets()).to.deep.equal(['Printer on fire']);
    expect(new Set(world.created.map(({ key }) => key)).size).to.equal(1);
    expect(asked).to.deep.equal(['problem']);
  });

  it('by a session that ended: what was changed since waits to be sent', async () => {
    const world = new World();
    const page = await openForm(world);
    await page.fill();
    world.access.expire();
    world.backend.faults.set('createTicket', { reject: 'unauthenticated', once: true });
    await page.submit();
    await waitUntil(() => page.text.includes('What you have sent goes on its way as soon as you have signed in again.'));
    page.button('Edit').click();
    await waitUntil(() => page.findButton('Submit') !== undefined);
    await page.type('Subject', 'Printer out');
    await world.portal.signIn({ email: 'alice@acme.example', password: 'pw' });
    await waitUntil(() => page.root.querySelector('portal-login') === null);
    expect(page.control('Subject').value).to.equal('Printer out');
    expect(page.text).not.to.include('Submitting');
    expect(await world.tickets()).to.deep.equal([]);
  });

  it('by a session that ended before anything was typed: the form stays with what the page has filled in', async () => {
    const world = new World();
    const page = await openForm(world, { prefill: { subject: 'Filled in', message: 'by the page itself', product: 'cloud' } });
    world.backend.faults.set('createTicket', { reject: 'unauthenticated', once: true });
    page.button('Submit').focus();
    await page.submit();
    await waitUntil(() => page.text.includes('Your session has ended.') || page.root.querySelector('portal-login') !== null);
    await waitUntil(() => page.focused?.localName === 'portal-login', 'the focus does not go to the sign-in');
    expect(page.control('Subject').value).to.equal('Filled in');
  });

  it('but it is not shown to another customer, and goes on sign-out', async () => {
    const world = new World();
    const page = await openForm(world);
    await page.fill();
    world.backend.faults.set('createTicket', { reject: 'unauthenticated', once: true });
    await page.submit();
    await waitUntil(() => page.text.includes('Your session has ended.'));
    await world.portal.signIn({ email: 'bob@acme.example', password: 'pw' });
    await waitUntil(() => page.find('Subject')?.value === '', 'the other customer finds an empty form');
    await page.fill();
    await world.portal.signOut();
    await waitUntil(() => page.find('Subject') === undefined && (page.root.querySelector('portal-login') !== null || page.text.includes('Sign in to submit a ticket.')), 'the form is gone');
    await world.portal.signIn({ email: 'bob@acme.example', password: 'pw' });
    await waitUntil(() => page.find('Subject') !== undefined, 'the form is there again');
    expect(page.control('Subject').value).to.equal('');
  });

  it('by another language, which changes all texts and no number', async () => {
    const page = await openForm();
    await page.fill();
    await page.type('Seats', '1,5');
    page.element.lang = 'ko';
    await waitUntil(() => page.findButton('제출') !== undefined);
    expect(page.control('제목').value).to.equal('Printer on fire');
    expect(page.control('Seats').value).to.equal('1,5');
    await expect(page.element).to.be.accessible();
  });

  it('by another form and back; what both ask for is in both', async () => {
    const page = await open(new World({ forms: [FORM, QUESTION] }));
    await page.chooseForm('Report a problem');
    await waitUntil(() => page.findButton('Submit') !== undefined);
    await page.fill();
    await page.chooseForm('Ask a question');
    await waitUntil(() => page.find('Details') !== undefined);
    expect(page.control('Subject').value).to.equal('Printer on fire');
    await page.chooseForm('Report a problem');
    await waitUntil(() => page.find('Message') !== undefined);
    expect(page.control('Message').value).to.equal('It burns since noon.');
  });

  it('by being moved in the page', async () => {
    const page = await openForm();
    await page.type('Subject', 'kept');
    const { parentElement } = page.element;
    page.element.remove();
    await Promise.resolve();
    parentElement!.append(page.element);
    await page.element.updateComplete;
    expect(page.control('Subject').value).to.equal('kept');
  });
});

describe('support-form: states', () => {
  it('lets the customer choose among several forms, and remembers the choice', async () => {
    const world = new World({ forms: [FORM, QUESTION] });
    const page = await open(world);
    await waitUntil(() => page.group('Kind of request') !== undefined);
    expect(page.findButton('Submit'), 'nothing is chosen').to.equal(undefined);
    expect([...page.group('Kind of request')!.querySelectorAll('label')].map(({ textContent }) => textContent)).to.deep.equal(['Report a problem', 'Ask a question']);
    expect(page.description(page.control('Report a problem'))).to.equal('<b>Tell</b> us');
    await expect(page.element).to.be.accessible();
    await page.chooseForm('Ask a question');
    await waitUntil(() => page.find('Details') !== undefined);
    await expect(page.element).to.be.accessible();
    const again = await openForm(world);
    expect(again.find('Details')).to.exist;
    expect(again.control('Ask a question').checked).to.be.true;
  });

  it('shows the form that the page has chosen, without a choice', async () => {
    const page = await openForm(new World({ forms: [FORM, QUESTION] }), { formId: 'question' });
    expect(page.group('Kind of request')).to.equal(undefined);
    expect(page.find('Details')).to.exist;
    page.element.formId = 'problem';
    await waitUntil(() => page.find('Message') !== undefined);
  });

  it('says that it is loading', async () => {
    const world = new World();
    world.backend.faults.set('getForm', { hang: true });
    const page = await open(world);
    await waitUntil(() => page.text.includes('Loading the form …'));
    await expect(page.element).to.be.accessible();
  });

  it('says what failed and tries again on request', async () => {
    const world = new World();
    world.backend.faults.set('getForm', { reject: 'unavailable', once: true });
    const page = await open(world);
    await waitUntil(() => page.text.includes('The support system cannot be reached at the moment.'));
    await expect(page.element).to.be.accessible();
    page.button('Try again').focus();
    page.button('Try again').click();
    await waitUntil(() => page.findButton('Submit') !== undefined);
    expect(page.focused?.localName).to.equal('h2');
  });

  it('goes on by itself when the network is back', async () => {
    const world = new World();
    world.backend.faults.set('listForms', { reject: 'network', once: true });
    const page = await open(world);
    await waitUntil(() => page.text.includes('The connection failed.'));
    window.dispatchEvent(new Event('online'));
    await waitUntil(() => page.findButton('Submit') !== undefined);
  });

  for (const [state, options, faults, text] of [
    ['there is no form', { forms: [] }, undefined, 'There is no form to fill in at the moment.'],
    ['the backend takes no tickets', { capabilities: { createTicket: false } }, undefined, 'Tickets cannot be submitted here.'],
    ['nobody is signed in', { signedIn: '' }, undefined, 'Sign in to submit a ticket.'],
    ['the customer may not', {}, 'forbidden', 'You do not have access to this.'],
  ] as const) {
    it(`says so when ${state}`, async () => {
      const world = new World(options);
      if (faults !== undefined) world.backend.faults.set('listForms', { reject: faults });
      const page = await open(world);
      await waitUntil(() => page.text.includes(text));
      expect(page.findButton('Submit')).to.equal(undefined);
      await expect(page.element).to.be.accessible();
    });
  }

  it('says so when the page asks for a form that is not there', async () => {
    const page = await open(new World(), { formId: 'nonsense' });
    await waitUntil(() => page.text.includes('There is no such form.'));
  });

  it('says what the owner has to do where there is no portal', async () => {
    const element = await fixture<SupportForm>(html`<support-form></support-form>`);
    expect(new Page(element).text).to.contain('“gateway” attribute');
  });
});

/** A backend that refuses the first ticket for these reasons. */
function refusing(issues: readonly Issue[]): World {
  const world = new World();
  world.backend.faults.set('createTicket', { reject: new PortalError('invalid-input', 'Refused.', { issues }), once: true });
  return world;
}
