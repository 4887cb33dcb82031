import { sweep } from '../kernels/sweep.ts';
import type { Groups } from '../table/groups.ts';
import type { GroupNumbers } from './extent.ts';

/**
 * Values placed on a scale: low + (value - from) / range * width, by the group's from and range.
 *
 * Shape: n values to n values. Unit: that of low and width.
 * Degenerate: a missing value stays missing; an infinite range: low.
 * @example placed(Float64Array.of(3), oneGroup(1), Float64Array.of(1), Float64Array.of(4), 0, 100) // [50]
 */
export function placed(
  values: Float64Array,
  groups: Groups,
  from: GroupNumbers,
  range: GroupNumbers,
  low: number,
  width: number,
): Float64Array {
  const { of, count } = groups;
  const results = new Float64Array(values.length);
  const table = new Float64Array(2 * count);
  for (let group = 0; group < count; group++) {
    table[2 * group] = from[group];
    table[2 * group + 1] = range[group];
  }
  if (sweep('place', values, groups, table, results, low, width)) return results;
  for (let row = 0; row < values.length; row++) {
    const group = of[row];
    results[row] = low + ((values[row] - from[group]) / range[group]) * width;
  }
  return results;
}
