import { MISSING_CODE } from '../../table/text.ts';
import type { Study } from '../study.ts';

/** Whole months of sales, item by item. */
export interface ItemMonths {
  readonly names: readonly string[];
  /** The value of each whole month, from the first of the data on. */
  readonly series: readonly Float64Array[];
  /** The number of the first month that is whole. */
  readonly first: number;
  /** The calendar month of the first, 1 to 12. */
  readonly calendarMonth: number;
}

/**
 * Monthly sales of each item, from the cells of a study; months that the data begins or ends within are left out.
 *
 * Shape: cells to one series an item, items in the order of their names; a month without rows is 0.
 * Degenerate: cells without an item are left out; a column that the data does not have: no items.
 * @example itemMonths(study, 'brand').names // ['Ada', 'Bo', 'Cy']
 */
export function itemMonths({ cellsBy, rows: { months } }: Study, item: string): ItemMonths {
  const cells = cellsBy([item]);
  const first = months.count - months.full;
  // The middle of a month, so that months that end on a day within one have the name of the one they mostly are.
  const middle = new Date(((months.starts[first] + months.starts[first + 1]) / 2) * 86_400_000);
  const calendarMonth = middle.getUTCMonth() + 1;
  const column = cells.keys.get(item);
  if (!column) return { names: [], series: [], first, calendarMonth };
  // Cells by one key have a unit for each item.
  const series = Array.from({ length: cells.units }, () => new Float64Array(months.full));
  for (let cell = 0; cell < cells.count; cell++) {
    const month = cells.month[cell] - first;
    const value = cells.value[cell];
    // A sum of nothing but missing values says nothing of the month.
    if (month >= 0 && value === value) series[cells.of[cell]][month] += value;
  }
  const named = Array.from(series.keys()).filter(unit => column.codes[unit] !== MISSING_CODE);
  return {
    names: named.map(unit => column.words[column.codes[unit]]),
    series: named.map(unit => series[unit]),
    first,
    calendarMonth,
  };
}
