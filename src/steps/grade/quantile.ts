import * as z from 'zod/mini';
import { quantiles } from '../../stats/quantile.ts';
import { gradeMethod, gradeNames } from './gradeMethod.ts';

const share = z.number().check(z.positive(), z.lte(1));
const spec = z.strictObject({ method: z.literal('quantile'), grades: gradeNames, shares: z.array(share) }).check(
  z.refine(({ grades, shares }) => shares.length === grades.length || shares.length === grades.length - 1, {
    error: 'give one share a grade, best first; the last may be left out, it gets the rest',
    path: ['shares'],
  }),
  z.refine(({ grades, shares }) => hasRoom(total(shares), shares.length === grades.length), {
    error: 'shares must sum to 1, or to less than 1 when the last grade gets the rest',
    path: ['shares'],
  }),
);

/**
 * Grades from quantiles (type 7) of the scores of each group: with shares 0.1 and 0.3 the best grade begins at the 0.9 quantile,
 * the next at the 0.6 quantile.
 *
 * Shape: one list of borders a group. Unit: that of the score; shares from 0 to 1.
 * Degenerate: equal scores, or one: all get the best grade; no scores: no grade.
 * @source Hyndman and Fan (1996), Sample Quantiles in Statistical Packages, type 7
 * @example grade([1, 2, 3, 4, 5], oneGroup(5), { method: 'quantile', grades: ['A', 'B'], shares: [0.25] }).codes // [1, 1, 1, 0, 0]
 */
export const quantile = gradeMethod({
  spec,
  fit(scores, groups, options) {
    const borders = ends(options).map(end => quantiles(scores, groups, end));
    return {
      cuts: Array.from({ length: groups.count }, (_, group) => Float64Array.from(borders, border => border[group])),
    };
  },
  sql: (score, options, dialect) => ends(options).map(end => dialect.quantile(score, end)),
});

/** The share of scores below each border. */
function ends({
  grades,
  shares,
}: {
  readonly grades: readonly string[];
  readonly shares: readonly number[];
}): number[] {
  return Array.from({ length: grades.length - 1 }, (_, place) => Math.max(0, 1 - total(shares.slice(0, place + 1))));
}

function total(shares: readonly number[]): number {
  return shares.reduce((sum, share) => sum + share, 0);
}

function hasRoom(sum: number, isWhole: boolean): boolean {
  return isWhole ? Math.abs(sum - 1) < 1e-9 : sum < 1;
}
