// How far one weight can move before something that is published changes.
import { RatingError } from '../../errors/ratingError.ts';
import type { Plan, PlannedNode } from '../../model/plan.ts';
import type { Tables } from '../../model/sources.ts';
import type { Model } from '../../model/spec.ts';
import type { Units } from '../../model/units.ts';
import { runRanker } from '../../stats/runRanks.ts';
import { rowsByGroup } from '../../table/groups.ts';
import { contestOf, normalizedColumns, scoredNodes } from './contest.ts';
import type { NodeWeights } from './contest.ts';
import { rangeOfBorders, rangeOfOrder, rangeOfSet } from './lines.ts';
import type { Lines, StableRange } from './lines.ts';
import { isStated } from './weightDraws.ts';

/** Why there is no exact range: an aggregate on the way to the score is no arithmetic mean, a node on it learns its weights, or units lack parts. */
export type NoRange = 'not-arithmetic' | 'learned-weights' | 'missing-values';

/** One weight among those of its node, by peers group. */
export interface WeightStability {
  readonly id: string;
  readonly node: string;
  /** Its share of the node's weight now. */
  readonly share: readonly number[];
  readonly reason: NoRange | null;
  /** The shares in which the best unit stays the best, one range a group; none where there is a reason. */
  readonly first: readonly StableRange[];
  /** The shares in which the best `top` units stay the same. */
  readonly top: readonly StableRange[];
  /** The shares in which no unit passes any other. */
  readonly order: readonly StableRange[];
  /** The shares in which every grade stays; null where the scores themselves set the borders, or nothing is graded. */
  readonly grades: readonly StableRange[] | null;
}

/** The stability of every weight. */
export interface Stability {
  readonly units: Units;
  readonly top: number;
  readonly weights: readonly WeightStability[];
}

/**
 * The weight stability intervals of a model: for each weight the shares of its node, the others scaled to make room, in which the first
 * rank, the top, the whole order and the grades stay as they are. Exact where the means on the way to the score are arithmetic.
 *
 * Shape: one entry a part of a node of two parts or more; one range a peers group. Unit: shares from 0 to 1.
 * Degenerate: a tie that any move breaks: no width; one unit: the whole range.
 * @throws every fault of `check`; invalid_argument for a top below 1
 * @source Mareschal (1988), Weight stability intervals in multicriteria decision aid, EJOR 33 (1)
 * @example weightStability(model, { sales }, 3).weights[0].first // [{ low, high }], one a peers group
 */
export function weightStability(model: Model, tables: Tables, top = 10): Stability {
  if (!(Number.isInteger(top) && top >= 1))
    throw new RatingError('invalid_argument', ['top'], `must be a whole number from 1 on, not ${top}`);
  const contest = contestOf(model, tables);
  const { plan, groups, units } = contest;
  const columns = normalizedColumns(contest, plan.indicators);
  const now = scoredNodes(plan.nodes, columns, groups);
  const ranks = runRanker(groups)(now.values[plan.nodes.length - 1]).slice();
  const { starts, rows } = rowsByGroup(groups);
  const members = Array.from({ length: groups.count }, (_, group) =>
    Array.from(rows.subarray(starts[group], starts[group + 1]))
      .filter(unit => ranks[unit] !== 0)
      .sort((a, b) => ranks[a] - ranks[b]),
  );
  const borders = model.grade?.method === 'cut-points' ? model.grade.from : null;
  const weights = plan.nodes.flatMap((node, position) =>
    node.parts.flatMap((part, at): WeightStability[] => {
      const share = Array.from(now.weights[position][at]);
      if (node.parts.length < 2 || share.some(each => each === 1)) return [];
      const own = { id: part.id, node: node.id, share };
      const values = node.parts.map(each => (each.kind === 'node' ? now.values : columns)[each.position]);
      const reason = noRange(plan, position, values);
      if (reason) return [{ ...own, reason, first: [], top: [], order: [], grades: null }];
      const linesAt = (moved: number): Float64Array =>
        scoredNodes(plan.nodes, columns, groups, withShare(now.weights, position, at, moved)).values[
          plan.nodes.length - 1
        ];
      const lines = linesThrough(linesAt(0.25), linesAt(0.75));
      const inGroups = (range: (best: readonly number[], share: number) => StableRange): StableRange[] =>
        members.map((best, group) => range(best, share[group]));
      const ofTop = (most: number) => inGroups((best, share) => topRange(lines, best, ranks, most, share));
      return [
        {
          ...own,
          reason,
          first: ofTop(1),
          top: ofTop(top),
          order: inGroups((best, share) => rangeOfOrder(lines, best, share)),
          grades: borders && inGroups((best, share) => rangeOfBorders(lines, best, borders, share)),
        },
      ];
    }),
  );
  return { units, top, weights };
}

/** A weighted mean is a line in one share as long as no part is missing; what stands above must be a line in this node. */
function noRange({ nodes }: Plan, position: number, values: readonly Float64Array[]): NoRange | null {
  const [, ...above] = nodesAbove(nodes, position);
  if ([nodes[position], ...above].some(({ aggregate }) => aggregate.method !== 'arithmetic')) return 'not-arithmetic';
  // They would move with the values of the node below.
  if (!above.every(isStated)) return 'learned-weights';
  return values.some(column => column.some(Number.isNaN)) ? 'missing-values' : null;
}

/** A node and those on its way to the root. */
function nodesAbove(nodes: readonly PlannedNode[], position: number): PlannedNode[] {
  const above = nodes.findIndex(({ parts }) => parts.some(part => part.kind === 'node' && part.position === position));
  return [nodes[position], ...(above === -1 ? [] : nodesAbove(nodes, above))];
}

function withShare(weights: NodeWeights, position: number, at: number, share: number): NodeWeights {
  const moved = weights[position].map((part, other) =>
    part.map((weight, group) => (other === at ? share : (weight * (1 - share)) / (1 - weights[position][at][group]))),
  );
  return weights.map((parts, node) => (node === position ? moved : parts));
}

/** Through two points inside of the range, where every part counts. */
function linesThrough(quarter: Float64Array, threeQuarters: Float64Array): Lines {
  const slope = quarter.map((value, unit) => (threeQuarters[unit] - value) / 0.5);
  return { base: quarter.map((value, unit) => value - 0.25 * slope[unit]), slope };
}

function topRange(lines: Lines, best: readonly number[], ranks: Uint32Array, most: number, share: number): StableRange {
  const inside = best.filter(unit => ranks[unit] <= most);
  const outside = best.filter(unit => ranks[unit] > most);
  if (inside.length > most) {
    // A tie across the border of the top holds only as long as those that tie move together.
    const worst = ranks[inside[inside.length - 1]];
    const tied = rangeOfOrder(lines, inside.filter(unit => ranks[unit] === worst), share); // prettier-ignore
    if (tied.low === tied.high) return tied;
  }
  return rangeOfSet(lines, inside, outside, share);
}
