import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactSums } from '../../src/stats/exactSum.ts';
import { stretchGroups, stretchSums } from '../../src/stats/stretchSums.ts';

const cents = fc.integer({ min: -1e6, max: 1e6 }).map(whole => whole / 100);
const row = (value: fc.Arbitrary<number>): fc.Arbitrary<[number, number]> => fc.tuple(value, fc.nat({ max: 4 }));
const stretchesOf = (value: fc.Arbitrary<number>): fc.Arbitrary<[number, number][][]> =>
  fc.array(fc.array(row(value), { maxLength: 12 }), { maxLength: 6 });

describe('stretchSums', () => {
  it.each([
    ['decimals', cents],
    ['decimals with gaps', fc.oneof(cents, fc.constant(NaN))],
    ['decimals and numbers that are none', fc.oneof(cents, fc.double())],
    ['zeros of both signs', fc.constantFrom(0, -0)],
    ['sums near 2^53', fc.constantFrom(2 ** 50, 2 ** 50 + 1)],
  ])('are the sums of all rows by stretch and group: %s', (_, value) => {
    fc.assert(
      fc.property(stretchesOf(value), stretches => {
        const rows = stretches.flat();
        const values = Float64Array.from(rows, ([each]) => each);
        const groups = { of: Uint32Array.from(rows, ([, group]) => group), count: 5 };
        const ends = Uint32Array.from(stretches, (__, at) => stretches.slice(0, at + 1).flat().length);
        const pairs = stretchGroups(groups, ends);
        const places = Uint32Array.from(pairs.of.keys()).reverse();
        const { sum, missing } = stretchSums(values, groups, ends, { ...pairs, places });

        const stretchOf = stretches.flatMap((each, stretch) => each.map(() => stretch));
        const byPair = Uint32Array.from(rows, ([, group], at) => stretchOf[at] * 5 + group);
        const all = exactSums(values, { of: byPair, count: 5 * stretches.length });
        const there = Array.from(new Set(byPair)).sort((one, other) => one - other);
        expect(Array.from(pairs.of)).toEqual(there.map(pair => pair % 5));
        expect(Array.from(pairs.rows)).toEqual(there.map(pair => byPair.filter(each => each === pair).length));
        expect(Array.from(sum).reverse()).toEqual(there.map(pair => all.sum[pair]));
        expect(Array.from(missing ?? sum.map(() => 0)).reverse()).toEqual(there.map(pair => all.missing[pair]));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('leave out rows behind the last stretch', () => {
    const groups = { of: Uint32Array.of(0, 1, 1), count: 2 };
    const pairs = { ...stretchGroups(groups, Uint32Array.of(2)), places: Uint32Array.of(0, 1) };
    expect([...pairs.rows]).toEqual([1, 1]);
    expect([...stretchSums(Float64Array.of(1, 2, 4), groups, Uint32Array.of(2), pairs).sum]).toEqual([1, 2]);
    expect([...(stretchSums(Float64Array.of(1, NaN, 4), groups, Uint32Array.of(2), pairs).missing ?? [])]).toEqual([
      0, 1,
    ]);
  });
});
