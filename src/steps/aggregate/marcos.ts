import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import { extent } from '../../stats/extent.ts';
import { eachPart, weightedMeanSql } from './countedSql.ts';
import { listsByGroup, rowScores, weightedMean } from './rowScores.ts';
import { fitScale, placeOn, placeSql, scaleFitSql } from './scale.ts';

/**
 * MARCOS: a compromise of a unit's utility against the ideal (the best of each part) and the anti-ideal (the worst of each).
 *
 * With s, a and b for the weighted sums of shares of the best of the unit, the anti-ideal and the ideal, the paper's K- = s/a, K+ = s/b
 * and their utility functions come to s (a + b) / (a² + a b + b²), which has an answer for an anti-ideal of 0 as well.
 *
 * Shape: p columns of n values to n values. Unit: utility; the ideal has (a + 1) / (a² + a + 1).
 * Degenerate: nothing but zeros: 0; missing parts are dropped, from the ideals too, and the other weights re-scaled.
 * @source Stevic et al. (2020), Sustainable supplier selection in healthcare industries using a new MCDM method: MARCOS
 * @example aggregate([[0, 2, 4]], [Float64Array.of(1)], oneGroup(3), { method: 'marcos' }) // [0, 0.5, 1]
 */
export const marcos = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('marcos') }),
  needsPositive: true,
  isMean: false,
  neverFalls: true,
  takesCosts: true,
  fit(parts, _weights, groups, _options, directions) {
    const scale = fitScale(parts, groups, 'linear', directions);
    const ends = parts.map(values => extent(values, groups));
    const lists = (end: 'min' | 'max'): Float64Array[] =>
      listsByGroup(
        ends.map((each, part) => each[directions[part] === 'cost' ? otherEnd[end] : end]),
        groups.count,
      );
    return { ...scale, worst: lists('min'), best: lists('max') };
  },
  apply(parts, weights, groups, { worst, best, ...scale }, _options, directions) {
    const place = placeOn(scale, 'linear', directions);
    return rowScores(parts, weights, groups, row => {
      const { group, part } = row;
      const own = weightedMean(row, place);
      const at = (ends: readonly Float64Array[]) => ({
        ...row,
        value: Float64Array.from(part, each => ends[group][each]),
      });
      const [antiIdeal, ideal] = [weightedMean(at(worst), place), weightedMean(at(best), place)];
      const divisor = antiIdeal ** 2 + antiIdeal * ideal + ideal ** 2;
      return divisor === 0 ? 0 : (own * (antiIdeal + ideal)) / divisor;
    });
  },
});

/** The same in SQL. */
export const marcosSql: AggregateSql<typeof marcos> = {
  fit: [
    parts => ({
      ...scaleFitSql(parts, 'linear'),
      ...eachPart(parts, 'worst', value => `min(${value})`),
      ...eachPart(parts, 'best', value => `max(${value})`),
    }),
  ],
  apply(parts, weights, anchors) {
    const sum = (values: readonly string[]): string =>
      weightedMeanSql(parts, weights, placeSql(values, anchors, 'linear'));
    const ends = (name: string): string => sum(parts.map((_, at) => anchors[`${name}_${at + 1}`]));
    const [own, antiIdeal, ideal] = [sum(parts), ends('worst'), ends('best')];
    const divisor = `(${antiIdeal} * ${antiIdeal} + ${antiIdeal} * ${ideal} + ${ideal} * ${ideal})`;
    return `CASE WHEN ${divisor} = 0 THEN 0e0 ELSE ${own} * (${antiIdeal} + ${ideal}) / ${divisor} END`;
  },
};

const otherEnd = { min: 'max', max: 'min' } as const;
