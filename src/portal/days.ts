/** Days as date inputs write them (`2026-11-01`), in the reader's own time zone, and the moments between which they lie. */

/** The first moment of a day, as an ISO 8601 moment in UTC; undefined for what is no day of the calendar. */
export const startOfDay = (day: string): string | undefined => startOf(day, 0);

/** The first moment after a day: the start of the next one, 23 to 25 hours later. */
export const endOfDay = (day: string): string | undefined => startOf(day, 1);

/** The day on which a moment falls; undefined for what is no moment. */
export function dayOf(timestamp: string): string | undefined {
  return written(new Date(timestamp));
}

/** The last day that lies before a moment: for the moment at which a day ends, that day. */
export function dayBefore(timestamp: string): string | undefined {
  return written(new Date(Date.parse(timestamp) - 1));
}

function startOf(day: string, offset: 0 | 1): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  // While a year is being typed, date inputs report 0002, 0020 and 0202; Date, too, takes years below 100 for something else.
  if (year === undefined || Number(year) < 1000) return undefined;
  // The local-time constructor knows that days with a change of the clock are shorter, longer, or do not start at midnight.
  const at = (plus: number): Date => new Date(Number(year), Number(month) - 1, Number(date) + plus);
  return written(at(0)) === day ? at(offset).toISOString() : undefined;
}

function written(date: Date): string | undefined {
  if (Number.isNaN(date.getTime())) return undefined;
  const pad = (value: number, length: number): string => String(value).padStart(length, '0');
  return `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
}
