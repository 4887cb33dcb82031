// Whole days in UTC as integers: days since 1970-01-01. The one door to date-fns.
import { isValid } from 'date-fns/isValid';
import { parse } from 'date-fns/parse';
import { parseISO } from 'date-fns/parseISO';
import { subMonths } from 'date-fns/subMonths';
import type { DateColumn } from './table.ts';

/** The day of a missing date. */
export const MISSING_DAY = -(2 ** 31);

const MS_A_DAY = 86_400_000;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;
const HAS_OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/;

/**
 * The day a text names: `YYYY-MM-DD`, `YYYYMMDD`, an ISO date-time (with an offset: the UTC day; without: the day as written), or a stated date-fns pattern.
 *
 * Unit: days since 1970-01-01.
 * Degenerate: text that names no real day (2018-02-30), or a year outside 1 to 9999: `MISSING_DAY`.
 * @example dayOf('1970-01-02') // 1
 */
export function dayOf(text: string, pattern?: string): number {
  if (pattern !== undefined) return dayAsWritten(parse(text, pattern, new Date(2000, 0, 1)));
  if (ISO_DAY.test(text)) return dayAsWritten(parse(text, 'yyyy-MM-dd', new Date(2000, 0, 1)));
  if (/^\d{8}$/.test(text)) return dayAsWritten(parse(text, 'yyyyMMdd', new Date(2000, 0, 1)));
  if (!ISO_TIME.test(text)) return MISSING_DAY;
  const time = parseISO(text);
  if (!HAS_OFFSET.test(text)) return dayAsWritten(time);
  return isValid(time) ? Math.floor(time.getTime() / MS_A_DAY) : MISSING_DAY;
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
  // Noon in the local zone: date-fns counts in local time, and no clock change moves noon to another day.
  const local = new Date(utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate(), 12);
  return dayAsWritten(subMonths(local, months));
}

/**
 * A date column from ISO texts.
 *
 * Shape: n texts to n days. Each distinct text is read once.
 * Degenerate: null, blank or unreadable text is missing.
 * @example dates(['1970-01-01', null]).days // [0, -2147483648]
 */
export function dates(texts: Iterable<string | null | undefined>, pattern?: string): DateColumn {
  const read = dayReader(pattern);
  return { type: 'date', days: Int32Array.from(texts, text => read(text ?? '')) };
}

/**
 * Like `dayOf`, remembering each distinct text: a million rows of one year cost a few hundred parses.
 *
 * @example dayReader()('1970-01-03') // 2
 */
export function dayReader(pattern?: string): (text: string) => number {
  const known = new Map<string, number>();
  return text => {
    let day = known.get(text);
    if (day === undefined) {
      day = dayOf(text.trim(), pattern);
      known.set(text, day);
    }
    return day;
  };
}

function dayAsWritten(time: Date): number {
  const year = time.getFullYear();
  if (!isValid(time) || year < 1 || year > 9999) return MISSING_DAY;
  const utc = new Date(0);
  utc.setUTCFullYear(year, time.getMonth(), time.getDate());
  return utc.getTime() / MS_A_DAY;
}
