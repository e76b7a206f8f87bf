import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright';
import { owner, secondOwner } from '../owner.ts';
import { signIn, startWorld, type World } from './world.ts';

describe('a day of the portal’s owner, in a real browser over the demo server', { timeout: 240_000 }, () => {
  let world: World;
  before(async () => { world = await startWorld(); });
  after(async () => { await world.end(); });

  async function enter(email: string, path: string): Promise<Page> {
    const { page } = await world.open({ viewport: { width: 1280, height: 900 } });
    await page.goto(`${world.origin}/support`);
    await signIn(page, email, `${email.split('@')[0] ?? ''}-password`);
    await page.getByRole('heading', { name: 'Tickets', exact: true }).waitFor();
    await page.goto(world.origin + path);
    return page;
  }
  const settings = async ({ email }: { email: string } = owner): Promise<Page> => {
    const page = await enter(email, '/settings');
    await page.getByRole('tab', { name: 'General' }).waitFor();
    return page;
  };
  const save = async (page: Page, comment: string): Promise<void> => {
    await page.getByLabel('What you changed (optional)').fill(comment);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(/^Saved as version \d+\.$/).first().waitFor();
  };
  const rows = (page: Page) => page.getByRole('table').getByRole('row').filter({ has: page.getByRole('link') });

  it('a customer may not open the settings, and is told so', async () => {
    const page = await enter('alice@acme.example', '/settings');
    await page.getByText('You may not open these settings').waitFor();
    assert.equal(await page.getByRole('tab').count(), 0);
    await page.context().close();
  });

  it('a filter is counted and seen as a customer before it is saved; after that it holds for lists, counts, links and the tab of a customer who is there already', async () => {
    const customer = await enter('alice@acme.example', '/support');
    await rows(customer).first().waitFor();
    const before = await rows(customer).count();
    const page = await settings();
    await page.getByRole('tab', { name: 'Templates' }).click();
    await page.getByText(/^3\d\d tickets match$/).waitFor();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByLabel('Property, condition 1').selectOption('queue');
    await page.getByLabel('Operator, condition 1').selectOption('in');
    await page.getByRole('group', { name: 'Value, condition 1' }).getByRole('checkbox', { name: 'Accounts and invoices' }).check();
    await page.getByText(/^\d{1,2} tickets? match/).waitFor();
    await page.getByRole('radio', { name: /^The ticketing system’s own states/ }).check();
    await page.getByRole('button', { name: 'Preview' }).click();
    const preview = page.locator('ticket-list');
    await preview.getByText(/\d+ tickets? shown|no tickets/i).first().waitFor();
    assert.equal(await rows(customer).count(), before, 'nothing holds before it is saved');
    await save(page, 'Only billing');

    await customer.reload();
    await customer.getByText(/\d+ tickets? shown|no tickets/i).first().waitFor();
    const { tickets } = await customer.evaluate(async () => {
      const answer = await fetch('/api/v1/tickets?view=organization&limit=100');
      return { tickets: (await answer.json() as { items: { id: string; status: { label: string } }[]; total: number }) };
    });
    assert.ok(tickets.items.length > 0 && tickets.items.length < before + 20);
    assert.equal(tickets.total, tickets.items.length);
    assert.ok(tickets.items.some(({ status: { label } }) => label !== 'Open' && label !== 'Closed'), 'states have their own names');
    await page.context().close();
    await customer.context().close();
  });

  it('two owners at once: the second one is told who has saved what, and loses nothing', async () => {
    const [one, other] = [await settings(), await settings(secondOwner)];
    await one.getByLabel('Path', { exact: true }).fill('/help-centre');
    await other.getByRole('group', { name: 'Portal name' }).getByLabel('English').fill('Widget Help');
    await save(one, 'A new path');
    await other.getByRole('button', { name: 'Save', exact: true }).click();
    await other.getByRole('heading', { name: 'Somebody else has saved meanwhile' }).waitFor();
    await other.getByText(/saved version \d+ on/).first().waitFor();
    await other.getByRole('button', { name: 'Go on with this choice' }).click();
    await save(other, 'A new name');
    const portal = await other.evaluate(async () => (await fetch('/api/v1/portal')).json() as Promise<{ path: string; name: Record<string, string> }>);
    assert.deepEqual([portal.path, portal.name['en']], ['/help-centre', 'Widget Help']);
    await one.context().close();
    await other.context().close();
  });

  it('a portal that is switched off says so to customers, lets nobody at a ticket, and comes back as it was by an older version', async () => {
    const page = await settings();
    await page.getByRole('switch', { name: 'Portal is on' }).click();
    await page.getByRole('group', { name: 'Message while it is off' }).getByLabel('English').fill('Back at noon.');
    await save(page, 'Off for the move');
    const { page: visitor } = await world.open();
    await visitor.goto(`${world.origin}/support`);
    await visitor.getByText('Back at noon.').waitFor();
    const refused = await page.evaluate(async () => (await fetch('/api/v1/tickets?view=mine')).status);
    assert.equal(refused, 403);
    await page.getByRole('tab', { name: 'Versions' }).click();
    await page.getByRole('button', { name: 'Restore version 1', exact: true }).click();
    await page.getByText('Version 1 is loaded as an unsaved change.', { exact: false }).first().waitFor();
    await save(page, 'Back to the beginning');
    await visitor.reload();
    await visitor.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.context().close();
    await visitor.context().close();
  });
});
