import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstRows, orderByCode, orderByNumber, orderWithin } from '../../src/table/order.ts';
import { anyDouble, value } from '../support/arbitraries.ts';

/** Array.sort is stable: ties stay as they stand; NaN goes last, -0 ties with 0. */
function sortedRows(rows: Uint32Array, keys: ArrayLike<number>): number[] {
  const isMissing = (row: number): number => (Number.isNaN(keys[row]) ? 1 : 0);
  const compare = (a: number, b: number): number =>
    isMissing(a) - isMissing(b) || (keys[a] < keys[b] ? -1 : keys[a] > keys[b] ? 1 : 0);
  return [...rows].sort(compare);
}

const code = fc.oneof(fc.nat(3), fc.nat(5000), fc.integer({ min: 0, max: 0xffffffff }), fc.constant(0xffffffff));

describe('orderByCode', () => {
  it('is what a stable sort gives', () => {
    fc.assert(
      fc.property(fc.array(code, { maxLength: 200 }), keys => {
        const rows = firstRows(keys.length).reverse();
        expect([...orderByCode(rows, Uint32Array.from(keys))]).toEqual(sortedRows(rows, keys));
      }),
    );
  });

  it('takes some of the rows', () => {
    expect([...orderByCode(Uint32Array.of(3, 1), Uint32Array.of(9, 9, 9, 2))]).toEqual([3, 1]);
    expect([...orderByCode(new Uint32Array(0), new Uint32Array(0))]).toEqual([]);
  });

  it('leaves its arguments as they are, also when nothing is to be moved', () => {
    const rows = Uint32Array.of(0, 1, 2);
    const keys = Uint32Array.of(7, 7, 7);
    const order = orderByCode(rows, keys);
    order[0] = 99;
    expect([...rows, ...keys]).toEqual([0, 1, 2, 7, 7, 7]);
  });
});

describe('orderByNumber', () => {
  it('is what a stable sort gives, missing last, for any doubles', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(value, anyDouble, fc.constantFrom(-0, 0, Infinity, -Infinity, 5e-324)), { maxLength: 200 }),
        keys => {
          const rows = firstRows(keys.length).reverse();
          const values = Float64Array.from(keys);
          expect([...orderByNumber(rows, values)]).toEqual(sortedRows(rows, values));
          expect([...rows]).toEqual([...firstRows(keys.length).reverse()]);
          expect([...values]).toEqual(keys);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes 10,000 rows with many ties', () => {
    const values = Float64Array.from({ length: 10_000 }, (_, row) => (row * 7919) % 101);
    const rows = firstRows(values.length);
    expect([...orderByNumber(rows, values)]).toEqual(sortedRows(rows, values));
  });
});

it('orderWithin orders each stretch by itself', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 80 }), fc.array(fc.nat(80), { maxLength: 4 }), (keys, cuts) => {
      const values = Float64Array.from(keys);
      const rows = firstRows(keys.length).reverse();
      const starts = Uint32Array.from([
        0,
        ...cuts.map(cut => Math.min(cut, keys.length)).sort((a, b) => a - b),
        keys.length,
      ]);
      const expected = [...starts.slice(1)].flatMap((end, at) => sortedRows(rows.subarray(starts[at], end), values));
      expect([...orderWithin(rows, starts, values)]).toEqual(expected);
    }),
  );
});
