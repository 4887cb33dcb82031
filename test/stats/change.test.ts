// Splits of a change, and distances of distributions.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bennet } from '../../src/stats/bennet.ts';
import { kolmogorovSmirnov } from '../../src/stats/kolmogorovSmirnov.ts';
import { populationStability, stabilityOfShares } from '../../src/stats/populationStability.ts';
import { shapley } from '../../src/stats/shapley.ts';
import { oneGroup } from '../../src/table/groups.ts';
import '../support/arbitraries.ts';
import { expectClose } from '../support/close.ts';
import { fixture, numberCells } from '../support/golden.ts';

const json = (name: string): unknown => JSON.parse(readFileSync(fixture(`releases/${name}`), 'utf8'));

describe('shapley', () => {
  interface Means {
    readonly weights: readonly number[];
    readonly unit: readonly number[];
    readonly baseline: readonly number[];
    readonly arithmetic: { readonly phi: readonly number[] };
    readonly geometric: { readonly phi: readonly number[] };
    readonly harmonic: { readonly phi: readonly number[] };
  }
  const means = json('shapley_mean_diff.json') as Means;
  const mean = {
    arithmetic: (x: readonly number[]) => x.reduce((sum, value, at) => sum + means.weights[at] * value, 0),
    geometric: (x: readonly number[]) =>
      Math.exp(x.reduce((sum, value, at) => sum + means.weights[at] * Math.log(value), 0)),
    harmonic: (x: readonly number[]) => 1 / x.reduce((sum, value, at) => sum + means.weights[at] / value, 0),
  };

  it.each(['arithmetic', 'geometric', 'harmonic'] as const)(
    'matches the mean over all orders of six changes of a %s mean, 1e-9',
    kind => {
      const parts = shapley(6, set =>
        Float64Array.of(mean[kind](means.unit.map((value, at) => ((set >> at) & 1 ? value : means.baseline[at])))),
      );
      expectClose(
        parts.map(part => part[0]),
        means[kind].phi,
        kind,
      );
    },
  );

  it('adds up to the whole difference, and gives nothing to a change without effect', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 8, maxLength: 8 }), totals => {
        // The third change makes no difference: sets with and without it are worth the same.
        const parts = shapley(3, set => Float64Array.of(totals[set & 3]));
        expectClose([parts[0][0] + parts[1][0]], [totals[3] - totals[0]]);
        expect(parts[2][0]).toBe(0);
      }),
    );
  });

  it('gives equal parts to changes that are alike', () => {
    const parts = shapley(3, set => Float64Array.of([0, 1, 1, 5, 1, 5, 5, 9][set]));
    expect(parts.map(part => part[0])).toEqual([3, 3, 3]);
  });

  it.each([0, 13, 1.5])('refuses %s changes', changes => {
    expect(() => shapley(changes, () => new Float64Array(1))).toThrow('must be a whole number from 1 to 12');
  });
});

describe('bennet', () => {
  const table = numberCells(fixture('releases/headship.csv'));
  const side = (year: number) => ({
    amount: table.get(`share_${year}`) as Float64Array,
    value: table.get(`rate_${year}`) as Float64Array,
  });

  it('gives the published effects of age structure and rates on household headship (Das Gupta 1993, table 5.1)', () => {
    const { mix, value } = bennet(side(1970), side(1985), oneGroup(13));
    expect(mix[0].toFixed(4)).toBe('1.2269');
    expect(value[0].toFixed(4)).toBe('1.7403');
    expectClose([mix[0] + value[0]], [47.694 - 44.7268]);
  });

  it('is turned around with the comparison', () => {
    const [there, back] = [bennet(side(1970), side(1985), oneGroup(13)), bennet(side(1985), side(1970), oneGroup(13))];
    expectClose(
      there.mix,
      back.mix.map(part => -part),
    );
    expectClose(
      there.value,
      back.value.map(part => -part),
    );
  });

  it('counts an item that comes or goes as mix alone', () => {
    const before = { amount: Float64Array.of(1, 1, 0), value: Float64Array.of(10, 20, NaN) };
    const after = { amount: Float64Array.of(1, 0, 1), value: Float64Array.of(10, 90, 40) };
    const { mix, value } = bennet(before, after, oneGroup(3));
    expect([mix[0], value[0]]).toEqual([10, 0]);
  });

  it('has no parts where a side has nothing', () => {
    const nothing = { amount: Float64Array.of(0), value: Float64Array.of(10) };
    const { mix, value } = bennet(nothing, { amount: Float64Array.of(1), value: Float64Array.of(10) }, oneGroup(1));
    expect([mix[0], value[0]]).toEqual([NaN, NaN]);
  });

  it('adds up to the change of the mean for any amounts and values', () => {
    const amount = fc.integer({ min: 0, max: 20 });
    const value = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, value, amount, value), { minLength: 1, maxLength: 20 }), items => {
        const [before, after] = [0, 2].map(at => ({
          amount: Float64Array.from(items, item => item[at]),
          value: Float64Array.from(items, item => item[at + 1]),
        }));
        const mean = ({ amount, value }: typeof before): number =>
          amount.reduce((sum, each, at) => sum + each * value[at], 0) / amount.reduce((sum, each) => sum + each, 0);
        const parts = bennet(before, after, oneGroup(items.length));
        expectClose([parts.mix[0] + parts.value[0]], [mean(after) - mean(before)]);
      }),
    );
  });
});

interface Distributions {
  readonly base: readonly number[];
  readonly later: readonly number[];
  readonly distance: number;
  readonly p_exact: number;
  readonly p_limit: number;
  readonly edges: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly stability: number;
}
const distributions = Object.entries(json('distributions.json') as Record<string, Distributions>);

describe('kolmogorovSmirnov', () => {
  it.each(distributions)('matches SciPy on %s, 1e-9', (name, { base, later, distance, p_exact, p_limit }) => {
    const test = kolmogorovSmirnov(Float64Array.from(base), Float64Array.from(later));
    const expected = base.length * later.length <= 4e6 ? p_exact : p_limit;
    expectClose([test.distance], [distance], name);
    // Relative, also where the probability is 1e-52.
    expect(Math.abs(test.pValue / expected - 1)).toBeLessThan(1e-9);
  });

  it('counts the six ways to merge two and two by hand', () => {
    // AABB and BBAA come 1 apart, the other four 1/2.
    expect(kolmogorovSmirnov(Float64Array.of(1, 2), Float64Array.of(3, 4))).toEqual({ distance: 1, pValue: 1 / 3 });
    expect(kolmogorovSmirnov(Float64Array.of(1, 3), Float64Array.of(2, 4))).toEqual({ distance: 0.5, pValue: 1 });
  });

  it('is the same either way around, leaves out missing values, and knows nothing of nothing', () => {
    const [a, b] = [Float64Array.of(1, 5, NaN, 7), Float64Array.of(2, 8, 9, NaN, 10)];
    expect(kolmogorovSmirnov(a, b)).toEqual(kolmogorovSmirnov(b, a));
    expect(kolmogorovSmirnov(a, b)).toEqual(kolmogorovSmirnov(Float64Array.of(1, 5, 7), Float64Array.of(2, 8, 9, 10)));
    expect(kolmogorovSmirnov(a, Float64Array.of(NaN))).toEqual({ distance: NaN, pValue: NaN });
    expect(kolmogorovSmirnov(a, a)).toEqual({ distance: 0, pValue: 1 });
  });
});

describe('populationStability', () => {
  it.each(distributions)('matches OptBinning and NumPy on %s, 1e-9', (name, expected) => {
    const found = populationStability(Float64Array.from(expected.base), Float64Array.from(expected.later));
    expectClose(found.edges, expected.edges, `${name} edges`);
    expectClose(found.before, [...expected.before, 0], `${name} before`);
    expectClose(found.after, [...expected.after, 0], `${name} after`);
    expectClose([found.index], [expected.stability], `${name} index`);
  });

  it('is 0 for the same values, and takes missing ones for a bin of their own', () => {
    const values = Float64Array.of(1, 2, 3, 4);
    expect(populationStability(values, values).index).toBe(0);
    const half = Float64Array.of(1, 2, NaN, NaN);
    expect(populationStability(half, Float64Array.of(1, 2, 1, NaN), { bins: 1 }).index).toBeCloseTo(
      stabilityOfShares(Float64Array.of(0.5, 0.5), Float64Array.of(0.75, 0.25)),
      12,
    );
  });

  it('counts an empty bin as the floor', () => {
    const found = populationStability(Float64Array.of(1, 2), Float64Array.of(1, 1), { bins: 2, floor: 0.01 });
    expect(found.index).toBeCloseTo(0.5 * Math.log(2) + (0.01 - 0.5) * Math.log(0.01 / 0.5), 12);
  });

  it('says what two samples of one distribution give by chance', () => {
    const values = Float64Array.from({ length: 100 }, (_, at) => at);
    expect(populationStability(values, values.slice(0, 50)).byChance).toBeCloseTo(9 * (1 / 100 + 1 / 50), 12);
    expect(populationStability(values, new Float64Array(0)).index).toBe(NaN);
  });
});
