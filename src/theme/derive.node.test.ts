import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contrast, ofNumber, toCss, type Color } from './color.ts';
import { derive, type Measured } from './derive.ts';
import { random } from './random.node.test.ts';

const color = (hex: string): Color => ofNumber(parseInt(hex.slice(1), 16));
/** `#0d6efd` as the look has it. */
const css = (hex: string): string => toCss(color(hex));

/** A white page with black texts and nothing else. */
const PLAIN: Measured = { surface: color('#ffffff'), isSure: true, texts: [color('#000000')], fontSize: 16, tokens: {}, owner: {}, given: {} };
const page = (set: Partial<Measured>): Measured => ({ ...PLAIN, ...set });
const button = (fill: string, text: string, radius = '6px', weight = 400): NonNullable<Measured['button']> => ({ fill: color(fill), text: color(text), radius, weight });
const link = (hex: string, isUnderlined = true): NonNullable<Measured['link']> => ({ color: color(hex), isUnderlined });

/** The look of a page, by the names of its parts. */
function lookOf(set: Partial<Measured>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(derive(page(set))).map(([name, value]) => [name.replace('--_host-', ''), value]));
}

function part(look: Record<string, string | undefined>, name: string): Color {
  const [red = 0, green = 0, blue = 0] = (look[name]?.match(/\d+/g) ?? []).map(Number);
  return ofNumber((red << 16) + (green << 8) + blue);
}

/** Everything that has to be read or made out. */
function assertReadable(look: Record<string, string | undefined>, text: Color, what: string): void {
  const needs = [
    ...['surface', 'raised', 'field'].map((ground) => ['text', ground, 4.5] as const),
    ...['muted', 'danger', 'success', 'warning', 'raised-link'].flatMap((name) => [[name, 'surface', 4.5], [name, 'raised', 4.5]] as const),
    ['link', 'surface', 4.5], ['on-accent', 'accent', 4.5], ['on-accent', 'accent-hover', 4.5],
    ['control-border', 'surface', 3], ['control-border', 'field', 3], ['focus', 'surface', 3], ['focus', 'raised', 3], ['accent-border', 'surface', 3],
  ] as const;
  assert.deepEqual(part(look, 'text'), text, what);
  for (const [name, ground, least] of needs) {
    const seen = contrast(part(look, name), part(look, ground));
    assert(seen >= least, `${what}: ${name} ${String(look[name])} on ${ground} ${String(look[ground])} has ${seen.toFixed(2)}`);
  }
}

describe('contrast', () => {
  const GROUNDS = [['#ffffff', '#111827'], ['#fdf6e3', '#333333'], ['#d1e4dd', '#28303d'], ['#101418', '#e8e6e3'], ['#1b1b1d', '#e3e3e3'], ['#000000', '#ffffff']] as const;
  const next = random(7);
  const some = (): Color => [next(), next(), next()];

  it('is held for a thousand accents on light pages and dark ones, whatever they come from', () => {
    for (let round = 0; round < 1000; round++) {
      const accent = some();
      const from: readonly Partial<Measured>[] = [
        { button: { fill: accent, text: some(), radius: '0px', weight: 400 }, link: { color: some(), isUnderlined: false } },
        { tokens: { accent: [accent], link: [some()], danger: [some()], success: [some()], warning: [some()], border: [some()] } },
        { link: { color: accent, isUnderlined: false }, field: { fill: some(), border: some(), radius: 4 } },
        { owner: { accent } }, { given: { accent } },
      ];
      for (const [surface, text] of GROUNDS) {
        const set = { ...from[round % from.length], surface: color(surface), texts: [color(text)] };
        assertReadable(lookOf(set), color(text), `accent ${toCss(accent)} on ${surface}`);
      }
    }
  });

  it('is held on any surface that the owner can choose', () => {
    for (let round = 0; round < 300; round++) {
      const surface = some();
      const look = lookOf({ owner: { surface, accent: some() }, texts: [some()] });
      // A grey of the middle leaves no more than this to any text.
      assert(contrast(part(look, 'text'), part(look, 'surface')) >= 4.5, toCss(surface));
      assertReadable(look, part(look, 'text'), toCss(surface));
    }
  });

  it('of the page’s own texts is repaired, in their hue; other texts of the page come first', () => {
    assert.equal(lookOf({ texts: [color('#000000')] })['color'], undefined);
    assert.equal(lookOf({ surface: color('#101418'), texts: [color('#000000'), color('#e8e6e3')] })['color'], css('#e8e6e3'));
    const repaired = lookOf({ surface: color('#101418'), texts: [color('#1e3a8a')] });
    assert(contrast(part(repaired, 'color'), color('#101418')) >= 7.9);
    const [red, , blue] = part(repaired, 'color');
    assert(blue > red * 1.2, repaired['color']);
  });
});

describe('the accent', () => {
  it('is that of a main button, else of the page’s names, else of its links, else our own', () => {
    const all = { button: button('#375a7f', '#ffffff'), tokens: { accent: [color('#dc2626')] }, link: link('#00694e') };
    assert.equal(lookOf(all)['accent'], css('#375a7f'));
    assert.equal(lookOf({ ...all, button: undefined })['accent'], css('#dc2626'));
    assert.equal(lookOf({ link: all.link })['accent'], css('#00694e'));
    assert.equal(lookOf({})['accent'], css('#1a5fb4'));
  });

  it('is as grey as the links of a page that has no colours', () => {
    assert.equal(lookOf({ surface: color('#181818'), texts: [color('#dddddd')], link: link('#bbbbbb') })['accent'], css('#bbbbbb'));
  });

  it('is no grey that a page calls accent, unless there is nothing else', () => {
    assert.equal(lookOf({ tokens: { accent: [color('#f5f5f5'), color('#7c3aed')] } })['accent'], css('#7c3aed'));
    assert.equal(lookOf({ tokens: { accent: [color('#f5f5f5')] }, link: link('#3366cc') })['accent'], css('#3366cc'));
    assert.equal(lookOf({ tokens: { accent: [color('#171717')] }, link: link('#000000') })['accent'], css('#171717'));
  });

  it('keeps a button as it is, bright ones too, and outlines what is hard to make out', () => {
    const look = lookOf({ button: button('#9dff20', '#000000') });
    assert.deepEqual([look['accent'], look['on-accent']], [css('#9dff20'), css('#000000')]);
    assert.notEqual(look['accent-border'], look['accent']);
  });

  it('moves a little to keep the text that a button has, and else changes the text', () => {
    const near = lookOf({ button: button('#ff2056', '#ffffff') });
    assert.equal(near['on-accent'], css('#ffffff'));
    assert.notEqual(near['accent'], css('#ff2056'));
    const far = lookOf({ button: button('#facc15', '#ffffff') });
    assert.deepEqual([far['accent'], far['on-accent']], [css('#facc15'), css('#000000')]);
  });

  it('of the owner stays exactly; that of the page’s wishes for the portal goes over it, and links and focus follow', () => {
    const look = lookOf({ owner: { accent: color('#facc15') }, link: link('#3366cc') });
    assert.deepEqual([look['accent'], look['on-accent']], [css('#facc15'), css('#000000')]);
    assert.notEqual(look['link'], css('#3366cc'));
    assert.equal(lookOf({ owner: { accent: color('#facc15') }, given: { accent: color('#14532d') } })['link'], css('#14532d'));
  });
});

describe('links', () => {
  it('are those of the page, with its underlines', () => {
    assert.deepEqual([lookOf({ link: link('#345c00') })['link'], lookOf({ link: link('#345c00') })['underline']], [css('#345c00'), 'underline']);
  });
  it('are those of the page’s names where the ones it shows are for another ground', () => {
    const dark = { surface: color('#212529'), texts: [color('#dee2e6')], link: link('#0a58ca') };
    assert.equal(lookOf({ ...dark, tokens: { link: [color('#6ea8fe')] } })['link'], css('#6ea8fe'));
    assert.notEqual(lookOf(dark)['link'], css('#0a58ca'));
  });

  it('are underlined, whatever the page does, where colour alone does not tell them from the text', () => {
    assert.equal(lookOf({ link: link('#000000', false) })['underline'], 'underline');
    assert.equal(lookOf({ texts: [color('#28303d')], link: link('#0b57d0', false) })['underline'], 'underline');
    assert.equal(lookOf({ link: link('#0b57d0', false) })['underline'], 'none');
  });
});

describe('surfaces', () => {
  it('are dark where the text is lighter than what it stands on', () => {
    assert.equal(lookOf({ surface: color('#222222'), texts: [color('#ffffff')] })['color-scheme'], 'dark');
    assert.equal(lookOf({})['color-scheme'], 'light');
  });
  it('are guessed from the text where a picture is behind it', () => {
    const look = lookOf({ isSure: false, texts: [color('#f5f5f5')] });
    assert.deepEqual([look['surface'], look['color-scheme']], [css('#000000'), 'dark']);
    assert.equal(lookOf({ isSure: false, texts: [color('#f5f5f5')], given: { surface: color('#334155') } })['surface'], css('#334155'));
  });
  it('of fields are the page’s, unless its texts could not be read in them', () => {
    assert.equal(lookOf({ field: { fill: color('#fefce8'), radius: 4 } })['field'], css('#fefce8'));
    assert.notEqual(lookOf({ field: { fill: color('#333333'), radius: 4 } })['field'], css('#333333'));
  });
});

describe('roundness', () => {
  it('is that of fields, else of the page’s names, else of buttons; buttons have their own', () => {
    const field = { fill: color('#ffffff'), radius: 3 };
    const look = lookOf({ field, radius: 8, button: button('#dc2626', '#ffffff', '6px') });
    assert.deepEqual([look['radius'], look['button-radius']], ['3px', '6px']);
    assert.equal(lookOf({ radius: 8, button: button('#dc2626', '#ffffff') })['radius'], '8px');
    assert.equal(lookOf({ button: button('#dc2626', '#ffffff', '2px') })['radius'], '2px');
    assert.equal(lookOf({})['radius'], undefined);
  });
  it('of buttons is that of the page’s, whatever their colours', () => {
    const look = lookOf({ button: { radius: '60px', weight: 500 }, link: link('#166534') });
    assert.deepEqual([look['button-radius'], look['button-weight'], look['accent']], ['60px', '500', css('#166534')]);
  });

  it('of boxes stays in proportion, however round the buttons are', () => {
    for (const radius of ['9999px', '15984px', '255px 25px 225px / 25px 225px 25px 255px']) {
      const look = lookOf({ button: button('#dc2626', '#ffffff', radius) });
      assert.deepEqual([look['radius'], look['button-radius']], ['16px', radius]);
    }
    assert.equal(lookOf({ radius: -3 })['radius'], undefined);
  });
  it('of the owner is for all', () => {
    const look = lookOf({ owner: { radius: 24 }, button: button('#dc2626', '#ffffff'), radius: 3 });
    assert.deepEqual([look['radius'], look['button-radius']], ['24px', '24px']);
  });
});

it('what a page signals with is taken where it is a colour', () => {
  const look = lookOf({ tokens: { danger: [color('#808080'), color('#be123c')], success: [color('#166534')] } });
  assert.deepEqual([look['danger'], look['success'], look['warning']], [css('#be123c'), css('#166534'), css('#8a4b00')]);
});

/** What real sites look like at a place in their content, and what the portal has to look like there. */
const SITES: Readonly<Record<string, { readonly seen: Partial<Measured>; readonly accent: string; readonly on: string; readonly link: string; readonly buttons: string; readonly scheme?: string }>> = {
  'WordPress Twenty Twenty-Three': {
    seen: { tokens: { accent: [color('#9dff20')] }, link: link('#345c00'), button: button('#9dff20', '#000000', '0px') },
    accent: '#9dff20', on: '#000000', link: '#345c00', buttons: '0px',
  },
  'WordPress Twenty Twenty-Three, Pitch': {
    seen: { surface: color('#202124'), texts: [color('#e8eaed')], tokens: { accent: [color('#e3cbc0')] }, link: link('#876c3a'), button: button('#e3cbc0', '#202124', '0px', 600) },
    accent: '#e3cbc0', on: '#202124', link: 'repaired', buttons: '0px', scheme: 'dark',
  },
  'WordPress Twenty Twenty-Three, Grapes': {
    seen: { surface: color('#e1e1c7'), tokens: { accent: [color('#214f31')] }, link: link('#000000'), button: button('#214f31', '#e1e1c7', '9999px') },
    accent: '#214f31', on: '#e1e1c7', link: '#000000', buttons: '9999px',
  },
  'WordPress Twenty Twenty-One': {
    seen: { surface: color('#d1e4dd'), texts: [color('#28303d')], tokens: { accent: [color('#28303d')] }, link: link('#28303d'), button: button('#28303d', '#d1e4dd', '0px', 500) },
    accent: '#28303d', on: '#d1e4dd', link: '#28303d', buttons: '0px',
  },
  'MediaWiki, Vector 2022': { seen: { texts: [color('#202122')], link: link('#3366cc', false), button: button('#3366cc', '#ffffff', '2px', 700) }, accent: '#3366cc', on: '#ffffff', link: '#3366cc', buttons: '2px' },
  'Material for MkDocs, slate': {
    seen: { surface: color('#2e303e'), texts: [color('#c4c6d9')], tokens: { accent: [color('#009485')], link: [color('#009485')] }, link: link('#009485', false), button: button('#009485', '#ffffff', '2px', 700) },
    accent: 'near #009485', on: '#ffffff', link: 'repaired', buttons: '2px', scheme: 'dark',
  },
  'Docusaurus': { seen: { texts: [color('#1c1e21')], tokens: { accent: [color('#2e8555')] }, link: link('#2e8555', false), button: button('#2e8555', '#ffffff', '6.4px', 700) }, accent: 'near #2e8555', on: '#ffffff', link: '#2e8555', buttons: '6.4px' },
  'Bootstrap': { seen: { texts: [color('#212529')], tokens: { accent: [color('#0d6efd')] }, link: link('#0d6efd'), button: button('#0d6efd', '#ffffff') }, accent: '#0d6efd', on: '#ffffff', link: '#0d6efd', buttons: '6px' },
  'Bootswatch Darkly': {
    seen: { surface: color('#303030'), texts: [color('#ffffff')], tokens: { accent: [color('#375a7f')] }, link: link('#00bc8c'), button: button('#375a7f', '#ffffff') },
    accent: '#375a7f', on: '#ffffff', link: '#00bc8c', buttons: '6px', scheme: 'dark',
  },
  'Bootswatch Sketchy': {
    seen: { texts: [color('#212529')], link: link('#333333'), button: button('#333333', '#ffffff', '255px 25px 225px / 25px 225px 25px 255px') },
    accent: '#333333', on: '#ffffff', link: '#333333', buttons: '255px 25px 225px / 25px 225px 25px 255px',
  },
  'shadcn/ui, bare HSL': { seen: { texts: [color('#020817')], tokens: { accent: [color('#7c3aed')] }, link: link('#7c3aed'), button: button('#7c3aed', '#f9fafb', '6px', 500) }, accent: '#7c3aed', on: '#f9fafb', link: '#7c3aed', buttons: '6px' },
};

for (const [site, { seen, accent, on, link: links, buttons, scheme = 'light' }] of Object.entries(SITES)) {
  it(`is at home in ${site}`, () => {
    const look = lookOf(seen);
    assertReadable(look, part(look, 'text'), site);
    if (accent.startsWith('near ')) assert(contrast(part(look, 'accent'), color(accent.slice(5))) < 1.35, `${String(look['accent'])} for ${accent}`);
    else assert.equal(look['accent'], css(accent));
    if (links !== 'repaired') assert.equal(look['link'], css(links));
    assert.deepEqual([look['on-accent'], look['button-radius'], look['color-scheme'], look['color']], [css(on), buttons, scheme, undefined]);
  });
}
