import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitWeights } from '../../src/calibrate/fitWeights.ts';
import { indexScores } from '../../src/calibrate/indexScores.ts';
import { bestScale } from '../../src/calibrate/objective.ts';
import type { PlannedNode } from '../../src/model/plan.ts';
import { seededBits, uniform } from '../../src/stats/random.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { fixture } from '../support/golden.ts';
import { distance, flatIndex, idOf, pairsOf, problemOf } from './problems.ts';

const OBJECTIVES = ['ndcg@10', 'kendall', 'spearman', 'pearson', 'squared-error', 'pairwise-logistic'];

interface Outside {
  readonly choices: { readonly better: number[]; readonly worse: number[] };
  readonly logistic: { readonly weights: number[]; readonly scale: number; readonly mean_loss: number };
  readonly bounds_and_relations: { readonly weights: number[]; readonly mean_squared_error: number };
}
interface Golden {
  readonly true_weights: number[];
  readonly simplex_ls: { readonly w: number[] };
  readonly 'simplex_ls_bounds_.02_.30': { readonly w: number[] };
  readonly max_pearson_simplex: { readonly w: number[]; readonly pearson: number };
}

const json = (name: string): unknown => JSON.parse(readFileSync(fixture(`calibration/${name}`), 'utf8'));
const outside = json('outcomes.json') as Outside;
const golden = json('weightopt.json') as Golden;
const lines = (name: string): number[][] =>
  readFileSync(fixture(`calibration/${name}`), 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => line.split(',').map(Number));
const rows = lines('weightopt_Z_200x10.csv');
const indicators = Array.from({ length: 10 }, (_, part) => Float64Array.from(rows, row => row[part]));
const outcome = Float64Array.from(lines('weightopt_y.csv'), ([value]) => value);

describe('against other programs', () => {
  it('least squares on the simplex matches SciPy SLSQP, 1e-6', () => {
    const { shares } = fitWeights(problemOf('squared-error', indicators, outcome));
    expect(distance(shares[0], golden.simplex_ls.w)).toBeLessThan(1e-6);
  });

  it('least squares with a least and a greatest weight matches SciPy SLSQP, 1e-6', () => {
    const weights = indicators.map((_, part) => ({ of: idOf(part), atLeast: 0.02, atMost: 0.3 }));
    const { shares } = fitWeights(problemOf('squared-error', indicators, outcome, { bounds: { weights } }));
    expect(distance(shares[0], golden['simplex_ls_bounds_.02_.30'].w)).toBeLessThan(1e-6);
  });

  it('least squares under bounds and relations matches SciPy SLSQP, 1e-6', () => {
    const bounds = {
      weights: [
        { of: 'a', atMost: 0.2 },
        { of: 'j', atLeast: 0.05 },
      ],
      relations: [
        { of: 'b', atLeast: 2, times: 'c' },
        { of: 'f', atLeast: 1.5, times: 'e' },
      ],
    };
    const { shares, fitted } = fitWeights(problemOf('squared-error', indicators, outcome, { bounds }));
    expect(distance(shares[0], outside.bounds_and_relations.weights)).toBeLessThan(1e-6);
    expect(fitted).toBeCloseTo(outside.bounds_and_relations.mean_squared_error, 10);
  });

  it('the greatest correlation on the simplex matches SciPy SLSQP, 1e-6', () => {
    const { shares, fitted } = fitWeights(problemOf('pearson', indicators, outcome));
    expect(distance(shares[0], golden.max_pearson_simplex.w)).toBeLessThan(1e-6);
    expect(fitted).toBeCloseTo(golden.max_pearson_simplex.pearson, 10);
  });

  it('weights of choices match scikit-learn LogisticRegression on differences, without penalty and intercept, 1e-6', () => {
    const problem = problemOf('pairwise-logistic', indicators, outcome, outside.choices);
    const { shares, fitted } = fitWeights(problem);
    expect(distance(shares[0], outside.logistic.weights)).toBeLessThan(1e-6);
    expect(fitted).toBeCloseTo(outside.logistic.mean_loss, 10);
    const scores = indexScores(problem.nodes, indicators, oneGroup(200), shares);
    expect(Math.abs(bestScale([scores], problem.cells, [1]) / outside.logistic.scale - 1)).toBeLessThan(1e-6);
  });
});

describe('planted weights', () => {
  const planted = [0.4, 0.3, 0.15, 0.1, 0.05];
  const bits = seededBits(11);
  const columns = planted.map(() => Float64Array.from({ length: 300 }, () => 100 * uniform(bits)));
  const scores = indexScores(flatIndex(5), columns, oneGroup(300), [Float64Array.from(planted)]);
  const noisy = scores.map(score => score + 4 * (uniform(bits) - 0.5));

  it.each([
    ['kendall', 0.02],
    ['spearman', 0.02],
    ['pearson', 0.01],
    ['squared-error', 0.01],
    ['pairwise-logistic', 0.02],
    ['ndcg@50', 0.08],
  ])('%s recovers them from equal weights, each within %f', (name, tolerance) => {
    const { shares, fitted, granted } = fitWeights(problemOf(name, columns, noisy, pairsOf(noisy)));
    expect(distance(shares[0], planted)).toBeLessThan(tolerance);
    expect(
      name === 'squared-error' || name === 'pairwise-logistic' ? granted - fitted : fitted - granted,
    ).toBeGreaterThan(0);
  });

  it('are recovered in every node of a hierarchy, each within 0.02', () => {
    const part = (id: string, kind: 'indicator' | 'node', position: number): PlannedNode['parts'][number] => ({
      id,
      kind,
      position,
    });
    const node = (id: string, parts: PlannedNode['parts']): PlannedNode => ({
      ...flatIndex(2)[0],
      id,
      parts,
      granted: [1, 1],
    });
    const nodes = [
      node('market', [part('a', 'indicator', 0), part('b', 'indicator', 1)]),
      node('quality', [part('c', 'indicator', 2), part('d', 'indicator', 3)]),
      node('power', [part('market', 'node', 0), part('quality', 'node', 1)]),
    ];
    const truth = [Float64Array.of(0.7, 0.3), Float64Array.of(0.2, 0.8), Float64Array.of(0.6, 0.4)];
    const outcomes = indexScores(nodes, columns, oneGroup(300), truth);
    for (const name of ['kendall', 'pearson']) {
      const { shares } = fitWeights(problemOf(name, columns, outcomes, { nodes }));
      shares.forEach((fitted, at) => expect(distance(fitted, truth[at])).toBeLessThan(0.02));
    }
  });

  it('are recovered under a geometric index, within 0.02', () => {
    const nodes = [{ ...flatIndex(5)[0], aggregate: { method: 'geometric' as const } }];
    const positive = columns.map(column => column.map(value => 1 + value));
    const outcomes = indexScores(nodes, positive, oneGroup(300), [Float64Array.from(planted)]);
    const { shares } = fitWeights(problemOf('squared-error', positive, outcomes, { nodes }));
    expect(distance(shares[0], planted)).toBeLessThan(1e-4);
  });
});

describe('laws of every objective', () => {
  const values = fc
    .array(fc.integer({ min: 0, max: 20 }), { minLength: 12, maxLength: 12 })
    .map(Float64Array.from.bind(Float64Array));
  const drawn = fc.record({
    columns: fc.array(values, { minLength: 3, maxLength: 3 }),
    outcome: values,
    least: fc.double({ min: 0, max: 0.4, noNaN: true }),
  });

  it.each(OBJECTIVES)(
    '%s: never worse than where the search starts, inside of the bounds, at least 0, summing to 1',
    name => {
      fc.assert(
        fc.property(drawn, ({ columns, outcome: came, least }) => {
          fc.pre(came.some(value => value !== came[0]));
          const bounds = {
            weights: [{ of: 'b', atLeast: least, atMost: 0.5 }],
            relations: [{ of: 'a', atLeast: 1.5, times: 'c' }],
          };
          const problem = problemOf(name, columns, came, { bounds, ...pairsOf(came) });
          const {
            shares: [[a, b, c]],
            fitted,
          } = fitWeights(problem);
          expect(Math.min(a, b, c)).toBeGreaterThanOrEqual(0);
          expect(a + b + c).toBeCloseTo(1, 10);
          expect(b).toBeGreaterThanOrEqual(least - 1e-10);
          expect(b).toBeLessThanOrEqual(0.5 + 1e-10);
          expect(a - 1.5 * c).toBeGreaterThanOrEqual(-1e-10);
          const start = problem.space.nearest(0, problem.space.granted[0]);
          const { granted } = fitWeights({ ...problem, space: { ...problem.space, granted: [start] } });
          if (problem.objective.isLoss) expect(fitted).toBeLessThanOrEqual(granted + 1e-12);
          else expect(fitted).toBeGreaterThanOrEqual(granted - 1e-12);
        }),
        { seed: 7, numRuns: 25 },
      );
    },
  );

  it('a heavier penalty never leads further from the granted weights', () => {
    const far = [0, 0.01, 0.1, 1, 10_000].map(penalty => {
      const { shares } = fitWeights(problemOf('squared-error', indicators, outcome, { penalty }));
      return Math.hypot(...shares[0].map(share => share - 0.1));
    });
    expect(far).toEqual(far.toSorted((a, b) => b - a));
    expect(far[4]).toBeLessThan(0.01);
  });

  it('the same bytes whatever the order of the units', () => {
    const turned = Uint32Array.from(outcome.keys()).reverse();
    const { shares: forward } = fitWeights(problemOf('kendall', indicators, outcome));
    const { shares: backward } = fitWeights(
      problemOf(
        'kendall',
        indicators.map(column => Float64Array.from(turned, row => column[row])),
        Float64Array.from(turned, row => outcome[row]),
      ),
    );
    expect([...backward[0]]).toEqual([...forward[0]]);
  });
});
