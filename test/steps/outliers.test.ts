import { describe, expect, it } from 'vitest';
import { treatOutliers } from '../../src/steps/outliers/index.ts';
import { oneGroup } from '../../src/table/groups.ts';

describe('clip-quantile', () => {
  it('draws values in to two quantiles of type 7', () => {
    const treated = treatOutliers([0, 1, 2, 3, 100], oneGroup(5), {
      method: 'clip-quantile',
      lower: 0.25,
      upper: 0.75,
    });
    expect([...treated]).toEqual([1, 1, 2, 3, 3]);
  });

  it('takes the quantiles of the own group', () => {
    const groups = { of: Uint32Array.of(0, 0, 0, 1, 1, 1), count: 2 };
    expect([
      ...treatOutliers([0, 10, 20, 100, 200, 300], groups, { method: 'clip-quantile', lower: 0, upper: 0.5 }),
    ]).toEqual([0, 10, 10, 100, 200, 200]);
  });

  it('keeps everything between 0 and 1', () => {
    expect([...treatOutliers([5, -3, null, 9], oneGroup(4), { method: 'clip-quantile', lower: 0, upper: 1 })]).toEqual([
      5,
      -3,
      NaN,
      9,
    ]);
  });

  it('clips the outer hundredth when nothing else is said', () => {
    const values = Float64Array.from({ length: 101 }, (_, row) => row);
    const treated = treatOutliers(values, oneGroup(101), { method: 'clip-quantile' });
    expect([treated[0], treated[1], treated[99], treated[100]]).toEqual([1, 1, 99, 99]);
  });

  it('needs lower below upper', () => {
    const spec = { method: 'clip-quantile', lower: 0.5, upper: 0.5 } as const;
    expect(() => treatOutliers([1], oneGroup(1), spec)).toThrow('lower: lower must be below upper');
  });
});

it('none leaves values as they are', () => {
  expect([...treatOutliers([1, 1e9, null], oneGroup(3), { method: 'none' })]).toEqual([1, 1e9, NaN]);
});
