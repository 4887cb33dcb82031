// All peers as anchors, for methods that compare a unit with each of them over all parts.
import { rowsByGroup } from '../../table/groups.ts';
import type { Groups } from '../../table/groups.ts';

/**
 * The parts of the units that have one that counts, one list a group for each part: the anchors `part1`, `part2` and so on.
 *
 * Shape: p columns of n values to p tables. Degenerate: a missing part stays missing; a group without such units has empty lists.
 * @example peersByPart([Float64Array.of(4, NaN)], [Float64Array.of(1)], oneGroup(2)).part1 // [[4]]
 */
export function peersByPart(
  parts: readonly Float64Array[],
  weights: readonly Float64Array[],
  groups: Groups,
): Record<string, Float64Array[]> {
  const { starts, rows } = rowsByGroup(groups);
  const peers = Array.from({ length: groups.count }, (_, group) =>
    rows
      .subarray(starts[group], starts[group + 1])
      .filter(row => parts.some((values, part) => values[row] === values[row] && weights[part][group] > 0)),
  );
  const lists = parts.map((values, part): [string, Float64Array[]] => [
    `part${part + 1}`,
    peers.map(each => Float64Array.from(each, row => values[row])),
  ]);
  return Object.fromEntries(lists);
}

/** Values that are there, ascending, with the places they came from. */
export interface Ordered {
  readonly values: Float64Array;
  readonly places: Uint32Array;
}

/**
 * Values in order: whether one number is above another is a branch that no processor foresees, but where it begins to be can be found.
 *
 * Shape: n values to those that are there. Degenerate: equal values in the order of their places.
 * @example inOrder(Float64Array.of(5, NaN, 3)).places // [2, 0]
 */
export function inOrder(values: Float64Array): Ordered {
  const places = Uint32Array.from(values.keys()).filter(place => values[place] === values[place]);
  places.sort((a, b) => values[a] - values[b]);
  return { places, values: Float64Array.from(places, place => values[place]) };
}
