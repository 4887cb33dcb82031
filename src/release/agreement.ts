import { kendallTauB } from '../stats/ranking/kendallTauB.ts';
import { rankBiasedOverlap } from '../stats/ranking/rankBiasedOverlap.ts';
import { spearman } from '../stats/ranking/spearman.ts';
import { rowsByGroup } from '../table/groups.ts';
import type { KeyedGroups } from '../table/groups.ts';
import { orderByNumber } from '../table/order.ts';

/** How far two rankings of the same peers agree. */
export interface Agreement {
  /** A unit of the group, to read its key from. */
  readonly firstUnit: number;
  /** How many units have a rank in both. */
  readonly units: number;
  /** Kendall's tau-b and Spearman's correlation of the ranks of those units, -1 to 1. */
  readonly tauB: number;
  readonly spearman: number;
  /** Rank-biased overlap of the two lists, also of units that are in one only, 0 to 1. */
  readonly overlap: number;
}

/**
 * How far the ranks of two releases agree, for each peers group.
 *
 * Shape: ranks of n units before and after (NaN is none) to one entry a group; persistence (0 to 1) is how much each further place still counts.
 * Degenerate: fewer than two units with both ranks, or all tied: NaN for the correlations; no ranks at all: NaN.
 * @source Kendall (1945); Spearman (1904); Webber, Moffat and Zobel (2010)
 * @example agreementOf(Float64Array.of(1, 2, 3), Float64Array.of(1, 3, 2), groupBy([], 3), 0.9)[0].tauB // 1 / 3
 */
export function agreementOf(
  before: Float64Array,
  after: Float64Array,
  groups: KeyedGroups,
  persistence: number,
): Agreement[] {
  const { starts, rows } = rowsByGroup(groups);
  return Array.from({ length: groups.count }, (_, group) => {
    const units = rows.subarray(starts[group], starts[group + 1]);
    const [ranksBefore, ranksAfter] = [before, after].map(ranks => Float64Array.from(units, unit => ranks[unit]));
    const listed = (ranks: Float64Array): number[] =>
      Array.from(orderByNumber(units, ranks)).filter(unit => !Number.isNaN(ranks[unit]));
    return {
      firstUnit: groups.firstRow[group],
      units: units.reduce((sum, unit) => sum + (Number.isNaN(before[unit] + after[unit]) ? 0 : 1), 0),
      tauB: kendallTauB(ranksBefore, ranksAfter),
      spearman: spearman(ranksBefore, ranksAfter),
      overlap: rankBiasedOverlap(listed(before), listed(after), persistence),
    };
  });
}

/**
 * The agreement of all groups as one: the mean of those that have one, by their number of units.
 *
 * Degenerate: no group has one: NaN.
 * @example meanAgreement([{ firstUnit: 0, units: 3, tauB: 1, spearman: 1, overlap: 1 }, { firstUnit: 3, units: 1, tauB: NaN, spearman: NaN, overlap: 0.5 }]).overlap // 0.875
 */
export function meanAgreement(groups: readonly Agreement[]): Omit<Agreement, 'firstUnit'> {
  const mean = (of: (each: Agreement) => number): number => {
    const known = groups.filter(each => !Number.isNaN(of(each)));
    const units = known.reduce((sum, each) => sum + each.units, 0);
    return known.reduce((sum, each) => sum + each.units * of(each), 0) / units;
  };
  return {
    units: groups.reduce((sum, each) => sum + each.units, 0),
    tauB: mean(each => each.tauB),
    spearman: mean(each => each.spearman),
    overlap: mean(each => each.overlap),
  };
}
