// One list over several categories: by hand, and laws.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mix } from '../../../src/order/theme/mix.ts';
import type { Listings, MixOptions } from '../../../src/order/theme/mix.ts';
import '../../support/arbitraries.ts';

type Listing = readonly [part: number, unit: number, score: number];
const listings = (rows: readonly Listing[]): Listings => ({
  part: Int32Array.from(rows, ([part]) => part),
  unit: Uint32Array.from(rows, ([, unit]) => unit),
  score: Float64Array.from(rows, ([, , score]) => score),
});
const even: MixOptions = { slots: 6, shares: [1, 1], apportion: 'sainte-lague', several: 0 };

/** Suits, wedding dresses and rings; unit 9 is in all three. */
const WEDDING: readonly Listing[] = [
  [0, 1, 80],
  [0, 2, 70],
  [0, 9, 66],
  [1, 3, 90],
  [1, 4, 60],
  [1, 9, 58],
  [2, 5, 50],
  [2, 9, 45],
  [-1, 6, 99],
];

describe('a theme', () => {
  it('gives each category its share with the best of its units', () => {
    const { rows, planned } = mix(listings(WEDDING), { ...even, slots: 4, shares: [50, 25, 25] });
    expect([...planned]).toEqual([2, 1, 1]);
    expect([...rows].sort()).toEqual([0, 1, 3, 6]);
    expect(rows[0]).toBe(0);
  });

  it('prefers a unit that several of its categories list, and shows it once', () => {
    // 66 · 1.3 is more than 80: two further categories at 0.15 each.
    const { rows, serves, worth } = mix(listings(WEDDING), { ...even, slots: 6, shares: [50, 25, 25], several: 0.15 });
    expect(rows[0]).toBe(2);
    expect(worth[2]).toBeCloseTo(85.8, 12);
    expect([...serves]).toEqual([1, 1, 3, 1, 1, 3, 1, 3, 0]);
    expect([...rows].map(row => WEDDING[row][1]).filter(unit => unit === 9)).toEqual([9]);
  });

  it('divides a score below 0, so that several categories never harm', () => {
    const { worth } = mix(
      listings([
        [0, 1, -10],
        [1, 1, -10],
      ]),
      { ...even, several: 1 },
    );
    expect([...worth]).toEqual([-5, -5]);
  });

  it('breaks ties by unit key, and leaves out who is no candidate', () => {
    expect([
      ...mix(
        listings([
          [0, 3, 5],
          [0, 1, 5],
          [0, 2, NaN],
        ]),
        { ...even, shares: [1] },
      ).rows,
    ]).toEqual([1, 0]);
  });

  it('gives the slots of a category that ran out to the one that lacks most', () => {
    // Both list unit 1; the first category takes it, the second has nothing else.
    const { rows, planned } = mix(
      listings([
        [0, 1, 9],
        [0, 2, 8],
        [0, 3, 7],
        [1, 1, 9],
      ]),
      { ...even, slots: 3 },
    );
    expect([...planned]).toEqual([2, 1]);
    expect([...rows]).toEqual([0, 1, 2]);
  });

  it('shows no unit twice, only candidates, and fills the list while there are units', () => {
    const listing = fc.tuple(
      fc.integer({ min: -1, max: 2 }),
      fc.nat(8),
      fc.oneof(fc.constant(NaN), fc.integer({ min: -5, max: 99 })),
    );
    const distinct = fc.uniqueArray(listing, { selector: ([part, unit]) => `${part} ${unit}`, maxLength: 20 });
    fc.assert(
      fc.property(
        distinct,
        fc.nat(12),
        fc.constantFrom('largest-remainder' as const, 'sainte-lague' as const),
        (given, slots, method) => {
          const { rows } = mix(listings(given), { slots, shares: [3, 2, 1], apportion: method, several: 0.1 });
          const shown = [...rows].map(row => given[row]);
          expect(new Set(shown.map(([, unit]) => unit)).size).toBe(shown.length);
          for (const [part, , score] of shown) expect(part >= 0 && !Number.isNaN(score)).toBe(true);
          const listed = given.filter(([part, , score]) => part >= 0 && !Number.isNaN(score));
          const units = new Set(listed.map(([, unit]) => unit)).size;
          expect(rows.length).toBe(Math.min(slots, units));
        },
      ),
    );
  });

  it('does not hang on the order of the rows', () => {
    const back = [...WEDDING].reverse();
    const options = { ...even, shares: [2, 1, 1], several: 0.15 };
    const named = (rows: readonly Listing[]): Listing[] => [...mix(listings(rows), options).rows].map(row => rows[row]);
    expect(named(back)).toEqual(named(WEDDING));
  });
});
