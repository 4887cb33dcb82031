import type { Groups } from '../table/groups.ts';
import { countBelow } from './quantile.ts';

/**
 * How many of the sorted values of its group are below each value, counted from a number on.
 *
 * Shape: n values to n numbers. Degenerate: a missing value, or a group without sorted values: NaN.
 * @example belowByGroup(Float64Array.of(5, 7), oneGroup(2), [Float64Array.of(5, 6)], 1) // [1, 3]
 */
export function belowByGroup(
  values: Float64Array,
  { of }: Groups,
  sorted: readonly Float64Array[],
  from: number,
): Float64Array {
  const below = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    const known = sorted[of[row]];
    below[row] = value !== value || known.length === 0 ? NaN : from + countBelow(known, value);
  }
  return below;
}
