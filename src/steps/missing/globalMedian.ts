import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { quantiles } from '../../stats/quantile.ts';
import { oneGroup } from '../../table/groups.ts';
import { replaceMissing } from './replaceMissing.ts';

/**
 * Fills missing values with the median of all units that have one, whatever their peers.
 *
 * Shape: n values to n values. Unit: that of the values.
 * Degenerate: no value at all: all stay missing.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3 (median substitution); COINr 1.1, `i_median`
 * @example fillMissing([1, null, 4, 9], groupsOf(['a', 'a', 'b', 'b']), { method: 'global-median' }) // [1, 4, 4, 9]
 */
export const globalMedian = columnMethod({
  spec: () => z.strictObject({ method: z.literal('global-median') }),
  fit(values, groups) {
    const [median] = quantiles(values, oneGroup(values.length), 0.5);
    return { median: new Float64Array(groups.count).fill(median) };
  },
  isAcross: () => true,
  apply: (values, groups, { median }) => replaceMissing(values, row => median[groups.of[row]]),
});

/** The same in SQL. */
export const globalMedianSql: ColumnSql<typeof globalMedian> = {
  fit: (value, _options, dialect) => ({ median: dialect.quantile(value, 0.5) }),
  apply: (value, { median }) => `coalesce(${value}, ${median})`,
};
