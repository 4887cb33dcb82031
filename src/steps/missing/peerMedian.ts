import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import { quantiles } from '../../stats/quantile.ts';
import { replaceMissing } from './replaceMissing.ts';

/**
 * Fills missing values with the median of the peers that have one.
 *
 * Shape: n values to n values. Unit: that of the values.
 * Degenerate: a group without any value stays missing.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3 (median substitution)
 * @example fillMissing(Float64Array.of(1, NaN, 4), oneGroup(3), { method: 'peer-median' }) // [1, 2.5, 4]
 */
export const peerMedian = columnMethod({
  spec: z.strictObject({ method: z.literal('peer-median') }),
  fit: (values, groups) => ({ median: quantiles(values, groups, 0.5) }),
  apply: (values, groups, { median }) => replaceMissing(values, row => median[groups.of[row]]),
  sql: {
    fit: (value, _options, dialect) => ({ median: dialect.quantile(value, 0.5) }),
    apply: (value, { median }) => `coalesce(${value}, ${median})`,
  },
});
