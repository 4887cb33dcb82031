import * as z from 'zod/mini';
import { naturalBreaksOf } from '../../stats/naturalBreaks.ts';
import { sortedByGroup } from '../../stats/quantile.ts';
import { roundToSignificant } from '../../stats/significant.ts';
import { gradeFields, gradeMethod } from './gradeMethod.ts';
import type { GradeSql } from './gradeMethod.ts';

/**
 * Grades from natural breaks: the classes of scores with the least squares around their means, as many as there are grades. A grade begins
 * half way between its last score and the best of the next class.
 *
 * Shape: one list of borders a group. Unit: that of the score. Time: n log n scores a grade.
 * Degenerate: fewer distinct scores than grades: one grade each, from the best on; no scores: no grade.
 * @source Fisher (1958), On grouping for maximum homogeneity; Jenks (1967); exact by Wang and Song (2011), Ckmeans.1d.dp
 * @example grade([90, 88, 50, 12, 10], oneGroup(5), { method: 'natural-breaks', grades: ['A', 'B', 'C'] }).codes // [0, 0, 1, 2, 2]
 */
export const naturalBreaks = gradeMethod({
  spec: () => z.strictObject({ method: z.literal('natural-breaks'), ...gradeFields() }),
  fit: (scores, groups, { grades }) => ({
    cuts: sortedByGroup(scores.map(roundToSignificant), groups).map(sorted => naturalBreaksOf(sorted, grades.length)),
  }),
});

/** The same in SQL. */
export const naturalBreaksSql: GradeSql<typeof naturalBreaks> = {
  noSql: 'the best classes are found by a search over all scores of a group',
};
