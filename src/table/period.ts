// Periods: whole days, both ends included.
import { monthsBefore } from './days.ts';

/** A stretch of whole days, both ends included, as days since 1970-01-01 (UTC). */
export interface Period {
  readonly start: number;
  readonly end: number;
}

/**
 * The period of the same length that ends the day before this one starts.
 *
 * @example previousPeriod({ start: 10, end: 19 }) // { start: 0, end: 9 }
 */
export function previousPeriod({ start, end }: Period): Period {
  return { start: start - (end - start + 1), end: start - 1 };
}

/**
 * The period of the same length that begins the day after this one ends.
 *
 * @example nextPeriod({ start: 0, end: 9 }) // { start: 10, end: 19 }
 */
export function nextPeriod({ start, end }: Period): Period {
  return { start: end + 1, end: end + (end - start + 1) };
}

/**
 * The same calendar days one year earlier; 29 February becomes 28 February.
 *
 * @example samePeriodLastYear({ start: 365, end: 365 }) // { start: 0, end: 0 }
 */
export function samePeriodLastYear({ start, end }: Period): Period {
  return { start: monthsBefore(start, 12), end: monthsBefore(end, 12) };
}

/**
 * The calendar month-long stretch that ends k months before the period's end: k = 0 is the last month of the period.
 *
 * Degenerate: month ends keep to month ends, because the count is made from the day after the end.
 * @example monthOf({ start: 0, end: 58 }, 0) // { start: 31, end: 58 }
 */
export function monthOf({ end }: Period, monthsBack: number): Period {
  return { start: monthsBefore(end + 1, monthsBack + 1), end: monthsBefore(end + 1, monthsBack) - 1 };
}

/**
 * How many days a period has.
 *
 * @example periodDays({ start: 1, end: 90 }) // 90
 */
export function periodDays({ start, end }: Period): number {
  return end - start + 1;
}
