import { expect, it } from 'vitest';
import { weigh } from '../../src/steps/weight/index.ts';
import { oneGroup } from '../../src/table/groups.ts';

const plain = (weights: readonly Float64Array[]): number[][] => weights.map(part => [...part]);

it('fixed weights are those granted, scaled to sum 1', () => {
  expect(
    plain(
      weigh(
        [
          [1, 2],
          [3, 4],
        ],
        oneGroup(2),
        { method: 'fixed' },
        [60, 40],
      ),
    ),
  ).toEqual([[0.6], [0.4]]);
});

it('a part granted 0 has no weight', () => {
  expect(plain(weigh([[1], [2]], oneGroup(1), { method: 'fixed' }, [0, 5]))).toEqual([[0], [1]]);
});

it('equal weights are equal whatever was granted', () => {
  expect(plain(weigh([[1], [2], [3], [4]], oneGroup(1), { method: 'equal' }, [9, 1, 0, 5]))).toEqual([
    [0.25],
    [0.25],
    [0.25],
    [0.25],
  ]);
});

it('there is one weight a group', () => {
  expect(plain(weigh([[1, 2, 3]], { of: Uint32Array.of(0, 1, 2), count: 3 }, { method: 'fixed' }, [7]))).toEqual([
    [1, 1, 1],
  ]);
});

it('refuses a method that it does not have', () => {
  expect(() => weigh([[1]], oneGroup(1), { method: 'gut-feeling' } as never)).toThrow('method');
});
