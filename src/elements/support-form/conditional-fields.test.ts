import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Form } from '../../contract/index.ts';
import { field, file, openForm, World, type Page } from './fixtures.test.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

const yes = { field: 'callback', is: ['true'] };
const ASKING: Form = { id: 'asking', name: 'Asking', fields: [
  field('subject', 'text', { required: true }),
  field('callback', 'checkbox'),
  field('phone', 'text', { required: true, when: yes }),
  field('product', 'select', { options: [{ value: 'cloud', label: 'Cloud' }, { value: 'desktop', label: 'Desktop' }] }),
  field('system', 'select', { required: true, when: { field: 'product', is: ['desktop'] }, options: [{ value: 'linux', label: 'Linux' }, { value: 'other', label: 'Other' }] }),
  field('which', 'text', { required: true, when: { field: 'system', is: ['other'] } }),
  field('log', 'file', { label: 'Log', when: { field: 'product', is: ['desktop'] } }),
  field('message', 'textarea', { required: true }),
] };

const labels = (page: Page): string[] => [...page.root.querySelectorAll('form label:not(.button)')].map(({ textContent }) => textContent.replace('*', '').trim());

describe('support-form: fields that are asked only sometimes', () => {
  it('come and go with the answer that they depend on, where they belong, and it is said', async () => {
    const page = await openForm(new World({ forms: [ASKING] }));
    expect(labels(page)).to.deep.equal(['Subject', 'Callback', 'Product', 'Message']);
    await page.check('Callback');
    expect(labels(page)).to.deep.equal(['Subject', 'Callback', 'Phone', 'Product', 'Message']);
    expect(page.said()).to.contain('One more field to fill in: Phone');
    await page.choose('Product', 'Desktop');
    expect(page.said()).to.contain('2 more fields to fill in: System, Log');
    expect(page.root.querySelector('input[type=file]')).to.exist;
    await page.choose('System', 'Other');
    expect(labels(page)).to.deep.equal(['Subject', 'Callback', 'Phone', 'Product', 'System', 'Which', 'Message']);
    await expect(page.element).to.be.accessible();
    await page.choose('Product', 'Cloud');
    expect(labels(page), 'with the field also what depends on it').to.deep.equal(['Subject', 'Callback', 'Phone', 'Product', 'Message']);
    expect(page.said()).to.contain('3 fields less: System, Which, Log');
  });

  it('leave the focus where it is, and the ids of the others', async () => {
    const page = await openForm(new World({ forms: [ASKING] }));
    const message = page.control('Message');
    const { id } = message;
    page.control('Callback').focus();
    await sendKeys({ press: 'Space' });
    await waitUntil(() => page.find('Phone') !== undefined);
    expect(page.focused).to.equal(page.control('Callback'));
    expect(page.control('Message'), 'the same control').to.equal(message);
    expect(message.id).to.equal(id);
  });

  it('keep what was typed while they are not asked, and do not send it', async () => {
    const world = new World({ forms: [ASKING] });
    const page = await openForm(world);
    await page.type('Subject', 'A question');
    await page.type('Message', 'What it is about');
    await page.check('Callback');
    await page.type('Phone', '0123');
    await page.choose('Product', 'Desktop');
    await page.choose('System', 'Linux');
    await page.pick(file('a.log', 3));
    await page.check('Callback');
    await page.choose('Product', 'Cloud');
    let asked: object = {};
    page.element.addEventListener('before-submit', (event) => {
      asked = event.values;
      event.preventDefault();
    }, { once: true });
    await page.submit();
    expect(asked, 'the page sees what would be sent').to.deep.equal({ subject: 'A question', callback: false, product: 'cloud', message: 'What it is about' });
    await page.check('Callback');
    expect(page.control('Phone').value).to.equal('0123');
    await page.check('Callback');
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
    expect(world.created.map(({ values, files }) => [values, files])).to.deep.equal([[{ subject: 'A question', callback: false, product: 'cloud', message: 'What it is about' }, {}]]);
  });

  it('are required only while they are asked', async () => {
    const world = new World({ forms: [ASKING] });
    const page = await openForm(world);
    await page.type('Subject', 'A question');
    await page.type('Message', 'What it is about');
    await page.check('Callback');
    await page.submit();
    const errors = (): string[] => [...page.root.querySelectorAll('#summary li')].map(({ textContent }) => textContent);
    expect(errors()).to.deep.equal(['Phone – Fill in this field.']);
    page.links()[0]!.click();
    expect(page.focused).to.equal(page.control('Phone'));
    await page.check('Callback');
    expect(errors(), 'nobody asks for it any more').to.deep.equal([]);
    await page.check('Callback');
    expect(errors(), 'what has just appeared is not wrong yet').to.deep.equal([]);
    await page.check('Callback');
    await page.submit();
    await waitUntil(() => world.created.length === 1);
  });
});
