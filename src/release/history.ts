import { RatingError } from '../errors/ratingError.ts';
import { NO_GRADE } from '../steps/grade/index.ts';
import { dayOf } from '../table/days.ts';
import { alignUnits, valuesAt } from './alignUnits.ts';
import type { AlignedUnits } from './alignUnits.ts';
import type { Comparable } from './comparable.ts';
import { gradesAt } from './comparedUnits.ts';
import { inOrder } from './inOrder.ts';
import { migrationCounts, migrationShares, pooledMigration } from './migration.ts';
import type { Migration, MigrationShares } from './migration.ts';
import { checkSameModel } from './modelDifferences.ts';

/** How a history is worked out. */
export interface HistoryOptions {
  /** After so many days a score counts half as much in the time-weighted mean; 90 when left out. */
  readonly halfLife?: number;
  /** What is followed: `score` (when left out), or the raw value of an indicator, by its id. */
  readonly of?: string;
  /** Take releases of different models all the same. */
  readonly acrossModels?: boolean;
}

/** A series of releases, unit by unit. */
export interface History extends Pick<AlignedUnits, 'count' | 'keys'> {
  /** The last day of each release, as YYYY-MM-DD, in order. */
  readonly ends: readonly string[];
  /** One column a release: what is followed, ranks, and grade codes. */
  readonly values: readonly Float64Array[];
  readonly ranks: readonly Float64Array[];
  readonly grades: readonly Uint8Array[];
  /** The mean value, each release weighing 0.5 ^ (days before the last release / half-life). */
  readonly timeWeighted: Float64Array;
  /** Compound annual growth rate from a unit's first value to its last: (last / first) ^ (365.25 / days) - 1. */
  readonly annualGrowth: Float64Array;
  /** The last change less the mean of the changes before it. */
  readonly momentum: Float64Array;
  /** How often the grade changed from one release to the next. */
  readonly gradeChanges: Uint32Array;
  /** How often a change of grade was undone at the very next release. */
  readonly flickers: Uint32Array;
  /** The moves from release to release, all of them as one; null without grades. */
  readonly migration: (Migration & MigrationShares) | null;
}

const DAYS_A_YEAR = 365.25;

/**
 * Follows every unit through a series of releases.
 *
 * Shape: releases in any order to n units with one column a release, in the order of their last days.
 * Degenerate: a unit counts where it has a value: changes are between releases that follow each other directly and both have it; a first value
 * of 0 or less, or one value: no growth; fewer than two changes before or at the last release: no momentum.
 * @throws invalid_argument when a release has no period, two end on one day, they are of different models, or there is no such indicator
 * @example history([result]).ends // ['2018-08-31']
 */
export function history(releases: readonly Comparable[], options: HistoryOptions = {}): History {
  const { halfLife = 90, of = 'score', acrossModels = false } = options;
  if (!(halfLife > 0))
    throw new RatingError('invalid_argument', ['halfLife'], `must be a number of days above 0, not ${halfLife}`);
  const ordered = inOrder(releases);
  checkSameModel(ordered, acrossModels);
  const { count, keys, rows } = alignUnits(ordered);
  const days = ordered.map(release => dayOf(release.period?.end ?? ''));
  const values = ordered.map((release, at) => valuesAt(followed(release, of), rows[at]));
  const grades = ordered.map((release, at) => gradesAt(release, rows[at]));
  const numbers = (of: (unit: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, unit) => of(unit));
  const flips = grades.slice(1).map((now, at) => now.map((grade, unit) => Number(isChange(grades[at][unit], grade))));
  return {
    count,
    keys,
    ends: ordered.map(release => release.period?.end ?? ''),
    values,
    ranks: ordered.map((release, at) => valuesAt(release.rank, rows[at])),
    grades,
    timeWeighted: numbers(unit => timeWeighted(values, days, unit, halfLife)),
    annualGrowth: numbers(unit => annualGrowth(values, days, unit)),
    momentum: numbers(unit => momentum(values, unit)),
    gradeChanges: Uint32Array.from({ length: count }, (_, unit) => flips.reduce((sum, flip) => sum + flip[unit], 0)),
    flickers: Uint32Array.from({ length: count }, (_, unit) => flickers(grades, unit)),
    migration: migrationOf(ordered, grades),
  };
}

function followed({ score, indicators }: Comparable, of: string): Float64Array {
  if (of === 'score') return score;
  const found = indicators.find(({ id }) => id === of);
  if (found) return found.raw;
  const there = indicators.map(({ id }) => id).join(', ');
  throw new RatingError('invalid_argument', ['of'], `no indicator "${of}"; there are score, ${there}`);
}

function timeWeighted(
  values: readonly Float64Array[],
  days: readonly number[],
  unit: number,
  halfLife: number,
): number {
  let sum = 0;
  let weights = 0;
  values.forEach((column, at) => {
    if (Number.isNaN(column[unit])) return;
    const weight = 0.5 ** ((days[days.length - 1] - days[at]) / halfLife);
    sum += weight * column[unit];
    weights += weight;
  });
  return sum / weights;
}

function annualGrowth(values: readonly Float64Array[], days: readonly number[], unit: number): number {
  const first = values.findIndex(column => !Number.isNaN(column[unit]));
  const last = values.findLastIndex(column => !Number.isNaN(column[unit]));
  if (first === last || !(values[first][unit] > 0 && values[last][unit] >= 0)) return NaN;
  return (values[last][unit] / values[first][unit]) ** (DAYS_A_YEAR / (days[last] - days[first])) - 1;
}

function momentum(values: readonly Float64Array[], unit: number): number {
  const changes = values.slice(1).map((column, at) => column[unit] - values[at][unit]);
  const earlier = changes.slice(0, -1).filter(change => !Number.isNaN(change));
  if (earlier.length === 0) return NaN;
  return changes[changes.length - 1] - earlier.reduce((sum, change) => sum + change, 0) / earlier.length;
}

function isChange(before: number, after: number): boolean {
  return before !== NO_GRADE && after !== NO_GRADE && before !== after;
}

function flickers(grades: readonly Uint8Array[], unit: number): number {
  let count = 0;
  for (let at = 2; at < grades.length; at++) {
    const [first, middle, last] = [grades[at - 2][unit], grades[at - 1][unit], grades[at][unit]];
    if (isChange(first, middle) && first === last) count++;
  }
  return count;
}

function migrationOf(releases: readonly Comparable[], grades: readonly Uint8Array[]): History['migration'] {
  const names = releases[0].grade?.names;
  if (!names || releases.some(({ grade }) => grade?.names.join('\n') !== names.join('\n'))) return null;
  const steps = grades.slice(1).map((now, at) => migrationCounts(names, grades[at], now)[0]);
  const overall =
    steps.length === 0 ? migrationCounts(names, new Uint8Array(0), new Uint8Array(0))[0] : pooledMigration(steps);
  return { ...overall, ...migrationShares(overall) };
}
