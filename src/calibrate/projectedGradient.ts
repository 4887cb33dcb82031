import type { Shares, WeightSpace } from './weightSpace.ts';

const MOST_STEPS = 2000;
const NUDGE = 1e-5;
/** So little a full step of the gradient moves any weight at the end. */
const STILL = 1e-11;
const ARMIJO = 1e-4;
const LONGEST = 10;
const MEMORY = 10;

/**
 * Makes a smooth loss smaller: spectral projected gradient steps, each brought back inside of what is allowed; slopes are taken from
 * differences, so that any aggregation of an index will do.
 *
 * Shape: a loss of shares and shares to start from to shares.
 * @source Birgin, Martínez and Raydan (2000), Nonmonotone spectral projected gradient methods on convex sets
 * @example projectedGradient(([shares]) => (shares[0] - 0.25) ** 2, [Float64Array.of(0.5, 0.5)], { free: [0], nearest: (_, shares) => Float64Array.of((1 + shares[0] - shares[1]) / 2, (1 - shares[0] + shares[1]) / 2) })[0][0].toFixed(6) // '0.250000'
 */
export function projectedGradient(
  loss: (shares: Shares) => number,
  start: Shares,
  { free, nearest }: Pick<WeightSpace, 'free' | 'nearest'>,
): Shares {
  const moved = (from: Shares, way: Shares, length: number): Shares =>
    from.map((shares, node) =>
      free.includes(node) ? shares.map((share, part) => share + length * way[node][part]) : shares,
    );
  const allowed = (shares: Shares): Shares =>
    shares.map((each, node) => (free.includes(node) ? nearest(node, Float64Array.from(each)) : each));
  let at = start;
  let value = loss(at);
  let best = { shares: at, value };
  let slope = slopeAt(loss, at, free);
  let length = 1 / Math.max(greatest(slope), 1e-300);
  const recent = [value];
  for (let step = 0; step < MOST_STEPS; step++) {
    const target = allowed(moved(at, slope, -length));
    const way = difference(target, at);
    if (greatest(way) <= STILL) break;
    const descent = product(slope, way);
    const highest = Math.max(...recent);
    let size = 1;
    let next = target;
    let lower = loss(next);
    while (!(lower <= highest + ARMIJO * size * descent) && size > 1e-12) {
      size /= 2;
      next = moved(at, way, size);
      lower = loss(next);
    }
    if (size <= 1e-12) break;
    const nextSlope = slopeAt(loss, next, free);
    const walked = difference(next, at);
    const bend = product(walked, difference(nextSlope, slope));
    [at, value, slope] = [next, lower, nextSlope];
    // A step that would carry a weight past every other is long enough.
    const longest = LONGEST / Math.max(greatest(slope), 1e-300);
    length = bend > 0 ? Math.min(product(walked, walked) / bend, longest) : longest;
    recent.push(value);
    if (recent.length > MEMORY) recent.shift();
    if (value < best.value) best = { shares: at, value };
  }
  return best.shares;
}

/** The slope along every weight; on the edge from one side only, because there is nothing below 0. */
function slopeAt(loss: (shares: Shares) => number, at: Shares, free: readonly number[]): Shares {
  const here = loss(at);
  const lossAt = (node: number, part: number, by: number): number => {
    const nudged = at[node].slice();
    nudged[part] += by;
    return loss(at.with(node, nudged));
  };
  return at.map((shares, node) => {
    if (!free.includes(node)) return shares.map(() => 0);
    return shares.map((share, part) => {
      const ahead = lossAt(node, part, NUDGE);
      if (share >= NUDGE) return (ahead - lossAt(node, part, -NUDGE)) / (2 * NUDGE);
      return (4 * ahead - 3 * here - lossAt(node, part, 2 * NUDGE)) / (2 * NUDGE);
    });
  });
}

function difference(one: Shares, other: Shares): Shares {
  return one.map((shares, node) => shares.map((share, part) => share - other[node][part]));
}

function product(one: Shares, other: Shares): number {
  let sum = 0;
  one.forEach((shares, node) => shares.forEach((share, part) => (sum += share * other[node][part])));
  return sum;
}

function greatest(way: Shares): number {
  return Math.max(...way.map(shares => shares.reduce((most, share) => Math.max(most, Math.abs(share)), 0)));
}
