// Random inputs for properties: columns with missing values and ties, groups, orders of rows. Seeded, so that a failure repeats.
import fc from 'fast-check';
import type { Groups } from '../../src/table/groups.ts';

fc.configureGlobal({ seed: 20_180_831, numRuns: 100 });

/** Values with many ties, some missing, of everyday size. */
export const value: fc.Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -5, max: 5 }) },
  { weight: 3, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 2, arbitrary: fc.constant(NaN) },
);

/** Any double at all, also -0, infinities and missing. */
export const anyDouble: fc.Arbitrary<number> = fc.double();

/** Rows in groups: a column, its groups (some may be empty), and another order of the rows. */
export interface GroupedColumn {
  readonly values: Float64Array;
  readonly groups: Groups;
  readonly order: Uint32Array;
}

export function groupedColumn(of: fc.Arbitrary<number> = value, maxRows = 40): fc.Arbitrary<GroupedColumn> {
  return fc
    .array(fc.record({ value: of, group: fc.nat(3), at: fc.double({ noNaN: true }) }), { maxLength: maxRows })
    .map(rows => ({
      values: Float64Array.from(rows, row => row.value),
      groups: { of: Uint32Array.from(rows, row => row.group), count: 4 },
      order: Uint32Array.from(
        rows.map((row, index) => ({ at: row.at, index })).sort((a, b) => a.at - b.at),
        ({ index }) => index,
      ),
    }));
}

/** The rows in another order. */
export function reordered<Column extends Float64Array | Uint32Array | Uint8Array>(
  column: Column,
  order: Uint32Array,
): Column {
  const moved = column.slice() as Column;
  order.forEach((from, to) => (moved[to] = column[from]));
  return moved;
}

export function reorderedGroups({ of, count }: Groups, order: Uint32Array): Groups {
  return { of: reordered(of, order), count };
}
