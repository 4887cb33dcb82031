import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roundToSignificant, toSignificant } from '../../src/stats/significant.ts';
import '../support/arbitraries.ts';

const short = fc.tuple(fc.integer({ min: 1, max: 999_999_999_999 }), fc.integer({ min: -280, max: 270 }));

it('rounds to 12 significant digits, as toPrecision does', () => {
  const value = fc.oneof(
    fc.double({ min: -1e289, max: 1e289, noNaN: true }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.double({ min: -100, max: 100, noNaN: true }),
    short.map(([digits, exponent]) => Number(`${digits}e${exponent}`)),
  );
  fc.assert(
    fc.property(value, each => {
      if (Math.abs(each) < 1e-289) return;
      const expected = Number(each.toPrecision(12));
      const found = roundToSignificant(each);
      // Halfway between two decimals either is right: the double itself is not exactly there.
      if (found !== expected) expect(Math.abs(found - expected) / Math.abs(expected)).toBeLessThan(1.01e-11);
      if (found !== expected) expect(isHalfway(each)).toBe(true);
    }),
    { numRuns: 5000 },
  );
});

it('leaves a number of at most 12 digits as it is', () => {
  fc.assert(
    fc.property(short, ([digits, exponent]) => {
      const value = Number(`${digits}e${exponent}`);
      expect(roundToSignificant(value)).toBe(value);
      expect(roundToSignificant(-value)).toBe(-value);
    }),
    { numRuns: 2000 },
  );
});

it('rounding twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), value => {
      const once = roundToSignificant(value);
      expect(roundToSignificant(once)).toBe(once);
    }),
    { numRuns: 2000 },
  );
});

it('never puts a greater number below a smaller one', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e20, max: 1e20, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (value, share) => {
        const greater = value + Math.abs(value) * share * 1e-11;
        expect(roundToSignificant(greater)).toBeGreaterThanOrEqual(roundToSignificant(value));
      },
    ),
    { numRuns: 2000 },
  );
});

it.each([0, -0, NaN, Infinity, -Infinity, 5e-324, 1.7976931348623157e308])('leaves %d as it is', value => {
  expect(roundToSignificant(value)).toBe(value);
});

it('takes sums that differ by the order of additions for equal', () => {
  expect(roundToSignificant(0.1 + 0.2 + 0.3)).toBe(roundToSignificant(0.3 + 0.2 + 0.1));
});

it('is right on both sides of every power of ten', () => {
  for (let exponent = -280; exponent <= 280; exponent++) {
    const power = Number(`1e${exponent}`);
    for (const value of [
      power,
      power * (1 - 2 ** -53),
      power * (1 + 2 ** -52),
      power * 0.9999999999996,
      power * 9.99999999999,
    ]) {
      expect(roundToSignificant(value)).toBe(Number(value.toPrecision(12)));
    }
  }
});

/** Whether the digits after the twelfth read as about one half, so that rounding up and down are as near. */
function isHalfway(value: number): boolean {
  const digits = Math.abs(value).toExponential(16).slice(0, 18).replace('.', '');
  const rest = Number(`0.${digits.slice(12)}`);
  return Math.abs(rest - 0.5) < 0.002;
}

it('rounds many as one by one, whatever stood before', () => {
  const value = fc.oneof(
    fc.double({ min: -100, max: 100 }),
    fc.double(),
    short.map(([digits, exponent]) => Number(`${digits}e${exponent}`)),
    // Halves, exactly and by one ulp not, also where adding a half passes a power of two.
    fc
      .tuple(
        fc.integer({ min: 2 ** 37 - 2, max: 2 ** 37 + 2 }),
        fc.constantFrom(-(2 ** -16), 0, 2 ** -15),
        fc.boolean(),
      )
      .map(([whole, ulp, isNegative]) => (isNegative ? -1 : 1) * (whole + 0.5 + ulp)),
    fc.constantFrom(9.9999999999999, 10, 99.9999999999999, 0, -0, 1e11, 1e12, 1e-11, NaN, Infinity),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 40 }), values => {
      expect(toSignificant(Float64Array.from(values))).toEqual(Float64Array.from(values, roundToSignificant));
    }),
    { numRuns: 2000 },
  );
});
