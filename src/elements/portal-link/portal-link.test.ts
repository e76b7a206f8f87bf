import { expect, fixture, html } from '@open-wc/testing';
import type { PublicSettings } from '../../contract/index.ts';
import { FakeClock, FakeServer } from '../../portal/fake-server.test.ts';
import { Portal, setDefaultPortal } from '../../portal/index.ts';
import { ownerSettings } from '../../portal/owner-settings.test.ts';
import { allByRole, byRole } from '../parts/by-role.test.ts';
import './define.ts';
import type { PortalLink } from './portal-link.ts';

const portalWith = (set: Partial<PublicSettings> = {}): Portal =>
  new Portal({ key: crypto.randomUUID(), access: new FakeServer(new FakeClock()).access, ticketing: {} as never, settings: () => Promise.resolve(ownerSettings(set)) });

/** A link in a page that has heard of the owner's settings. */
async function linked(portal: Portal, name = ''): Promise<PortalLink> {
  const element = await fixture<PortalLink>(html`<portal-link href="/support" name=${name} .portal=${portal}></portal-link>`);
  await portal.getSettings();
  await element.updateComplete;
  return element;
}

describe('portal-link', () => {
  it('is a link to the portal by its name', async () => {
    const element = await fixture<PortalLink>(html`<portal-link href="/support" name="Acme Help"></portal-link>`);
    expect(byRole(element, 'link', 'Go to Acme Help').getAttribute('href')).to.equal('/support');
    await expect(element).to.be.accessible();
  });

  it('has a name where none is given, in the language of the page', async () => {
    const english = await fixture<PortalLink>(html`<portal-link href="/support"></portal-link>`);
    expect(allByRole(english, 'link', 'Go to Support')).to.have.length(1);
    const korean = await fixture<HTMLElement>(html`<div lang="ko"><portal-link href="/support" name="Acme"></portal-link></div>`);
    const link = korean.querySelector('portal-link')!;
    while (!link.shadowRoot!.textContent.includes('바로가기')) await new Promise((resolve) => { new MutationObserver(resolve).observe(link.shadowRoot!, { childList: true, characterData: true, subtree: true }); });
    expect(allByRole(korean, 'link', 'Acme 바로가기')).to.have.length(1);
  });

  it('shows a name literally', async () => {
    const element = await fixture<PortalLink>(html`<portal-link href="/support" .name=${'<b>{name}</b>'}></portal-link>`);
    expect(allByRole(element, 'link', 'Go to <b>{name}</b>')).to.have.length(1);
  });

  it('is nothing without an address', async () => {
    const element = await fixture<PortalLink>(html`<portal-link name="Acme"></portal-link>`);
    expect(allByRole(element, 'link')).to.have.length(0);
  });

  describe('at a portal with an owner’s settings', () => {
    it('goes to it by the name and in the words of the owner', async () => {
      expect(allByRole(await linked(portalWith({ name: { en: 'Acme Help' } })), 'link', 'Go to Acme Help')).to.have.length(1);
      const written = portalWith({ name: { en: 'Acme Help' }, link: { enabled: true, text: { en: 'Ask {name} for help', ko: '{name}에 문의하기' } } });
      const element = await linked(written);
      expect(allByRole(element, 'link', 'Ask Acme Help for help')).to.have.length(1);
      element.lang = 'ko';
      element.requestUpdate();
      await element.updateComplete;
      expect(allByRole(element, 'link', 'Acme Help에 문의하기')).to.have.length(1);
    });

    it('says what its own attribute says', async () => {
      const portal = portalWith({ name: { en: 'Acme Help' }, link: { enabled: true, text: { en: 'Ask us' } } });
      expect(allByRole(await linked(portal, 'the desk'), 'link', 'Go to the desk')).to.have.length(1);
    });

    it('is not there while the owner has switched it or the portal off, nor before that is known', async () => {
      const off = await linked(portalWith({ link: { enabled: false, text: {} } }));
      expect(allByRole(off, 'link')).to.have.length(0);
      const portal = portalWith({ enabled: false });
      const element = await fixture<PortalLink>(html`<portal-link href="/support" .portal=${portal}></portal-link>`);
      expect(allByRole(element, 'link')).to.have.length(0);
      await portal.getSettings();
      await element.updateComplete;
      expect(allByRole(element, 'link')).to.have.length(0);
      portal.settings = ownerSettings();
      await element.updateComplete;
      expect(allByRole(element, 'link', 'Go to Support')).to.have.length(1);
    });

    it('is there where the settings cannot be had', async () => {
      const failing = new Portal({ key: 'x', access: new FakeServer(new FakeClock()).access, ticketing: {} as never, settings: () => Promise.reject(new Error('down')) });
      expect(allByRole(await linked(failing), 'link', 'Go to Support')).to.have.length(1);
    });

    it('finds them by the page’s default, asks nothing but them, and looks like the page', async () => {
      const server = new FakeServer(new FakeClock());
      const brand = { ...ownerSettings().brand, theme: { accent: '#b91c1c', surface: '#000000' } };
      const portal = new Portal({ key: 'x', access: server.access, ticketing: {} as never, settings: () => Promise.resolve(ownerSettings({ name: { en: 'Acme' }, brand })) });
      setDefaultPortal(portal);
      try {
        const element = await fixture<PortalLink>(html`<portal-link href="/support"></portal-link>`);
        await portal.getSettings();
        await element.updateComplete;
        expect(allByRole(element, 'link', 'Go to Acme')).to.have.length(1);
        expect(server.asked).to.deep.equal([]);
        expect(getComputedStyle(element).getPropertyValue('--_accent')).not.to.equal('rgb(185, 28, 28)');
      } finally {
        setDefaultPortal(undefined);
      }
    });
  });
});
