import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestFirst, rank } from '../../src/steps/rank/index.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { groupedColumn } from '../support/arbitraries.ts';
import { cells, fixture, numberCells } from '../support/golden.ts';
import { heldAgainst } from '../support/held.ts';

interface RankData {
  readonly name: string;
  readonly x: readonly number[];
  readonly rank_average: readonly number[];
  readonly rank_min: readonly number[];
  readonly rank_dense: readonly number[];
  readonly rank_ordinal: readonly number[];
}
const scipy = JSON.parse(readFileSync(fixture('ranx/scipy_rank_correlations.json'), 'utf8')) as RankData[];

const ranked = (
  method: 'competition' | 'dense' | 'ordinal' | 'fractional',
  scores: readonly (number | null)[],
  ties?: Float64Array[],
): number[] => [...rank(scores, oneGroup(scores.length), { method }, ties)];

describe('rank', () => {
  it('competition: 1 2 2 4', () => {
    expect(ranked('competition', [9, 5, 5, 1, null])).toEqual([1, 2, 2, 4, NaN]);
  });

  it('dense: 1 2 2 3', () => {
    expect(ranked('dense', [9, 5, 5, 1, null])).toEqual([1, 2, 2, 3, NaN]);
  });

  it('ordinal: 1 2 3 4, ties by the tie columns, then by row', () => {
    expect(ranked('ordinal', [9, 5, 5, 1, null])).toEqual([1, 2, 3, 4, NaN]);
    expect(ranked('ordinal', [5, 5, 5], [Float64Array.of(1, 2, 2), Float64Array.of(9, 1, 3)])).toEqual([3, 2, 1]);
  });

  it('fractional: 1 2.5 2.5 4', () => {
    expect(ranked('fractional', [9, 5, 5, 1, null])).toEqual([1, 2.5, 2.5, 4, NaN]);
    expect(ranked('fractional', [5, 5, 5])).toEqual([2, 2, 2]);
  });

  it('fractional keeps ties apart from those of the next group', () => {
    expect([...rank([5, 5, 5], { of: Uint32Array.of(0, 1, 1), count: 2 }, { method: 'fractional' })]).toEqual([
      1, 1.5, 1.5,
    ]);
  });

  it.each(scipy)('fractional, competition and dense match scipy rankdata: $name', ({ x, ...expected }) => {
    // Their rank 1 is the least value.
    const turned = x.map(each => -each);
    const held = (method: 'fractional' | 'competition' | 'dense' | 'ordinal', ranks: readonly number[]): void =>
      heldAgainst(`rank: ${method}`, 'SciPy 1.10.1', ranked(method, turned), ranks);
    held('fractional', expected.rank_average);
    held('competition', expected.rank_min);
    held('dense', expected.rank_dense);
    held('ordinal', expected.rank_ordinal);
    expect(ranked('fractional', turned)).toEqual(expected.rank_average);
    expect(ranked('competition', turned)).toEqual(expected.rank_min);
    expect(ranked('dense', turned)).toEqual(expected.rank_dense);
    expect(ranked('ordinal', turned)).toEqual(expected.rank_ordinal);
  });

  it('a tie column that is missing comes last', () => {
    expect(ranked('ordinal', [5, 5], [Float64Array.of(NaN, -1)])).toEqual([2, 1]);
  });

  it('begins anew in each group', () => {
    expect([
      ...rank([1, 2, 1, 2, 3], { of: Uint32Array.of(1, 1, 0, 0, 1), count: 2 }, { method: 'competition' }),
    ]).toEqual([3, 2, 2, 1, 1]);
  });

  it('takes no rows, and a group of nothing but missing', () => {
    expect(ranked('dense', [])).toEqual([]);
    expect(ranked('dense', [null, null])).toEqual([NaN, NaN]);
  });

  it('competition counts who is better, dense the scores that are better', () => {
    fc.assert(
      fc.property(groupedColumn(fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constant(NaN))), ({ values, groups }) => {
        const [competition, dense, ordinal] = (['competition', 'dense', 'ordinal'] as const).map(method =>
          rank(values, groups, { method }),
        );
        values.forEach((value, row) => {
          if (Number.isNaN(value)) return;
          const better = [...values].filter((other, at) => groups.of[at] === groups.of[row] && other > value);
          expect(competition[row]).toBe(better.length + 1);
          expect(dense[row]).toBe(new Set(better).size + 1);
          const before = [...values].filter(
            (other, at) => groups.of[at] === groups.of[row] && other === value && at < row,
          );
          expect(ordinal[row]).toBe(better.length + before.length + 1);
        });
      }),
    );
  });

  it.each(['amean', 'gmean'])('competition matches COINr ranks of the index and its dimensions, %s', file => {
    const stages = numberCells(fixture(`coinr-own40/aggregated_${file}.csv`));
    const expected = numberCells(fixture(`coinr-own40/ranks_${file}.csv`));
    const order = new Map(lines(`coinr-own40/aggregated_${file}.csv`).map((name, row) => [name, row]));
    const names = lines(`coinr-own40/ranks_${file}.csv`);
    expect(names).toHaveLength(40);
    for (const node of ['power', 'awareness', 'novelty', 'loyalty', 'reputation']) {
      const ranks = rank(stages.get(node) as Float64Array, oneGroup(40), { method: 'competition' });
      expect(names.map(name => ranks[order.get(name) as number])).toEqual([...(expected.get(node) as Float64Array)]);
    }
  });
});

it('bestFirst lists the rows group by group, the best first', () => {
  expect([...bestFirst(Float64Array.of(1, 3, NaN, 2), { of: Uint32Array.of(1, 1, 1, 0), count: 2 }).rows]).toEqual([
    3, 1, 0, 2,
  ]);
});

function lines(file: string): string[] {
  return cells(fixture(file)).get('uCode') as string[];
}
