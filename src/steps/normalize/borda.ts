import * as z from 'zod/mini';
import { belowByGroup } from '../../stats/belowByGroup.ts';
import { sortedByGroup } from '../../stats/quantile.ts';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';

/**
 * Borda: how many of the group a value beats; ties beat none of their own.
 *
 * Shape: n values to n values. Unit: any to points of 0 to n - 1.
 * Degenerate: equal values, or one: 0; a newcomer above all of frozen anchors: n.
 * @source COINr 1.1, `n_borda`; Borda (1781), Mémoire sur les élections au scrutin
 * @example normalize([10, 30, 20, 20], oneGroup(4), { method: 'borda' }) // [0, 3, 1, 1]
 */
export const borda = normalizer({
  spec: () => z.strictObject({ method: z.literal('borda') }),
  fit: (values, groups) => ({ sorted: sortedByGroup(values, groups) }),
  apply: (values, groups, { sorted }) => belowByGroup(values, groups, sorted, 0),
  bounds: () => [0, Infinity],
});

/** The same in SQL. */
export const bordaSql: NormalizerSql<typeof borda> = {
  fit: value => ({ known: `count(${value})` }),
  apply: (value, { known }, _, dialect) =>
    `case when ${known} > 0 and ${value} is not null then 0e0 + ${dialect.countBelow(value)} end`,
};
