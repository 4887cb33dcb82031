import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { eigenvectors } from '../../stats/eigenvectors.ts';
import { correlationMatrices } from './correlationMatrices.ts';

/** Eigenvalues this close are taken for equal, and one this close to 1 is not above it. */
const TIE = 1e-9;

/**
 * Principal components of the parts' correlations: squared loadings, times the variance that their component explains.
 * Squares sum to 1 for each component and have no sign, so a part that runs against the others weighs as much as one
 * that runs with them.
 *
 * `first` takes the first component, `above-one` each with an eigenvalue above 1, not rotated (the first where none
 * is).
 *
 * Shape: one weight a part and group, over the units that have every part that varies.
 * Degenerate: a constant part weighs 0; components tied for the first all count; nothing varies: equal weights.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6; Kaiser (1960) for eigenvalues above 1
 * @example weigh([[1, 2, 3], [2, 4, 7]], oneGroup(3), { method: 'pca' }) // [[0.5], [0.5]]
 */
export const pca = weightMethod({
  spec: () =>
    z.strictObject({
      method: z.literal('pca'),
      components: z._default(z.enum(['first', 'above-one']), 'first'),
    }),
  fit(parts, groups, _granted, { components }) {
    const weights = parts.map(() => new Float64Array(groups.count));
    correlationMatrices(parts, groups).forEach((matrix, group) => {
      const { values, vectors } = eigenvectors(matrix.rows);
      vectors.forEach((vector, at) => {
        const counts = values[at] >= values[0] - TIE || (components === 'above-one' && values[at] > 1 + TIE);
        if (!counts) return;
        matrix.parts.forEach((part, place) => (weights[part][group] += values[at] * vector[place] ** 2));
      });
    });
    return weights;
  },
});

/** The same in SQL. */
export const pcaSql: WeightSql<typeof pca> = {
  noSql: 'components are found step by step from the correlations of all parts',
};
