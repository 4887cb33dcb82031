/** One linear limit: the sum of factors times numbers is at least a bound, or exactly the bound. */
export interface LinearLimit {
  readonly factors: readonly number[];
  readonly bound: number;
  readonly isExact: boolean;
}

const TOLERANCE = 1e-12;
const MOST_STEPS = 10_000;

/**
 * The point nearest to another that keeps linear limits: the dual active-set method for an identity matrix, which ends after finitely
 * many steps and finds out when no point keeps them all.
 *
 * Shape: p numbers and limits of p factors to p numbers; meant for small p. Exact limits come first and do not depend on each other.
 * Degenerate: no limits: the point itself; limits that no point keeps: undefined.
 * @source Goldfarb and Idnani (1983), A numerically stable dual method for solving strictly convex quadratic programs
 * @example nearestWithin([0.9, 0.3], [{ factors: [1, 1], bound: 1, isExact: true }]) // [0.8, 0.2]
 */
export function nearestWithin(
  point: ArrayLike<number>,
  limits: readonly LinearLimit[],
): Float64Array<ArrayBuffer> | undefined {
  const at = Float64Array.from(point);
  let active: { limit: LinearLimit; pressure: number }[] = [];
  for (let step = 0; step < MOST_STEPS; step++) {
    const broken = mostBroken(
      at,
      limits,
      active.map(each => each.limit),
    );
    if (broken === undefined) return at;
    const isTurned = broken.isExact && slack(at, broken) > 0;
    const limit = isTurned ? turned(broken) : broken;
    let pressure = 0;
    for (;;) {
      const shares = sharesOf(
        active.map(each => each.limit.factors),
        limit.factors,
      );
      const way = limit.factors.map((each, place) =>
        active.reduce((left, { limit: { factors } }, row) => left - shares[row] * factors[place], each),
      );
      const speed = dot(way, limit.factors);
      const full = dot(way, way) > TOLERANCE ? -slack(at, limit) / speed : Infinity;
      const { most, leaving } = firstToLeave(active, shares);
      const length = Math.min(most, full);
      if (length === Infinity) return undefined;
      active.forEach((each, row) => (each.pressure -= length * shares[row]));
      pressure += length;
      if (full < Infinity) for (let place = 0; place < at.length; place++) at[place] += length * way[place];
      if (full <= most) {
        active.push({ limit: isTurned ? { ...limit, isExact: true } : limit, pressure });
        break;
      }
      active = active.filter((_, row) => row !== leaving);
    }
  }
  return undefined;
}

function slack(at: ArrayLike<number>, { factors, bound }: LinearLimit): number {
  return dot(factors, at) - bound;
}

function turned({ factors, bound, isExact }: LinearLimit): LinearLimit {
  return { factors: factors.map(each => -each), bound: -bound, isExact };
}

/** The exact limits that are not met yet, then the limit that is broken most; undefined when all are kept. */
function mostBroken(
  at: Float64Array,
  limits: readonly LinearLimit[],
  active: readonly LinearLimit[],
): LinearLimit | undefined {
  let worst: LinearLimit | undefined;
  let least = -TOLERANCE;
  for (const limit of limits) {
    const left = slack(at, limit);
    if (limit.isExact && Math.abs(left) > TOLERANCE && !active.some(each => each.isExact && isSame(each, limit)))
      return limit;
    if (limit.isExact || left >= least || active.includes(limit)) continue;
    worst = limit;
    least = left;
  }
  return worst;
}

function isSame(one: LinearLimit, other: LinearLimit): boolean {
  return Math.abs(Math.abs(dot(one.factors, other.factors)) - dot(other.factors, other.factors)) <= TOLERANCE;
}

/** How far the pressures allow to go, and which limit stops it; an exact limit never leaves. */
function firstToLeave(
  active: readonly { readonly limit: LinearLimit; readonly pressure: number }[],
  shares: ArrayLike<number>,
): { most: number; leaving: number } {
  let most = Infinity;
  let leaving = -1;
  active.forEach(({ limit, pressure }, row) => {
    if (limit.isExact || shares[row] <= TOLERANCE) return;
    const length = pressure / shares[row];
    if (length >= most) return;
    most = length;
    leaving = row;
  });
  return { most, leaving };
}

/** The multiples of some rows whose sum comes nearest to a target: the normal equations, by elimination with exchange of rows. */
function sharesOf(rows: readonly (readonly number[])[], target: readonly number[]): Float64Array {
  const size = rows.length;
  const lines = rows.map(row => [...rows.map(other => dot(row, other)), dot(row, target)]);
  for (let at = 0; at < size; at++) {
    let pivot = at;
    for (let row = at + 1; row < size; row++) if (Math.abs(lines[row][at]) > Math.abs(lines[pivot][at])) pivot = row;
    [lines[at], lines[pivot]] = [lines[pivot], lines[at]];
    for (let row = at + 1; row < size; row++) {
      const factor = lines[row][at] / lines[at][at];
      for (let column = at; column <= size; column++) lines[row][column] -= factor * lines[at][column];
    }
  }
  const shares = new Float64Array(size);
  for (let at = size - 1; at >= 0; at--) {
    let left = lines[at][size];
    for (let column = at + 1; column < size; column++) left -= lines[at][column] * shares[column];
    shares[at] = left / lines[at][at];
  }
  return shares;
}

function dot(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at] * other[at];
  return sum;
}
