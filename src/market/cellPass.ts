// The pass over sales rows that makes cells of them.
import { groupBy, rowsByGroup } from '../table/groups.ts';
import { firstRows } from '../table/order.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import { valuesAt } from '../table/valuesAt.ts';
import { sumsOf } from './cells.ts';
import type { Cells } from './cells.ts';
import { combinations } from './combinations.ts';
import type { Stretch } from './dayOrder.ts';
import { codesAt, pick } from './pick.ts';
import type { MarketRows } from './rows.ts';

/** Cells, and the combination of keys that each sales row has. */
export interface CellPass {
  readonly cells: Cells;
  /** How many combinations the rows have, those after the period's end too. */
  readonly count: number;
  /** One text a combination; these are in no order. */
  readonly keys: ReadonlyMap<string, TextColumn>;
  /** The combination of each row, rows in the order of their days. */
  readonly of: Uint32Array;
}

/**
 * The cells of some sales rows: one for each month and each combination of keys that has a row.
 *
 * Shape: n rows to at most n cells, in one pass. Sums do not hang on the order of the rows.
 * Degenerate: rows after the period's end are left out of the cells; a sum over values that are all missing is missing.
 * @example cellPass(marketRows(model, { sales }), ['category', 'brand']).of // the combination of each of the five rows
 */
export function cellPass(rows: MarketRows, by: readonly string[]): CellPass {
  // A column that is joined by a key of the cells cannot part them: it is looked up once a combination.
  const isJoined = (name: string): boolean => by.includes(rows.keyOf(name) ?? name) && rows.keyOf(name) !== undefined;
  const own = by.filter(name => !isJoined(name));
  const of = new Uint32Array(rows.count);
  const { count, firstRow } = combinations(own.map(rows.text), rows.count, rows.byDay.writer(of));
  const keys = new Map(own.map(name => [name, pick(rows.text(name), firstRow)]));
  for (const name of by.filter(isJoined)) {
    // Its key is one of the cells'.
    keys.set(name, rows.join(name, keys.get(rows.keyOf(name) as string) as TextColumn));
  }
  const pass = { count, keys, of };
  return { ...pass, cells: inOrder(byMonth(pass, rows), pass, own) };
}

/**
 * The cells alone.
 *
 * @example cellsOf(marketRows(model, { sales }), ['category', 'brand']).count // how many cells there are
 */
export function cellsOf(rows: MarketRows, by: readonly string[]): Cells {
  return cellPass(rows, by).cells;
}

/** Cells in the order of their months; `of` tells their combination, by its number in the pass. */
type MonthCells = Omit<Cells, 'units' | 'keys'>;

/** Rows in the order of their days are added up month after month: the sums of one month lie near each other, which is three times as fast. */
function byMonth(
  { of, count }: Pick<CellPass, 'of' | 'count'>,
  { months, byDay, value, quantity }: MarketRows,
): MonthCells {
  const { starts } = months;
  const { to: end } = byDay.stretch({ start: starts[0], end: starts[months.count] - 1 });
  const cellOf = new Uint32Array(end);
  const combination = new Uint32Array(Math.min(end, count * months.count));
  const latest = new Uint32Array(count);
  const ends = new Uint32Array(months.count);
  for (let month = 0, cells = 0; month < months.count; month++) {
    const { from, to } = byDay.stretch({ start: starts[month], end: starts[month + 1] - 1 });
    ends[month] = cells = numberCells(of, cellOf, { from, to }, latest.fill(MISSING_CODE), combination, cells);
  }
  const cells = ends[months.count - 1];
  const [values, quantities] = [value, quantity].map(each => byDay.values(each).subarray(0, end));
  const month = new Uint32Array(cells);
  ends.forEach((to, each) => month.fill(each, each === 0 ? 0 : ends[each - 1], to));
  const sums = sumsOf({ of: cellOf, count: cells }, { value: values, quantity: quantities });
  return { count: cells, of: combination.subarray(0, cells), month, months, ...sums };
}

/** Gives the rows of one month their cells, a new one to each combination that has none in it; tells how many there are then. */
function numberCells(
  of: Uint32Array,
  cellOf: Uint32Array,
  { from, to }: Stretch,
  latest: Uint32Array,
  combination: Uint32Array,
  before: number,
): number {
  let cells = before;
  for (let row = from; row < to; row++) {
    const own = of[row];
    if (latest[own] === MISSING_CODE) {
      combination[cells] = own;
      latest[own] = cells++;
    }
    cellOf[row] = latest[own];
  }
  return cells;
}

/** The same cells in the order of their keys, and their units without combinations that have rows after the period's end alone. */
function inOrder(cells: MonthCells, { count, keys }: Pick<CellPass, 'count' | 'keys'>, own: readonly string[]): Cells {
  const hasCells = new Uint8Array(count);
  for (let cell = 0; cell < cells.count; cell++) hasCells[cells.of[cell]] = 1;
  const there = firstRows(count).filter(each => hasCells[each] === 1);
  // The pass was made for these keys, and tells each combination of them once.
  const columns = own.map(name => pick(keys.get(name) as TextColumn, there));
  const units = codesAt(there, groupBy(columns, there.length).firstRow);
  const unitOf = new Uint32Array(count);
  units.forEach((each, unit) => (unitOf[each] = unit));
  const { rows: order } = rowsByGroup({ of: codesAt(unitOf, cells.of), count: units.length });
  return {
    count: cells.count,
    units: units.length,
    keys: new Map([...keys].map(([name, column]) => [name, pick(column, units)])),
    of: codesAt(unitOf, codesAt(cells.of, order)),
    month: codesAt(cells.month, order),
    months: cells.months,
    value: valuesAt(cells.value, order),
    quantity: valuesAt(cells.quantity, order),
    rows: valuesAt(cells.rows, order),
  };
}
