import { describe, it } from 'vitest';
import { aggregate } from '../../src/steps/aggregate/index.ts';
import type { AggregateSpec } from '../../src/steps/aggregate/index.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { expectClose } from '../support/close.ts';
import { expectIndexOf } from '../support/coinrIndex.ts';
import { fixture } from '../support/golden.ts';

const weights = (...each: number[]): Float64Array[] => each.map(weight => Float64Array.of(weight));

describe('arithmetic', () => {
  it('is the weighted mean of what is there', () => {
    const index = aggregate(
      [
        [10, null, null],
        [20, 20, null],
      ],
      weights(0.75, 0.25),
      oneGroup(3),
      { method: 'arithmetic' },
    );
    expectClose(index, [12.5, 20, NaN]);
  });

  it('takes the weights of the own group', () => {
    const own = [Float64Array.of(1, 0.5), Float64Array.of(0, 0.5)];
    expectClose(
      aggregate(
        [
          [10, 10],
          [20, 20],
        ],
        own,
        { of: Uint32Array.of(0, 1), count: 2 },
        { method: 'arithmetic' },
      ),
      [10, 15],
    );
  });

  it('is missing where the parts that are there weigh nothing', () => {
    expectClose(aggregate([[10], [null]], weights(0, 1), oneGroup(1), { method: 'arithmetic' }), [NaN]);
  });

  it('takes negative parts', () => {
    expectClose(aggregate([[-10], [20]], weights(0.5, 0.5), oneGroup(1), { method: 'arithmetic' }), [5]);
  });
});

describe('geometric', () => {
  it('is the weighted geometric mean of what is there', () => {
    expectClose(
      aggregate(
        [
          [4, null],
          [9, 9],
        ],
        weights(0.5, 0.5),
        oneGroup(2),
        { method: 'geometric' },
      ),
      [6, 9],
    );
    expectClose(aggregate([[8], [1]], weights(1 / 3, 2 / 3), oneGroup(1), { method: 'geometric' }), [2]);
  });

  it('is 0 where a part that counts is 0 or below', () => {
    expectClose(
      aggregate(
        [
          [0, -5],
          [9, 9],
        ],
        weights(0.5, 0.5),
        oneGroup(2),
        { method: 'geometric' },
      ),
      [0, 0],
    );
  });

  it('does not look at a part of weight 0', () => {
    expectClose(aggregate([[0], [9]], weights(0, 1), oneGroup(1), { method: 'geometric' }), [9]);
  });
});

it('is missing where less than the stated share of the weight is there', () => {
  const parts = [
    [1, null],
    [1, 1],
    [1, 1],
  ];
  expectClose(aggregate(parts, weights(0.1, 0.2, 0.7), oneGroup(2), { method: 'arithmetic' }, 0.9), [1, 1]);
  expectClose(aggregate(parts, weights(0.1, 0.2, 0.7), oneGroup(2), { method: 'arithmetic' }, 0.91), [1, NaN]);
});

describe('on 40 brands, 12 indicators in four dimensions with the weights of meta.csv', () => {
  const cases: readonly (readonly [string, AggregateSpec['method'], string])[] = [
    ['a_amean', 'arithmetic', 'amean'],
    ['a_gmean', 'geometric', 'gmean'],
  ];

  it.each(cases)('matches COINr %s at every level, 1e-9', (_name, method, file) => {
    expectIndexOf({
      meta: fixture('coinr-own40/meta.csv'),
      stages: fixture(`coinr-own40/aggregated_${file}.csv`),
      spec: { method },
    });
  });
});
