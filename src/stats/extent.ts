import { sweep } from '../kernels/sweep.ts';
import type { Groups } from '../table/groups.ts';

/** One number a group. */
export type GroupNumbers = Float64Array;

/** The least and greatest value of each group. */
export type Extent = { readonly min: GroupNumbers; readonly max: GroupNumbers };

/**
 * The least and greatest value of each group.
 *
 * Shape: n values to one pair a group. Unit: that of the values.
 * Degenerate: a group without values has NaN.
 * @example extent(Float64Array.of(3, 1, NaN), oneGroup(3)).max // [3]
 */
export function extent(values: Float64Array | Int32Array, groups: Groups): Extent {
  const { count } = groups;
  // Least and negative of the greatest, side by side.
  const ends = new Float64Array(2 * count).fill(Infinity);
  if (!sweep('extent', values, groups, ends)) lower(ends, values, groups.of);
  return endsOf(ends, 2, count);
}

/**
 * Ends of groups from numbers that begin with the least and the negative of the greatest, Infinity where there are no values.
 *
 * Shape: so many numbers a group to one pair a group.
 * @example endsOf(Float64Array.of(1, -3, Infinity, Infinity), 2, 2).max // [3, NaN]
 */
export function endsOf(facts: Float64Array, width: number, count: number): Extent {
  const min = new Float64Array(count);
  const max = new Float64Array(count);
  for (let group = 0; group < count; group++) {
    min[group] = facts[width * group];
    max[group] = -facts[width * group + 1];
    if (min[group] > max[group]) min[group] = max[group] = NaN;
  }
  return { min, max };
}

function lower(ends: Float64Array, values: Float64Array | Int32Array, of: Uint32Array): void {
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    const at = 2 * of[row];
    if (value < ends[at]) ends[at] = value;
    if (-value < ends[at + 1]) ends[at + 1] = -value;
  }
}
