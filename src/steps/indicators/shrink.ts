import type { Groups } from '../../table/groups.ts';
import { weightedMeans } from '../../stats/sums.ts';
import { numbers } from '../../table/table.ts';

/** What shrinkage learns: the evidence-weighted mean of each group. */
export interface ShrinkAnchors {
  readonly mean: Float64Array;
}

/**
 * The evidence-weighted mean of each group, Σ n·x / Σ n.
 *
 * Degenerate: no row with both value and evidence, or no evidence at all: NaN.
 * @example fitShrink(Float64Array.of(5, 3), Float64Array.of(1, 3), oneGroup(2)).mean // [3.5]
 */
export function fitShrink(values: Float64Array, evidence: Float64Array, groups: Groups): ShrinkAnchors {
  return { mean: weightedMeans(values, known(evidence), groups) };
}

/**
 * Values drawn to the mean of their group, (n·x + k·mean) / (n + k), under anchors learned before.
 *
 * @example applyShrink(Float64Array.of(5), Float64Array.of(1), oneGroup(1), { mean: Float64Array.of(3) }, 3) // [3.5]
 */
export function applyShrink(
  values: Float64Array,
  evidence: Float64Array,
  groups: Groups,
  { mean }: ShrinkAnchors,
  strength: number,
): Float64Array {
  const weights = known(evidence);
  const shrunk = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const weight = weights[row];
    shrunk[row] = (weight * values[row] + strength * mean[groups.of[row]]) / (weight + strength);
  }
  return shrunk;
}

/**
 * Shrinkage: draws values that rest on thin evidence to the evidence-weighted mean of their peers.
 *
 * Shape: n values, n counts of evidence to n values. Unit: that of the values; strength in units of evidence.
 * Degenerate: no value, or no evidence value, or negative evidence: missing; evidence 0: the mean of the peers.
 * @source Efron and Morris (1975), Data Analysis Using Stein's Estimator and Its Generalizations
 * @example shrink([5, 3], [1, 3], oneGroup(2), { strength: 3 }) // [3.875, 3.25]
 */
export function shrink(
  values: Float64Array | readonly (number | null)[],
  evidence: Float64Array | readonly (number | null)[],
  groups: Groups,
  { strength }: { readonly strength: number },
): Float64Array {
  const column = numbers(values);
  const counts = numbers(evidence);
  return applyShrink(column, counts, groups, fitShrink(column, counts, groups), strength);
}

/** Evidence below nothing is no evidence. */
function known(evidence: Float64Array): Float64Array {
  return evidence.some(count => count < 0) ? evidence.map(count => (count < 0 ? NaN : count)) : evidence;
}
