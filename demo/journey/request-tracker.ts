import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { Connection } from '../backends/request-tracker/connection.ts';
import { signIn, startWorld, type World } from './world.ts';

/**
 * The same day over a real Request Tracker, seen from both sides: the customer in a browser, the agents through RT's own API.
 * Run by `npm run test:request-tracker`, which brings RT up; PORTICO_DATA is the folder with its data.
 */
const dataFolder = process.env['PORTICO_DATA'];
if (dataFolder === undefined) throw new Error('PORTICO_DATA must name the data folder of the demo’s Request Tracker.');

describe('a day with the portal over a real Request Tracker', { timeout: 300_000 }, () => {
  let world: World;
  let rt: Connection;
  const leaks: string[] = [];
  before(async () => {
    world = await startWorld('request-tracker', dataFolder);
    rt = JSON.parse(await readFile(join(dataFolder, 'request-tracker', 'connection.json'), 'utf8')) as Connection;
  });
  after(async () => { await world.end(); });

  async function enter(key: string, path = '/support'): Promise<Page> {
    const { page } = await world.open({ viewport: { width: 1280, height: 900 } });
    page.on('response', (response) => {
      if (response.url().includes('/api/')) void response.text().catch(() => '').then((text) => { if (text.includes(rt.canary)) leaks.push(response.url()); });
    });
    await page.goto(world.origin + path);
    const account = rt.customers[key];
    assert.ok(account);
    await signIn(page, account.email, account.password);
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    return page;
  }

  /** RT's API as somebody of the team. */
  async function agent(path: string, json?: unknown): Promise<Record<string, unknown> & { items?: Record<string, unknown>[] }> {
    const token = rt.agents['agnes']?.token ?? '';
    const response = await fetch(`${rt.baseUrl}/REST/2.0${path}`, {
      method: json === undefined ? 'GET' : 'POST',
      headers: { Authorization: `token ${token}`, 'Content-Type': 'application/json' },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    assert.ok(response.ok, `${path}: ${String(response.status)}`);
    return await response.json() as Record<string, unknown>;
  }

  const rows = (page: Page) => page.getByRole('table').getByRole('row').filter({ has: page.getByRole('link') });
  const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

  it('a reply with files reaches the agents as the customer’s own, byte for byte; their answer comes back, their comment never', async () => {
    const page = await enter('alice');
    const word = `kiwi${randomBytes(4).toString('hex')}`;
    const first = rows(page).filter({ hasText: 'Open' }).first();
    await first.getByRole('link').click();
    await page.getByLabel('Your reply').waitFor();
    const ticketId = /tickets\/(\d+)/.exec(page.url())?.[1] ?? '';
    const five = randomBytes(5 * 1024 * 1024);
    await page.getByLabel('Your reply').fill(`${word} still happens`);
    await page.locator('input[type=file]').setInputFiles([
      { name: '견적서 최종.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 quote') },
      { name: 'dump-5mb.bin', mimeType: 'application/octet-stream', buffer: five },
    ]);
    await page.getByRole('button', { name: 'Send reply' }).click();
    await page.getByText('Your reply has been sent.').waitFor({ timeout: 60_000 });
    await page.reload();
    const message = page.getByRole('article').filter({ hasText: `${word} still happens` });
    await message.waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), message.getByRole('button', { name: /dump-5mb\.bin/ }).click()]);
    assert.equal(digest(await readFile(await download.path())), digest(five));

    const history = await agent(`/ticket/${ticketId}/history?fields=Type,Creator&per_page=100&fields[Creator]=EmailAddress`);
    const last = (history.items ?? []).filter(({ Type }) => Type === 'Correspond').at(-1);
    assert.equal((last?.['Creator'] as { id?: string }).id, rt.customers['alice']?.login);
    const attachments = await agent(`/ticket/${ticketId}/attachments?fields=Filename,ContentLength,TransactionId&per_page=100`);
    const files = (attachments.items ?? []).filter(({ TransactionId }) => String((TransactionId as { id?: string }).id ?? TransactionId) === String(last?.['id']));
    assert.deepEqual(files.map(({ Filename }) => Filename).filter(Boolean).sort(), ['dump-5mb.bin', '견적서 최종.pdf'].sort());

    await agent(`/ticket/${ticketId}/comment`, { Content: `${rt.canary} zebra${word}`, ContentType: 'text/plain' });
    await agent(`/ticket/${ticketId}/correspond`, { Content: `We have found the cause of ${word}.`, ContentType: 'text/plain' });
    await page.reload();
    await page.getByRole('article').filter({ hasText: `found the cause of ${word}` }).waitFor();
    assert.equal(await page.getByText(`zebra${word}`).count(), 0);
    await page.getByRole('link', { name: 'Back to tickets' }).click();
    await page.getByRole('searchbox', { name: 'Search tickets' }).fill(`zebra${word}`);
    await page.keyboard.press('Enter');
    await page.getByText('No ticket matches').first().waitFor();
    await page.getByRole('searchbox', { name: 'Search tickets' }).fill(`found the cause of ${word}`);
    await page.keyboard.press('Enter');
    await rows(page).first().waitFor();
    assert.equal(await rows(page).count(), 1);
    await page.context().close();
  });

  it('a new ticket is the customer’s, in the right queue, with the form’s values, and in the customer’s list at once', async () => {
    const page = await enter('dave', '/support/new');
    const subject = `Gauge ${randomBytes(4).toString('hex')} is dark`;
    await page.getByRole('textbox', { name: /subject/i }).fill(subject);
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.getByText(/fields? needs? your attention/).first().waitFor();
    for (const select of await page.getByRole('combobox').all()) {
      const required = (await select.getAttribute('aria-required')) === 'true' || (await select.getAttribute('required')) !== null;
      if (required) await select.selectOption({ index: 1 });
    }
    await page.getByRole('textbox', { name: /^Message/ }).fill('The gauge shows nothing. 서울');
    await page.getByRole('button', { name: 'Submit', exact: true }).click();
    await page.getByText(/has been submitted/).first().waitFor({ timeout: 60_000 });
    await page.getByRole('link', { name: 'Tickets', exact: true }).click();
    await rows(page).getByRole('link', { name: subject }).click();
    await page.getByRole('article').filter({ hasText: 'The gauge shows nothing. 서울' }).waitFor();
    const ticketId = /tickets\/(\d+)/.exec(page.url())?.[1] ?? '';
    const ticket = await agent(`/ticket/${ticketId}?fields=Requestor`);
    assert.deepEqual((ticket['Requestor'] as { id: string }[]).map(({ id }) => id), [rt.customers['dave']?.login]);
    assert.equal((ticket['Creator'] as { id: string }).id, rt.customers['dave']?.login);

    await page.getByRole('button', { name: 'Close ticket' }).click();
    await page.getByRole('button', { name: 'Reopen ticket' }).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Reopen ticket' }).click();
    await page.getByRole('button', { name: 'Close ticket' }).waitFor({ timeout: 30_000 });
    await page.context().close();
  });

  it('a customer with 300 tickets loads them all', async () => {
    const page = await enter('erin');
    for (let shown = 25; shown < 300; shown += 25) {
      await page.getByRole('button', { name: 'Load more' }).click();
      await page.waitForFunction((count) => {
        const list = document.querySelector('customer-portal')?.shadowRoot?.querySelector('ticket-list');
        return (list?.shadowRoot?.querySelectorAll('tbody tr').length ?? 0) > count;
      }, shown, { timeout: 30_000 });
    }
    const ids = await rows(page).getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.length >= 300, `only ${String(ids.length)} tickets`);
    await page.context().close();
  });

  it('no answer that any of these pages got holds anything internal', () => {
    assert.deepEqual(leaks, []);
  });
});
