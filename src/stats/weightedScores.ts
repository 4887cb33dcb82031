/** How many runs are scored side by side, each value read once for all of them. */
export const RUNS_AT_ONCE = 4;

/**
 * Weighted sums of the same values under four vectors of weights at once.
 *
 * Shape: n rows of p values, row by row; p times 4 weights, value by value; the sums go into four columns of n.
 * Degenerate: a missing value makes the sums of its row missing.
 * @example weightedScores(Float64Array.of(1, 2), Float64Array.of(1, 0, 0, 1, 1, 0, 1, 0), [1, 2, 3, 4].map(() => new Float64Array(1))) // undefined
 */
export function weightedScores(rows: Float64Array, weights: Float64Array, into: readonly Float64Array[]): void {
  const [first, second, third, fourth] = into;
  const parts = weights.length / RUNS_AT_ONCE;
  for (let row = 0; row < first.length; row++) {
    let [one, two, three, four] = [0, 0, 0, 0];
    let place = 0;
    const end = (row + 1) * parts;
    for (let at = row * parts; at < end; at++) {
      const value = rows[at];
      one += value * weights[place];
      two += value * weights[place + 1];
      three += value * weights[place + 2];
      four += value * weights[place + 3];
      place += RUNS_AT_ONCE;
    }
    first[row] = one;
    second[row] = two;
    third[row] = three;
    fourth[row] = four;
  }
}
