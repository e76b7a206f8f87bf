import assert from 'node:assert/strict';
import type { Journey } from '../series.ts';
import { HEADING, ROW } from '../look.ts';
import { ORDER, signIn, type ElementsWorld } from './world.ts';

const HOSTILE = '<script>window.ran = 1</script><p onclick="window.ran = 2" id="gateway">Please <a href="javascript:window.ran=3">click here</a>.</p><style>body { display: none }</style>'
  + '<iframe src="https://evil.example"></iframe><svg onload="window.ran = 4"></svg><form action="https://evil.example"><input name="password"></form><img src="x" onerror="window.ran = 5">'
  + '<div style="position: fixed; inset: 0; background: red; color: rgb(0, 128, 0)">Hostile words, kept</div>';

/** Every element alone on a page. */
export const single: readonly Journey<ElementsWorld>[] = [
  {
    name: 'portal-login', title: 'says what was wrong, lets in, and out again',
    async walk(world) {
      const who = await world.visit('portal-login');
      await who.finds({ css: HEADING, name: 'Sign in' });
      await who.press('Sign in');
      await who.finds({ css: '[aria-invalid="true"]' });
      await signIn(who);
      await who.sees('Sign out');
      await who.press('Sign out');
      await who.finds({ css: HEADING, name: 'Sign in' });
      assert.equal(await who.value('Password'), '');
    },
  },
  {
    name: 'ticket-list', title: 'signs in at its place, shows a page of tickets, searches, sorts and leads to the ticket’s own page',
    async walk(world) {
      const who = await world.visit('ticket-list');
      await signIn(who);
      await who.finds({ css: ROW });
      assert.equal((await who.texts({ css: ROW })).length, 3);
      await who.press('Load more');
      await who.page.until(() => (document.querySelector('ticket-list')?.shadowRoot?.querySelectorAll('tbody tr').length ?? 0) > 3);
      await who.fill('Search tickets', 'ORD-204417');
      await who.page.press('Enter');
      await who.misses({ css: ROW, text: /^(?!.*ORD-204417)/ });
      await who.press(ORDER);
      await who.page.until(() => location.pathname === '/ticket-detail');
    },
  },
  {
    name: 'ticket-detail', title: 'shows an HTML mail with its table and picture, and nothing of a hostile one but its words; takes a reply',
    async walk(world) {
      const id = world.backend.idOf('html-mail');
      world.backend.agentReply(id, { html: HOSTILE });
      const who = await world.visit(`ticket-detail?id=${id}`);
      await signIn(who);
      await who.sees('we are sending the missing pieces');
      await who.sees('Hostile words, kept');
      await who.page.until(() => {
        const root = document.querySelector('ticket-detail')?.shadowRoot;
        return [...root?.querySelectorAll<HTMLImageElement>('.message-body img') ?? []].some(({ naturalWidth }) => naturalWidth > 0) && root?.querySelector('.message-body table') != null;
      });
      const seen = await who.page.eval(() => {
        const root = document.querySelector('ticket-detail')?.shadowRoot;
        const bodies = [...root?.querySelectorAll('.message-body') ?? []].flatMap((body) => [body, ...body.querySelectorAll('*')]);
        const scripts = bodies.flatMap((element) => [...element.attributes]).filter(({ name, value }) => /^(on|id$|name$|slot$)/.test(name) || /^\s*javascript:/i.test(value)).map(({ name }) => name);
        return {
          harm: [...bodies.filter(({ localName }) => /^(script|style|iframe|svg|form|input|base|meta|object)$/.test(localName)).map(({ localName }) => localName), ...scripts],
          escaped: bodies.filter((element) => getComputedStyle(element).position === 'fixed').length,
          ran: (window as { ran?: number }).ran ?? 0, native: 'setHTML' in Element.prototype && 'Sanitizer' in window,
          fetched: performance.getEntriesByType('resource').some(({ name }) => /purify/.test(name)),
        };
      });
      assert.deepEqual({ ...seen, native: undefined, fetched: undefined }, { harm: [], escaped: 0, ran: 0, native: undefined, fetched: undefined });
      assert.equal(seen.fetched, !seen.native, `DOMPurify is fetched where the browser has no sanitiser, and only there; setHTML is ${seen.native ? '' : 'not '}there`);
      await who.fill('Your reply', `Read in ${world.engine}.`);
      await who.press('Send reply');
      await who.finds({ css: 'article', text: `Read in ${world.engine}.` });
    },
  },
  {
    name: 'support-form', title: 'shows errors at their fields, choices that follow each other, and submits',
    async walk(world) {
      const who = await world.visit('support-form');
      await signIn(who);
      await who.press('Submit');
      await who.sees(/fields? needs? your attention/);
      assert.ok((await who.texts({ css: '[aria-invalid="true"]' })).length > 1);
      await who.fill('What is it about?', `Seen in ${world.engine}`);
      await who.select('Product', 'Widget Desktop');
      await who.select('Component', 'Installer');
      await who.fill('What happened?', 'It does not begin. 서울');
      await who.fill('Seats affected', '12');
      await who.tick('Call me back');
      await who.fill('Phone number', '+49 30 1234');
      await who.press('Submit');
      await who.sees('has been submitted');
    },
  },
  {
    name: 'link-badge', title: 'portal-link with a ticket-badge leads to the portal, and the badge counts when somebody has signed in',
    async walk(world) {
      const id = world.backend.idOf('html-mail');
      world.backend.setStatus(id, 'waiting');
      const who = await world.visit('link-badge');
      assert.match(await who.finds({ css: 'a[href="/customer-portal"]' }), /^Go to /);
      await who.press(/^Go to /);
      await signIn(who);
      await who.sees('Sign out');
      await who.back();
      assert.match(await who.finds({ css: 'a[href="/customer-portal"]', text: /\d/ }), /^Go to .*[1-9]/);
      assert.equal(await who.page.eval(() => document.querySelector('ticket-badge')?.matches(':state(shown)')), true);
    },
  },
  {
    name: 'portal-settings', title: 'shows the owner all tabs, checks an entry, previews and saves',
    async walk(world) {
      const who = await world.visit('portal-settings');
      await signIn(who);
      await who.finds({ css: '[role="tab"]', name: 'General' });
      await who.fill('Path', 'no path');
      await who.press('Save');
      await who.finds({ css: '[aria-invalid="true"]' });
      await who.fill('Path', '/help');
      await who.press('Save');
      await who.sees(/Saved as version \d+\./);
      for (const name of ['Templates', 'Versions']) {
        await who.press(name);
        await who.finds({ css: '[role="tab"][aria-selected="true"]', name });
      }
    },
  },
];
