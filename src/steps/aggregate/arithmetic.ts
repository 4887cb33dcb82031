import * as z from 'zod/mini';
import { aggregateMethod } from '../../expr/aggregateMethod.ts';
import { presentWeight, presentWeightSql } from './presentWeight.ts';

/**
 * Weighted arithmetic mean: a strength makes up for a weakness in full.
 *
 * Shape: p columns of n values to n values. Unit: that of the parts.
 * Degenerate: missing parts are dropped and the other weights re-scaled; all missing: missing.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6 (additive aggregation)
 * @example aggregate([[10], [20]], [Float64Array.of(0.75), Float64Array.of(0.25)], oneGroup(1), { method: 'arithmetic' }) // [12.5]
 */
export const arithmetic = aggregateMethod({
  spec: z.strictObject({ method: z.literal('arithmetic') }),
  needsPositive: false,
  apply(parts, weights, groups) {
    const rows = groups.of.length;
    const sum = new Float64Array(rows);
    parts.forEach((values, part) => {
      const weightOf = weights[part];
      for (let row = 0; row < rows; row++) {
        const value = values[row];
        if (value === value) sum[row] += weightOf[groups.of[row]] * value;
      }
    });
    const present = presentWeight(parts, weights, groups);
    for (let row = 0; row < rows; row++) sum[row] = present[row] === 0 ? NaN : sum[row] / present[row];
    return sum;
  },
  sql(parts, weights) {
    const terms = parts.map((value, part) => `coalesce(${weights[part]} * ${value}, 0)`);
    return `(${terms.join(' + ')}) / nullif(${presentWeightSql(parts, weights)}, 0)`;
  },
});
