import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactSums } from '../../src/stats/exactSum.ts';
import { exactTotals } from '../../src/stats/exactTotals.ts';
import { oneGroup } from '../../src/table/groups.ts';

const cents = fc.integer({ min: -1e6, max: 1e6 }).map(whole => whole / 100);
const row = (value: fc.Arbitrary<number>): fc.Arbitrary<[number, number, number]> =>
  fc.tuple(value, fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(-0)), fc.nat({ max: 4 }));

describe('exactTotals', () => {
  it.each([
    ['decimals', row(cents)],
    ['decimals with gaps', row(fc.oneof(cents, fc.constant(NaN)))],
    ['any numbers', row(fc.double())],
  ])('are the sums of each column by itself where none is missing and all are decimals: %s', (_, rows) => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 50 }), all => {
        const [first, second] = [0, 1].map(at => Float64Array.from(all, each => each[at]));
        const counts = Float64Array.from(all.keys());
        const groups = { of: Uint32Array.from(all, ([, , group]) => group), count: 6 };
        const totals = exactTotals(first, second, counts, groups);
        const isWhole = (value: number): boolean => Math.round(value * 100) / 100 === value;
        if (all.every(([value]) => isWhole(value) && Math.abs(value) <= 1e4)) expect(totals).toBeDefined();
        if (all.some(([value]) => Number.isNaN(value))) expect(totals).toBeUndefined();
        const [one, other, count] = [first, second, counts].map(values => exactSums(values, groups).sum);
        if (totals) expect(totals).toEqual({ first: one, second: other, counts: count });
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('are none where a sum could pass 2^53', () => {
    const ones = Float64Array.of(1, 1, 1);
    expect(exactTotals(Float64Array.of(2 ** 53, 1, 1), ones, ones, oneGroup(3))).toBeUndefined();
  });
});
