// The search for weights: from those that were granted, inside of what is allowed, without chance.
import { RatingError } from '../errors/ratingError.ts';
import type { PlannedNode } from '../model/plan.ts';
import type { Groups } from '../table/groups.ts';
import { indexScores } from './indexScores.ts';
import { bestScale, cellValue } from './objective.ts';
import type { Cell, Objective } from './objective.ts';
import { patternSearch } from './patternSearch.ts';
import { projectedGradient } from './projectedGradient.ts';
import type { Shares, WeightSpace } from './weightSpace.ts';

/** The normalized indicators of the units of one cut date. */
export interface Scorable {
  readonly indicators: readonly Float64Array[];
  readonly groups: Groups;
}

/** What weights are fitted to. */
export interface FitProblem {
  readonly nodes: readonly PlannedNode[];
  readonly cuts: readonly Scorable[];
  readonly cells: readonly Cell[];
  readonly objective: Objective;
  readonly space: WeightSpace;
  /** What leaving the granted weights costs: so much of the objective for each unit of squared distance. */
  readonly penalty: number;
  /** Whether every peers group counts alike, or every unit. */
  readonly across: 'groups' | 'units';
}

/** Fitted weights, with the objective under the granted weights and under them. */
export interface FittedWeights {
  readonly shares: Shares;
  readonly granted: number;
  readonly fitted: number;
}

/**
 * Fits the weights of an index to outcomes: projected gradient steps for a smooth objective, moves of weight from part to part with
 * shrinking steps for one of ranks. A penalty holds the weights to the granted ones; that of a squared error counts in shares of the
 * error under the granted weights.
 *
 * Shape: cells of units at some cut dates to one share a part of every node.
 * Degenerate: granted weights outside of the bounds: the search starts at the nearest that are inside; nothing is gained: it ends there.
 * @throws invalid_data when there is no cell
 * @example fitWeights({ ...problem, cells: problem.cells }).fitted >= 0 // true
 */
export function fitWeights(problem: FitProblem): FittedWeights {
  const { space, objective, penalty, cells } = problem;
  if (cells.length === 0)
    throw new RatingError('invalid_data', ['outcome'], 'no peers group has two units with different outcomes');
  const valueOf = (shares: Shares): number => meanValue(problem, scoresOf(problem, shares));
  const granted = valueOf(space.granted);
  const sign = objective.isLoss ? 1 : -1;
  const size = objective.kind === 'squared-error' && granted > 0 ? granted : 1;
  const loss = (shares: Shares): number =>
    (sign * valueOf(shares)) / size + penalty * squaredDistance(shares, space.granted);
  const start = space.granted.map((shares, node) => (space.free.includes(node) ? space.nearest(node, shares) : shares));
  const shares = objective.isSmooth ? projectedGradient(loss, start, space) : patternSearch(loss, start, space);
  return { shares, granted, fitted: valueOf(shares) };
}

/**
 * The scores of the units of every cut under some weights.
 *
 * @example scoresOf(problem, problem.space.granted).length // the number of cuts
 */
export function scoresOf({ nodes, cuts }: Pick<FitProblem, 'nodes' | 'cuts'>, shares: Shares): Float64Array[] {
  return cuts.map(({ indicators, groups }) => indexScores(nodes, indicators, groups, shares));
}

/**
 * The objective of scores: the mean over cells, by weight; pairs under the scale that suits them best, or a stated one.
 *
 * Shape: the scores of each cut to one number.
 * @example meanValue(problem, scoresOf(problem, problem.space.granted)) <= 1 // true
 */
export function meanValue(
  { objective, cells, across }: Pick<FitProblem, 'objective' | 'cells' | 'across'>,
  scores: readonly Float64Array[],
  scale?: number,
): number {
  const weights = cells.map(cell => cellWeight(cell, across));
  const isPaired = objective.kind === 'pairwise-logistic';
  const stated = scale ?? (isPaired ? bestScale(scores, cells, weights) : 1);
  let sum = 0;
  let whole = 0;
  cells.forEach((cell, at) => {
    sum += weights[at] * cellValue(objective, scores[cell.cut], cell, stated);
    whole += weights[at];
  });
  return sum / whole;
}

/**
 * What a cell counts for in a mean.
 *
 * @example cellWeight({ rows: Uint32Array.of(0, 1, 2) }, 'units') // 3
 */
export function cellWeight({ rows }: Pick<Cell, 'rows'>, across: FitProblem['across']): number {
  return across === 'groups' ? 1 : rows.length;
}

function squaredDistance(shares: Shares, from: Shares): number {
  let sum = 0;
  shares.forEach((node, at) => node.forEach((share, part) => (sum += (share - from[at][part]) ** 2)));
  return sum;
}
