import { expect, fixture, html } from '@open-wc/testing';
import { css, html as template, type TemplateResult } from 'lit';
import type { PublicSettings, Theme } from '../../contract/index.ts';
import { FakeClock, FakeServer } from '../../portal/fake-server.test.ts';
import { Portal } from '../../portal/index.ts';
import { ownerSettings } from '../../portal/owner-settings.test.ts';
import { PortalElement } from './portal-element.ts';
import { waitUntil } from './wait-until.test.ts';

/** An element with a text, a link and a button, and another element inside. */
class Sample extends PortalElement {
  static override styles = [PortalElement.styles, css`* { transition: none !important; }`];

  protected override render(): TemplateResult {
    return this.renderInstead() ?? template`<p>${this.localize.t('state.retry')}</p><a href="#x">Link</a><button class="primary">Go</button><slot></slot>`;
  }
}
customElements.define('owner-sample', Sample);

class Shell extends PortalElement {
  protected override render(): TemplateResult {
    return template`<owner-sample .portal=${this.connection.value}></owner-sample>`;
  }
}
customElements.define('owner-shell', Shell);

const portalWith = (set: Partial<PublicSettings> = {}): Portal =>
  new Portal({ key: crypto.randomUUID(), access: new FakeServer(new FakeClock()).access, ticketing: {} as never, settings: () => Promise.resolve(ownerSettings(set)) });

/** An element that has heard of the owner's settings, and put their look on. */
async function sample(set: Partial<PublicSettings> = {}, wrap: (portal: Portal) => TemplateResult = (portal) => html`<owner-sample .portal=${portal}></owner-sample>`): Promise<Sample> {
  const portal = portalWith(set);
  const outer = await fixture<HTMLElement>(wrap(portal));
  const element = outer.matches('owner-sample') ? outer as Sample : outer.querySelector<Sample>('owner-sample') ?? outer.shadowRoot!.querySelector<Sample>('owner-sample')!;
  await portal.getSettings();
  await element.updateComplete;
  return element;
}

const themed = (theme: Theme): Partial<PublicSettings> => ({ brand: { ...ownerSettings().brand, theme } });
const inside = (element: Element, selector: string): HTMLElement => element.shadowRoot!.querySelector<HTMLElement>(selector)!;
const text = (element: Element): string => inside(element, 'p').textContent;
const style = (element: Element, property: string): string => getComputedStyle(element).getPropertyValue(property);
const wears = (element: Element, property: string, value: string): Promise<void> =>
  waitUntil(() => style(element, property) === value, `${property} is not ${value}, but ${style(element, property)}`);

/** The contrast of two computed colours `rgb(…)`, as WCAG counts it. */
function contrast(a: string, b: string): number {
  const bright = (color: string): number => {
    const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number).map((one) => one / 255).map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [high = 0, low = 0] = [bright(a), bright(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** A colour as the screen shows it. */
function shown(color: string): string {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d')!;
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return `rgb(${String(red)}, ${String(green)}, ${String(blue)})`;
}

describe('the owner’s language', () => {
  it('is fixed whatever the page’s is, with its direction, and given back', async () => {
    const element = await sample({ language: 'ko' }, (portal) => html`<div lang="ar" dir="rtl"><owner-sample lang="en" .portal=${portal}></owner-sample></div>`);
    await waitUntil(() => text(element) === '다시 시도');
    expect([element.lang, element.dir, style(element, 'direction')]).to.deep.equal(['ko', 'ltr', 'ltr']);
    element.portal = portalWith();
    await element.portal.getSettings();
    await waitUntil(() => text(element) === 'Try again');
    expect([element.getAttribute('lang'), element.getAttribute('dir'), style(element, 'direction')]).to.deep.equal(['en', null, 'rtl']);
  });

  it('turns the element where it is written from right to left; English stands in for what we do not have', async () => {
    const element = await sample({ language: 'he' });
    expect([style(element, 'direction'), text(element)]).to.deep.equal(['rtl', 'Try again']);
  });

  it('is the page’s where the owner leaves it at that', async () => {
    const element = await sample({}, (portal) => html`<div lang="ko"><owner-sample .portal=${portal}></owner-sample></div>`);
    await waitUntil(() => text(element) === '다시 시도');
    expect(element.hasAttribute('lang')).to.equal(false);
  });

  it('goes with the owner’s words, which differ between two portals on one page', async () => {
    const [first, second] = [await sample({ texts: { en: { 'state.retry': 'Once more' } } }), await sample({ texts: { en: { 'state.retry': 'Have another go' } } })];
    expect([text(first), text(second)]).to.deep.equal(['Once more', 'Have another go']);
  });

  it('reaches what is inside of an element', async () => {
    const element = await sample({ language: 'ko', texts: { ko: { 'state.retry': '한 번 더' } } }, (portal) => html`<owner-shell .portal=${portal}></owner-shell>`);
    await waitUntil(() => text(element) === '한 번 더');
    expect(element.hasAttribute('lang')).to.equal(false);
  });
});

describe('the owner’s look', () => {
  it('goes over the page’s for accent, roundness, font and text', async () => {
    const element = await sample(themed({ accent: '#b91c1c', radius: 12, font: 'Georgia, serif', text: '#123456' }));
    await wears(element, 'color', 'rgb(18, 52, 86)');
    const button = inside(element, 'button');
    expect([style(button, 'background-color'), style(button, 'color'), style(button, 'border-radius'), style(element, 'font-family')])
      .to.deep.equal(['rgb(185, 28, 28)', 'rgb(255, 255, 255)', '12px', 'Georgia, serif']);
  });

  for (const accent of ['#facc15', '#1e3a8a', 'oklch(70% 0.2 330)', 'hsl(150 60% 45%)', '#000', '#fff']) {
    it(`can be read on and beside an accent of ${accent}, on light pages and dark ones`, async () => {
      for (const [scheme, page] of [['light', 'rgb(255, 255, 255)'], ['dark', 'rgb(24, 24, 27)']] as const) {
        const element = await sample(themed({ accent }), (portal) => html`<owner-sample style="color-scheme: ${scheme}; color: CanvasText; background: ${page}" .portal=${portal}></owner-sample>`);
        await wears(element, '--_accent', shown(accent));
        const button = inside(element, 'button');
        expect(contrast(shown(style(button, 'color')), shown(style(button, 'background-color'))), `the button (${scheme})`).to.be.at.least(4.5);
        expect(contrast(shown(style(inside(element, 'a'), 'color')), page), `the link (${scheme})`).to.be.at.least(4.5);
      }
    });
  }

  it('has a surface of its own, light or dark whatever the page is', async () => {
    const element = await sample(themed({ surface: '#111827' }), (portal) => html`<div style="color-scheme: light; color: #333"><owner-sample .portal=${portal}></owner-sample></div>`);
    await wears(element, 'background-color', 'rgb(17, 24, 39)');
    expect(contrast(style(element, 'color'), style(element, 'background-color'))).to.be.above(7);
    expect(contrast(shown(style(inside(element, 'a'), 'color')), style(element, 'background-color'))).to.be.at.least(4.5);
  });

  for (const text of ['#333333', '#e5e7eb', '#808080', '#000', '#fff']) {
    it(`can be read where the owner writes in ${text}, on light pages and dark ones, and on every surface`, async () => {
      for (const [scheme, page] of [['light', 'rgb(255, 255, 255)'], ['dark', 'rgb(24, 24, 27)']] as const) {
        const element = await sample(themed({ text, radius: 3 }), (portal) => html`<owner-sample style="color-scheme: ${scheme}; color: CanvasText; background: ${page}" .portal=${portal}></owner-sample>`);
        await wears(element, '--_radius', '3px');
        expect(contrast(shown(style(element, 'color')), page), scheme).to.be.at.least(4.5);
      }
      for (const surface of ['#222222', '#f5f5f5']) {
        const element = await sample(themed({ text, surface, radius: 3 }));
        await wears(element, '--_radius', '3px');
        expect(contrast(shown(style(element, 'color')), style(element, 'background-color')), surface).to.be.at.least(4.5);
      }
    });
  }

  it('gives way to what the page says of the element', async () => {
    const element = await sample(themed({ accent: '#b91c1c', radius: 3 }), (portal) => html`<owner-sample style="--portal-accent: rgb(1, 2, 3)" .portal=${portal}></owner-sample>`);
    await wears(element, '--_radius', '3px');
    expect(style(inside(element, 'button'), 'background-color')).to.equal('rgb(1, 2, 3)');
  });

  it('is put on once by an element within another, and follows a change', async () => {
    const element = await sample(themed({ surface: '#fff7ed', accent: '#b91c1c' }), (portal) => html`<owner-shell .portal=${portal}></owner-shell>`);
    const shell = (element.getRootNode() as ShadowRoot).host as Shell;
    await wears(shell, 'background-color', 'rgb(255, 247, 237)');
    expect([style(element, 'padding-top'), style(inside(element, 'button'), 'background-color')]).to.deep.equal(['0px', 'rgb(185, 28, 28)']);
    shell.portal!.settings = ownerSettings(themed({ accent: '#1d4ed8' }));
    await wears(shell, 'background-color', 'rgba(0, 0, 0, 0)');
    expect(style(inside(element, 'button'), 'background-color')).to.equal('rgb(29, 78, 216)');
    shell.portal!.settings = ownerSettings();
    await waitUntil(() => style(shell, '--_accent') !== 'rgb(29, 78, 216)');
  });

  it('takes nothing for a style but what is one', async () => {
    const element = await sample(themed({ accent: 'red; } p { display: none', font: 'Georgia; color: red', radius: 3 }));
    await wears(element, '--_radius', '3px');
    expect([style(inside(element, 'p'), 'display'), style(element, 'color')]).to.deep.equal(['block', 'rgb(0, 0, 0)']);
  });
});

describe('a portal that the owner has closed', () => {
  it('says so by its name in the owner’s words, line by line, and nothing else', async () => {
    const element = await sample({ enabled: false, name: { en: 'Acme Help' }, offMessage: { en: 'We move.\nBack on Monday.' } });
    expect(inside(element, 'h2').textContent).to.equal('Acme Help');
    expect([text(element), style(inside(element, 'p'), 'white-space')]).to.deep.equal(['We move.\nBack on Monday.', 'pre-line']);
    expect(element.shadowRoot!.querySelector('button, a')).to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('has something to say where the owner has written nothing, in the page’s language', async () => {
    const element = await sample({ enabled: false }, (portal) => html`<div lang="ko"><owner-sample .portal=${portal}></owner-sample></div>`);
    await waitUntil(() => text(element) === '지금은 고객 포털을 이용할 수 없습니다. 나중에 다시 방문해 주세요.');
  });

  it('opens when the owner opens it', async () => {
    const element = await sample({ enabled: false });
    element.portal!.settings = ownerSettings();
    await element.updateComplete;
    expect(text(element)).to.equal('Try again');
  });
});
