// Bootstrap replicates: the whole model run again, from the measures on, over blocks of sales rows drawn with replacement.
import { RatingError, throwFaults } from '../../errors/ratingError.ts';
import { check } from '../../model/check.ts';
import { measurable } from '../../model/measurable.ts';
import type { Measurable } from '../../model/measurable.ts';
import { planOf } from '../../model/plan.ts';
import type { Plan } from '../../model/plan.ts';
import { groupings, rawValues } from '../../model/population.ts';
import { prepareSales } from '../../model/sales.ts';
import type { Sales } from '../../model/sales.ts';
import { eligibleOnly, ranksOf, scoreStages } from '../../model/score.ts';
import type { Scorable, Scored } from '../../model/score.ts';
import { attributeTables, columnNamed } from '../../model/sources.ts';
import type { Tables } from '../../model/sources.ts';
import { soldUnits } from '../../model/soldUnits.ts';
import type { Model } from '../../model/spec.ts';
import type { MeasureUnits } from '../../model/unitFormulas.ts';
import { usedMetrics } from '../../model/usedMetrics.ts';
import { below, seededBits } from '../../stats/random.ts';
import { runRanker } from '../../stats/runRanks.ts';
import { NO_GRADE } from '../../steps/grade/index.ts';
import { groupBy } from '../../table/groups.ts';
import type { Groups } from '../../table/groups.ts';
import { firstRows } from '../../table/order.ts';
import type { Period } from '../../table/period.ts';
import { DRAWS_AT_ONCE } from './cellSums.ts';
import { weightedMeasures } from './weightedMeasures.ts';
import type { BlockCounts } from './weightedMeasures.ts';

/** What is drawn, from which seed. */
export interface Draw {
  /** The column of the sales rows that names the blocks, such as `merchant`; `date` draws days. */
  readonly by: string;
  readonly seed: number;
}

/** Some replicates, from `from` to before `to`: plain arrays that can be sent from a worker. */
export interface ReplicateRange {
  readonly from: number;
  readonly to: number;
}

/** What some replicates gave: for each replicate one number a unit, one replicate after the other. */
export interface ReplicateChunk extends ReplicateRange {
  readonly units: number;
  /** NaN where a replicate does not list the unit. */
  readonly scores: Float64Array;
  /** NaN where it has no rank. */
  readonly ranks: Float32Array;
  readonly grades: Uint8Array;
}

/** The model as it is in one draw; `listed` tells which units have a row then. */
export interface Rated {
  readonly scored: Scored;
  readonly listed: Uint8Array;
}

/** A model over one table of sales, ready to be run with any counts of its blocks. */
export interface Resampled {
  readonly plan: Plan;
  readonly measured: Measurable;
  readonly blocks: number;
  /** The model as it is when each block counts so often. */
  readonly rate: (counts: BlockCounts) => Rated;
  /** The same for some draws, measured together, which takes less time than one by one. */
  readonly rateEach: (draws: readonly BlockCounts[]) => Iterable<Rated>;
}

/**
 * Sums up the sales rows of a model by unit and block, once for all replicates.
 *
 * @throws every fault of `check`; unknown_column when sales rows have no such block; invalid_data without sales rows
 * @example resampled(model, { sales }, 'merchant').blocks // how many merchants there are
 */
export function resampled(model: Model, tables: Tables, by: string): Resampled {
  const plan = planOf(model);
  throwFaults(check(model, tables));
  const sales = tables.sales && prepareSales(plan, tables);
  const sold = sales && soldUnits(plan, sales, tables.sales?.rows ?? 0);
  const measured = measurable(plan, tables, sold, usedMetrics(plan, tables));
  const { period, units, listed } = measured;
  if (!sales || !sold || !period || units.count === 0)
    throw new RatingError('invalid_data', ['sales'], 'a bootstrap draws sales rows; there are none that can be used');
  const { rows } = sold;
  const blocks = groupBy([blockColumn(plan, tables, sales, by)], sales.rows);
  const measures = weightedMeasures({ rows, blocks, by });
  const groups = groupings(plan, tables, measured);
  const places = listed ?? firstRows(units.count);
  const ranks = replicateRanks(plan, units.peers);
  const rated = (measure: MeasureUnits): Rated => {
    const { indicators, eligible } = rawValues(plan, measured, measure);
    const there = unitsThere(measure, period, places);
    // A unit without a row takes no part, as if it were not there.
    const among = eligible.slice();
    for (let unit = 0; unit < among.length; unit++) if (there[unit] === 0) among[unit] = 0;
    const scorable = { indicators, peers: units.peers, groupings: groups, eligible: among };
    const scored = scoreStages(plan, scorable);
    return { scored: { ...scored, rank: ranks(scored, scorable) }, listed: there };
  };
  return {
    plan,
    measured,
    blocks: blocks.count,
    rate: counts => rated(measures([counts])[0]),
    *rateEach(draws) {
      for (const measure of measures(draws)) yield rated(measure);
    },
  };
}

function blockColumn({ model }: Plan, tables: Tables, sales: Sales, by: string): ReturnType<Sales['column']> {
  const joins = attributeTables(model, tables, by).filter(({ key }) => columnNamed(model, tables, 'sales', key));
  if (by !== 'date' && !columnNamed(model, tables, 'sales', by) && joins.length === 0) {
    throw new RatingError(
      'unknown_column',
      ['by'],
      `no column "${by}" of the sales rows to draw by; merchant and date are usual`,
    );
  }
  return sales.column(by);
}

/** Ranks of the usual kind in memory that is used again, which takes less time than the rank step. */
function replicateRanks(plan: Plan, peers: Groups): (scored: Omit<Scored, 'rank'>, units: Scorable) => Float64Array {
  const { rank, ties } = plan.model;
  if (rank.method !== 'competition' || ties.length > 0) return (scored, units) => ranksOf(plan, scored, units);
  const ranker = runRanker(peers);
  return ({ score }, { eligible }) => {
    const ranks = Float64Array.from(ranker(eligibleOnly(eligible)(score)));
    for (let unit = 0; unit < ranks.length; unit++) if (ranks[unit] === 0) ranks[unit] = NaN;
    return ranks;
  };
}

function unitsThere(measure: MeasureUnits, period: Period, listed: Uint32Array): Uint8Array {
  const [sold] = measure(period, [{ kind: 'measure', name: 'count', of: null, where: null }]);
  const there = new Uint8Array(listed.length);
  for (let at = 0; at < listed.length; at++) there[at] = sold[listed[at]] > 0 ? 1 : 0;
  return there;
}

/**
 * How often each block is drawn in one replicate: as many draws as there are blocks, with replacement.
 *
 * Shape: the same seed and replicate give the same counts, whatever else is drawn.
 * @source Efron (1979), Bootstrap methods: another look at the jackknife
 * @example drawnCounts({ by: 'merchant', seed: 7 }, 0, 1) // [1]
 */
export function drawnCounts({ seed }: Draw, replicate: number, blocks: number): BlockCounts {
  const next = seededBits(seed, replicate);
  const counts = new Float64Array(blocks);
  for (let draw = 0; draw < blocks; draw++) counts[below(next, blocks)]++;
  return counts;
}

/**
 * Runs some replicates of a bootstrap; which ones run together, and where, changes nothing.
 *
 * @example runReplicates(resampled(model, { sales }, 'merchant'), { by: 'merchant', seed: 7 }, { from: 0, to: 2 }).scores.length // twice the number of units
 */
export function runReplicates(
  { measured, blocks, rateEach }: Resampled,
  draw: Draw,
  { from, to }: ReplicateRange,
  onProgress?: (done: number) => void,
): ReplicateChunk {
  const units = measured.units.count;
  const size = units * (to - from);
  const scores = new Float64Array(size).fill(NaN);
  const ranks = new Float32Array(size).fill(NaN);
  const grades = new Uint8Array(size).fill(NO_GRADE);
  let done = 0;
  for (let first = from; first < to; first += DRAWS_AT_ONCE) {
    const together = Math.min(DRAWS_AT_ONCE, to - first);
    const draws = Array.from({ length: together }, (_, at) => drawnCounts(draw, first + at, blocks));
    for (const { scored, listed } of rateEach(draws)) {
      const start = done * units;
      for (let unit = 0; unit < units; unit++) if (listed[unit] === 1) scores[start + unit] = scored.score[unit];
      ranks.set(scored.rank, start);
      if (scored.grade) grades.set(scored.grade.codes, start);
      done++;
      onProgress?.(done);
    }
  }
  return { from, to, units, scores, ranks, grades };
}
