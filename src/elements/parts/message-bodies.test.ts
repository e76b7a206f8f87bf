import { expect, fixture, html } from '@open-wc/testing';
import { LitElement, type TemplateResult } from 'lit';
import type { Message } from '../../contract/index.ts';
import { en, LocalizeController } from '../../i18n/index.ts';
import { MessageBodies } from './message-bodies.ts';
import { waitUntil } from './wait-until.test.ts';

const message = (content: Partial<Message>): Message => ({
  id: '1', author: { name: 'Agnes', role: 'agent', isMe: false }, created: '2026-11-22T12:00:00Z', text: null, html: null, attachments: [], channel: 'email', ...content,
});

class BodiesHost extends LitElement {
  readonly bodies = new MessageBodies(this, new LocalizeController(this, en), () => Promise.reject(new Error('none')));
  message = message({});

  override render(): TemplateResult {
    return html`${this.bodies.get(this.message)?.element ?? 'waiting'}`;
  }
}
customElements.define('test-bodies-host', BodiesHost);

/** What a browser without a sanitiser of its own does (WebKit). */
describe('messages where the browser cannot sanitise', () => {
  const native = Object.getOwnPropertyDescriptor(Element.prototype, 'setHTML')!;

  before(() => { Reflect.deleteProperty(Element.prototype, 'setHTML'); });
  after(() => { Object.defineProperty(Element.prototype, 'setHTML', native); });

  it('fetches DOMPurify once it is needed, and shows the mail then', async () => {
    const element = await fixture<BodiesHost>(html`<test-bodies-host></test-bodies-host>`);
    expect(element.shadowRoot!.textContent).not.to.include('waiting');
    element.message = message({ html: '<p onclick="x()">Hello <b>you</b></p><script>x()</script>' });
    element.requestUpdate();
    await element.updateComplete;
    expect(element.shadowRoot!.textContent).to.equal('waiting');
    await waitUntil(() => element.shadowRoot!.textContent === 'Hello you');
    expect(element.shadowRoot!.querySelector('b')).not.to.be.null;
    expect(element.bodies.get(element.message)).to.equal(element.bodies.get(element.message));
  });
});
