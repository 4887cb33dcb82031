import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactSums } from '../../src/stats/exactSum.ts';
import { exactTotals } from '../../src/stats/exactTotals.ts';

const cents = fc.integer({ min: -1e6, max: 1e6 }).map(whole => whole / 100);
const row = (value: fc.Arbitrary<number>): fc.Arbitrary<[number, number, number]> =>
  fc.tuple(value, fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(-0)), fc.nat({ max: 4 }));

describe('exactTotals', () => {
  it.each([
    ['decimals', row(cents)],
    ['decimals with gaps', row(fc.oneof(cents, fc.constant(NaN)))],
    ['any numbers', row(fc.double())],
  ])('are the sums of each column by itself, and the rows: %s', (_, rows) => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 50 }), all => {
        const [first, second] = [0, 1].map(at => Float64Array.from(all, each => each[at]));
        const groups = { of: Uint32Array.from(all, ([, , group]) => group), count: 6 };
        const totals = exactTotals(first, second, groups);
        const alone = [first, second].map(values => exactSums(values, groups));
        expect(totals.first).toMatchObject({ sum: alone[0].sum, missing: alone[0].missing });
        expect(totals.second).toMatchObject({ sum: alone[1].sum, missing: alone[1].missing });
        expect([...totals.rows]).toEqual(Array.from({ length: 6 }, (__, group) => all.filter(each => each[2] === group).length)); // prettier-ignore
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('do not lose what a sum beyond 2^53 would', () => {
    const values = Float64Array.of(2 ** 53, 1, 1);
    const { first } = exactTotals(values, Float64Array.of(1, 1, 1), { of: new Uint32Array(3), count: 1 });
    expect(first.sum[0]).toBe(2 ** 53 + 2);
  });
});
