// The normal distribution that is likeliest to have given some rows, although entries of them are missing.
import { dependence, expectedGiven } from './expectedGiven.ts';
import { missingPatterns } from './missingPatterns.ts';
import type { MissingPattern } from './missingPatterns.ts';
import { positiveInverse } from './positiveInverse.ts';

/** A normal distribution of p entries. */
export interface Normal {
  readonly mean: Float64Array;
  /** p·p numbers, row by row. */
  readonly covariance: Float64Array;
  /** How many rounds it took to find. */
  readonly rounds: number;
}

/** How much the rows are trusted, and when the search ends. */
export interface NormalSearch {
  /** So many rows more, as a share of them, are taken to have variance 1 and no correlation. */
  readonly ridge: number;
  /** A round in which no mean and no covariance changes by more is the last. */
  readonly tolerance: number;
  readonly iterations: number;
}

/**
 * The likeliest mean and covariance of rows with missing entries, by expectation and maximization: missing entries are taken
 * for what the others let expect, with the spread that is left to them, and mean and covariance learned anew.
 *
 * Shape: p columns of n standardized values to p means and p·p covariances, those of the likelihood (by n, not n - 1).
 * Degenerate: a row without any value is left out; no rows: mean 0 and variance 1; columns that are sums of others, or more
 * columns than rows, are held apart by the ridge, and without it by a hair.
 * @source Dempster, Laird and Rubin (1977), Maximum Likelihood from Incomplete Data via the EM Algorithm; ridge: Schafer (1997), Analysis of Incomplete Multivariate Data, section 5.2
 * @example likeliestNormal([Float64Array.of(-1, 1), Float64Array.of(2, 4)], { ridge: 0, tolerance: 1e-9, iterations: 9 }).mean // [0, 3]
 */
export function likeliestNormal(columns: readonly Float64Array[], search: NormalSearch): Normal {
  const count = columns.length;
  const patterns = missingPatterns(columns, columns[0]?.keys() ?? []);
  const known = knownSums(patterns, count);
  let normal: Normal = { mean: new Float64Array(count), covariance: identity(count), rounds: 0 };
  while (normal.rounds < search.iterations) {
    const next = learned(expectedSums(patterns, known, normal), search.ridge, normal.rounds + 1);
    const change = Math.max(greatestChange(normal.mean, next.mean), greatestChange(normal.covariance, next.covariance));
    normal = next;
    // Not above, so that it ends where there is nothing to compare.
    if (!(change > search.tolerance)) break;
  }
  return normal;
}

/** Sums of entries and of their products over rows. */
interface Sums {
  readonly rows: number;
  readonly sum: Float64Array;
  readonly products: Float64Array;
}

/** The sums of what is there: the same in every round. */
function knownSums(patterns: readonly MissingPattern[], count: number): Sums {
  const sum = new Float64Array(count);
  const products = new Float64Array(count * count);
  let total = 0;
  for (const { present, rows } of patterns) {
    total += rows.length;
    for (const values of rows) {
      for (const one of present) {
        sum[one] += values[one];
        for (const other of present) products[one * count + other] += values[one] * values[other];
      }
    }
  }
  return { rows: total, sum, products };
}

/** The sums with what missing entries, and products with them, are expected to be. */
function expectedSums(
  patterns: readonly MissingPattern[],
  known: Sums,
  { mean, covariance }: Pick<Normal, 'mean' | 'covariance'>,
): Sums {
  const count = mean.length;
  const inverse = positiveInverse(covariance, count);
  const [sum, products] = [known.sum.slice(), known.products.slice()];
  for (const { missing, present, rows } of patterns) {
    if (missing.length === 0) continue;
    const { weights, left } = dependence(inverse, count, missing, present);
    const expected = new Float64Array(missing.length);
    for (const values of rows) {
      for (let at = 0; at < missing.length; at++)
        expected[at] = expectedGiven(weights[at], present, values, mean, missing[at]);
      for (let at = 0; at < missing.length; at++) {
        const one = missing[at];
        sum[one] += expected[at];
        for (const other of present) {
          products[one * count + other] += expected[at] * values[other];
          products[other * count + one] += expected[at] * values[other];
        }
        for (let beside = 0; beside < missing.length; beside++)
          products[one * count + missing[beside]] +=
            expected[at] * expected[beside] + left[at * missing.length + beside];
      }
    }
  }
  return { rows: known.rows, sum, products };
}

function learned({ rows, sum, products }: Sums, ridge: number, rounds: number): Normal {
  const count = sum.length;
  if (rows === 0) return { mean: sum, covariance: identity(count), rounds };
  const mean = sum.map(each => each / rows);
  const covariance = products.map((product, at) => {
    const [row, column] = [Math.floor(at / count), at % count];
    const centered = product / rows - mean[row] * mean[column];
    return (centered + (row === column ? ridge : 0)) / (1 + ridge);
  });
  return { mean, covariance, rounds };
}

function identity(count: number): Float64Array {
  return Float64Array.from({ length: count * count }, (_, at) => (at % (count + 1) === 0 ? 1 : 0));
}

function greatestChange(before: Float64Array, after: Float64Array): number {
  let greatest = 0;
  for (let at = 0; at < before.length; at++) greatest = Math.max(greatest, Math.abs(after[at] - before[at]));
  return greatest;
}
