import { moments } from '../stats/moments.ts';
import { oneGroup } from '../table/groups.ts';

/**
 * The share that each weighted part has in what a score varies by: the covariance of weight times value with the score, scaled so that all
 * sum to 1. A part that weighs much may have little of it, when it hardly varies or goes against the others; below 0 it evens scores out.
 *
 * Shape: p columns of n values with p columns of n weights, and n scores, to p shares. Unit: share of the variance.
 * Degenerate: over the units that have the part and a score; a score that does not vary: NaN.
 * @source Paruolo, Saisana and Saltelli (2013), Ratings and rankings: voodoo or science? (weights are not importance); the split of a
 * sum's variance by covariances
 * @example sharesOfVariance([Float64Array.of(0, 10), Float64Array.of(5, 5)], [Float64Array.of(0.1, 0.1), Float64Array.of(0.9, 0.9)], Float64Array.of(4.5, 5.5)) // [1, 0]
 */
export function sharesOfVariance(
  parts: readonly Float64Array[],
  weights: readonly Float64Array[],
  score: Float64Array,
): number[] {
  const covariances = parts.map((values, part) =>
    covariance(
      values.map((value, unit) => value * weights[part][unit]),
      score,
    ),
  );
  const whole = covariances.reduce((sum, each) => sum + each, 0);
  return covariances.map(each => (whole === 0 ? NaN : each / whole));
}

/** The sum of products of distances from the means, over the rows that have both. */
function covariance(values: Float64Array, score: Float64Array): number {
  const both = (one: Float64Array, other: Float64Array): Float64Array =>
    one.map((value, row) => (Number.isNaN(other[row]) ? NaN : value));
  const [left, right] = [both(values, score), both(score, values)];
  const one = oneGroup(score.length);
  const [middle, center] = [left, right].map(column => moments(column, one).mean[0]);
  return left.reduce(
    (sum, value, row) => (Number.isNaN(value) ? sum : sum + (value - middle) * (right[row] - center)),
    0,
  );
}
