import { sweep } from '../kernels/sweep.ts';
import type { Groups } from '../table/groups.ts';

/** Products of a double and a power of ten may differ from the whole number that is meant by the rounding of both. */
export const ROUNDING = 2 ** -51;

/**
 * Least, negative of the greatest, sum and count of each group side by side, from one sweep: in sweeps of their own they take
 * longer. The sum is of whole numbers: values times a scale, taken for what adding the rounder and taking it away again makes
 * of them; a rounder of 0 leaves them as they are.
 *
 * Shape: n values to four numbers a group; missing values are left out.
 * Degenerate: no values: both ends Infinity, sum and count 0. A value that is no whole number, or not finite: the sum is NaN.
 * @example tallies(Float64Array.of(3, 1, NaN), oneGroup(3), 1, 0) // [1, -3, 4, 2]
 */
export function tallies(values: Float64Array, groups: Groups, scale: number, rounder: number): Float64Array {
  const facts = new Float64Array(4 * groups.count);
  for (let group = 0; group < groups.count; group++) facts[4 * group] = facts[4 * group + 1] = Infinity;
  if (sweep('tally', values, groups, facts, undefined, scale, rounder)) return facts;
  const { of } = groups;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    const at = 4 * of[row];
    if (value !== value) continue;
    if (value < facts[at]) facts[at] = value;
    if (-value < facts[at + 1]) facts[at + 1] = -value;
    const product = value * scale;
    const whole = product + rounder - rounder;
    facts[at + 2] += isNear(product, whole) ? whole : NaN;
    facts[at + 3]++;
  }
  return facts;
}

/**
 * Whether a product is a whole number but for rounding.
 *
 * Degenerate: not finite: false.
 * @example isNear(100 * 1.15, 115) // true
 */
export function isNear(product: number, whole: number): boolean {
  return Math.abs(product - whole) <= Math.abs(whole) * ROUNDING;
}
