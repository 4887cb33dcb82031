import * as z from 'zod/mini';
import { rankMethod } from './rankMethod.ts';
import type { RankSql } from './rankMethod.ts';

/**
 * Equal scores share the least of their places, and the next rank is as much higher (1, 2, 2, 4).
 *
 * Shape: one place a row to one rank. Unit: 1 is best.
 * Degenerate: one row has rank 1.
 * @example rank([9, 5, 5, 1], oneGroup(4), { method: 'competition' }) // [1, 2, 2, 4]
 */
export const competition = rankMethod({
  spec: () => z.strictObject({ method: z.literal('competition') }),
  rank: (_position, firstOfTie) => firstOfTie,
});

/** The same in SQL. */
export const competitionSql: RankSql = { window: over => `rank() ${over}`, ties: false };
