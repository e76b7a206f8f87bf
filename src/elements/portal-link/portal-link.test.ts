import { expect, fixture, html } from '@open-wc/testing';
import { allByRole, byRole } from '../parts/by-role.test.ts';
import './define.ts';
import type { PortalLink } from './portal-link.ts';

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
    while (!link.shadowRoot!.textContent.includes('이동')) await new Promise((resolve) => { new MutationObserver(resolve).observe(link.shadowRoot!, { childList: true, characterData: true, subtree: true }); });
    expect(allByRole(korean, 'link', 'Acme(으)로 이동')).to.have.length(1);
  });

  it('shows a name literally', async () => {
    const element = await fixture<PortalLink>(html`<portal-link href="/support" .name=${'<b>{name}</b>'}></portal-link>`);
    expect(allByRole(element, 'link', 'Go to <b>{name}</b>')).to.have.length(1);
  });

  it('is nothing without an address', async () => {
    const element = await fixture<PortalLink>(html`<portal-link name="Acme"></portal-link>`);
    expect(allByRole(element, 'link')).to.have.length(0);
  });
});
