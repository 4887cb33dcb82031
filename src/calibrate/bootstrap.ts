// How sure a mean gain is: what it would have been with other peers groups, units or cut dates of the same kind.
import { quantiles } from '../stats/quantile.ts';
import { below, seededBits } from '../stats/random.ts';
import { oneGroup } from '../table/groups.ts';
import { cellWeight } from './fitWeights.ts';
import type { FitProblem } from './fitWeights.ts';
import { cellValue } from './objective.ts';
import type { Cell, Objective } from './objective.ts';
import { blockDraws, unitDraws } from './draws.ts';
import type { DrawnCell } from './draws.ts';

/** A mean, and the interval in which it lies with the stated confidence. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Scores to be judged: those of the units of each cut, and the scale of their differences (for pairs). */
export interface Judged {
  readonly scores: ReadonlyMap<number, Float64Array>;
  readonly scales: ReadonlyMap<number, number>;
}

/** How often and from what the replicates are drawn. */
export interface BootstrapOptions {
  readonly by: 'groups' | 'units' | 'cuts';
  readonly replicates: number;
  readonly confidence: number;
  readonly seed: number;
}

/** With fewer peers groups than this, units are drawn rather than groups. */
export const ENOUGH_GROUPS = 20;

/**
 * How much better some scores are than others, in the mean over cells, with the basic intervals of a bootstrap in two ways: peers groups
 * or units are drawn, each with all its cut dates, and so are the cut dates, each with all its groups. That is on the safe side: it
 * makes intervals too wide rather than too narrow. All others are compared by the same draws.
 *
 * Shape: cells, scores, and others by name to one interval a name. Unit: that of the objective; above 0 the scores are better, also of a loss.
 * Degenerate: one cut date: groups or units alone are drawn.
 * @throws invalid_argument when there are fewer than two groups or cut dates to draw from
 * @source Owen (2007), The pigeonhole bootstrap; Davison and Hinkley (1997), Bootstrap Methods and their Application, section 5.2.1 (basic intervals)
 * @example gains({ cells: [], objective: objectiveOf('ndcg@10'), across: 'groups', label: () => 'Ada' }, judged, new Map(), { by: 'units', replicates: 100, confidence: 0.95, seed: 1 }).size // 0
 */
export function gains(
  problem: Pick<FitProblem, 'objective' | 'cells' | 'across'> & {
    readonly label: (cut: number, row: number) => string;
  },
  judged: Judged,
  others: ReadonlyMap<string, Judged>,
  { by, replicates, confidence, seed }: BootstrapOptions,
): ReadonlyMap<string, Interval> {
  const { objective, across, cells } = problem;
  const contenders = [judged, ...others.values()];
  const known = new Map(cells.map(cell => [cell, valuesOf(objective, cell, contenders)]));
  const meansOf = (drawn: readonly DrawnCell[]): Float64Array => {
    const totals = new Float64Array(contenders.length);
    let whole = 0;
    for (const { cell, times } of drawn) {
      const weight = times * cellWeight(cell, across);
      const values = known.get(cell) ?? valuesOf(objective, cell, contenders);
      whole += weight;
      for (let at = 0; at < totals.length; at++) totals[at] += weight * values[at];
    }
    return totals.map(total => total / whole);
  };
  const gainOver = (means: Float64Array, other: number): number =>
    objective.isLoss ? means[other] - means[0] : means[0] - means[other];
  const observed = meansOf(cells.map(cell => ({ cell, times: 1 })));
  const draw = by === 'units' ? unitDraws(problem) : blockDraws(cells, by);
  const bits = seededBits(seed);
  const drawn = contenders.slice(1).map(() => new Float64Array(replicates));
  for (let replicate = 0; replicate < replicates; replicate++) {
    const means = meansOf(draw(count => below(bits, count)));
    drawn.forEach((values, at) => (values[replicate] = gainOver(means, at + 1)));
  }
  return new Map(
    [...others.keys()].map((name, at) => {
      const mean = gainOver(observed, at + 1);
      const bound = (share: number): number => quantiles(drawn[at], oneGroup(replicates), share)[0];
      // What the draws add to the mean, such as by units that stand twice in a list, the mean has in it already: it is taken off, not added.
      const low = 2 * mean - bound((1 + confidence) / 2);
      return [name, { mean, low, high: 2 * mean - bound((1 - confidence) / 2) }];
    }),
  );
}

function valuesOf(objective: Objective, cell: Cell, contenders: readonly Judged[]): Float64Array {
  return Float64Array.from(contenders, judged => valueOf(objective, cell, judged));
}

/**
 * The mean of an objective over cells, each cut under its own scale.
 *
 * @example meanOf(objectiveOf('kendall'), [], judged, 'groups') // NaN
 */
export function meanOf(
  objective: Objective,
  cells: readonly Cell[],
  judged: Judged,
  across: FitProblem['across'],
): number {
  let sum = 0;
  let whole = 0;
  for (const cell of cells) {
    const weight = cellWeight(cell, across);
    sum += weight * valueOf(objective, cell, judged);
    whole += weight;
  }
  return sum / whole;
}

function valueOf(objective: Objective, cell: Cell, { scores, scales }: Judged): number {
  // Every judged cut has scores.
  return cellValue(objective, scores.get(cell.cut) as Float64Array, cell, scales.get(cell.cut) ?? 1);
}
