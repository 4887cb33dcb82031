// How firm scores, ranks and grades are against chance in the sales: intervals by a block bootstrap.
import { RatingError } from '../../errors/ratingError.ts';
import type { Tables } from '../../model/sources.ts';
import type { Model } from '../../model/spec.ts';
import type { Units } from '../../model/units.ts';
import { NO_GRADE } from '../../steps/grade/index.ts';
import { rowsByGroup } from '../../table/groups.ts';
import { bandsOf } from './bands.ts';
import { intervals, rankReader, unitByUnit } from './intervals.ts';
import type { Intervals } from './intervals.ts';
import { resampled, runReplicates } from './replicates.ts';
import type { Draw, ReplicateChunk, ReplicateRange, Resampled } from './replicates.ts';

/** How a bootstrap is made. */
export interface BootstrapOptions extends Draw {
  readonly replicates: number;
  /** The level of intervals and bands; 0.9 when left out. */
  readonly level?: number;
  readonly onProgress?: (done: number, of: number) => void;
}

/** What chance in the sales leaves of a rating; one number a unit. */
export interface Bootstrap {
  readonly units: Units;
  readonly replicates: number;
  readonly level: number;
  /** How many merchants, days or other blocks were drawn from. */
  readonly blocks: number;
  readonly score: Float64Array;
  /** The standard deviation of the score over the replicates. */
  readonly error: Float64Array;
  readonly scoreInterval: Intervals;
  readonly rank: Float64Array;
  readonly rankInterval: Intervals;
  /** Units of the same band cannot be told apart from the best of it; 1 is the best band, 0 no rank. */
  readonly band: Uint32Array;
  /** For each grade the share of a unit's replicates that give it; null when the model has no grades. */
  readonly grades: readonly { readonly name: string; readonly share: Float64Array }[] | null;
  /** The share of the replicates in which the unit has a rank. */
  readonly ranked: Float64Array;
}

/** Runs ranges of replicates somewhere, such as in workers, each by `runReplicates`. */
export type ReplicateMap = (ranges: readonly ReplicateRange[]) => Promise<readonly ReplicateChunk[]>;

const MOST_VALUES = 2 ** 27;

/**
 * Block bootstrap of a rating: intervals of score and rank, the probability of each grade, and bands of units that the data cannot tell
 * apart. Blocks of sales rows are drawn with replacement, and the whole model is run again each time, from the measures on.
 *
 * Shape: n units to n numbers a column. Intervals are quantiles (type 7) over the replicates. Pure: a seed gives the same numbers.
 * Degenerate: one block: every replicate is the rating itself; replicates that do not list a unit are left out of its intervals.
 * @throws every fault of `check`; unknown_column when sales rows have no such block; invalid_argument for fewer than 2 replicates
 * @source Efron (1979), Bootstrap methods: another look at the jackknife; blocks: Davison and Hinkley (1997), section 3.8
 * @example bootstrap(model, { sales }, { by: 'merchant', replicates: 20, seed: 7 }).blocks // how many merchants there are
 */
export function bootstrap(model: Model, tables: Tables, options: BootstrapOptions): Bootstrap {
  const whole = resampled(model, tables, options.by);
  checkOptions(whole, options);
  const { replicates, onProgress } = options;
  const chunk = runReplicates(
    whole,
    options,
    { from: 0, to: replicates },
    onProgress && (done => onProgress(done, replicates)),
  );
  return summary(whole, [chunk], options);
}

/**
 * The same bootstrap with its replicates run elsewhere: the same numbers, whoever runs them.
 *
 * Shape: as `bootstrap`; the ranges are of `size` replicates each, the last may be shorter.
 * @throws as `bootstrap`
 * @example (await bootstrapBy(model, { sales }, { by: 'merchant', replicates: 4, seed: 7 }, 2, ranges => Promise.resolve(ranges.map(range => runReplicates(resampled(model, { sales }, 'merchant'), { by: 'merchant', seed: 7 }, range))))).replicates // 4
 */
export async function bootstrapBy(
  model: Model,
  tables: Tables,
  options: BootstrapOptions,
  size: number,
  map: ReplicateMap,
): Promise<Bootstrap> {
  const whole = resampled(model, tables, options.by);
  checkOptions(whole, options);
  const ranges = Array.from({ length: Math.ceil(options.replicates / size) }, (_, at) => ({
    from: at * size,
    to: Math.min((at + 1) * size, options.replicates),
  }));
  return summary(whole, await map(ranges), options);
}

function checkOptions({ measured }: Resampled, { replicates, level = 0.9 }: BootstrapOptions): void {
  const most = Math.floor(MOST_VALUES / measured.units.count);
  if (!(Number.isInteger(replicates) && replicates >= 2 && replicates <= most))
    throw new RatingError('invalid_argument', ['replicates'], `must be a whole number from 2 to ${most} for ${measured.units.count} units, not ${replicates}`); // prettier-ignore
  if (!(level > 0 && level < 1))
    throw new RatingError('invalid_argument', ['level'], `must be between 0 and 1, such as 0.9, not ${level}`);
}

function summary(
  { measured: { units }, plan, blocks, rate }: Resampled,
  chunks: readonly ReplicateChunk[],
  { replicates, level = 0.9 }: BootstrapOptions,
): Bootstrap {
  const { scored } = rate(new Float64Array(blocks).fill(1));
  const scores = unitByUnit(chunks, replicates, 0, units.count, ({ scores: of }) => of);
  const ofScores = intervals(units.count, replicates, level, unit =>
    scores.subarray(unit * replicates, (unit + 1) * replicates),
  );
  const ofRanks = intervals(units.count, replicates, level, rankReader(chunks, replicates, units.count));
  const { starts, rows } = rowsByGroup(units.peers);
  const band = new Uint32Array(units.count);
  for (let group = 0; group < units.peers.count; group++) {
    const members = Array.from(rows.subarray(starts[group], starts[group + 1]));
    const own = bandsOf({ replicates, scores, score: scored.score, rank: scored.rank }, members, level);
    members.forEach((unit, at) => (band[unit] = own[at]));
  }
  return {
    units,
    replicates,
    level,
    blocks,
    score: scored.score,
    error: ofScores.error,
    scoreInterval: ofScores.interval,
    rank: scored.rank,
    rankInterval: ofRanks.interval,
    band,
    grades: plan.model.grade
      ? plan.model.grade.grades.map((name, code) => ({ name, share: gradeShare(chunks, units.count, code) }))
      : null,
    ranked: ofRanks.present.map(count => count / replicates),
  };
}

/** Of the replicates that grade a unit. */
function gradeShare(chunks: readonly ReplicateChunk[], units: number, code: number): Float64Array {
  const [given, graded] = [new Float64Array(units), new Float64Array(units)];
  for (const { grades } of chunks) {
    for (let at = 0; at < grades.length; at++) {
      if (grades[at] === code) given[at % units]++;
      if (grades[at] !== NO_GRADE) graded[at % units]++;
    }
  }
  return given.map((count, unit) => count / graded[unit]);
}
