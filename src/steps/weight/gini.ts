import * as z from 'zod/mini';
import { giniCoefficient } from '../../stats/giniCoefficient.ts';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { sortedByGroup } from '../../stats/quantile.ts';

/**
 * Gini: the Gini coefficient of a part, Σ Σ |x - y| / (2 n² mean). A part of which few units have most weighs more.
 *
 * Shape: one weight a part and group, of the part's own values, at least 0; missing ones take no part. The direction
 * does not count.
 * Degenerate: a constant part weighs 0, and so does one with a negative value; all so: equal weights.
 * @source Li and Wang (2009), Research on an objective weighting method based on the Gini coefficient
 * @example weigh([[1, 0], [5, 5]], oneGroup(2), { method: 'gini' }) // [[1], [0]]
 */
export const gini = weightMethod({
  spec: () => z.strictObject({ method: z.literal('gini') }),
  needs: 'at least 0',
  fit: (parts, groups) => parts.map(part => Float64Array.from(sortedByGroup(part, groups), giniCoefficient)),
});

/** The same in SQL. */
export const giniSql: WeightSql<typeof gini> = {
  noSql: 'it takes the values of each part in their order, and a query would have to sort once a part',
};
