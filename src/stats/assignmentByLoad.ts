// Who goes where when each takes a load of what a place can carry: exact on small sizes, with a proven bound beyond.
import { UNASSIGNED } from './assignment.ts';
import { bestPrices, priceOf } from './loadPrices.ts';
import type { LoadProblem, Priced } from './loadPrices.ts';

/** An assignment, its value, and the value that none can pass. */
export interface LoadedAssignment {
  readonly of: Int32Array;
  readonly value: number;
  readonly bound: number;
  /** Whether no assignment is better: the search was ended, not cut. */
  readonly isProven: boolean;
}

/**
 * Puts items with loads into places that carry so much, so that the values add up to as much as can be found within so many steps.
 *
 * Prices for the places' loads give a bound that no assignment passes (Lagrange); the search goes through the items, those with most
 * at stake first, and turns back where the bound cannot pass the best found.
 *
 * Shape: one array of n values and of n loads a place, and what each place carries (Infinity: all), to n places; `UNASSIGNED` gives 0.
 * Degenerate: a missing value or load: the item cannot go there; no items: value 0.
 * @source Martello and Toth (1990), Knapsack Problems, chapter 7; Held, Wolfe, Crowder (1974), Validation of subgradient optimization
 * @example assignByLoad([Float64Array.of(5, 4, 4)], [Float64Array.of(3, 2, 2)], [4], 1000).of // [-1, 0, 0]
 */
export function assignByLoad(
  values: readonly Float64Array[],
  loads: readonly Float64Array[],
  capacity: readonly number[],
  mostSteps: number,
): LoadedAssignment {
  const items = values[0]?.length ?? 0;
  const fits = (item: number, place: number): boolean =>
    loads[place][item] <= capacity[place] && values[place][item] > 0;
  const options = Array.from({ length: items }, (_, item) => [...values.keys()].filter(place => fits(item, place)));
  const problem: LoadProblem = { values, loads, capacity, options };
  const priced = bestPrices(problem);
  const worth = (item: number, place: number): number =>
    values[place][item] - priceOf(problem, priced.prices, item, place);
  const stake = options.map((places, item) => {
    const sorted = [0, ...places.map(place => worth(item, place))].sort((a, b) => b - a);
    return sorted[0] - (sorted[1] ?? 0);
  });
  const order = [...options.keys()].sort((a, b) => stake[b] - stake[a] || a - b);
  return search(problem, order, worth, priced, mostSteps);
}

function search(
  problem: LoadProblem,
  order: readonly number[],
  worth: (item: number, place: number) => number,
  { prices, bound }: Priced,
  mostSteps: number,
): LoadedAssignment {
  const { values, loads, capacity, options } = problem;
  const left = Float64Array.from(capacity);
  const worthOf = (item: number, place: number): number => (place === UNASSIGNED ? 0 : worth(item, place));
  const choices = order.map(item =>
    [...options[item], UNASSIGNED].sort((a, b) => worthOf(item, b) - worthOf(item, a) || b - a),
  );
  // What the items from each depth on can be worth at the prices, at the most.
  const ahead = new Float64Array(order.length + 1);
  for (let depth = order.length - 1; depth >= 0; depth--)
    ahead[depth] = ahead[depth + 1] + worthOf(order[depth], choices[depth][0]);
  const of = new Int32Array(order.length).fill(UNASSIGNED);
  const tried = new Int32Array(order.length);
  let best: { readonly of: Int32Array; readonly value: number } = { of: of.slice(), value: 0 };
  let value = 0;
  let depth = 0;
  let steps = 0;
  for (; depth >= 0 && steps < mostSteps; steps++) {
    const item = order[depth];
    if (depth < order.length) takeBack(item);
    if (depth < order.length && tried[depth] < choices[depth].length && canPass()) {
      const place = choices[depth][tried[depth]++];
      if (place !== UNASSIGNED && loads[place][item] > left[place] + tolerance(capacity[place])) continue;
      put(item, place);
      depth++;
      continue;
    }
    if (depth < order.length) tried[depth] = 0;
    else keepBest();
    depth--;
  }
  if (depth < 0) return { ...best, bound: best.value, isProven: true };
  return { ...best, bound: Math.max(bound, best.value), isProven: false };

  function put(item: number, place: number): void {
    of[item] = place;
    if (place === UNASSIGNED) return;
    left[place] -= loads[place][item];
    value += values[place][item];
  }

  function takeBack(item: number): void {
    const place = of[item];
    if (place === UNASSIGNED) return;
    left[place] += loads[place][item];
    value -= values[place][item];
    of[item] = UNASSIGNED;
  }

  function canPass(): boolean {
    let most = value + ahead[depth];
    for (let place = 0; place < left.length; place++) if (prices[place] > 0) most += prices[place] * left[place];
    return most > best.value + tolerance(best.value);
  }

  function keepBest(): void {
    const filled = fillUp(problem, of, left);
    // Summed anew, because adding and taking away many times rounds.
    const sum = filled.reduce((total, place, item) => total + (place === UNASSIGNED ? 0 : values[place][item]), 0);
    if (sum > best.value) best = { of: filled, value: sum };
  }
}

/** Moves items to places of more value as long as there is room for them, those that gain most first. */
function fillUp({ values, loads, capacity, options }: LoadProblem, start: Int32Array, room: Float64Array): Int32Array {
  const of = start.slice();
  const left = room.slice();
  const valueAt = (item: number, place: number): number => (place === UNASSIGNED ? 0 : values[place][item]);
  const gain = (item: number, place: number): number => valueAt(item, place) - valueAt(item, of[item]);
  const fits = (item: number, place: number): boolean => loads[place][item] <= left[place] + tolerance(capacity[place]);
  const wishes = options
    .flatMap((places, item) => places.map(place => ({ item, place })))
    .filter(({ item, place }) => gain(item, place) > 0)
    .sort((a, b) => gain(b.item, b.place) - gain(a.item, a.place) || a.item - b.item || a.place - b.place);
  for (const { item, place } of wishes) {
    if (gain(item, place) <= 0 || !fits(item, place)) continue;
    if (of[item] !== UNASSIGNED) left[of[item]] += loads[of[item]][item];
    left[place] -= loads[place][item];
    of[item] = place;
  }
  return of;
}

/** Loads that pass what a place carries by rounding only still fit. */
function tolerance(size: number): number {
  return size === Infinity ? 0 : 1e-12 * Math.abs(size);
}
