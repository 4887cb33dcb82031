// The weights that a calibration may choose: shares of each index that sum to 1, inside of the bounds of the method owner.
import { didYouMean } from '../errors/didYouMean.ts';
import { throwFaults } from '../errors/ratingError.ts';
import type { Fault } from '../errors/ratingError.ts';
import type { PlannedNode } from '../model/plan.ts';
import { nearestWithin } from '../stats/nearestWithin.ts';
import type { LinearLimit } from '../stats/nearestWithin.ts';
import type { Bounds } from './spec.ts';

/** The weights of every index node in the order of work, one share a part; they sum to 1 in each. */
export type Shares = readonly Float64Array[];

/** The weights that are allowed, and those that were granted. */
export interface WeightSpace {
  readonly granted: Shares;
  /** The positions of the nodes whose weights are chosen: those that are granted, with two parts or more. */
  readonly free: readonly number[];
  /** The nearest allowed weights of one node. */
  readonly nearest: (node: number, shares: Float64Array) => Float64Array<ArrayBuffer>;
}

/**
 * The allowed weights of an index; every bound that names no part, or cannot hold, is a fault.
 *
 * Shape: index nodes to their weights as shares. A node whose weights a method makes of the data keeps that method.
 * @throws invalid_argument, unknown_name
 * @example weightSpace(plan.nodes, { weights: [{ of: 'revenue', atLeast: 0, atMost: 0.5 }], relations: [] }).nearest(0, Float64Array.of(0.6, 0.4)) // [0.5, 0.5]
 */
export function weightSpace(nodes: readonly PlannedNode[], bounds: Bounds): WeightSpace {
  const places = new Map(nodes.flatMap((node, at) => node.parts.map((part, place) => [part.id, { at, place }])));
  const faults = boundFaults(nodes, bounds, places);
  throwFaults(faults);
  const limits = nodes.map((node, at) => limitsOf(at, node.parts.length, bounds, places));
  const granted = nodes.map(node => sharesOf(node.granted));
  const free = [...nodes.keys()].filter(at => nodes[at].weights.method === 'fixed' && granted[at].length > 1);
  throwFaults(free.flatMap(at => emptyFaults(nodes[at], granted[at], limits[at], bounds)));
  return {
    granted,
    free,
    nearest(node, shares) {
      // Checked above: some weights are allowed.
      const found = nearestWithin(shares, limits[node]) as Float64Array<ArrayBuffer>;
      return found.map(share => Math.max(0, share));
    },
  };
}

/**
 * The same weight for every part of every index whose weights are granted.
 *
 * @example equalShares({ granted: [Float64Array.of(0.6, 0.4)], free: [0] }) // [[0.5, 0.5]]
 */
export function equalShares({ granted, free }: Pick<WeightSpace, 'granted' | 'free'>): Shares {
  return granted.map((shares, node) => (free.includes(node) ? shares.map(() => 1 / shares.length) : shares));
}

type Places = ReadonlyMap<string, { readonly at: number; readonly place: number }>;

function sharesOf(granted: readonly number[]): Float64Array {
  const whole = granted.reduce((sum, weight) => sum + weight, 0);
  return Float64Array.from(granted, weight => weight / whole);
}

function limitsOf(node: number, parts: number, { weights, relations }: Bounds, places: Places): LinearLimit[] {
  const only = (entries: readonly (readonly [number, number])[]): number[] => {
    const factors = new Array<number>(parts).fill(0);
    for (const [place, factor] of entries) factors[place] += factor;
    return factors;
  };
  const isHere = (id: string): boolean => places.get(id)?.at === node;
  // Checked before: every name is known.
  const placeOf = (id: string): number => (places.get(id) as { place: number }).place;
  const limits: LinearLimit[] = [{ factors: new Array<number>(parts).fill(1), bound: 1, isExact: true }];
  for (let place = 0; place < parts; place++) limits.push({ factors: only([[place, 1]]), bound: 0, isExact: false });
  for (const { of, atLeast, atMost } of weights) {
    if (!isHere(of)) continue;
    if (atLeast > 0) limits.push({ factors: only([[placeOf(of), 1]]), bound: atLeast, isExact: false });
    if (atMost < 1) limits.push({ factors: only([[placeOf(of), -1]]), bound: -atMost, isExact: false });
  }
  for (const { of, atLeast, times } of relations) {
    if (!isHere(of)) continue;
    limits.push({
      factors: only([
        [placeOf(of), 1],
        [placeOf(times), -atLeast],
      ]),
      bound: 0,
      isExact: false,
    });
  }
  return limits;
}

function boundFaults(nodes: readonly PlannedNode[], { weights, relations }: Bounds, places: Places): Fault[] {
  const faults: Fault[] = [];
  const report = (path: Fault['path'], message: string, code: Fault['code'] = 'invalid_argument'): void => {
    faults.push({ code, path: ['bounds', ...path], message });
  };
  const isKnown = (path: Fault['path'], id: string): boolean => {
    const place = places.get(id);
    if (place === undefined)
      report(path, `no part "${id}" in the index${didYouMean(id, places.keys())}`, 'unknown_name');
    else if (nodes[place.at].weights.method !== 'fixed') {
      const { id: node, weights: by } = nodes[place.at];
      report(path, `"${id}" gets its weight in "${node}" by the method ${by.method}; bounds are for granted weights`);
    } else return true;
    return false;
  };
  const seen = new Set<string>();
  weights.forEach(({ of, atLeast, atMost }, at) => {
    isKnown(['weights', at, 'of'], of);
    if (seen.has(of)) report(['weights', at, 'of'], `"${of}" has bounds already; state them once`, 'duplicate');
    seen.add(of);
    if (atLeast > atMost)
      report(['weights', at], `at least ${atLeast} and at most ${atMost} of "${of}" cannot both hold`);
  });
  relations.forEach(({ of, times }, at) => {
    const areKnown = [isKnown(['relations', at, 'of'], of), isKnown(['relations', at, 'times'], times)];
    if (areKnown.includes(false)) return;
    const [one, other] = [places.get(of), places.get(times)].map(place => nodes[place?.at ?? 0].id);
    if (of === times) report(['relations', at], `"${of}" is related to itself; name two parts`);
    else if (one !== other) {
      report(
        ['relations', at],
        `"${of}" is a part of "${one}" and "${times}" of "${other}"; weights are related within one index`,
      );
    }
  });
  return faults;
}

/** Why no weights of a node keep all its bounds. */
function emptyFaults(
  node: PlannedNode,
  granted: Float64Array,
  limits: readonly LinearLimit[],
  bounds: Bounds,
): Fault[] {
  if (nearestWithin(granted, limits) !== undefined) return [];
  const own = node.parts.map(({ id }) => bounds.weights.find(({ of }) => of === id));
  const least = own.reduce((sum, bound) => sum + (bound?.atLeast ?? 0), 0);
  const most = own.reduce((sum, bound) => sum + (bound?.atMost ?? 1), 0);
  const fault = (path: Fault['path'], message: string): Fault => ({ code: 'invalid_argument', path, message });
  const sum = (value: number): string => String(Number(value.toPrecision(6)));
  if (least > 1)
    return [
      fault(['bounds', 'weights'], `the least weights in "${node.id}" sum to ${sum(least)}; they can be 1 at most`),
    ];
  if (most < 1)
    return [
      fault(['bounds', 'weights'], `the greatest weights in "${node.id}" sum to ${sum(most)}; they must reach 1`),
    ];
  return [fault(['bounds', 'relations'], `no weights in "${node.id}" keep all its bounds and relations; widen one`)];
}
