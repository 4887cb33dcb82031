import type { Groups } from '../table/groups.ts';
import type { GroupNumbers } from './extent.ts';

/**
 * How many values of each group are there.
 *
 * Shape: n values to one number a group.
 * @example countPresent(Float64Array.of(3, NaN), oneGroup(2)) // [1]
 */
export function countPresent(values: Float64Array, groups: Groups): GroupNumbers {
  const count = new Float64Array(groups.count);
  for (let row = 0; row < values.length; row++) if (values[row] === values[row]) count[groups.of[row]]++;
  return count;
}
