import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from '../backends/request-tracker/connection.ts';
import { ROW } from '../engines/look.ts';
import type { Person } from '../engines/person.ts';
import { loadAll, searchFor } from './steps.ts';
import { enter as enterAs, startWorld, type World } from './world.ts';

/**
 * The same day over a real Request Tracker, seen from both sides: the customer in a browser, the agents through RT's own API.
 * Run by `npm run test:request-tracker`, which brings RT up; PORTICO_DATA is the folder with its data.
 */
const dataFolder = process.env['PORTICO_DATA'];
if (dataFolder === undefined) throw new Error('PORTICO_DATA must name the data folder of the demo’s Request Tracker.');

describe('a day with the portal over a real Request Tracker', { timeout: 300_000 }, () => {
  let world: World;
  let rt: Connection;
  before(async () => {
    rt = JSON.parse(await readFile(join(dataFolder, 'request-tracker', 'connection.json'), 'utf8')) as Connection;
    world = await startWorld('chromium', { backend: 'request-tracker', data: dataFolder, internal: rt.canary });
  });
  afterEach(async () => { await world.leave(); });
  after(async () => { await world.end(); });

  function enter(key: string, path?: string): Promise<Person> {
    const account = rt.customers[key];
    assert.ok(account);
    return enterAs(world, account.email, path, undefined, account.password);
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

  const ticketIn = async (who: Person): Promise<string> => /tickets\/(\d+)/.exec(await who.address())?.[1] ?? '';
  const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

  it('a reply with files reaches the agents as the customer’s own, byte for byte; their answer comes back, their comment never', async () => {
    const who = await enter('alice');
    const word = `kiwi${randomBytes(4).toString('hex')}`;
    await who.click({ css: 'a[href]', within: { css: ROW, text: 'Open' } });
    await who.fill('Your reply', `${word} still happens`);
    const ticketId = await ticketIn(who);
    const five = randomBytes(5 * 1024 * 1024);
    await who.attach(await world.file('견적서 최종.pdf', '%PDF-1.4 quote'), await world.file('dump-5mb.bin', five));
    await who.press('Send reply');
    await who.sees('Your reply has been sent.');
    await who.reload();
    const message = { css: 'article', text: `${word} still happens` };
    await who.finds(message);
    const { bytes } = await who.page.download(() => who.press(/dump-5mb\.bin/, message));
    assert.equal(digest(bytes), digest(five));

    const history = await agent(`/ticket/${ticketId}/history?fields=Type,Creator&per_page=100&fields[Creator]=EmailAddress`);
    const last = (history.items ?? []).filter(({ Type }) => Type === 'Correspond').at(-1);
    assert.equal((last?.['Creator'] as { id?: string }).id, rt.customers['alice']?.login);
    const attachments = await agent(`/ticket/${ticketId}/attachments?fields=Filename,ContentLength,TransactionId&per_page=100`);
    const files = (attachments.items ?? []).filter(({ TransactionId }) => String((TransactionId as { id?: string }).id ?? TransactionId) === String(last?.['id']));
    assert.deepEqual(files.map(({ Filename }) => Filename).filter(Boolean).sort(), ['dump-5mb.bin', '견적서 최종.pdf'].sort());

    await agent(`/ticket/${ticketId}/comment`, { Content: `${rt.canary} zebra${word}`, ContentType: 'text/plain' });
    await agent(`/ticket/${ticketId}/correspond`, { Content: `We have found the cause of ${word}.`, ContentType: 'text/plain' });
    await who.reload();
    await who.finds({ css: 'article', text: `found the cause of ${word}` });
    assert.ok(!(await who.reads()).includes(`zebra${word}`));
    await who.press('Back to tickets');
    await searchFor(who, `zebra${word}`);
    await who.sees('No ticket matches');
    await searchFor(who, `found the cause of ${word}`);
    await who.finds({ css: ROW });
    assert.equal((await who.texts({ css: ROW })).length, 1);
  });

  it('a new ticket is the customer’s, in the right queue, with the form’s values, and in the customer’s list at once', async () => {
    const who = await enter('dave', '/support/new');
    const subject = `Gauge ${randomBytes(4).toString('hex')} is dark`;
    await who.fill(/subject/i, subject);
    await who.press('Submit');
    await who.sees(/fields? needs? your attention/);
    for (const field of ['Product', 'Urgency']) await who.select(field, 1);
    await who.fill(/^Message/, 'The gauge shows nothing. 서울');
    await who.press('Submit');
    await who.sees(/has been submitted/);
    await who.press('Tickets');
    await who.press(subject);
    await who.finds({ css: 'article', text: 'The gauge shows nothing. 서울' });
    const ticket = await agent(`/ticket/${await ticketIn(who)}?fields=Requestor`);
    assert.deepEqual((ticket['Requestor'] as { id: string }[]).map(({ id }) => id), [rt.customers['dave']?.login]);
    assert.equal((ticket['Creator'] as { id: string }).id, rt.customers['dave']?.login);

    await who.press('Close ticket');
    await who.press('Reopen ticket');
    await who.finds({ css: 'button', name: 'Close ticket' });
  });

  it('a customer with 300 tickets loads them all', async () => {
    const who = await enter('erin');
    const { size } = await loadAll(who);
    assert.ok(size >= 300, `only ${String(size)} tickets`);
  });
});
