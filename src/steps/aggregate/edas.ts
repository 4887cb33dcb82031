import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql, Direction } from '../../expr/aggregateMethod.ts';
import { extent } from '../../stats/extent.ts';
import { groupSums } from '../../stats/sums.ts';
import type { Groups } from '../../table/groups.ts';
import { eachPart, weightedMeanSql } from './countedSql.ts';
import { listsByGroup, rowScores, weightedMean } from './rowScores.ts';

/**
 * EDAS: how far a unit is above the average of its peers (as a share of the most that any is), and how little below.
 *
 * Shape: p columns of n values to n values. Unit: appraisal score, 0 to 1.
 * Degenerate: nobody above: that half is 0, nobody below: that half is 1, so equal units get 0.5; an average of 0 or below: the part
 * counts as average; missing parts are dropped and the other weights re-scaled.
 * @source Keshavarz Ghorabaee et al. (2015), Multi-Criteria Inventory Classification Using a New Method of Evaluation Based on Distance from Average Solution (EDAS)
 * @example aggregate([[2, 4, 6]], [Float64Array.of(1)], oneGroup(3), { method: 'edas' }) // [0, 0.5, 1]
 */
export const edas = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('edas') }),
  needsPositive: true,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit(parts, weights, groups, _options, directions) {
    const means = parts.map(values => {
      const { min, max } = extent(values, groups);
      const count = groupSums(
        values.map(value => (value === value ? 1 : NaN)),
        groups,
      );
      // The mean of equal values is that value, whatever their sum was rounded to.
      return groupSums(values, groups).map((sum, at) => (min[at] === max[at] ? min[at] : sum / count[at]));
    });
    const mean = listsByGroup(means, groups.count);
    return {
      mean,
      above: extent(distances(parts, weights, groups, mean, directions, 1), groups).max,
      below: extent(distances(parts, weights, groups, mean, directions, -1), groups).max,
    };
  },
  apply(parts, weights, groups, { mean, above, below }, _options, directions) {
    const ups = distances(parts, weights, groups, mean, directions, 1);
    const downs = distances(parts, weights, groups, mean, directions, -1);
    return ups.map((up, row) => {
      const group = groups.of[row];
      const gain = above[group] === 0 ? 0 * up : up / above[group];
      const loss = below[group] === 0 ? 0 * up : downs[row] / below[group];
      return (gain + 1 - loss) / 2;
    });
  },
});

/** The same in SQL. */
export const edasSql: AggregateSql<typeof edas> = {
  fit: [
    parts =>
      eachPart(
        parts,
        'mean',
        value => `CASE WHEN min(${value}) = max(${value}) THEN min(${value}) ELSE avg(${value}) END`,
      ),
    (parts, weights, anchors) => ({
      above: `max(${distanceSql(parts, weights, anchors, 1)})`,
      below: `max(${distanceSql(parts, weights, anchors, -1)})`,
    }),
  ],
  apply(parts, weights, anchors) {
    const share = (value: string, most: string): string =>
      `CASE WHEN ${most} = 0 THEN 0e0 * ${value} ELSE ${value} / ${most} END`;
    const gain = share(distanceSql(parts, weights, anchors, 1), anchors.above);
    const loss = share(distanceSql(parts, weights, anchors, -1), anchors.below);
    return `((${gain} + 1e0 - ${loss}) / 2e0)`;
  },
};

/** The weighted distance on one side of the average, as a share of it. */
function distances(
  parts: readonly Float64Array[],
  weights: readonly Float64Array[],
  groups: Groups,
  mean: readonly Float64Array[],
  directions: readonly Direction[],
  side: 1 | -1,
): Float64Array {
  return rowScores(parts, weights, groups, row =>
    weightedMean(row, ({ group, part, value }, at) => {
      const average = mean[group][part[at]];
      const sign = directions[part[at]] === 'cost' ? -side : side;
      return average <= 0 ? 0 : Math.max(0, (sign * (value[at] - average)) / average);
    }),
  );
}

function distanceSql(
  parts: readonly string[],
  weights: readonly string[],
  anchors: Readonly<Record<string, string>>,
  side: 1 | -1,
): string {
  return weightedMeanSql(parts, weights, at => {
    const average = anchors[`mean_${at + 1}`];
    const ahead = side === 1 ? `(${parts[at]} - ${average})` : `(${average} - ${parts[at]})`;
    return `CASE WHEN ${average} <= 0 OR ${ahead} <= 0 THEN 0e0 ELSE ${ahead} / ${average} END`;
  });
}
