import { expect } from '@open-wc/testing';
import type { PublicSettings } from '../../contract/index.ts';
import { ownerSettings } from '../../portal/owner-settings.test.ts';
import { open, openForm, World } from './fixtures.test.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

const prefilling = (enabled: boolean, maxLength = 2000): PublicSettings => ownerSettings({ form: { enabled: true, label: {}, prefill: { enabled, maxLength } } });
const address = `${location.pathname}${location.search}`;
const query = (parameters: string): string => `${address}${location.search === '' ? '?' : '&'}${parameters}`;

describe('support-form: what the page’s address fills in', () => {
  afterEach(() => { history.replaceState(null, '', address); });

  it('is there where the owner lets it, from the query and from that of the fragment', async () => {
    history.replaceState(null, '', `${query('subject=From%20the%20query&browsers=c&browsers=f&seats=3&callback=true&since=2026-01-02&nobody=knows')}#/new?product=cloud&subject=From%20the%20fragment`);
    const page = await openForm(new World({ settings: prefilling(true) }));
    expect(page.control('Subject').value).to.equal('From the fragment');
    expect(page.select('Product').value).to.equal('cloud');
    expect([page.control('Chrome').checked, page.control('Firefox').checked]).to.deep.equal([true, true]);
    expect(page.control('Seats').value).to.equal('3');
    expect(page.control('Callback').checked).to.be.true;
    expect(page.control('Since').value).to.equal('2026-01-02');
    expect(page.text).not.to.contain('Not everything');
  });

  it('is nothing where the owner does not let it, and where no owner has said so', async () => {
    history.replaceState(null, '', query('subject=Sneaky'));
    const off = await openForm(new World({ settings: prefilling(false) }));
    expect(off.control('Subject').value).to.equal('');
    const without = await openForm(new World());
    expect(without.control('Subject').value).to.equal('');
    const own = await openForm(new World({ settings: prefilling(true) }), { prefill: { subject: 'By the page' } });
    expect(own.control('Subject').value, 'the page’s own word goes first').to.equal('By the page');
  });

  it('is left out where it is too much or does not fit, whole, and the customer is told', async () => {
    history.replaceState(null, '', query(`subject=${'s'.repeat(30)}&message=${'m'.repeat(31)}&product=nonsense&browsers=c&browsers=zzz&seats=5&attachments=x`));
    const page = await openForm(new World({ settings: prefilling(true, 60) }));
    expect(page.control('Subject').value).to.have.length(30);
    expect(page.control('Message').value, 'nothing is cut').to.equal('');
    expect(page.control('Seats').value, 'what is short enough still fits').to.equal('5');
    expect(page.control('Chrome').checked, 'half of the choices would be another answer').to.be.false;
    expect(page.text).to.contain('Not everything in the address of this page could be filled in. Check these fields: Message, Product, Browsers');
    await expect(page.element).to.be.accessible();
  });

  it('gives way to what is typed, is not there for another ticket, and stays when the address goes on', async () => {
    history.replaceState(null, '', query('subject=Filled%20in&product=cloud&message=Long%20enough%20it%20is'));
    const world = new World({ settings: prefilling(true) });
    const page = await openForm(world);
    history.replaceState(null, '', `${address}#/tickets`);
    dispatchEvent(new HashChangeEvent('hashchange'));
    await page.element.updateComplete;
    expect(page.control('Subject').value).to.equal('Filled in');
    await page.type('Subject', 'Typed');
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
    expect(world.created[0]!.values).to.include({ subject: 'Typed', product: 'cloud' });
    history.replaceState(null, '', query('subject=Filled%20in'));
    page.button('Submit another ticket').click();
    await waitUntil(() => page.find('Subject') !== undefined);
    expect(page.control('Subject').value).to.equal('');
    expect(page.select('Product').value).to.equal('');
  });

  it('follows a link that is taken while the form is open', async () => {
    const page = await openForm(new World({ settings: prefilling(true) }));
    expect(page.control('Subject').value).to.equal('');
    location.hash = '#/new?subject=About%20this%20page';
    await waitUntil(() => page.control('Subject').value === 'About this page');
  });
});

describe('support-form: an owner who takes no tickets', () => {
  it('says so', async () => {
    const page = await open(new World({ settings: ownerSettings({ form: { enabled: false, label: {}, prefill: { enabled: false, maxLength: 1 } } }) }));
    await waitUntil(() => page.text.includes('Tickets cannot be submitted here.'));
    expect(page.findButton('Submit')).to.equal(undefined);
    await expect(page.element).to.be.accessible();
  });

  it('says the owner’s words where the whole portal is closed', async () => {
    const page = await open(new World({ settings: ownerSettings({ enabled: false, offMessage: { en: 'Back on Monday.' } }) }));
    await waitUntil(() => page.text.includes('Back on Monday.'));
    expect(page.findButton('Submit')).to.equal(undefined);
  });
});
