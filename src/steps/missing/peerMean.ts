import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { moments } from '../../stats/moments.ts';
import { isOverAll, otherGroups, peersOnly } from './otherGroups.ts';
import { replaceMissing } from './replaceMissing.ts';

/**
 * Fills missing values with the mean of the peers that have one; inside a model `by` names columns of the units whose
 * groups stand in for the peers, and an empty list takes the mean of all units.
 *
 * Shape: n values to n values. Unit: that of the values.
 * Degenerate: a group without any value stays missing.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 3 (unconditional mean imputation)
 * @example fillMissing(Float64Array.of(1, NaN, 4), oneGroup(3), { method: 'peer-mean' }) // [1, 2.5, 4]
 */
export const peerMean = columnMethod({
  spec: () => z.strictObject({ method: z.literal('peer-mean'), by: otherGroups() }),
  fit: (values, groups) => ({ mean: moments(values, groups).mean }),
  isAcross: ({ by }) => isOverAll(by),
  apply: (values, groups, { mean }) => replaceMissing(values, row => mean[groups.of[row]]),
});

/** The same in SQL. */
export const peerMeanSql: ColumnSql<typeof peerMean> = {
  fit: (value, { by }) => peersOnly(by, { mean: `avg(${value})` }),
  apply: (value, { mean }) => `coalesce(${value}, ${mean})`,
};
