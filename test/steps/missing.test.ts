import { describe, expect, it } from 'vitest';
import { fillMissing } from '../../src/steps/missing/index.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { fixture, numberCells } from '../support/golden.ts';
import { heldAgainst } from '../support/held.ts';

describe('none', () => {
  it('leaves values as they are', () => {
    expect([...fillMissing([1, null], oneGroup(2), { method: 'none' })]).toEqual([1, NaN]);
  });
});

describe('value', () => {
  it('puts the stated value where one is missing', () => {
    expect([...fillMissing([null, 0, 3, null], oneGroup(4), { method: 'value', value: -1 })]).toEqual([-1, 0, 3, -1]);
  });

  it('needs a value', () => {
    expect(() => fillMissing([1], oneGroup(1), { method: 'value' } as never)).toThrow('value');
  });
});

describe('peer-mean', () => {
  it('takes the mean of the own group, and stays missing in a group without any value', () => {
    const groups = { of: Uint32Array.of(0, 0, 0, 1, 1, 2), count: 3 };
    expect([...fillMissing([1, null, 4, null, 7, null], groups, { method: 'peer-mean' })]).toEqual([
      1,
      2.5,
      4,
      7,
      7,
      NaN,
    ]);
  });

  it('takes numpy.nanmean of 40 brands x 12 indicators, 1e-9', () => {
    const raw = numberCells(fixture('coinr-own40/data.csv'));
    // numpy 2.4.6: np.nanmean of the columns.
    const means = { searches: 16862.783783783783, new_share: 0.15217027027027027, member_share: 0.3668027027027027 };
    for (const [name, mean] of Object.entries(means)) {
      const values = raw.get(name) as Float64Array;
      const filled = values.map(value => (value === value ? value : mean));
      const ours = fillMissing(values, oneGroup(40), { method: 'peer-mean' });
      heldAgainst('missing: peer-mean', 'NumPy 2.4.6', ours, filled);
    }
  });
});

describe('peer-median', () => {
  it('takes the middle of an odd count, and the mean of the middle two of an even one', () => {
    expect([...fillMissing([5, 1, null, 2], oneGroup(4), { method: 'peer-median' })]).toEqual([5, 1, 2, 2]);
    expect([...fillMissing([10, 1, null, 2, 4], oneGroup(5), { method: 'peer-median' })]).toEqual([10, 1, 3, 2, 4]);
  });

  it('takes the median of the own group', () => {
    expect([
      ...fillMissing([1, null, 100, null], { of: Uint32Array.of(0, 0, 1, 1), count: 2 }, { method: 'peer-median' }),
    ]).toEqual([1, 1, 100, 100]);
  });

  it('stays missing in a group without any value', () => {
    expect([
      ...fillMissing([null, 5, null], { of: Uint32Array.of(0, 1, 0), count: 2 }, { method: 'peer-median' }),
    ]).toEqual([NaN, 5, NaN]);
  });

  it('matches COINr Impute by the median on 40 brands x 12 indicators, 1e-9', () => {
    const raw = numberCells(fixture('coinr-own40/data.csv'));
    const imputed = numberCells(fixture('coinr-own40/imputed_median.csv'));
    const names = [...imputed.keys()].slice(1);
    expect(names).toHaveLength(12);
    expect(names.some(name => (raw.get(name) as Float64Array).some(Number.isNaN))).toBe(true);
    for (const name of names) {
      const ours = fillMissing(raw.get(name) as Float64Array, oneGroup(40), { method: 'peer-median' });
      heldAgainst('missing: peer-median', 'COINr 1.1.14', ours, imputed.get(name) as Float64Array);
    }
  });
});

it('refuses values and groups of different length', () => {
  expect(() => fillMissing([1, 2], oneGroup(3), { method: 'none' })).toThrow('2 values, but groups of 3 rows');
});

it('refuses a method that it does not have', () => {
  expect(() => fillMissing([1], oneGroup(1), { method: 'mean' } as never)).toThrow('method');
});
