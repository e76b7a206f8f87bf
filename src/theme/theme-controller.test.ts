import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import { emulateMedia, sendMouse } from '@web/test-runner-commands';
import { LitElement, html as template, type TemplateResult } from 'lit';
import { base, ThemeController } from './index.ts';
import { lookSoon, watchPage } from './page-watch.ts';

class Themed extends LitElement {
  static override styles = base;
  readonly theme = new ThemeController(this);

  protected override render(): TemplateResult {
    return template`<p class="muted">Text</p><a href="#x">Link</a><button class="primary">Go</button><input aria-label="Field"><slot></slot>`;
  }
}
customElements.define('themed-sample', Themed);

class Shell extends LitElement {
  static override styles = base;
  readonly theme = new ThemeController(this);

  protected override render(): TemplateResult {
    return template`<themed-sample></themed-sample>`;
  }
}
customElements.define('themed-shell', Shell);

const RULES = '* { transition: none; } html { background: none; }';
let rules: HTMLStyleElement;

/** The page's style sheet. */
function style(css: string): void {
  rules.textContent = RULES + css;
}

/** The moment after the next frame. */
const frame = (): Promise<void> => new Promise((resolve) => { requestAnimationFrame(() => { setTimeout(resolve); }); });

async function sample(page = html`<themed-sample></themed-sample>`): Promise<Themed> {
  const outer = await fixture<HTMLElement>(page);
  const element = outer.matches('themed-sample') ? outer as Themed : outer.querySelector<Themed>('themed-sample')!;
  await element.updateComplete;
  return element;
}

const inside = (element: Element, selector: string): Element => element.shadowRoot!.querySelector(selector)!;
const valueOf = (element: Element, property: string): string => getComputedStyle(element).getPropertyValue(property);
const token = (element: Element, name: string): string => valueOf(element, `--_${name}`);
const fill = (element: Element): string => valueOf(inside(element, '.primary'), 'background-color');
const sheets = (element: Element): CSSStyleSheet[] => element.shadowRoot!.adoptedStyleSheets;

beforeEach(() => {
  rules = document.createElement('style');
  style('');
  document.head.append(rules);
});
afterEach(async () => {
  fixtureCleanup();
  rules.remove();
  await emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
});

describe('a portal’s look', () => {
  for (const [notation, value, seen] of [
    ['hexadecimal', '#7c3aed', 'rgb(124, 58, 237)'], ['OKLCH', 'oklch(0.541 0.281 293)', 'rgb(127, 34, 254)'], ['bare HSL channels', '262.1 83.3% 57.8%', 'rgb(124, 58, 237)'],
    ['bare RGB channels', '13, 110, 253', 'rgb(13, 110, 253)'], ['another property', 'var(--violet)', 'rgb(124, 58, 237)'], ['both shades', 'light-dark(#7c3aed, #a78bfa)', 'rgb(124, 58, 237)'],
    ['a mixture', 'color-mix(in srgb, #7c3aed, #7c3aed)', 'rgb(124, 58, 237)'],
  ] as const) {
    it(`has the accent that the page names, in ${notation}`, async () => {
      style(`html { --violet: #7c3aed; --primary: ${value}; }`);
      expect(fill(await sample())).to.equal(seen);
    });
  }

  it('has room in a box that is as wide as its content', async () => {
    for (const box of ['display: flex', 'display: flex; flex-direction: column; align-items: center', 'float: left', 'display: inline-block', 'display: table-cell']) {
      const element = await sample(html`<div style=${box}><themed-sample></themed-sample></div>`);
      const { width } = element.getBoundingClientRect();
      expect(width, box).to.be.within(300, document.documentElement.clientWidth);
      fixtureCleanup();
    }
    const narrow = await sample(html`<div style="inline-size: 208px; display: flex"><themed-sample></themed-sample></div>`);
    expect(narrow.getBoundingClientRect().width).to.be.at.most(208);
  });

  it('does not change while somebody points at the page’s button', async () => {
    style('button.buy { background: rgb(13, 110, 253); color: white; border: 0; } button.buy:hover { background: rgb(0, 0, 90); }');
    const element = await sample(html`<div><button class="buy btn-primary" style="position: fixed; inset: 0 auto auto 0">Buy now</button><themed-sample></themed-sample></div>`);
    expect(fill(element)).to.equal('rgb(13, 110, 253)');
    await sendMouse({ type: 'move', position: [10, 10] });
    expect(valueOf(document.querySelector('.buy')!, 'background-color')).to.equal('rgb(0, 0, 90)');
    document.body.classList.add('other');
    await frame();
    await frame();
    expect(fill(element)).to.equal('rgb(13, 110, 253)');
    document.body.classList.remove('other');
    await sendMouse({ type: 'move', position: [700, 500] });
  });

  it('is read where the element stands, not at the root', async () => {
    style('html { --md-primary-fg-color: #4051b5; } section { --md-primary-fg-color: #00796b; }');
    expect(fill(await sample(html`<section><themed-sample></themed-sample></section>`))).to.equal('rgb(0, 121, 107)');
  });

  it('has the main button that the page really has, and not its other buttons', async () => {
    style(`html { --primary: #dc2626; } button { border: 0; border-radius: 7px; font-weight: 500; } .danger { background: #b91c1c; color: #fff; } .btn-primary { background: #166534; color: #f0fdf4; }
      .ghost { background: none; }`);
    const element = await sample(html`
      <main><header><button style="background: blue; color: white">Menu</button></header><button class="danger">Delete</button><button class="ghost">Later</button><button class="btn-primary">Buy now</button>
      <themed-sample></themed-sample></main>`);
    const button = inside(element, '.primary');
    expect(['background-color', 'color', 'border-radius', 'font-weight'].map((name) => valueOf(button, name))).to.deep.equal(['rgb(22, 101, 52)', 'rgb(240, 253, 244)', '7px', '500']);
  });

  it('has one colour for a gradient of the main button', async () => {
    style('button { border: 0; color: #fff; background: linear-gradient(90deg, #991b1b, #9d174d); }');
    const seen = fill(await sample(html`<main><button>Buy now</button><themed-sample></themed-sample></main>`));
    expect(seen).to.match(/^rgb\(15\d, 2\d, 5\d\)$/);
  });

  it('has the main button of a page that calls it a link, as utilities do', async () => {
    style('.link { background: #166534; color: #fff; border: 0; }');
    expect(fill(await sample(html`<main><button class="link dim">Buy now</button><themed-sample></themed-sample></main>`))).to.equal('rgb(22, 101, 52)');
  });

  it('has the shape of buttons that are only drawn', async () => {
    style('a { color: #166534; } main button { background: none; border: 2px solid; border-radius: 11px; font-weight: 500; }');
    const button = inside(await sample(html`<main><p>Read <a href="#y">this text</a>.</p><button>Buy now</button><themed-sample></themed-sample></main>`), '.primary');
    expect(['background-color', 'border-radius', 'font-weight'].map((name) => valueOf(button, name))).to.deep.equal(['rgb(22, 101, 52)', '11px', '500']);
  });

  it('has no corners of fields that are a line', async () => {
    style('main input { border: 0; border-bottom: 1px solid #0f766e; background: none; border-radius: 0; } button { border: 0; border-radius: 5px; background: #0f766e; color: #fff; }');
    const element = await sample(html`<main><input aria-label="Search"><button>Search</button><themed-sample></themed-sample></main>`);
    expect(['border-top-color', 'border-top-left-radius'].map((name) => valueOf(inside(element, 'input'), name))).to.deep.equal(['rgb(15, 118, 110)', '5px']);
  });

  it('has the links of its own section where the page’s are in texts of another colour', async () => {
    style('a { color: #0a58ca; } .inverse { background: #14213d; color: #fff; } .inverse a { color: #fca311; }');
    const element = await sample(html`<main><p>Read <a href="#y">this text</a>.</p><section class="inverse"><themed-sample></themed-sample></section></main>`);
    expect(valueOf(inside(element, 'a'), 'color')).to.equal('rgb(252, 163, 17)');
  });

  it('has the page’s links and fields', async () => {
    style('main a { color: #0f766e; text-decoration: none; } main input { background: #f0fdfa; border: 1px solid #0f766e; border-radius: 3px; }');
    const element = await sample(html`<main><p>Read <a href="#y">this text</a>.</p><input aria-label="Search"><themed-sample></themed-sample></main>`);
    expect([valueOf(inside(element, 'a'), 'color'), valueOf(inside(element, 'a'), 'text-decoration-line')]).to.deep.equal(['rgb(15, 118, 110)', 'none']);
    expect(['background-color', 'border-top-color', 'border-top-left-radius'].map((name) => valueOf(inside(element, 'input'), name))).to.deep.equal(['rgb(240, 253, 250)', 'rgb(15, 118, 110)', '3px']);
  });

  it('follows plain rules for links and buttons where the page has none, and leaves nothing behind', async () => {
    style('a { color: #9f1239; } button { background: #9f1239; color: #fff; border: 0; border-radius: 4px; }');
    const element = await sample(html`<themed-sample><b>Own</b></themed-sample>`);
    expect([valueOf(inside(element, 'a'), 'color'), fill(element), valueOf(inside(element, '.primary'), 'border-radius')]).to.deep.equal(['rgb(159, 18, 57)', 'rgb(159, 18, 57)', '4px']);
    expect(element.innerHTML.replaceAll(/<!--.*?-->/g, '')).to.equal('<b>Own</b>');
  });

  it('leaves the browser’s own buttons and a page without anything alone', async () => {
    const element = await sample(html`<main><button>Go</button><themed-sample></themed-sample></main>`);
    expect(fill(element)).to.equal('rgb(26, 95, 180)');
  });

  it('stands on what is really behind it: through shadow roots, tints and gradients', async () => {
    const host = await fixture<HTMLElement>(html`<div style="background: rgb(20, 30, 40); color: #eee"></div>`);
    const root = host.attachShadow({ mode: 'open' });
    const tinted = document.createElement('div');
    tinted.style.background = 'rgb(255 255 255 / 10%)';
    tinted.append(document.createElement('themed-sample'));
    root.append(tinted);
    const element = tinted.firstElementChild!;
    expect([token(element, 'surface'), valueOf(element, 'color-scheme'), valueOf(element, 'color')]).to.deep.equal(['rgb(44, 53, 62)', 'dark', 'rgb(238, 238, 238)']);
    const onGradient = await sample(html`<div style="background: linear-gradient(#101010, #303030); color: #fff"><themed-sample></themed-sample></div>`);
    expect([valueOf(onGradient, 'color-scheme'), valueOf(onGradient, 'color')]).to.deep.equal(['dark', 'rgb(255, 255, 255)']);
  });

  it('trusts the page’s text where something is behind it that is none of its parents', async () => {
    style('body { color: #eee; } .back { position: fixed; inset: 0; z-index: -1; background: #102030; }');
    const element = await sample(html`<div><div class="back"></div><themed-sample></themed-sample></div>`);
    expect([valueOf(element, 'color-scheme'), valueOf(element, 'color')]).to.deep.equal(['dark', 'rgb(238, 238, 238)']);
    const onCard = await sample(html`<div style="background: #fff"><themed-sample></themed-sample></div>`);
    expect(valueOf(onCard, 'color-scheme')).to.equal('light');
  });

  it('is dark where only the canvas is', async () => {
    style('html { color-scheme: dark; }');
    const element = await sample();
    expect([valueOf(element, 'color-scheme'), valueOf(element, 'color')]).to.deep.equal(['dark', 'rgb(255, 255, 255)']);
    expect(token(element, 'surface')).to.equal('rgb(18, 18, 18)');
  });

  it('gives way to what the page wishes for the portal, from which the rest follows', async () => {
    style('body { --portal-accent: #facc15; --portal-radius: 1px; }');
    const element = await sample(html`<main><button style="background: #166534">Buy</button><themed-sample></themed-sample></main>`);
    expect([fill(element), valueOf(inside(element, '.primary'), 'color'), valueOf(inside(element, '.primary'), 'border-radius')]).to.deep.equal(['rgb(250, 204, 21)', 'rgb(0, 0, 0)', '1px']);
    expect(valueOf(inside(element, 'a'), 'color')).not.to.equal('rgb(250, 204, 21)');
  });

  it('is nobody’s but our own with theme="none", and back again', async () => {
    style('html { --primary: #dc2626; }');
    const element = await sample(html`<themed-sample theme="none"></themed-sample>`);
    expect([fill(element), valueOf(element, '--_host-accent')]).to.deep.equal(['rgb(26, 95, 180)', '']);
    element.removeAttribute('theme');
    await frame();
    expect(token(element, 'accent')).to.equal('rgb(220, 38, 38)');
    element.setAttribute('theme', 'none');
    await frame();
    expect(valueOf(element, '--_host-accent')).to.equal('');
  });

  it('is the owner’s where the owner has decided', async () => {
    style('html { --primary: #dc2626; }');
    const element = await sample();
    element.theme.owner = { accent: '#14532d', surface: '#fefce8' };
    expect([token(element, 'accent'), valueOf(element, 'background-color')]).to.deep.equal(['rgb(20, 83, 45)', 'rgb(254, 252, 232)']);
    element.theme.owner = {};
    expect([token(element, 'accent'), valueOf(element, 'background-color')]).to.deep.equal(['rgb(220, 38, 38)', 'rgba(0, 0, 0, 0)']);
  });

  it('comes down to elements inside, which do not measure themselves', async () => {
    style('html { --primary: #dc2626; }');
    const shell = await fixture<Shell>(html`<themed-shell></themed-shell>`);
    const element = inside(shell, 'themed-sample');
    await (element as Themed).updateComplete;
    expect(fill(element)).to.equal('rgb(220, 38, 38)');
    expect(sheets(element).some((sheet) => [...sheet.cssRules].some(({ cssText }) => cssText.includes('--_host-accent:')))).to.equal(false);
  });
});

describe('a change of the page’s look', () => {
  const LIGHT = 'html { --primary: #166534; background: #fff; color: #111; } ';
  const DARK = '{ --primary: #86efac; background: #111; color: #eee; }';

  for (const [way, dark, change] of [
    ['a class of the root', '.night', () => { document.documentElement.classList.add('night'); }],
    ['an attribute of the body', 'body[data-theme="night"]', () => { document.body.dataset['theme'] = 'night'; }],
  ] as const) {
    it(`is followed within a frame: ${way}`, async () => {
      style(`${LIGHT} ${dark} ${DARK}`);
      const element = await sample();
      expect([fill(element), valueOf(element, 'color-scheme')]).to.deep.equal(['rgb(22, 101, 52)', 'light']);
      try {
        change();
        await frame();
        expect([token(element, 'accent'), token(element, 'surface'), valueOf(element, 'color-scheme')]).to.deep.equal(['rgb(134, 239, 172)', 'rgb(17, 17, 17)', 'dark']);
      } finally {
        document.documentElement.classList.remove('night');
        delete document.body.dataset['theme'];
      }
      await frame();
      expect(token(element, 'accent')).to.equal('rgb(22, 101, 52)');
    });
  }

  it('is followed where the visitor’s system is switched', async () => {
    style(`${LIGHT} @media (prefers-color-scheme: dark) { html ${DARK} }`);
    const element = await sample();
    await emulateMedia({ colorScheme: 'dark' });
    await frame();
    await frame();
    expect([token(element, 'accent'), valueOf(element, 'color-scheme')]).to.deep.equal(['rgb(134, 239, 172)', 'dark']);
  });

  it('is followed where a style sheet comes late', async () => {
    const element = await sample();
    const late = document.createElement('style');
    late.textContent = `html ${DARK}`;
    document.head.append(late);
    await frame();
    expect(token(element, 'surface')).to.equal('rgb(17, 17, 17)');
    late.remove();
    await frame();
    expect(token(element, 'surface')).to.equal('rgb(255, 255, 255)');
  });

  it('is heard of by what comes down, where nothing in the document tells of it', async () => {
    style('html { --primary: #166534; }');
    const element = await sample();
    const adopted = new CSSStyleSheet();
    document.adoptedStyleSheets.push(adopted);
    try {
      adopted.replaceSync('html { --primary: #be123c; }');
      await frame();
      await frame();
      await frame();
      expect(token(element, 'accent')).to.equal('rgb(190, 18, 60)');
      adopted.replaceSync('html { color: #fff; background: #222; }');
      await frame();
      await frame();
      await frame();
      expect([valueOf(element, 'color-scheme'), token(element, 'accent')]).to.deep.equal(['dark', 'rgb(22, 101, 52)']);
    } finally {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== adopted);
    }
  });

  it('is followed to the end of the page’s own transitions', async () => {
    style(`${LIGHT} html, html * { transition: background-color 80ms linear; } .night ${DARK}`);
    const element = await sample();
    document.documentElement.classList.add('night');
    try {
      await frame();
      await new Promise((resolve) => { setTimeout(resolve, 200); });
      expect(token(element, 'surface')).to.equal('rgb(17, 17, 17)');
    } finally {
      document.documentElement.classList.remove('night');
    }
  });

  it('comes with a move to another place', async () => {
    const place = await fixture<HTMLElement>(html`<div style="background: #222; color: #fff; --primary: #86efac"></div>`);
    const element = await sample();
    place.append(element);
    expect([token(element, 'surface'), token(element, 'accent')]).to.deep.equal(['rgb(34, 34, 34)', 'rgb(134, 239, 172)']);
  });

  it('is right in what is closed or hidden at the start', async () => {
    for (const page of [
      html`<details style="background: #222; color: #fff"><summary>More</summary><themed-sample></themed-sample></details>`,
      html`<dialog style="background: #222; color: #fff"><themed-sample></themed-sample></dialog>`,
      html`<div style="display: none; background: #222; color: #fff"><themed-sample></themed-sample></div>`,
    ]) {
      const element = await sample(page);
      expect([token(element, 'surface'), valueOf(element, 'color-scheme')]).to.deep.equal(['rgb(34, 34, 34)', 'dark']);
    }
  });
});

describe('measuring', () => {
  /** How often something is called meanwhile. */
  async function calls<Name extends string>(object: Record<Name, (...args: never[]) => unknown>, name: Name, during: () => Promise<unknown>): Promise<number> {
    const own = Object.getOwnPropertyDescriptor(object, name);
    const original = object[name];
    let count = 0;
    object[name] = function counted(this: unknown, ...args: never[]) {
      count++;
      return original.apply(this, args);
    };
    try {
      await during();
    } finally {
      if (own === undefined) Reflect.deleteProperty(object, name);
      else Object.defineProperty(object, name, own);
    }
    return count;
  }

  it('writes nothing where nothing has changed', async () => {
    const element = await sample();
    const written = await calls(CSSStyleSheet.prototype as never, 'replaceSync', async () => {
      document.body.classList.toggle('whatever');
      await frame();
      document.body.classList.toggle('whatever');
      await frame();
    });
    expect(written).to.equal(0);
    expect(token(element, 'accent')).not.to.equal('');
  });

  it('takes one pass for all that changes before a frame', async () => {
    const element = await sample();
    const looked = (change: () => void): Promise<number> => calls(window as never, 'getComputedStyle', async () => {
      change();
      await frame();
    });
    const one = await looked(() => { document.body.className = 'a'; });
    const many = await looked(() => {
      for (const name of ['b', 'c', 'd', '']) {
        document.body.className = name;
        document.documentElement.dataset['x'] = name;
      }
    });
    delete document.documentElement.dataset['x'];
    expect(one).to.be.above(0);
    expect(many).to.equal(one);
    expect(element.isConnected).to.equal(true);
  });

  it('rests where a page changes without end', async () => {
    let looked = 0;
    const host = await fixture(html`<div></div>`);
    const stop = watchPage({ host, isSeen: () => false, look: () => { looked++; } });
    try {
      for (let round = 0; round < 100; round++) {
        lookSoon();
        await frame();
      }
      expect(looked).to.be.within(50, 75);
    } finally {
      stop();
    }
  });

  it('ends with the element', async () => {
    const element = await sample();
    element.remove();
    const looked = await calls(window as never, 'getComputedStyle', async () => {
      document.body.classList.add('whatever');
      document.head.append(document.createElement('style'));
      await frame();
      await frame();
    });
    document.body.classList.remove('whatever');
    document.head.lastElementChild!.remove();
    expect(looked).to.equal(0);
  });

  it('leaves the look to somebody’s own colours', async () => {
    await emulateMedia({ forcedColors: 'active' });
    const element = await sample();
    expect(valueOf(element, '--_host-accent')).to.equal('');
  });
});

describe('on a page that means no good', () => {
  it('is read as text, whatever is inherited', async () => {
    const element = await sample(html`
      <div style="text-transform: uppercase; white-space: pre; text-indent: 4em; word-break: break-all; user-select: none; cursor: wait; text-shadow: 1px 1px red; font-style: italic; letter-spacing: 0.3em; word-spacing: 1em;
        text-align: center; line-height: 3; font-weight: 900; font-size: 20px; font-family: Georgia">
        <themed-sample></themed-sample>
      </div>`);
    const text = inside(element, 'p');
    const seen = Object.fromEntries(['text-transform', 'white-space-collapse', 'text-indent', 'word-break', 'user-select', 'cursor', 'text-shadow', 'font-style', 'letter-spacing', 'word-spacing', 'text-align',
      'line-height', 'font-weight', 'font-size', 'font-family'].map((name) => [name, valueOf(text, name)]));
    expect(seen).to.deep.equal({
      'text-transform': 'none', 'white-space-collapse': 'collapse', 'text-indent': '0px', 'word-break': 'normal', 'user-select': 'text', 'cursor': 'auto', 'text-shadow': 'none', 'font-style': 'normal',
      'letter-spacing': 'normal', 'word-spacing': '0px', 'text-align': 'start', 'line-height': '30px', 'font-weight': '400', 'font-size': '20px', 'font-family': 'Georgia',
    });
  });

  it('has the page’s font and colour where everything was taken from it', async () => {
    style('body { font-family: Georgia; color: #eee; background: #111; } body * { all: initial !important; }');
    const element = await sample();
    for (let again = 0; again < 2; again++) {
      expect([valueOf(element, 'display'), valueOf(element, 'font-family'), valueOf(element, 'color'), valueOf(element, 'color-scheme')]).to.deep.equal(['block', 'Georgia', 'rgb(238, 238, 238)', 'dark']);
      document.body.classList.toggle('again');
      await frame();
    }
    document.body.removeAttribute('class');
  });

  it('finds the font that only the parts of the page have', async () => {
    style('.link { font-family: Verdana; color: #1d70b8; }');
    const element = await sample(html`<main><p><a class="link" href="#y">A link</a></p><themed-sample></themed-sample></main>`);
    expect(valueOf(inside(element, 'p'), 'font-family')).to.equal('Verdana');
  });

  it('keeps its own colours where the page’s are nonsense', async () => {
    style('html { --primary: url(x); --accent: banana; --link-color: calc(1px + 1em); --border: 3px; --radius: none; --primary-color: transparent; --brand: ; --danger: var(--none); }');
    const element = await sample();
    expect([fill(element), valueOf(inside(element, '.primary'), 'border-radius')]).to.deep.equal(['rgb(26, 95, 180)', '6px']);
  });

  it('writes on itself where it can have no style sheet', async () => {
    style('html { --primary: #dc2626; }');
    const real = window.CSSStyleSheet;
    function Refused(): never { throw new TypeError('no sheets on this page'); }
    Refused.prototype = real.prototype;
    Reflect.set(window, 'CSSStyleSheet', Refused);
    try {
      const element = await sample();
      expect(fill(element)).to.equal('rgb(220, 38, 38)');
    } finally {
      Reflect.set(window, 'CSSStyleSheet', real);
    }
  });

  it('never throws, and says why it could not look', async () => {
    const { warn } = console;
    const said: unknown[] = [];
    console.warn = (...words) => { said.push(words[0]); };
    const real = window.getComputedStyle;
    window.getComputedStyle = () => { throw new TypeError('not on this page'); };
    try {
      const element = document.createElement('themed-sample');
      document.body.append(element);
      element.remove();
    } finally {
      window.getComputedStyle = real;
      console.warn = warn;
    }
    expect(said).to.deep.equal(['Portico: the look of the page could not be measured.']);
  });
});
