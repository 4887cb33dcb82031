import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { rowScores, weightedMean } from './rowScores.ts';
import { countedSql, weightedMeanSql } from './countedSql.ts';
import { fitScale, placeOn, placeSql, scaleFitSql } from './scale.ts';

/**
 * MAIRCA: how much of its due each unit fulfils, when beforehand all of the n peers are as likely to be the best and each part's due is
 * its weight by n.
 *
 * Shape: p columns of n values to n values. Unit: 1/n - G, G being the paper's total gap (less is better): from 0 (worst in every part) to 1/n.
 * Degenerate: a part of equal values is fulfilled by half; missing parts are dropped and the other weights re-scaled.
 * @source Pamucar, Vasin, Lukovac (2014), Selection of railway level crossings for investing in security equipment using hybrid DEMATEL-MARICA model
 * @example aggregate([[1, 2, 3]], [Float64Array.of(1)], oneGroup(3), { method: 'mairca' })[2] // 1 / 3
 */
export const mairca = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('mairca') }),
  needsPositive: false,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit(parts, weights, groups, _options, directions) {
    const units = new Float64Array(groups.count);
    rowScores(parts, weights, groups, ({ group }) => units[group]++);
    return { ...fitScale(parts, groups, 'min-max', directions), units };
  },
  apply(parts, weights, groups, anchors, _options, directions) {
    const place = placeOn(anchors, 'min-max', directions);
    return rowScores(parts, weights, groups, row => weightedMean(row, place) / anchors.units[row.group]);
  },
});

/** The same in SQL. */
export const maircaSql: AggregateSql<typeof mairca> = {
  fit: [
    (parts, weights) => {
      const counts = countedSql(parts, weights, () => 'true', 'false').join(' OR ');
      return { ...scaleFitSql(parts, 'min-max'), units: `count(CASE WHEN ${counts} THEN 1 END)` };
    },
  ],
  apply: (parts, weights, anchors) =>
    `(${weightedMeanSql(parts, weights, placeSql(parts, anchors, 'min-max'))} / nullif(${anchors.units}, 0))`,
};
