import type { Groups } from '../table/groups.ts';
import { extent } from './extent.ts';
import type { Extent } from './extent.ts';

/** Values that differ by less than this share of their size differ by rounding only: scores are compared at 12 digits too. */
export const FLAT = 1e-12;

/**
 * Whether the least and the greatest of some values are equal but for rounding.
 *
 * Degenerate: NaN: false.
 * @example isFlat(0.3, 0.1 + 0.2) // true
 */
export function isFlat(min: number, max: number): boolean {
  return max - min <= FLAT * Math.max(Math.abs(min), Math.abs(max));
}

/**
 * The least and greatest value of each group, made equal where they differ by rounding only, so that noise is not spread over a scale.
 *
 * Shape: n values to one pair a group. Unit: that of the values.
 * Degenerate: a group without values has NaN.
 * @example spread(Float64Array.of(0.3, 0.1 + 0.2), oneGroup(2)).max // [0.3]
 */
export function spread(values: Float64Array, groups: Groups): Extent {
  const { min, max } = extent(values, groups);
  for (let group = 0; group < groups.count; group++) if (isFlat(min[group], max[group])) max[group] = min[group];
  return { min, max };
}
