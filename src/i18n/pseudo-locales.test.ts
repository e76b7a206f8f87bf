import { expect, fixture, html } from '@open-wc/testing';
import type { LitElement } from 'lit';
import { memory, memoryAccess, SAMPLE_PASSWORD, sampleData } from '../adapters/memory/index.ts';
import '../elements/portal-link/define.ts';
import '../elements/portal-login/define.ts';
import '../elements/support-form/define.ts';
import '../elements/ticket-detail/define.ts';
import '../elements/ticket-list/define.ts';
import { textOf } from '../elements/parts/by-role.test.ts';
import { Portal } from '../portal/index.ts';
import { en, setTexts, type Text, type TextKey } from './index.ts';
import { waitUntil } from '../elements/parts/wait-until.test.ts';

/** Letters that look like others, two fifths longer, in brackets: what is not translated, cut off or glued together shows. */
const stretch = (text: string): string => {
  const accents: Readonly<Record<string, string>> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', A: 'Å', E: 'Ë', I: 'Î', O: 'Ø', U: 'Û', c: 'ç', n: 'ñ' };
  const letters = text.replace(/\{\w+\}|./gs, (part) => accents[part] ?? part);
  const words = 'one two three four five six seven eight nine ten eleven twelve';
  return `⟦${letters} ${words.repeat(9).slice(0, Math.ceil(text.length * 0.4))}⟧`;
};
const pseudo = Object.fromEntries(Object.entries<Text>(en).map(([key, text]) => [
  key, typeof text === 'string' ? stretch(text) : Object.fromEntries(Object.entries(text).map(([category, form]) => [category, stretch(form)])),
])) as Record<TextKey, Text>;

const LOCALES = [{ language: 'en-XA', direction: 'ltr' }, { language: 'ar-XB', direction: 'rtl' }] as const;

const data = sampleData(Date.parse('2026-11-22T12:00:00Z'));
const customer = data.customers[0]!;

function portal(signedIn: boolean): Portal {
  return new Portal({
    key: 'pseudo', access: memoryAccess({ customers: data.customers, ...(signedIn ? { signedIn: customer.email } : {}) }),
    ticketing: memory({ data }).adapterFor({ id: '1', email: customer.email, name: customer.name }, { views: ['mine', 'organization', 'cc'], filter: null }),
  });
}

/** Texts of an element that are neither translated nor data. */
function untranslated(element: LitElement): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(element.shadowRoot!, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? '';
    const isData = node.parentElement?.closest('[aria-hidden], time, bdi, option[value^="stage:"], [part="control"] option:not([value=""]), [dir="auto"], .message-body') !== null;
    if (/\p{L}/u.test(text) && !/^⟦.*⟧$/s.test(text) && !isData) found.push(text);
  }
  for (const one of element.shadowRoot!.querySelectorAll('[aria-label], [title]:not(time)')) {
    for (const text of [one.getAttribute('aria-label'), one.getAttribute('title')]) if (text !== null && !/^⟦.*⟧$/s.test(text)) found.push(text);
  }
  return found;
}

for (const { language, direction } of LOCALES) {
  for (const width of [320, 1000]) {
    describe(`in ${language}, ${direction}, ${String(width)} pixels wide`, () => {
      before(() => { setTexts(language, pseudo); });

      const shown = async (element: LitElement, sign: string): Promise<void> => {
        const frame = await fixture<HTMLElement>(html`<div lang=${language} dir=${direction}></div>`);
        frame.style.inlineSize = `${String(width)}px`;
        frame.append(element);
        await waitUntil(() => textOf(element).includes(sign), `no ${sign}`, { interval: 10 });
        await element.updateComplete;
        expect(untranslated(element)).to.deep.equal([]);
        expect(element.scrollWidth, 'wider than its place').to.be.at.most(element.clientWidth);
        await expect(frame).to.be.accessible();
      };

      it('signing in fits, and every word of it is translated', async () => {
        const element = Object.assign(document.createElement('portal-login'), { portal: portal(false) });
        await shown(element, '⟦Sígñ íñ');
        element.shadowRoot!.querySelector('button')!.click();
        await element.updateComplete;
        expect(untranslated(element)).to.deep.equal([]);
        await element.portal.signIn({ email: customer.email, password: SAMPLE_PASSWORD });
      });

      it('the list fits, and every word of it is translated', async () => {
        const element = Object.assign(document.createElement('ticket-list'), {
          portal: portal(true), query: { view: 'organization', search: 'e', status: 'open', createdFrom: '2026-01-01T00:00:00.000Z' } as const,
        });
        await shown(element, '⟦Státús');
        for (const toggle of element.shadowRoot!.querySelectorAll<HTMLElement>('[aria-expanded]')) toggle.click();
        await element.updateComplete;
        expect(untranslated(element)).to.deep.equal([]);
        expect(element.scrollWidth, 'wider than its place with the filters open').to.be.at.most(element.clientWidth);
      });

      it('a ticket fits, and every word of it is translated', async () => {
        const element = Object.assign(document.createElement('ticket-detail'), { portal: portal(true), ticketId: memory({ data }).idOf('login-loop') });
        await shown(element, '⟦Cóñvérsátíóñ');
        for (const toggle of element.shadowRoot!.querySelectorAll<HTMLElement>('[aria-expanded]')) toggle.click();
        await element.updateComplete;
        expect(untranslated(element)).to.deep.equal([]);
        expect(element.scrollWidth, 'wider than its place with its details open').to.be.at.most(element.clientWidth);
      });

      it('the form fits, and every word of it is translated', async () => {
        const element = Object.assign(document.createElement('support-form'), { portal: portal(true) });
        await shown(element, '⟦Súbmít á súppórt tíçkét');
        await waitUntil(() => element.shadowRoot!.querySelector('input[type="radio"]') !== null, 'no choice', { interval: 10 });
        element.shadowRoot!.querySelector<HTMLElement>('input[type="radio"]')!.click();
        await waitUntil(() => textOf(element).includes('⟦Súbmít one⟧'), 'no form', { interval: 10 });
        element.shadowRoot!.querySelector('form')!.requestSubmit();
        await element.updateComplete;
        expect(untranslated(element)).to.deep.equal([]);
        expect(element.scrollWidth, 'wider than its place with everything to be corrected').to.be.at.most(element.clientWidth);
      });

      it('the link fits', async () => {
        const element = Object.assign(document.createElement('portal-link'), { href: '/support', name: 'Acme' });
        const frame = await fixture<HTMLElement>(html`<div lang=${language} dir=${direction}></div>`);
        frame.append(element);
        await element.updateComplete;
        expect(untranslated(element)).to.deep.equal([]);
      });
    });
  }
}
