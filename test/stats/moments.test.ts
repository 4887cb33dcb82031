import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extent } from '../../src/stats/extent.ts';
import { hasMissing } from '../../src/stats/hasMissing.ts';
import { moments } from '../../src/stats/moments.ts';
import { groupSums, weightedMeans } from '../../src/stats/sums.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { groupedColumn } from '../support/arbitraries.ts';
import { expectClose } from '../support/close.ts';
import { exactMoments } from '../support/rational.ts';

const momentsOf = (values: readonly number[]): { mean: number; deviation: number } => {
  const { mean, deviation } = moments(Float64Array.from(values), oneGroup(values.length));
  return { mean: mean[0], deviation: deviation[0] };
};

/** Within 1e-9, relative to the number itself however small or large. */
function expectRelative(actual: number, expected: number, what: string): void {
  if (!(Math.abs(actual - expected) <= 1e-9 * Math.abs(expected)))
    expect.fail(`${what}: ${actual} instead of ${expected}`);
}

describe('moments', () => {
  it('are those of the textbook', () => {
    expect(momentsOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, deviation: Math.sqrt(32 / 7) });
  });

  it('of equal values, or one, have a deviation of exactly 0 and their mean', () => {
    expect(momentsOf([0.1, 0.1, 0.1])).toEqual({ mean: 0.1, deviation: 0 });
    expect(momentsOf([7])).toEqual({ mean: 7, deviation: 0 });
    expect(momentsOf([1e308, 1e308, 1e308])).toEqual({ mean: 1e308, deviation: 0 });
  });

  it('of no values are missing', () => {
    expect(momentsOf([])).toEqual({ mean: NaN, deviation: NaN });
    expect(momentsOf([NaN])).toEqual({ mean: NaN, deviation: NaN });
  });

  const scales: readonly (readonly [string, number, number])[] = [
    ['everyday', 1, 0],
    ['huge', 1e150, 0],
    ['hugest', 1e305, 0],
    ['tiny', 1e-150, 0],
    ['tiniest', 1e-300, 0],
    ['next to each other far from 0', 1, 1e9],
    ['next to each other very far from 0', 1, 1e12],
  ];

  it.each(scales)('of %s values agree with exact whole-number arithmetic', (_what, scale, offset) => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 30 }), plain => {
        // Sums near the greatest double would overflow in any order.
        const values = plain
          .map(value => (scale === 1 ? value : value < 0 ? Math.abs(value) : value) * scale + offset)
          .filter(value => Math.abs(value) < 1e307);
        if (values.length < 2 || new Set(values).size < 2) return;
        const exact = exactMoments(values);
        const found = momentsOf(values);
        const size = Math.max(...values.map(Math.abs));
        expect(Math.abs(found.mean - exact.mean)).toBeLessThanOrEqual(1e-9 * size);
        // A deviation can be told only as far as the values themselves are.
        expect(Math.abs(found.deviation - exact.deviation)).toBeLessThanOrEqual(1e-9 * exact.deviation + 1e-15 * size);
      }),
    );
  });

  it('of prices on a large common base keep nine digits', () => {
    const values = [4, 7, 13, 16].map(value => value + 1e9);
    expectRelative(momentsOf(values).deviation, Math.sqrt(30), 'deviation');
    expectRelative(momentsOf(values).mean, 1e9 + 10, 'mean');
  });

  it('of a group are those of the group alone', () => {
    fc.assert(
      fc.property(groupedColumn(), ({ values, groups }) => {
        const all = moments(values, groups);
        for (let group = 0; group < groups.count; group++) {
          const alone = momentsOf([...values].filter((_, row) => groups.of[row] === group));
          expect([all.mean[group], all.deviation[group]]).toEqual([alone.mean, alone.deviation]);
        }
      }),
    );
  });
});

describe('extent', () => {
  it('is the least and the greatest of each group, missing left out', () => {
    const { min, max } = extent(Float64Array.of(3, 1, NaN, -5, NaN), { of: Uint32Array.of(0, 0, 0, 1, 2), count: 4 });
    expect([[...min], [...max]]).toEqual([
      [1, -5, NaN, NaN],
      [3, -5, NaN, NaN],
    ]);
  });

  it('takes infinities for values', () => {
    expect(extent(Float64Array.of(Infinity, 1), oneGroup(2)).max[0]).toBe(Infinity);
    expect(extent(Float64Array.of(-Infinity), oneGroup(1))).toEqual({
      min: Float64Array.of(-Infinity),
      max: Float64Array.of(-Infinity),
    });
  });
});

describe('sums and means', () => {
  it('groupSums of nothing are missing, not 0', () => {
    expectClose(groupSums(Float64Array.of(1, NaN, 2, NaN), { of: Uint32Array.of(0, 0, 0, 1), count: 3 }), [
      3,
      NaN,
      NaN,
    ]);
  });

  it('weightedMeans take rows with both value and weight', () => {
    const means = weightedMeans(Float64Array.of(5, 3, NaN, 100), Float64Array.of(1, 3, 9, NaN), oneGroup(4));
    expectClose(means, [3.5]);
  });

  it('weightedMeans are missing where weights sum to 0, or nothing is there', () => {
    expectClose(weightedMeans(Float64Array.of(5, NaN), Float64Array.of(0, 1), { of: Uint32Array.of(0, 1), count: 3 }), [
      NaN,
      NaN,
      NaN,
    ]);
  });
});

it('hasMissing finds one missing value anywhere', () => {
  expect(hasMissing(Float64Array.of(1, 2, NaN))).toBe(true);
  expect(hasMissing(Float64Array.of(1, Infinity, 0))).toBe(false);
  expect(hasMissing(new Float64Array(0))).toBe(false);
});
