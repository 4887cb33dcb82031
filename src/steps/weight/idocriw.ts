import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { cilos } from './cilos.ts';
import { entropy } from './entropy.ts';

/**
 * IDOCRIW, integrated determination of objective criteria weights: the product of the weights of `entropy` and `cilos`.
 *
 * Shape: one weight a part and group; values at least 0, of a cost above 0. Missing: as in each of the two.
 * Degenerate: a part that one of the two gives no weight has none; all so: equal weights.
 * @source Zavadskas and Podvezko (2016), Integrated determination of objective criteria weights in MCDM
 * @example weigh([[1, 3], [3, 1]], oneGroup(2), { method: 'idocriw' }) // [[0.5], [0.5]]
 */
export const idocriw = weightMethod({
  spec: () => z.strictObject({ method: z.literal('idocriw') }),
  needs: 'at least 0',
  fit(parts, groups, granted, _options, directions) {
    const told = entropy.fit(parts, groups, granted, { method: 'entropy' }, directions);
    const kept = cilos.fit(parts, groups, granted, { method: 'cilos' }, directions);
    return told.map((part, at) => part.map((weight, group) => weight * kept[at][group]));
  },
});

/** The same in SQL. */
export const idocriwSql: WeightSql<typeof idocriw> = {
  noSql: 'weights are the solution of linear equations, one for every part',
};
