import { expect } from 'vitest';

/** How far two numbers are apart, relative to the expected one above 1; missing equals missing. */
export function distance(actual: number, expected: number): number {
  if (Number.isNaN(expected) || Number.isNaN(actual))
    return Number.isNaN(expected) === Number.isNaN(actual) ? 0 : Infinity;
  if (actual === expected) return 0;
  return Math.abs(actual - expected) / Math.max(1, Math.abs(expected));
}

/** Fails with the first row that is further than 1e-9 from what is expected. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, what = '', tolerance = 1e-9): void {
  expect(actual.length, `${what}: length`).toBe(expected.length);
  for (let row = 0; row < expected.length; row++) {
    if (distance(actual[row], expected[row]) > tolerance) {
      expect.fail(`${what} row ${row}: ${actual[row]} instead of ${expected[row]}`);
    }
  }
}

/** The bits of numbers, so that -0 and 0, and every last digit, are told apart. */
export function bitsOf(values: Float64Array): BigUint64Array {
  const canonical = values.map(value => (Number.isNaN(value) ? NaN : value));
  return new BigUint64Array(canonical.buffer);
}
