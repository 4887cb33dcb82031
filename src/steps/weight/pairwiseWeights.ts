// What a matrix of pairwise comparisons says: weights, and how consistent it is.

/** Consistency index of random matrices of 1, 2, ... 15 parts: Saaty (1980). */
const RANDOM_INDEX = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/** People write 0.33 for a third. */
const RECIPROCAL_TOLERANCE = 0.02;

const MOST_STEPS = 10_000;

/** Weights that sum to 1, and how far the comparisons are from consistent: 0 is fully, up to 0.1 is usual. */
export interface PairwiseWeights {
  readonly weights: Float64Array;
  readonly consistencyRatio: number;
}

/**
 * The principal eigenvector of a matrix of pairwise comparisons, and its consistency ratio.
 *
 * Shape: p rows of p numbers above 0 to p weights.
 * Degenerate: one or two parts: ratio 0.
 * @source Saaty (1980), The Analytic Hierarchy Process; the eigenvector by repeated multiplication, which converges for positive matrices (Perron, 1907)
 * @example pairwiseWeights([[1, 3], [1 / 3, 1]]).weights // [0.75, 0.25]
 */
export function pairwiseWeights(matrix: readonly (readonly number[])[]): PairwiseWeights {
  const count = matrix.length;
  let weights = new Float64Array(count).fill(1 / count);
  let eigenvalue = count;
  for (let step = 0; step < MOST_STEPS; step++) {
    const product = Float64Array.from(matrix, row => row.reduce((sum, each, at) => sum + each * weights[at], 0));
    // Weights sum to 1, so their image sums to the eigenvalue.
    eigenvalue = product.reduce((sum, each) => sum + each, 0);
    const next = product.map(each => each / eigenvalue);
    const change = next.reduce((most, each, at) => Math.max(most, Math.abs(each - weights[at])), 0);
    weights = next;
    if (change < 1e-16) break;
  }
  const random = RANDOM_INDEX[count - 1];
  return { weights, consistencyRatio: random === 0 ? 0 : Math.max(0, (eigenvalue - count) / (count - 1) / random) };
}

/**
 * Whether a matrix has 1 on its diagonal and opposite entries that are 1 over each other, to the 2 percent that short
 * decimals need.
 *
 * @example isReciprocal([[1, 3], [0.33, 1]]) // true
 */
export function isReciprocal(matrix: readonly (readonly number[])[]): boolean {
  return matrix.every((row, one) =>
    row.every((each, other) => Math.abs(each * matrix[other][one] - 1) <= (one === other ? 0 : RECIPROCAL_TOLERANCE)),
  );
}
