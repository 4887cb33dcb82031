// Sums by group that do not depend on the order of the rows, so that a shuffled file gives the same bytes.
import type { Groups } from '../table/groups.ts';
import { endsOf } from './extent.ts';
import type { Extent, GroupNumbers } from './extent.ts';
import { rowCounts } from './rowCounts.ts';
import { isNear, tallies } from './tallies.ts';

/** What decimals are multiplied by to be whole numbers; the first that does for all values is taken. */
export const SCALES = [1, 100, 10, 1000, 10_000] as const;
const SAMPLE = 1000;

/** The sum of each group's values that are there, and how many are missing. */
export interface ExactSums {
  readonly sum: GroupNumbers;
  readonly missing: GroupNumbers;
  /** Least and greatest, and how many rows there are, missing values or not, where they were found on the way. */
  readonly ends?: Extent;
  readonly rows?: GroupNumbers;
}

/**
 * The sum of each group, the same whatever the order of the rows.
 *
 * Whole numbers and plain decimals (cents) are added as integers, each taken for the decimal it rounds to; other numbers are cut into two parts
 * that add without rounding, to within n³·2⁻¹⁰⁴ of the greatest value.
 *
 * Shape: n values to one number a group. Unit: that of the values.
 * Degenerate: no values: 0; sums beyond the largest double: infinite or NaN.
 * @source Rump, Ogita, Oishi (2008), Accurate Floating-Point Summation, part I (extraction by a power of two)
 * @example exactSums(Float64Array.of(0.1, 0.2, NaN), oneGroup(3)).sum // [0.3]
 */
export function exactSums(values: Float64Array, groups: Groups): ExactSums {
  for (const scale of SCALES) {
    // The first values only spare a look at the rest: what is taken in the end hangs on all of them, in whatever order.
    if (!seemsWhole(values, scale)) continue;
    const sums = decimalSums(values, groups, scale);
    if (sums) return sums;
  }
  return slicedSums(values, groups);
}

/**
 * Whether the first values, as far as they are there, are multiples of 1/scale.
 *
 * @example seemsWhole(Float64Array.of(1.5, NaN), 10) // true
 */
export function seemsWhole(values: Float64Array, scale: number): boolean {
  return values.subarray(0, SAMPLE).every(value => value !== value || isWhole(value * scale));
}

/** Adding and taking it away rounds to a whole number. */
const ROUNDER = 1.5 * 2 ** 52;

function isWhole(product: number): boolean {
  return isNear(product, wholeOf(product));
}

/**
 * The whole number that a product is taken for.
 *
 * Degenerate: a product that is none, or is not finite: NaN.
 * @example wholeIn(100 * 1.15) // 115
 */
export function wholeIn(product: number): number {
  return isWhole(product) ? wholeOf(product) : NaN;
}

/**
 * The nearest whole number, of sizes below 2^51.
 *
 * @example wholeOf(114.99999999999999) // 115
 */
export function wholeOf(product: number): number {
  return product + ROUNDER - ROUNDER;
}

/** Adds whole multiples of 1/scale; undefined when a value is not one, or a sum could pass 2^53. */
function decimalSums(values: Float64Array, groups: Groups, scale: number): ExactSums | undefined {
  const { count } = groups;
  const facts = tallies(values, groups, scale, ROUNDER);
  const ends = endsOf(facts, 4, count);
  const sum = new Float64Array(count);
  const missing = new Float64Array(count);
  const known = new Float64Array(count);
  let most = 0;
  let present = 0;
  for (let group = 0; group < count; group++) {
    const there = facts[4 * group + 3];
    sum[group] = facts[4 * group + 2] / scale;
    if (sum[group] !== sum[group]) return undefined;
    known[group] = there;
    present += there;
    if (there > 0) most += there * scale * Math.max(Math.abs(ends.min[group]), Math.abs(ends.max[group]));
  }
  // Half, because the products may be rounded up: near the limit each is looked at.
  if (most > Number.MAX_SAFE_INTEGER / 2 && size(values, scale) > Number.MAX_SAFE_INTEGER) return undefined;
  const rows = present === values.length ? known : rowCounts(groups);
  for (let group = 0; group < count; group++) missing[group] = rows[group] - known[group];
  return { sum, missing, ends, rows };
}

/** The sizes of all multiples of 1/scale together. */
function size(values: Float64Array, scale: number): number {
  let total = 0;
  for (let row = 0; row < values.length; row++) {
    if (values[row] === values[row]) total += Math.abs(wholeOf(values[row] * scale));
  }
  return total;
}

function slicedSums(values: Float64Array, groups: Groups): ExactSums {
  const { of } = groups;
  const count = new Float64Array(groups.count);
  const missing = new Float64Array(groups.count);
  const greatest = new Float64Array(groups.count);
  for (let row = 0; row < values.length; row++) {
    const size = Math.abs(values[row]);
    const group = of[row];
    if (size !== size) missing[group]++;
    else {
      count[group]++;
      if (size > greatest[group]) greatest[group] = size;
    }
  }
  const coarse = new Float64Array(groups.count);
  const fine = new Float64Array(groups.count);
  for (let group = 0; group < groups.count; group++) {
    coarse[group] = coarseCut(count[group], greatest[group]);
    fine[group] = fineCut(count[group], coarse[group]);
  }
  const high = new Float64Array(groups.count);
  const low = new Float64Array(groups.count);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value !== value) continue;
    const group = of[row];
    const top = coarse[group] + value - coarse[group];
    high[group] += top;
    low[group] += fine[group] + (value - top) - fine[group];
  }
  for (let group = 0; group < groups.count; group++) high[group] += low[group];
  return { sum: high, missing };
}

/**
 * Added to a value and taken away again, it leaves the part of it that so many such values add without rounding.
 *
 * @example coarseCut(2, 0.75) // 8
 */
export function coarseCut(count: number, greatest: number): number {
  return powerAbove(count + 2) * powerAbove(greatest);
}

/**
 * The same for what `coarseCut` left over.
 *
 * @example fineCut(2, 2 ** 52) // 8
 */
export function fineCut(count: number, coarse: number): number {
  return powerAbove(count + 2) * coarse * 2 ** -52;
}

const exponentView = new Float64Array(1);
const exponentBits = new Uint32Array(exponentView.buffer);

/** The least power of two above a number; read from the bits, because a logarithm may round. */
function powerAbove(value: number): number {
  if (value === 0) return 0;
  exponentView[0] = value;
  return 2 ** (((exponentBits[1] >>> 20) & 0x7ff) - 1022);
}
