// How firm ranks are against the choices of who built the model.
import { RatingError } from '../../errors/ratingError.ts';
import type { Tables } from '../../model/sources.ts';
import type { Model } from '../../model/spec.ts';
import { sobolIndices } from '../../stats/sobolIndices.ts';
import type { SobolIndex } from '../../stats/sobolIndices.ts';
import { checkRoom, openModel, uncertaintyOver } from './openModel.ts';
import type { ChoiceUncertainty, Choices, OpenModel, RunOptions } from './openModel.ts';
import { openChoices, randomRuns, saltelliRuns } from './runs.ts';
import type { Choice } from './runs.ts';
import type { WeightDraws } from './weightDraws.ts';

const WEIGHT_SETS = 1000;
const BOOTSTRAPS = 1000;

/** How much of the variance of the mean rank shift comes from each open choice. */
export interface ChoiceIndex extends SobolIndex {
  readonly choice: Choice;
}

/**
 * Monte Carlo over a model's choices: the rank distribution of every eligible unit when weights and methods are drawn at random.
 *
 * Shape: n eligible units to n numbers a column. Unit: competition ranks among the peers, 1 is best. Pure: a seed gives the same runs.
 * Degenerate: no choice open: every run is the model as it is.
 * @throws every fault of `check` and of the choices; invalid_argument when there are fewer than 1 run, or too many
 * @source OECD/JRC (2008), Handbook on Constructing Composite Indicators, step 7 (uncertainty analysis)
 * @example choiceUncertainty(model, { sales }, { weights: { method: 'uniform', spread: 0.25 } }, { runs: 100, seed: 1 }).ranks.mean.length // the number of eligible units
 */
export function choiceUncertainty(
  model: Model,
  tables: Tables,
  choices: Choices,
  options: RunOptions,
): ChoiceUncertainty {
  checkRuns(options, 1);
  const open = openModel(model, tables, choices, options.seed);
  checkRoom(open.contest, options.runs);
  return uncertaintyOver(open, randomRuns(open.variants, options.runs, options.seed), options);
}

/**
 * Sobol indices of a model's open choices on the mean rank shift, with the rank distribution over the same runs.
 *
 * Shape: `runs` · (choices + 2) runs to one index a choice; weights are one choice. Unit: share of the variance. The rank distribution is
 * that of the two random blocks of the design, 2 · `runs`.
 * Degenerate: fewer than one open choice: no index; choices that never move a rank: NaN.
 * @throws as `choiceUncertainty`; invalid_argument when there are fewer than 2 runs
 * @source Saltelli et al. (2010), Computer Physics Communications 181; the target is that of COINr's `get_sensitivity`
 * @example choiceIndices(model, { sales }, { normalize: [{ method: 'min-max' }, { method: 'z-score' }] }, { runs: 8, seed: 1 }).indices[0].choice // 'normalize'
 */
export function choiceIndices(
  model: Model,
  tables: Tables,
  choices: Choices,
  options: RunOptions,
): ChoiceUncertainty & { readonly indices: readonly ChoiceIndex[] } {
  checkRuns(options, 2);
  const open = openModel(model, tables, choices, options.seed);
  const sets = open.hasWeights ? setsOf(choices.weights) : 0;
  checkRoom(open.contest, options.runs * (openChoices(open.variants, open.hasWeights).length + 2));
  const runs = saltelliRuns(open.variants, { base: options.runs, sets, seed: options.seed });
  const uncertainty = uncertaintyOver(open, runs, options, 2 * options.runs);
  return { ...uncertainty, indices: indicesOf(open, uncertainty.shift, options) };
}

/**
 * Sobol indices of the open choices from the shifts of runs in Saltelli's design.
 *
 * @example indicesOf(openModel(model, { sales }, {}, 1), new Float64Array(8), { runs: 4, seed: 1 }) // []
 */
export function indicesOf(
  { variants, hasWeights }: Pick<OpenModel, 'variants' | 'hasWeights'>,
  shift: Float64Array,
  { runs, seed, level = 0.9 }: Pick<RunOptions, 'runs' | 'seed' | 'level'>,
): ChoiceIndex[] {
  const choices = openChoices(variants, hasWeights);
  const indices = sobolIndices(shift, runs, choices.length, { replicates: BOOTSTRAPS, level, seed });
  return choices.map((choice, at) => ({ choice, ...indices[at] }));
}

function setsOf(weights: WeightDraws | undefined): number {
  return weights?.method === 'sets' ? weights.sets.length : WEIGHT_SETS;
}

function checkRuns({ runs, level = 0.9, top = 10 }: RunOptions, least: number): void {
  if (!(Number.isInteger(runs) && runs >= least))
    throw new RatingError('invalid_argument', ['runs'], `must be a whole number from ${least} on, not ${runs}`);
  if (!(level > 0 && level < 1))
    throw new RatingError('invalid_argument', ['level'], `must be between 0 and 1, such as 0.9, not ${level}`);
  if (!(Number.isInteger(top) && top >= 1))
    throw new RatingError('invalid_argument', ['top'], `must be a whole number from 1 on, not ${top}`);
}
