// What it would take to reach a grade, a rank or a score: the least change of one indicator, or of some together, the peers held still.
import { RatingError } from '../errors/ratingError.ts';
import { planOf } from '../model/plan.ts';
import { checkUnit } from './explainable.ts';
import type { Explainable } from './explainable.ts';
import { aimOf, reaches } from './goal.ts';
import type { Aim, Goal } from './goal.ts';
import { leastStep } from './leastStep.ts';
import type { Step } from './leastStep.ts';
import { endOf, leverOf, nearest, wholeStep } from './lever.ts';
import type { Lever, Reach } from './lever.ts';
import { rescore } from './rescore.ts';

/** What may be changed, and how far. */
export interface ChangeLimits extends Reach {
  /** The indicators that may be changed; all when left out. A greater effort makes a change of one deviation dearer; 1 is usual. */
  readonly efforts?: ReadonlyMap<string, number>;
}

/** The least change of one indicator that reaches a goal. */
export interface LeastChange {
  readonly id: string;
  readonly direction: 'benefit' | 'cost';
  readonly from: number;
  /** The raw value that reaches the goal; where none does, the one with the best score; NaN when there is none to try. */
  readonly to: number;
  readonly score: number;
  readonly isReached: boolean;
  /** The change in deviations of the peers' raw values, times its effort. */
  readonly effort: number;
  /** Whether no eligible peer has such a value. */
  readonly isBeyondPeers: boolean;
  /** Why nothing was tried; null when it was. */
  readonly reason: Lever['reason'];
}

/** What it would take for one unit to reach a goal. */
export interface WhatItTakes {
  readonly score: number;
  readonly aim: Aim;
  readonly isReached: boolean;
  /** One entry an indicator that may be changed, the least effort first, those that do not reach the goal last. */
  readonly alone: readonly LeastChange[];
  /** All of them by the same effort at once; null when there are fewer than two. */
  readonly together: readonly LeastChange[] | null;
}

const ANYWHERE: ChangeLimits = { range: 'any' };

/**
 * The least change of each indicator's raw value by itself with which a unit reaches a grade, a rank or a score, and of all that may be
 * changed together, each by the same effort: so many of its peers' deviations, divided by what such a step costs. Peers, their anchors and
 * the borders of grades are held still. Exact to the next double under methods that never turn back; counts are whole numbers, and go as far
 * as the effort of the others takes them.
 *
 * Shape: one entry an indicator of the index. Unit: raw values of the indicators, points of the score.
 * Degenerate: a goal that is reached already needs no change; a raw value that is missing is not changed.
 * @throws invalid_argument when there is no such unit, grade, rank or indicator, an effort is not above 0, or the unit has no score or is not eligible
 * @example whatItTakes(result, 0, { grade: 'A' }).isReached // false
 */
export function whatItTakes(result: Explainable, unit: number, goal: Goal, limits = ANYWHERE): WhatItTakes {
  checkUnit(result, unit);
  const plan = planOf(result.model);
  const inIndex = plan.nodes.flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'indicator'));
  const efforts = limits.efforts ?? new Map(inIndex.map(({ id }) => [id, 1]));
  checkEfforts(efforts, new Set(inIndex.map(({ id }) => id)));
  const score = result.score[unit];
  if (Number.isNaN(score) || result.eligible[unit] !== 1) {
    throw new RatingError(
      'invalid_argument',
      ['unit'],
      'has no score or is not eligible, so that it can reach no grade and no rank',
    );
  }
  const aim = aimOf(result, unit, goal);
  const isAim = reaches(aim);
  const rescored = rescore(result, unit);
  const levers = inIndex
    .filter(({ id }) => efforts.has(id))
    .map(({ position }) => leverOf(result, unit, plan.indicators[position], position, rescored));
  const alone = levers.map(lever => {
    if (lever.reason !== null) return unchanged(lever, score);
    const step = nearest(lever, sideStep =>
      leastStep(lever.from, sideStep, lever.scale, endOf(lever, sideStep, limits), tried, isAim),
    );
    const whole = lever.isWhole ? wholeStep(lever, step, tried, limits) : step;
    return changed(lever, whole, efforts);

    function tried(places: Float64Array): Float64Array {
      return rescored.scoresFor(new Map([[lever.position, places]]));
    }
  });
  alone.sort((left, right) => Number(right.isReached) - Number(left.isReached) || effortOf(left) - effortOf(right));
  return { score, aim, isReached: isAim(score), alone, together: together() };

  function together(): LeastChange[] | null {
    const free = levers.filter(({ reason }) => reason === null);
    if (free.length < 2) return null;
    const valueAt = (lever: Lever, effort: number): number => {
      const side = lever.direction === 'benefit' ? 1 : -1;
      // Every lever that may be changed has an effort.
      const way = (effort * lever.scale) / (efforts.get(lever.id) as number);
      const value = lever.from + side * (lever.isWhole ? Math.floor(way) : way);
      const end = endOf(lever, side, limits);
      const within = side * (end - value) < 0 ? end : value;
      return lever.isWhole ? Math.max(0, within) : within;
    };
    const step = leastStep(
      0,
      1,
      1,
      Infinity,
      places =>
        rescored.scoresFor(new Map(free.map(lever => [lever.position, places.map(each => valueAt(lever, each))]))),
      isAim,
    );
    return free.map(lever => changed(lever, { ...step, at: valueAt(lever, step.at) }, efforts));
  }
}

function changed(lever: Lever, { at, score, isReached }: Step, efforts: ReadonlyMap<string, number>): LeastChange {
  const { id, direction, from, scale, least, greatest } = lever;
  const effort = (Math.abs(at - from) / scale) * (efforts.get(id) ?? 1);
  const isBeyondPeers = at > Math.max(from, greatest) || at < Math.min(from, least);
  return { id, direction, from, to: at, score, isReached, effort, isBeyondPeers, reason: null };
}

function unchanged({ id, direction, from, reason }: Lever, score: number): LeastChange {
  return { id, direction, from, to: NaN, score, isReached: false, effort: NaN, isBeyondPeers: false, reason };
}

/** What cannot be tried comes last. */
function effortOf({ effort, score, isReached, reason }: LeastChange): number {
  if (reason !== null) return Infinity;
  return isReached ? effort : -score;
}

function checkEfforts(efforts: ReadonlyMap<string, number>, known: ReadonlySet<string>): void {
  for (const [id, effort] of efforts) {
    if (!known.has(id)) {
      throw new RatingError(
        'invalid_argument',
        ['efforts', id],
        `no indicator of the index; there are ${[...known].join(', ')}`,
      );
    }
    if (!(effort > 0 && Number.isFinite(effort))) {
      throw new RatingError('invalid_argument', ['efforts', id], `must be a number above 0, not ${effort}`);
    }
  }
}
