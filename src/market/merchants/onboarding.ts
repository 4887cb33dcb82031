// Since when each merchant is there, and in which of its months each sale falls.
import { columnNamed } from '../../model/sources.ts';
import { dayOf, isoDay, MISSING_DAY } from '../../table/days.ts';
import { MISSING_CODE } from '../../table/text.ts';
import type { TextColumn } from '../../table/text.ts';
import type { Study } from '../study.ts';

/** The merchants of a study with the day on which each began. */
export interface Onboardings {
  /** One name a merchant; the first ones in the order of the sales column's words, then those that never sold. */
  readonly names: readonly string[];
  readonly days: Int32Array;
  readonly from: 'onboarded' | 'first sale';
}

/** How months are counted from the onboarding on. */
export type MonthsBy = 'calendar' | '30-days';

/**
 * The day on which each merchant began: as the merchants table says, or that of its first sale.
 *
 * Shape: one day a merchant. A merchant that the table does not have, or without a date there, begins with its first sale.
 * Degenerate: a merchant of the table that never sold is listed too; with first sales there is no such merchant.
 * @example onboardings(study, 'first-sale').from // 'first sale'
 */
export function onboardings({ model, tables, rows }: Study, by: 'onboarded' | 'first-sale'): Onboardings {
  const merchants = rows.text('merchant');
  const first = new Int32Array(merchants.words.length).fill(MISSING_DAY);
  const after = rows.months.starts[rows.months.count];
  for (let row = 0; row < rows.count; row++) {
    const code = merchants.codes[row];
    if (code === MISSING_CODE || rows.days[row] >= after) continue;
    if (first[code] === MISSING_DAY || rows.days[row] < first[code]) first[code] = rows.days[row];
  }
  const stated = columnNamed(model, tables, 'merchants', 'onboarded');
  const keys = columnNamed(model, tables, 'merchants', 'merchant');
  if (by === 'first-sale' || stated?.type !== 'date' || keys?.type !== 'text')
    return { names: merchants.words, days: first, from: 'first sale' };
  return { ...withStated(merchants.words, first, keys, stated.days), from: 'onboarded' };
}

function withStated(
  words: readonly string[],
  first: Int32Array,
  keys: TextColumn,
  stated: Int32Array,
): { names: string[]; days: Int32Array } {
  const codes = new Map(words.map((word, code) => [word, code]));
  const names = [...words];
  const days = [...first];
  for (let row = 0; row < stated.length; row++) {
    const name = keys.words[keys.codes[row]];
    if (name === undefined || stated[row] === MISSING_DAY) continue;
    const code = codes.get(name);
    if (code === undefined) {
      names.push(name);
      days.push(stated[row]);
    } else days[code] = stated[row];
  }
  return { names, days: Int32Array.from(days) };
}

/** Counts a merchant's months from its onboarding on. */
export interface MonthCount {
  /** The month of a day: 1 is the first whole calendar month, or the first 30 days; what was before has 0 or less. */
  readonly monthOf: (onboarded: number, day: number) => number;
  /** The last day of a month. */
  readonly endOf: (onboarded: number, month: number) => number;
}

/**
 * Counts months since onboarding: whole calendar months (one that was begun late is month 0), or blocks of 30 days.
 *
 * Shape: for days between the two that are named. Unit: days since 1970-01-01 to months.
 * @example monthCount('calendar', dayOf('2024-01-15'), dayOf('2024-03-31')).monthOf(dayOf('2024-01-15'), dayOf('2024-03-31')) // 2
 */
export function monthCount(by: MonthsBy, first: number, last: number): MonthCount {
  if (by === '30-days') {
    return {
      monthOf: (onboarded, day) => Math.floor((day - onboarded) / 30) + 1,
      endOf: (onboarded, month) => onboarded + 30 * month - 1,
    };
  }
  // One look a row instead of a calendar's arithmetic.
  const months = Int32Array.from({ length: last - first + 1 }, (_, at) => calendarMonth(first + at));
  const lateness = (onboarded: number): number => (isFirstOfMonth(onboarded) ? 0 : 1);
  const starts = new Map<number, number>();
  const startOf = (onboarded: number): number => {
    let start = starts.get(onboarded);
    if (start === undefined) starts.set(onboarded, (start = calendarMonth(onboarded) + lateness(onboarded)));
    return start;
  };
  return {
    monthOf: (onboarded, day) => months[day - first] - startOf(onboarded) + 1,
    endOf: (onboarded, month) => firstDay(startOf(onboarded) + month) - 1,
  };
}

/**
 * The cohort of a day, as text that sorts by time.
 *
 * @example cohortOf(dayOf('2024-05-15'), 'quarter') // '2024-Q2'
 */
export function cohortOf(day: number, by: 'month' | 'quarter' | 'year'): string {
  const [year, month] = (isoDay(day) ?? '').split('-');
  if (by === 'year') return year;
  return by === 'month' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

/** A day's month, counted from the year 0. */
function calendarMonth(day: number): number {
  const [year, month] = (isoDay(day) ?? '').split('-').map(Number);
  return year * 12 + month - 1;
}

function isFirstOfMonth(day: number): boolean {
  return (isoDay(day) ?? '').endsWith('-01');
}

function firstDay(month: number): number {
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  return dayOf(`${year}-${String((month % 12) + 1).padStart(2, '0')}-01`);
}
