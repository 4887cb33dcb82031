// The conditional mean of a normal distribution: what missing entries are expected to be, given those that are there.
import { positiveInverse } from './positiveInverse.ts';

/** How entries that are missing hang on those that are there. */
export interface Dependence {
  /** One list a missing entry: what the distance of each present entry from its mean takes off. */
  readonly weights: readonly Float64Array[];
  /** The covariance that is left among the missing entries, row by row. */
  readonly left: Float64Array;
}

/**
 * How missing entries hang on the others, from the inverse of the covariance.
 *
 * Shape: p·p numbers, row by row, with the places of missing and of present entries.
 * Degenerate: nothing present: no weights, and all of the covariance is left.
 * @source Lauritzen (1996), Graphical Models, appendix C (conditional distributions from the concentration matrix)
 * @example dependence(positiveInverse(Float64Array.of(1, 0.5, 0.5, 1), 2), 2, [0], [1]).weights // [[-0.5]]
 */
export function dependence(
  inverse: Float64Array,
  count: number,
  missing: readonly number[],
  present: readonly number[],
): Dependence {
  const left = positiveInverse(blockOf(inverse, count, missing), missing.length);
  const weights = missing.map((_, row) => {
    const own = new Float64Array(present.length);
    for (let at = 0; at < missing.length; at++) {
      const share = left[row * missing.length + at];
      for (let place = 0; place < present.length; place++)
        own[place] += share * inverse[missing[at] * count + present[place]];
    }
    return own;
  });
  return { weights, left };
}

/**
 * What a missing entry is expected to be.
 *
 * @example expectedGiven(Float64Array.of(-0.5), [1], Float64Array.of(NaN, 2), Float64Array.of(0, 0), 0) // 1
 */
export function expectedGiven(
  weights: Float64Array,
  present: readonly number[],
  values: Float64Array,
  mean: Float64Array,
  missing: number,
): number {
  let expected = mean[missing];
  for (let at = 0; at < present.length; at++) expected -= weights[at] * (values[present[at]] - mean[present[at]]);
  return expected;
}

/** The entries of some rows and columns. */
function blockOf(matrix: Float64Array, count: number, places: readonly number[]): Float64Array {
  const block = new Float64Array(places.length * places.length);
  for (let row = 0; row < places.length; row++) {
    for (let column = 0; column < places.length; column++)
      block[row * places.length + column] = matrix[places[row] * count + places[column]];
  }
  return block;
}
