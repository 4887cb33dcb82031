import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { leastAboveZero } from '../../stats/leastAboveZero.ts';
import { correlationMatrices } from './correlationMatrices.ts';

/**
 * Weights under which the parts matter as they should: the correlations of the parts with the index (their arithmetic
 * mean under these weights) are to each other as the targets, `equal` or the `granted` weights. A weight alone does not
 * say how much a part matters: equal weights leave correlations far apart where parts differ in spread or go together.
 *
 * With R the correlations, s the deviations and t the targets, w = R⁻¹t / s. Where that asks for a weight below 0, the
 * part gets 0: it goes with the index more than it should even without a weight of its own, and the others meet their
 * targets.
 *
 * Shape: one weight a part and group, over the units that have every part that varies.
 * Degenerate: a constant part weighs 0; parts that follow from each other, such as with fewer units than parts, or no
 * target above 0: equal weights for the group.
 * @source Becker, Saisana, Paruolo, Vandecasteele (2017), Weights and importance in composite indicators: closing the gap; solved in closed form
 * @example weigh([[0, 1, 0], [0, 0, 2]], oneGroup(3), { method: 'equal-importance' }) // [[2 / 3], [1 / 3]]
 */
export const equalImportance = weightMethod({
  spec: () =>
    z.strictObject({
      method: z.literal('equal-importance'),
      targets: z._default(z.enum(['equal', 'granted']), 'equal'),
    }),
  fit(parts, groups, granted, { targets }) {
    const weights = parts.map(() => new Float64Array(groups.count));
    correlationMatrices(parts, groups).forEach((matrix, group) => {
      const target = matrix.parts.map(part => (targets === 'equal' ? 1 : granted[part]));
      const sum = target.reduce((total, each) => total + each, 0);
      const scaled = target.map(each => each / sum);
      const answer = sum === 0 ? undefined : leastAboveZero(matrix.rows, scaled);
      // Over the least deviation, so that a tiny one does not make a weight infinite.
      const least = Math.min(...matrix.deviations);
      answer?.forEach((each, at) => (weights[matrix.parts[at]][group] = each * (least / matrix.deviations[at])));
    });
    return weights;
  },
});

/** The same in SQL. */
export const equalImportanceSql: WeightSql<typeof equalImportance> = {
  noSql: 'weights are the solution of equations in the correlations of all parts',
};
