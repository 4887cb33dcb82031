import { oneGroup } from '../table/groups.ts';
import { countBelow, quantiles } from './quantile.ts';

/** How values are put into bins, and what an empty bin counts as. */
export interface StabilityOptions {
  /** How many bins the base is cut into at its quantiles; 10: deciles. */
  readonly bins?: number;
  /** The share that an empty bin counts as. */
  readonly floor?: number;
}

/** How far a distribution has moved from its base. */
export interface Stability {
  readonly index: number;
  /** What two samples of this size from one distribution give on average. */
  readonly byChance: number;
  /** The greatest value of each bin but the last. */
  readonly edges: Float64Array;
  /** The share of values in each bin; the last is for missing ones. */
  readonly before: Float64Array;
  readonly after: Float64Array;
}

/**
 * The population stability index: Σ (after - before) · ln(after / before) over bins at the quantiles (type 7) of the base, open to both ends.
 *
 * Shape: base and later values to one index. Unit: 0 (the same shares) upwards; usual alert levels are 0.1 and 0.25.
 * Degenerate: equal quantiles make one bin; missing values are a bin of their own, when either side has some; a bin that is empty on one side
 * counts as the floor there (0.0001 when left out); a side without rows: NaN.
 * @source Siddiqi (2006), Credit Risk Scorecards, system stability report; Yurdakul (2018), Statistical Properties of Population Stability Index (by chance)
 * @example populationStability(Float64Array.of(1, 2, 3, 4), Float64Array.of(1, 1, 1, 4), { bins: 2 }).index // 0.27465307216702745
 */
export function populationStability(
  base: Float64Array,
  later: Float64Array,
  { bins = 10, floor = 1e-4 }: StabilityOptions = {},
): Stability {
  const edges = edgesOf(base, bins);
  const [before, after] = [base, later].map(values => sharesIn(values, edges));
  const used = [...before.keys()].filter(bin => before[bin] > 0 || after[bin] > 0);
  const index = stabilityOfShares(
    Float64Array.from(used, bin => before[bin]),
    Float64Array.from(used, bin => after[bin]),
    floor,
  );
  const isEmpty = base.length === 0 || later.length === 0;
  const byChance = isEmpty ? NaN : (used.length - 1) * (1 / base.length + 1 / later.length);
  return { index: isEmpty ? NaN : index, byChance, edges, before, after };
}

/**
 * The population stability index of shares that are known already.
 *
 * Shape: two columns of shares to one index. Degenerate: a share of 0 counts as the floor; both 0: nothing.
 * @source Siddiqi (2006), Credit Risk Scorecards, system stability report
 * @example stabilityOfShares(Float64Array.of(0.5, 0.5), Float64Array.of(0.75, 0.25)) // 0.27465307216702745
 */
export function stabilityOfShares(before: Float64Array, after: Float64Array, floor = 1e-4): number {
  let index = 0;
  for (let bin = 0; bin < before.length; bin++) {
    const [from, to] = [before[bin] || floor, after[bin] || floor];
    index += (to - from) * Math.log(to / from);
  }
  return index;
}

function edgesOf(base: Float64Array, bins: number): Float64Array {
  const shares = Array.from({ length: bins - 1 }, (_, bin) => (bin + 1) / bins);
  const all = shares.map(share => quantiles(base, oneGroup(base.length), share)[0]);
  return Float64Array.from(new Set(all.filter(edge => !Number.isNaN(edge))));
}

/** The share of values in each bin, edges to the bin below them; missing ones last. */
function sharesIn(values: Float64Array, edges: Float64Array): Float64Array {
  const shares = new Float64Array(edges.length + 2);
  for (const value of values) shares[Number.isNaN(value) ? edges.length + 1 : countBelow(edges, value)]++;
  return shares.map(count => count / values.length);
}
