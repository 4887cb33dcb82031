// Small problems of weights: eigenvectors, linear programs, least squares without negative parts, chains.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eigenvectors } from '../../src/stats/eigenvectors.ts';
import { leastAboveZero } from '../../src/stats/leastAboveZero.ts';
import { maximize } from '../../src/stats/linearProgram.ts';
import { stationary } from '../../src/stats/stationary.ts';
import { expectClose } from '../support/close.ts';

const square = fc.integer({ min: 1, max: 6 }).chain(size =>
  fc.array(fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: size, maxLength: size }), {
    minLength: size,
    maxLength: size,
  }),
);
const dot = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Array.from(one).reduce((sum, each, at) => sum + each * other[at], 0);

it('eigenvectors are stretched by their values, stand at right angles and come greatest first', () => {
  fc.assert(
    fc.property(square, made => {
      const matrix = made.map((row, one) => row.map((each, other) => each + made[other][one]));
      const { values, vectors } = eigenvectors(matrix);
      vectors.forEach((vector, at) => {
        expectClose(
          matrix.map(row => dot(row, vector)),
          [...vector].map(each => each * values[at]),
          'stretched',
          1e-12 * 100,
        );
        expectClose(
          vectors.map(other => dot(vector, other)),
          vectors.map((_, other) => (other === at ? 1 : 0)),
        );
        if (at > 0) expect(values[at]).toBeLessThanOrEqual(values[at - 1]);
        expect(
          dot(
            vector,
            vector.map(() => 1),
          ),
        ).toBeGreaterThanOrEqual(-1e-15);
      });
    }),
  );
});

it('a linear program by hand, one without a limit, and one that goes around in circles without the rule of Bland', () => {
  expectClose(
    maximize(
      [3, 5],
      [
        [1, 0],
        [0, 2],
        [3, 2],
      ],
      [4, 12, 18],
    ).at,
    [2, 6],
  );
  const { value, at } = maximize([1, 1], [[1, -1]], [1]);
  expect([value, ...at]).toEqual([Infinity, NaN, NaN]);
  // Beale (1955).
  const beale = maximize(
    [0.75, -150, 0.02, -6],
    [
      [0.25, -60, -0.04, 9],
      [0.5, -90, -0.02, 3],
      [0, 0, 1, 0],
    ],
    [0, 0, 1],
  );
  expectClose([beale.value, dot(beale.at, [0.75, -150, 0.02, -6])], [0.05, 0.05]);
});

it('least squares without negative parts meet the conditions of the least', () => {
  fc.assert(
    fc.property(square, made => {
      // Correlations of random columns, away from dependence.
      const raw = made.map((one, at) => made.map((other, place) => dot(one, other) + (at === place ? 20 : 0)));
      const matrix = raw.map((row, one) =>
        row.map((each, other) => each / Math.sqrt(raw[one][one] * raw[other][other])),
      );
      const answer = leastAboveZero(
        matrix,
        matrix.map(() => 1),
      ) as Float64Array;
      answer.forEach((each, at) => {
        const reached = dot(matrix[at], answer);
        expect(each).toBeGreaterThanOrEqual(0);
        if (each > 0) expectClose([reached], [1]);
        else expect(reached).toBeGreaterThanOrEqual(1 - 1e-9);
      });
    }),
  );
  expect(
    leastAboveZero(
      [
        [1, 1],
        [1, 1],
      ],
      [1, 1],
    ),
  ).toBeUndefined();
});

it('what enters a state of a stationary chain leaves it', () => {
  fc.assert(
    fc.property(square, made => {
      const rates = made.map(row => row.map(each => 0.01 + Math.abs(each)));
      const share = stationary(rates);
      rates.forEach((row, state) => {
        const out = row.reduce((sum, each, to) => sum + (to === state ? 0 : each), 0) * share[state];
        const entering = rates.reduce((sum, from, at) => sum + (at === state ? 0 : from[state] * share[at]), 0);
        expectClose([entering / share[state]], [out / share[state]]);
      });
    }),
  );
});
