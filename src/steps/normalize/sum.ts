import * as z from 'zod/mini';
import { groupSums } from '../../stats/sums.ts';
import { normalizer } from './normalizer.ts';
import type { NormalizerSql } from './normalizer.ts';
import { leastAsPartOf, leastAsPartOfSql, leastFromZero, leastFromZeroSql, partsOf } from './ratio.ts';

/**
 * Sum: a value's share of the total of its group, x / Σ|x|; for a cost the share of the reciprocals, (1/x) / Σ(1/x).
 *
 * Shape: n values to n values. Unit: any to shares that sum to 1; negative for negative benefits.
 * Degenerate: equal values above 0, or equal costs: 1 / n each; all 0: 0; costs of 0 or less share the 1, and every other cost gets
 * nothing; a newcomer below the least cost gets what the least gets.
 * @source pymcdm 1.4, `sum_normalization`; Hwang and Yoon (1981), Multiple Attribute Decision Making
 * @example normalize([1, 1, 2], oneGroup(3), { method: 'sum' }, 'cost') // [0.4, 0.4, 0.2]
 */
export const sum = normalizer({
  spec: () => z.strictObject({ method: z.literal('sum') }),
  // Of sizes: a sum of mixed signs could be 0 or negative, and dividing by it would turn the order.
  fit: (values, groups) => ({ total: groupSums(values.map(Math.abs), groups).map(total => (total === 0 ? 1 : total)) }),
  apply: (values, groups, { total }) => partsOf(values, groups, total),
  bounds: () => [-1, 1],
  cost: {
    fit(values, groups) {
      const least = leastFromZero(values, groups);
      // Reciprocals as parts of the greatest one, which neither overflow nor divide by 0.
      return { least, total: groupSums(leastAsPartOf(values, groups, least), groups) };
    },
    apply: (values, groups, { least, total }) => partsOf(leastAsPartOf(values, groups, least), groups, total),
    bounds: () => [0, 1],
  },
});

/** The same in SQL. */
export const sumSql: NormalizerSql<typeof sum> = {
  fit: value => ({ total: `case when sum(abs(${value})) = 0 then 1e0 else sum(abs(${value})) end` }),
  apply: (value, { total }) => `${value} / ${total}`,
  cost: {
    fit: value => ({ least: leastFromZeroSql(value) }),
    refit: (value, { least }) => ({ total: `sum(${leastAsPartOfSql(value, least)})` }),
    apply: (value, { least, total }) => `(${leastAsPartOfSql(value, least)}) / ${total}`,
  },
};
