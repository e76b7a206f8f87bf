import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import { html as template, type TemplateResult } from 'lit';
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
