import { expect, it } from 'vitest';
import { correlations, correlationsOfPairs } from '../../src/stats/correlations.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { expectClose } from '../support/close.ts';

it('is Pearson by hand, over the rows that have both', () => {
  expectClose(correlations(Float64Array.of(1, 2, 3, NaN, 4), Float64Array.of(1, 3, 2, 8, NaN), oneGroup(5)), [0.5]);
});

it('is missing where one does not vary, also among the rows that have both, and where there is one row', () => {
  const groups = { of: Uint32Array.of(0, 0, 0, 1, 1, 2), count: 4 };
  const first = Float64Array.of(1, 1, 9, 5, 6, 7);
  const second = Float64Array.of(2, 3, NaN, 4, 4, 7);
  expectClose(correlations(first, second, groups), [NaN, NaN, NaN, NaN]);
});

it('is exactly 1 or -1 for columns on one line, whatever their unit', () => {
  const line = Float64Array.from({ length: 50 }, (_, row) => Math.sin(row) * 1e-7);
  expect([
    ...correlations(
      line,
      line.map(each => 0.1 - each * 1e12),
      oneGroup(50),
    ),
  ]).toEqual([-1]);
});

it('of pairs is that of each two, whatever else is missing', () => {
  const columns = [Float64Array.of(1, 2, 5, NaN), Float64Array.of(3, 1, 4, NaN), Float64Array.of(NaN, 2, 7, 1)];
  const pairs = correlationsOfPairs(columns, oneGroup(4));
  expect(pairs.map(row => row.length)).toEqual([0, 1, 2]);
  for (const [one, other] of [
    [1, 0],
    [2, 0],
    [2, 1],
  ]) {
    expectClose(pairs[one][other], correlations(columns[one], columns[other], oneGroup(4)));
  }
});
