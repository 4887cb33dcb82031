// Cells: sums of sales rows by month and by any columns, from which every question of a set is answered.
import { exactSums } from '../stats/exactSum.ts';
import { exactTotals } from '../stats/exactTotals.ts';
import { rowCounts } from '../stats/rowCounts.ts';
import { crossedGroups, groupBy } from '../table/groups.ts';
import type { Groups } from '../table/groups.ts';
import { codeRoom } from '../table/room.ts';
import type { TextColumn } from '../table/text.ts';
import type { Months, Window } from './months.ts';
import { codesAt, pick } from './pick.ts';

/**
 * Sums of sales rows: one cell for each month of a unit that has rows. Cells are in the order of their units, then of their months. Where there is
 * shared memory they stand in it, and are shared, not moved, when posted to a worker.
 */
export interface Cells {
  readonly count: number;
  /** How many combinations of keys there are. */
  readonly units: number;
  /** The columns that tell units apart, one text a unit; missing is a key of its own, the last. */
  readonly keys: ReadonlyMap<string, TextColumn>;
  /** The unit of each cell. */
  readonly of: Uint32Array;
  /** The number of each cell's month, 0 is the first. */
  readonly month: Uint32Array;
  readonly months: Months;
  readonly value: Float64Array;
  readonly quantity: Float64Array;
  readonly rows: Float64Array;
}

/** Sums over one stretch of months. */
export interface Sums {
  readonly value: Float64Array;
  readonly quantity: Float64Array;
  readonly rows: Float64Array;
}

/** The units that some columns make together, with their sums in each of several stretches of months. */
export interface Panel {
  readonly count: number;
  readonly keys: ReadonlyMap<string, TextColumn>;
  readonly windows: readonly Sums[];
  /** The unit of each cell. */
  readonly of: Uint32Array;
}

/**
 * Fewer cells: those that some of the keys make, month by month, with the same sums.
 *
 * Shape: n cells to at most n. Degenerate: no keys: one cell a month.
 * @example rolledUp(cells, ['category']).keys.size // 1
 */
export function rolledUp(cells: Cells, by: readonly string[]): Cells {
  const { groups, keys } = unitsBy(cells, by);
  // The keys that go told nothing apart, and the others are in their order as they are.
  if (isSame(groups, cells)) return { ...cells, keys };
  const months = cells.months.count;
  const isFull = groups.count * months <= MOST_TO_A_CELL * cells.count;
  const sums = isFull ? everyMonth(cells, groups) : seenMonths(cells, groups);
  return { ...sums, units: groups.count, keys, months: cells.months };
}

/** Up to so many months of units for each cell, a place for each takes less time than to find those that have cells. */
const MOST_TO_A_CELL = 2;

type MonthSums = Pick<Cells, 'count' | 'of' | 'month'> & Sums;

/** Sums of each month of each unit, of which those without rows go. */
function everyMonth(cells: Cells, groups: Groups): MonthSums {
  const months = cells.months.count;
  const ids = codeRoom(cells.count);
  for (let cell = 0; cell < ids.length; cell++) ids[cell] = groups.of[cells.of[cell]] * months + cells.month[cell];
  const { value, quantity, rows } = sumsOf({ of: ids, count: groups.count * months }, cells);
  const [of, month] = [codeRoom(rows.length), codeRoom(rows.length)];
  let count = 0;
  for (let place = 0, unit = 0; unit < groups.count; unit++) {
    for (let each = 0; each < months; each++, place++) {
      // Written over by the next where there are no rows.
      of[count] = unit;
      month[count] = each;
      value[count] = value[place];
      quantity[count] = quantity[place];
      rows[count] = rows[place];
      count += rows[count] > 0 ? 1 : 0;
    }
  }
  const there = <Numbers extends Uint32Array | Float64Array>(numbers: Numbers): Numbers => numbers.subarray(0, count) as Numbers; // prettier-ignore
  return {
    count,
    of: there(of),
    month: there(month),
    value: there(value),
    quantity: there(quantity),
    rows: there(rows),
  };
}

/** Sums of those that have cells alone, which are told apart first. */
function seenMonths(cells: Cells, groups: Groups): MonthSums {
  const unitOf = codesAt(groups.of, cells.of);
  const seen = crossedGroups({ of: unitOf, count: groups.count }, { of: cells.month, count: cells.months.count });
  const { count, firstRow } = seen;
  return { count, of: codesAt(unitOf, firstRow), month: codesAt(cells.month, firstRow), ...sumsOf(seen, cells) };
}

/**
 * The units that some keys of cells make together, with their sums in stretches of months.
 *
 * Shape: cells to one unit a combination of keys, in their order; a unit without rows in a stretch has sums of 0 there.
 * Degenerate: no keys: one unit.
 * @example panelOf(cells, ['category'], [{ from: 0, to: 11 }]).windows[0].value // the value of each category in the first year
 */
export function panelOf(cells: Cells, by: readonly string[], windows: readonly Window[]): Panel {
  const { groups, keys } = unitsBy(cells, by);
  const units = { of: isSame(groups, cells) ? cells.of : codesAt(groups.of, cells.of), count: groups.count };
  return { ...units, keys, windows: windows.map(window => windowSums(cells, units, window)) };
}

/** Fewer units: those that some of the keys make. Units are looked at, not cells, which are many more. */
function unitsBy(cells: Cells, by: readonly string[]): Pick<Panel, 'keys'> & { readonly groups: Groups } {
  // Keys are those of the cells: the caller named them when the cells were made.
  const columns = by.map(name => cells.keys.get(name) as TextColumn);
  const groups = groupBy(columns, cells.units);
  return { groups, keys: new Map(by.map((name, at) => [name, pick(columns[at], groups.firstRow)])) };
}

function isSame(groups: Groups, { units }: Cells): boolean {
  return groups.count === units && groups.of.every((group, unit) => group === unit);
}

/**
 * The sums of groups of cells in a stretch of months.
 *
 * Shape: one group id a cell to one number a group. Degenerate: no cells in the stretch: 0.
 * @example windowSums(cells, oneGroup(cells.count), { from: 0, to: 2 }).value // [the value of the first three months]
 */
export function windowSums(cells: Cells, groups: Groups, { from, to }: Window): Sums {
  const outside = groups.count;
  const of = codeRoom(cells.count);
  for (let cell = 0; cell < cells.count; cell++) {
    const month = cells.month[cell];
    of[cell] = month >= from && month <= to ? groups.of[cell] : outside;
  }
  const inside = { of, count: outside + 1 };
  const { value, quantity, rows } = sumsOf(inside, cells);
  return {
    value: value.subarray(0, outside),
    quantity: quantity.subarray(0, outside),
    rows: rows.subarray(0, outside),
  };
}

/**
 * The sums of groups of cells, the same whatever their order.
 *
 * Degenerate: values that are all missing: missing.
 * @example sumsOf(oneGroup(2), { value: Float64Array.of(1, 2), quantity: Float64Array.of(NaN, NaN), rows: Float64Array.of(1, 3) }).rows // [4]
 */
export function sumsOf(groups: Groups, { value, quantity, rows }: Sums): Sums {
  const totals = exactTotals(value, quantity, rows, groups);
  if (totals) return { value: totals.first, quantity: totals.second, rows: totals.counts };
  const counts = rowCounts(groups);
  const [values, quantities] = [value, quantity].map(each => knownSums(exactSums(each, groups), counts));
  return { value: values, quantity: quantities, rows: exactSums(rows, groups).sum };
}

/**
 * Sums of which those over values that are all missing are missing.
 *
 * @example knownSums({ sum: Float64Array.of(0), missing: Float64Array.of(2) }, Float64Array.of(2)) // [NaN]
 */
export function knownSums(
  { sum, missing }: { readonly sum: Float64Array; readonly missing: Float64Array | null },
  rows: Float64Array,
): Float64Array {
  if (missing === null) return sum;
  for (let group = 0; group < sum.length; group++) {
    if (rows[group] > 0 && missing[group] === rows[group]) sum[group] = NaN;
  }
  return sum;
}
