import assert from 'node:assert/strict';
import { owner, secondOwner } from '../owner.ts';
import type { Series } from '../engines/series.ts';
import { HEADING, ROW } from '../engines/look.ts';
import type { Person } from '../engines/person.ts';
import { enter, startWorld, type World } from './world.ts';

async function settings(world: World, { email } = owner as { readonly email: string }): Promise<Person> {
  const who = await enter(world, email);
  await who.goto(`${world.origin}/settings`);
  await who.finds({ css: '[role="tab"]', name: 'General' });
  return who;
}

/** Saves, and answers the number of the version. */
async function save(who: Person, comment: string): Promise<string> {
  const version = async (): Promise<string> => /Saved as version (\d+)\./.exec(await who.reads())?.[1] ?? '';
  const before = await version();
  await who.fill('What you changed (optional)', comment);
  await who.press('Save');
  await who.sees(new RegExp(`Saved as version (?!${before}\\.)\\d+\\.`));
  return version();
}

/** What the portal's owner does, over the demo server. Each leaves the settings so that the next one can begin. */
export const owners: Series<World> = {
  title: 'a day of the portal’s owner',
  start: (engine) => startWorld(engine),
  journeys: [
    {
      name: 'no-owner', title: 'a customer may not open the settings, and is told so',
      async walk(world) {
        const who = await enter(world, 'alice@acme.example');
        await who.goto(`${world.origin}/settings`);
        await who.sees('You may not open these settings');
        assert.deepEqual(await who.texts({ css: '[role="tab"]' }), []);
      },
    },
    {
      name: 'ticket-filter', title: 'a filter is counted and seen as a customer before it is saved; after that it holds for lists, counts and links of a customer who is there already',
      async walk(world) {
        const customer = await enter(world, 'alice@acme.example');
        await customer.finds({ css: ROW });
        const before = (await customer.texts({ css: ROW })).length;
        const who = await settings(world);
        await who.press('Templates');
        await who.sees(/3\d\d tickets match/);
        await who.press('Add a condition');
        await who.select('Property, condition 1', 'queue');
        await who.select('Operator, condition 1', 'in');
        await who.tick('Accounts and invoices', { css: 'fieldset, [role="group"]', name: 'Value, condition 1' });
        await who.sees(/\b\d{1,2} tickets? match/);
        await who.tick('The ticketing system’s own states');
        await who.press('Preview');
        await who.finds({ css: 'ticket-list', text: /\d+ tickets? shown|no tickets/i });
        assert.equal((await customer.texts({ css: ROW })).length, before, 'nothing holds before it is saved');
        await save(who, 'Only billing');

        await customer.reload();
        await customer.sees(/\d+ tickets? shown|no tickets/i);
        const tickets = await customer.page.eval(async () => {
          const answer = await fetch('/api/v1/tickets?view=organization&limit=100');
          return answer.json() as Promise<{ items: { id: string; status: { label: string } }[]; total: number }>;
        });
        assert.ok(tickets.items.length > 0 && tickets.items.length < before + 20);
        assert.equal(tickets.total, tickets.items.length);
        assert.ok(tickets.items.some(({ status: { label } }) => label !== 'Open' && label !== 'Closed'), 'states have their own names');
      },
    },
    {
      name: 'two-owners', title: 'two owners at once: the second one is told who has saved what, and loses nothing',
      async walk(world) {
        const [one, other] = [await settings(world), await settings(world, secondOwner)];
        await one.fill('Path', '/help-centre');
        await other.fill('English', 'Widget Help', { css: 'fieldset, [role="group"]', name: 'Portal name' });
        await save(one, 'A new path');
        await other.press('Save');
        await other.finds({ css: HEADING, name: 'Somebody else has saved meanwhile' });
        await other.sees(/saved version \d+ on/);
        await other.press('Go on with this choice');
        await save(other, 'A new name');
        const portal = await other.page.eval(async () => (await fetch('/api/v1/portal')).json() as Promise<{ path: string; name: Record<string, string> }>);
        assert.deepEqual([portal.path, portal.name['en']], ['/help-centre', 'Widget Help']);
      },
    },
    {
      name: 'switched-off', title: 'a portal that is switched off says so to customers, lets nobody at a ticket, and comes back as it was by an older version',
      async walk(world) {
        const who = await settings(world);
        await who.fill('English', 'Back at noon.', { css: 'fieldset, [role="group"]', name: 'Message while it is off' });
        const version = await save(who, 'What to say when it is off');
        await who.click({ css: '[role="switch"]', name: 'Portal is on' });
        await save(who, 'Off for the move');
        const visitor = await world.visit('/support');
        await visitor.sees('Back at noon.');
        assert.equal(await who.page.eval(async () => (await fetch('/api/v1/tickets?view=mine')).status), 403);
        await who.press('Versions');
        await who.press(`Restore version ${version}`);
        await who.sees(`Version ${version} is loaded as an unsaved change.`);
        await save(who, 'Back to the beginning');
        await visitor.reload();
        await visitor.finds({ css: HEADING, name: 'Sign in' });
      },
    },
  ],
};
