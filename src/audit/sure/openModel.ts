// A model whose choices are open, and the ranks of its units over any runs of it.
import { RatingError } from '../../errors/ratingError.ts';
import type { Plan } from '../../model/plan.ts';
import type { Tables } from '../../model/sources.ts';
import type { Model } from '../../model/spec.ts';
import type { Units } from '../../model/units.ts';
import { middleShares } from '../../stats/quantile.ts';
import { rankSummary } from '../../stats/rankSummary.ts';
import type { RankSummary } from '../../stats/rankSummary.ts';
import { runRanker } from '../../stats/runRanks.ts';
import { contestOf, normalizedColumns, scoredNodes } from './contest.ts';
import type { Contest } from './contest.ts';
import { rankRuns } from './rankRuns.ts';
import type { ChosenRun } from './runs.ts';
import { variantsOf } from './variants.ts';
import type { MethodChoices, Variants } from './variants.ts';
import { weightDraws } from './weightDraws.ts';
import type { WeightDraws } from './weightDraws.ts';

/** What could have been chosen otherwise. */
export interface Choices extends MethodChoices {
  readonly weights?: WeightDraws;
}

/** How a Monte Carlo is made. */
export interface RunOptions {
  /** How many runs; for Sobol indices, how many in each block of the design. */
  readonly runs: number;
  readonly seed: number;
  /** A unit's share of runs among the best `top` is told; 10 when left out. */
  readonly top?: number;
  /** The share of the runs that lies within `low` and `high`, and the level of intervals; 0.9 when left out. */
  readonly level?: number;
  readonly onProgress?: (done: number, of: number) => void;
}

/** The ranks of the eligible units over many runs. */
export interface ChoiceUncertainty {
  readonly units: Units;
  /** Which of the units stands in each place of the columns. */
  readonly rows: Uint32Array;
  /** The rank under the model as it is; competition ranks. */
  readonly nominal: Uint32Array;
  readonly ranks: RankSummary;
  readonly runs: number;
  /** How far each run moves the units on average, in ranks. */
  readonly shift: Float64Array;
}

/** A model whose choices are open, ready for any runs; the same runs give the same answer. */
export interface OpenModel {
  readonly contest: Contest;
  readonly variants: Variants;
  readonly nominal: Uint32Array;
  readonly weights: (run: number) => readonly (Float64Array | undefined)[];
  readonly hasWeights: boolean;
}

const MOST_RANKS = 2 ** 29;
/** A run takes memory of its own, however few its units. */
const LEAST_UNITS = 100;

/**
 * Measures a model's tables, and makes every choice that is to be open.
 *
 * @throws every fault of `check` and of the choices, before any number is computed
 * @example openModel(model, { sales }, { weights: { method: 'uniform', spread: 0.25 } }, 1).hasWeights // true
 */
export function openModel(model: Model, tables: Tables, choices: Choices, seed: number): OpenModel {
  const variants = variantsOf(model, choices);
  const contest = contestOf(model, tables);
  const { plan, groups } = contest;
  const { weights, values } = scoredNodes(plan.nodes, normalizedColumns(contest, plan.indicators), groups);
  const draw = choices.weights ? weightDraws(plan.nodes, weights, choices.weights, seed) : undefined;
  return {
    contest,
    variants,
    nominal: runRanker(groups)(values[values.length - 1]),
    weights: run => draw?.(run) ?? noWeights(plan),
    hasWeights: draw !== undefined,
  };
}

function noWeights({ nodes }: Plan): undefined[] {
  return nodes.map(() => undefined);
}

/**
 * The rank distribution of every eligible unit over stated runs, such as a stored sample.
 *
 * Shape: n units, m runs to n numbers a column; of the first `summarized` runs, when so many are told. Unit: competition ranks among the
 * peers, 1 is best.
 * Degenerate: a unit that no run ranks: NaN.
 * @throws invalid_argument when units times runs do not fit into memory
 * @source Saisana, Saltelli and Tarantola (2005), Uncertainty and sensitivity analysis techniques, JRSS A 168 (2)
 * @example uncertaintyOver(openModel(model, { sales }, {}, 1), [{ methods: [0, 0, 0, 0], weights: 0 }], { top: 1, level: 0.9 }).shift // [0]
 */
export function uncertaintyOver(
  { contest, variants, nominal, weights }: OpenModel,
  runs: readonly ChosenRun[],
  { top = 10, level = 0.9, onProgress }: Omit<RunOptions, 'runs' | 'seed'>,
  summarized = runs.length,
): ChoiceUncertainty {
  checkRoom(contest, runs.length);
  const [low, high] = middleShares(level);
  const ranked = rankRuns(contest, runs, {
    variants,
    weights,
    nominal,
    onProgress: onProgress && (done => onProgress(done, runs.length)),
  });
  return {
    units: contest.units,
    rows: contest.rows,
    nominal,
    ranks: rankSummary(ranked, { low, high, top, first: summarized }),
    runs: summarized,
    shift: ranked.shift,
  };
}

/**
 * Ends when so many runs of so many units are more than memory holds; asked before the runs are drawn.
 *
 * @throws invalid_argument
 * @example checkRoom({ rows: Uint32Array.of(0, 1) }, 1000) // undefined
 */
export function checkRoom({ rows }: Pick<Contest, 'rows'>, runs: number): void {
  const most = Math.floor(MOST_RANKS / Math.max(rows.length, LEAST_UNITS));
  if (runs <= most) return;
  const message = `${runs} are too many for ${rows.length} units; at most ${most}`;
  throw new RatingError('invalid_argument', ['runs'], message);
}
