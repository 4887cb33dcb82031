import * as z from 'zod/mini';
import { moments } from '../../stats/moments.ts';
import { gradeFields, gradeMethod } from './gradeMethod.ts';
import type { GradeSql } from './gradeMethod.ts';

const spec = () =>
  z.strictObject({ method: z.literal('standard-deviations'), ...gradeFields(), from: z.array(z.number()) }).check(
    z.refine(({ grades, from }) => from.length === grades.length - 1, {
      error: 'give one number of deviations less than there are grades: where each grade but the last begins',
      path: ['from'],
    }),
    z.refine(({ from }) => from.every((cut, place) => place === 0 || cut < from[place - 1]), {
      error: 'deviations must fall from the best grade on',
      path: ['from'],
    }),
  );

/**
 * Grades from the mean and the sample standard deviation (n - 1) of the scores: `from` says how many deviations above (or, negative, below)
 * the mean each grade but the last begins.
 *
 * Shape: one list of borders a group. Unit: that of the score; `from` in deviations.
 * Degenerate: equal scores, or one: the deviation counts as 1, so that all get the grade of the mean; no scores: no grade.
 * @source R package classInt, style "sd"; Dent (1999), Cartography: classes by standard deviation
 * @example grade([10, 20, 30], oneGroup(3), { method: 'standard-deviations', grades: ['A', 'B', 'C'], from: [1, -0.5] }).codes // [2, 1, 0]
 */
export const standardDeviations = gradeMethod({
  spec,
  fit(scores, groups, { from }) {
    const { mean, deviation } = moments(scores, groups);
    return {
      cuts: Array.from({ length: groups.count }, (_, group) =>
        Float64Array.from(from, count => mean[group] + count * (deviation[group] === 0 ? 1 : deviation[group])),
      ),
    };
  },
});

/** The same in SQL. */
export const standardDeviationsSql: GradeSql<typeof standardDeviations> = (score, { from }, dialect) => {
  // A sum of squares of equal values need not be exactly 0.
  const deviation = `case when min(${score}) = max(${score}) then ${dialect.number(1)} else stddev_samp(${score}) end`;
  return from.map(count => `avg(${score}) + ${dialect.number(count)} * (${deviation})`);
};
