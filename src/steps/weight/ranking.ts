import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';

type Formula = 'rank-order-centroid' | 'rank-sum' | 'rank-reciprocal';

/**
 * Weights from the order of importance alone: `rank-order-centroid` Σ 1/k over k = rank to p, divided by p; `rank-sum`
 * p + 1 - rank; `rank-reciprocal` 1 / rank. The order is that of the granted weights, or `ranks` gives it: one rank a
 * part, 1 is the most important.
 *
 * Shape: one weight a part, the same for every group.
 * Degenerate: equally ranked parts share the mean of their places; a part granted 0 is not ranked and weighs 0; all
 * granted 0: equal weights.
 * @source Stillwell, Seaver, Edwards (1981), A comparison of weight approximation techniques; Barron and Barrett (1996) for the centroid
 * @example weigh([[1], [2]], oneGroup(1), { method: 'ranking' }, [10, 90]) // [[0.25], [0.75]]
 */
export const ranking = weightMethod({
  spec: () =>
    z.strictObject({
      method: z.literal('ranking'),
      formula: z._default(z.enum(['rank-order-centroid', 'rank-sum', 'rank-reciprocal']), 'rank-order-centroid'),
      ranks: z.optional(z.array(z.number().check(z.gte(1))).check(z.minLength(1))),
    }),
  faults: (parts, { ranks = [] }) =>
    ranks.length === 0 || ranks.length === parts
      ? []
      : [`${ranks.length} ranks for ${parts} parts; give one a part, in their order`],
  fit: (_parts, groups, granted, { formula, ranks }) =>
    rankWeights(granted, ranks, formula).map(weight => new Float64Array(groups.count).fill(weight)),
});

/** The same in SQL. */
export const rankingSql: WeightSql<typeof ranking> = (_parts, granted, { formula, ranks }, dialect) =>
  rankWeights(granted, ranks, formula).map(weight => dialect.number(weight));

function rankWeights(granted: readonly number[], ranks: readonly number[] | undefined, formula: Formula): number[] {
  const importance = ranks ? ranks.map(rank => -rank) : granted;
  const isRanked = (weight: number): boolean => ranks !== undefined || weight > 0;
  const ranked = importance.filter(isRanked);
  const places = ranked.map((_, at) => placeWeight(at + 1, ranked.length, formula));
  return importance.map(own => {
    if (!isRanked(own)) return 0;
    const above = ranked.filter(other => other > own).length;
    const tied = ranked.filter(other => other === own).length;
    return places.slice(above, above + tied).reduce((sum, place) => sum + place, 0) / tied;
  });
}

function placeWeight(place: number, count: number, formula: Formula): number {
  switch (formula) {
    case 'rank-sum':
      return count + 1 - place;
    case 'rank-reciprocal':
      return 1 / place;
    case 'rank-order-centroid': {
      let sum = 0;
      for (let at = count; at >= place; at--) sum += 1 / at;
      return sum / count;
    }
  }
}
