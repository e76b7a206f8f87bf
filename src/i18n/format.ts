import { isRightToLeft } from '../contract/index.ts';

/** Calendar and digits differ between engines where a language leaves the choice (Arabic, Persian, Thai). */
const LATIN = { numberingSystem: 'latn' } as const;
const COMMON = { calendar: 'gregory', ...LATIN } as const;

/** Makes something when it is first needed. */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => made ??= make();
}

/**
 * Formats dates, numbers and sizes the way a language does. Once per language, and each of Intl's objects when it is first needed: the first of a kind takes
 * many milliseconds, and what an element shows first may need none.
 */
export class Formatter {
  /** The language tag that everything is formatted for. */
  readonly language: string;
  /** Whether it is written from right to left. */
  readonly isRightToLeft: boolean;
  readonly #date = once(() => new Intl.DateTimeFormat(this.language, { ...COMMON, dateStyle: 'medium' }));
  readonly #dateTime = once(() => new Intl.DateTimeFormat(this.language, { ...COMMON, dateStyle: 'medium', timeStyle: 'short' }));
  readonly #number = once(() => new Intl.NumberFormat(this.language, LATIN));
  readonly #percent = once(() => new Intl.NumberFormat(this.language, { ...LATIN, style: 'percent' }));
  readonly #plural = once(() => new Intl.PluralRules(this.language));
  readonly #list = once(() => new Intl.ListFormat(this.language, { type: 'conjunction', style: 'narrow' }));

  /** @throws RangeError where a tag is not well formed */
  constructor(language: string) {
    Intl.getCanonicalLocales(language);
    this.language = language;
    this.isRightToLeft = isRightToLeft(language);
  }

  /** A moment as a date in the reader's time zone; a text that is no moment comes back as it is. */
  date(timestamp: string): string {
    return format(this.#date(), timestamp);
  }

  /** A moment with its time. */
  dateTime(timestamp: string): string {
    return format(this.#dateTime(), timestamp);
  }

  /** How long ago a moment was ("3 hours ago"), in the largest unit that fits. @param now Milliseconds since 1970. */
  relative(timestamp: string, now = Date.now()): string {
    const seconds = (Date.parse(timestamp) - now) / 1000;
    if (Number.isNaN(seconds)) return timestamp;
    if (Math.abs(seconds) < 60) return new Intl.RelativeTimeFormat(this.language, { numeric: 'auto', ...LATIN }).format(0, 'second');
    const units = [['minute', 60, 60], ['hour', 3600, 24], ['day', 86_400, 30], ['month', 2_629_800, 12], ['year', 31_557_600, Infinity]] as const;
    const [unit, length] = units.find(([, size, most]) => Math.abs(seconds) < size * most) ?? units[4];
    // In numbers: "yesterday" is a day of the calendar, and 30 hours ago may lie two of them back.
    return new Intl.RelativeTimeFormat(this.language, { numeric: 'always', ...LATIN }).format(Math.trunc(seconds / length), unit);
  }

  /** A day (`2026-11-01`), the same in every time zone. */
  day(day: string): string {
    return format(new Intl.DateTimeFormat(this.language, { ...COMMON, dateStyle: 'medium', timeZone: 'UTC' }), day);
  }

  number(value: number): string {
    return this.#number().format(value);
  }

  /** A fraction as a percentage: 0.5 → `50%`. */
  percent(fraction: number): string {
    return this.#percent().format(fraction);
  }

  /** A length of time in seconds, in words: 5 → `5 seconds`. */
  seconds(count: number): string {
    return new Intl.NumberFormat(this.language, { ...LATIN, style: 'unit', unit: 'second', unitDisplay: 'long' }).format(count);
  }

  /** A size in bytes as people say it: 1,536,000 → `1.5 MB`. */
  size(bytes: number): string {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
    const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
    const written = new Intl.NumberFormat(this.language, {
      ...LATIN, style: 'unit', unit: units[step] ?? 'byte', unitDisplay: step === 0 ? 'long' : 'short', maximumFractionDigits: 1,
    }).format(bytes / 1000 ** step);
    // Latin units would change places with their number in a sentence from right to left.
    return /[a-z]/i.test(written) && this.isRightToLeft ? `\u2068${written}\u2069` : written;
  }

  /** Several things in a row. */
  list(parts: readonly string[]): string {
    return this.#list().format(parts);
  }

  /** The plural category of a number. */
  plural(count: number): Intl.LDMLPluralRule {
    return this.#plural().select(count);
  }
}

function format(formatter: Intl.DateTimeFormat, timestamp: string): string {
  const time = Date.parse(timestamp);
  return Number.isNaN(time) ? timestamp : formatter.format(time);
}
