import { aTimeout, expect } from '@open-wc/testing';
import { defaultSettings, type Filter } from '../../contract/index.ts';
import { allByRole, byRole, textOf } from '../parts/by-role.test.ts';
import { all, at, choose, click, focused, opened, openTab, said, saved, type, until, type World } from './fixtures.test.ts';

const withFilter = (filter: Filter): { settings: Partial<ReturnType<typeof defaultSettings>> } => ({ settings: { tickets: { ...defaultSettings().tickets, filter } } });

async function editor(filter?: Filter): Promise<World> {
  const world = await opened(filter === undefined ? {} : withFilter(filter));
  await openTab(world, 'templates');
  return world;
}

const property = (world: World, number = 1): HTMLElement => all(world, '[aria-label^="Property, condition"]')[number - 1]!;
const operator = (world: World, number = 1): HTMLElement => all(world, '[aria-label^="Operator, condition"]')[number - 1]!;
const counts = (world: World): Filter[] => world.asked.filter(({ name }) => name === 'countTickets').map(({ input }) => input['filter'] as Filter);

describe('the filter editor', () => {
  it('adds, clones and deletes conditions in groups, joined by and, or', async () => {
    const world = await editor();
    byRole(world.element, 'button', 'Add a condition').click();
    await until(() => focused(world) === property(world), 'the focus does not go to the new condition');
    await choose(world, property(world), 'Subject');
    await choose(world, operator(world), 'contains');
    await type(world, 'f-tickets.filter-0-0-value', 'invoice');
    byRole(world.element, 'button', 'Add condition').click();
    await world.element.updateComplete;
    await choose(world, property(world, 2), 'Status');
    await choose(world, operator(world, 2), 'is any of');
    for (const index of ['', '-2']) await click(world, at(world, `f-tickets.filter-0-1-value${index}`));
    byRole(world.element, 'button', 'Clone group').click();
    await until(() => focused(world)?.id === 'f-tickets.filter-1-0', 'the focus does not go to the clone');
    expect(byRole(world.element, 'group', 'Group 2 of 2')).to.exist;
    await type(world, 'f-tickets.filter-1-0-value', 'refund');
    await choose(world, 'f-tickets.filter-1-join-1', 'or');
    const rule = (word: string) => [{ property: 'subject', operator: 'contains', value: word }, { property: 'stage', operator: 'in', value: ['new', 'waiting'] }];
    expect((await saved(world)).tickets.filter).to.deep.equal({ any: [{ all: rule('invoice') }, { any: rule('refund') }] });
    allByRole(world.element, 'button', 'Delete group')[0]!.click();
    await until(() => focused(world) === property(world), 'the focus is lost');
    allByRole(world.element, 'button', 'Remove condition 1')[0]!.click();
    await world.element.updateComplete;
    expect((await saved(world)).tickets.filter).to.deep.equal({ any: [rule('refund')[1]] });
    byRole(world.element, 'button', 'Remove condition 1').click();
    await until(() => focused(world)?.id === 'f-tickets.filter', 'the focus is lost');
    expect((await saved(world)).tickets.filter).to.equal(null);
  });

  it('offers values by the type of the property', async () => {
    const world = await editor();
    byRole(world.element, 'button', 'Add a condition').click();
    await world.element.updateComplete;
    const value = (): HTMLInputElement => at(world, 'f-tickets.filter-0-0-value');
    const kinds: string[] = [];
    for (const [name, act] of [['Created', 'is before or less than'], ['Seats affected', 'is'], ['Call me back', 'is'], ['Queue', 'is'], ['Order number', 'is any of']] as const) {
      await choose(world, property(world), name);
      await choose(world, operator(world), act);
      kinds.push(value().localName === 'input' ? `${value().type} ${value().inputMode}`.trim() : value().localName);
    }
    expect(kinds).to.deep.equal(['date', 'text decimal', 'select', 'select', 'textarea']);
    await choose(world, property(world), 'Seats affected');
    await choose(world, operator(world), 'is');
    await type(world, value(), '12');
    expect((await saved(world)).tickets.filter).to.deep.equal({ all: [{ property: 'field:seats', operator: 'is', value: 12 }] });
    await choose(world, operator(world), 'has a value');
    expect(all(world, '#f-tickets\\.filter-0-0-value')).to.deep.equal([]);
    expect((await saved(world)).tickets.filter).to.deep.equal({ all: [{ property: 'field:seats', operator: 'is-known' }] });
    await choose(world, property(world), 'Call me back');
    await choose(world, operator(world), 'is');
    await choose(world, value(), 'No');
    expect((await saved(world)).tickets.filter).to.deep.equal({ all: [{ property: 'field:callback', operator: 'is', value: false }] });
  });

  it('takes a number digit by digit', async () => {
    const world = await editor({ all: [{ property: 'field:seats', operator: 'is', value: 1 }] });
    const typed = async (text: string): Promise<void> => {
      for (const letter of text) {
        const { value } = at(world, 'f-tickets.filter-0-0-value');
        await type(world, 'f-tickets.filter-0-0-value', value + letter);
      }
    };
    await type(world, 'f-tickets.filter-0-0-value', '');
    await typed('0.05');
    expect(at(world, 'f-tickets.filter-0-0-value').value).to.equal('0.05');
    expect((await saved(world)).tickets.filter).to.deep.equal({ all: [{ property: 'field:seats', operator: 'is', value: 0.05 }] });
  });

  it('keeps several values as they are typed, one a line', async () => {
    const world = await editor({ property: 'subject', operator: 'in', value: ['a'] });
    await type(world, 'f-tickets.filter-0-0-value', 'a\n');
    expect(at(world, 'f-tickets.filter-0-0-value').value).to.equal('a\n');
    await type(world, 'f-tickets.filter-0-0-value', 'a\nb');
    expect((await saved(world)).tickets.filter).to.deep.equal({ all: [{ property: 'subject', operator: 'in', value: ['a', 'b'] }] });
  });

  it('counts the tickets that match and shows a few, a while after the last change; the latest answer wins', async () => {
    const world = await editor();
    await until(() => said(world).includes('312 tickets match'), 'nothing is counted');
    byRole(world.element, 'button', 'Add a condition').click();
    await world.element.updateComplete;
    await choose(world, property(world), 'Subject');
    await choose(world, operator(world), 'contains');
    expect(said(world)).to.include('Tickets are counted when every condition has a value.');
    for (const word of ['w', 'wa', 'warranty']) {
      await type(world, 'f-tickets.filter-0-0-value', word);
      await aTimeout(10);
    }
    await until(() => said(world).includes('1 ticket matches'), 'it is not counted');
    expect(counts(world)).to.deep.equal([null, { all: [{ property: 'subject', operator: 'contains', value: 'warranty' }] }]);
    expect(textOf(byRole(world.element, 'list', 'The latest tickets that match'))).to.include('Call about the warranty');
    world.faults.set('countTickets', 'hang');
    await type(world, 'f-tickets.filter-0-0-value', 'Sign-in loops');
    await until(() => counts(world).length === 3, 'it is not counted again');
    world.faults.clear();
    await type(world, 'f-tickets.filter-0-0-value', 'nothing has this');
    await until(() => said(world).includes('0 tickets match'), 'an old question is waited for');
    world.faults.set('countTickets', 'unavailable');
    await type(world, 'f-tickets.filter-0-0-value', 'warranty');
    await until(() => said(world).includes('The tickets could not be counted.'), 'nobody is told');
    await expect(world.element).to.be.accessible();
    world.faults.clear();
    byRole(world.element, 'button', 'Try again').click();
    await until(() => said(world).includes('1 ticket matches'), 'it is not tried again');
  });

  it('shows what is nested deeper as JSON and loses nothing of it', async () => {
    const deep: Filter = { all: [{ any: [{ all: [{ property: 'subject', operator: 'contains', value: 'a' }] }, { property: 'queue', operator: 'is', value: 'support' }] }] };
    const world = await editor(deep);
    expect(said(world)).to.include('groups within groups');
    const text = at(world, 'f-tickets.filter');
    expect(JSON.parse(text.value)).to.deep.equal(deep);
    await type(world, text, '{ "all": [');
    expect(text.value).to.equal('{ "all": [');
    expect(said(world)).to.include('This is no valid JSON');
    await type(world, 'f-tickets.filter', JSON.stringify({ all: [deep, { property: 'queue', operator: 'is', value: 'billing' }] }));
    expect((await saved(world)).tickets.filter).to.deep.equal({ all: [deep, { property: 'queue', operator: 'is', value: 'billing' }] });
  });

  it('can be left where it is edited as JSON', async () => {
    const world = await editor({ any: [] });
    byRole(world.element, 'button', 'Delete this filter and start anew').click();
    await until(() => focused(world)?.textContent.trim() === 'Add a condition', 'the focus is lost');
    expect((await saved(world)).tickets.filter).to.equal(null);
  });

  it('is the one for the rule about customers, too, whose properties are theirs; without a condition it is nobody', async () => {
    const world = await editor();
    await click(world, at(world, 'f-tickets.permission-rule'));
    expect(said(world)).to.include('nobody sees more than their own tickets');
    await click(world, at(world, 'f-tickets.permission.organizationFor'));
    expect([...(property(world) as HTMLSelectElement).options].map(({ label }) => label)).to.deep.equal(['Email address', 'Email domain', 'Organization', 'Group']);
    await choose(world, property(world), 'Organization');
    await choose(world, 'f-tickets.permission.organizationFor-0-0-value', 'Acme');
    await click(world, at(world, 'f-tickets.organizations-all'));
    const { tickets } = await saved(world);
    expect(tickets).to.deep.include({ permission: { organizationFor: { all: [{ property: 'organization', operator: 'is', value: 'acme' }] } }, organizations: 'all' });
    byRole(world.element, 'button', 'Remove condition 1').click();
    await world.element.updateComplete;
    expect((await saved(world)).tickets.permission).to.deep.equal({ organizationFor: { any: [] } });
  });
});
