// Random draws against the distributions that they are of, as SciPy has them. Draws are seeded: what holds once holds always.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dirichlet, gamma, standardNormal } from '../../src/stats/dirichlet.ts';
import { seededBits } from '../../src/stats/random.ts';
import { fixture } from '../support/golden.ts';

interface Distribution {
  readonly mean: number;
  readonly variance: number;
  readonly excess_kurtosis: number;
  readonly quantiles: readonly number[];
}

const outside = JSON.parse(readFileSync(fixture('draws/draws.json'), 'utf8')) as {
  readonly shares: readonly number[];
  readonly draws: number;
  readonly farthest: number;
  readonly gamma: readonly (Distribution & { readonly shape: number })[];
  readonly normal: Distribution;
  readonly dirichlet: readonly {
    readonly shares: readonly number[];
    readonly concentration: number;
    readonly covariance: readonly (readonly number[])[];
    readonly parts: readonly Distribution[];
  }[];
};

const drawn = (draw: () => number): Float64Array => Float64Array.from({ length: outside.draws }, draw).sort();
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const covariance = (left: Float64Array, right: Float64Array): number => {
  const [ofLeft, ofRight] = [mean(left), mean(right)];
  return mean(left.map((value, at) => (value - ofLeft) * (right[at] - ofRight)));
};

/** The greatest distance at the stored quantiles between the share of draws at or below each and the share that should be: Kolmogorov-Smirnov. */
function distance(sorted: Float64Array, { quantiles }: Distribution): number {
  let [greatest, below] = [0, 0];
  quantiles.forEach((quantile, at) => {
    while (sorted[below] <= quantile) below++;
    greatest = Math.max(greatest, Math.abs(below / sorted.length - outside.shares[at]));
  });
  return greatest;
}

/** Mean and variance within five standard errors, the distribution nearer than one in a million is off. */
function expectOf(sorted: Float64Array, of: Distribution): void {
  const { variance, excess_kurtosis: excess } = of;
  expect(Math.abs(mean(sorted) - of.mean)).toBeLessThan(5 * Math.sqrt(variance / outside.draws));
  expect(Math.abs(covariance(sorted, sorted) / variance - 1)).toBeLessThan(5 * Math.sqrt((excess + 2) / outside.draws));
  expect(distance(sorted, of)).toBeLessThan(outside.farthest);
}

describe('draws', () => {
  it.each(outside.gamma)('of a gamma distribution of shape $shape are those of SciPy', of => {
    const next = seededBits(20180831, 1);
    expectOf(
      drawn(() => gamma(next, of.shape)),
      of,
    );
  });

  it.each(outside.gamma)('of a tenth more than shape $shape are told apart from it', of => {
    const next = seededBits(20180831, 1);
    const off = drawn(() => gamma(next, 1.1 * of.shape));
    expect(distance(off, of)).toBeGreaterThan(outside.farthest);
  });

  it('of the standard normal distribution are those of SciPy', () => {
    const next = seededBits(20180831, 2);
    expectOf(
      drawn(() => standardNormal(next)),
      outside.normal,
    );
  });

  it.each(outside.dirichlet)(
    'of weights around $shares at $concentration have the parts and covariances of SciPy, and sum to 1',
    ({ shares, concentration, parts, covariance: expected }) => {
      const next = seededBits(20180831, 3);
      const sets = Array.from({ length: outside.draws }, () => dirichlet(next, shares, concentration));
      for (const set of sets)
        expect(Math.abs(set.reduce((sum, weight) => sum + weight, 0) - 1)).toBeLessThan(1e-15 * 4);
      const columns = shares.map((_, part) => Float64Array.from(sets, set => set[part]));
      columns.forEach((column, part) => expectOf(column.slice().sort(), parts[part]));
      columns.forEach((left, first) =>
        columns.slice(first + 1).forEach((right, after) => {
          const off = covariance(left, right) - expected[first][first + 1 + after];
          const scale = Math.sqrt(parts[first].variance * parts[first + 1 + after].variance);
          expect(Math.abs(off)).toBeLessThan(0.05 * scale);
        }),
      );
    },
  );

  it('of weights whose shapes are next to nothing give all weight to one part, each as often as its share', () => {
    const next = seededBits(20180831, 4);
    const sets = Array.from({ length: 4000 }, () => dirichlet(next, [0.7, 0.3], 1e-6));
    const first = sets.filter(([weight]) => weight > 0.5).length / sets.length;
    expect(sets.every(set => Math.max(...set) > 0.999)).toBe(true);
    expect(Math.abs(first - 0.7)).toBeLessThan(5 * Math.sqrt((0.7 * 0.3) / sets.length));
  });
});
