// Methods that only small programs have, or none: held against those, or worked by hand.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { copelandConsensus } from '../../src/stats/ranking/copelandConsensus.ts';
import { expectedReciprocalRank } from '../../src/stats/ranking/expectedReciprocalRank.ts';
import { topOverlap } from '../../src/stats/ranking/topOverlap.ts';
import { aggregate } from '../../src/steps/aggregate/index.ts';
import { transform } from '../../src/steps/indicators/index.ts';
import { fillMissing } from '../../src/steps/missing/index.ts';
import { normalize } from '../../src/steps/normalize/index.ts';
import type { NormalizeSpec } from '../../src/steps/normalize/index.ts';
import { treatOutliers } from '../../src/steps/outliers/index.ts';
import { weigh } from '../../src/steps/weight/index.ts';
import type { WeightSpec } from '../../src/steps/weight/index.ts';
import { grade } from '../../src/steps/grade/index.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { fixture, numberCells } from '../support/golden.ts';
import { heldAgainst } from '../support/held.ts';

// Written by make.py beside it.
const theirs = JSON.parse(readFileSync(fixture('small-programs/results.json'), 'utf8')) as {
  readonly owa: Record<string, number[]>;
  readonly ranking: { readonly order: number[] } & Record<
    'rank-order-centroid' | 'rank-reciprocal' | 'rank-sum',
    number[]
  >;
  readonly copeland: number[];
  readonly budget: { readonly allocations: number[][]; readonly weights: number[] };
  readonly log: number[];
  readonly 'log-to-best': number[];
  readonly consensus: { readonly rankings: number[][]; readonly copeland: number[] };
};
const tiers = Float64Array.from(readFileSync(fixture('numeric/tier_values.csv'), 'utf8').trim().split(/\s+/), Number);
const brands = [...numberCells(fixture('coinr-own40/normalized_minmax_1_100.csv'))]
  .filter(([name]) => numberCells(fixture('coinr-own40/data.csv')).has(name) && name !== 'uCode')
  .map(([, values]) => values)
  .filter(values => !Number.isNaN(values[0]));
const equal = brands.map(() => Float64Array.of(1 / brands.length));
const stated = (parts: number, spec: WeightSpec, granted?: readonly number[]): number[] =>
  weigh(
    Array.from({ length: parts }, () => [1]),
    oneGroup(1),
    spec,
    granted,
  ).map(part => part[0]);

it('finds twelve indicators', () => {
  expect(brands).toHaveLength(12);
});

it.each(Object.keys(theirs.owa))('owa with the exponent %s is a Choquet integral of Fancy aggregations', exponent => {
  const index = aggregate(brands, equal, oneGroup(40), { method: 'owa', exponent: Number(exponent) });
  heldAgainst('aggregate: owa', 'Fancy aggregations 1.5.1', index, theirs.owa[exponent]);
});

it('copeland, and copelandConsensus, are those of pref_voting', () => {
  const index = aggregate(brands, equal, oneGroup(40), { method: 'copeland' });
  heldAgainst('aggregate: copeland', 'pref_voting 1.18.2', index, theirs.copeland);
  const { rankings, copeland } = theirs.consensus;
  heldAgainst('consensus: copelandConsensus', 'pref_voting 1.18.2', copelandConsensus(rankings), copeland);
});

it.each(['rank-order-centroid', 'rank-reciprocal', 'rank-sum'] as const)(
  '%s weights are those of pyDecision',
  formula => {
    const weights = stated(4, { method: 'ranking', formula, ranks: theirs.ranking.order });
    heldAgainst('weight: ranking', 'pyDecision 5.1.8', weights, theirs.ranking[formula]);
  },
);

it('budget is the mean of what scikit-learn normalizes', () => {
  const { allocations, weights } = theirs.budget;
  heldAgainst('weight: budget', 'scikit-learn 1.9.1', stated(3, { method: 'budget', allocations }), weights);
});

it('log is that of NumPy, and log-to-best its log1p by the greatest', () => {
  heldAgainst('transform: log', 'NumPy 2.3.5', transform(tiers, 'log'), theirs.log);
  const scaled = normalize(tiers, oneGroup(tiers.length), { method: 'log-to-best' });
  heldAgainst('normalize: log-to-best', 'scikit-learn 1.9.1', scaled, theirs['log-to-best']);
});

describe('worked by hand, for what no program has, or what is too plain for one', () => {
  const normalized = (spec: NormalizeSpec, values: number[], expected: number[]): void =>
    heldAgainst(`normalize: ${spec.method}`, 'by hand', normalize(values, oneGroup(values.length), spec), expected);

  it('Mazziotta-Pareto: two units that change places in two parts have 100 less 10 times 10 percent', () => {
    const index = aggregate(
      [
        [1, 3],
        [8, 4],
      ],
      [Float64Array.of(0.5), Float64Array.of(0.5)],
      oneGroup(2),
      { method: 'mazziotta-pareto' },
    );
    heldAgainst('aggregate: mazziotta-pareto', 'by hand', index, [99, 99]);
  });

  it('expectedReciprocalRank: grades 4, 2, 0, 3 of 4 stop with 15/16, 3/16, 0, 7/16', () => {
    const expected = 15 / 16 + ((1 / 16) * (3 / 16)) / 2 + ((1 / 16) * (13 / 16) * (7 / 16)) / 4;
    heldAgainst(
      'quality: expectedReciprocalRank',
      'by hand',
      [expectedReciprocalRank([4, 2, 0, 3], 10, 4)],
      [expected],
    );
  });

  it('topOverlap: abcde and badfc', () => {
    const [first, second] = ['abcde', 'badfc'].map(text => [...text]);
    const overlaps = [1, 2, 3, 4, 5].map(depth => topOverlap(first, second, depth));
    heldAgainst('agreement: topOverlap', 'by hand', overlaps, [0, 1, 2 / 3, 3 / 4, 4 / 5]);
  });

  it('goalposts, distances, and what does nothing', () => {
    normalized(
      { method: 'goalposts', low: 20, high: 85, to: [1, 100] },
      [10, 20, 52.5, 85, 90],
      [1, 1, 50.5, 100, 100],
    );
    normalized({ method: 'distance-to-target', target: 8, to: [0, 1] }, [0, 4, 8, 9], [0, 0.5, 1, 1.125]);
    normalized({ method: 'distance-to-reference', reference: 'median', to: [0, 1] }, [2, 4, 8, 5], [0, 0.8, 2.4, 1.2]);
    normalized({ method: 'distance-to-best', to: [0, 1] }, [2, 4, 8, 5], [0, 1 / 3, 1, 1 / 2]);
    heldAgainst('transform: none', 'by hand', transform([-1, 2], 'none'), [-1, 2]);
    heldAgainst('transform: log1p', 'by hand', transform([0, Math.E - 1], 'log1p'), [0, 1]);
    heldAgainst('transform: sqrt', 'by hand', transform([0, 9, 2.25], 'sqrt'), [0, 3, 1.5]);
    heldAgainst('missing: none', 'by hand', fillMissing([1, null], oneGroup(2), { method: 'none' }), [1, NaN]);
    heldAgainst(
      'missing: value',
      'by hand',
      fillMissing([0, null], oneGroup(2), { method: 'value', value: 7 }),
      [0, 7],
    );
    heldAgainst('outliers: none', 'by hand', treatOutliers([1, 1e9], oneGroup(2), { method: 'none' }), [1, 1e9]);
    const clip = { method: 'clip-quantile', lower: 0.25, upper: 0.75 } as const;
    heldAgainst(
      'outliers: clip-quantile',
      'by hand',
      treatOutliers([0, 1, 2, 3, 100], oneGroup(5), clip),
      [1, 1, 2, 3, 3],
    );
    heldAgainst('weight: fixed', 'by hand', stated(2, { method: 'fixed' }, [60, 40]), [0.6, 0.4]);
    heldAgainst('weight: equal', 'by hand', stated(4, { method: 'equal' }, [9, 1, 0, 5]), [0.25, 0.25, 0.25, 0.25]);
    const cut = { method: 'cut-points', grades: ['S', 'A', 'B'], from: [85, 50] } as const;
    const { codes } = grade([100, 85, 84.999, 50, 49], oneGroup(5), {
      ...cut,
      grades: [...cut.grades],
      from: [...cut.from],
    });
    heldAgainst('grade: cut-points', 'by hand', codes, [0, 0, 1, 1, 2]);
    // The 0.8 quantile of 1 to 11 is 9, the 0.5 quantile 6.
    const scores = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    const quantile = grade(scores, oneGroup(11), { method: 'quantile', grades: ['A', 'B', 'C'], shares: [0.2, 0.3] });
    heldAgainst('grade: quantile', 'by hand', quantile.codes, [2, 2, 2, 2, 2, 1, 1, 1, 0, 0, 0]);
  });
});
