// The one pass over sales rows: sums by month and by any columns, from which every question of a set is answered.
import { exactSums } from '../stats/exactSum.ts';
import { groupBy } from '../table/groups.ts';
import type { Groups } from '../table/groups.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import type { MarketRows } from './rows.ts';
import type { Months, Window } from './months.ts';

/** Sums of sales rows; cells are in the order of their keys, then of their months. */
export interface Cells {
  readonly count: number;
  /** The columns that tell cells apart, one text a cell; missing is a key of its own, the last. */
  readonly keys: ReadonlyMap<string, TextColumn>;
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
 * The cells of some sales rows: one for each month and each combination of keys that has a row.
 *
 * Shape: n rows to at most n cells, in one pass. Sums do not hang on the order of the rows.
 * Degenerate: rows after the period's end are left out; a sum over values that are all missing is missing.
 * @example cellsOf(marketRows(model, { sales }), ['category', 'brand']).count // how many cells there are
 */
export function cellsOf(rows: MarketRows, by: readonly string[]): Cells {
  // A column that is joined by a key of the cells cannot part them: it is looked up once a cell.
  const isJoined = (name: string): boolean => by.includes(rows.keyOf(name) ?? name) && rows.keyOf(name) !== undefined;
  const own = by.filter(name => !isJoined(name));
  const groups = groupBy([...own.map(rows.text), rows.month], rows.count);
  const sums = sumsOf(groups, rows, counted(groups));
  const at = (column: TextColumn): TextColumn => pick(column, groups.firstRow);
  const month = at(rows.month);
  const keys = new Map(own.map(name => [name, at(rows.text(name))]));
  for (const name of by.filter(isJoined)) {
    // Its key is one of the cells'.
    keys.set(name, rows.join(name, keys.get(rows.keyOf(name) as string) as TextColumn));
  }
  return inMonths({
    count: rows.count === 0 ? 0 : groups.count,
    keys,
    month: month.codes,
    months: rows.months,
    ...sums,
  });
}

/**
 * Fewer cells: those that some of the keys make, month by month, with the same sums.
 *
 * Shape: n cells to at most n. Degenerate: no keys: one cell a month.
 * @example rolledUp(cells, ['category']).keys.size // 1
 */
export function rolledUp(cells: Cells, by: readonly string[]): Cells {
  const keys = by.map(name => cells.keys.get(name) as TextColumn);
  const words = Array.from(cells.months.starts, (_, month) => String(month).padStart(9, '0'));
  const groups = groupBy([...keys, { type: 'text', codes: cells.month, words }], cells.count);
  return {
    count: groups.count,
    keys: new Map(by.map((name, at) => [name, pick(keys[at], groups.firstRow)])),
    month: codesAt(cells.month, groups.firstRow),
    months: cells.months,
    ...sumsOf(groups, cells, counted(groups), cells.rows),
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
  // Keys are those of the cells: the caller named them when the cells were made.
  const columns = by.map(name => cells.keys.get(name) as TextColumn);
  const groups = groupBy(columns, cells.count);
  return {
    count: groups.count,
    keys: new Map(by.map((name, at) => [name, pick(columns[at], groups.firstRow)])),
    windows: windows.map(window => windowSums(cells, groups, window)),
    of: groups.of,
  };
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
  const { value, quantity, rows } = sumsOf(inside, cells, counted(inside), cells.rows);
  return {
    value: value.subarray(0, outside),
    quantity: quantity.subarray(0, outside),
    rows: rows.subarray(0, outside),
  };
}

function sumsOf(groups: Groups, of: Pick<Sums, 'value' | 'quantity'>, count: Float64Array, rows?: Float64Array): Sums {
  const sum = (values: Float64Array): Float64Array => {
    const sums = exactSums(values, groups);
    for (let group = 0; group < groups.count; group++) {
      if (count[group] > 0 && sums.missing[group] === count[group]) sums.sum[group] = NaN;
    }
    return sums.sum;
  };
  return { value: sum(of.value), quantity: sum(of.quantity), rows: rows ? exactSums(rows, groups).sum : count };
}

function counted({ of, count }: Groups): Float64Array {
  const rows = new Float64Array(count);
  for (let row = 0; row < of.length; row++) rows[of[row]]++;
  return rows;
}

/** Cells of rows after the period's end have no month, and go. */
function inMonths(cells: Cells): Cells {
  if (!cells.month.includes(MISSING_CODE)) return cells;
  const kept = Uint32Array.from(cells.month.keys()).filter(cell => cells.month[cell] !== MISSING_CODE);
  const numbers = (values: Float64Array): Float64Array => Float64Array.from(kept, cell => values[cell]);
  return {
    count: kept.length,
    keys: new Map([...cells.keys].map(([name, column]) => [name, pick(column, kept)])),
    month: codesAt(cells.month, kept),
    months: cells.months,
    value: numbers(cells.value),
    quantity: numbers(cells.quantity),
    rows: numbers(cells.rows),
  };
}

/**
 * Some rows of a text, in the order asked for.
 *
 * @example pick(textColumn(['a', 'b']), Uint32Array.of(1)).codes // [1]
 */
export function pick({ words, codes }: TextColumn, rows: Uint32Array): TextColumn {
  return { type: 'text', words, codes: codesAt(codes, rows) };
}

/**
 * Some codes of a column, in the order asked for: a loop, as `Uint32Array.from` takes ten times as long.
 *
 * @example codesAt(Uint32Array.of(7, 8), Uint32Array.of(1, 1)) // [8, 8]
 */
export function codesAt(codes: Uint32Array, rows: Uint32Array): Uint32Array {
  const picked = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) picked[at] = codes[rows[at]];
  return picked;
}
