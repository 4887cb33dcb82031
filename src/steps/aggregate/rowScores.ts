// The parts of one row that count, for methods that look at a row part by part.
import type { Groups } from '../../table/groups.ts';

/** The parts of a row that are there and have a weight; only the first `count` entries are of this row. */
export interface CountedParts {
  count: number;
  group: number;
  /** Positions among all parts, ascending. */
  readonly part: Uint32Array;
  readonly value: Float64Array;
  /** Scaled to sum 1. */
  readonly weight: Float64Array;
}

/**
 * A score of each row from the parts that count: missing ones and those of weight 0 are left out, the other weights sum to 1.
 *
 * Shape: p columns of n values to n values. The parts handed on are one object, filled anew for each row.
 * Degenerate: nothing counts: missing.
 * @example rowScores([Float64Array.of(3), Float64Array.of(NaN)], [Float64Array.of(0.2), Float64Array.of(0.8)], oneGroup(1), row => row.weight[0]) // [1]
 */
export function rowScores(
  parts: readonly Float64Array[],
  weights: readonly Float64Array[],
  groups: Groups,
  score: (row: CountedParts) => number,
): Float64Array {
  const scores = new Float64Array(groups.of.length).fill(NaN);
  const room = parts.length;
  const counted: CountedParts = {
    count: 0,
    group: 0,
    part: new Uint32Array(room),
    value: new Float64Array(room),
    weight: new Float64Array(room),
  };
  for (let row = 0; row < scores.length; row++) {
    const group = groups.of[row];
    let count = 0;
    let whole = 0;
    for (let part = 0; part < room; part++) {
      const value = parts[part][row];
      const weight = weights[part][group];
      if (value !== value || weight === 0) continue;
      counted.part[count] = part;
      counted.value[count] = value;
      counted.weight[count++] = weight;
      whole += weight;
    }
    // Also false for the weights of a group that the anchors do not know.
    if (!(whole > 0)) continue;
    for (let at = 0; at < count; at++) counted.weight[at] /= whole;
    counted.count = count;
    counted.group = group;
    scores[row] = score(counted);
  }
  return scores;
}

/**
 * The weighted mean of a term over the parts of a row that count.
 *
 * @example weightedMean({ count: 2, group: 0, part: [0, 1], value: [4, 8], weight: [0.5, 0.5] }, () => 3) // 3
 */
export function weightedMean(row: CountedParts, term: (row: CountedParts, at: number) => number): number {
  let sum = 0;
  for (let at = 0; at < row.count; at++) sum += row.weight[at] * term(row, at);
  return sum;
}

/**
 * Numbers a part with one entry a group, as one list a group with an entry a part: the form of anchors.
 *
 * @example listsByGroup([Float64Array.of(1, 2), Float64Array.of(3, 4)], 2) // [[1, 3], [2, 4]]
 */
export function listsByGroup(byPart: readonly Float64Array[], groupCount: number): Float64Array[] {
  const lists = Array.from({ length: groupCount }, () => new Float64Array(byPart.length));
  for (let part = 0; part < byPart.length; part++) {
    for (let group = 0; group < groupCount; group++) lists[group][part] = byPart[part][group];
  }
  return lists;
}
