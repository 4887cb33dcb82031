import * as z from 'zod/mini';
import { rankMethod } from './rankMethod.ts';
import type { RankSql } from './rankMethod.ts';

/**
 * Equal scores share a rank, and no rank is left out (1, 2, 2, 3).
 *
 * Shape: one place a row to one rank. Unit: 1 is best.
 * Degenerate: one row has rank 1.
 * @example rank([9, 5, 5, 1], oneGroup(4), { method: 'dense' }) // [1, 2, 2, 3]
 */
export const dense = rankMethod({
  spec: () => z.strictObject({ method: z.literal('dense') }),
  rank: (_position, _firstOfTie, _lastOfTie, distinct) => distinct,
});

/** The same in SQL. */
export const denseSql: RankSql = { window: over => `dense_rank() ${over}`, ties: false };
