import { sortedByGroup } from '../../stats/quantile.ts';
import { gradeMethod } from './gradeMethod.ts';
import type { GradeSql } from './gradeMethod.ts';
import { sharesSpec, sharesUpTo } from './gradeShares.ts';

/** A count that lies above a whole number by less than this is that number: 0.1 + 0.2 of ten units are three. */
const CLOSE = 1e-9;

/**
 * Grades by counting ranks: with shares 0.05 and 0.15 the best grade goes to the units of which fewer than 5 percent of the group are
 * better, the next to those of which fewer than 20 percent are. Ties stay together, in the better grade.
 *
 * Shape: one list of borders a group: the score at the place that each share reaches, counted up to a whole unit.
 * Unit: that of the score; shares from 0 to 1.
 * Degenerate: equal scores, or one: all get the best grade; no scores: no grade.
 * @source the empirical distribution function turned around, quantile type 1 from the best score down: Hyndman and Fan (1996)
 * @example grade([9, 7, 7, 2, 1], oneGroup(5), { method: 'share', grades: ['S', 'A', 'B'], shares: [0.2, 0.2] }).codes // [0, 1, 1, 2, 2]
 */
export const share = gradeMethod({
  spec: () => sharesSpec('share'),
  fit: (scores, groups, options) => ({
    cuts: sortedByGroup(scores, groups).map(sorted =>
      Float64Array.from(sharesUpTo(options), upTo => sorted[sorted.length - placeOf(upTo, sorted.length)] ?? NaN),
    ),
  }),
});

/** The same in SQL. */
export const shareSql: GradeSql<typeof share> = (score, options, dialect) =>
  sharesUpTo(options).map(upTo => {
    const place = `ceil(count(${score}) * ${dialect.number(upTo)} - ${dialect.number(CLOSE)})`;
    return dialect.greatestAt(score, dialect.greatest([place, dialect.number(1)]));
  });

/** Which place from the best down is the last that a share reaches. */
function placeOf(upTo: number, count: number): number {
  return Math.max(1, Math.ceil(count * upTo - CLOSE));
}
