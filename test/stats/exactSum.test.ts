import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactSums } from '../../src/stats/exactSum.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { anyDouble, groupedColumn, reordered, reorderedGroups } from '../support/arbitraries.ts';
import { bitsOf } from '../support/close.ts';
import { exactSum } from '../support/rational.ts';

const sumOf = (values: readonly number[]): number =>
  exactSums(Float64Array.from(values), oneGroup(values.length)).sum[0];

/** The distance of a double to the next greater one. */
function ulp(value: number): number {
  const view = new Float64Array([Math.abs(value)]);
  const before = view[0];
  new BigUint64Array(view.buffer)[0]++;
  return view[0] - before;
}

const cents = fc.integer({ min: -1e11, max: 1e11 }).map(whole => whole / 100);
const finite = fc.double({ min: -1e300, max: 1e300, noNaN: true });

describe('exactSums', () => {
  it.each([
    [[], 0],
    [[NaN, NaN], 0],
    [[0.1, 0.2], 0.3],
    [[0.1, 0.2, 0.3, -0.6], 0],
    [[1e16, 1, -1e16], 1],
    [[1e300, 1, -1e300], 1],
    [[-0, -0], 0],
    [[2 ** 53, 1, 1], 2 ** 53 + 2],
    [[1e-320, 1e-320], 2e-320],
    [[1 / 3, 1 / 3, 1 / 3], 1],
  ])('of %j is %d', (values, sum) => {
    // 1e300 + 1 - 1e300 lies beyond the two parts that numbers are cut into.
    if (values[0] === 1e300) expect(Math.abs(sumOf(values) - 1)).toBeLessThan(1e300 * 27 * 2 ** -104);
    else expect(sumOf(values)).toBe(sum);
  });

  it('beyond the largest double are not finite', () => {
    expect(sumOf([1e308, 1e308])).not.toBe(1e308);
    expect(Number.isFinite(sumOf([1e308, 1e308]))).toBe(false);
    expect(Number.isFinite(sumOf([Infinity, 1]))).toBe(false);
  });

  it('counts what is missing', () => {
    expect([...exactSums(Float64Array.of(1, NaN, NaN), { of: Uint32Array.of(0, 0, 1), count: 3 }).missing]).toEqual([
      1, 1, 0,
    ]);
  });

  it('of plain decimals is the double nearest to the exact sum', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 10, 100, 1000, 10_000),
        fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 60 }),
        (scale, wholes) => {
          const exact = wholes.reduce((sum, whole) => sum + whole, 0);
          expect(sumOf(wholes.map(whole => whole / scale))).toBe(exact / scale + 0);
        },
      ),
    );
  });

  it('of any finite doubles lies within n³·2⁻¹⁰⁴ of the greatest, and half a unit in the last place, of the exact sum', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(finite, cents, fc.constantFrom(1e-320, 5e-324, 2 ** -1022)), { minLength: 1, maxLength: 60 }),
        values => {
          const sum = sumOf(values);
          const { nearest, distanceTo } = exactSum(values);
          const greatest = Math.max(...values.map(Math.abs));
          expect(distanceTo(sum)).toBeLessThanOrEqual(greatest * values.length ** 3 * 2 ** -104 + ulp(nearest));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has the same bits whatever the order of the rows', () => {
    const wild = fc.oneof(anyDouble, cents, finite, fc.constantFrom(-0, 0, NaN, 0.1, 1e-9, 2 ** 53));
    fc.assert(
      fc.property(groupedColumn(wild, 60), ({ values, groups, order }) => {
        const { sum, missing } = exactSums(values, groups);
        const again = exactSums(reordered(values, order), reorderedGroups(groups, order));
        expect(bitsOf(again.sum)).toEqual(bitsOf(sum));
        expect(again.missing).toEqual(missing);
      }),
      { numRuns: 500 },
    );
  });

  it('has the same bits for a million shuffled prices', () => {
    const values = Float64Array.from({ length: 1e6 }, (_, row) => ((row * 7919) % 100_003) / 7);
    const shuffled = values.map((_, row) => values[(row * 611_953) % 1e6]);
    const groups = oneGroup(1e6);
    expect(bitsOf(exactSums(shuffled, groups).sum)).toEqual(bitsOf(exactSums(values, groups).sum));
  });

  it('takes decimals that begin only after the first thousand rows', () => {
    const values = [...Array<number>(1500).fill(1), 0.1, 1 / 3];
    expect(Math.abs(sumOf(values) - exactSum(values).nearest)).toBeLessThanOrEqual(ulp(1500));
  });

  it('does not write to its arguments', () => {
    const values = Float64Array.of(1, NaN, 1 / 3);
    exactSums(values, oneGroup(3));
    expect([...values]).toEqual([1, NaN, 1 / 3]);
  });
});

it('does not depend on whether the values that need the finer scale come first', () => {
  const whole = Array.from({ length: 3000 }, (_, at) => at * 7);
  const cents = [0.1, 0.07, 19.99, 1234.56];
  const mixed = Array.from({ length: 500 }, (_, at) => Math.sqrt(at + 2));
  for (const last of [cents, [...cents, ...mixed]]) {
    const forward = [...whole, ...last];
    const sums = [forward, [...forward].reverse()].map(
      values => exactSums(Float64Array.from(values), oneGroup(values.length)).sum[0],
    );
    expect(Object.is(sums[0], sums[1])).toBe(true);
  }
  const total =
    whole.reduce((sum, value) => sum + value * 100, 0) + cents.reduce((sum, value) => sum + Math.round(value * 100), 0);
  expect(exactSums(Float64Array.from([...whole, ...cents]), oneGroup(3004)).sum[0]).toBe(total / 100);

  // So many that the sum of the doubles and the sum of the decimals round apart: taken one way forward and the other back, it shows.
  const far = [...Array.from({ length: 1500 }, () => 0), ...Array.from({ length: 59_000 }, () => 1.1)];
  for (const values of [far, [...far].reverse()]) {
    expect(exactSums(Float64Array.from(values), oneGroup(far.length)).sum[0]).toBe(64_900);
  }
});
