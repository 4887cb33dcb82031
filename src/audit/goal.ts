// What is to be reached: a score, a grade, or a rank among peers that stay where they are.
import { RatingError } from '../errors/ratingError.ts';
import { roundToSignificant } from '../stats/significant.ts';
import { applyGrades, NO_GRADE } from '../steps/grade/index.ts';
import { rank } from '../steps/rank/index.ts';
import { oneGroup } from '../table/groups.ts';
import { anchorGroups } from './explainable.ts';
import type { Explainable } from './explainable.ts';

/** A grade by name, a rank or a score to reach. */
export type Goal = { readonly grade: string } | { readonly rank: number } | { readonly score: number };

/** A goal for one unit: the least score that reaches it, or, where it must be exceeded, the score to exceed. */
export interface Aim {
  readonly score: number;
  readonly mustExceed: boolean;
}

/**
 * The least score with which a unit reaches a goal, its peers and the borders of grades held still. A unit that holds its grade within a
 * buffer must go beyond it, and one whose grade has to stay longer reaches no other; a rank is the one that the model's form of ranks and rules for ties would give.
 *
 * Degenerate: rank 1 is reached by the score of the best where ties share a rank.
 * @throws invalid_argument when the model has no such grade, or there is no such rank
 * @example aimOf(result, 2, { grade: 'A' }) // { score: 50, mustExceed: false }
 */
export function aimOf(result: Explainable, unit: number, goal: Goal): Aim {
  if ('score' in goal) return { score: goal.score, mustExceed: false };
  return 'grade' in goal ? aimOfGrade(result, unit, goal.grade) : aimOfRank(result, unit, goal.rank);
}

/**
 * Whether scores reach an aim; compared at 12 significant digits, as grades and ranks are.
 *
 * @example reaches({ score: 50, mustExceed: false })(50) // true
 */
export function reaches({ score, mustExceed }: Aim): (score: number) => boolean {
  const border = roundToSignificant(score);
  return each => (mustExceed ? roundToSignificant(each) > border : roundToSignificant(each) >= border);
}

function aimOfGrade(result: Explainable, unit: number, name: string): Aim {
  const { grade: spec } = result.model;
  const at = spec?.grades.indexOf(name) ?? -1;
  if (!spec || at === -1) {
    const message = spec ? `no grade "${name}"; the model has ${spec.grades.join(', ')}` : 'the model has no grades';
    throw new RatingError('invalid_argument', ['grade'], message);
  }
  const group = anchorGroups(result)[result.peers.of[unit]];
  const cuts = group === null ? undefined : result.anchors.grade?.cuts[group];
  const last = {
    codes: Uint8Array.of(result.grade?.codes[unit] ?? NO_GRADE),
    releases: Float64Array.of(result.grade?.releases?.[unit] ?? NaN),
  };
  if (!cuts || at === spec.grades.length - 1) return { score: cuts ? -Infinity : NaN, mustExceed: false };
  // Grades change at a border, or a buffer beside it.
  const borders = [...cuts]
    .flatMap(cut => [cut - spec.buffer, cut, cut + spec.buffer])
    .sort((left, right) => left - right);
  const codeAt = (score: number): number =>
    applyGrades(Float64Array.of(score), oneGroup(1), { cuts: [cuts] }, spec, last).codes[0];
  return { score: borders.find(border => codeAt(border) <= at) ?? NaN, mustExceed: false };
}

function aimOfRank(result: Explainable, unit: number, place: number): Aim {
  const { peers, eligible, score, model } = result;
  const rows = [...peers.of.keys()].filter(row => peers.of[row] === peers.of[unit] && eligible[row] === 1);
  const at = rows.indexOf(unit);
  if (!(Number.isInteger(place) && place >= 1 && place <= rows.length)) {
    throw new RatingError(
      'invalid_argument',
      ['rank'],
      `must be a whole number from 1 to ${rows.length}, not ${place}`,
    );
  }
  const ties = model.ties.map(id => tieColumn(result, id)).map(column => Float64Array.from(rows, row => column[row]));
  const others = Float64Array.from(rows, row => score[row]);
  const rankAt = (own: number): number =>
    rank(
      others.map((each, peer) => (peer === at ? own : each)),
      oneGroup(rows.length),
      model.rank,
      ties,
    )[at];
  const steps = [...new Set(others.filter((each, peer) => peer !== at && !Number.isNaN(each)).map(roundToSignificant))];
  steps.sort((left, right) => left - right);
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rankAt(steps[middle]) <= place) high = middle;
    else low = middle + 1;
  }
  const below = steps[low - 1];
  // A tie may fall to the other: then the score must lie between that one's and the next.
  const between =
    below === undefined
      ? -Infinity
      : low < steps.length
        ? (below + steps[low]) / 2
        : below + Math.max(1, Math.abs(below));
  if (rankAt(between) <= place) return { score: below ?? -Infinity, mustExceed: below !== undefined };
  return { score: steps[low] ?? NaN, mustExceed: false };
}

function tieColumn({ indicators, nodes }: Explainable, id: string): Float64Array {
  // Checked before: every tie rule names an indicator or a node.
  return (indicators.find(each => each.id === id)?.normalized ??
    nodes.find(each => each.id === id)?.score) as Float64Array;
}
