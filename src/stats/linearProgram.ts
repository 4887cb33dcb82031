/** Below this an entry of the tableau is taken for 0. */
const ROUNDING = 1e-12;
const MOST_STEPS = 10_000;

/**
 * The numbers x, none below 0, that make Σ gain·x greatest while every Σ row·x is at most its bound: the simplex method
 * with Bland's rule, which cannot go around in circles. Bounds are at least 0, so that x = 0 is a start.
 *
 * Shape: p gains, m rows of p numbers and m bounds to p numbers; meant for small p and m.
 * Degenerate: several answers: the one that is reached first, always the same; no limit on what is gained: NaN.
 * @source Dantzig (1951), Maximization of a linear function of variables subject to linear inequalities; Bland (1977), New finite pivoting rules
 * @example maximize([1, 1], [[1, 2], [3, 1]], [4, 6]) // [1.6, 1.2]
 */
export function maximize(
  gain: readonly number[],
  rows: readonly (readonly number[])[],
  bounds: readonly number[],
): Float64Array {
  const free = gain.length;
  const width = free + rows.length + 1;
  const tableau = rows.map((row, at) => {
    const line = new Float64Array(width);
    line.set(row);
    line[free + at] = 1;
    line[width - 1] = bounds[at];
    return line;
  });
  const basis = rows.map((_, at) => free + at);
  const left = new Float64Array(width);
  left.set(gain);
  for (let step = 0; step < MOST_STEPS; step++) {
    const entering = left.findIndex((each, at) => at < width - 1 && each > ROUNDING);
    if (entering === -1) break;
    const leaving = leavingRow(tableau, basis, entering);
    if (leaving === -1) return new Float64Array(free).fill(NaN);
    pivot(tableau, left, leaving, entering);
    basis[leaving] = entering;
  }
  const answer = new Float64Array(free);
  basis.forEach((variable, at) => {
    if (variable < free) answer[variable] = Math.max(0, tableau[at][width - 1]);
  });
  return answer;
}

/** The row that limits the entering variable first; of equal ones that whose variable has the least number. */
function leavingRow(tableau: readonly Float64Array[], basis: readonly number[], entering: number): number {
  let leaving = -1;
  let least = Infinity;
  tableau.forEach((row, at) => {
    if (row[entering] <= ROUNDING) return;
    const ratio = row[row.length - 1] / row[entering];
    if (ratio > least + ROUNDING || (ratio >= least - ROUNDING && leaving !== -1 && basis[at] > basis[leaving])) return;
    leaving = at;
    least = ratio;
  });
  return leaving;
}

function pivot(tableau: readonly Float64Array[], left: Float64Array, leaving: number, entering: number): void {
  const row = tableau[leaving];
  const scale = row[entering];
  for (let at = 0; at < row.length; at++) row[at] /= scale;
  for (const other of [...tableau, left]) {
    if (other === row || other[entering] === 0) continue;
    const factor = other[entering];
    for (let at = 0; at < row.length; at++) other[at] -= factor * row[at];
    other[entering] = 0;
  }
}
