// Variance-based sensitivity: how much of a result's variance comes from each of its inputs.
import { middleShares, sortedQuantile } from './quantile.ts';
import { below, seededBits, uniform } from './random.ts';
import type { RandomBits } from './random.ts';

/** The part of one input in the variance of a result, with an interval of each figure by a bootstrap over the base runs. */
export interface SobolIndex {
  /** What the input does by itself. */
  readonly first: number;
  readonly firstInterval: readonly [number, number];
  /** What it does by itself and together with the others. */
  readonly total: number;
  readonly totalInterval: readonly [number, number];
}

/**
 * Saltelli's design: two samples A and B of all inputs, then for each input A with the column of that input from B.
 *
 * Shape: base · (inputs + 2) rows of `inputs` numbers, A first, then B, then one block an input. Unit: 0 to 1.
 * @source Saltelli et al. (2010), Variance based sensitivity analysis of model output, Computer Physics Communications 181
 * @example saltelliSample(seededBits(7), 2, 3).length // 10
 */
export function saltelliSample(next: RandomBits, base: number, inputs: number): Float64Array[] {
  const draw = (): Float64Array[] =>
    Array.from({ length: base }, () => Float64Array.from({ length: inputs }, () => uniform(next)));
  const [first, second] = [draw(), draw()];
  const mixed = Array.from({ length: inputs }, (_, input) =>
    first.map((row, at) => row.map((value, column) => (column === input ? second[at][column] : value))),
  );
  return [...first, ...second, ...mixed.flat()];
}

/**
 * First-order and total Sobol indices of results computed over Saltelli's design; Saltelli's estimator and Jansen's.
 *
 * Shape: base · (inputs + 2) results in the order of the design to one index an input. Unit: share of the variance; estimates may leave 0 to 1.
 * Degenerate: results without variance: NaN.
 * @source Saltelli et al. (2010), table 2 (b) and (f): first order by Saltelli, total by Jansen (1999); as COINr's `SA_estimate`
 * @example sobolIndices(Float64Array.of(0, 1, 1, 0, 1, 0, 0, 1), 2, 2, { replicates: 0, level: 0.9, seed: 1 })[1].total // 0
 */
export function sobolIndices(
  results: Float64Array,
  base: number,
  inputs: number,
  { replicates, level, seed }: { readonly replicates: number; readonly level: number; readonly seed: number },
): SobolIndex[] {
  const all = Uint32Array.from({ length: base }, (_, run) => run);
  const point = estimates(results, base, inputs, all);
  const next = seededBits(seed);
  const draws = Array.from({ length: replicates }, () =>
    estimates(
      results,
      base,
      inputs,
      all.map(() => below(next, base)),
    ),
  );
  return point.map(({ first, total }, input) => ({
    first,
    firstInterval: middle(draws.map(draw => draw[input].first), level), // prettier-ignore
    total,
    totalInterval: middle(draws.map(draw => draw[input].total), level), // prettier-ignore
  }));
}

function estimates(
  results: Float64Array,
  base: number,
  inputs: number,
  runs: Uint32Array,
): { first: number; total: number }[] {
  const [one, other] = [0, 1].map(block => Float64Array.from(runs, run => results[block * base + run]));
  const variance = varianceOf([...one, ...other]);
  return Array.from({ length: inputs }, (_, input) => {
    let first = 0;
    let total = 0;
    runs.forEach((run, at) => {
      const mixed = results[(input + 2) * base + run];
      first += other[at] * (mixed - one[at]);
      total += (one[at] - mixed) ** 2;
    });
    return { first: first / base / variance, total: total / (2 * base) / variance };
  });
}

/** NaN where there is none, so that nothing is divided by it. */
function varianceOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return squares > 0 ? squares / (values.length - 1) : NaN;
}

/** The interval that leaves the same share out on both sides. */
function middle(values: readonly number[], level: number): readonly [number, number] {
  const sorted = Float64Array.from(values).sort();
  const [low, high] = middleShares(level);
  return [sortedQuantile(sorted, low), sortedQuantile(sorted, high)];
}
