import type { Groups } from '../table/groups.ts';
import { numberRoom } from '../table/room.ts';
import { SCALES, seemsWhole, wholeOf } from './exactSum.ts';
import type { GroupNumbers } from './extent.ts';
import { isNear } from './tallies.ts';

/** As many rows as the processor's first cache holds. */
const BLOCK = 1024;

/** The sums of three columns by group. */
export interface ExactTotals {
  readonly first: GroupNumbers;
  readonly second: GroupNumbers;
  readonly counts: GroupNumbers;
}

/**
 * The sums of two columns and of counts in one pass, each as `exactSums` gives it, where no value is missing and all are whole multiples of some
 * 1/scale; undefined when one is not, or a sum could pass 2^53.
 *
 * Shape: two columns and a count of n rows to one number a group each.
 * @example exactTotals(Float64Array.of(1, 2), Float64Array.of(0.5, 0.25), Float64Array.of(1, 1), oneGroup(2)).second // [0.75]
 */
export function exactTotals(
  first: Float64Array,
  second: Float64Array,
  counts: Float64Array,
  { of, count }: Groups,
): ExactTotals | undefined {
  const [scale, other] = [first, second].map(values => SCALES.find(each => seemsWhole(values, each)));
  if (scale === undefined || other === undefined) return undefined;
  const sums: ExactTotals = {
    first: numberRoom(count),
    second: numberRoom(count),
    counts: numberRoom(count),
  };
  let [size, otherSize] = [0, 0];
  for (let start = 0; start < of.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, of.length);
    size += sizeOfWholes(first, scale, start, end);
    otherSize += sizeOfWholes(second, other, start, end);
    if (!(Math.max(size, otherSize) <= Number.MAX_SAFE_INTEGER)) return undefined;
    for (let row = start; row < end; row++) {
      const group = of[row];
      sums.first[group] += wholeOf(first[row] * scale);
      sums.second[group] += wholeOf(second[row] * other);
      sums.counts[group] += counts[row];
    }
  }
  for (let group = 0; group < count; group++) {
    // Adding 0 turns a sum of -0 into 0.
    sums.first[group] = sums.first[group] / scale + 0;
    sums.second[group] = sums.second[group] / other + 0;
  }
  return sums;
}

/** The sizes of some rows' multiples of 1/scale together; NaN when one is missing, or is not a multiple: that is seldom, and asking costs nothing. */
function sizeOfWholes(values: Float64Array, scale: number, start: number, end: number): number {
  let size = 0;
  for (let row = start; row < end; row++) {
    const product = values[row] * scale;
    const whole = wholeOf(product);
    if (!isNear(product, whole)) return NaN;
    size += Math.abs(whole);
  }
  return size;
}
