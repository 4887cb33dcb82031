import type { Shares, WeightSpace } from './weightSpace.ts';

const STEPS = [0.32, 0.16, 0.08, 0.04, 0.02, 0.01, 0.005, 0.0025];
const MOST_ROUNDS = 60;
/** A gain this small is the rounding of a sum. */
const ROUNDING = 1e-12;

/**
 * Makes a loss that jumps smaller: moves weight from one part of an index to another, each move brought back inside of what is allowed,
 * and keeps what helps; the steps shrink where nothing helps. The order of the moves is that of the parts.
 *
 * Shape: a loss of shares and shares to start from to shares.
 * @source Hooke and Jeeves (1961), "Direct search" solution of numerical and statistical problems; Kolda, Lewis and Torczon (2003), Optimization by direct search
 * @example patternSearch(([shares]) => (shares[0] - 0.25) ** 2, [Float64Array.of(0.5, 0.5)], { free: [0], nearest: (_, shares) => shares })[0] // [0.25, 0.75]
 */
export function patternSearch(
  loss: (shares: Shares) => number,
  start: Shares,
  { free, nearest }: Pick<WeightSpace, 'free' | 'nearest'>,
): Shares {
  let best = start;
  let least = loss(start);
  for (const step of STEPS) {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const before = least;
      for (const node of free) for (const move of movesOf(best[node].length)) attempt(node, move, step);
      if (least === before) break;
    }
  }
  return best;

  function attempt(node: number, [from, to]: readonly [number, number], step: number): void {
    const moved = best[node].slice();
    const size = Math.min(step, moved[from]);
    if (size === 0) return;
    moved[from] -= size;
    moved[to] += size;
    const trial = best.with(node, nearest(node, moved));
    const value = loss(trial);
    if (!(value < least - ROUNDING)) return;
    least = value;
    best = trial;
  }
}

/** Every way to move weight from one part to another. */
function movesOf(parts: number): [number, number][] {
  const places = Array.from({ length: parts }, (_, place) => place);
  return places.flatMap(from => places.filter(to => to !== from).map((to): [number, number] => [from, to]));
}
