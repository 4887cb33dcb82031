import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import type { AggregateSql } from '../../expr/aggregateMethod.ts';
import type { Groups } from '../../table/groups.ts';
import { presentWeightSql } from './presentWeight.ts';

/**
 * Weighted arithmetic mean: a strength makes up for a weakness in full.
 *
 * Shape: p columns of n values to n values. Unit: that of the parts.
 * Degenerate: missing parts are dropped and the other weights re-scaled; all missing: missing.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6 (additive aggregation)
 * @example aggregate([[10], [20]], [Float64Array.of(0.75), Float64Array.of(0.25)], oneGroup(1), { method: 'arithmetic' }) // [12.5]
 */
export const arithmetic = aggregateMethod({
  spec: () => z.strictObject({ method: z.literal('arithmetic') }),
  needsPositive: false,
  isMean: true,
  neverFalls: true,
  takesCosts: false,
  apply(parts, weights, groups) {
    const sum = new Float64Array(groups.of.length);
    const whole = new Float64Array(groups.count);
    let added = 0;
    for (; added + 1 < parts.length && isOne(weights[added]) && isOne(weights[added + 1]); added += 2)
      addTwo(sum, parts[added], weights[added][0], parts[added + 1], weights[added + 1][0]);
    for (; added < parts.length; added++) addWeighted(sum, parts[added], weights[added], groups);
    for (const weightOf of weights) for (let group = 0; group < groups.count; group++) whole[group] += weightOf[group];
    for (let row = 0; row < sum.length; row++) {
      const group = groups.of[row];
      // A part that is missing made the sum missing, so that most rows are never asked part by part.
      sum[row] = sum[row] === sum[row] ? sum[row] / whole[group] : meanOfPresent(parts, weights, row, group);
    }
    return sum;
  },
});

/** The same in SQL. */
export const arithmeticSql: AggregateSql<typeof arithmetic> = {
  apply(parts, weights) {
    const terms = parts.map((value, part) => `coalesce(${weights[part]} * ${value}, 0)`);
    return `(${terms.join(' + ')}) / nullif(${presentWeightSql(parts, weights)}, 0)`;
  },
};

/** Granted weights are the same in every group. */
function isOne(weightOf: Float64Array): boolean {
  for (let group = 1; group < weightOf.length; group++) if (weightOf[group] !== weightOf[0]) return false;
  return true;
}

/** Without a look at the group, and with one at the sum for two parts. */
function addTwo(sum: Float64Array, first: Float64Array, weight: number, second: Float64Array, other: number): void {
  for (let row = 0; row < sum.length; row++) sum[row] = sum[row] + weight * first[row] + other * second[row];
}

function addWeighted(sum: Float64Array, values: Float64Array, weightOf: Float64Array, { of }: Groups): void {
  for (let row = 0; row < sum.length; row++) sum[row] += weightOf[of[row]] * values[row];
}

function meanOfPresent(
  parts: readonly Float64Array[],
  weights: readonly Float64Array[],
  row: number,
  group: number,
): number {
  let sum = 0;
  let present = 0;
  for (let part = 0; part < parts.length; part++) {
    const value = parts[part][row];
    if (value !== value) continue;
    sum += weights[part][group] * value;
    present += weights[part][group];
  }
  return sum / present;
}
