import { roundToSignificant } from '../stats/significant.ts';
import { rowsByGroup } from '../table/groups.ts';
import type { Groups } from '../table/groups.ts';
import { firstRows, orderByNumber } from '../table/order.ts';

/**
 * The rows of each group from the greatest value down, ties in the order of the rows.
 *
 * Shape: n values to one list of rows a group; values are compared at 12 significant digits.
 * Degenerate: rows that are missing, 0 or below are not listed.
 * @example greatestFirst(Float64Array.of(1, 3, 0), oneGroup(3)) // [[1, 0]]
 */
export function greatestFirst(values: Float64Array, groups: Groups): Uint32Array[] {
  const listed = {
    of: groups.of.map((group, row) => (values[row] > 0 ? group : groups.count)),
    count: groups.count + 1,
  };
  const order = orderByNumber(
    firstRows(values.length),
    values.map(value => -roundToSignificant(value)),
  );
  const { starts, rows } = rowsByGroup(listed, order);
  return Array.from({ length: groups.count }, (_, group) => rows.subarray(starts[group], starts[group + 1]));
}
