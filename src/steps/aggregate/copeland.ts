import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { firstWhere } from '../../stats/firstWhere.ts';
import { inOrder, peersByPart } from './peers.ts';
import type { Ordered } from './peers.ts';

/**
 * Copeland: how many of its peers a unit outranks, less how many outrank it. One outranks another when the parts in which it is better
 * weigh more than those in which it is worse.
 *
 * Shape: p columns of n values to n values; pair by pair, so the time grows with the square of a group, and the anchors keep the parts of
 * all peers. Unit: wins minus losses, -(n - 1) to n - 1.
 * Degenerate: one unit, equal units: 0; a part missing in one of a pair is left out of the pair; all missing: missing.
 * @source Copeland (1951), A reasonable social welfare function; Munda and Nardo (2009), Noncompensatory/nonlinear composite indicators
 * @example aggregate([[1, 2, 3], [9, 8, 8]], [Float64Array.of(0.6), Float64Array.of(0.4)], oneGroup(3), { method: 'copeland' }) // [-2, 0, 2]
 */
export const copeland = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('copeland') }),
  needsPositive: false,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit: peersByPart,
  apply(parts, weights, groups, anchors, _options, directions) {
    const peers = parts.map((_, part) => anchors[`part${part + 1}`].map(inOrder));
    const margins = anchors.part1.map(({ length }) => new Float64Array(length));
    return Float64Array.from(groups.of, (group, row) => {
      const counts = parts.some((values, part) => values[row] === values[row] && weights[part][group] > 0);
      if (!counts || margins[group].length === 0) return NaN;
      margins[group].fill(0);
      parts.forEach((values, part) => {
        const weight = directions[part] === 'cost' ? -weights[part][group] : weights[part][group];
        addMargins(margins[group], values[row], peers[part][group], weight);
      });
      return balance(margins[group]);
    });
  },
});

/** The same in SQL. */
export const copelandSql: AggregateSql<typeof copeland> = {
  noSql: 'it compares each unit with every other one, over all parts',
};

/** Sums of weights are rounded; so near to each other, wins and losses are even. */
const TOLERANCE = 1e-12;

/** In order, that takes a third of the time. */
function addMargins(margins: Float64Array, own: number, { values, places }: Ordered, weight: number): void {
  // A missing value is neither above nor below any.
  if (own !== own) return;
  const below = firstWhere(values.length, at => values[at] >= own);
  const above = firstWhere(values.length, at => values[at] > own);
  for (let at = 0; at < below; at++) margins[places[at]] += weight;
  for (let at = above; at < values.length; at++) margins[places[at]] -= weight;
}

/** Wins minus losses. */
function balance(margins: Float64Array): number {
  let wins = 0;
  for (let peer = 0; peer < margins.length; peer++) {
    if (margins[peer] > TOLERANCE) wins++;
    else if (margins[peer] < -TOLERANCE) wins--;
  }
  return wins;
}
