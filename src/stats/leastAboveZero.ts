/** A pivot this small says that a row depends on those before it. */
const DEPENDENT = 1e-9;

/**
 * The u, none below 0, for which u·R·u / 2 - target·u is least: where u is above 0, R·u meets the target exactly; where
 * it is 0, R·u is at or above the target already.
 *
 * Shape: p rows of p numbers (symmetric, with 1 on the diagonal) and p targets of at least 0 to p numbers.
 * Degenerate: undefined where rows depend on each other, so that there is no one answer.
 * @source Lawson and Hanson (1974), Solving Least Squares Problems, chapter 23 (active sets)
 * @example leastAboveZero([[1, 0.5], [0.5, 1]], [1, 1]) // [2 / 3, 2 / 3]
 */
export function leastAboveZero(
  matrix: readonly (readonly number[])[],
  target: readonly number[],
): Float64Array | undefined {
  const all = target.map((_, at) => at);
  if (!solve(matrix, target, all)) return undefined;
  let inside: number[] = [];
  let answer = new Float64Array(target.length);
  for (let step = 0; step < 10 * target.length; step++) {
    const short = all.map(at => target[at] - matrix[at].reduce((sum, each, part) => sum + each * answer[part], 0));
    const next = all.filter(at => !inside.includes(at) && short[at] > 1e-12).sort((a, b) => short[b] - short[a])[0];
    if (next === undefined) break;
    inside = [...inside, next].sort((a, b) => a - b);
    for (;;) {
      const wanted = solve(matrix, target, inside) ?? answer;
      const below = inside.filter(at => wanted[at] <= 0);
      if (below.length === 0) {
        answer = wanted;
        break;
      }
      // As far towards what is wanted as no part goes below 0; the part that stops it leaves.
      const share = Math.min(...below.map(at => answer[at] / (answer[at] - wanted[at])));
      answer = answer.map((each, at) => each + share * (wanted[at] - each));
      inside = inside.filter(at => answer[at] > 1e-14);
      answer = answer.map((each, at) => (inside.includes(at) ? each : 0));
    }
  }
  return answer;
}

/** Solves the equations of the chosen rows by elimination, 0 elsewhere; undefined where they depend on each other. */
function solve(
  matrix: readonly (readonly number[])[],
  target: readonly number[],
  chosen: readonly number[],
): Float64Array<ArrayBuffer> | undefined {
  const rows = chosen.map(one => [...chosen.map(other => matrix[one][other]), target[one]]);
  for (let at = 0; at < rows.length; at++) {
    // A matrix of correlations needs no exchange of rows: what is left on its diagonal is never below 0.
    if (!(rows[at][at] > DEPENDENT)) return undefined;
    for (let below = at + 1; below < rows.length; below++) {
      const factor = rows[below][at] / rows[at][at];
      for (let column = at; column <= rows.length; column++) rows[below][column] -= factor * rows[at][column];
    }
  }
  const answer = new Float64Array(target.length);
  for (let at = rows.length - 1; at >= 0; at--) {
    let left = rows[at][rows.length];
    for (let column = at + 1; column < rows.length; column++) left -= rows[at][column] * answer[chosen[column]];
    answer[chosen[at]] = left / rows[at][at];
  }
  return answer;
}
