// Runs of a model under other choices, to the rank of every unit in every run.
import { RatingError } from '../../errors/ratingError.ts';
import type { AggregateMethod } from '../../expr/aggregateMethod.ts';
import { methodOf } from '../../expr/method.ts';
import type { Plan } from '../../model/plan.ts';
import { noRanks, runRanker } from '../../stats/runRanks.ts';
import type { RunRanks } from '../../stats/runRanks.ts';
import { RUNS_AT_ONCE, weightedScores } from '../../stats/weightedScores.ts';
import { aggregateMethods } from '../../steps/aggregate/index.ts';
import { normalizedColumns, scoredNodes } from './contest.ts';
import type { Contest } from './contest.ts';
import type { ChosenRun } from './runs.ts';
import type { Variants } from './variants.ts';

/** The ranks of every run, and how far each run moves the units on average. */
export interface RankedRuns extends RunRanks {
  /** The mean of |rank - rank of the model as it is| over the units that have both, one number a run. */
  readonly shift: Float64Array;
}

/** What a set of runs is made with. */
export interface RunSetting {
  readonly variants: Variants;
  /** The weights of a run, one array a node; undefined where a node finds its own. */
  readonly weights: (run: number) => readonly (Float64Array | undefined)[];
  readonly nominal: Uint32Array;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/**
 * Runs a model under other choices and ranks its eligible units among their peers in each run.
 *
 * Shape: m runs of n units to n · m ranks. Unit: competition ranks, 1 is best; 0: no rank.
 * Degenerate: an index of arithmetic means without missing values is scored as one weighted sum, four runs at a time.
 * @example rankRuns(contestOf(model, tables), randomRuns({ counts: [1, 1, 1, 1] }, 8, 1), { ...openModel(model, tables, {}, 1) }).shift.length // 8
 */
export function rankRuns(contest: Contest, runs: readonly ChosenRun[], setting: RunSetting): RankedRuns {
  const units = contest.rows.length;
  const table = noRanks(units, runs.length);
  const nominal = Int32Array.from(setting.nominal);
  const shift = new Float64Array(runs.length);
  const rank = runRanker(contest.groups);
  let done = 0;
  const keep = (run: number, scores: Float64Array): void => {
    shift[run] = keepRanks(rank(scores), nominal, table.ranks, run * units);
    setting.onProgress?.(++done);
  };
  // Runs that share their columns go together, so that one set of columns is in memory at a time.
  for (const alike of runsByColumns(runs, setting.variants)) {
    const columns = normalizedColumns(contest, setting.variants.plan(runs[alike[0]].methods).indicators);
    const sums = weightedSums(contest, columns, setting, keep);
    const once = keptScores();
    for (const run of alike) {
      const plan = setting.variants.plan(runs[run].methods);
      const given = setting.weights(runs[run].weights);
      if (sums.takes(plan, given)) sums.add(run, plan, given);
      else
        keep(
          run,
          once(runs[run].methods.join(), given, () => nodeScores(contest, plan, columns, given)),
        );
    }
    sums.end();
  }
  return { ...table, shift };
}

function runsByColumns(runs: readonly ChosenRun[], { columnsKey }: Variants): Iterable<number[]> {
  const alike = new Map<string, number[]>();
  runs.forEach(({ methods }, run) => {
    const key = columnsKey(methods);
    const group = alike.get(key);
    if (group) group.push(run);
    else alike.set(key, [run]);
  });
  return alike.values();
}

/** Where no weights are drawn, runs of the same methods have the same scores. */
function keptScores(): (
  methods: string,
  given: readonly (Float64Array | undefined)[],
  make: () => Float64Array,
) => Float64Array {
  const kept = new Map<string, Float64Array>();
  return (methods, given, make) => {
    if (given.some(shares => shares !== undefined)) return make();
    const scores = kept.get(methods) ?? make();
    kept.set(methods, scores);
    return scores;
  };
}

/** Writes the ranks of a run into the table; gives the mean of |rank - nominal rank| over the units that have both. */
function keepRanks(ranks: Uint32Array, nominal: Int32Array, table: RunRanks['ranks'], start: number): number {
  let moved = 0;
  let both = 0;
  for (let unit = 0; unit < ranks.length; unit++) {
    const rank = ranks[unit];
    const before = nominal[unit];
    table[start + unit] = rank;
    if (rank === 0 || before === 0) continue;
    moved += Math.abs(rank - before);
    both++;
  }
  return both === 0 ? NaN : moved / both;
}

function nodeScores(
  { groups }: Contest,
  plan: Plan,
  columns: readonly Float64Array[],
  given: readonly (Float64Array | undefined)[],
): Float64Array {
  checkSigns(plan, columns);
  const weights = given.map(shares => shares && spread(shares, groups.count));
  return scoredNodes(plan.nodes, columns, groups, weights).values[plan.nodes.length - 1];
}

/** Means that need positive parts would give no score, and the run would say nothing. */
function checkSigns({ nodes, indicators }: Plan, columns: readonly Float64Array[]): void {
  for (const { aggregate, parts } of nodes) {
    if (!methodOf<AggregateMethod>(aggregateMethods, aggregate).needsPositive) continue;
    const negative = parts.find(
      ({ kind, position }) => kind === 'indicator' && columns[position].some(value => value < 0),
    );
    if (!negative) continue;
    throw new RatingError(
      'invalid_argument',
      ['choices', 'aggregate'],
      `${aggregate.method} takes no negative parts, and "${negative.id}" has some under normalize ${indicators[negative.position].normalize.method}; choose scales above 0, such as min-max to [1, 100]`,
    );
  }
}

function spread(shares: Float64Array, groups: number): Float64Array[] {
  return Array.from(shares, share => new Float64Array(groups).fill(share));
}

/** Scores of runs whose index is one weighted sum: collected until there are four. */
interface WeightedSums {
  readonly takes: (plan: Plan, given: readonly (Float64Array | undefined)[]) => boolean;
  readonly add: (run: number, plan: Plan, given: readonly (Float64Array | undefined)[]) => void;
  readonly end: () => void;
}

function weightedSums(
  contest: Contest,
  columns: readonly Float64Array[],
  { variants }: RunSetting,
  keep: (run: number, scores: Float64Array) => void,
): WeightedSums {
  const units = contest.rows.length;
  const used = new Set(variants.plan(variants.counts.map(() => 0)).nodes.flatMap(({ parts }) => parts.filter(({ kind }) => kind === 'indicator').map(({ position }) => position))); // prettier-ignore
  const positions = [...used].sort((a, b) => a - b);
  const places = Array.from(columns, (_, position) => positions.indexOf(position));
  const isComplete = positions.every(position => !columns[position].some(Number.isNaN));
  const rows = isComplete ? rowByRow(positions.map(position => columns[position]), units) : new Float64Array(0); // prettier-ignore
  const weights = new Float64Array(positions.length * RUNS_AT_ONCE);
  const scores = Array.from({ length: RUNS_AT_ONCE }, () => new Float64Array(units));
  const waiting: number[] = [];
  const end = (): void => {
    if (waiting.length > 0) weightedScores(rows, weights, scores);
    waiting.forEach((run, at) => keep(run, scores[at]));
    waiting.length = 0;
  };
  return {
    takes: ({ nodes }, given) =>
      isComplete &&
      nodes.every(({ aggregate }, position) => aggregate.method === 'arithmetic' && given[position] !== undefined),
    add(run, { nodes }, given) {
      const ofNodes = new Float64Array(nodes.length);
      // Nodes stand after their parts, the root last: on the way down a node's own weight in the whole is known.
      ofNodes[nodes.length - 1] = 1;
      for (let position = nodes.length - 1; position >= 0; position--) {
        // Weights of every node were asked for just before.
        const shares = given[position] as Float64Array;
        nodes[position].parts.forEach((part, at) => {
          const whole = shares[at] * ofNodes[position];
          if (part.kind === 'node') ofNodes[part.position] = whole;
          else weights[places[part.position] * RUNS_AT_ONCE + waiting.length] = whole;
        });
      }
      waiting.push(run);
      if (waiting.length === RUNS_AT_ONCE) end();
    },
    end,
  };
}

function rowByRow(columns: readonly Float64Array[], units: number): Float64Array {
  const rows = new Float64Array(units * columns.length);
  columns.forEach((column, part) => {
    for (let unit = 0; unit < units; unit++) rows[unit * columns.length + part] = column[unit];
  });
  return rows;
}
