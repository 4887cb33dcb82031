import { quantiles } from '../../stats/quantile.ts';
import { gradeMethod } from './gradeMethod.ts';
import type { GradeSql } from './gradeMethod.ts';
import { sharesSpec, sharesUpTo } from './gradeShares.ts';

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
  spec: () => sharesSpec('quantile'),
  fit(scores, groups, options) {
    const borders = sharesUpTo(options).map(share => quantiles(scores, groups, 1 - share));
    return {
      cuts: Array.from({ length: groups.count }, (_, group) => Float64Array.from(borders, border => border[group])),
    };
  },
});

/** The same in SQL. */
export const quantileSql: GradeSql<typeof quantile> = (score, options, dialect) =>
  sharesUpTo(options).map(share => dialect.quantile(score, 1 - share));
