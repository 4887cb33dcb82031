import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalize } from '../../src/steps/normalize/index.ts';
import type { NormalizeSpec } from '../../src/steps/normalize/index.ts';
import { turned } from '../../src/steps/normalize/normalizer.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { expectClose } from '../support/close.ts';
import { cells, fixture, numberCells } from '../support/golden.ts';
import { heldAgainst } from '../support/held.ts';

const SCIPY = 'NumPy 2.4.6, SciPy 1.17.1';
const numberLines = (path: string): Float64Array =>
  Float64Array.from(readFileSync(path, 'utf8').trim().split(/\s+/), Number);
// The file is written by the script beside it.
const jsonOf = <Content>(path: string): Content => JSON.parse(readFileSync(path, 'utf8')) as Content;

describe('min-max', () => {
  it('places values between the least and the greatest', () => {
    expect([...normalize([2, 4, 6], oneGroup(3), { method: 'min-max' })]).toEqual([0, 50, 100]);
    expect([...normalize([2, 4, 6], oneGroup(3), { method: 'min-max', to: [1, 3] })]).toEqual([1, 2, 3]);
  });

  it('turns a cost', () => {
    expect([...normalize([2, 3, 6], oneGroup(3), { method: 'min-max' }, 'cost')]).toEqual([100, 75, 0]);
  });

  it('places each group by itself', () => {
    expect([
      ...normalize([1, 2, 100, 300], { of: Uint32Array.of(0, 0, 1, 1), count: 2 }, { method: 'min-max' }),
    ]).toEqual([0, 100, 0, 100]);
  });

  it('needs a scale whose ends rise', () => {
    expect(() => normalize([1], oneGroup(1), { method: 'min-max', to: [100, 0] })).toThrow(
      'to: the first end of a scale must be below the second',
    );
  });
});

describe('z-score', () => {
  it('counts sample deviations from the mean', () => {
    expectClose(normalize([2, 4, 6], oneGroup(3), { method: 'z-score' }), [-1, 0, 1]);
    expectClose(
      normalize([2, 4, 6], oneGroup(3), { method: 'z-score', mean: 50, deviation: 10 }, 'cost'),
      [60, 50, 40],
    );
  });

  it('needs a deviation above 0', () => {
    expect(() => normalize([1], oneGroup(1), { method: 'z-score', deviation: 0 })).toThrow('deviation');
  });
});

describe('percentile-rank', () => {
  it('is the share of the others that lie strictly below', () => {
    expectClose(normalize([10, 30, 20, 20, null], oneGroup(5), { method: 'percentile-rank', to: [0, 1] }), [
      0,
      1,
      1 / 3,
      1 / 3,
      NaN,
    ]);
  });

  it('turns a cost: ties still take the least place', () => {
    expectClose(
      normalize([10, 30, 20, 20], oneGroup(4), { method: 'percentile-rank', to: [0, 3] }, 'cost'),
      [3, 0, 1, 1],
    );
  });
});

it('turned changes the sign, and keeps missing and 0', () => {
  expect([...turned(Float64Array.of(1, NaN, -2, 0))]).toEqual([-1, NaN, 2, 0]);
});

describe('on 40 brands x 12 indicators, three of them costs', () => {
  const treated = numberCells(fixture('coinr-own40/treated.csv'));
  const meta = cells(fixture('coinr-own40/meta.csv'));
  const directionOf = new Map(
    meta.get('iCode')?.map((code, row) => [code, meta.get('Direction')?.[row] === '-1' ? 'cost' : 'benefit'] as const),
  );
  const cases: readonly (readonly [string, NormalizeSpec, string])[] = [
    ['n_minmax, 0 to 100', { method: 'min-max' }, 'normalized_minmax_0_100'],
    ['n_minmax, 1 to 100', { method: 'min-max', to: [1, 100] }, 'normalized_minmax_1_100'],
    ['n_zscore, mean 100, deviation 15', { method: 'z-score', mean: 100, deviation: 15 }, 'normalized_zscore_100_15'],
    ['n_prank', { method: 'percentile-rank', to: [0, 1] }, 'normalized_prank'],
    ['n_rank', { method: 'rank' }, 'normalized_rank'],
  ];

  it.each(cases)('matches COINr %s, 1e-9', (_name, spec, file) => {
    const expected = numberCells(fixture(`coinr-own40/${file}.csv`));
    const names = [...expected.keys()].slice(1);
    expect(names).toHaveLength(12);
    for (const name of names) {
      const scaled = normalize(treated.get(name) as Float64Array, oneGroup(40), spec, directionOf.get(name));
      heldAgainst(`normalize: ${spec.method}`, 'COINr 1.1.14', scaled, expected.get(name) as Float64Array);
    }
  });
});

describe.each(['A_mabac7x10', 'B_uniform12x6'])('on the decision matrix %s', problem => {
  const forms: readonly (readonly [string, NormalizeSpec])[] = [
    ['minmax', { method: 'min-max', to: [0, 1] }],
    ['sum', { method: 'sum' }],
    ['vector', { method: 'vector' }],
    ['max', { method: 'max' }],
    ['linear', { method: 'linear' }],
    ['linear', { method: 'fraction-of-best', to: [0, 1] }],
    ['logarithmic', { method: 'logarithmic' }],
  ];

  it.each(forms)('pymcdm %s_normalization is matched, benefits and costs, 1e-9: %o', (name, spec) => {
    const matrix = numberCells(fixture(`pymcdm/${problem}.matrix.csv`));
    const expected = numberCells(fixture(`pymcdm/${problem}.norm.${name}.csv`));
    const types = cells(fixture(`pymcdm/${problem}.types.csv`));
    const directions = types.get('type')?.map(type => (Number(type) === -1 ? 'cost' : 'benefit'));
    expect(new Set(directions).size).toBe(2);
    types.get('criterion')?.forEach((criterion, position) => {
      const values = matrix.get(criterion) as Float64Array;
      const scaled = normalize(values, oneGroup(values.length), spec, directions?.[position]);
      heldAgainst(`normalize: ${spec.method}`, 'pymcdm 1.4.0', scaled, expected.get(criterion) as Float64Array);
    });
  });
});

describe('on 120 skewed numbers', () => {
  const values = numberLines(fixture('numeric/tier_values.csv'));
  const expected = jsonOf<{
    readonly tied: number[];
    readonly shares: number[];
    readonly rank_min: number[];
    readonly bands: { readonly values: number[]; readonly turned: number[] };
    readonly robust_z: number[];
    readonly robust_z_tied: number[];
    readonly sigmoid_1: number[];
    readonly sigmoid_2_5: number[];
  }>(fixture('scipy/normalize.json'));
  const all = oneGroup(values.length);
  const turnedAround = (scores: readonly number[], sum: number): number[] => scores.map(score => sum - score);

  it('robust-z matches SciPy, 1e-9, for benefits and costs', () => {
    heldAgainst('normalize: robust-z', SCIPY, normalize(values, all, { method: 'robust-z' }), expected.robust_z);
    expectClose(normalize(values, all, { method: 'robust-z' }, 'cost'), turnedAround(expected.robust_z, 0));
  });

  it('robust-z falls back on the mean distance where most values are equal, and matches NumPy, 1e-9', () => {
    expectClose(normalize(expected.tied, all, { method: 'robust-z' }), expected.robust_z_tied);
  });

  it('sigmoid matches SciPy, 1e-9, for benefits and costs', () => {
    const flat = normalize(values, all, { method: 'sigmoid', to: [0, 1] });
    heldAgainst('normalize: sigmoid', SCIPY, flat, expected.sigmoid_1);
    const steep: NormalizeSpec = { method: 'sigmoid', steepness: 2.5, to: [0, 1] };
    heldAgainst('normalize: sigmoid', SCIPY, normalize(values, all, steep), expected.sigmoid_2_5);
    expectClose(normalize(values, all, steep, 'cost'), turnedAround(expected.sigmoid_2_5, 1));
  });

  it('quantile-bands match NumPy exactly, for benefits and costs', () => {
    const spec: NormalizeSpec = { method: 'quantile-bands', shares: expected.shares, to: [0, 4] };
    heldAgainst('normalize: quantile-bands', SCIPY, normalize(values, all, spec), expected.bands.values);
    expect([...normalize(values, all, spec)]).toEqual(expected.bands.values);
    expect([...normalize(values, all, spec, 'cost')]).toEqual(expected.bands.turned);
  });

  it('rank and borda match SciPy exactly, with ties', () => {
    const rounded = values.map(Math.round);
    expect([...normalize(rounded, all, { method: 'rank' })]).toEqual(expected.rank_min);
    const borda = normalize(rounded, all, { method: 'borda' });
    const expectedBorda = expected.rank_min.map(rank => rank - 1);
    heldAgainst('normalize: borda', SCIPY, borda, expectedBorda);
    expect([...borda]).toEqual(expectedBorda);
  });
});

describe('goalposts', () => {
  it('clips at the posts, and keeps off 0 on a scale that does', () => {
    const spec: NormalizeSpec = { method: 'goalposts', low: 20, high: 85, to: [1, 100] };
    expectClose(normalize([10, 20, 52.5, 85, 90, null], oneGroup(6), spec), [1, 1, 50.5, 100, 100, NaN]);
    expectClose(normalize([10, 20, 72, 85, 90], oneGroup(5), spec, 'cost'), [100, 100, 20.8, 1, 1]);
  });

  it('needs a low post below the high one', () => {
    expect(() => normalize([1], oneGroup(1), { method: 'goalposts', low: 2, high: 2 })).toThrow(
      'low: the low post must be below the high one',
    );
  });
});

describe('log-to-best (worked by hand: no other program has it)', () => {
  it('is 100 for the best, 0 for nothing, and halfway at the square root', () => {
    expectClose(normalize([0, 9, 99, null, -5], oneGroup(5), { method: 'log-to-best' }), [0, 50, 100, NaN, 0]);
  });

  it('gives a cost of nothing 100, and the greatest 0', () => {
    expectClose(normalize([0, 9, 99, -5], oneGroup(4), { method: 'log-to-best' }, 'cost'), [100, 50, 0, 100]);
  });

  it('finds nothing where there is nothing', () => {
    expectClose(normalize([0, 0], oneGroup(2), { method: 'log-to-best' }), [0, 0]);
  });
});

describe('distances', () => {
  it('to a target: where the worst has reached it, all have', () => {
    const target: NormalizeSpec = { method: 'distance-to-target', target: 2 };
    expectClose(normalize([2, 3, 9], oneGroup(3), target), [100, 100, 100]);
    expectClose(normalize([2, 1, 0], oneGroup(3), target, 'cost'), [100, 100, 100]);
    expectClose(normalize([1, 1], oneGroup(2), target), [50, 50]);
  });

  it('to the median, or the mean, of the group: also for costs', () => {
    const spec: NormalizeSpec = { method: 'distance-to-reference', reference: 'median', to: [0, 1] };
    expectClose(normalize([2, 4, 8, 5], oneGroup(4), spec), [0, 0.8, 2.4, 1.2]);
    expectClose(normalize([2, 4, 8, 6], oneGroup(4), { ...spec, reference: 'mean' }, 'cost'), [2, 4 / 3, 0, 2 / 3]);
  });
});

describe('costs and benefits of 0 or less in decision matrices', () => {
  it('what costs nothing shares all, and is the best', () => {
    expectClose(normalize([0, 5, -1], oneGroup(3), { method: 'sum' }, 'cost'), [0.5, 0, 0.5]);
    expectClose(normalize([0, 5, -1], oneGroup(3), { method: 'linear' }, 'cost'), [1, 0, 1]);
  });

  it('keep their order where none is above 0', () => {
    expectClose(normalize([-8, -2], oneGroup(2), { method: 'max' }), [-4, -1]);
    expectClose(normalize([-8, 0], oneGroup(2), { method: 'linear' }), [-1, 0]);
    expectClose(normalize([-3, 1], oneGroup(2), { method: 'sum' }), [-0.75, 0.25]);
    expectClose(normalize([-3, -4], oneGroup(2), { method: 'vector' }, 'cost'), [1.6, 1.8]);
  });

  it('logarithms of shares keep their order, and equal values have equal shares', () => {
    expectClose(normalize([0.5, 0.25, 0], oneGroup(3), { method: 'logarithmic' }), [-0.2, -0.4, -0.4]);
    expectClose(normalize([0.5, 0.5], oneGroup(2), { method: 'logarithmic' }), [0.5, 0.5]);
    expectClose(normalize([7], oneGroup(1), { method: 'logarithmic' }, 'cost'), [1]);
    expectClose(normalize([2, 0.5], oneGroup(2), { method: 'logarithmic' }), [0.5, -0.5]);
  });
});
