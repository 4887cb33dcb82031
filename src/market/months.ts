// Months of sales rows: counted back from the period's end, so that the last one is whole whatever day the data ends.
import { isoDay, MISSING_DAY, monthsBefore } from '../table/days.ts';
import type { Period } from '../table/period.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';

/** The months that some sales rows span; month 0 is the first, `count - 1` ends on the period's end. */
export interface Months {
  readonly count: number;
  /** The first day of each month, and the day after the last one: count + 1 days. */
  readonly starts: Int32Array;
  /** How many months, counted back from the last, have data from their first day on. */
  readonly full: number;
}

/** A stretch of months, both ends included. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** A period as it is told: first and last day. */
export interface ToldPeriod {
  readonly start: string;
  readonly end: string;
}

/**
 * The months between a first day and an end.
 *
 * Degenerate: a first day after the end: one month that has no data.
 * @example monthsOf(dayOf('2018-06-15'), dayOf('2018-08-31')).count // 3
 */
export function monthsOf(first: number, end: number): Months {
  const backward = [end + 1];
  do backward.push(monthsBefore(end + 1, backward.length));
  while (first < backward[backward.length - 1]);
  const starts = Int32Array.from(backward.reverse());
  const count = starts.length - 1;
  return { count, starts, full: starts[0] >= first && first <= end ? count : count - 1 };
}

/**
 * The month of each row as text codes, its word the first day of the month; rows after the end have none.
 *
 * Shape: n days to n codes.
 * @example monthColumn(Int32Array.of(0, 31), monthsOf(0, 58)).words // ['1970-01-01', '1970-02-01']
 */
export function monthColumn(days: Int32Array, months: Months): TextColumn {
  const { starts, count } = months;
  // One look a row instead of a search: a market's rows stand within some thousand days.
  const monthOfDay = new Uint32Array(starts[count] - starts[0]);
  for (let month = 0; month < count; month++) {
    monthOfDay.fill(month, starts[month] - starts[0], starts[month + 1] - starts[0]);
  }
  const codes = new Uint32Array(days.length);
  for (let row = 0; row < days.length; row++) {
    const at = days[row] - starts[0];
    codes[row] = days[row] !== MISSING_DAY && at >= 0 && at < monthOfDay.length ? monthOfDay[at] : MISSING_CODE;
  }
  return { type: 'text', codes, words: Array.from(starts.subarray(0, count), day => isoDay(day) ?? '') };
}

/**
 * The last months, and as many before them; `back` is 0 for the period, 1 for the one before.
 *
 * Degenerate: months before the first have a negative number and no rows.
 * @example windowBack(monthsOf(0, 58), 1, 1) // { from: 0, to: 0 }
 */
export function windowBack({ count }: Months, length: number, back: number): Window {
  const to = count - 1 - back * length;
  return { from: to - length + 1, to };
}

/**
 * First and last day of a stretch of months, as it is printed above a table.
 *
 * @example toldWindow(monthsOf(0, 58), { from: 1, to: 1 }) // { start: '1970-02-01', end: '1970-02-28' }
 */
export function toldWindow(months: Months, { from, to }: Window): ToldPeriod {
  const { start } = daysOf(months, from);
  const { end } = daysOf(months, to);
  return { start: isoDay(start) ?? '', end: isoDay(end) ?? '' };
}

/**
 * First and last day of all months.
 *
 * @example monthsPeriod(monthsOf(0, 58)) // { start: '1970-01-01', end: '1970-02-28' }
 */
export function monthsPeriod(months: Months): ToldPeriod {
  return toldWindow(months, { from: 0, to: months.count - 1 });
}

/** The days of a month, also of one before the data. */
function daysOf({ starts, count }: Months, month: number): Period {
  const after = starts[count];
  return { start: monthsBefore(after, count - month), end: monthsBefore(after, count - month - 1) - 1 };
}
