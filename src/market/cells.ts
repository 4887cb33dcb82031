// Cells: sums of sales rows by month and by any columns, from which every question of a set is answered.
import type { ExactSums } from '../stats/exactSum.ts';
import { exactTotals } from '../stats/exactTotals.ts';
import { crossedGroups, groupBy } from '../table/groups.ts';
import type { Groups } from '../table/groups.ts';
import type { TextColumn } from '../table/text.ts';
import type { Months, Window } from './months.ts';
import { codesAt, pick } from './pick.ts';

/** Sums of sales rows: one cell for each month of a unit that has rows. Cells are in the order of their units, then of their months. */
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
  const { count, keys, of: unitOf } = unitsBy(cells, by);
  // The keys that go told nothing apart, and the others are in their order as they are.
  if (unitOf === cells.of) return { ...cells, keys };
  const ofMonths = { of: cells.month, count: cells.months.count };
  const groups = crossedGroups({ of: unitOf, count }, ofMonths);
  return {
    count: groups.count,
    units: count,
    keys,
    of: codesAt(unitOf, groups.firstRow),
    month: codesAt(cells.month, groups.firstRow),
    months: cells.months,
    ...sumsOf(groups, cells, cells.rows),
  };
}

/**
 * The units that some keys of cells make together, with their sums in stretches of months.
 *
 * Shape: cells to one unit a combination of keys, in their order; a unit without rows in a stretch has sums of 0 there.
 * Degenerate: no keys: one unit.
 * @example panelOf(cells, ['category'], [{ from: 0, to: 11 }]).windows[0].value // the value of each category in the first year
 */
export function panelOf(cells: Cells, by: readonly string[], windows: readonly Window[]): Panel {
  const units = unitsBy(cells, by);
  return { ...units, windows: windows.map(window => windowSums(cells, units, window)) };
}

/** Fewer units: those that some of the keys make. Units are looked at, not cells, which are many more. */
function unitsBy(cells: Cells, by: readonly string[]): Pick<Panel, 'count' | 'keys' | 'of'> {
  // Keys are those of the cells: the caller named them when the cells were made.
  const columns = by.map(name => cells.keys.get(name) as TextColumn);
  const groups = groupBy(columns, cells.units);
  const keys = new Map(by.map((name, at) => [name, pick(columns[at], groups.firstRow)]));
  const isSame = groups.count === cells.units && groups.of.every((group, unit) => group === unit);
  return { count: groups.count, keys, of: isSame ? cells.of : codesAt(groups.of, cells.of) };
}

/**
 * The sums of groups of cells in a stretch of months.
 *
 * Shape: one group id a cell to one number a group. Degenerate: no cells in the stretch: 0.
 * @example windowSums(cells, oneGroup(cells.count), { from: 0, to: 2 }).value // [the value of the first three months]
 */
export function windowSums(cells: Cells, groups: Groups, { from, to }: Window): Sums {
  const outside = groups.count;
  const of = new Uint32Array(cells.count);
  for (let cell = 0; cell < cells.count; cell++) {
    const month = cells.month[cell];
    of[cell] = month >= from && month <= to ? groups.of[cell] : outside;
  }
  const inside = { of, count: outside + 1 };
  const { value, quantity, rows } = sumsOf(inside, cells, cells.rows);
  return {
    value: value.subarray(0, outside),
    quantity: quantity.subarray(0, outside),
    rows: rows.subarray(0, outside),
  };
}

/**
 * The sums of groups of rows, or of cells whose numbers of rows are given; the same whatever their order.
 *
 * Degenerate: values that are all missing: missing.
 * @example sumsOf(oneGroup(2), { value: Float64Array.of(1, 2), quantity: Float64Array.of(NaN, NaN) }).rows // [2]
 */
export function sumsOf(groups: Groups, of: Pick<Sums, 'value' | 'quantity'>, rows?: Float64Array): Sums {
  const { first, second, rows: count } = exactTotals(of.value, of.quantity, groups);
  const [value, quantity] = [first, second].map(each => knownSums(each, count));
  return { value, quantity, rows: rows ? added(rows, groups) : count };
}

/**
 * Sums of which those over values that are all missing are missing.
 *
 * @example knownSums({ sum: Float64Array.of(0), missing: Float64Array.of(2) }, Float64Array.of(2)) // [NaN]
 */
export function knownSums(
  { sum, missing }: Pick<ExactSums, 'sum' | 'missing'>,
  rows: Float64Array | Uint32Array,
): Float64Array {
  for (let group = 0; group < sum.length; group++) {
    if (rows[group] > 0 && missing[group] === rows[group]) sum[group] = NaN;
  }
  return sum;
}

/** Sums of whole numbers. */
function added(values: Float64Array, { of, count }: Groups): Float64Array {
  const sums = new Float64Array(count);
  for (let row = 0; row < values.length; row++) sums[of[row]] += values[row];
  return sums;
}
