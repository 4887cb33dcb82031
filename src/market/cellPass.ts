// The pass over sales rows that makes cells of them.
import { groupBy } from '../table/groups.ts';
import { MISSING_CODE } from '../table/text.ts';
import type { TextColumn } from '../table/text.ts';
import { valuesAt } from '../table/valuesAt.ts';
import { sumsOf } from './cells.ts';
import type { Cells } from './cells.ts';
import { codesAt, pick } from './pick.ts';
import type { MarketRows } from './rows.ts';

/** Cells, and in which of them each sales row is. */
export interface CellPass {
  readonly cells: Cells;
  /** The cell of each row; `MISSING_CODE` for rows after the period's end. */
  readonly of: Uint32Array;
}

/**
 * The cells of some sales rows: one for each month and each combination of keys that has a row.
 *
 * Shape: n rows to at most n cells, in one pass. Sums do not hang on the order of the rows.
 * Degenerate: rows after the period's end are left out; a sum over values that are all missing is missing.
 * @example cellPass(marketRows(model, { sales }), ['category', 'brand']).of // the cell of each of the five rows
 */
export function cellPass(rows: MarketRows, by: readonly string[]): CellPass {
  // A column that is joined by a key of the cells cannot part them: it is looked up once a cell.
  const isJoined = (name: string): boolean => by.includes(rows.keyOf(name) ?? name) && rows.keyOf(name) !== undefined;
  const own = by.filter(name => !isJoined(name));
  const groups = groupBy([...own.map(rows.text), rows.month], rows.count);
  const at = (column: TextColumn): TextColumn => pick(column, groups.firstRow);
  const keys = new Map(own.map(name => [name, at(rows.text(name))]));
  for (const name of by.filter(isJoined)) {
    // Its key is one of the cells'.
    keys.set(name, rows.join(name, keys.get(rows.keyOf(name) as string) as TextColumn));
  }
  const count = rows.count === 0 ? 0 : groups.count;
  const cells = { count, keys, month: at(rows.month).codes, months: rows.months, ...sumsOf(groups, rows) };
  return inMonths({ cells, of: groups.of });
}

/**
 * The cells alone.
 *
 * @example cellsOf(marketRows(model, { sales }), ['category', 'brand']).count // how many cells there are
 */
export function cellsOf(rows: MarketRows, by: readonly string[]): Cells {
  return cellPass(rows, by).cells;
}

/** Cells of rows after the period's end have no month, and go. */
function inMonths({ cells, of }: CellPass): CellPass {
  if (!cells.month.includes(MISSING_CODE)) return { cells, of };
  const kept = Uint32Array.from(cells.month.keys()).filter(cell => cells.month[cell] !== MISSING_CODE);
  const placeOf = new Uint32Array(cells.count).fill(MISSING_CODE);
  kept.forEach((cell, place) => (placeOf[cell] = place));
  return {
    cells: {
      count: kept.length,
      keys: new Map([...cells.keys].map(([name, column]) => [name, pick(column, kept)])),
      month: codesAt(cells.month, kept),
      months: cells.months,
      value: valuesAt(cells.value, kept),
      quantity: valuesAt(cells.quantity, kept),
      rows: valuesAt(cells.rows, kept),
    },
    of: codesAt(placeOf, of),
  };
}
