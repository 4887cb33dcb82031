// The grade step: scores into named classes. Laws: a better score never gets a worse grade, unless a last one is held; missing gets none.
import type * as z from 'zod/mini';
import { completeSpec } from '../../expr/columnStep.ts';
import { methodOf, oneOf } from '../../expr/method.ts';
import type { SqlByName } from '../../expr/method.ts';
import { roundToSignificant } from '../../stats/significant.ts';
import type { Groups } from '../../table/groups.ts';
import { oneGroup } from '../../table/groups.ts';
import { numbers } from '../../table/table.ts';
import { cutPoints, cutPointsSql } from './cutPoints.ts';
import type { Cuts, GradeMethod, GradeMethodSql } from './gradeMethod.ts';
import { heldGrade, holdsGrades } from './hold.ts';
import type { LastGrades } from './hold.ts';
import { naturalBreaks, naturalBreaksSql } from './naturalBreaks.ts';
import { quantile, quantileSql } from './quantile.ts';
import { share, shareSql } from './share.ts';
import { standardDeviations, standardDeviationsSql } from './standardDeviations.ts';

/** The methods of the step. */
export const gradeMethods = [
  cutPoints,
  quantile,
  share,
  naturalBreaks,
  standardDeviations,
] as const satisfies readonly GradeMethod[];

/** The same in SQL, in a list of its own: a bundle that writes no SQL leaves it out, with the half of each method. */
export const gradeMethodsSql: SqlByName<typeof gradeMethods, GradeMethodSql> = {
  'cut-points': cutPointsSql,
  quantile: quantileSql,
  share: shareSql,
  'natural-breaks': naturalBreaksSql,
  'standard-deviations': standardDeviationsSql,
};

/** How scores become grades, told apart by `method`. */
export const gradeSpec = oneOf(gradeMethods);

/** How scores become grades, as written in a model. */
export type GradeSpec = z.input<typeof gradeSpec>;

/** The code of a row without a grade. */
export const NO_GRADE = 255;

/** The grade of each row, as a code into the names, best first. */
export interface Grades {
  readonly names: readonly string[];
  readonly codes: Uint8Array;
  /** Where the spec holds grades: what holds each, as a place in `GRADE_HELD`. */
  readonly held?: Uint8Array;
  /** Where the spec holds grades: for how many releases in a row each has been what it is, this one counted; NaN without a grade. */
  readonly releases?: Float64Array;
}

/**
 * Gives every score its grade.
 *
 * Shape: n scores to n codes. Scores and borders are compared at 12 significant digits.
 * Degenerate: a missing score gets no grade (`NO_GRADE`); a score equal to a border gets the better grade.
 * @throws invalid_argument when the spec is wrong
 * @example grade([90, 10], oneGroup(2), { method: 'cut-points', grades: ['A', 'B'], from: [50] }).codes // [0, 1]
 */
export function grade(
  scores: Float64Array | readonly (number | null)[],
  groups: Groups,
  spec: GradeSpec,
  last?: LastGrades,
): Grades {
  const column = numbers(scores);
  return applyGrades(column, groups, fitGrades(column, groups, spec), spec, last);
}

/**
 * The borders that the named method sets for these scores: in each group its own, or the same in all, learned from all scores.
 *
 * @example fitGrades(Float64Array.of(1, 9), groupsOf(['a', 'b']), { method: 'quantile', grades: ['A', 'B'], shares: [0.5], across: 'all' }).cuts // [[5], [5]]
 */
export function fitGrades(scores: Float64Array, groups: Groups, spec: GradeSpec): Cuts {
  const complete = completeSpec(gradeSpec, spec);
  const method = methodOf<GradeMethod>(gradeMethods, complete);
  if (complete.across === 'peers') return method.fit(scores, groups, complete);
  const [common] = method.fit(scores, oneGroup(scores.length), complete).cuts;
  return { cuts: Array.from({ length: groups.count }, () => common.slice()) };
}

/**
 * The grades under borders set by these scores or by others; `last` are those of the last release, held as the spec says.
 *
 * @example applyGrades(Float64Array.of(49), oneGroup(1), { cuts: [Float64Array.of(50)] }, { method: 'cut-points', grades: ['A', 'B'], from: [50], buffer: 2 }, { codes: Uint8Array.of(0), releases: Float64Array.of(1) }).codes // [0]
 */
export function applyGrades(
  scores: Float64Array,
  groups: Groups,
  { cuts }: Cuts,
  spec: GradeSpec,
  last?: LastGrades,
): Grades {
  const complete = completeSpec(gradeSpec, spec);
  const codes = new Uint8Array(scores.length).fill(NO_GRADE);
  const held = new Uint8Array(scores.length);
  const releases = new Float64Array(scores.length).fill(NaN);
  const rounded = cuts.map(borders => borders.map(roundToSignificant));
  const isComplete = rounded.map(borders => !borders.some(Number.isNaN));
  for (let row = 0; row < scores.length; row++) {
    const borders = rounded[groups.of[row]];
    const score = roundToSignificant(scores[row]);
    if (score !== score || !isComplete[groups.of[row]]) continue;
    const own = borders.length - countAtMost(borders, score);
    if (!last) {
      codes[row] = own;
      releases[row] = 1;
      continue;
    }
    // A release that does not tell for how long stands for one.
    const before = { code: last.codes[row] ?? NO_GRADE, releases: last.releases[row] || 1 };
    const { code, by } = heldGrade(score, borders, own, before, complete);
    codes[row] = code;
    held[row] = by;
    releases[row] = code === before.code ? before.releases + 1 : 1;
  }
  return { names: complete.grades, codes, ...(holdsGrades(complete) ? { held, releases } : {}) };
}

/** How many borders, which fall, a score reaches. */
function countAtMost(borders: Float64Array, score: number): number {
  let count = 0;
  for (const border of borders) if (score >= border) count++;
  return count;
}
