import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { quantiles } from '../../stats/quantile.ts';
import { isOverAll, otherGroups, peersOnly } from './otherGroups.ts';
import { replaceMissing } from './replaceMissing.ts';

/**
 * Fills missing values with the median of the peers that have one; inside a model `by` names columns of the units whose
 * groups stand in for the peers, and an empty list takes the median of all units.
 *
 * Shape: n values to n values. Unit: that of the values.
 * Degenerate: a group without any value stays missing.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3 (median substitution)
 * @example fillMissing(Float64Array.of(1, NaN, 4), oneGroup(3), { method: 'peer-median' }) // [1, 2.5, 4]
 */
export const peerMedian = columnMethod({
  spec: () => z.strictObject({ method: z.literal('peer-median'), by: otherGroups() }),
  fit: (values, groups) => ({ median: quantiles(values, groups, 0.5) }),
  isAcross: ({ by }) => isOverAll(by),
  apply: (values, groups, { median }) => replaceMissing(values, row => median[groups.of[row]]),
});

/** The same in SQL. */
export const peerMedianSql: ColumnSql<typeof peerMedian> = {
  fit: (value, { by }, dialect) => peersOnly(by, { median: dialect.quantile(value, 0.5) }),
  apply: (value, { median }) => `coalesce(${value}, ${median})`,
};
