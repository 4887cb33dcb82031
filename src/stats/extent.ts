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
  const min = new Float64Array(groups.count).fill(Infinity);
  const max = new Float64Array(groups.count).fill(-Infinity);
  const { of } = groups;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    const group = of[row];
    if (value < min[group]) min[group] = value;
    if (value > max[group]) max[group] = value;
  }
  for (let group = 0; group < groups.count; group++) {
    if (min[group] > max[group]) min[group] = max[group] = NaN;
  }
  return { min, max };
}
