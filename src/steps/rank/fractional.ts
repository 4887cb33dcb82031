import * as z from 'zod/mini';
import { rankMethod } from './rankMethod.ts';
import type { RankSql } from './rankMethod.ts';

/**
 * Equal scores share the mean of their places, so that ranks keep their sum (1, 2.5, 2.5, 4): the ranks of Spearman's correlation.
 *
 * Shape: one place a row to one rank. Unit: 1 is best; halves where a tie has an even count.
 * Degenerate: one row has rank 1; n equal scores have rank (n + 1) / 2.
 * @source Kendall (1945), The treatment of ties in ranking problems: mid-ranks
 * @example rank([9, 5, 5, 1], oneGroup(4), { method: 'fractional' }) // [1, 2.5, 2.5, 4]
 */
export const fractional = rankMethod({
  spec: () => z.strictObject({ method: z.literal('fractional') }),
  rank: (_position, firstOfTie, lastOfTie) => (firstOfTie + lastOfTie) / 2,
});

/** The same in SQL. A count over an order goes up to the last row that ties. */
export const fractionalSql: RankSql = { window: over => `(rank() ${over} + count(*) ${over}) * 0.5`, ties: false };
