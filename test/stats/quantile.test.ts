import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countBelow, quantiles, severalQuantiles, sortedByGroup } from '../../src/stats/quantile.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { groupedColumn, reordered, reorderedGroups } from '../support/arbitraries.ts';
import { bitsOf, expectClose } from '../support/close.ts';
import { fixture } from '../support/golden.ts';

const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9];
const tiers = Float64Array.from(readFileSync(fixture('numeric/tier_values.csv'), 'utf8').trim().split('\n'), Number);
// Made by R and NumPy, see SOURCE.md.
const r = JSON.parse(readFileSync(fixture('numeric/classint_R.json'), 'utf8')) as Record<string, number[]>;
const numpy = (
  JSON.parse(readFileSync(fixture('numeric/tiers_stats.json'), 'utf8')) as { quantiles: Record<string, number[]> }
).quantiles;
const quantile = (values: Float64Array, share: number): number => quantiles(values, oneGroup(values.length), share)[0];

describe('quantiles', () => {
  it('match R quantile type 7, 1e-9', () => {
    expectClose(
      SHARES.map(share => quantile(tiers, share)),
      r.quantile_type7,
    );
  });

  it('match NumPy method linear, 1e-9', () => {
    expectClose(
      SHARES.map(share => quantile(tiers, share)),
      numpy.linear,
    );
  });

  it('are not those of another type', () => {
    for (const type of [1, 2, 3, 4, 5, 6, 8, 9])
      expect(Math.abs(quantile(tiers, 0.9) - r[`quantile_type${type}`][4])).toBeGreaterThan(0.1);
  });

  it('are the same when several are asked for at once', () => {
    fc.assert(
      fc.property(groupedColumn(), ({ values, groups }) => {
        const each = SHARES.map(share => bitsOf(quantiles(values, groups, share)));
        expect(severalQuantiles(values, groups, SHARES).map(bitsOf)).toEqual(each);
      }),
      { seed: 5 },
    );
  });

  it('of one value are that value, of none missing', () => {
    expect([0, 0.5, 1].map(share => quantile(Float64Array.of(7), share))).toEqual([7, 7, 7]);
    expect(quantile(Float64Array.of(NaN), 0.5)).toBeNaN();
  });

  it('are the least at 0 and the greatest at 1', () => {
    expect([0, 1].map(share => quantile(Float64Array.of(5, NaN, -1, 3), share))).toEqual([-1, 5]);
  });

  it('agree with the definition on sorted values, in each group', () => {
    fc.assert(
      fc.property(groupedColumn(), fc.double({ min: 0, max: 1, noNaN: true }), ({ values, groups }, share) => {
        const expected = Array.from({ length: groups.count }, (_, group) => {
          const sorted = [...values]
            .filter((value, row) => groups.of[row] === group && !Number.isNaN(value))
            .sort((a, b) => a - b);
          const place = (sorted.length - 1) * share;
          const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
          return sorted.length === 0 ? NaN : below + (place - Math.floor(place)) * (above - below);
        });
        expectClose(quantiles(values, groups, share), expected);
      }),
    );
  });

  it('have the same bits whatever the order of the rows', () => {
    fc.assert(
      fc.property(groupedColumn(), fc.constantFrom(0, 0.01, 0.5, 0.9, 1), ({ values, groups, order }, share) => {
        const again = quantiles(reordered(values, order), reorderedGroups(groups, order), share);
        expect(bitsOf(again.map(value => value + 0))).toEqual(
          bitsOf(quantiles(values, groups, share).map(value => value + 0)),
        );
      }),
    );
  });

  it('leave the values as they are', () => {
    const values = Float64Array.of(3, 1, 2);
    quantile(values, 0.5);
    expect([...values]).toEqual([3, 1, 2]);
  });
});

it('sortedByGroup sorts the values of each group, missing left out', () => {
  const sorted = sortedByGroup(Float64Array.of(3, NaN, 1, 2), { of: Uint32Array.of(0, 0, 0, 1), count: 3 });
  expect(sorted.map(each => [...each])).toEqual([[1, 3], [2], []]);
});

it('countBelow counts the smaller ones', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 })), fc.integer({ min: -10, max: 10 }), (values, value) => {
      const sorted = Float64Array.from(values).sort();
      expect(countBelow(sorted, value)).toBe(values.filter(each => each < value).length);
    }),
  );
  expect(countBelow(Float64Array.of(1, 2), NaN)).toBe(0);
});
