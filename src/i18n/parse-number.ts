/** A number as one types it in a language: every digit, no thousands marks. */
export const typedNumber = (value: number, language: string): string =>
  new Intl.NumberFormat(language, { numberingSystem: 'latn', useGrouping: false, maximumFractionDigits: 20 }).format(value);

/** Reads a number that a person has typed in a language; undefined where it is none. */
export const parseTyped = (text: string, language: string): number | undefined => parseNumber(text, numberMarks(language));

/** How a language writes numbers. */
interface NumberMarks {
  readonly decimal: string;
  readonly group: string;
}

/** The marks of a language; its digits are always the Latin ones. */
function numberMarks(language: string): NumberMarks {
  const parts = new Intl.NumberFormat(language, { numberingSystem: 'latn', useGrouping: 'always', minimumFractionDigits: 1 }).formatToParts(1234567.5);
  const mark = (type: Intl.NumberFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  return { decimal: mark('decimal'), group: mark('group') };
}

/** The first digits of the decimal systems that keyboards offer: Arabic, Persian, Devanagari, Bengali, Thai, full width. */
const ZEROS = ['\u0660', '\u06F0', '\u0966', '\u09E6', '\u0E50', '\uFF10'].map((zero) => zero.charCodeAt(0));

/** Spaces of any width, direction marks (copied numbers carry them), apostrophes as in Switzerland, the Arabic thousands mark. */
const GROUPERS = /[\s\u200E\u200F\u061C'’\u066C]/g;

/**
 * Reads a number as people of a language write it: `1.234,5` in German, `1,234.5` in English, `١٢٫٥` anywhere. A comma or a
 * point that cannot be a thousands mark where it stands is a decimal mark, so `1,5` is one and a half in English too.
 * @returns undefined for anything else; nothing is guessed.
 */
function parseNumber(text: string, { decimal, group }: NumberMarks): number | undefined {
  const plain = [...text.replace(GROUPERS, '')].map(latinDigit).join('').replace(/^[\u2212\uFE63\uFF0D]/, '-').replace('\u066B', '.');
  for (const candidate of [ungroup(plain, group, decimal), ungroup(plain, '', ','), ungroup(plain, '', '.')]) {
    if (candidate !== undefined) return candidate;
  }
  return undefined;
}

function ungroup(text: string, group: string, decimal: string): number | undefined {
  const [whole = '', fraction, ...more] = text.split(decimal);
  const grouped = group !== '' && whole.includes(group);
  const groups = grouped ? whole.split(group) : [whole];
  // In India the groups before the last one have two digits.
  const wellGrouped = !grouped || (/^[+-]?\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((part, index, all) => (index === all.length - 1 ? /^\d{3}$/ : /^\d{2,3}$/).test(part)));
  const number = `${groups.join('')}${fraction === undefined ? '' : `.${fraction}`}`;
  return more.length === 0 && wellGrouped && /^[+-]?(?:\d+\.?\d*|\.\d+)$/.test(number) ? Number(number) : undefined;
}

function latinDigit(letter: string): string {
  const code = letter.charCodeAt(0);
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? letter : String(code - zero);
}
