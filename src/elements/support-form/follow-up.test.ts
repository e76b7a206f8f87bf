import { expect } from '@open-wc/testing';
import type { MemoryTicket } from '../../adapters/memory/index.ts';
import { open, openForm, World } from './fixtures.test.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

const ticket = (key: string, stage: string): MemoryTicket => ({
  key, subject: `The ${key} one`, requester: 'alice@acme.example', stage, created: '2026-11-01T10:00:00Z',
  messages: [{ visibility: 'public', author: 'alice@acme.example', created: '2026-11-01T10:00:00Z', text: 'Hello' }],
});
const tickets = [ticket('old', 'closed'), ticket('older', 'closed'), ticket('running', 'open')];

describe('support-form: a follow-up', () => {
  it('says which ticket it goes on with, and leads there', async () => {
    const world = new World({ tickets });
    const id = world.backend.idOf('old');
    const page = await openForm(world, { followUpOf: id });
    expect(page.text).to.match(new RegExp(`Follow-up to .?#${id}: The old one`));
    await expect(page.element).to.be.accessible();
    let asked = '';
    page.element.addEventListener('before-submit', ({ followUpOf }) => { asked = followUpOf; });
    await page.fill();
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
    expect([asked, world.created[0]!.followUpOf]).to.deep.equal([id, id]);
    expect(page.findButton('Submit another ticket'), 'one is enough').to.equal(undefined);
    const { items: [created] } = await world.portal.ticketing.listTickets({}, {});
    expect((await world.portal.ticketing.getTicket({ ticketId: created!.id }, {})).followUpOf?.id).to.equal(id);
  });

  it('tells the other elements of the page that the closed ticket has changed, too', async () => {
    const world = new World({ tickets });
    const id = world.backend.idOf('old');
    const page = await openForm(world, { followUpOf: id });
    const changed: string[] = [];
    world.portal.addEventListener('tickets-change', (event) => changed.push((event as Event & { ticketId: string }).ticketId));
    await page.fill();
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
    expect(changed).to.have.length(2).and.include(id);
  });

  it('of another ticket is another form, after the thanks too, and another submission', async () => {
    const world = new World({ tickets });
    const page = await openForm(world, { followUpOf: world.backend.idOf('old') });
    await page.fill();
    page.element.followUpOf = world.backend.idOf('older');
    await waitUntil(() => page.text.includes('The older one') && page.find('Subject') !== undefined);
    expect(page.control('Subject').value, 'what is typed belongs to the other one').to.equal('');
    await page.type('Subject', 'Something else');
    page.element.followUpOf = world.backend.idOf('old');
    await waitUntil(() => page.text.includes('The old one') && page.find('Subject') !== undefined);
    expect(page.control('Subject').value).to.equal('Printer on fire');
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
    page.element.followUpOf = world.backend.idOf('older');
    await waitUntil(() => page.find('Subject')?.value === 'Something else', 'the other form is there again');
    await page.fill();
    await page.submit();
    await waitUntil(() => page.heading === 'Thank you');
    expect(world.created.map(({ followUpOf }) => followUpOf)).to.deep.equal([world.backend.idOf('old'), world.backend.idOf('older')]);
    expect(world.created[0]!.key).not.to.equal(world.created[1]!.key);
  });

  for (const [what, id] of [['a ticket that is still open', 'running'], ['a ticket that there is not', undefined]] as const) {
    it(`of ${what} is not possible: says so, and offers a new ticket instead`, async () => {
      const world = new World({ tickets });
      const page = await open(world, { followUpOf: id === undefined ? 'absent' : world.backend.idOf(id) });
      await waitUntil(() => page.text.includes('This ticket cannot be followed up.'));
      expect(page.find('Subject')).to.equal(undefined);
      await expect(page.element).to.be.accessible();
      page.button('Submit a support ticket').click();
      await waitUntil(() => page.find('Subject') !== undefined);
      await page.fill();
      await page.submit();
      await waitUntil(() => world.created.length === 1);
      expect(world.created[0]!.followUpOf).to.equal(undefined);
    });
  }
});
