// The weight step. Laws: weights are at least 0, sum to 1 in every group, and do not depend on the order of the rows.
import type * as z from 'zod/mini';
import { throwFaults } from '../../errors/ratingError.ts';
import { completeSpec } from '../../expr/columnStep.ts';
import { methodOf, oneOf } from '../../expr/method.ts';
import type { SqlByName } from '../../expr/method.ts';
import type { PartDirections, WeightMethod, WeightMethodSql } from '../../expr/weightMethod.ts';
import type { Groups } from '../../table/groups.ts';
import { numbers } from '../../table/table.ts';
import { ahp, ahpSql } from './ahp.ts';
import { angle, angleSql } from './angle.ts';
import { bestWorst, bestWorstSql } from './bestWorst.ts';
import { budget, budgetSql } from './budget.ts';
import { cilos, cilosSql } from './cilos.ts';
import { critic, criticSql } from './critic.ts';
import { entropy, entropySql } from './entropy.ts';
import { equal, equalSql } from './equal.ts';
import { equalImportance, equalImportanceSql } from './equalImportance.ts';
import { fixed, fixedSql } from './fixed.ts';
import { gini, giniSql } from './gini.ts';
import { idocriw, idocriwSql } from './idocriw.ts';
import { lopcow, lopcowSql } from './lopcow.ts';
import { merec, merecSql } from './merec.ts';
import { pca, pcaSql } from './pca.ts';
import { ranking, rankingSql } from './ranking.ts';
import { standardDeviation, standardDeviationSql } from './standardDeviation.ts';
import { variance, varianceSql } from './variance.ts';

/** The methods of the step. */
export const weightMethods = [
  fixed,
  equal,
  entropy,
  critic,
  standardDeviation,
  variance,
  gini,
  angle,
  merec,
  cilos,
  idocriw,
  lopcow,
  pca,
  equalImportance,
  ahp,
  bestWorst,
  ranking,
  budget,
] as const satisfies readonly WeightMethod[];

/** The same in SQL, in a list of its own: a bundle that writes no SQL leaves it out, with the half of each method. */
export const weightMethodsSql: SqlByName<typeof weightMethods, WeightMethodSql> = {
  fixed: fixedSql,
  equal: equalSql,
  entropy: entropySql,
  critic: criticSql,
  'standard-deviation': standardDeviationSql,
  variance: varianceSql,
  gini: giniSql,
  angle: angleSql,
  merec: merecSql,
  cilos: cilosSql,
  idocriw: idocriwSql,
  lopcow: lopcowSql,
  pca: pcaSql,
  'equal-importance': equalImportanceSql,
  ahp: ahpSql,
  'best-worst': bestWorstSql,
  ranking: rankingSql,
  budget: budgetSql,
};

/** How the parts of an index get their weights, told apart by `method`. */
export const weightSpec = oneOf(weightMethods);

/** How the parts of an index get their weights, as written in a model. */
export type WeightSpec = z.input<typeof weightSpec>;

/**
 * The weights of the parts of an index, scaled to sum 1 in every group.
 *
 * Shape: p columns of n values to p arrays of one weight a group. `directions` is for raw decision matrices, where less
 * of a part may be better; some methods turn such a part, each in its own way.
 * Degenerate: weights that sum to 0 in a group: equal weights there.
 * @throws invalid_argument when the spec is wrong, or does not fit so many parts
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6
 * @example weigh([[1, 2], [3, 4]], oneGroup(2), { method: 'fixed' }, [60, 40]) // [[0.6], [0.4]]
 */
export function weigh(
  parts: readonly (Float64Array | readonly (number | null)[])[],
  groups: Groups,
  spec: WeightSpec,
  granted: readonly number[] = parts.map(() => 1),
  directions: PartDirections = parts.map(() => 'benefit'),
): Float64Array[] {
  const complete = completeSpec(weightSpec, spec);
  const method: WeightMethod = methodOf<WeightMethod>(weightMethods, complete);
  const faults = method.faults?.(parts.length, complete) ?? [];
  throwFaults(faults.map(message => ({ code: 'invalid_argument', path: [], message })));
  return sumToOne(method.fit(parts.map(numbers), groups, granted, complete, directions), groups.count);
}

function sumToOne(weights: readonly Float64Array[], groupCount: number): Float64Array[] {
  const scaled = weights.map(part => part.slice());
  for (let group = 0; group < groupCount; group++) {
    let sum = 0;
    for (const part of weights) sum += part[group];
    for (const part of scaled) part[group] = sum === 0 ? 1 / scaled.length : part[group] / sum;
  }
  return scaled;
}
