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
    expect(['zh', 'zh-CN', 'zh-TW', 'zh-HK', 'zh-Hant-SG', 'pt', 'pt-PT', 'pt-BR', 'iw', 'ar-EG', 'TR-tr', 'sr', 'not a tag'].map(bestLanguage))
      .to.deep.equal(['zh-Hans', 'zh-Hans', 'zh-Hant', 'zh-Hant', 'zh-Hant', 'pt-BR', 'pt-BR', 'pt-BR', 'he', 'ar', 'tr', 'en', 'en']);
  });

  it('may be written with an underscore, as some servers do', async () => {
    await (await speaker('ko_KR')).says('티켓');
  });

  it('follows a change in a shadow root of the page', async () => {
    const shell = await fixture<HTMLElement>(html`<div></div>`);
    const section = document.createElement('section');
    shell.attachShadow({ mode: 'open' }).append(section);
    section.lang = 'en';
    const element = document.createElement('test-speaker') as Speaker;
    section.append(element);
    await element.updateComplete;
    expect(element.said).to.equal('Tickets');
    section.lang = 'ko';
    await element.says('티켓');
  });

  it('can be one from right to left, with the calendar and the digits of all others', async () => {
    for (const [lang, heading] of [['ar-EG', 'التذاكر'], ['ar-SA', 'التذاكر'], ['iw', 'פניות']] as const) {
      const element = await speaker(lang);
      await element.says(heading);
      expect(element.shadowRoot!.querySelector('time')!.textContent, lang).to.include('2026').and.not.match(/[\u0660-\u0669]/);
    }
  });
});

describe('the direction of an element', () => {
  const inside = async (outside: { lang?: string; dir?: string }, own: { lang?: string; dir?: string } = {}): Promise<Speaker> => {
    const frame = Object.assign(await fixture<HTMLElement>(html`<div></div>`), outside);
    const element = Object.assign(document.createElement('test-speaker') as Speaker, own);
    frame.append(element);
    await element.updateComplete;
    return element;
  };
  const direction = (element: Element): string => getComputedStyle(element).direction;
  /** Waits until the page's changes have been seen. */
  const seen = async (): Promise<void> => { await Promise.resolve(); };

  it('is the page’s, whatever the language', async () => {
    expect(direction(await inside({ dir: 'rtl' }))).to.equal('rtl');
    expect(direction(await inside({ dir: 'rtl', lang: 'en' }))).to.equal('rtl');
    expect(direction(await inside({ dir: 'ltr', lang: 'ar' }))).to.equal('ltr');
    expect(direction(await inside({ lang: 'ar' }, { dir: 'ltr' }))).to.equal('ltr');
    expect(direction(await inside({ lang: 'de' }))).to.equal('ltr');
  });

  it('is the language’s where the page says no more', async () => {
    expect(direction(await inside({ lang: 'ar' }))).to.equal('rtl');
    expect(direction(await inside({}, { lang: 'he-IL' }))).to.equal('rtl');
    expect(direction(await inside({ lang: 'en', dir: 'ltr' }, { lang: 'iw' })), 'the language is nearer').to.equal('rtl');
    expect(direction(await inside({ lang: 'fa' })), 'English stands in').to.equal('ltr');
  });

  it('follows the page while it is open', async () => {
    const element = await inside({ lang: 'ar' });
    const page = element.parentElement!;
    page.lang = 'en';
    await seen();
    expect([direction(element), element.hasAttribute('dir')]).to.deep.equal(['ltr', false]);
    page.lang = 'he';
    await seen();
    expect(direction(element)).to.equal('rtl');
    page.dir = 'ltr';
    await seen();
    expect(direction(element)).to.equal('ltr');
    page.dir = 'rtl';
    await seen();
    expect([direction(element), element.hasAttribute('dir')]).to.deep.equal(['rtl', false]);
    page.removeAttribute('dir');
    element.dir = 'ltr';
    await seen();
    page.lang = 'ar';
    await seen();
    expect([direction(element), element.dir], 'a direction that is not ours stays').to.deep.equal(['ltr', 'ltr']);
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

  it('keeps values of the other direction from mixing with it', async () => {
    const { t } = (await speaker('en')).localize;
    expect(t('portal.link', { name: 'דלפק' })).to.equal('Go to \u2068דלפק\u2069');
    const element = await speaker('he');
    await element.says('פניות');
    expect(element.localize.t('files.progress', { name: 'a (1).pdf', percent: '50%' })).to.equal('\u2068a (1).pdf\u2069: נשלחו \u206850%\u2069');
    expect(element.localize.t('list.shown', { count: 5 }), 'a number cannot mix').to.equal('מוצגות 5 פניות');
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

  it('are found by the script of a language too', async () => {
    const element = await speaker('zh-TW');
    element.localize.owner = { 'zh-Hant': { 'list.heading': '支援單' }, 'zh-Hans': { 'list.heading': '支持单' } };
    await element.says('支援單');
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
