import * as z from 'zod/mini';
import { columnMethod } from '../../expr/method.ts';
import type { ColumnSql } from '../../expr/method.ts';
import { countBelow, sortedByGroup } from '../../stats/quantile.ts';

/**
 * Rank transform: a value's place among its peers from the least on, 1 and up; ties take the least place.
 *
 * Shape: n values to n values. Unit: any to places.
 * Degenerate: equal values, or one: 1; a newcomer takes the place it would have had among the peers of frozen anchors.
 * @source Conover and Iman (1981), Rank Transformations as a Bridge; ties as in COINr 1.1, `n_rank`
 * @example transform([10, 30, 20, 20], 'rank') // [1, 4, 2, 2]
 */
export const rank = columnMethod({
  spec: () => z.strictObject({ method: z.literal('rank') }),
  fit: (values, groups) => ({ sorted: sortedByGroup(values, groups) }),
  apply: (values, groups, { sorted }) =>
    values.map((value, row) => (value === value ? countBelow(sorted[groups.of[row]], value) + 1 : NaN)),
});

/** The same in SQL. */
export const rankSql: ColumnSql<typeof rank> = {
  apply: (value, _anchors, _options, { countBelow: below }) =>
    `case when ${value} is not null then ${below(value)} + 1e0 end`,
};
