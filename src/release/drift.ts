import { kolmogorovSmirnov } from '../stats/kolmogorovSmirnov.ts';
import { populationStability } from '../stats/populationStability.ts';
import { quantiles } from '../stats/quantile.ts';
import { oneGroup } from '../table/groups.ts';
import type { Comparable } from './comparable.ts';

/** When a distribution counts as moved. */
export interface DriftLevels {
  /** The population stability index from which on it is watched, and from which on it is an alert. */
  readonly watch: number;
  readonly alert: number;
  /** Below this probability of the Kolmogorov-Smirnov test a distance is not put down to chance. */
  readonly significance: number;
}

/** The usual levels: 0.1 and 0.25 of the index, 5 percent of the test. */
export const DRIFT_LEVELS: DriftLevels = { watch: 0.1, alert: 0.25, significance: 0.05 };

/** How the distribution of an indicator, or of the score, has moved. */
export interface Drift {
  readonly id: string;
  readonly level: 'none' | 'watch' | 'alert';
  /** Population stability index, and what samples of this size give by chance on average. */
  readonly stability: number;
  readonly byChance: number;
  /** Kolmogorov-Smirnov distance of the values that are there, with its probability. */
  readonly distance: number;
  readonly pValue: number;
  readonly medianBefore: number;
  readonly medianAfter: number;
  /** Share of eligible units without a value. */
  readonly missingBefore: number;
  readonly missingAfter: number;
}

/**
 * How the raw values of each indicator, and the scores, of the eligible units have moved between two releases, all peers together. The index
 * is over deciles of the release before, a bin for missing values beside them. A level is given when the index reaches it, is above what
 * chance gives on average, and the test (or the share of missing values) does not put it down to chance.
 *
 * Shape: one entry for the score and one an indicator that both releases have.
 * Degenerate: a release without eligible units: NaN and no level.
 * @source Siddiqi (2006), Credit Risk Scorecards (levels of the index)
 * @example driftOf(result, result).map(({ id, level }) => [id, level]) // [['score', 'none'], ['revenue', 'none'], ['growth', 'none']]
 */
export function driftOf(before: Comparable, after: Comparable, levels: DriftLevels = DRIFT_LEVELS): Drift[] {
  const later = new Map(after.indicators.map(({ id, raw }) => [id, raw]));
  const shared = before.indicators.flatMap(({ id, raw }) => {
    const now = later.get(id);
    return now ? [{ id, from: raw, to: now }] : [];
  });
  return [{ id: 'score', from: before.score, to: after.score }, ...shared].map(({ id, from, to }) =>
    drift(id, ofEligible(before, from), ofEligible(after, to), levels),
  );
}

function drift(id: string, before: Float64Array, after: Float64Array, levels: DriftLevels): Drift {
  const stability = populationStability(before, after);
  const { distance, pValue } = kolmogorovSmirnov(before, after);
  const [missingBefore, missingAfter] = [before, after].map(missingShare);
  const [medianBefore, medianAfter] = [before, after].map(values => quantiles(values, oneGroup(values.length), 0.5)[0]);
  const isByChance =
    stability.index <= stability.byChance || !(pValue < levels.significance || areFar(missingBefore, missingAfter));
  return {
    id,
    level: isByChance ? 'none' : levelOf(stability.index, levels),
    stability: stability.index,
    byChance: stability.byChance,
    distance,
    pValue,
    medianBefore,
    medianAfter,
    missingBefore,
    missingAfter,
  };
}

const FAR_MISSING = 0.1;

/** A tenth of the units more, or less, without a value is news, whatever the values of the others do. */
function areFar(before: number, after: number): boolean {
  return Math.abs(after - before) >= FAR_MISSING;
}

function levelOf(index: number, { watch, alert }: DriftLevels): Drift['level'] {
  if (index >= alert) return 'alert';
  return index >= watch ? 'watch' : 'none';
}

function ofEligible({ eligible }: Comparable, values: Float64Array): Float64Array {
  return values.filter((_, unit) => eligible[unit] === 1);
}

function missingShare(values: Float64Array): number {
  return values.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0) / values.length;
}
