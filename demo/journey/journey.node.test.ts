import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright';
import { INTERNAL } from '../data/index.ts';
import { signIn, startWorld, type World } from './world.ts';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
const DESKTOP = { viewport: { width: 1280, height: 900 } };

describe('a day with the portal, in a real browser over the demo server', { timeout: 240_000 }, () => {
  let world: World;
  /** Addresses whose answers held an internal note, and how many answers were looked at. */
  const leaks: string[] = [];
  let answers = 0;
  before(async () => { world = await startWorld(); });
  after(async () => { await world.end(); });

  /** A page at the portal, signed in, with the list on it. Everything that the gateway answers is watched for internal notes. */
  async function enter(email: string, options: Parameters<World['open']>[0] = DESKTOP, path = '/support'): Promise<Page> {
    const { page } = await world.open(options);
    page.on('response', (response) => {
      if (!response.url().includes('/api/')) return;
      // The body of an answer that the page has left behind cannot be read any more.
      void response.text().catch(() => '').then((text) => {
        answers += 1;
        if (text.includes(INTERNAL)) leaks.push(response.url());
      });
    });
    await page.goto(world.origin + path);
    await signIn(page, email, `${email.split('@')[0] ?? ''}-password`);
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    return page;
  }

  const rows = (page: Page) => page.getByRole('table').getByRole('row').filter({ has: page.getByRole('link') });

  it('a wrong password and an unknown address get the same answer, and the right one lets in', async () => {
    const { page, context } = await world.open(DESKTOP);
    await page.goto(`${world.origin}/support`);
    const answers: (string | null)[] = [];
    for (const email of ['alice@acme.example', 'nobody@acme.example']) {
      await signIn(page, email, 'wrong-password');
      await page.getByRole('alert').filter({ hasText: 'do not match' }).waitFor();
      answers.push(await page.getByRole('alert').filter({ hasText: 'do not match' }).textContent());
      await page.reload();
    }
    assert.equal(answers[0], answers[1]);
    await signIn(page, 'alice@acme.example', 'alice-password');
    await page.getByRole('heading', { name: 'Tickets', exact: true }).waitFor();
    await page.waitForFunction(() => document.title === 'Widget Works Support');
    const cookies = await context.cookies();
    assert.ok(cookies.length > 0 && cookies.every((cookie) => cookie.httpOnly), 'the session’s cookie is not readable by script');
    assert.equal(await page.evaluate(() => document.cookie), '');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await context.close();
  });

  it('a customer with 300 tickets loads them all, sorts by every column, and shares a filtered list', async () => {
    const page = await enter('erin@globex.example');
    for (const name of ['ID', 'Title', 'Created', 'Last activity', 'Status']) {
      await page.getByRole('columnheader', { name }).getByRole('button').click();
      await page.getByRole('columnheader', { name }).and(page.locator('[aria-sort="ascending"], [aria-sort="descending"]')).waitFor();
    }
    for (let shown = 25; shown < 300; shown += 25) {
      await page.getByRole('button', { name: 'Load more' }).click();
      await page.waitForFunction((count) => {
        const list = document.querySelector('customer-portal')?.shadowRoot?.querySelector('ticket-list');
        return (list?.shadowRoot?.querySelectorAll('tbody tr').length ?? 0) > count;
      }, shown);
    }
    const ids = await rows(page).getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    assert.equal(new Set(ids).size, 300);
    assert.equal(await page.getByRole('button', { name: 'Load more' }).count(), 0);

    await page.getByLabel('Status', { exact: true }).selectOption({ label: 'Closed' });
    await page.getByRole('searchbox', { name: 'Search tickets' }).fill('sensor 0');
    await page.keyboard.press('Enter');
    await page.waitForURL(/status=closed/);
    await page.waitForURL(/search=/);
    const url = page.url();
    await rows(page).first().waitFor();
    const other = await enter('erin@globex.example', DESKTOP, url.slice(world.origin.length));
    await rows(other).first().waitFor();
    const texts = await rows(other).allTextContents();
    assert.ok(texts.length > 0 && texts.every((text) => /closed/i.test(text) && /sensor 0/i.test(text)), texts.join('\n'));
    await page.context().close();
    await other.context().close();
  });

  it('a reply with files is there at once, after a reload, and for the agent, byte for byte; the agent’s answer comes back, the note never', async () => {
    const page = await enter('alice@acme.example');
    await rows(page).getByRole('link', { name: 'Signing in leads back to the sign-in page' }).click();
    const ticketUrl = page.url();
    assert.match(ticketUrl, /\/support\/tickets\/\w+$/);
    const five = randomBytes(5 * 1024 * 1024);
    await page.getByLabel('Your reply').fill('It still happens.\nSee the files.');
    await page.locator('input[type=file]').setInputFiles([
      { name: '견적서 최종.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 quote') },
      { name: 'dump-5mb.bin', mimeType: 'application/octet-stream', buffer: five },
    ]);
    await page.getByRole('button', { name: 'Send reply' }).click();
    await page.getByText('Your reply has been sent.').waitFor();
    await page.getByRole('article').filter({ hasText: 'It still happens.' }).waitFor();
    await page.reload();
    const message = page.getByRole('article').filter({ hasText: 'It still happens.' });
    await message.getByText('견적서 최종.pdf').first().waitFor();
    assert.equal(await message.count(), 1);
    const [download] = await Promise.all([page.waitForEvent('download'), message.getByRole('button', { name: /dump-5mb\.bin/ }).click()]);
    const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    assert.equal(download.suggestedFilename(), 'dump-5mb.bin');
    assert.equal(digest(await readFile(await download.path())), digest(five));

    const { page: agent } = await world.open(DESKTOP);
    await agent.goto(`${world.origin}/agent`);
    await agent.getByRole('link', { name: 'Signing in leads back to the sign-in page' }).first().click();
    await agent.getByText('It still happens.').first().waitFor();
    await agent.getByText('견적서 최종.pdf').first().waitFor();
    const note = `${INTERNAL}: the customer must not read zebra-note`;
    await agent.getByRole('textbox', { name: /note/i }).fill(note);
    await agent.getByRole('button', { name: /note/i }).first().click();
    await agent.getByText('zebra-note').first().waitFor();
    await agent.getByRole('textbox', { name: /reply/i }).fill('We have found the cause. Please try again.');
    await agent.getByRole('button', { name: /reply/i }).first().click();
    await agent.getByText('We have found the cause.').first().waitFor();

    await page.reload();
    await page.getByRole('article').filter({ hasText: 'We have found the cause.' }).waitFor();
    assert.equal(await page.getByText('zebra-note').count(), 0);
    await page.getByRole('link', { name: 'Back to tickets' }).click();
    await page.getByRole('searchbox', { name: 'Search tickets' }).fill('zebra-note');
    await page.keyboard.press('Enter');
    await page.getByText('No ticket matches').first().waitFor();
    await page.getByRole('searchbox', { name: 'Search tickets' }).fill('found the cause');
    await page.keyboard.press('Enter');
    await rows(page).getByRole('link', { name: 'Signing in leads back' }).waitFor();
    await page.context().close();
    await agent.context().close();
  });

  it('a new ticket: errors stand at their fields, nothing typed is lost, and the ticket is in the list at once', async () => {
    const page = await enter('dave@acme.example', PHONE);
    await page.getByText('You have no tickets yet').waitFor();
    await page.getByRole('link', { name: 'Submit a support ticket' }).first().click();
    await page.getByRole('heading', { name: 'Submit a support ticket' }).waitFor();
    await page.getByRole('radio', { name: 'Contact support' }).check();
    const message = page.getByRole('textbox', { name: /What happened/ });
    await message.fill('The gauge shows nothing.');
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.getByText(/fields? needs? your attention/).first().waitFor();
    assert.equal(await message.inputValue(), 'The gauge shows nothing.');
    await page.getByRole('textbox', { name: /subject|title|summary|what is it about/i }).fill('Gauge is dark');
    await page.getByRole('combobox', { name: /Product/ }).selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.getByText(/has been submitted/).first().waitFor();
    await page.getByRole('link', { name: 'Tickets', exact: true }).click();
    await page.getByRole('link', { name: 'Gauge is dark' }).click();
    await page.getByRole('article').filter({ hasText: 'The gauge shows nothing.' }).waitFor();

    await page.getByRole('button', { name: 'Close ticket' }).click();
    await page.getByRole('button', { name: 'Reopen ticket' }).waitFor();
    await page.getByRole('button', { name: 'Reopen ticket' }).click();
    await page.getByRole('button', { name: 'Close ticket' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Tickets', exact: true }).waitFor();
    await page.context().close();
  });

  it('somebody else’s ticket reads exactly like one that never was', async () => {
    const alice = await enter('alice@acme.example');
    const href = await rows(alice).getByRole('link', { name: 'Signing in leads back' }).getAttribute('href');
    const carol = await enter('carol@globex.example', DESKTOP, href ?? '');
    await carol.getByText('There is no such ticket').waitFor();
    const theirs = await carol.locator('ticket-detail').textContent();
    await carol.goto(`${world.origin}/support/tickets/99999999`);
    await carol.getByText('There is no such ticket').waitFor();
    assert.equal(await carol.locator('ticket-detail').textContent(), theirs);
    await alice.context().close();
    await carol.context().close();
  });

  it('a customer who signs in in another tab is the customer in this one as well', async () => {
    const page = await enter('alice@acme.example');
    await rows(page).getByRole('link', { name: 'Signing in leads back to the sign-in page' }).click();
    await page.getByLabel('Your reply').fill('Only Alice knows');
    const other = await page.context().newPage();
    await other.goto(`${world.origin}/support`);
    await other.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You have signed out.').first().waitFor();
    await signIn(other, 'carol@globex.example', 'carol-password');
    await page.getByText('Carol Köhler').waitFor();
    // A sign-out, wherever, leads back to the list; now it is Carol's.
    await page.getByRole('heading', { name: 'Tickets', exact: true }).waitFor();
    await rows(page).first().waitFor();
    for (const text of ['Alice Archer', 'Signing in leads back to the sign-in page', 'Only Alice knows']) assert.equal(await page.getByText(text).count(), 0, text);
    await page.context().close();
  });

  it('works by keyboard alone: sign in, open a ticket, reply, go back, sign out', async () => {
    const { page, context } = await world.open({ ...DESKTOP, colorScheme: 'dark' });
    await page.goto(`${world.origin}/support`);
    await page.getByLabel('Email', { exact: true }).waitFor();
    const tabTo = async (name: RegExp): Promise<void> => {
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press('Tab');
        const label = await page.evaluate(() => {
          let active = document.activeElement;
          while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
          const field = active as HTMLInputElement | null;
          const label = field?.labels?.[0]?.textContent ?? field?.getAttribute('aria-label') ?? field?.textContent ?? '';
          return `${active?.localName ?? ''} ${label.replace(/\s+/g, ' ').trim()}`;
        });
        if (name.test(label)) return;
      }
      assert.fail(`Tab never reaches ${String(name)}`);
    };
    await tabTo(/^input Email/);
    await page.keyboard.type('bob@acme.example');
    await tabTo(/^input Password/);
    await page.keyboard.type('bob-password');
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: /^I agree/ }).waitFor();
    await tabTo(/^input I agree/);
    await page.keyboard.press('Space');
    await tabTo(/^button Agree and go on/);
    await page.keyboard.press('Enter');
    await rows(page).first().waitFor();
    await tabTo(/^button Last activity/);
    await tabTo(/^a /);
    await page.keyboard.press('Enter');
    await page.getByLabel('Your reply').waitFor();
    await tabTo(/^textarea Your reply/);
    await page.keyboard.type('Written without a mouse.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('article').filter({ hasText: 'Written without a mouse.' }).waitFor();
    await page.getByText('Your reply has been sent.').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Tickets', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await context.close();
  });

  it('no answer that any of these pages got holds an internal note', () => {
    assert.ok(answers > 50, `only ${String(answers)} answers were seen`);
    assert.deepEqual(leaks, []);
  });
});
