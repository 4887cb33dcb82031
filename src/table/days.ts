// Whole days in UTC as integers: days since 1970-01-01. The one door to date-fns.
import { parseISO } from 'date-fns/parseISO';
import type { DateColumn } from './table.ts';

/** The day of a missing date. */
export const MISSING_DAY = -(2 ** 31);

const MS_A_DAY = 86_400_000;
const ISO_DAY = /^(?:\d{4}-\d{2}-\d{2}|\d{8})$/;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;
const HAS_OFFSET = /(?:Z|[+-]\d{2}(?::?\d{2})?)$/;

/**
 * The day a text names: `YYYY-MM-DD`, `YYYYMMDD`, or an ISO date-time (with an offset: the UTC day; without: the day as written).
 *
 * Unit: days since 1970-01-01.
 * Degenerate: text that names no real day (2018-02-30), or a year outside 1 to 9999: `MISSING_DAY`.
 * @example dayOf('1970-01-02') // 1
 */
export function dayOf(text: string): number {
  if (ISO_DAY.test(text)) return utcDay(parseISO(`${text}T00:00Z`));
  if (!ISO_TIME.test(text)) return MISSING_DAY;
  return utcDay(parseISO(HAS_OFFSET.test(text) ? text : `${text}Z`));
}

/**
 * A day as `YYYY-MM-DD`; null when missing.
 *
 * @example isoDay(17775) // '2018-09-01'
 */
export function isoDay(day: number): string | null {
  return day === MISSING_DAY ? null : new Date(day * MS_A_DAY).toISOString().slice(0, 10);
}

/**
 * The day k calendar months earlier, at most the last day of its month.
 *
 * @example isoDay(monthsBefore(dayOf('2018-05-31'), 3)) // '2018-02-28'
 */
export function monthsBefore(day: number, months: number): number {
  const utc = new Date(day * MS_A_DAY);
  const date = utc.getUTCDate();
  utc.setUTCDate(1);
  utc.setUTCMonth(utc.getUTCMonth() - months);
  const last = new Date(utc);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  utc.setUTCDate(Math.min(date, last.getUTCDate()));
  return utcDay(utc);
}

/**
 * A date column from ISO texts.
 *
 * Shape: n texts to n days. Each distinct text is read once.
 * Degenerate: null, blank or unreadable text is missing.
 * @example dates(['1970-01-01', null]).days // [0, -2147483648]
 */
export function dates(texts: Iterable<string | null | undefined>): DateColumn {
  const read = dayReader();
  return { type: 'date', days: Int32Array.from(texts, text => read(text ?? '')) };
}

/**
 * Like `dayOf`, remembering each distinct text: a million rows of one year cost a few hundred parses.
 *
 * @example dayReader()('1970-01-03') // 2
 */
export function dayReader(read: (text: string) => number = dayOf): (text: string) => number {
  const known = new Map<string, number>();
  return text => {
    let day = known.get(text);
    if (day === undefined) {
      day = read(text.trim());
      known.set(text, day);
    }
    return day;
  };
}

/**
 * The UTC day of an instant.
 *
 * Degenerate: no valid date, or a year outside 1 to 9999: `MISSING_DAY`.
 * @example utcDay(new Date(86_400_000)) // 1
 */
export function utcDay(time: Date): number {
  const year = time.getUTCFullYear();
  return year >= 1 && year <= 9999 ? Math.floor(time.getTime() / MS_A_DAY) : MISSING_DAY;
}
