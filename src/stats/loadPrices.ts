// What a place's load is worth when there is not enough of it: the prices of Lagrange's relaxation.
import { UNASSIGNED } from './assignment.ts';

const PRICE_ROUNDS = 300;

/** Items that gain by places, take a load of them, and how much each place carries. */
export interface LoadProblem {
  readonly values: readonly Float64Array[];
  readonly loads: readonly Float64Array[];
  readonly capacity: readonly number[];
  /** The places that each item can go to and gain by. */
  readonly options: readonly (readonly number[])[];
}

/** Prices of a place's load, and the bound that follows from them. */
export interface Priced {
  readonly prices: Float64Array;
  readonly bound: number;
}

/**
 * What an item's load of a place costs.
 *
 * Degenerate: a place without a price costs nothing, however great the load.
 * @example priceOf({ values: [], loads: [Float64Array.of(3)], capacity: [4], options: [] }, Float64Array.of(2), 0, 0) // 6
 */
export function priceOf({ loads }: LoadProblem, prices: Float64Array, item: number, place: number): number {
  // A place that carries all has the price 0, and a load of it may be infinite.
  return prices[place] === 0 ? 0 : prices[place] * loads[place][item];
}

/**
 * Prices of the places' loads under which the bound is least: raised where too much would go, lowered where room is left.
 *
 * Degenerate: room for all: no prices, and the bound is the sum of the greatest values.
 * @source Held, Wolfe, Crowder (1974), Validation of subgradient optimization
 * @example bestPrices({ values: [Float64Array.of(5)], loads: [Float64Array.of(1)], capacity: [1], options: [[0]] }).bound // 5
 */
export function bestPrices(problem: LoadProblem): Priced {
  const { values, loads, capacity, options } = problem;
  let prices = new Float64Array(values.length);
  let best = { prices, bound: Infinity };
  let size = 1;
  for (let round = 0, stale = 0; round < PRICE_ROUNDS && size > 1e-9; round++) {
    const used = new Float64Array(values.length);
    let bound = prices.reduce((sum, price, place) => sum + (price === 0 ? 0 : price * capacity[place]), 0);
    options.forEach((places, item) => {
      const [chosen, worth] = bestPlace(places, place => values[place][item] - priceOf(problem, prices, item, place));
      if (chosen === UNASSIGNED) return;
      bound += worth;
      used[chosen] += loads[chosen][item];
    });
    if (bound < best.bound * (1 - 1e-12)) {
      best = { prices, bound };
      stale = 0;
    } else if (++stale > 10) {
      size /= 2;
      stale = 0;
    }
    const excess = used.map((load, place) => (capacity[place] === Infinity ? 0 : load - capacity[place]));
    const scale = excess.reduce((sum, each) => sum + each * each, 0);
    if (scale === 0) break;
    const step = (size * Math.max(best.bound * 0.05, 1e-9)) / scale;
    const from = prices;
    prices = excess.map((each, place) => Math.max(0, from[place] + step * each));
  }
  return best;
}

/** The place of greatest worth above 0. */
function bestPlace(places: readonly number[], worth: (place: number) => number): [place: number, worth: number] {
  let best: [number, number] = [UNASSIGNED, 0];
  for (const place of places) {
    const each = worth(place);
    if (each > best[1]) best = [place, each];
  }
  return best;
}
