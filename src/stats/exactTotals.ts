import type { Groups } from '../table/groups.ts';
import { exactSums, SCALES, seemsWhole, wholeOf } from './exactSum.ts';
import type { ExactSums } from './exactSum.ts';
import type { GroupNumbers } from './extent.ts';
import { rowCounts } from './rowCounts.ts';
import { isNear } from './tallies.ts';

/** As many rows as the processor's first cache holds. */
const BLOCK = 1024;

/** The sums of two columns by group, and how many rows each group has. */
export interface ExactTotals {
  readonly first: ExactSums;
  readonly second: ExactSums;
  readonly rows: GroupNumbers;
}

/**
 * The sums of two columns in one pass, each as `exactSums` gives it, and the number of rows.
 *
 * A group's sums stand side by side while they are added up: with a million groups in no order that is one look at memory a row instead of three.
 *
 * Shape: two columns of n values to one number a group each. Degenerate: as `exactSums`.
 * @example exactTotals(Float64Array.of(1, 2), Float64Array.of(0.5, 0.25), oneGroup(2)).second.sum // [0.75]
 */
export function exactTotals(first: Float64Array, second: Float64Array, groups: Groups): ExactTotals {
  const totals = decimalTotals(first, second, groups);
  return totals ?? { first: exactSums(first, groups), second: exactSums(second, groups), rows: rowCounts(groups) };
}

/** For columns without a missing value that are whole multiples of some 1/scale each; undefined when one is not, or a sum could pass 2^53. */
function decimalTotals(first: Float64Array, second: Float64Array, { of, count }: Groups): ExactTotals | undefined {
  const [scale, other] = [first, second].map(values => SCALES.find(each => seemsWhole(values, each)));
  if (scale === undefined || other === undefined) return undefined;
  const beside = new Float64Array(3 * count);
  let [size, otherSize] = [0, 0];
  for (let start = 0; start < of.length; start += BLOCK) {
    const end = Math.min(start + BLOCK, of.length);
    size += sizeOfWholes(first, scale, start, end);
    otherSize += sizeOfWholes(second, other, start, end);
    if (!(Math.max(size, otherSize) <= Number.MAX_SAFE_INTEGER)) return undefined;
    for (let row = start; row < end; row++) {
      const at = 3 * of[row];
      beside[at] += wholeOf(first[row] * scale);
      beside[at + 1] += wholeOf(second[row] * other);
      beside[at + 2]++;
    }
  }
  const column = (at: number, by: number): Float64Array<ArrayBuffer> => {
    const values = new Float64Array(count);
    // Adding 0 turns a sum of -0 into 0.
    for (let group = 0; group < count; group++) values[group] = beside[3 * group + at] / by + 0;
    return values;
  };
  const missing = new Float64Array(count);
  return { first: { sum: column(0, scale), missing }, second: { sum: column(1, other), missing }, rows: column(2, 1) };
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
