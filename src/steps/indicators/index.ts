// The indicators step: what a measured value goes through before it is compared with its peers.
// Laws of the transforms: missing stays missing; a greater value never becomes a smaller one; each group learns by itself.
import * as z from 'zod/mini';
import { columnStep } from '../../expr/columnStep.ts';
import { methodName } from '../../expr/method.ts';
import type { ColumnMethodSql, SqlByName } from '../../expr/method.ts';
import { oneGroup } from '../../table/groups.ts';
import type { Groups } from '../../table/groups.ts';
import { numbers } from '../../table/table.ts';
import { boxCox, boxCoxSql } from './boxCox.ts';
import { log, logSql } from './log.ts';
import { log1p, log1pSql } from './log1p.ts';
import { logit, logitSql } from './logit.ts';
import { none, noneSql } from './none.ts';
import { rank, rankSql } from './rank.ts';
import { sqrt, sqrtSql } from './sqrt.ts';
import { yeoJohnson, yeoJohnsonSql } from './yeoJohnson.ts';

/** The transforms as fit and apply, with their list. */
export const transforms = columnStep([none, log, log1p, sqrt, boxCox, yeoJohnson, logit, rank]);

/** The same in SQL, in a list of its own: a bundle that writes no SQL leaves it out, with the half of each method. */
export const transformsSql: SqlByName<typeof transforms.methods, ColumnMethodSql> = {
  none: noneSql,
  log: logSql,
  log1p: log1pSql,
  sqrt: sqrtSql,
  'box-cox': boxCoxSql,
  'yeo-johnson': yeoJohnsonSql,
  logit: logitSql,
  rank: rankSql,
};

/** A transform as written in a model: its name alone, or an object with options. */
export type TransformSpec = z.input<typeof transforms.spec> | string;

/**
 * Bends the scale of values; a transform that learns from the peers does so in each group, by default one.
 *
 * Shape: n values to n values.
 * Degenerate: a value outside of the transform's domain becomes missing.
 * @throws invalid_argument when there is no such transform, or lengths differ
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5
 * @example transform([0, 3], { method: 'sqrt' }) // [0, 1.7320508075688772]
 */
export function transform(
  values: Float64Array | readonly (number | null)[],
  spec: TransformSpec,
  groups: Groups = oneGroup(values.length),
): Float64Array {
  const column = numbers(values);
  const complete = typeof spec === 'string' ? { method: spec } : spec;
  return transforms.apply(column, groups, transforms.fit(column, groups, complete), complete);
}

/** A transform in a model: an object, or its name alone where it has no options. */
export const transformSpec = z.lazy(() =>
  z.union([z.enum(transforms.methods.map(method => methodName(method))), transforms.spec]),
);
