import assert from 'node:assert/strict';
import type { Journey } from '../engines/series.ts';
import { HEADING, ROW } from '../engines/look.ts';
import type { Person } from '../engines/person.ts';
import type { World } from './world.ts';

/** Runs in the page: the tag and the name of what has the focus. */
function focused(): string {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  const field = active as HTMLInputElement | null;
  const label = field?.labels?.[0]?.textContent ?? field?.getAttribute('aria-label') ?? field?.textContent ?? '';
  return `${active?.localName ?? ''} ${label.replace(/\s+/g, ' ').trim()}`;
}

/** Goes on with Tab until something of that tag and name has the focus. */
async function tabTo({ page }: Person, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await page.press(key);
    const now = await page.eval(focused);
    if (name.test(now)) return;
    passed.push(now);
  }
  assert.fail(`${key} never reaches ${String(name)}, but ${passed.join(' | ')}`);
}

/** The portal without a mouse. */
export const keyboard: Journey<World> = {
  name: 'keyboard', title: 'works by keyboard alone, in dark: sign in, open a ticket, reply, go back, sign out',
  async walk(world) {
    const who = await world.visit('/support', { dark: true });
    await who.finds({ css: 'input', name: 'Email' });
    await tabTo(who, /^input Email/);
    await who.page.write('bob@acme.example');
    await tabTo(who, /^input Password/);
    await who.page.write('bob-password');
    await who.page.press('Enter');
    await who.finds({ css: 'input', name: /^I agree/ });
    await tabTo(who, /^input I agree/);
    await who.page.press(' ');
    await tabTo(who, /^button Agree and go on/);
    await who.page.press('Enter');
    await who.finds({ css: ROW });
    await tabTo(who, /^button Last activity/);
    await tabTo(who, /^a /);
    await who.page.press('Enter');
    await who.finds({ css: 'textarea', name: /^Your reply/ });
    await tabTo(who, /^textarea Your reply/);
    await who.page.write('Written without a mouse.');
    await who.page.press('Control+Enter');
    await who.finds({ css: 'article', text: 'Written without a mouse.' });
    await who.sees('Your reply has been sent.');
    await who.back();
    await who.finds({ css: HEADING, name: 'Tickets' });
    await who.finds({ css: ROW });
    await tabTo(who, /^button Sign out/, 'Shift+Tab');
    await who.page.press('Enter');
    await who.finds({ css: HEADING, name: 'Sign in' });
  },
};
