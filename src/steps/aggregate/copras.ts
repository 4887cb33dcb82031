import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql, Direction } from '../../expr/aggregateMethod.ts';
import { extent } from '../../stats/extent.ts';
import { groupSums } from '../../stats/sums.ts';
import { weightedMeanSql } from './countedSql.ts';
import { rowScores } from './rowScores.ts';
import { fitScale, placeOn, placeSql, scaleFitSql } from './scale.ts';
import type { Place } from './scale.ts';

/**
 * COPRAS: a unit's sum of benefits and what it earns by low costs, as a share of the best of the peers. All the costs there are, are
 * given out again in inverse proportion to each unit's own.
 *
 * Shape: p columns of n values to n values. Unit: utility degree, 0 to 1; each part is a share of its peers' sum.
 * Degenerate: a unit of which no cost is known earns the mean; costs of 0 earn all there is; nothing but zeros: 0; missing parts are
 * dropped and the other weights re-scaled. Without costs it is the weighted sum of shares.
 * @source Zavadskas, Kaklauskas, Sarka (1994), The new method of multicriteria complex proportional assessment of projects
 * @example aggregate([[1, 3], [2, 2]], [Float64Array.of(0.5), Float64Array.of(0.5)], oneGroup(2), { method: 'copras' }, 0, ['benefit', 'cost']) // [0.6, 1]
 */
export const copras = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('copras') }),
  needsPositive: true,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit(parts, weights, groups, _options, directions) {
    const scale = fitScale(parts, groups, 'sum', asBenefits(parts));
    const place = placeOn(scale, 'sum', asBenefits(parts));
    const costs = rowScores(parts, weights, groups, row => sumOf('cost', row, place, directions));
    const costMean = means(costs);
    const costInverse = means(costs.map(cost => 1 / cost));
    const learned = { ...scale, costMean, costInverse };
    const earned = rowScores(parts, weights, groups, row => earnings(row, place, directions, learned));
    return { ...learned, best: extent(earned, groups).max };

    function means(values: Float64Array): Float64Array {
      const counts = groupSums(
        values.map(value => (value === value ? 1 : NaN)),
        groups,
      );
      return groupSums(values, groups).map((sum, group) => sum / counts[group]);
    }
  },
  apply(parts, weights, groups, anchors, _options, directions) {
    const place = placeOn(anchors, 'sum', asBenefits(parts));
    return rowScores(parts, weights, groups, row => {
      const best = anchors.best[row.group];
      return best === 0 ? 0 : earnings(row, place, directions, anchors) / best;
    });
  },
});

/** The same in SQL. */
export const coprasSql: AggregateSql<typeof copras> = {
  fit: [
    parts => scaleFitSql(parts, 'sum'),
    (parts, weights, anchors) => ({
      best: `max(${weightedMeanSql(parts, weights, placeSql(parts, anchors, 'sum'))})`,
    }),
  ],
  apply(parts, weights, anchors) {
    const sum = weightedMeanSql(parts, weights, placeSql(parts, anchors, 'sum'));
    return `CASE WHEN ${sum} IS NULL THEN NULL WHEN ${anchors.best} = 0 THEN 0e0 ELSE ${sum} / ${anchors.best} END`;
  },
};

type Row = Parameters<Place>[0];

/** The sum of the row's benefits, or of its costs; without any, 0 and missing. */
function sumOf(kind: Direction, row: Row, place: Place, directions: readonly Direction[]): number {
  let sum = 0;
  let isThere = kind === 'benefit';
  for (let at = 0; at < row.count; at++) {
    if (directions[row.part[at]] !== kind) continue;
    sum += row.weight[at] * place(row, at);
    isThere = true;
  }
  return isThere ? sum : NaN;
}

/** The paper's Q. */
function earnings(
  row: Row,
  place: Place,
  directions: readonly Direction[],
  { costMean, costInverse }: { readonly costMean: Float64Array; readonly costInverse: Float64Array },
): number {
  const benefits = sumOf('benefit', row, place, directions);
  const mean = costMean[row.group];
  // Nobody has a cost.
  if (mean !== mean) return benefits;
  const cost = sumOf('cost', row, place, directions);
  if (cost !== cost) return benefits + mean;
  return benefits + mean * (cost === 0 ? 1 : 1 / (cost * costInverse[row.group]));
}

/** Costs are shares of their sum as they stand: they count against a unit by what it earns. */
function asBenefits(parts: readonly unknown[]): 'benefit'[] {
  return parts.map(() => 'benefit');
}
