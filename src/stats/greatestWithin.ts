/**
 * The greatest of Σ gain·x over x of at least 0 that keep Σ row·x at 1 or below for every row: a linear program whose start, all 0, is allowed.
 *
 * Shape: p gains and m rows of p limits to the value and the p numbers that reach it. The simplex method, m·p a step.
 * Degenerate: no positive gain: 0. A gain that no row limits is left out.
 * @source Dantzig (1963), Linear Programming and Extensions; Bland (1977), New Finite Pivoting Rules for the Simplex Method
 * @example greatestWithin([3, 2], [[1, 1], [1, 0]]).value // 3
 */
export function greatestWithin(
  gains: ArrayLike<number>,
  limits: readonly ArrayLike<number>[],
): { readonly value: number; readonly at: Float64Array } {
  const free = gains.length;
  // One line a row: its numbers, then what is left of its 1; the last line are the gains. Columns and lines swap roles at a pivot.
  const lines = limits.map(limit =>
    Float64Array.from({ length: free + 1 }, (_, column) => (column < free ? limit[column] : 1)),
  );
  const goal = Float64Array.from({ length: free + 1 }, (_, column) => (column < free ? gains[column] : 0));
  const columnOf = Uint32Array.from({ length: free }, (_, column) => column);
  const lineOf = Uint32Array.from(lines, (_, line) => free + line);
  for (;;) {
    const column = firstGain(goal, columnOf, lines);
    if (column === -1) break;
    const line = tightest(lines, lineOf, column);
    pivot(lines, goal, line, column);
    [columnOf[column], lineOf[line]] = [lineOf[line], columnOf[column]];
  }
  const at = new Float64Array(free);
  lineOf.forEach((variable, line) => {
    if (variable < free) at[variable] = lines[line][free];
  });
  // Adding 0 turns -0 into 0.
  return { value: -goal[free] + 0, at };
}

const TOLERANCE = 1e-12;

/** The column of the first variable that gains and is limited, by Bland's rule, so that no step comes back; -1 when there is none. */
function firstGain(goal: Float64Array, columnOf: Uint32Array, lines: readonly Float64Array[]): number {
  let found = -1;
  for (let column = 0; column < columnOf.length; column++) {
    const isFirst = found === -1 || columnOf[column] < columnOf[found];
    if (goal[column] > TOLERANCE && isFirst && lines.some(line => line[column] > TOLERANCE)) found = column;
  }
  return found;
}

/** The line that stops the column's variable first; of equal ones that of the first variable. */
function tightest(lines: readonly Float64Array[], lineOf: Uint32Array, column: number): number {
  let found = -1;
  let least = Infinity;
  for (let at = 0; at < lines.length; at++) {
    const each = lines[at];
    if (each[column] <= TOLERANCE) continue;
    const room = each[each.length - 1] / each[column];
    if (room < least || (room === least && lineOf[at] < lineOf[found])) {
      found = at;
      least = room;
    }
  }
  return found;
}

function pivot(lines: readonly Float64Array[], goal: Float64Array, line: number, column: number): void {
  const own = lines[line];
  const by = own[column];
  own[column] = 1;
  for (let at = 0; at < own.length; at++) own[at] /= by;
  for (const other of [...lines, goal]) {
    const times = other[column];
    if (other === own || times === 0) continue;
    other[column] = 0;
    for (let at = 0; at < own.length; at++) other[at] -= times * own[at];
  }
}
