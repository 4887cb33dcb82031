import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { extent } from '../../stats/extent.ts';
import { rowsByGroup } from '../../table/groups.ts';
import { limitingPlaces, reach, unitsOf } from './envelope.ts';
import { listsByGroup, rowScores } from './rowScores.ts';

/**
 * Benefit of the doubt: each unit under the weights that suit it best, so chosen that no peer has more than 1 under them.
 *
 * Shape: p columns of n values to n values, linear programs for each unit, over the peers that limit others, which the anchors keep:
 * 10,000 units of 4 parts take a third of a second, of 10 parts that have nothing to do with each other, where many limit others, 5 to 8.
 * Unit: share of the best under the unit's own weights, 0 to 1; a newcomer better than all peers is above 1. Stated weights only say which
 * parts count (above 0).
 * Degenerate: nothing but zeros: 0; a negative part counts as 0, and so does a missing part, in a unit as in its peers; all missing: missing.
 * @source Cherchye et al. (2007), An Introduction to "Benefit of the Doubt" Composite Indicators
 * @example aggregate([[1, 4, 2], [4, 1, 2]], [Float64Array.of(0.5), Float64Array.of(0.5)], oneGroup(3), { method: 'benefit-of-the-doubt' }) // [1, 1, 0.8]
 */
export const benefitOfTheDoubt = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('benefit-of-the-doubt') }),
  needsPositive: true,
  isMean: false,
  neverFalls: true,
  takesCosts: false,
  fit(parts, weights, groups) {
    const maxima = parts.map(values => extent(values, groups).max);
    const best = listsByGroup(maxima, groups.count);
    const { starts, rows } = rowsByGroup(groups);
    const limits = best.map((most, group) => {
      const units = Array.from(rows.subarray(starts[group], starts[group + 1]), row =>
        Float64Array.from(parts, (values, part) => (weights[part][group] > 0 ? share(values[row], most[part]) : 0)),
      );
      return Array.from(limitingPlaces(unitsOf(units)), place => units[place]);
    });
    const lists = parts.map((_, part): [string, Float64Array[]] => [
      `limit${part + 1}`,
      limits.map(each => Float64Array.from(each, unit => unit[part])),
    ]);
    return { ...Object.fromEntries<Float64Array[]>(lists), best };
  },
  apply(parts, weights, groups, anchors, _options) {
    const { best, ...limits } = anchors as Record<string, readonly Float64Array[]>;
    const limitsOf = best.map((_, group) => {
      const count = limits.limit1[group].length;
      const rows = Array.from({ length: count }, (_unit, at) =>
        Float64Array.from(parts, (_part, part) => limits[`limit${part + 1}`][group][at]),
      );
      return unitsOf(rows);
    });
    return rowScores(parts, weights, groups, ({ count, group, part, value }) => {
      const gains = new Float64Array(parts.length);
      for (let at = 0; at < count; at++) gains[part[at]] = share(value[at], best[group][part[at]]);
      return reach(gains, limitsOf[group]);
    });
  },
});

/** The same in SQL. */
export const benefitOfTheDoubtSql: AggregateSql<typeof benefitOfTheDoubt> = {
  noSql: 'it solves a linear program for each unit',
};

/** Of the best, so that the unit of a part does not matter; 0 where it is missing, negative, or nobody has any. */
function share(value: number, most: number): number {
  return value > 0 && most > 0 ? value / most : 0;
}
