import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededBits } from '../../src/stats/random.ts';
import { shapley } from '../../src/stats/shapley.ts';
import { sampledOrders, subsetShares } from '../../src/stats/subsets.ts';

const worths = fc
  .integer({ min: 1, max: 6 })
  .chain(players =>
    fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2 ** players, maxLength: 2 ** players }),
  );

/** By the definition: every order of the players, one by one. */
function overAllOrders(worth: readonly number[]): number[] {
  const players = Math.log2(worth.length);
  const sums = new Array<number>(players).fill(0);
  let orders = 0;
  const walk = (subset: number, added: readonly (readonly [number, number])[]): void => {
    if (added.length === players) {
      orders++;
      for (const [player, by] of added) sums[player] += by;
    }
    for (let player = 0; player < players; player++) {
      const more = subset | (1 << player);
      if (more !== subset) walk(more, [...added, [player, worth[more] - worth[subset]]]);
    }
  };
  walk(0, []);
  return sums.map(sum => sum / orders);
}

const shapleyValues = (worth: ArrayLike<number>): number[] =>
  shapley(Math.log2(worth.length), set => Float64Array.of(worth[set])).map(([value]) => value);

describe('shapley', () => {
  it('gives the glove game its published values: one left glove, two right ones, 2/3, 1/6, 1/6', () => {
    // A pair is worth 1; player 0 has the left glove. Shapley (1953) by way of Osborne and Rubinstein, A Course in Game Theory, 14.4.
    const worth = Float64Array.from({ length: 8 }, (_, subset) => (subset & 1 && subset & 6 ? 1 : 0));
    const values = shapleyValues(worth);
    [2 / 3, 1 / 6, 1 / 6].forEach((value, player) => expect(values[player]).toBeCloseTo(value, 12));
  });

  it('is the mean over all orders, and adds up', () => {
    fc.assert(
      fc.property(worths, worth => {
        const values = shapleyValues(worth);
        overAllOrders(worth).forEach((value, player) => expect(values[player]).toBeCloseTo(value, 9));
        expect(values.reduce((sum, each) => sum + each)).toBeCloseTo(worth[worth.length - 1] - worth[0], 9);
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});

describe('subsetShares', () => {
  it('times the number of subsets of each size sums to 1', () => {
    for (let players = 1; players <= 12; players++) {
      let subsets = 1;
      let sum = 0;
      subsetShares(players).forEach((share, size) => {
        sum += share * subsets;
        subsets = (subsets * (players - 1 - size)) / (size + 1);
      });
      expect(sum).toBeCloseTo(1, 12);
    }
  });
});

describe('sampledOrders', () => {
  it('are permutations, each followed by its reverse, all about as likely', () => {
    const orders = sampledOrders(3, 3000, seededBits(11));
    const counts = new Map<string, number>();
    orders.forEach((order, at) => {
      if (at % 2 === 1) expect([...order]).toEqual([...orders[at - 1]].reverse());
      counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
    });
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });
});
