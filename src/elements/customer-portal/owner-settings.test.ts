import { expect, fixture, html } from '@open-wc/testing';
import { memory, memoryAccess, sampleData } from '../../adapters/memory/index.ts';
import { defaultSettings, publicPart, type PortalSettings } from '../../contract/index.ts';
import { policyFrom, withPolicy } from '../../policy/index.ts';
import { Portal } from '../../portal/index.ts';
import { ownerSettings } from '../../portal/owner-settings.test.ts';
import { allByRole, byRole, textOf } from '../parts/by-role.test.ts';
import type { CustomerPortal } from './customer-portal.ts';
import { waitUntil } from '../parts/wait-until.test.ts';
import './define.ts';

const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==';
const ALICE = 'alice@acme.example';

/** A portal of Alice's whose gateway enforces the owner's settings. */
function governed(set: Partial<PortalSettings> = {}, { signedIn = ALICE, wait = Promise.resolve() }: { signedIn?: string; wait?: Promise<unknown> } = {}): Portal {
  const data = sampleData();
  const settings = { ...defaultSettings(), ...set };
  const ticketing = withPolicy(memory({ data }), (contact) => policyFrom(settings, { ...contact, groups: () => Promise.resolve([]) }))({ id: '1', email: ALICE, name: 'Alice Arnold' });
  const access = memoryAccess({ customers: data.customers, ...(signedIn === '' ? {} : { signedIn }) });
  return new Portal({ key: crypto.randomUUID(), ticketing, access, settings: async () => (await wait, publicPart(settings)) });
}

const brand = (set: Partial<PortalSettings['brand']>): Partial<PortalSettings> => ({ brand: { ...defaultSettings().brand, ...set } });

const shown = (element: Element, role: string, name: string | RegExp): boolean => allByRole(element, role, name).length > 0;
const appears = (element: Element, role: string, name: string | RegExp): Promise<void> =>
  waitUntil(() => shown(element, role, name), `${role} ${String(name)} does not appear`);
const menu = (element: Element): string[] => [...element.shadowRoot!.querySelectorAll('nav a')].map(textOf);

/** The choice of a form in words. */
function chooser(element: Element): string | undefined {
  const place = element.shadowRoot!.querySelector('support-form')?.shadowRoot?.querySelector('[part~=chooser]');
  return place == null ? undefined : textOf(place);
}

/** The whole portal, signed in and with its list, unless said otherwise. */
async function open(portal: Portal, { routing = 'none', until = /^Tickets$/ }: { routing?: CustomerPortal['routing']; until?: RegExp } = {}): Promise<CustomerPortal> {
  const element = await fixture<CustomerPortal>(html`<customer-portal .portal=${portal} routing=${routing}></customer-portal>`);
  await appears(element, 'heading', until);
  return element;
}

describe('a portal as its owner has set it up', () => {
  it('gives its name to the browser’s tab while a customer is signed in, in the page’s language; an attribute goes first', async () => {
    document.title = 'The host';
    const element = await open(governed({ name: { en: 'Acme Help', ko: '에크미 고객 지원' } }));
    await waitUntil(() => document.title === 'Acme Help');
    element.lang = 'ko';
    await waitUntil(() => document.title === '에크미 고객 지원');
    element.pageTitle = 'Mine';
    await waitUntil(() => document.title === 'Mine');
    byRole(element, 'button', /^(Sign out|로그아웃)$/).click();
    await waitUntil(() => document.title === 'The host');
  });

  it('has the owner’s links in its menu, marks the page that is shown, and leaves out what has no label', async () => {
    const here = `${location.pathname}${location.search}`;
    const element = await open(governed({
      navigation: [
        { label: { en: 'Documentation', ko: '문서' }, href: 'https://docs.example/' }, { label: { en: 'This page' }, href: here }, { label: {}, href: '/nowhere' },
      ],
    }));
    await appears(element, 'link', /^Submit/);
    expect(menu(element)).to.deep.equal(['Tickets', 'Submit a support ticket', 'Documentation', 'This page']);
    expect(byRole(element, 'link', 'Documentation').getAttribute('href')).to.equal('https://docs.example/');
    expect([...element.shadowRoot!.querySelectorAll('nav a[aria-current=page]')].map(textOf)).to.deep.equal(['Tickets', 'This page']);
    await expect(element).to.be.accessible();
    element.lang = 'ko';
    await waitUntil(() => menu(element).includes('문서'));
  });

  it('offers a form in the owner’s words once one is connected, and none otherwise', async () => {
    const form = { ...defaultSettings().form, label: { en: 'Write to us' } };
    const element = await open(governed({ form }));
    await appears(element, 'link', 'Write to us');
    byRole(element, 'link', 'Write to us').click();
    await appears(element, 'heading', 'Write to us');
    expect(document.title).to.equal('Write to us – Support');
    const without = await open(governed({ form: { ...form, forms: [] } }));
    const off = await open(governed({ form: { ...form, enabled: false } }));
    for (const one of [without, off]) {
      await waitUntil(() => one.shadowRoot!.querySelector('ticket-list')!.shadowRoot!.querySelector('[part=table]') !== null);
      expect(menu(one)).to.deep.equal(['Tickets']);
    }
  });

  it('leads to a choice where several forms are connected, and straight to the form where it is one', async () => {
    const connected = (...ids: string[]): Partial<PortalSettings> => ({ form: { ...defaultSettings().form, forms: ids.map((id) => ({ id, conditions: {} })) } });
    const several = await open(governed(connected('question', 'problem')));
    await appears(several, 'link', /^Submit/);
    byRole(several, 'link', /^Submit/).click();
    await waitUntil(() => chooser(several)?.includes('Kind of request') === true, 'there is no choice');
    expect(chooser(several)).to.match(/Ask a question.*Report a problem/);
    const one = await open(governed(connected('problem')));
    await appears(one, 'link', /^Submit/);
    byRole(one, 'link', /^Submit/).click();
    await appears(one, 'textbox', /^What is it about/);
    expect(chooser(one)).to.equal(undefined);
  });

  it('shows the owner’s logo by its words, and the name where it cannot be had; the page’s own goes first', async () => {
    const element = await open(governed({ name: { en: 'Acme Help' }, ...brand({ logo: { src: PIXEL, alt: { en: 'Acme, the widget people' } } }) }));
    const picture = byRole(element, 'img', 'Acme, the widget people') as HTMLImageElement;
    expect(picture.src).to.equal(PIXEL);
    element.portal!.settings = { ...ownerSettings({ name: { en: 'Acme Help' } }), brand: { ...ownerSettings().brand, logo: { src: '/none-such.png', alt: {} } } };
    await waitUntil(() => element.shadowRoot!.querySelector('header')!.textContent.includes('Acme Help'), 'the name does not stand in');
    expect(shown(element, 'img', /./)).to.equal(false);
    const own = await fixture<CustomerPortal>(html`
      <customer-portal routing="none" .portal=${governed(brand({ logo: { src: PIXEL, alt: { en: 'Owner’s' } } }))}><strong slot="logo">Mine</strong></customer-portal>`);
    await appears(own, 'heading', /^Tickets$/);
    expect(own.shadowRoot!.querySelector<HTMLElement>('img')!.checkVisibility()).to.equal(false);
  });

  it('lends the tab an icon while it is on the page, and gives the page’s own back', async () => {
    const icons = (): string[] => [...document.querySelectorAll<HTMLLinkElement>('link[rel~="icon"]')].map((link) => link.getAttribute('href')!);
    const own = Object.assign(document.createElement('link'), { rel: 'shortcut icon', href: 'data:,own' });
    document.head.append(own);
    const before = icons();
    try {
      const element = await open(governed(brand({ favicon: PIXEL })));
      expect(icons()).to.deep.equal([PIXEL]);
      const second = await open(governed(brand({ favicon: 'data:,second' })));
      expect(icons(), 'one portal of a page lends one').to.deep.equal([PIXEL]);
      second.remove();
      const parent = element.parentElement!;
      element.remove();
      expect(icons()).to.deep.equal(before);
      parent.append(element);
      expect(icons()).to.deep.equal([PIXEL]);
      element.portal!.settings = ownerSettings();
      expect(icons()).to.deep.equal(before);
      expect(own.rel).to.equal('shortcut icon');
    } finally {
      own.remove();
    }
  });

  it('lives below the owner’s path where its addresses are paths, and an attribute goes first', async () => {
    const { href } = location;
    try {
      history.replaceState(null, '', '/help/desk/new');
      const element = await open(governed({ path: '/help/desk' }), { routing: 'path', until: /^Submit a support ticket$/ });
      expect(byRole(element, 'link', 'Tickets').getAttribute('href')).to.equal('/help/desk/');
      byRole(element, 'link', 'Tickets').click();
      await appears(element, 'heading', /^Tickets$/);
      expect(location.pathname).to.equal('/help/desk/');
      element.remove();
      history.replaceState(null, '', '/other/place');
      const outside = await open(governed({ path: '/help/desk' }), { routing: 'path' });
      expect(location.pathname, 'an address outside is left alone').to.equal('/other/place');
      outside.remove();
      history.replaceState(null, '', '/mine/account');
      const own = await fixture<CustomerPortal>(html`<customer-portal .portal=${governed({ path: '/help/desk' })} routing="path" base="/mine"></customer-portal>`);
      await appears(own, 'heading', /^Your account$/);
      own.remove();
    } finally {
      history.replaceState(null, '', href);
    }
  });

  it('keeps the view in the address', async () => {
    const { href } = location;
    try {
      history.replaceState(null, '', location.pathname + location.search);
      const element = await open(governed({ tickets: { ...defaultSettings().tickets, permission: 'organization' } }), { routing: 'hash' });
      await appears(element, 'combobox', 'View');
      const view = byRole(element, 'combobox', 'View');
      view.value = 'organization';
      view.dispatchEvent(new Event('change', { bubbles: true }));
      await waitUntil(() => location.hash === '#/?view=organization');
      element.remove();
      const again = await open(governed({ tickets: { ...defaultSettings().tickets, permission: 'organization' } }), { routing: 'hash' });
      await appears(again, 'combobox', 'View');
      expect(byRole(again, 'combobox', 'View').value).to.equal('organization');
    } finally {
      history.replaceState(null, '', href);
    }
  });

  it('has the owner’s look, and its elements inside too', async () => {
    const element = await open(governed(brand({ theme: { accent: '#b91c1c', radius: 0 } })));
    const inside = element.shadowRoot!.querySelector('ticket-list')!;
    await waitUntil(() => getComputedStyle(inside).getPropertyValue('--_accent') === 'rgb(185, 28, 28)');
    expect(getComputedStyle(inside).getPropertyValue('--_radius')).to.equal('0px');
  });
});

describe('a portal that its owner has closed', () => {
  for (const signedIn of ['', ALICE]) {
    it(`says so instead of everything to ${signedIn || 'a visitor'}, and leaves the tab’s title alone`, async () => {
      document.title = 'The host';
      const portal = governed({ enabled: false, name: { en: 'Acme Help' }, offMessage: { en: 'Closed for the holidays.' } }, { signedIn });
      const element = await open(portal, { until: /^Acme Help$/ });
      expect(textOf(element)).to.equal('Acme Help Closed for the holidays.');
      expect(document.title).to.equal('The host');
      await expect(element).to.be.accessible();
    });
  }
});

describe('settings that take their time', () => {
  it('hold nothing up but what is shown: the list is asked for meanwhile', async () => {
    let arrive = (): void => undefined;
    const portal = governed({ name: { en: 'Acme Help' }, navigation: [{ label: { en: 'Docs' }, href: '/docs' }] }, { wait: new Promise<void>((resolve) => { arrive = resolve; }) });
    const asked: string[] = [];
    const { listTickets } = portal.ticketing;
    portal.ticketing.listTickets = (...call) => {
      asked.push('listTickets');
      return listTickets(...call);
    };
    const element = await fixture<CustomerPortal>(html`<div style="inline-size: 360px"><customer-portal .portal=${portal} routing="none"></customer-portal></div>`)
      .then((frame) => frame.querySelector('customer-portal')!);
    await waitUntil(() => asked.length > 0, 'the list is not asked for');
    expect([allByRole(element, 'heading').length, allByRole(element, 'button').length, textOf(element).startsWith('Loading the portal')]).to.deep.equal([0, 0, true]);
    arrive();
    await appears(element, 'link', 'Docs');
    await waitUntil(() => allByRole(element, 'article').length > 0);
    expect(asked).to.have.length(1);
  });

  it('do not close the portal where they cannot be had', async () => {
    const element = await open(governed({ enabled: false }, { wait: Promise.reject(new Error('down')) }));
    expect(menu(element)[0]).to.equal('Tickets');
  });
});

describe('two portals on one page', () => {
  it('speak each in its own words', async () => {
    const say = (words: string): Partial<PortalSettings> => ({ texts: { en: { 'portal.tickets': words } } });
    const [first, second] = [await open(governed(say('Requests'))), await open(governed({ ...say('Cases'), language: 'ko' }), { until: /^티켓$/ })];
    expect([menu(first)[0], first.lang]).to.deep.equal(['Requests', '']);
    expect([menu(second)[0], second.lang]).to.deep.equal(['티켓', 'ko']);
  });
});
