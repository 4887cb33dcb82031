// Quantiles by group, by the package simple-statistics.
import { quickselect } from 'simple-statistics';
import type { Groups } from '../table/groups.ts';
import type { GroupNumbers } from './extent.ts';
import { roundToSignificant } from './significant.ts';

/**
 * One quantile of each group: Hyndman-Fan type 7, as R, NumPy and SQL's `percentile_cont` (simple-statistics' own `quantile` is another type).
 *
 * Shape: n values to one number a group. Unit: share from 0 to 1; the result in the unit of the values.
 * Degenerate: one value is every quantile of its group; no values: NaN.
 * @source Hyndman and Fan (1996), Sample Quantiles in Statistical Packages, type 7
 * @example quantiles(Float64Array.of(1, 2, 4, 10), oneGroup(4), 0.5) // [3]
 */
export function quantiles(values: Float64Array, groups: Groups, share: number): GroupNumbers {
  const { starts, present } = gather(values, groups);
  const result = new Float64Array(groups.count);
  for (let group = 0; group < groups.count; group++) {
    result[group] = selectQuantile(present.subarray(starts[group], starts[group + 1]), share);
  }
  return result;
}

/**
 * Several quantiles of each group, as `quantiles` gives them; the values are brought together once for all.
 *
 * Shape: n values and some shares to one number a group for each share. Unit: that of the values.
 * Degenerate: no values: NaN.
 * @example severalQuantiles(Float64Array.of(1, 2, 4, 10), oneGroup(4), [0, 0.5]) // [[1], [3]]
 */
export function severalQuantiles(values: Float64Array, groups: Groups, shares: readonly number[]): GroupNumbers[] {
  const { starts, present } = gather(values, groups);
  const results = shares.map(() => new Float64Array(groups.count));
  for (let group = 0; group < groups.count; group++) {
    const own = present.subarray(starts[group], starts[group + 1]);
    shares.forEach((share, at) => (results[at][group] = selectQuantile(own, share)));
  }
  return results;
}

/**
 * The values of each group in ascending order, missing left out.
 *
 * Shape: n values to one sorted array a group.
 * @example sortedByGroup(Float64Array.of(3, NaN, 1), oneGroup(3)) // [[1, 3]]
 */
export function sortedByGroup(values: Float64Array, groups: Groups): Float64Array[] {
  const { starts, present } = gather(values, groups);
  return Array.from({ length: groups.count }, (_, group) => present.slice(starts[group], starts[group + 1]).sort());
}

/**
 * How many of the sorted values are below a value.
 *
 * Degenerate: 0 for NaN and for no values.
 * @example countBelow(Float64Array.of(1, 2, 2, 3), 2) // 1
 */
export function countBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The shares between which the middle part of a level lies, to 12 digits: 1 - 0.9 leaves less than 0.1, and a place that is a whole number
 * would be missed.
 *
 * Shape: one level between 0 and 1 to two shares.
 * @example middleShares(0.9) // [0.05, 0.95]
 */
export function middleShares(level: number): readonly [number, number] {
  return [roundToSignificant((1 - level) / 2), roundToSignificant((1 + level) / 2)];
}

/**
 * A quantile of sorted numbers, type 7.
 *
 * Degenerate: no numbers: NaN.
 * @source Hyndman and Fan (1996), Sample Quantiles in Statistical Packages, type 7
 * @example sortedQuantile([1, 2, 4, 10], 0.5) // 3
 */
export function sortedQuantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return NaN;
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

/**
 * A quantile of numbers in any order, type 7, by selection, which takes less time than sorting them. They are rearranged, not copied: for memory
 * of one's own, which may be asked for further quantiles.
 *
 * Degenerate: no numbers: NaN.
 * @source Hyndman and Fan (1996), Sample Quantiles in Statistical Packages, type 7
 * @example selectQuantile(Float64Array.of(10, 2, 1, 4), 0.5) // 3
 */
export function selectQuantile(present: Float64Array, share: number): number {
  if (present.length === 0) return NaN;
  if (present.length === 1) return present[0];
  const place = (present.length - 1) * share;
  const below = Math.floor(place);
  // Typed for plain arrays, but it only reads and swaps by index.
  quickselect(present as unknown as number[], below, 0, present.length - 1);
  const lower = present[below];
  if (place === below) return lower;
  let upper = Infinity;
  for (let at = below + 1; at < present.length; at++) if (present[at] < upper) upper = present[at];
  return lower + (place - below) * (upper - lower);
}

/** The values that are there, group by group. */
function gather(values: Float64Array, groups: Groups): { starts: Uint32Array; present: Float64Array } {
  const starts = new Uint32Array(groups.count + 1);
  for (let row = 0; row < values.length; row++) if (values[row] === values[row]) starts[groups.of[row] + 1]++;
  for (let group = 0; group < groups.count; group++) starts[group + 1] += starts[group];
  const next = starts.slice();
  const present = new Float64Array(starts[groups.count]);
  for (let row = 0; row < values.length; row++) {
    if (values[row] === values[row]) present[next[groups.of[row]]++] = values[row];
  }
  return { starts, present };
}
