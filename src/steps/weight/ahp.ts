import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { isReciprocal, pairwiseWeights } from './pairwiseWeights.ts';

const MOST_INCONSISTENT = 0.1;

const spec = () =>
  z
    .strictObject({
      method: z.literal('ahp'),
      matrix: z.array(z.array(z.number().check(z.gte(1e-6), z.lte(1e6)))).check(z.minLength(1), z.maxLength(15)),
      allowInconsistent: z._default(z.boolean(), false),
    })
    .check(z.describe('matrix[i][j]: how many times as important as part j part i is; matrix[j][i] is 1 over it'));

/**
 * AHP, the analytic hierarchy process: the principal eigenvector of a matrix of pairwise comparisons, given in the
 * order of the parts.
 *
 * The consistency ratio is (λ - p) / (p - 1) over that of random matrices; above 0.1 the comparisons contradict each
 * other, which is a fault of the model unless `allowInconsistent`.
 *
 * Shape: one weight a part, the same for every group; at most 15 parts.
 * Degenerate: one part: weight 1; one or two parts are always consistent.
 * @source Saaty (1980), The Analytic Hierarchy Process, with its table of random indices
 * @example weigh([[1], [2]], oneGroup(1), { method: 'ahp', matrix: [[1, 3], [1 / 3, 1]] }) // [[0.75], [0.25]]
 */
export const ahp = weightMethod({
  spec,
  faults(parts, { matrix, allowInconsistent }) {
    if (matrix.length !== parts || matrix.some(row => row.length !== parts)) {
      return [`the matrix must have ${parts} rows of ${parts} numbers, one a part`];
    }
    if (!isReciprocal(matrix))
      return ['the matrix must have 1 on its diagonal, and matrix[j][i] must be 1 / matrix[i][j]'];
    const { consistencyRatio } = pairwiseWeights(matrix);
    if (allowInconsistent || consistencyRatio <= MOST_INCONSISTENT) return [];
    return [
      `the comparisons contradict each other: consistency ratio ${consistencyRatio.toFixed(3)}, at most ${MOST_INCONSISTENT} is usual; ` +
        'revise them, or set allowInconsistent',
    ];
  },
  fit: (_parts, groups, _granted, { matrix }) =>
    [...pairwiseWeights(matrix).weights].map(weight => new Float64Array(groups.count).fill(weight)),
});

/** The same in SQL. */
export const ahpSql: WeightSql<typeof ahp> = (_parts, _granted, { matrix }, dialect) =>
  [...pairwiseWeights(matrix).weights].map(weight => dialect.number(weight));
