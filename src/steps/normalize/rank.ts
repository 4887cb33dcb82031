import * as z from 'zod/mini';
import { belowByGroup } from '../../stats/belowByGroup.ts';
import { sortedByGroup } from '../../stats/quantile.ts';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';

/**
 * Rank from the worst up: 1 for the worst, one more for every value below; ties take the least.
 *
 * Shape: n values to n values. Unit: any to ranks of 1 to n.
 * Degenerate: equal values, or one: 1; a newcomer above all of frozen anchors: n + 1.
 * @source COINr 1.1, `n_rank`; OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 5 (ranking)
 * @example normalize([10, 30, 20, 20], oneGroup(4), { method: 'rank' }) // [1, 4, 2, 2]
 */
export const rank = normalizer({
  spec: () => z.strictObject({ method: z.literal('rank') }),
  fit: (values, groups) => ({ sorted: sortedByGroup(values, groups) }),
  apply: (values, groups, { sorted }) => belowByGroup(values, groups, sorted, 1),
  bounds: () => [1, Infinity],
});

/** The same in SQL. */
export const rankSql: NormalizerSql<typeof rank> = {
  fit: value => ({ known: `count(${value})` }),
  apply: (value, { known }, _, dialect) =>
    `case when ${known} > 0 and ${value} is not null then 1e0 + ${dialect.countBelow(value)} end`,
};
