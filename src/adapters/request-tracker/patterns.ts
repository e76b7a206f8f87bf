/**
 * What the pattern of a custom field says, in terms of HTML. RT holds a value against it anywhere in the value, the empty value included, and calls
 * a field mandatory whose pattern refuses that; `(?#…)` is a comment, which people read (`(?#Mandatory).`).
 */
export interface PatternRule {
  readonly required: boolean;
  /** For HTML's `pattern`: matched as a whole, with the `v` flag. Absent where there is none, or none that JavaScript understands. */
  readonly pattern?: string;
  /** Set where only numbers match. */
  readonly number?: { readonly integer: boolean; readonly negative: boolean };
}

/** Reads a Perl pattern of RT. */
export function readPattern(perl: string): PatternRule {
  const mandatory = /\(\?#\s*Mandatory\s*\)/i.test(perl);
  const source = perl.replace(/\(\?#[^)]*\)/g, '').trim();
  if (source === '') return { required: mandatory };
  const whole = asWhole(source);
  const test = whole === null ? null : compile(whole);
  // one that JavaScript does not understand is left to RT, which drops what it does not like
  if (test === null || whole === null) return { required: mandatory };
  const required = !test.test('');
  if (test.test('any text') && test.test('7') && test.test('a\nb')) return { required };
  const number = numbersOnly(test);
  return { required, pattern: whole, ...(number === null ? {} : { number }) };
}

/** The pattern for the whole value. */
function asWhole(source: string): string | null {
  // POSIX classes (`[[:alpha:]]`) compile in JavaScript and mean something else there
  if (source.includes('[:')) return null;
  const flags = /^\(\?([ims]+)\)/.exec(source);
  const javascript = (flags === null ? source : `(?${flags[1] ?? ''}:${source.slice(flags[0].length)})`)
    .replace(/\\A/g, '^').replace(/\\[zZ]/g, '$').replace(/\\h/g, '[ \\t]');
  for (const candidate of [javascript, escapeClasses(javascript)]) {
    const anchored = /^\^([\s\S]*[^\\]|)\$$/.exec(candidate);
    const inner = anchored?.[1];
    // without a choice at the top level the anchors go with the whole
    const whole = inner !== undefined && !hasChoice(inner) ? inner : `[\\s\\S]*(?:${candidate})[\\s\\S]*`;
    if (compile(whole) !== null) return whole;
  }
  return null;
}

function compile(pattern: string): RegExp | null {
  try {
    return new RegExp(`^(?:${pattern})$`, 'v');
  } catch {
    return null;
  }
}

/** In classes the `v` flag reserves letters that Perl takes as they are. */
const escapeClasses = (source: string): string => source.replace(/\[(\^?)((?:\\.|[^\]\\])+)\]/gs, (_whole, not: string, content: string) =>
  `[${not}${content.replace(/\\.|[()[\]{}/|]|-(?=$)|^-|(?<=\\[wds])-/gs, (letter) => (letter.startsWith('\\') ? letter : `\\${letter}`))}]`);

function hasChoice(source: string): boolean {
  let depth = 0;
  for (const token of source.match(/\\.|\[(?:\\.|[^\]\\])*\]|[()|]|[\s\S]/g) ?? []) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === '|' && depth === 0) return true;
  }
  return false;
}

const NUMBERS = ['0', '7', '42', '1000', '123456'];
const OTHERS = ['a', 'x1', '1x', '-', '.', 'ORD-1', '1 2', '１'];

/** RT has no numbers: a text whose pattern takes every number and nothing else is one. */
function numbersOnly(test: RegExp): NonNullable<PatternRule['number']> | null {
  if (!NUMBERS.every((value) => test.test(value)) || OTHERS.some((value) => test.test(value))) return null;
  return { integer: !test.test('1.5'), negative: test.test('-5') };
}
