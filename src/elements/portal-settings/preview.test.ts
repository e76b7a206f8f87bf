import { expect } from '@open-wc/testing';
import { defaultSettings, isPortalError } from '../../contract/index.ts';
import { previewPortal } from '../../portal/settings/preview-portal.ts';
import { byRole, textOf } from '../parts/by-role.test.ts';
import { all, at, choose, click, opened, openTab, said, type, until, type World } from './fixtures.test.ts';

async function previewed(options: Parameters<typeof opened>[0] = {}, width = 1400): Promise<World> {
  const world = await opened(options, width);
  byRole(world.element, 'button', 'Preview').click();
  await until(() => inside(world, 'ticket-list') !== null && textOf(inside(world, 'ticket-list')!).includes('shown'), 'no list');
  return world;
}

const frame = (world: World): HTMLElement => all(world, '.frame')[0]!;
const inside = (world: World, name: string): HTMLElement | null => all(world, '.frame')[0]?.shadowRoot?.querySelector<HTMLElement>(name) ?? null;
const press = (world: World, name: string): Promise<void> => click(world, byRole(world.element, 'button', name));

describe('the preview', () => {
  it('shows the real list, ticket and form as the first customer, and as any other that is chosen', async () => {
    const world = await previewed();
    expect(at(world, 'preview-customer').value).to.equal('alice@acme.example');
    expect(textOf(inside(world, 'ticket-list')!)).to.include('Sign-in loops back to the start page').and.not.to.include('Call about the warranty');
    await type(world, 'preview-customer', 'carol');
    await until(() => world.asked.some(({ name, input }) => name === 'findCustomers' && input['search'] === 'carol'), 'nobody is looked for');
    await type(world, 'preview-customer', 'carol@globex.example');
    await until(() => textOf(inside(world, 'ticket-list')!).includes('Call about the warranty'), 'it is somebody else’s list');
    await press(world, 'Ticket');
    await until(() => inside(world, 'ticket-detail') !== null && textOf(inside(world, 'ticket-detail')!).includes('#'), 'no ticket');
    await press(world, 'Form');
    await until(() => inside(world, 'support-form') !== null && textOf(inside(world, 'support-form')!).includes('Report a problem'), 'no form');
  });

  it('never asks for a ticket of one customer as another one', async () => {
    const world = await previewed();
    await press(world, 'Ticket');
    await until(() => inside(world, 'ticket-detail') !== null && textOf(inside(world, 'ticket-detail')!).includes('#'), 'no ticket');
    const before = inside(world, 'ticket-detail')!.getAttribute('ticket-id');
    await type(world, 'preview-customer', 'carol@globex.example');
    at(world, 'preview-customer').dispatchEvent(new Event('change'));
    await until(() => ![null, before].includes(inside(world, 'ticket-detail')?.getAttribute('ticket-id') ?? null), 'no other ticket');
    const asked = world.asked.filter(({ input }) => input['customer'] === 'carol@globex.example' && input['operation'] === 'getTicket');
    expect(asked.map(({ input }) => (input['input'] as { ticketId: string }).ticketId)).not.to.include(before);
  });

  it('opens a ticket of the list, and the page around the settings does not hear of it', async () => {
    const world = await previewed();
    const heard: Event[] = [];
    world.element.addEventListener('ticket-select', (event) => heard.push(event));
    [...inside(world, 'ticket-list')!.shadowRoot!.querySelectorAll<HTMLElement>('.title')].find((title) => title.textContent.includes('Sign-in loops'))!.click();
    await until(() => inside(world, 'ticket-detail') !== null && textOf(inside(world, 'ticket-detail')!).includes('Sign-in loops'), 'it does not open');
    expect(heard).to.deep.equal([]);
  });

  it('follows what is changed and not saved yet: rules, columns, words and look', async () => {
    const world = await previewed();
    const shown = (): string => textOf(inside(world, 'ticket-list')!);
    await openTab(world, 'templates');
    await click(world, at(world, 'f-tickets.permission-organization'));
    await until(() => shown().includes('Organization’s tickets') || inside(world, 'ticket-list')!.shadowRoot!.querySelector('#view') !== null, 'the permission has no effect');
    await choose(world, 'f-tickets.columns', 'Product');
    await until(() => shown().includes('Widget Cloud'), 'the column is not there');
    await openTab(world, 'general');
    const list = inside(world, 'ticket-list')!;
    await type(world, 'texts-search', 'list.heading');
    await type(world, 'text-list.heading', 'My questions');
    await type(world, 'f-brand.theme.accent', '#d6336c');
    await until(() => shown().includes('My questions'), 'the words are not there');
    await until(() => getComputedStyle(inside(world, 'ticket-list')!).getPropertyValue('--_accent') === 'rgb(214, 51, 108)', 'the look is not there');
    expect(getComputedStyle(world.element).getPropertyValue('--_accent'), 'the settings look like it').not.to.equal('rgb(214, 51, 108)');
    expect(inside(world, 'ticket-list') === list, 'words and look need no new answers').to.equal(true);
    expect(world.versions.length, 'it has been saved').to.equal(1);
  });

  it('keeps what it shows while something cannot be read, and says so', async () => {
    const world = await previewed();
    await type(world, 'f-brand.theme.accent', 'reddish');
    expect(said(world)).to.include('The preview waits until everything can be read.');
    expect(textOf(inside(world, 'ticket-list')!)).to.include('Sign-in loops');
  });

  it('is of a closed portal as if it were open', async () => {
    const world = await previewed({ settings: { enabled: false } });
    expect(said(world)).to.include('Shown as if the portal were on.');
  });

  it('is in dark and as wide as a phone, if wanted', async () => {
    const world = await previewed();
    expect(getComputedStyle(frame(world)).colorScheme).to.equal('light');
    const wide = frame(world).clientWidth;
    await press(world, 'Dark');
    await press(world, 'Phone');
    expect(getComputedStyle(frame(world)).colorScheme).to.equal('dark');
    expect(frame(world).offsetWidth).to.be.at.most(360);
    expect(wide).to.be.above(600);
    // Colours on their way are nobody's to read.
    await Promise.all(world.element.shadowRoot!.getAnimations().map(({ finished }) => finished));
    await expect(world.element).to.be.accessible();
  });

  it('takes the place of the settings where there is little room', async () => {
    const world = await previewed({}, 360);
    expect(at(world, 'panel').checkVisibility()).to.equal(false);
    expect(world.element.scrollWidth).to.be.at.most(360);
    await press(world, 'Preview');
    expect(at(world, 'panel').checkVisibility()).to.equal(true);
  });

  it('gives way where there is little room, to a tab or a setting that somebody wants to see', async () => {
    const world = await previewed({}, 360);
    await openTab(world, 'templates');
    expect(at(world, 'panel').checkVisibility()).to.equal(true);
    expect(all(world, '.preview')).to.deep.equal([]);
  });

  it('says what went wrong, and that there is nothing to see', async () => {
    const world = await opened({}, 1400);
    world.faults.set('findCustomers', 'unavailable');
    byRole(world.element, 'button', 'Preview').click();
    await until(() => said(world).includes('cannot be reached'), 'nothing is said');
    world.faults.clear();
    byRole(world.element, 'button', 'Try again').click();
    await until(() => all(world, '.frame').length === 1, 'it is not tried again');
    await type(world, 'preview-customer', 'dave@acme.example');
    at(world, 'preview-customer').dispatchEvent(new Event('change'));
    await press(world, 'Ticket');
    await until(() => frame(world).shadowRoot!.textContent.includes('This customer sees no ticket.'), 'nothing is said');
  });

  it('writes nothing', async () => {
    const world = await opened();
    const portal = previewPortal({ owner: world.portal.owner!, settings: defaultSettings(), customer: { name: 'Alice', email: 'alice@acme.example' }, key: 'x' });
    const context = { idempotencyKey: 'key' };
    const { items: [first] } = await portal.ticketing.listTickets({}, {});
    const ticketId = first!.id;
    const writes = [
      portal.ticketing.reply({ ticketId, text: 'Hello' }, context), portal.ticketing.closeTicket({ ticketId }, context), portal.ticketing.reopenTicket({ ticketId }, context),
      portal.ticketing.addCc({ ticketId, email: 'bob@acme.example' }, context), portal.ticketing.rateTicket({ ticketId, score: 1 }, context),
      portal.ticketing.createTicket({ formId: 'problem', values: { subject: 'Hello', product: 'cloud', severity: 'low', message: 'Something is wrong.' } }, context),
    ];
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.map((outcome) => outcome.status === 'rejected' && isPortalError(outcome.reason) && outcome.reason.code)).to.deep.equal(writes.map(() => 'unsupported'));
  });
});
