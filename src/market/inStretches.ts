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
  const of = new Uint32Array(cells.count);
  const first: number[] = [];
  const units: number[] = [];
  const unitOf: number[] = [];
  // Cells are in the order of their units and months: those that go together stand side by side.
  for (let cell = 0, before = -1; cell < cells.count; cell++) {
    const last = lastOf[cells.month[cell]];
    if (last === MISSING_CODE) continue;
    const isSameUnit = before >= 0 && cells.of[cell] === cells.of[before];
    if (!isSameUnit) units.push(cells.of[cell]);
    if (!isSameUnit || lastOf[cells.month[before]] !== last) {
      first.push(cell);
      unitOf.push(units.length - 1);
    }
    of[cell] = first.length;
    before = cell;
  }
  const [firstCell, there] = [first, units].map(list => Uint32Array.from(list));
  const groups = { of, count: first.length + 1 };
  const { value, quantity, rows } = sumsOf(groups, cells);
  return {
    count: first.length,
    units: units.length,
    // A unit that has no cell in any stretch is not there.
    keys: new Map([...cells.keys].map(([name, column]) => [name, pick(column, there)])),
    of: Uint32Array.from(unitOf),
    month: codesAt(lastOf, codesAt(cells.month, firstCell)),
    months: cells.months,
    value: value.subarray(1),
    quantity: quantity.subarray(1),
    rows: rows.subarray(1),
  };
}
