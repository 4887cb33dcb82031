// How far two rankings agree: against SciPy, pymcdm and rbo, by definition, and laws that hold for all.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kendallTauB } from '../../../src/stats/ranking/kendallTauB.ts';
import { midRanks } from '../../../src/stats/ranking/midRanks.ts';
import { rankBiasedOverlap } from '../../../src/stats/ranking/rankBiasedOverlap.ts';
import { rankSimilarityWS } from '../../../src/stats/ranking/rankSimilarityWS.ts';
import { spearman } from '../../../src/stats/ranking/spearman.ts';
import { topOverlap } from '../../../src/stats/ranking/topOverlap.ts';
import { weightedSpearman } from '../../../src/stats/ranking/weightedSpearman.ts';
import { reordered } from '../../support/arbitraries.ts';
import { expectClose } from '../../support/close.ts';
import { cells, fixture, numberCells } from '../../support/golden.ts';
import { heldAgainst } from '../../support/held.ts';

const json = (file: string): unknown => JSON.parse(readFileSync(fixture(file), 'utf8'));

interface Correlated {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly kendall_tau_b: number;
  readonly spearman: number;
  readonly rank_average: readonly number[];
}
// Made by SciPy, see SOURCE.md.
const scipy = json('ranx/scipy_rank_correlations.json') as Correlated[];

describe.each(scipy)('on $name', ({ x, y, ...expected }) => {
  it('kendallTauB matches scipy kendalltau, 1e-9', () => {
    heldAgainst('agreement: kendallTauB', 'SciPy 1.10.1', [kendallTauB(x, y)], [expected.kendall_tau_b]);
  });

  it('spearman matches scipy spearmanr, 1e-9', () => {
    heldAgainst('agreement: spearman', 'SciPy 1.10.1', [spearman(x, y)], [expected.spearman]);
  });

  it('midRanks match scipy rankdata', () => {
    expect([...midRanks(x)]).toEqual(expected.rank_average);
  });
});

describe.each(['A_mabac7x10', 'B_uniform12x6'])('on every pair of rankings of %s', problem => {
  const ranks = numberCells(fixture(`pymcdm/${problem}.ranks.fixed.csv`));
  const pairs = cells(fixture(`pymcdm/${problem}.rankcorr.fixed.csv`));
  const expected = numberCells(fixture(`pymcdm/${problem}.rankcorr.fixed.csv`));
  // Every method of a pair has a column of ranks, and every coefficient a column.
  const column = (of: 'a' | 'b', pair: number): Float64Array => ranks.get(pairs.get(of)?.[pair] ?? '') as Float64Array;
  const matches = (name: string, method: string, measure: (a: Float64Array, b: Float64Array) => number): void => {
    const values = expected.get(name) as Float64Array;
    expect(values.length).toBeGreaterThan(500);
    const ours = values.map((_, pair) => measure(column('a', pair), column('b', pair)));
    heldAgainst(`agreement: ${method}`, name.startsWith('scipy') ? 'SciPy 1.10.1' : 'pymcdm 1.4.0', ours, values);
  };

  it('weightedSpearman matches pymcdm, 1e-9', () => matches('weighted_spearman', 'weightedSpearman', weightedSpearman));
  it('rankSimilarityWS matches pymcdm in both directions, 1e-9', () => {
    matches('ws_ab', 'rankSimilarityWS', rankSimilarityWS);
    matches('ws_ba', 'rankSimilarityWS', (a, b) => rankSimilarityWS(b, a));
  });
  it('spearman and kendallTauB match SciPy, 1e-9', () => {
    matches('scipy_spearman', 'spearman', spearman);
    matches('scipy_tau_b', 'kendallTauB', kendallTauB);
  });
});

interface Overlap {
  readonly name: string;
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly rbo_ext: Readonly<Record<string, number>>;
}

describe('rankBiasedOverlap', () => {
  it.each(json('rbo/rbo_ext.json') as Overlap[])(
    'matches the program rbo, 1e-9: $name',
    ({ first, second, ...expected }) => {
      for (const [persistence, value] of Object.entries(expected.rbo_ext)) {
        const overlap = rankBiasedOverlap(first, second, Number(persistence));
        heldAgainst('agreement: rankBiasedOverlap', 'rbo 0.1.3', [overlap], [value]);
        expectClose([rankBiasedOverlap(second, first, Number(persistence))], [value]);
      }
    },
  );

  it('lies between 0 and 1, and is 1 for a list and itself', () => {
    const list = fc.uniqueArray(fc.integer({ min: 0, max: 12 }));
    fc.assert(
      fc.property(list, list, fc.constantFrom(0.1, 0.5, 0.9, 0.99), (first, second, persistence) => {
        const overlap = rankBiasedOverlap(first, second, persistence);
        expect(Number.isNaN(overlap)).toBe(first.length + second.length === 0);
        if (Number.isNaN(overlap)) return;
        expect(overlap).toBeGreaterThanOrEqual(0);
        expect(overlap).toBeLessThanOrEqual(1 + 1e-12);
        expectClose([rankBiasedOverlap(second, first, persistence)], [overlap]);
        if (first.length > 0) expectClose([rankBiasedOverlap(first, first, persistence)], [1]);
      }),
    );
  });

  it('of a list and an empty one is 0, of two empty ones missing', () => {
    expect(rankBiasedOverlap(['a'], [], 0.9)).toBe(0);
    expect(rankBiasedOverlap([], [], 0.9)).toBeNaN();
  });

  it('counts an item that is listed again at its first place', () => {
    expect(rankBiasedOverlap(['a', 'a', 'b'], ['a', 'b'], 0.9)).toBe(rankBiasedOverlap(['a', 'b'], ['a', 'b'], 0.9));
  });

  it.each([0, 1, -1, NaN])('refuses a persistence of %d', persistence => {
    expect(() => rankBiasedOverlap(['a'], ['a'], persistence)).toThrow('persistence: must lie between 0 and 1');
  });
});

describe('topOverlap (worked by hand)', () => {
  it('is the share of the first places that both lists fill with the same items', () => {
    const [first, second] = ['abcde', 'badfc'].map(text => [...text]);
    expect([1, 2, 3, 4, 5].map(depth => topOverlap(first, second, depth))).toEqual([0, 1, 2 / 3, 3 / 4, 4 / 5]);
  });

  it('takes lists that end earlier as they are', () => {
    expect(topOverlap(['a', 'b'], ['a'], 10)).toBe(0.5);
    expect(topOverlap(['a'], ['a'], 10)).toBe(1);
    expect(topOverlap(['a'], [], 10)).toBe(0);
    expect([topOverlap([], [], 3), topOverlap(['a'], ['a'], 0)]).toEqual([NaN, NaN]);
  });
});

const CORRELATIONS = { kendallTauB, spearman, weightedSpearman, rankSimilarityWS } as const;
const names = Object.keys(CORRELATIONS) as (keyof typeof CORRELATIONS)[];
const rankOrMissing = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 9 }) },
  { weight: 1, arbitrary: fc.constant(NaN) },
);
const twoColumns = fc
  .array(fc.record({ x: rankOrMissing, y: rankOrMissing, at: fc.double({ noNaN: true }) }), { maxLength: 25 })
  .map(rows => ({
    x: Float64Array.from(rows, row => row.x),
    y: Float64Array.from(rows, row => row.y),
    order: Uint32Array.from(
      rows.map((row, at) => ({ row, at })).sort((a, b) => a.row.at - b.row.at),
      each => each.at,
    ),
  }));

describe.each(names)('%s', name => {
  const measure = CORRELATIONS[name];
  const least = name === 'rankSimilarityWS' ? 0 : -1;

  it('lies within its bounds, and is 1 for a ranking and itself', () => {
    fc.assert(
      fc.property(twoColumns, ({ x, y }) => {
        const value = measure(x, y);
        if (!Number.isNaN(value)) {
          expect(value).toBeGreaterThanOrEqual(least - 1e-12);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
        }
        const self = measure(x, x);
        if (!Number.isNaN(self)) expectClose([self], [1]);
      }),
    );
  });

  it('does not depend on the order of the items, nor on those missing on one side, nor on the unit of the ranks', () => {
    fc.assert(
      fc.property(twoColumns, ({ x, y, order }) => {
        const value = measure(x, y);
        expectClose([measure(reordered(x, order), reordered(y, order))], [value]);
        const isThere = (_: unknown, row: number): boolean => !Number.isNaN(x[row]) && !Number.isNaN(y[row]);
        expect(measure(x.filter(isThere), y.filter(isThere))).toBe(value);
        expect(
          measure(
            x.map(each => each * 8 + 1),
            y.map(each => each ** 3),
          ),
        ).toBe(value);
      }),
    );
  });

  if (name !== 'rankSimilarityWS') {
    it('is the same both ways round', () => {
      fc.assert(fc.property(twoColumns, ({ x, y }) => expectClose([measure(y, x)], [measure(x, y)])));
    });

    it('is -1 for a reversed order, and missing for one item or none', () => {
      expectClose([measure([1, 2, 3, 4], [4, 3, 2, 1])], [-1]);
      expect([measure([1], [1]), measure([], []), measure([1, NaN], [NaN, 1])]).toEqual([NaN, NaN, NaN]);
    });
  }

  it('writes to nothing, and refuses columns of different length', () => {
    const [x, y] = [Float64Array.of(3, 1, 2), Float64Array.of(1, 3, 2)];
    measure(x, y);
    expect([[...x], [...y]]).toEqual([
      [3, 1, 2],
      [1, 3, 2],
    ]);
    expect(() => measure([1], [1, 2])).toThrow('two columns of the same items: 1 numbers, but 2');
  });
});

it('kendallTauB counts pairs as its definition does', () => {
  fc.assert(
    fc.property(twoColumns, ({ x, y }) => {
      const rows = [...x.keys()].filter(row => !Number.isNaN(x[row]) && !Number.isNaN(y[row]));
      let [agreed, untiedX, untiedY] = [0, 0, 0];
      for (const a of rows) {
        for (const b of rows) {
          if (a >= b) continue;
          agreed += Math.sign(x[a] - x[b]) * Math.sign(y[a] - y[b]);
          untiedX += x[a] === x[b] ? 0 : 1;
          untiedY += y[a] === y[b] ? 0 : 1;
        }
      }
      expectClose([kendallTauB(x, y)], [agreed / Math.sqrt(untiedX * untiedY)]);
    }),
  );
});

it('kendallTauB takes 100,000 items', () => {
  const x = Float64Array.from({ length: 100_000 }, (_, at) => (at * 7919) % 100_003);
  const y = Float64Array.from({ length: 100_000 }, (_, at) => (at * 104_729) % 1_000);
  expect(Math.abs(kendallTauB(x, y))).toBeLessThan(0.1);
  expectClose(
    [
      kendallTauB(x, x),
      kendallTauB(
        x,
        x.map(each => -each),
      ),
    ],
    [1, -1],
  );
});

it('a ranking of equal ranks has no order to compare', () => {
  expect([kendallTauB([1, 1, 1], [1, 2, 3]), spearman([1, 2, 3], [2, 2, 2])]).toEqual([NaN, NaN]);
});

it('rankSimilarityWS of one item is 1, of none missing, and reversing the order leaves little (worked by hand)', () => {
  expect([rankSimilarityWS([1], [1]), rankSimilarityWS([], [])]).toEqual([1, NaN]);
  // 1 - (1/2 * 3/3 + 1/4 * 1/2 + 1/8 * 1/2 + 1/16 * 3/3)
  expectClose([rankSimilarityWS([1, 2, 3, 4], [4, 3, 2, 1])], [0.25]);
});
