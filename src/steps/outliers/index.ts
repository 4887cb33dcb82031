// The outliers step. Law: missing stays missing, and no value passes another (the order is kept or tied).
import type * as z from 'zod/mini';
import { columnStep, completeSpec } from '../../expr/columnStep.ts';
import type { ColumnMethodSql, SqlByName } from '../../expr/method.ts';
import type { Groups } from '../../table/groups.ts';
import { numbers } from '../../table/table.ts';
import { clipQuantile, clipQuantileSql } from './clipQuantile.ts';
import { huber, huberSql } from './huber.ts';
import { iqrFence, iqrFenceSql } from './iqrFence.ts';
import { mad, madSql } from './mad.ts';
import { none, noneSql } from './none.ts';
import { winsorize, winsorizeSql } from './winsorize.ts';

/** The step as fit and apply, with its list of methods. */
export const outliers = columnStep([none, clipQuantile, winsorize, iqrFence, mad, huber]);

/** The same in SQL, in a list of its own: a bundle that writes no SQL leaves it out, with the half of each method. */
export const outliersSql: SqlByName<typeof outliers.methods, ColumnMethodSql> = {
  none: noneSql,
  'clip-quantile': clipQuantileSql,
  winsorize: winsorizeSql,
  'iqr-fence': iqrFenceSql,
  mad: madSql,
  huber: huberSql,
};

/** How outliers are treated, as written in a model. */
export type OutliersSpec = z.input<typeof outliers.spec>;

/**
 * Draws extreme values in, so that one unit does not set the scale for all its peers.
 *
 * Shape: n values to n values. Unit: that of the values.
 * Degenerate: missing stays missing; equal values stay as they are.
 * @throws invalid_argument when the spec is wrong or lengths differ
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5
 * @example treatOutliers([0, 1, 2, 3, 100], oneGroup(5), { method: 'clip-quantile', lower: 0, upper: 0.75 }) // [0, 1, 2, 3, 3]
 */
export function treatOutliers(
  values: Float64Array | readonly (number | null)[],
  groups: Groups,
  spec: OutliersSpec,
): Float64Array {
  const column = numbers(values);
  const complete = completeSpec(outliers.spec, spec);
  return outliers.apply(column, groups, outliers.fit(column, groups, complete), complete);
}
