import { RatingError } from '../errors/ratingError.ts';
import { planOf } from '../model/plan.ts';
import { attribute } from './attribution.ts';
import type { Attribution } from './attribution.ts';
import { SAMPLING } from './explain.ts';
import { anchorGroups, checkUnit, nameOf, ownValues } from './explainable.ts';
import type { Explainable, UnitName } from './explainable.ts';
import { groupIndex } from './groupIndex.ts';

/** What one indicator gives to the difference between two units. */
export interface DifferencePart {
  readonly id: string;
  readonly direction: 'benefit' | 'cost';
  /** The raw values, and those on the common scale: of the unit, then of the other. */
  readonly raw: readonly [number, number];
  readonly normalized: readonly [number, number];
  /** Points by which the unit is ahead for it, or behind. */
  readonly points: number;
  /** The standard error of the points; null when they are exact. */
  readonly error: number | null;
}

/** Why one unit's score is not another's. */
export interface UnitDifference {
  readonly unit: UnitName;
  readonly other: UnitName;
  readonly scores: readonly [number, number];
  readonly difference: number;
  readonly indicators: readonly DifferencePart[];
  /** The same by index node, the root left out. */
  readonly nodes: readonly { readonly id: string; readonly points: number }[];
  readonly method: Attribution['method'];
}

/**
 * What each indicator gives to the difference between the scores of two units of the same peers; what it would take from the one to become
 * the other, part by part, as `attribute` splits it.
 *
 * Shape: one part an indicator of the index. Unit: points of the score; they add up to the difference.
 * Degenerate: what both lack gives 0; where each has only what the other lacks there is no split (NaN).
 * @throws invalid_argument when the result has no such unit, or the two have not the same peers
 * @example unitDifference(result, 0, 1).difference // result.score[0] - result.score[1]
 */
export function unitDifference(result: Explainable, unit: number, other: number, sampling = SAMPLING): UnitDifference {
  checkUnit(result, unit);
  checkUnit(result, other);
  const group = result.peers.of[unit];
  if (result.peers.of[other] !== group) {
    throw new RatingError(
      'invalid_argument',
      ['other'],
      'has other peers; scores compare among the same peers only, name a unit of these',
    );
  }
  const { nodes } = planOf(result.model);
  const index = groupIndex(nodes, result.anchors, anchorGroups(result)[group]);
  const split = attribute(index, ownValues(result, other), ownValues(result, unit), sampling);
  const inIndex = new Set(
    nodes.flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'indicator').map(({ position }) => position)),
  );
  return {
    unit: nameOf(result, unit),
    other: nameOf(result, other),
    scores: [result.score[unit], result.score[other]],
    difference: split.to - split.from,
    indicators: [...inIndex].map(at => {
      const { id, direction, raw, normalized } = result.indicators[at];
      return {
        id,
        direction,
        raw: [raw[unit], raw[other]],
        normalized: [normalized[unit], normalized[other]],
        points: split.indicators[at],
        error: split.errors?.[at] ?? null,
      };
    }),
    nodes: nodes.slice(0, -1).map(({ id }, at) => ({ id, points: split.nodes[at] })),
    method: split.method,
  };
}
