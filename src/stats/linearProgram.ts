// Our own: yalps and javascript-lp-solver take an object with a name for each variable and row, HiGHS is 3.5 MB of WebAssembly that loads
// asynchronously, and what is asked here has few columns, and is asked ten thousand times over.

/** Below this an entry of the tableau is taken for 0. */
const ROUNDING = 1e-12;
const MOST_STEPS = 10_000;

/** The greatest sum, and the numbers that reach it. */
export interface Optimum {
  readonly value: number;
  readonly at: Float64Array;
}

/**
 * The numbers x, none below 0, that make Σ gain·x greatest while every Σ row·x is at most its bound: the simplex method. The greatest gain
 * enters; should that not end, the first one does (Bland's rule), which cannot go around in circles. Bounds are at least 0, so that x = 0
 * is a start.
 *
 * Shape: p gains, m rows of p numbers and m bounds to the value and p numbers; m·p a step, meant for small p.
 * Degenerate: several answers: the one that is reached first, always the same; no gain: 0; no limit on what is gained: infinite, x NaN.
 * @source Dantzig (1963), Linear Programming and Extensions; Bland (1977), New finite pivoting rules for the simplex method
 * @example maximize([1, 1], [[1, 2], [3, 1]], [4, 6]).at // [1.6, 1.2]
 */
export function maximize(
  gains: ArrayLike<number>,
  rows: readonly ArrayLike<number>[],
  bounds: ArrayLike<number>,
): Optimum {
  const free = gains.length;
  const tableau = tableauOf(gains, rows, bounds);
  // Variables 0 to p - 1 are the numbers, those from p on what is left of each bound; a pivot swaps one of a column with one of a line.
  const columnOf = Uint32Array.from({ length: free }, (_, column) => column);
  const lineOf = Uint32Array.from(rows, (_, line) => free + line);
  const isCautiousFrom = 4 * (free + rows.length);
  for (let step = 0; step < MOST_STEPS; step++) {
    const column = step < isCautiousFrom ? greatestGain(tableau, free) : firstGain(tableau, columnOf);
    if (column === -1) break;
    const line = tightest(tableau, lineOf, column, free);
    if (line === -1) return { value: Infinity, at: new Float64Array(free).fill(NaN) };
    pivot(tableau, free + 1, line, column);
    [columnOf[column], lineOf[line]] = [lineOf[line], columnOf[column]];
  }
  const at = new Float64Array(free);
  lineOf.forEach((variable, line) => {
    if (variable < free) at[variable] = Math.max(0, tableau[line * (free + 1) + free]);
  });
  // Adding 0 turns -0 into 0.
  return { value: -tableau[tableau.length - 1] + 0, at };
}

/** One line a row: its numbers, then its bound; the last line are the gains. */
function tableauOf(
  gains: ArrayLike<number>,
  rows: readonly ArrayLike<number>[],
  bounds: ArrayLike<number>,
): Float64Array {
  const width = gains.length + 1;
  const tableau = new Float64Array((rows.length + 1) * width);
  rows.forEach((row, line) => {
    tableau.set(row, line * width);
    tableau[line * width + width - 1] = bounds[line];
  });
  tableau.set(gains, rows.length * width);
  return tableau;
}

function greatestGain(tableau: Float64Array, free: number): number {
  const goal = tableau.length - free - 1;
  let found = -1;
  let greatest = ROUNDING;
  for (let column = 0; column < free; column++) {
    if (tableau[goal + column] <= greatest) continue;
    greatest = tableau[goal + column];
    found = column;
  }
  return found;
}

function firstGain(tableau: Float64Array, columnOf: Uint32Array): number {
  const goal = tableau.length - columnOf.length - 1;
  let found = -1;
  for (let column = 0; column < columnOf.length; column++) {
    if (tableau[goal + column] > ROUNDING && (found === -1 || columnOf[column] < columnOf[found])) found = column;
  }
  return found;
}

/** The line that limits the column first; of equal ones that whose variable has the least number. */
function tightest(tableau: Float64Array, lineOf: Uint32Array, column: number, free: number): number {
  let found = -1;
  let least = Infinity;
  for (let line = 0, start = 0; line < lineOf.length; line++, start += free + 1) {
    const entry = tableau[start + column];
    if (entry <= ROUNDING) continue;
    const room = tableau[start + free] / entry;
    if (room > least || (room === least && lineOf[line] > lineOf[found])) continue;
    least = room;
    found = line;
  }
  return found;
}

function pivot(tableau: Float64Array, width: number, line: number, column: number): void {
  const own = line * width;
  const by = tableau[own + column];
  tableau[own + column] = 1;
  for (let at = own; at < own + width; at++) tableau[at] /= by;
  for (let start = 0; start < tableau.length; start += width) {
    const times = tableau[start + column];
    if (start === own || times === 0) continue;
    tableau[start + column] = 0;
    for (let at = 0; at < width; at++) tableau[start + at] -= times * tableau[own + at];
  }
}
