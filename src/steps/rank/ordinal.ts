import * as z from 'zod/mini';
import { rankMethod } from './rankMethod.ts';
import type { RankSql } from './rankMethod.ts';

/**
 * Every unit has a rank of its own; ties are broken by the model's tie rules (1, 2, 3, 4).
 *
 * Shape: one place a row to one rank. Unit: 1 is best.
 * Degenerate: one row has rank 1.
 * @example rank([9, 5, 5, 1], oneGroup(4), { method: 'ordinal' }) // [1, 2, 3, 4]
 */
export const ordinal = rankMethod({
  spec: () => z.strictObject({ method: z.literal('ordinal') }),
  rank: position => position,
});

/** The same in SQL. */
export const ordinalSql: RankSql = { window: over => `row_number() ${over}`, ties: true };
