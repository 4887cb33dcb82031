import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql, Direction, SqlAnchors } from '../../expr/aggregateMethod.ts';
import { extent } from '../../stats/extent.ts';
import { eachPart, weightedMeanSql } from './countedSql.ts';
import { listsByGroup, rowScores, weightedMean } from './rowScores.ts';
import { fitScale, placeOn, placeSql, scaleFitSql } from './scale.ts';

/**
 * ARAS: a unit's weighted sum as a share of that of the ideal, the best of each part; each part is a share of the sum of the peers and
 * the ideal.
 *
 * Shape: p columns of n values to n values. Unit: utility degree, 0 to 1.
 * Degenerate: nothing but zeros: 0; a cost of 0 is the best there is; missing parts are dropped, from the ideal too, and the other
 * weights re-scaled.
 * @source Zavadskas and Turskis (2010), A new additive ratio assessment (ARAS) method in multicriteria decision-making
 * @example aggregate([[1, 4]], [Float64Array.of(1)], oneGroup(2), { method: 'aras' }) // [0.25, 1]
 */
export const aras = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('aras') }),
  needsPositive: true,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit(parts, _weights, groups, _options, directions) {
    const ends = parts.map((values, part) => extent(values, groups)[directions[part] === 'cost' ? 'min' : 'max']);
    const best = listsByGroup(ends, groups.count);
    const { from, factor } = fitScale(parts, groups, 'sum', directions);
    return {
      from,
      factor: factor.map((list, group) =>
        list.map((each, part) => withIdeal(each, best[group][part], directions[part])),
      ),
      best,
    };
  },
  apply(parts, weights, groups, { best, ...scale }, _options, directions) {
    const place = placeOn(scale, 'sum', directions);
    return rowScores(parts, weights, groups, row => {
      const ends = best[row.group];
      const ideal = weightedMean({ ...row, value: Float64Array.from(row.part, part => ends[part]) }, place);
      return ideal === 0 ? 0 : weightedMean(row, place) / ideal;
    });
  },
});

/** The same in SQL. */
export const arasSql: AggregateSql<typeof aras> = {
  fit: [parts => ({ ...scaleFitSql(parts, 'sum'), ...eachPart(parts, 'best', value => `max(${value})`) })],
  apply(parts, weights, anchors) {
    const extended: Record<string, string> = {};
    parts.forEach((_, at) => {
      const factor = anchors[`factor_${at + 1}`];
      extended[`factor_${at + 1}`] =
        `(CASE WHEN ${factor} = 0 THEN 0e0 ELSE 1e0 / (1e0 / ${factor} + ${anchors[`best_${at + 1}`]}) END)`;
    });
    const sum = (values: readonly string[], scale: SqlAnchors): string =>
      weightedMeanSql(parts, weights, placeSql(values, scale, 'sum'));
    const ideal = sum(
      parts.map((_, at) => anchors[`best_${at + 1}`]),
      extended,
    );
    return `CASE WHEN ${ideal} = 0 THEN 0e0 ELSE ${sum(parts, extended)} / ${ideal} END`;
  },
};

/** The factor when the ideal is one of the peers. */
function withIdeal(factor: number, best: number, direction: Direction): number {
  return factor === 0 ? 0 : 1 / (1 / factor + (direction === 'cost' ? 1 / best : best));
}
