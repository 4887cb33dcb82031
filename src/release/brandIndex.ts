import { bennet } from '../stats/bennet.ts';
import type { Weighted } from '../stats/bennet.ts';
import { exactSums } from '../stats/exactSum.ts';
import type { Tables } from '../model/sources.ts';
import type { Groups } from '../table/groups.ts';
import type { Comparable } from './comparable.ts';
import { inOrder } from './inOrder.ts';
import { checkSameModel } from './modelDifferences.ts';
import type { NamedColumn } from './outputs.ts';
import { purchasesOf } from './purchases.ts';

/** What is bought, and by what it is told apart. */
export interface BrandIndexOptions {
  /** The column of money (or units) spent, such as `revenue`; one that the model derives will do. */
  readonly spend: string;
  /** Columns that part the market, such as a category or a region; none: all of it. */
  readonly by?: readonly string[];
  /** Take releases of different models all the same. */
  readonly acrossModels?: boolean;
}

/** One release in the index: one number a segment in each column. */
export interface IndexPoint {
  /** The last day of the release. */
  readonly end: string;
  /** The mean score of what was bought, weighted by spend. */
  readonly score: Float64Array;
  /** The same, the first release with any being 100. */
  readonly index: Float64Array;
  /** Spend times score, the first release with any being 100: what is bought at how good brands, the purchasing power. */
  readonly power: Float64Array;
  /** The change of the index since the release before, from what is bought (mix) and from the scores of it; their sum is the change. */
  readonly mix: Float64Array;
  readonly scores: Float64Array;
  readonly spend: Float64Array;
  /** The share of spend on units that have a score. */
  readonly covered: Float64Array;
}

/** An index of what is bought, release by release. */
export interface BrandIndex {
  readonly segments: { readonly count: number; readonly keys: readonly NamedColumn[] };
  readonly points: readonly IndexPoint[];
}

/**
 * An index of the brands that people buy: the mean score of what was bought, weighted by what was spent on it, for each segment, from release to
 * release. Its change is split by Bennet's method into mix (the spend went to other brands) and score (the brands bought got other scores).
 * A unit that is bought in one of two releases only counts as mix.
 *
 * Shape: releases and the sales rows of their periods to one point a release and one number a segment, in key order. Rows are those that the model
 * uses (its `where` holds), in the period of each release; releases whose periods overlap share rows.
 * Degenerate: a unit whose spend in a period is not above 0 was not bought; one without a score counts in `covered` alone; a segment without spend
 * on scored units: NaN.
 * @throws unknown_column or wrong_type for what the sales do not have; invalid_argument as `history` does
 * @source China Online Consumer Brand Index, Peking University NSD (sales-weighted score, base period 100); Bennet (1920)
 * @example brandIndex([result], { sales }, { spend: 'revenue' }).points[0].index // [100]
 */
export function brandIndex(releases: readonly Comparable[], tables: Tables, options: BrandIndexOptions): BrandIndex {
  const { spend, by = [], acrossModels = false } = options;
  const ordered = inOrder(releases);
  checkSameModel(ordered, acrossModels);
  const { sides, segments, keys } = purchasesOf(ordered, tables, spend, by);
  const ends = ordered.map(({ period }) => period?.end ?? '');
  return {
    segments: { count: segments.count, keys },
    points: pointsOf(sides, segments, ends),
  };
}

function pointsOf(sides: readonly Weighted[], segments: Groups, ends: readonly string[]): IndexPoint[] {
  const levels = sides.map(side => levelOf(side, segments));
  const base = (of: (level: Level) => Float64Array): Float64Array =>
    Float64Array.from(
      { length: segments.count },
      (_, segment) => levels.map(level => of(level)[segment]).find(value => !Number.isNaN(value)) ?? NaN,
    );
  const [baseScore, basePower] = [base(level => level.score), base(level => level.power)];
  const relative = (values: Float64Array, to: Float64Array): Float64Array =>
    values.map((value, at) => (100 * value) / to[at]);
  return levels.map(({ score, power, spend, covered }, at) => {
    const nothing = new Float64Array(segments.count).fill(NaN);
    const change = at === 0 ? { mix: nothing, value: nothing } : bennet(sides[at - 1], sides[at], segments);
    return {
      end: ends[at],
      score,
      index: relative(score, baseScore),
      power: relative(power, basePower),
      mix: relative(change.mix, baseScore),
      scores: relative(change.value, baseScore),
      spend,
      covered,
    };
  });
}

interface Level {
  readonly score: Float64Array;
  readonly power: Float64Array;
  readonly spend: Float64Array;
  readonly covered: Float64Array;
}

function levelOf({ amount, value }: Weighted, { of, count }: Groups): Level {
  const spend = exactSums(amount, { of, count }).sum;
  const [scored, power] = [0, 1].map(() => new Float64Array(count));
  for (let item = 0; item < of.length; item++) {
    if (Number.isNaN(value[item]) || amount[item] === 0) continue;
    scored[of[item]] += amount[item];
    power[of[item]] += amount[item] * value[item];
  }
  const isThere = (segment: number): boolean => scored[segment] > 0;
  return {
    score: power.map((total, segment) => (isThere(segment) ? total / scored[segment] : NaN)),
    power: power.map((total, segment) => (isThere(segment) ? total : NaN)),
    spend,
    covered: scored.map((part, segment) => part / spend[segment]),
  };
}
