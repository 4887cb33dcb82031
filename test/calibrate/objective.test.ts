import { describe, expect, it } from 'vitest';
import { gains } from '../../src/calibrate/bootstrap.ts';
import { bestScale, cellValue, objectiveOf } from '../../src/calibrate/objective.ts';
import type { Cell } from '../../src/calibrate/objective.ts';
import { objective } from './problems.ts';

/** One cell of the units 0, 1, 2 ... with these outcomes. */
function cellOf(outcome: readonly number[], parts: Partial<Cell> = {}): Cell {
  return {
    cut: 0,
    group: 'tea',
    rows: Uint32Array.from(outcome.keys()),
    outcome: Float64Array.from(outcome),
    better: new Uint32Array(0),
    worse: new Uint32Array(0),
    ...parts,
  };
}

describe('the value of a cell', () => {
  const scores = Float64Array.of(30, 20, 10);
  const cell = cellOf([2, 3, 0]);

  it.each([
    ['ndcg@2', (2 + 3 / Math.log2(3)) / (3 + 2 / Math.log2(3))],
    ['kendall', 1 / 3],
    ['spearman', 0.5],
    ['pearson', 2 / Math.sqrt(2 * (14 / 3))],
    ['squared-error', (28 ** 2 + 17 ** 2 + 10 ** 2) / 3],
  ])('%s by hand', (name, expected) => {
    expect(cellValue(objective(name), scores, cell, 1)).toBeCloseTo(expected, 12);
  });

  it('pairwise-logistic by hand: the mean of ln(1 + e^-lead), the lead on a scale', () => {
    const pairs = cellOf([2, 3, 0], { better: Uint32Array.of(0, 1), worse: Uint32Array.of(2, 0) });
    const expected = (Math.log(1 + Math.exp(-2)) + Math.log(1 + Math.exp(1))) / 2;
    expect(cellValue(objective('pairwise-logistic'), scores, pairs, 0.1)).toBeCloseTo(expected, 12);
  });

  it('scores that differ by rounding alone are ties, and ties stand in the order of the keys', () => {
    const nearly = Float64Array.of(0.3, 0.1 + 0.2);
    expect(cellValue(objective('ndcg@1'), nearly, cellOf([5, 1]), 1)).toBe(1);
    expect(cellValue(objective('kendall'), nearly, cellOf([5, 1]), 1)).toBe(0);
  });

  it('a unit without a score stands last', () => {
    expect(cellValue(objective('kendall'), Float64Array.of(NaN, -5), cellOf([1, 2]), 1)).toBe(1);
  });

  it.each(['ndcg@0', 'ndcg', 'ndcg@1.5', 'NDCG@10', 'rmse', ''])('%s is no objective', name => {
    expect(objectiveOf(name)).toBeUndefined();
  });
});

describe('the scale of pairs', () => {
  it('is the log odds of being right over the lead, where all leads are the same', () => {
    // Three of four right with a lead of 2: ln 3 / 2.
    const pairs = cellOf([], { better: Uint32Array.of(0, 0, 0, 1), worse: Uint32Array.of(1, 1, 1, 0) });
    expect(bestScale([Float64Array.of(2, 0)], [pairs], [1])).toBeCloseTo(Math.log(3) / 2, 12);
  });

  it('is as good as none where scores order pairs no better than chance', () => {
    const wrong = cellOf([], { better: Uint32Array.of(1), worse: Uint32Array.of(0) });
    expect(bestScale([Float64Array.of(2, 0)], [wrong], [1])).toBeCloseTo(0.005, 12);
  });
});

describe('gains', () => {
  const right = Float64Array.of(4, 3, 2, 1);
  const wrong = Float64Array.of(3, 4, 2, 1);
  const cells = [0, 1, 2].flatMap(cut => ['tea', 'jam'].map(group => cellOf([9, 6, 3, 1], { cut, group })));
  const scoresOf = (of: Float64Array): { scores: Map<number, Float64Array>; scales: Map<number, number> } => ({
    scores: new Map([0, 1, 2].map(cut => [cut, of])),
    scales: new Map(),
  });
  const problem = {
    objective: objective('kendall'),
    cells,
    across: 'groups' as const,
    label: (_: number, row: number) => `unit ${row}`,
  };
  const over = (other: Float64Array, by: 'groups' | 'units' | 'cuts', seed = 1): ReturnType<typeof gains> =>
    gains(problem, scoresOf(right), new Map([['other', scoresOf(other)]]), {
      by,
      replicates: 200,
      confidence: 0.9,
      seed,
    });

  it.each(['groups', 'units', 'cuts'] as const)('by %s: the mean by hand, one pair of six the other way', by => {
    expect(over(wrong, by).get('other')?.mean).toBeCloseTo(1 / 3, 12);
  });

  it.each(['groups', 'units', 'cuts'] as const)('by %s: none, for sure, over the same scores', by => {
    expect(over(right, by).get('other')).toEqual({ mean: 0, low: 0, high: 0 });
  });

  it('by groups that are all alike: no doubt', () => {
    const { low = NaN, high = NaN } = over(wrong, 'groups').get('other') ?? {};
    expect(low).toBeCloseTo(1 / 3, 12);
    expect(high).toBeCloseTo(1 / 3, 12);
  });

  it('by units: the same for the same seed, another for another', () => {
    expect(over(wrong, 'units', 4)).toEqual(over(wrong, 'units', 4));
    expect(over(wrong, 'units', 4)).not.toEqual(over(wrong, 'units', 5));
  });

  it('of a loss are above 0 when it is less', () => {
    const found = gains(
      { ...problem, objective: objective('squared-error') },
      scoresOf(Float64Array.of(9, 6, 3, 1)),
      new Map([['other', scoresOf(right)]]),
      {
        by: 'groups',
        replicates: 20,
        confidence: 0.9,
        seed: 1,
      },
    );
    expect(found.get('other')?.mean).toBeCloseTo((25 + 9 + 1) / 4, 12);
  });
});
