// Weights that people state: comparisons, orders, budgets.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { allocationShares } from '../../src/steps/weight/budget.ts';
import { bestWorstWeights } from '../../src/steps/weight/bestWorst.ts';
import { weigh } from '../../src/steps/weight/index.ts';
import type { WeightSpec } from '../../src/steps/weight/index.ts';
import { pairwiseWeights } from '../../src/steps/weight/pairwiseWeights.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { modelOf } from '../support/market.ts';
import { expectClose } from '../support/close.ts';
import { fixture } from '../support/golden.ts';
import { heldAgainst } from '../support/held.ts';

const stated = (parts: number, spec: WeightSpec, granted?: readonly number[]): number[] =>
  weigh(
    Array.from({ length: parts }, () => [1]),
    oneGroup(1),
    spec,
    granted,
  ).map(part => part[0]);

const json = (name: string): unknown => JSON.parse(readFileSync(fixture(name), 'utf8'));

describe('ahp', () => {
  interface Ahp {
    readonly matrix: number[][];
    readonly weights: number[];
    readonly cr: number;
  }
  const { ahp, ahp_consistent: consistent } = json('pymcdm/subjective_weights.json') as Record<string, Ahp>;

  it('matches pymcdm AHP, 1e-9', () => {
    const allowed = stated(6, { method: 'ahp', matrix: ahp.matrix, allowInconsistent: true });
    heldAgainst('weight: ahp', 'pymcdm 1.4.0', allowed, ahp.weights);
    const weights = stated(4, { method: 'ahp', matrix: consistent.matrix });
    heldAgainst('weight: ahp', 'pymcdm 1.4.0', weights, consistent.weights);
  });

  it('has the consistency index of pymcdm, 1e-9, over the random index of Saaty', () => {
    // For six parts pymcdm takes 1.2358, of later simulations; the table of Saaty says 1.24.
    expectClose([pairwiseWeights(ahp.matrix).consistencyRatio * (1.24 / 1.2358)], [ahp.cr]);
    expectClose([pairwiseWeights(consistent.matrix).consistencyRatio], [0]);
  });

  it('refuses comparisons that contradict each other, unless they are allowed', () => {
    expect(() => stated(6, { method: 'ahp', matrix: ahp.matrix })).toThrow('consistency ratio 0.229, at most 0.1');
  });

  it.each([
    ['of another size', [[1]], 'must have 2 rows of 2 numbers'],
    ['that is not square', [[1, 2], [1]], 'must have 2 rows of 2 numbers'],
    [
      'with opposite entries that disagree',
      [
        [1, 2],
        [1, 1],
      ],
      '1 / matrix[i][j]',
    ],
    [
      'with another diagonal',
      [
        [2, 2],
        [0.5, 1],
      ],
      '1 on its diagonal',
    ],
  ])('refuses a matrix %s', (_what, matrix, message) => {
    expect(() => stated(2, { method: 'ahp', matrix })).toThrow(message);
  });

  it('takes a third written as 0.33', () => {
    expectClose(
      stated(2, {
        method: 'ahp',
        matrix: [
          [1, 3],
          [0.33, 1],
        ],
      }),
      [0.7509, 0.2491],
      '',
      1e-4,
    );
  });
});

describe('best-worst', () => {
  interface Case {
    readonly best: number;
    readonly worst: number;
    readonly bestToOthers: number[];
    readonly othersToWorst: number[];
    readonly weights: number[];
    readonly inconsistency: number;
  }
  const { 'best-worst': cases } = json('scipy-weights/weights.json') as { readonly 'best-worst': readonly Case[] };

  it.each(cases)(
    'matches the linear program solved by SciPy, 1e-9: best $best, worst $worst',
    ({ weights, inconsistency, ...told }) => {
      heldAgainst(
        'weight: best-worst',
        'SciPy 1.17.1',
        stated(weights.length, { method: 'best-worst', ...told }),
        weights,
      );
      expectClose([bestWorstWeights(told).inconsistency], [inconsistency]);
    },
  );

  it('gives back weights that comparisons without contradiction were made from', () => {
    const told = { best: 0, worst: 3, bestToOthers: [1, 2, 4, 8], othersToWorst: [8, 4, 2, 1] };
    expectClose(stated(4, { method: 'best-worst', ...told }), [8 / 15, 4 / 15, 2 / 15, 1 / 15]);
    expectClose([bestWorstWeights(told).inconsistency], [0]);
  });

  it.each([
    [{ best: 0, worst: 2, bestToOthers: [1, 3], othersToWorst: [3, 1] }, 'two places from 0 to 1'],
    [{ best: 1, worst: 1, bestToOthers: [1, 3], othersToWorst: [3, 1] }, 'two places from 0 to 1'],
    [{ best: 1, worst: 0, bestToOthers: [1, 3], othersToWorst: [3, 1] }, 'must be 1'],
    [{ best: 0, worst: 1, bestToOthers: [1], othersToWorst: [3, 1] }, 'must have 2 numbers'],
  ])('refuses %j', (told, message) => {
    expect(() => stated(2, { method: 'best-worst', ...told })).toThrow(message);
  });
});

describe('ranking', () => {
  const ranking = (formula: 'rank-order-centroid' | 'rank-sum' | 'rank-reciprocal') =>
    ({ method: 'ranking', formula }) as const;

  it('matches the tables of Barron and Barrett (1996) for four parts, by hand', () => {
    const granted = [40, 30, 20, 10];
    expectClose(stated(4, ranking('rank-order-centroid'), granted), [25 / 48, 13 / 48, 7 / 48, 3 / 48]);
    expectClose(stated(4, ranking('rank-sum'), granted), [0.4, 0.3, 0.2, 0.1]);
    expectClose(stated(4, ranking('rank-reciprocal'), granted), [0.48, 0.24, 0.16, 0.12]);
  });

  it('ranks given count instead of the granted weights', () => {
    expectClose(stated(3, { ...ranking('rank-sum'), ranks: [3, 1, 2] }, [9, 5, 1]), [1 / 6, 3 / 6, 2 / 6]);
  });

  it('equally ranked parts share their places, and parts granted 0 have none', () => {
    expectClose(stated(4, ranking('rank-sum'), [7, 7, 0, 2]), [2.5 / 6, 2.5 / 6, 0, 1 / 6]);
    expectClose(stated(3, { ...ranking('rank-reciprocal'), ranks: [1, 1, 1] }), [1 / 3, 1 / 3, 1 / 3]);
  });

  it('refuses another number of ranks than parts', () => {
    expect(() => stated(3, { ...ranking('rank-sum'), ranks: [1, 2] })).toThrow('2 ranks for 3 parts');
  });
});

describe('budget', () => {
  const allocations = [
    [60, 40, 0],
    [1, 1, 2],
    [30, 50, 20],
  ];

  it('is the mean of the shares, whatever the budgets, by hand', () => {
    expectClose(stated(3, { method: 'budget', allocations }), [1.15 / 3, 1.15 / 3, 0.7 / 3]);
  });

  it('says how far the experts differ', () => {
    const { deviation, least, greatest } = allocationShares(allocations);
    expectClose(deviation, [
      Math.sqrt(0.0358333333333333),
      Math.sqrt(0.0158333333333333),
      Math.sqrt(0.0633333333333333),
    ]);
    expectClose(least, [0.25, 0.25, 0]);
    expectClose(greatest, [0.6, 0.5, 0.5]);
  });

  it('refuses experts who leave parts out, or give nothing', () => {
    expect(() =>
      stated(3, {
        method: 'budget',
        allocations: [
          [1, 2, 3],
          [1, 2],
          [0, 0, 0],
        ],
      }),
    ).toThrow('expert 2 gives 2 numbers for 3 parts; give one a part\nexpert 3 gives every part 0');
  });
});

describe('in a model', () => {
  const model =
    (weights: WeightSpec, normalize: object): (() => unknown) =>
    () =>
      modelOf({
        indicators: [
          { id: 'a', formula: 'metric(a)' },
          { id: 'b', formula: 'metric(b)' },
        ],
        normalize: normalize as { method: 'z-score' },
        index: { id: 'power', weights, of: [{ id: 'a' }, { id: 'b' }] },
      });

  it('options for another number of parts are a fault', () => {
    expect(model({ method: 'ranking', ranks: [1] }, { method: 'min-max' })).toThrow(
      'index.weights: 1 ranks for 2 parts',
    );
  });

  it('values without a meaning for the method are a fault', () => {
    expect(model({ method: 'entropy' }, { method: 'z-score' })).toThrow(
      'index.weights: entropy weights need values at least 0, and "a"',
    );
    expect(model({ method: 'merec' }, { method: 'min-max', to: [0, 100] })).toThrow(
      'merec weights need values above 0',
    );
    expect(model({ method: 'merec' }, { method: 'min-max', to: [1, 100] })).not.toThrow();
    expect(model({ method: 'critic' }, { method: 'z-score' })).not.toThrow();
  });
});
