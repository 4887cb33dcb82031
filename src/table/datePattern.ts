// Dates in a stated pattern: apart from ISO dates, because date-fns's parser for them is the largest part of it.
import { isValid } from 'date-fns/isValid';
import { parse } from 'date-fns/parse';
import { MISSING_DAY, utcDay } from './days.ts';

/** Offsets and time stamps in a date-fns pattern. */
const NAMES_INSTANT = /[XxTt]/;

/**
 * The day a text names under a stated date-fns pattern, such as dd/MM/yyyy.
 *
 * Unit: days since 1970-01-01; with an offset in the pattern the UTC day, without one the day as written.
 * Degenerate: text that does not fit the pattern, or names no real day: `MISSING_DAY`.
 * @throws RangeError of date-fns when the pattern is none
 * @example dayByPattern('02/01/1970', 'dd/MM/yyyy') // 1
 */
export function dayByPattern(text: string, pattern: string): number {
  const time = parse(text, pattern, new Date(2000, 0, 1));
  if (!isValid(time)) return MISSING_DAY;
  if (NAMES_INSTANT.test(pattern.replace(/'[^']*'/g, ''))) return utcDay(time);
  // Without an offset date-fns reads in local time: the day as written is the local one.
  const utc = new Date(0);
  utc.setUTCFullYear(time.getFullYear(), time.getMonth(), time.getDate());
  return utcDay(utc);
}
