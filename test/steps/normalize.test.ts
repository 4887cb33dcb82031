import { describe, expect, it } from 'vitest';
import { normalize, turned } from '../../src/steps/normalize/index.ts';
import type { NormalizeSpec } from '../../src/steps/normalize/index.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { expectClose } from '../support/close.ts';
import { cells, fixture, numberCells } from '../support/golden.ts';

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

it('turned changes the sign of costs only, and keeps missing', () => {
  expect([...turned(Float64Array.of(1, NaN, -2), 'cost')]).toEqual([-1, NaN, 2]);
  expect([...turned(Float64Array.of(1, NaN), 'benefit')]).toEqual([1, NaN]);
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
  ];

  it.each(cases)('matches COINr %s, 1e-9', (_name, spec, file) => {
    const expected = numberCells(fixture(`coinr-own40/${file}.csv`));
    const names = [...expected.keys()].slice(1);
    expect(names).toHaveLength(12);
    for (const name of names) {
      const scaled = normalize(treated.get(name) as Float64Array, oneGroup(40), spec, directionOf.get(name));
      expectClose(scaled, expected.get(name) as Float64Array, name);
    }
  });
});

describe.each(['A_mabac7x10', 'B_uniform12x6'])('on the decision matrix %s', problem => {
  it('min-max matches pymcdm minmax_normalization, benefits and costs, 1e-9', () => {
    const matrix = numberCells(fixture(`pymcdm/${problem}.matrix.csv`));
    const expected = numberCells(fixture(`pymcdm/${problem}.norm.minmax.csv`));
    const types = cells(fixture(`pymcdm/${problem}.types.csv`));
    const directions = types.get('type')?.map(type => (Number(type) === -1 ? 'cost' : 'benefit'));
    expect(new Set(directions).size).toBe(2);
    types.get('criterion')?.forEach((name, position) => {
      const values = matrix.get(name) as Float64Array;
      const scaled = normalize(
        values,
        oneGroup(values.length),
        { method: 'min-max', to: [0, 1] },
        directions?.[position],
      );
      expectClose(scaled, expected.get(name) as Float64Array, name);
    });
  });
});
