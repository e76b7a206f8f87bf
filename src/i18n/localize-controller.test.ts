import { expect, fixture, html } from '@open-wc/testing';
import { LitElement, type TemplateResult } from 'lit';
import { bestLanguage, en, LocalizeController, setTexts } from './index.ts';

class Speaker extends LitElement {
  readonly localize = new LocalizeController(this, en);

  override render(): TemplateResult {
    const { t, format } = this.localize;
    return html`<p>${t('list.heading')}</p><time>${format.day('2026-11-01')}</time><slot></slot>`;
  }

  get said(): string { return this.shadowRoot!.querySelector('p')!.textContent; }

  /** Waits until another text is said. */
  async says(text: string): Promise<void> {
    while (this.said !== text) {
      await new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => { resolve(); observer.disconnect(); });
        observer.observe(this.shadowRoot!, { subtree: true, characterData: true, childList: true });
      });
    }
  }
}
customElements.define('test-speaker', Speaker);

class Room extends LitElement {
  override render(): TemplateResult { return html`<test-speaker></test-speaker>`; }
}
customElements.define('test-room', Room);

const speaker = async (lang = ''): Promise<Speaker> => fixture<Speaker>(html`<test-speaker lang=${lang}></test-speaker>`);

describe('the language of an element', () => {
  it('is English where nothing else is said', async () => {
    expect((await speaker()).said).to.equal('Tickets');
  });

  it('is English until another one has been fetched, and that one then', async () => {
    setTexts('xx', {});
    const element = await speaker('ko');
    await element.says('티켓');
    expect(element.shadowRoot!.querySelector('time')!.textContent).to.equal('2026. 11. 1.');
  });

  it('is that of the surroundings, through shadow roots', async () => {
    const outside = await fixture<HTMLElement>(html`<div lang="ko"><test-room></test-room></div>`);
    await outside.querySelector<Room>('test-room')!.updateComplete;
    await outside.querySelector('test-room')!.shadowRoot!.querySelector<Speaker>('test-speaker')!.says('티켓');
  });

  it('follows the page while it is open', async () => {
    const element = await speaker('en');
    element.lang = 'ko-KR';
    await element.says('티켓');
    element.lang = 'en-GB';
    await element.says('Tickets');
    const { documentElement: page } = document;
    const before = page.lang;
    element.removeAttribute('lang');
    page.lang = 'ko';
    await element.says('티켓');
    page.lang = before;
    await element.says('Tickets');
  });

  it('is English as a whole where the page’s own is not among ours', async () => {
    const element = await speaker('fi');
    expect(element.said).to.equal('Tickets');
    expect(element.shadowRoot!.querySelector('time')!.textContent).to.equal('Nov 1, 2026');
  });

  it('survives a tag that is none', async () => {
    expect((await speaker('not a language')).said).to.equal('Tickets');
  });

  it('is found by the nearest tag', () => {
    expect(['ko-KR', 'KO', 'en-US', 'xx-YY', ''].map(bestLanguage)).to.deep.equal(['ko', 'ko', 'en', 'xx', 'en']);
    expect(['zh', 'zh-CN', 'zh-TW', 'zh-HK', 'zh-Hant-SG', 'pt', 'pt-PT', 'pt-BR', 'iw', 'sr', 'not a tag'].map(bestLanguage))
      .to.deep.equal(['zh-Hans', 'zh-Hans', 'zh-Hant', 'zh-Hant', 'zh-Hant', 'pt-BR', 'pt-BR', 'pt-BR', 'he', 'en', 'en']);
  });
});

describe('a text', () => {
  it('takes values as they are, numbers in the language’s own way', async () => {
    const { t } = (await speaker('en')).localize;
    expect(t('portal.link', { name: '<b>{name}</b> $& $1' })).to.equal('Go to <b>{name}</b> $& $1');
    expect(t('list.shown', { count: 1 })).to.equal('1 ticket shown');
    expect(t('list.shown', { count: 12_345 })).to.equal('12,345 tickets shown');
    expect(t('portal.link')).to.equal('Go to {name}');
  });

  it('can be put in other words by the page, at once and later', async () => {
    const element = await speaker('en');
    setTexts('en', { 'list.heading': 'Requests' });
    await element.says('Requests');
    setTexts('en', { 'list.heading': 'Tickets' });
    await element.says('Tickets');
  });

  it('can come in a language that we do not have; what is missing is English', async () => {
    const element = await speaker('eo-150');
    setTexts('eo', { 'list.heading': 'Biletoj' });
    await element.says('Biletoj');
    expect(element.localize.t('list.created')).to.equal('Created');
  });
});

describe('the owner’s words', () => {
  it('go over ours in one element, and leave the others alone', async () => {
    const [element, other] = [await speaker('en'), await speaker('en')];
    element.localize.owner = { en: { 'list.heading': 'Requests', 'list.shown': '{count} in all', 'list.created': '' } };
    await element.says('Requests');
    expect(other.said).to.equal('Tickets');
    expect(element.localize.t('list.shown', { count: 12_345 })).to.equal('12,345 in all');
    expect(element.localize.t('list.created'), 'an empty text is none').to.equal('Created');
    element.localize.owner = {};
    await element.says('Tickets');
  });

  it('are those of the language, the nearer one first; what they leave out stays ours', async () => {
    const element = await speaker('en');
    element.localize.owner = { 'en': { 'list.heading': 'Requests', 'list.created': 'Opened' }, 'en-GB': { 'list.heading': 'Enquiries' }, 'ko': { 'list.heading': '문의' } };
    await element.says('Requests');
    element.lang = 'en-gb';
    await element.says('Enquiries');
    expect(element.localize.t('list.created')).to.equal('Opened');
    element.lang = 'ko';
    await element.says('문의');
    expect(element.localize.t('list.created')).to.equal('생성일');
  });

  it('make up a language that we do not have; what is missing there is English, the owner’s first', async () => {
    const element = await speaker('cy-GB');
    element.localize.owner = { cy: { 'list.heading': 'Tocynnau' }, en: { 'list.heading': 'Requests', 'list.created': 'Opened' } };
    await element.says('Tocynnau');
    expect(element.localize.t('list.created')).to.equal('Opened');
    expect(element.localize.t('list.status')).to.equal('Status');
    expect(element.localize.language).to.equal('cy');
  });
});
