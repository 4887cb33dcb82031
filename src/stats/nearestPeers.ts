import { oneGroup } from '../table/groups.ts';
import type { Groups } from '../table/groups.ts';
import { orderByNumber } from '../table/order.ts';
import { moments } from './moments.ts';

/** How peers are found. */
export interface MatchOptions {
  /** How many peers each unit gets. */
  readonly peers: number;
  /** The greatest distance, in deviations of the features. */
  readonly caliper: number;
}

/**
 * The nearest peers of some units: alike in every feature, of the same group, and none the peer of two.
 *
 * Features are counted in deviations of all units at hand. The unit with the greatest first feature chooses first, as the largest have the fewest
 * peers; every unit has its first peer before any has its second.
 *
 * Shape: features of n units, the units to match and those to choose from, to a list of peers a unit, nearest first.
 * Degenerate: no peer within the caliper: an empty list; a missing feature: no peers, and peer of none; ties go to the lower number.
 * @source Rubin (1973), Matching to Remove Bias in Observational Studies (nearest available matching, calipers)
 * @example nearestPeers([Float64Array.of(1, 9, 1.5, 8)], oneGroup(4), Uint32Array.of(0, 1), Uint32Array.of(2, 3), { peers: 1, caliper: 1 }) // [[2], [3]]
 */
export function nearestPeers(
  features: readonly Float64Array[],
  groups: Groups,
  units: Uint32Array,
  pool: Uint32Array,
  { peers, caliper }: MatchOptions,
): number[][] {
  const scaled = features.map(feature => inDeviations(feature, units, pool));
  const isTaken = new Uint8Array(groups.of.length);
  const found: number[][] = Array.from(units, () => []);
  const placeOf = new Map(Array.from(units, (unit, place) => [unit, place]));
  const choosing = orderByNumber(
    units,
    features[0].map(value => -value),
  );
  for (let round = 0; round < peers; round++) {
    for (const unit of choosing) {
      const peer = nearest(unit);
      if (peer === -1) continue;
      isTaken[peer] = 1;
      // Every unit to match is in the map.
      found[placeOf.get(unit) as number].push(peer);
    }
  }
  return found;

  function nearest(unit: number): number {
    let best = -1;
    let least = caliper * caliper;
    for (const candidate of pool) {
      if (isTaken[candidate] === 1 || groups.of[candidate] !== groups.of[unit]) continue;
      let square = 0;
      for (const feature of scaled) square += (feature[candidate] - feature[unit]) ** 2;
      if (square < least || (square === least && best === -1)) {
        least = square;
        best = candidate;
      }
    }
    return best;
  }
}

/** A feature that does not vary tells nobody apart. */
function inDeviations(feature: Float64Array, units: Uint32Array, pool: Uint32Array): Float64Array {
  const values = Float64Array.from([...units, ...pool], unit => feature[unit]);
  const { deviation } = moments(values, oneGroup(values.length));
  return feature.map(value => (deviation[0] > 0 ? value / deviation[0] : value === value ? 0 : NaN));
}
