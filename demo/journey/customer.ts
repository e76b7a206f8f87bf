import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { INTERNAL } from '../data/index.ts';
import type { Series } from '../engines/series.ts';
import { HEADING, ROW } from '../engines/look.ts';
import { keyboard } from './keyboard.ts';
import { live } from './live.ts';
import { loadAll, searchFor } from './steps.ts';
import { enter, signIn, startWorld, type World } from './world.ts';

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const link = { css: 'a[href]' };
const list = { css: HEADING, name: 'Tickets' };
const SIGN_IN = { css: HEADING, name: 'Sign in' };
const TICKET = 'Signing in leads back to the sign-in page';
const article = (text: string): { css: string; text: string } => ({ css: 'article', text });

/** What customers do all day, over the demo server. */
export const customers: Series<World> = {
  title: 'a day with the portal',
  start: (engine) => startWorld(engine),
  journeys: [
    {
      name: 'sign-in', title: 'a wrong password and an unknown address get the same answer, and the right one lets in, until the sign-out',
      async walk(world) {
        const who = await world.visit('/support');
        const answers: string[] = [];
        for (const email of ['alice@acme.example', 'nobody@acme.example']) {
          await signIn(who, email, 'wrong-password');
          answers.push(await who.finds({ css: '[role="alert"]', text: 'do not match' }));
          await who.reload();
        }
        assert.equal(answers[0], answers[1]);
        await signIn(who, 'alice@acme.example');
        await who.finds(list);
        await who.page.until(() => document.title === 'Widget Works Support');
        await who.reload();
        await who.finds(list);
        assert.equal(await who.page.eval(() => document.cookie), '', 'the session’s cookie is not readable by script');
        await who.press('Sign out');
        await who.finds(SIGN_IN);
        await who.reload();
        await who.finds(SIGN_IN);
      },
    },
    {
      name: 'list', title: 'a customer with 300 tickets loads them all, sorts by every column, and shares a filtered list',
      async walk(world) {
        const who = await enter(world, 'erin@globex.example');
        for (const name of ['ID', 'Title', 'Created', 'Last activity', 'Status']) {
          await who.press(new RegExp(`^${name}`), { css: 'th' });
          await who.finds({ css: 'th[aria-sort="ascending"], th[aria-sort="descending"]', text: name });
        }
        assert.equal((await loadAll(who)).size, 300);

        await who.select('Status', 'Closed');
        await searchFor(who, 'sensor 0');
        await who.page.until(() => /status=closed/.test(location.href) && /search=/.test(location.href));
        const other = await enter(world, 'erin@globex.example', (await who.address()).slice(world.origin.length));
        await other.finds({ css: ROW });
        const texts = await other.texts({ css: ROW });
        assert.ok(texts.every((text) => /closed/i.test(text) && /sensor 0/i.test(text)), texts.join('\n'));
      },
    },
    {
      name: 'reply', title: 'a reply with files is there at once, after a reload, and for the agent, byte for byte; the agent’s answer comes back, the note never',
      async walk(world) {
        const who = await enter(world, 'alice@acme.example');
        await who.press(TICKET);
        await who.fill('Your reply', 'It still happens.\nSee the files.');
        assert.match(await who.address(), /\/support\/tickets\/\w+$/);
        const five = randomBytes(5 * 1024 * 1024);
        await who.attach(await world.file('견적서 최종.pdf', '%PDF-1.4 quote'), await world.file('dump-5mb.bin', five));
        await who.press('Send reply');
        await who.sees('Your reply has been sent.');
        await who.finds(article('It still happens.'));
        await who.reload();
        const message = article('It still happens.');
        assert.match(await who.finds(message), /See the files\..*견적서 최종\.pdf/);
        assert.equal((await who.texts(message)).length, 1);
        const { name, bytes } = await who.page.download(() => who.press(/dump-5mb\.bin/, message));
        assert.equal(name, 'dump-5mb.bin');
        assert.equal(digest(bytes), digest(five));

        const agent = await world.visit('/agent');
        await agent.press(TICKET);
        await agent.sees('It still happens.');
        await agent.sees('견적서 최종.pdf');
        const note = `${INTERNAL}: the customer must not read zebra-note`;
        await agent.fill(/note/i, note);
        await agent.press(/note/i);
        await agent.sees('zebra-note');
        await agent.fill(/reply/i, 'We have found the cause. Please try again.');
        await agent.press(/reply/i);
        await agent.sees('We have found the cause.');

        await who.reload();
        await who.finds(article('We have found the cause.'));
        assert.doesNotMatch(await who.reads(), /zebra-note/);
        await who.press('Back to tickets');
        await searchFor(who, 'zebra-note');
        await who.sees('No ticket matches');
        await searchFor(who, 'found the cause');
        await who.finds({ ...link, name: TICKET, within: { css: ROW } });
        assert.ok(world.answers.length > 15, `only ${String(world.answers.length)} answers were seen`);
      },
    },
    {
      name: 'new-ticket', title: 'a new ticket on a phone: errors stand at their fields, nothing typed is lost, it is in the list at once, can be closed and opened again',
      async walk(world) {
        const who = await enter(world, 'dave@acme.example', '/support', { width: 360, height: 740 });
        await who.sees('You have no tickets yet');
        await who.press('Submit a support ticket');
        await who.finds({ css: HEADING, name: 'Submit a support ticket' });
        await who.tick('Contact support');
        await who.fill(/What happened/, 'The gauge shows nothing.');
        await who.press('Submit');
        await who.sees(/fields? needs? your attention/);
        await who.sees('Draft saved');
        await who.reload();
        await who.sees('Draft saved');
        assert.equal(await who.value(/What happened/), 'The gauge shows nothing.');
        assert.equal(await who.page.eval(() => document.documentElement.scrollWidth <= innerWidth && innerWidth === 360), true, 'nothing is wider than the phone');
        await who.fill(/subject|title|summary|what is it about/i, 'Gauge is dark');
        await who.select(/Product/, 'Widget Cloud');
        await who.press('Submit');
        await who.sees('has been submitted');
        await who.press('Tickets');
        await who.press('Gauge is dark');
        await who.finds(article('The gauge shows nothing.'));
        await who.press('Close ticket');
        await who.press('Reopen ticket');
        await who.finds({ css: 'button', name: 'Close ticket' });
        await who.back();
        await who.finds(list);
      },
    },
    {
      name: 'foreign-ticket', title: 'somebody else’s ticket reads exactly like one that never was',
      async walk(world) {
        const alice = await enter(world, 'alice@acme.example');
        const href = await alice.attribute({ ...link, name: TICKET }, 'href');
        assert.ok(href);
        const carol = await enter(world, 'carol@globex.example', href);
        const detail = { css: 'ticket-detail', text: 'There is no such ticket' };
        const theirs = await carol.finds(detail);
        await carol.goto(`${world.origin}/support/tickets/99999999`);
        assert.equal(await carol.finds(detail), theirs);
      },
    },
    {
      name: 'two-customers', title: 'a customer who signs in in another tab is the customer in this one as well',
      async walk(world) {
        const who = await enter(world, 'alice@acme.example');
        await who.press(TICKET);
        await who.fill('Your reply', 'Only Alice knows');
        const other = await who.newTab();
        await other.goto(`${world.origin}/support`);
        await other.press('Sign out');
        await who.sees('You have signed out.');
        await signIn(other, 'carol@globex.example');
        await who.sees('Carol Köhler');
        // A sign-out, wherever, leads back to the list; now it is Carol's.
        await who.finds(list);
        await who.finds({ css: ROW });
        const all = await who.reads();
        for (const text of ['Alice Archer', TICKET, 'Only Alice knows']) assert.ok(!all.includes(text), text);
      },
    },
    {
      name: 'preview', title: 'somebody of the team sees the portal as the customer: read-only, marked all the time, until it is ended',
      async walk(world) {
        const agent = await world.visit('/agent');
        await agent.press(TICKET);
        await agent.press(/^See the portal as/);
        await agent.press(/^Open the portal as/);
        await agent.finds({ css: 'portal-session', text: /sees the portal as .*Read-only/ });
        await agent.finds({ css: ROW });
        await agent.misses({ css: 'a', name: 'Submit a support ticket' });
        await agent.press('End the preview');
        await agent.finds(SIGN_IN);
      },
    },
    live,
    keyboard,
  ],
};
