import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { groupSums } from '../../stats/sums.ts';
import { eachPart, weightedMeanSql } from './countedSql.ts';
import { listsByGroup, rowScores, weightedMean } from './rowScores.ts';
import { fitScale, placeOn, placeSql, scaleFitSql } from './scale.ts';

/**
 * MABAC: the weighted sum of distances to the border of each part, the geometric mean of its peers' places (min-max plus 1).
 *
 * Shape: p columns of n values to n values. Unit: weighted places; above 0 is better than the border.
 * Degenerate: a part of equal values is at its border, 0; missing parts are dropped and the other weights re-scaled.
 * @source Pamucar and Cirovic (2015), The selection of transport and handling resources in logistics centers using MABAC
 * @example aggregate([[7, 7]], [Float64Array.of(1)], oneGroup(2), { method: 'mabac' }) // [0, 0]
 */
export const mabac = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('mabac') }),
  needsPositive: false,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit(parts, _weights, groups, _options, directions) {
    const scale = fitScale(parts, groups, 'min-max', directions);
    const place = placeOn(scale, 'min-max', directions);
    const borders = parts.map((values, part) => {
      const row = { count: 1, group: 0, part: Uint32Array.of(part), value: new Float64Array(1), weight: values };
      const logs = values.map((value, at) => {
        row.group = groups.of[at];
        row.value[0] = value;
        return Math.log(place(row, 0) + 1);
      });
      const counts = groupSums(
        values.map(value => (value === value ? 1 : NaN)),
        groups,
      );
      // Equal values keep exactly their place.
      return groupSums(logs, groups).map((sum, group) =>
        scale.factor[group][part] === 0 ? 1.5 : Math.exp(sum / counts[group]),
      );
    });
    return { ...scale, border: listsByGroup(borders, groups.count) };
  },
  apply(parts, weights, groups, { border, ...scale }, _options, directions) {
    const place = placeOn(scale, 'min-max', directions);
    return rowScores(parts, weights, groups, row =>
      weightedMean(row, (_, at) => place(row, at) + 1 - border[row.group][row.part[at]]),
    );
  },
});

/** The same in SQL. */
export const mabacSql: AggregateSql<typeof mabac> = {
  fit: [
    parts => scaleFitSql(parts, 'min-max'),
    (parts, _weights, anchors) => {
      const place = placeSql(parts, anchors, 'min-max');
      const present = parts.map((value, at) => `CASE WHEN ${value} IS NOT NULL THEN ln(${place(at)} + 1e0) END`);
      return eachPart(present, 'border', log => `exp(avg(${log}))`);
    },
  ],
  apply(parts, weights, anchors) {
    const place = placeSql(parts, anchors, 'min-max');
    return weightedMeanSql(parts, weights, at => `${place(at)} + 1e0 - ${anchors[`border_${at + 1}`]}`);
  },
};
