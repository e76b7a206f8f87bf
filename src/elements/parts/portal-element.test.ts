import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { html as template, type TemplateResult } from 'lit';
import { ALICE, CAROL, FakeClock, FakeServer, settled } from '../../portal/fake-server.test.ts';
import type { Portal } from '../../portal/index.ts';
import { heading } from './heading.ts';
import { PortalElement } from './portal-element.ts';

/** An element whose heading comes when the test wants it. */
class LateHeading extends PortalElement {
  ready = false;
  protected override render(): TemplateResult {
    return template`${this.ready ? heading(2, 'Ready', { main: true }) : 'Loading'}`;
  }

  arrive(): Promise<boolean> {
    this.ready = true;
    this.requestUpdate();
    return this.updateComplete;
  }
}
customElements.define('late-heading', LateHeading);

/** An element that asks who is signed in as soon as it has a portal. */
class Asking extends PortalElement {
  override portalChanged(portal: Portal | undefined): void {
    void portal?.loadSession();
  }
}

describe('gateway', () => {
  for (const [how, take] of [
    ['an attribute that is taken away', (element: LateHeading) => { element.removeAttribute('gateway'); }],
    ['a property that a framework sets to undefined', (element: LateHeading) => { Object.assign(element, { gateway: undefined }); }],
  ] as const) {
    it(`is none after ${how}`, async () => {
      class Finding extends LateHeading {
        readonly found: (string | undefined)[] = [];
        override portalChanged(portal: Portal | undefined): void { this.found.push(portal?.key); }
      }
      const name = `finding-${crypto.randomUUID()}`;
      customElements.define(name, Finding);
      const element = document.createElement(name) as Finding;
      element.setAttribute('gateway', '/somewhere');
      document.body.append(element);
      await element.updateComplete;
      take(element);
      await element.updateComplete;
      element.remove();
      expect(element.found).to.deep.equal([new URL('/somewhere', document.baseURI).href, undefined]);
    });
  }
});

describe('an element that leaves', () => {
  const heard = async (stays: boolean): Promise<{ while: number; after: number }> => {
    const portal = new FakeServer(new FakeClock(), CAROL).tab();
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    const held = new Set<unknown>();
    portal.addEventListener = (...args: Parameters<typeof add>) => { held.add(args[1]); add.apply(portal, args); };
    portal.removeEventListener = (...args: Parameters<typeof remove>) => { held.delete(args[1]); remove.apply(portal, args); };
    const element = Object.assign(document.createElement('late-heading') as LateHeading, { portal });
    document.body.append(element);
    if (stays) await element.updateComplete;
    const listeners = held.size;
    element.remove();
    await element.updateComplete;
    return { while: listeners, after: held.size };
  };

  it('is held by nothing that its portal has', async () => {
    const { while: listening, after } = await heard(true);
    expect(listening).to.be.greaterThan(0);
    expect(after).to.equal(0);
  });

  it('is held by nothing either where it leaves before its first update', async () => {
    expect((await heard(false)).after).to.equal(0);
  });
});

describe('tokenProvider', () => {
  const provider = (): Promise<string> => Promise.resolve('1');

  it('signs in whom the page’s application vouches for, before anybody asks the cookie, also where a script sets it before the element’s code is there', async () => {
    const server = new FakeServer(new FakeClock(), CAROL);
    const portal = server.tab();
    const element = document.createElement('asking-element');
    Object.assign(element, { tokenProvider: provider, portal });
    document.body.append(element);
    customElements.define('asking-element', Asking);
    await (element as Asking).updateComplete;
    await settled();
    expect(portal.session?.customer).to.deep.equal(ALICE);
    expect(server.asked).to.deep.equal(['signInAsHostUser']);
    element.remove();
  });

  it('takes effect also where it is set on an element that is there', async () => {
    const server = new FakeServer(new FakeClock(), CAROL);
    const element = await fixture<Asking>(html`<asking-element .portal=${server.tab()}></asking-element>`);
    await settled();
    expect(element.portal?.session?.customer).to.deep.equal(CAROL);
    element.tokenProvider = provider;
    await element.updateComplete;
    await settled();
    expect(element.portal?.session?.customer).to.deep.equal(ALICE);
  });

  it('goes along where the element turns to another portal', async () => {
    const element = await fixture<Asking>(html`<asking-element .portal=${new FakeServer(new FakeClock(), CAROL).tab()} .tokenProvider=${provider}></asking-element>`);
    element.portal = new FakeServer(new FakeClock(), CAROL).tab();
    await element.updateComplete;
    await settled();
    expect(element.portal.session?.customer).to.deep.equal(ALICE);
  });
});

describe('focusHeading', () => {
  it('moves the focus when the heading comes, also where what had it was hidden meanwhile', async () => {
    const button = await fixture<HTMLButtonElement>(html`<button>Open</button>`);
    const element = await fixture<LateHeading>(html`<late-heading></late-heading>`);
    button.focus();
    const moved = element.focusHeading();
    await element.updateComplete;
    button.hidden = true;
    // A browser takes the focus from what is hidden when it next draws.
    while (document.activeElement === button) await nextFrame();
    await element.arrive();
    await moved;
    expect(element.shadowRoot!.activeElement?.textContent).to.equal('Ready');
  });

  it('does not call back whoever has moved on', async () => {
    const button = await fixture<HTMLButtonElement>(html`<button>Elsewhere</button>`);
    const element = await fixture<LateHeading>(html`<late-heading></late-heading>`);
    const moved = element.focusHeading();
    await element.updateComplete;
    button.focus();
    await element.arrive();
    await moved;
    expect(document.activeElement).to.equal(button);
  });
});
