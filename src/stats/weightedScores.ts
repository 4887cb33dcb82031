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
  const paired = pairsOfRows(rows, weights, into[0], into[1], into[2], into[3]);
  for (let row = paired; row < into[0].length; row++)
    for (const [run, column] of into.entries()) column[row] = scoreOf(rows, weights, row, run);
}

/** Two rows at once: each weight is read once for both. Written out: sums in variables of their own stay in registers. */
function pairsOfRows(
  rows: Float64Array,
  weights: Float64Array,
  first: Float64Array,
  second: Float64Array,
  third: Float64Array,
  fourth: Float64Array,
): number {
  const parts = weights.length / RUNS_AT_ONCE;
  let row = 0;
  for (; row + 1 < first.length; row += 2) {
    let one = 0;
    let two = 0;
    let three = 0;
    let four = 0;
    let nextOne = 0;
    let nextTwo = 0;
    let nextThree = 0;
    let nextFour = 0;
    let place = 0;
    const end = (row + 1) * parts;
    for (let at = row * parts; at < end; at++) {
      const value = rows[at];
      const next = rows[at + parts];
      const weightOne = weights[place];
      one += value * weightOne;
      nextOne += next * weightOne;
      const weightTwo = weights[place + 1];
      two += value * weightTwo;
      nextTwo += next * weightTwo;
      const weightThree = weights[place + 2];
      three += value * weightThree;
      nextThree += next * weightThree;
      const weightFour = weights[place + 3];
      four += value * weightFour;
      nextFour += next * weightFour;
      place += RUNS_AT_ONCE;
    }
    first[row] = one;
    second[row] = two;
    third[row] = three;
    fourth[row] = four;
    first[row + 1] = nextOne;
    second[row + 1] = nextTwo;
    third[row + 1] = nextThree;
    fourth[row + 1] = nextFour;
  }
  return row;
}

function scoreOf(rows: Float64Array, weights: Float64Array, row: number, run: number): number {
  const parts = weights.length / RUNS_AT_ONCE;
  let sum = 0;
  for (let part = 0; part < parts; part++) sum += rows[row * parts + part] * weights[part * RUNS_AT_ONCE + run];
  return sum;
}
