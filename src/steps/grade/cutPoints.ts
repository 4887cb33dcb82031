import * as z from 'zod/mini';
import { gradeFields, gradeMethod } from './gradeMethod.ts';
import type { GradeSql } from './gradeMethod.ts';

const spec = () =>
  z
    .strictObject({
      method: z.literal('cut-points'),
      ...gradeFields(),
      from: z.array(z.number()),
    })
    .check(
      z.refine(({ grades, from }) => from.length === grades.length - 1, {
        error: 'give one score less than there are grades: where each grade but the last begins',
        path: ['from'],
      }),
      z.refine(({ from }) => from.every((cut, place) => place === 0 || cut < from[place - 1]), {
        error: 'scores must fall from the best grade on',
        path: ['from'],
      }),
    );

/**
 * Grades from stated scores: each grade but the last begins at its own.
 *
 * Shape: one list of borders, the same for every group. Unit: that of the score.
 * Degenerate: a score equal to a border gets the better grade; one grade and no border: all get it.
 * @example grade([90, 70, 10], oneGroup(3), { method: 'cut-points', grades: ['A', 'B', 'C'], from: [85, 50] }).codes // [0, 1, 2]
 */
export const cutPoints = gradeMethod({
  spec,
  fit: (_scores, groups, { from }) => ({ cuts: Array.from({ length: groups.count }, () => Float64Array.from(from)) }),
});

/** The same in SQL. */
export const cutPointsSql: GradeSql<typeof cutPoints> = (_score, { from }, dialect) =>
  from.map(cut => dialect.number(cut));
