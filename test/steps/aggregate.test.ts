import { describe, expect, it } from 'vitest';
import { aggregate, applyAggregate, fitAggregate } from '../../src/steps/aggregate/index.ts';
import type { AggregateSpec } from '../../src/steps/aggregate/index.ts';
import { maximize } from '../../src/stats/linearProgram.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { expectClose } from '../support/close.ts';
import { expectIndexOf } from '../support/coinrIndex.ts';
import { cells, fixture, numberCells } from '../support/golden.ts';
import { heldAgainst } from '../support/held.ts';

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
  const cases: readonly (readonly [string, AggregateSpec, string])[] = [
    ['a_amean', { method: 'arithmetic' }, 'amean'],
    ['a_gmean', { method: 'geometric' }, 'gmean'],
    ['a_hmean', { method: 'harmonic' }, 'hmean'],
    ['a_hmean', { method: 'power', p: -1 }, 'hmean'],
    ['a_amean', { method: 'owa', exponent: 1 }, 'amean'],
  ];

  it.each(cases)('matches COINr %s by %o at every level, 1e-9', (_name, spec, file) => {
    expectIndexOf({
      meta: fixture('coinr-own40/meta.csv'),
      stages: fixture(`coinr-own40/aggregated_${file}.csv`),
      spec,
      hold: (index, stage) => heldAgainst(`aggregate: ${spec.method}`, 'COINr 1.1.14', index, stage),
    });
  });
});

describe('on 40 brands, 12 indicators under one node', () => {
  const columns = [...numberCells(fixture('coinr-own40/normalized_minmax_1_100.csv'))];
  const byCode = new Map(columns);
  const codes = cells(fixture('numpy-aggregates/weights.csv')).get('iCode') as string[];
  const parts = codes.map(code => byCode.get(code) as Float64Array);
  const uneven = weights(...(numberCells(fixture('numpy-aggregates/weights.csv')).get('weight') as Float64Array));
  const expected = numberCells(fixture('numpy-aggregates/aggregates.csv'));
  const cases: readonly (readonly [string, AggregateSpec, readonly Float64Array[]])[] = [
    ['weighted_median', { method: 'weighted-median' }, uneven],
    ['median', { method: 'weighted-median' }, weights(...codes.map(() => 1 / codes.length))],
    ['minimum', { method: 'minimum' }, uneven],
    ['benefit_of_the_doubt', { method: 'benefit-of-the-doubt' }, uneven],
    [
      'benefit_of_the_doubt_first_3',
      { method: 'benefit-of-the-doubt' },
      uneven.map((each, at) => (at < 3 ? each : Float64Array.of(0))),
    ],
  ];
  const formulas: readonly (readonly [string, AggregateSpec])[] = [
    ['owa_0.5', { method: 'owa', exponent: 0.5 }],
    ['owa_3', { method: 'owa', exponent: 3 }],
    ['mazziotta_pareto', { method: 'mazziotta-pareto' }],
  ];

  it.each(cases)('matches NumPy or SciPy %s, 1e-9', (name, spec, shares) => {
    const index = aggregate(parts, shares, oneGroup(40), spec);
    heldAgainst(`aggregate: ${spec.method}`, 'NumPy 2.4.6, SciPy 1.17.1', index, expected.get(name) as Float64Array);
  });

  it.each(formulas)('matches the formula of %s in NumPy (no outside program), 1e-9', (name, spec) => {
    const index = aggregate(parts, uneven, oneGroup(40), spec);
    heldAgainst(`aggregate: ${spec.method}`, 'its formula in NumPy 2.4.6', index, expected.get(name) as Float64Array);
  });
});

it('benefit-of-the-doubt of 2,000 units by 8 parts is what one program over all of them finds, 1e-9', () => {
  let state = 7;
  // Park and Miller (1988): the shares of each part are far from those of another.
  const next = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const parts = Array.from({ length: 8 }, () => Float64Array.from({ length: 2000 }, () => next() ** 2));
  const equal = weights(...parts.map(() => 1 / 8));
  const index = aggregate(parts, equal, oneGroup(2000), { method: 'benefit-of-the-doubt' });
  const best = parts.map(values => Math.max(...values));
  const rows = Array.from(index, (_, row) => parts.map((values, part) => values[row] / best[part]));
  const ones = new Float64Array(2000).fill(1);
  for (let row = 0; row < 2000; row += 100) expectClose([index[row]], [maximize(rows[row], rows, ones).value]);
  expect(index.some(each => each < 0.5) && Math.max(...index) <= 1 + 1e-12).toBe(true);
});

describe('degenerate answers', () => {
  const equal = weights(0.5, 0.5);
  const alone = (spec: AggregateSpec, ...parts: number[]): Float64Array =>
    aggregate(
      parts.map(part => [part]),
      equal,
      oneGroup(1),
      spec,
    );

  it('of zero are zero where a product or a harmonic mean is taken', () => {
    for (const spec of [{ method: 'harmonic' }, { method: 'power', p: -3 }, { method: 'wpm' }] as const) {
      expectClose(alone(spec, 0, 9), [0], spec.method);
    }
  });

  it('of one unit are the middle', () => {
    const answers = [
      ['topsis', 0.5],
      ['vikor', 0.5],
      ['edas', 0.5],
      ['mabac', 0],
      ['promethee-ii', 0],
      ['electre-iii', 0],
      ['copeland', 0],
      ['codas', 0],
      ['mazziotta-pareto', 100],
    ] as const;
    for (const [method, answer] of answers) {
      const spec: AggregateSpec = method === 'electre-iii' ? { method, p: 1 } : { method };
      expectClose(alone(spec, 4, 9), [answer], method);
    }
  });

  it('of MARCOS with an anti-ideal of 0 are the weighted sum of shares', () => {
    expectClose(
      aggregate(
        [
          [0, 5, 10],
          [0, 4, 4],
        ],
        equal,
        oneGroup(3),
        { method: 'marcos' },
      ),
      [0, 0.75, 1],
    );
  });

  it('of COPRAS give a unit without known costs the mean of what costs earn', () => {
    // Costs 1/4 and 3/4 of their sum weigh a half: S- = 1/8, 3/8; earned 3/8, 1/8, mean 1/4. The third has 10 of 30 with all the weight.
    const index = aggregate(
      [
        [10, 10, 10],
        [1, 3, null],
      ],
      equal,
      oneGroup(3),
      { method: 'copras' },
      0,
      ['benefit', 'cost'],
    );
    expectClose(index, [(1 / 6 + 3 / 8) / (1 / 3 + 1 / 4), (1 / 6 + 1 / 8) / (1 / 3 + 1 / 4), 1]);
  });
});

describe('under frozen anchors', () => {
  const peers = [Float64Array.of(1, 2, 3), Float64Array.of(10, 30, 20)];
  const newcomer = (spec: AggregateSpec, ...parts: number[]): number => {
    const anchors = fitAggregate(peers, weights(0.5, 0.5), oneGroup(3), spec);
    const columns = parts.map(part => Float64Array.of(part));
    return applyAggregate(columns, weights(0.5, 0.5), oneGroup(1), anchors, spec, 0)[0];
  };

  it('a newcomer that beats the best of the peers is as good as the ideal of TOPSIS', () => {
    expectClose([newcomer({ method: 'topsis' }, 9, 99), newcomer({ method: 'topsis' }, 3, 30)], [1, 1]);
  });

  it('a newcomer is compared with all peers by Copeland and PROMETHEE II', () => {
    expectClose([newcomer({ method: 'copeland' }, 9, 99), newcomer({ method: 'promethee-ii' }, 2.5, 25)], [3, 0.5]);
  });
});

it('asks for as many pairs of bounds as parts, or one', () => {
  const spec: AggregateSpec = {
    method: 'spotis',
    bounds: [
      [0, 1],
      [0, 2],
    ],
  };
  expect(() => aggregate([[1], [1], [1]], weights(1, 1, 1), oneGroup(1), spec)).toThrow('2 pairs for 3 parts');
});

describe('electre-iii', () => {
  const electre = (spec: object, ...parts: (number | null)[][]): Float64Array =>
    aggregate(parts, weights(...parts.map(() => 1 / parts.length)), oneGroup(parts[0].length), {
      method: 'electre-iii',
      p: 10,
      ...spec,
    });

  it('takes a lag up to q for none, one of p for a whole, and one between for its share, by hand', () => {
    expectClose(electre({ q: 2 }, [0, 2]), [0, 0]);
    expectClose(electre({ q: 2 }, [0, 6]), [-0.5, 0.5]);
    expectClose(electre({ q: 2 }, [0, 10]), [-1, 1]);
    expectClose(electre({ q: 10 }, [0, 10]), [0, 0]);
    expectClose(electre({ q: 10 }, [0, 11]), [-1, 1]);
  });

  it('cuts the credibility of a unit with a lag between p and v, and ends it from v on, by hand', () => {
    // Concordance a half each way. Lag 25 of 10 to 30: discordance 0.75, and a half times 0.25 / 0.5 is a quarter.
    expectClose(electre({ v: 30 }, [0, 25], [10, 0]), [0.25 - 0.5, 0.5 - 0.25]);
    expectClose(electre({ v: 30 }, [0, 30], [10, 0]), [-0.5, 0.5]);
    expectClose(electre({ v: 10 }, [0, 11], [10, 0]), [-0.5, 0.5]);
    expectClose(electre({}, [0, 99], [10, 0]), [0, 0]);
  });

  it('takes thresholds of each part by themselves', () => {
    expectClose(electre({ q: [0, 4], p: [1, 4] }, [0, 1], [4, 0]), [-0.5, 0.5]);
  });

  it('leaves a part out of a pair that one of the two does not have', () => {
    expectClose(electre({}, [0, 10, null], [7, null, 7]), [-0.5, 0.5, 0]);
  });

  it('refuses thresholds that fall, and another number of them than parts', () => {
    expect(() => electre({ q: 11 }, [1])).toThrow('q: q must not be above p');
    expect(() => electre({ v: [12, 9] }, [1], [2])).toThrow('p: p must not be above v');
    expect(() => electre({ v: [12, 19, 20] }, [1], [2])).toThrow('v: 3 thresholds for 2 parts');
    expect(() => electre({ q: -1 }, [1])).toThrow('q');
  });
});
