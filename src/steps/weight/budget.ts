import * as z from 'zod/mini';
import { weightMethod } from '../../expr/weightMethod.ts';
import type { WeightSql } from '../../expr/weightMethod.ts';
import { moments } from '../../stats/moments.ts';
import { oneGroup } from '../../table/groups.ts';

/**
 * Budget allocation: every expert spreads a budget over the parts; the mean of their shares. Budgets need not be
 * equally large.
 *
 * Shape: one weight a part, the same for every group; `allocations` has one list an expert, one number a part.
 * Degenerate: one expert: that expert's shares.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6 (budget allocation process)
 * @example weigh([[1], [2]], oneGroup(1), { method: 'budget', allocations: [[60, 40], [1, 1]] }) // [[0.55], [0.45]]
 */
export const budget = weightMethod({
  spec: () =>
    z.strictObject({
      method: z.literal('budget'),
      allocations: z.array(z.array(z.number().check(z.gte(0))).check(z.minLength(1))).check(z.minLength(1)),
    }),
  faults: (parts, { allocations }) =>
    allocations.flatMap((allocation, expert) => {
      const who = `expert ${expert + 1}`;
      if (allocation.length !== parts)
        return [`${who} gives ${allocation.length} numbers for ${parts} parts; give one a part`];
      return allocation.some(each => each > 0) ? [] : [`${who} gives every part 0; at least one must be above`];
    }),
  fit: (_parts, groups, _granted, { allocations }) =>
    allocationShares(allocations).mean.map(weight => new Float64Array(groups.count).fill(weight)),
});

/** The same in SQL. */
export const budgetSql: WeightSql<typeof budget> = (_parts, _granted, { allocations }, dialect) =>
  allocationShares(allocations).mean.map(weight => dialect.number(weight));

/**
 * How the experts' shares of a part lie: their mean, which is its weight, and how far they differ.
 *
 * Shape: one list an expert to one number a part. Deviation is sample (n - 1).
 * Degenerate: one expert: deviation 0.
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 6 (budget allocation process)
 * @example allocationShares([[3, 1], [1, 3]]).greatest // [0.75, 0.75]
 */
export function allocationShares(allocations: readonly (readonly number[])[]): {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly least: readonly number[];
  readonly greatest: readonly number[];
} {
  const shares = allocations.map(allocation => {
    const sum = allocation.reduce((total, each) => total + each, 0);
    return allocation.map(each => each / sum);
  });
  const byPart = allocations[0].map((_, part) => Float64Array.from(shares, share => share[part]));
  const spread = byPart.map(part => moments(part, oneGroup(part.length)));
  return {
    mean: spread.map(({ mean }) => mean[0]),
    deviation: spread.map(({ deviation }) => deviation[0]),
    least: byPart.map(part => Math.min(...part)),
    greatest: byPart.map(part => Math.max(...part)),
  };
}
