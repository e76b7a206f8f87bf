import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import { ALICE, FakeClock, FakeServer, MINUTE } from '../../portal/fake-server.test.ts';
import type { Portal } from '../../portal/index.ts';
import { SessionClock } from '../../portal/session-clock.ts';
import { allByRole, byRole, textOf } from '../parts/by-role.test.ts';
import { navigation } from '../portal-login/navigation.ts';
import '../../define.ts';
import type { PortalSession } from './portal-session.ts';
import { waitUntil } from '../parts/wait-until.test.ts';

interface World { readonly portal: Portal; readonly server: FakeServer; readonly clock: FakeClock }

async function world(preview?: { agent: string }): Promise<World> {
  const clock = new FakeClock();
  const server = new FakeServer(clock, null);
  server.enter({ customer: ALICE, ...(preview === undefined ? {} : { preview }) });
  const portal = server.tab({ getProfile: () => new Promise(() => undefined), listTickets: () => new Promise(() => undefined), listForms: () => new Promise(() => undefined) });
  await portal.loadSession();
  return { portal, server, clock };
}

const markIn = (element: Element): PortalSession | null => element.shadowRoot!.querySelector('portal-session');
const boxIn = (element: Element): HTMLElement | null => markIn(element)?.shadowRoot?.querySelector<HTMLElement>('.warning') ?? null;
const until = (condition: () => boolean, message: string): Promise<void> => waitUntil(condition, message, { interval: 10 });
const said = (element: Element): string => (boxIn(element) === null ? '' : textOf(markIn(element)!));

describe('the end of a session on a page', () => {
  afterEach(async () => {
    await setViewport({ width: 1000, height: 800 });
    await emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  });

  it('is told above everything else, without taking the focus, and any key makes the session last', async () => {
    const { portal, clock } = await world();
    const page = await fixture(html`<div><input aria-label="Search the shop"><ticket-list .portal=${portal}></ticket-list></div>`);
    const [field, list] = [...page.children] as [HTMLInputElement, Element];
    new SessionClock(portal, clock);
    field.focus();
    await clock.goOn(28 * MINUTE);
    await until(() => boxIn(list) !== null, 'nothing is said');
    expect(allByRole(markIn(list)!, 'alert')[0]!.textContent.replace(/\s+/g, ' ').trim()).to.equal('Your session ends in 2 minutes. Press any key or tap anywhere to stay signed in.');
    expect(boxIn(list)!.matches(':popover-open')).to.equal(true);
    expect(document.activeElement).to.equal(field);
    await expect(list).to.be.accessible();
    await sendKeys({ press: 'a' });
    await clock.goOn(0);
    await until(() => boxIn(list) === null, 'the warning stays');
    expect(textOf(byRole(markIn(list)!, 'status'))).to.equal('You stay signed in.');
    expect(field.value).to.equal('a');
  });

  it('is put off by the button', async () => {
    const { portal, server, clock } = await world();
    const list = await fixture(html`<ticket-list .portal=${portal}></ticket-list>`);
    portal.sessionWarning = { minutes: 1, final: false };
    await until(() => said(list).includes('Your session ends in 1 minute.'), 'nothing is said');
    clock.sleep(29 * MINUTE);
    byRole(markIn(list)!, 'button', 'Stay signed in').click();
    await until(() => server.asked.filter((name) => name === 'getSession').length === 2, 'the server does not hear');
  });

  it('is told in one place: the whole portal, else the first element, and where that goes in the next one', async () => {
    const { portal } = await world();
    const page = await fixture(html`<div>
      <ticket-badge .portal=${portal}></ticket-badge><ticket-list .portal=${portal}></ticket-list><support-form .portal=${portal}></support-form>
      <customer-portal .portal=${portal} routing="none"></customer-portal>
    </div>`);
    const shown = (): string[] => [...page.children].filter((element) => boxIn(element) !== null).map(({ localName }) => localName);
    portal.sessionWarning = { minutes: 2, final: false };
    for (const expected of ['customer-portal', 'ticket-list', 'support-form']) {
      await until(() => shown().join() === expected, `${expected} does not show it, but ${shown().join()}`);
      expect(boxIn(page.querySelector(expected)!)!.matches(':popover-open')).to.equal(true);
      page.querySelector(expected)!.remove();
    }
    const own = Object.assign(document.createElement('portal-session'), { portal });
    page.append(page.querySelector('ticket-badge')!, own, Object.assign(document.createElement('ticket-list'), { portal }));
    await until(() => own.shadowRoot?.querySelector('.warning') != null, 'the page’s own element does not show it');
    expect(shown()).to.deep.equal([]);
  });

  it('is told of each portal for itself', async () => {
    const [one, two] = [await world(), await world()];
    const page = await fixture(html`<div><ticket-list .portal=${one.portal}></ticket-list><ticket-list .portal=${two.portal}></ticket-list></div>`);
    two.portal.sessionWarning = { minutes: 2, final: false };
    await until(() => boxIn(page.children[1]!) !== null, 'it is not told');
    expect(markIn(page.children[0]!) === null, 'the other is told').to.equal(true);
  });

  it('cannot be put off where the session may not last any longer: it can be closed, and begun again at once with all that was typed', async () => {
    const { portal, server } = await world();
    const list = await fixture(html`<ticket-list .portal=${portal}></ticket-list>`);
    portal.sessionWarning = { minutes: 2, final: true };
    await until(() => said(list).includes('It cannot be made longer.'), 'nothing is said');
    expect(allByRole(markIn(list)!, 'button', 'Stay signed in')).to.deep.equal([]);
    await expect(list).to.be.accessible();
    await sendKeys({ press: 'Escape' });
    await until(() => boxIn(list) === null, 'Escape does not close it');
    portal.sessionWarning = { minutes: 1, final: true };
    await portal.refreshSession();
    expect(boxIn(list) === null, 'who has closed it is left alone').to.equal(true);
    portal.sessionWarning = undefined;
    await markIn(list)!.updateComplete;
    portal.sessionWarning = { minutes: 2, final: true };
    await until(() => boxIn(list) !== null, 'it is not told again');
    byRole(markIn(list)!, 'button', 'Sign in again now').click();
    await until(() => portal.session?.customer === null, 'the session goes on');
    expect(server.person).to.equal(null);
    expect(portal.lastSessionChange?.expired).to.equal(true);
  });

  it('does not cover what has the focus', async () => {
    await setViewport({ width: 360, height: 600 });
    const { portal } = await world();
    const page = await fixture(html`<div><ticket-list .portal=${portal}></ticket-list><div style="block-size: 120vh"></div><button>Buy</button><div style="block-size: 120vh"></div></div>`);
    const [list, , button] = [...page.children] as [HTMLElement, HTMLElement, HTMLButtonElement];
    portal.sessionWarning = { minutes: 2, final: true };
    await until(() => boxIn(list) !== null, 'nothing is said');
    scrollTo(0, button.getBoundingClientRect().bottom + scrollY - innerHeight + 20);
    const covered = (): boolean => button.getBoundingClientRect().bottom > boxIn(list)!.getBoundingClientRect().top;
    expect(covered()).to.equal(true);
    button.focus({ preventScroll: true });
    await until(() => !covered(), 'the button is covered');
  });
});

describe('a preview', () => {
  it('is marked all the time, read-only, and can be ended', async () => {
    const { portal, server } = await world({ agent: 'Agnes' });
    const list = await fixture(html`<ticket-list .portal=${portal}></ticket-list>`);
    await until(() => markIn(list) !== null && textOf(markIn(list)!).includes('Agnes'), 'it is not marked');
    const mark = markIn(list)!;
    expect(textOf(mark)).to.include('Agnes sees the portal as Alice Arnold. Read-only.');
    await expect(list).to.be.accessible();
    byRole(mark, 'button', 'End the preview').click();
    await until(() => server.person === null, 'it goes on');
    await until(() => !textOf(mark).includes('Agnes'), 'it is still marked');
  });

  it('says what is wrong where it cannot be ended, and goes to the identity provider where it has to end there', async () => {
    const { portal, server } = await world({ agent: 'Agnes' });
    const list = await fixture(html`<ticket-list .portal=${portal}></ticket-list>`);
    await until(() => markIn(list) !== null && allByRole(markIn(list)!, 'button', 'End the preview').length === 1, 'it is not marked');
    server.isDown = true;
    byRole(markIn(list)!, 'button', 'End the preview').click();
    await until(() => textOf(markIn(list)!).includes('Something went wrong'), 'nothing is said');
    server.isDown = false;
    server.signOutUrl = 'https://idp.example/out';
    const went: string[] = [];
    const { go } = navigation;
    navigation.go = (url) => { went.push(url); };
    try {
      byRole(markIn(list)!, 'button', 'End the preview').click();
      await until(() => went.length > 0, 'nobody goes there');
      expect(went).to.deep.equal(['https://idp.example/out']);
    } finally {
      navigation.go = go;
    }
  });

  it('has enough contrast in dark and in forced colours, in 256 pixels at twice the text size', async () => {
    const { portal } = await world({ agent: 'Agnes-Adelheid von Sowieso-Irgendwo' });
    for (const media of [{ colorScheme: 'dark' }, { forcedColors: 'active' }] as const) {
      await emulateMedia(media);
      const list = await fixture<HTMLElement>(html`<ticket-list .portal=${portal} style="color-scheme: light dark; inline-size: 256px; font-size: 200%"></ticket-list>`);
      await until(() => markIn(list) !== null && textOf(markIn(list)!).includes('Agnes'), 'it is not marked');
      await expect(list).to.be.accessible();
      // axe does not look at forced colours.
      const { color, backgroundColor } = getComputedStyle(markIn(list)!.shadowRoot!.querySelector('.preview')!);
      expect(color).not.to.equal(backgroundColor);
      expect(markIn(list)!.scrollWidth).to.be.at.most(256);
      list.remove();
    }
  });
});
