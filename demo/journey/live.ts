import assert from 'node:assert/strict';
import type { Journey } from '../engines/series.ts';
import { HEADING, ROW } from '../engines/look.ts';
import { enter, type World } from './world.ts';

const TICKET = 'Signing in leads back to the sign-in page';
const COMPOSER = 'Your reply';

/** What an agent does while a customer looks at the portal: it is there without a reload, and nobody is disturbed. */
export const live: Journey<World> = {
  name: 'live', title: 'an agent’s answer and a new status appear in the open ticket and the open list, while the customer goes on typing',
  async walk(world) {
    const who = await enter(world, 'alice@acme.example');
    // On another device: of the tabs of one browser only one is seen.
    const other = await enter(world, 'alice@acme.example');
    await other.finds({ css: ROW, text: TICKET });
    await who.press(TICKET);
    await who.fill(COMPOSER, 'I was about to wr');
    const typing = (): boolean => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.id === 'reply-text';
    };
    assert.equal(await who.page.eval(typing), true);

    const agent = await world.visit('/agent');
    await agent.press(TICKET);
    await agent.fill(/reply/i, 'This came by itself.');
    await agent.press(/reply/i);
    await agent.sees('This came by itself.');

    await who.finds({ css: 'article', text: 'This came by itself.' });
    await who.sees('New since your last visit');
    assert.equal(await who.value(COMPOSER), 'I was about to wr');
    assert.equal(await who.page.eval(typing), true);
    await other.finds({ css: ROW, text: new RegExp(`${TICKET}\\s*New`) });
    await other.finds({ css: HEADING, name: 'Tickets' });
  },
};
