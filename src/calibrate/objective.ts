// Objectives: how well scores agree with what came out, cell by cell; a cell is one peers group at one cut date.
import { correlations } from '../stats/correlations.ts';
import { kendallTauB } from '../stats/ranking/kendallTauB.ts';
import { ndcgAt } from '../stats/ranking/ndcgAt.ts';
import { spearman } from '../stats/ranking/spearman.ts';
import { roundToSignificant } from '../stats/significant.ts';
import { oneGroup } from '../table/groups.ts';

/** What is made as great, or for a loss as small, as it can be. */
export interface Objective {
  readonly name: string;
  readonly kind: 'ndcg' | 'kendall' | 'spearman' | 'pearson' | 'squared-error' | 'pairwise-logistic';
  /** How many places of a list count; for `ndcg` only. */
  readonly depth: number;
  /** Less is better. */
  readonly isLoss: boolean;
  /** It moves with every change of a weight, not only when two units change places. */
  readonly isSmooth: boolean;
}

/** One peers group at one cut date: the units that came out, and the pairs of which one came out better. */
export interface Cell {
  readonly cut: number;
  readonly group: string;
  /** The units among those of the cut, in the order of their keys. */
  readonly rows: Uint32Array;
  /** More is better. */
  readonly outcome: Float64Array;
  readonly better: Uint32Array;
  readonly worse: Uint32Array;
}

const KINDS = ['kendall', 'spearman', 'pearson', 'squared-error', 'pairwise-logistic'] as const;

/**
 * The objective of a name; undefined when there is none.
 *
 * @example objectiveOf('ndcg@10').depth // 10
 */
export function objectiveOf(name: string): Objective | undefined {
  const depth = Number(/^ndcg@([1-9]\d{0,5})$/.exec(name)?.[1]);
  if (depth > 0) return { name, kind: 'ndcg', depth, isLoss: false, isSmooth: false };
  const kind = KINDS.find(each => each === name);
  if (kind === undefined) return undefined;
  const isLoss = kind === 'squared-error' || kind === 'pairwise-logistic';
  return { name, kind, depth: 0, isLoss, isSmooth: isLoss || kind === 'pearson' };
}

/**
 * The value of an objective in one cell: a rank agreement, a mean squared error, or the mean logistic loss of its pairs.
 *
 * Shape: the scores of the cut's units to one number. `scale` turns a difference of scores into log odds, for pairs only.
 * Degenerate: scores that do not differ agree with nothing: 0; nothing to compare the outcome by: NaN.
 * @source Burges et al. (2005), Learning to rank using gradient descent (the pairwise logistic loss)
 * @example cellValue(objectiveOf('kendall'), Float64Array.of(3, 1, 2), { rows: Uint32Array.of(0, 1, 2), outcome: Float64Array.of(9, 1, 5) }, 1) // 1
 */
export function cellValue(objective: Objective, scores: Float64Array, cell: Cell, scale: number): number {
  if (objective.kind === 'pairwise-logistic') return pairLoss(scores, cell, scale);
  const { outcome } = cell;
  if (objective.kind === 'squared-error') {
    let sum = 0;
    cell.rows.forEach((row, at) => (sum += (scoreAt(scores, row, 0) - outcome[at]) ** 2));
    return sum / outcome.length;
  }
  if (objective.kind === 'pearson') {
    const [agreement] = correlations(
      Float64Array.from(cell.rows, row => scoreAt(scores, row, 0)),
      outcome,
      oneGroup(outcome.length),
    );
    return agreement === agreement ? agreement : 0;
  }
  // Scores that differ by the rounding of their sums alone are one; a unit without a score stands last.
  const own = Float64Array.from(cell.rows, row => roundToSignificant(scoreAt(scores, row, -Number.MAX_VALUE)));
  if (objective.kind === 'ndcg') {
    const order = Uint32Array.from(own.keys()).sort((a, b) => own[b] - own[a] || a - b);
    return ndcgAt(
      Float64Array.from(order, at => outcome[at]),
      outcome,
      objective.depth,
    );
  }
  const agreement = objective.kind === 'kendall' ? kendallTauB(own, outcome) : spearman(own, outcome);
  return agreement === agreement || isFlat(outcome) ? agreement : 0;
}

/**
 * The scale that makes the pairwise logistic loss of some cells least, each with its weight: found by halving, because the slope only
 * rises.
 *
 * Shape: the scores of each cut to log odds a point of score.
 * Degenerate: scores that do not differ: 0; scores that order pairs no better than chance: so small that it is as good as none, but not
 * nothing, so that a search can tell in which direction it would be more; all pairs right: so large that they are as good as certain.
 * @example bestScale([Float64Array.of(1, 1)], [{ cut: 0, better: Uint32Array.of(0), worse: Uint32Array.of(1) }], [1]) // 0
 */
export function bestScale(scores: readonly Float64Array[], cells: readonly Cell[], weights: readonly number[]): number {
  let widest = 0;
  for (const { cut, better, worse } of cells) {
    for (let pair = 0; pair < better.length; pair++) {
      widest = Math.max(widest, Math.abs(scoreAt(scores[cut], better[pair], 0) - scoreAt(scores[cut], worse[pair], 0)));
    }
  }
  if (widest === 0) return 0;
  const slopes = (scale: number): { slope: number; bend: number } => {
    let slope = 0;
    let bend = 0;
    cells.forEach(({ cut, better, worse }, at) => {
      const each = weights[at] / better.length;
      for (let pair = 0; pair < better.length; pair++) {
        const lead = scoreAt(scores[cut], better[pair], 0) - scoreAt(scores[cut], worse[pair], 0);
        const chance = 1 / (1 + Math.exp(scale * lead));
        slope -= each * lead * chance;
        bend += each * lead * lead * chance * (1 - chance);
      }
    });
    return { slope, bend };
  };
  let low = LEAST_LOG_ODDS / widest;
  let high = MOST_LOG_ODDS / widest;
  if (slopes(low).slope >= 0) return low;
  let scale = Math.min(high, 1 / widest);
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const { slope, bend } = slopes(scale);
    if (slope === 0) break;
    if (slope > 0) high = scale;
    else low = scale;
    // Newton's step where it stays between what is known, else the middle.
    const next = scale - slope / bend;
    if (Math.abs(next - scale) <= 1e-15 * scale) break;
    scale = next > low && next < high ? next : (low + high) / 2;
  }
  return scale;
}

const LEAST_LOG_ODDS = 0.01;
const MOST_LOG_ODDS = 1000;

function pairLoss(scores: Float64Array, { better, worse }: Cell, scale: number): number {
  let sum = 0;
  for (let pair = 0; pair < better.length; pair++) {
    const lead = scale * (scoreAt(scores, better[pair], 0) - scoreAt(scores, worse[pair], 0));
    // ln(1 + e^-lead) without overflow on either side.
    sum += Math.max(0, -lead) + Math.log1p(Math.exp(-Math.abs(lead)));
  }
  return sum / better.length;
}

function scoreAt(scores: Float64Array, row: number, missing: number): number {
  const score = scores[row];
  return score === score ? score : missing;
}

function isFlat(values: Float64Array): boolean {
  return values.every(value => value === values[0]);
}
