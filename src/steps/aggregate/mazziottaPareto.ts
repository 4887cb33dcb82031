import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { groupSums } from '../../stats/sums.ts';
import { moments } from '../../stats/moments.ts';
import { eachPart, weightedMeanSql } from './countedSql.ts';
import { listsByGroup, rowScores, weightedMean } from './rowScores.ts';
import type { Place } from './scale.ts';

/**
 * Mazziotta-Pareto index: the mean of parts on a scale of mean 100 and deviation 10, less a penalty for being uneven, the deviation
 * between a unit's parts times their coefficient of variation.
 *
 * Shape: p columns of n values to n values. Unit: 100 is the mean of the peers; all deviations divide by n, as in the paper, and more is
 * better, so that the penalty is always taken off. A part that grows may lower the index by making it more uneven.
 * Degenerate: a part of equal values is 100; a mean of 0 or below, far off the peers of frozen anchors: no penalty; missing parts are
 * dropped and the other weights re-scaled.
 * @source Mazziotta and Pareto (2016), On a Generalized Non-compensatory Composite Index for Measuring Socio-economic Phenomena
 * @example aggregate([[1, 3], [8, 4]], [Float64Array.of(0.5), Float64Array.of(0.5)], oneGroup(2), { method: 'mazziotta-pareto' }) // [99, 99]
 */
export const mazziottaPareto = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('mazziotta-pareto') }),
  needsPositive: false,
  isMean: false,
  neverFalls: false,
  takesCosts: true,
  fit(parts, _weights, groups) {
    const learned = parts.map(values => {
      const { mean, deviation } = moments(values, groups);
      const counts = groupSums(
        values.map(value => (value === value ? 1 : NaN)),
        groups,
      );
      return { mean, deviation: deviation.map((each, group) => each * Math.sqrt(1 - 1 / counts[group])) };
    });
    return {
      mean: listsByGroup(
        learned.map(each => each.mean),
        groups.count,
      ),
      deviation: listsByGroup(
        learned.map(each => each.deviation),
        groups.count,
      ),
    };
  },
  apply(parts, weights, groups, { mean, deviation }, _options, directions) {
    const place: Place = ({ group, part, value }, at) => {
      const spread = deviation[group][part[at]];
      const sign = directions[part[at]] === 'cost' ? -10 : 10;
      return spread === 0 ? 100 : 100 + (sign * (value[at] - mean[group][part[at]])) / spread;
    };
    return rowScores(parts, weights, groups, row => {
      const center = weightedMean(row, place);
      const variance = weightedMean(row, (_, at) => (place(row, at) - center) ** 2);
      return center > 0 ? center - variance / center : center;
    });
  },
});

/** The same in SQL. */
export const mazziottaParetoSql: AggregateSql<typeof mazziottaPareto> = {
  fit: [
    parts => ({
      ...eachPart(parts, 'mean', value => `avg(${value})`),
      ...eachPart(
        parts,
        'deviation',
        value => `CASE WHEN min(${value}) = max(${value}) THEN 0e0 ELSE stddev_pop(${value}) END`,
      ),
    }),
  ],
  apply(parts, weights, anchors) {
    const place = (at: number): string => {
      const spread = anchors[`deviation_${at + 1}`];
      const scaled = `100e0 + 10e0 * (${parts[at]} - ${anchors[`mean_${at + 1}`]}) / ${spread}`;
      return `(CASE WHEN ${spread} = 0 THEN 100e0 ELSE ${scaled} END)`;
    };
    const center = weightedMeanSql(parts, weights, place);
    const variance = weightedMeanSql(parts, weights, at => `(${place(at)} - ${center}) * (${place(at)} - ${center})`);
    return `CASE WHEN ${center} > 0 THEN ${center} - ${variance} / ${center} ELSE ${center} END`;
  },
};
