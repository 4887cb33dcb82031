import { MISSING_CODE } from '../table/text.ts';
import { sumsOf } from './cells.ts';
import type { Cells } from './cells.ts';
import type { Window } from './months.ts';
import { codesAt, pick } from './pick.ts';

/**
 * The cells of some stretches of months, each as if it were one month, its last; a step towards any sums of those stretches.
 *
 * Shape: n cells to at most n. Degenerate: cells outside of all stretches are left out.
 * @example inStretches(cells, [{ from: 0, to: cells.months.count - 1 }]).month // the last month, once for each combination of keys
 */
export function inStretches(cells: Cells, stretches: readonly Window[]): Cells {
  const lastOf = new Uint32Array(cells.months.count).fill(MISSING_CODE);
  for (const { from, to } of stretches) if (to >= 0) lastOf.fill(to, Math.max(0, from), to + 1);
  const columns = [...cells.keys.values()].map(({ codes }) => codes);
  const of = new Uint32Array(cells.count);
  const first: number[] = [];
  // Cells are in the order of their keys and months: those that go together stand side by side.
  for (let cell = 0, before = -1; cell < cells.count; cell++) {
    const last = lastOf[cells.month[cell]];
    if (last === MISSING_CODE) continue;
    const isSame = before >= 0 && lastOf[cells.month[before]] === last && columns.every(codes => codes[cell] === codes[before]); // prettier-ignore
    if (!isSame) first.push(cell);
    of[cell] = first.length;
    before = cell;
  }
  const firstRow = Uint32Array.from(first);
  const groups = { of, count: first.length + 1 };
  const { value, quantity, rows } = sumsOf(groups, cells, cells.rows);
  return {
    count: first.length,
    keys: new Map([...cells.keys].map(([name, column]) => [name, pick(column, firstRow)])),
    month: codesAt(lastOf, codesAt(cells.month, firstRow)),
    months: cells.months,
    value: value.subarray(1),
    quantity: quantity.subarray(1),
    rows: rows.subarray(1),
  };
}
