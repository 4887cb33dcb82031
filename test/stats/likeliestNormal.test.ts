import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likeliestNormal } from '../../src/stats/likeliestNormal.ts';
import { missingPatterns } from '../../src/stats/missingPatterns.ts';
import { positiveInverse } from '../../src/stats/positiveInverse.ts';
import { expectClose } from '../support/close.ts';
import '../support/arbitraries.ts';

describe('positiveInverse', () => {
  it('times the matrix is 1 on the diagonal and 0 beside it', () => {
    const entry = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(fc.array(fc.tuple(entry, entry, entry, entry), { minLength: 4, maxLength: 9 }), rows => {
        // Sums of squares with 1 on the diagonal: positive definite.
        const at = (one: number, other: number): number =>
          rows.reduce((sum, row) => sum + row[one] * row[other], one === other ? 1 : 0);
        const places = [0, 1, 2, 3];
        const matrix = Float64Array.from(places.flatMap(one => places.map(other => at(one, other))));
        const inverse = positiveInverse(matrix, 4);
        const product = places.flatMap(one =>
          places.map(other => places.reduce((sum, by) => sum + inverse[one * 4 + by] * matrix[by * 4 + other], 0)),
        );
        expectClose(product, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
      }),
    );
  });

  it('stays finite for a column that is another one, and for one of variance 0', () => {
    expect(positiveInverse(Float64Array.of(1, 1, 1, 1), 2).every(Number.isFinite)).toBe(true);
    expect(positiveInverse(Float64Array.of(1, 0, 0, 0), 2).every(Number.isFinite)).toBe(true);
  });
});

describe('missingPatterns', () => {
  it('puts rows that miss the same together, and leaves out rows without any value', () => {
    const columns = [Float64Array.of(1, NaN, 3, NaN), Float64Array.of(5, 6, 7, NaN)];
    const patterns = missingPatterns(columns, columns[0].keys());
    expect(patterns.map(({ missing, rows }) => [missing, rows.map(row => [...row])])).toEqual([
      [
        [],
        [
          [1, 5],
          [3, 7],
        ],
      ],
      [[0], [[NaN, 6]]],
    ]);
  });
});

describe('likeliestNormal', () => {
  const search = { ridge: 0, tolerance: 1e-13, iterations: 5000 };

  it('of complete rows has the mean and the covariance by n', () => {
    const { mean, covariance, rounds } = likeliestNormal([Float64Array.of(-2, 0, 2), Float64Array.of(1, 0, 2)], search);
    expectClose(mean, [0, 1]);
    expectClose(covariance, [8 / 3, 2 / 3, 2 / 3, 2 / 3]);
    expect(rounds).toBe(2);
  });

  it('where one column alone has holes is the regression of it on the other, as Anderson (1957) has in closed form', () => {
    const x = Float64Array.of(-3, -1, 0, 1, 3, 6);
    const y = Float64Array.of(-2, -2, 1, 1, NaN, NaN);
    // Over the four complete rows: means -0.75 and -0.5, slope 7.5 / 8.75, spread left of y (9 - 7.5² / 8.75) / 4.
    const slope = 7.5 / 8.75;
    const left = (9 - 7.5 ** 2 / 8.75) / 4;
    const variance = 56 / 6 - 1;
    const { mean, covariance } = likeliestNormal([x, y], search);
    expectClose(mean, [1, -0.5 + slope * (1 + 0.75)]);
    expectClose(covariance, [variance, slope * variance, slope * variance, left + slope ** 2 * variance]);
  });

  it('draws correlations to nothing, and variances to 1, by the ridge', () => {
    const columns = [Float64Array.of(-1, 1, -1, 1), Float64Array.of(-2, 2, -2, 2)];
    expectClose(likeliestNormal(columns, { ...search, ridge: 0.25 }).covariance, [1, 1.6, 1.6, 3.4]);
  });

  it('of no rows has mean 0 and variance 1', () => {
    const { mean, covariance } = likeliestNormal([new Float64Array(0), new Float64Array(0)], search);
    expect([...mean, ...covariance]).toEqual([0, 0, 1, 0, 0, 1]);
  });
});
