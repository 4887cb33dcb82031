// The laws that each step's index.ts states, held against every method it lists: a new method is under them once it is listed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AggregateMethod } from '../../src/expr/aggregateMethod.ts';
import type { Anchors, ColumnMethod } from '../../src/expr/method.ts';
import { methodName } from '../../src/expr/method.ts';
import {
  aggregate,
  aggregateMethods,
  aggregateMethodsSql,
  applyAggregate,
  fitAggregate,
} from '../../src/steps/aggregate/index.ts';
import type { AggregateSpec } from '../../src/steps/aggregate/index.ts';
import { applyGrades, fitGrades, grade, gradeMethods, gradeMethodsSql, NO_GRADE } from '../../src/steps/grade/index.ts';
import type { GradeSpec } from '../../src/steps/grade/index.ts';
import { transforms, transformsSql } from '../../src/steps/indicators/index.ts';
import { jointMethods, jointMethodsSql, missing, missingSql } from '../../src/steps/missing/index.ts';
import { normalizers, normalizersFor, normalizersSql } from '../../src/steps/normalize/index.ts';
import { turned } from '../../src/steps/normalize/normalizer.ts';
import type { Normalizer } from '../../src/steps/normalize/normalizer.ts';
import { outliers, outliersSql } from '../../src/steps/outliers/index.ts';
import { rank, rankMethods, rankMethodsSql } from '../../src/steps/rank/index.ts';
import type { RankSpec } from '../../src/steps/rank/index.ts';
import { weigh, weightMethods, weightMethodsSql } from '../../src/steps/weight/index.ts';
import type { WeightSpec } from '../../src/steps/weight/index.ts';
import type { Groups } from '../../src/table/groups.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { groupedColumn, reordered, reorderedGroups, value } from '../support/arbitraries.ts';
import { bitsOf, expectClose } from '../support/close.ts';
import { throughJson } from '../support/throughJson.ts';

/** The least that each method must be told; a method that is listed in src and not here fails the test below. */
const OPTIONS: Readonly<Record<string, Readonly<Record<string, object>>>> = {
  missing: {
    none: {},
    value: { value: 7 },
    'peer-mean': {},
    'peer-median': {},
    'global-median': {},
    'previous-period': { periods: 2 },
    'linear-in-time': { periods: 2 },
    regression: {},
  },
  outliers: { none: {}, 'clip-quantile': {}, winsorize: {}, 'iqr-fence': {}, mad: {}, huber: {} },
  normalize: {
    'min-max': {},
    'z-score': {},
    'robust-z': {},
    'percentile-rank': {},
    rank: {},
    borda: {},
    'quantile-bands': {},
    goalposts: { low: -2, high: 1e5 },
    'distance-to-best': {},
    'distance-to-target': { target: 4 },
    'distance-to-reference': { reference: 'median' },
    'fraction-of-best': {},
    'log-to-best': {},
    sigmoid: {},
    sum: {},
    vector: {},
    max: {},
    linear: {},
    logarithmic: {},
  },
  transform: { none: {}, log: {}, log1p: {}, sqrt: {}, 'box-cox': {}, 'yeo-johnson': {}, logit: {}, rank: {} },
  weight: {
    fixed: {},
    equal: {},
    entropy: {},
    critic: {},
    'standard-deviation': {},
    variance: {},
    gini: {},
    angle: {},
    merec: {},
    cilos: {},
    idocriw: {},
    lopcow: {},
    pca: {},
    'equal-importance': {},
    ahp: {
      matrix: [
        [1, 2, 4],
        [1 / 2, 1, 2],
        [1 / 4, 1 / 2, 1],
      ],
    },
    'best-worst': { best: 0, worst: 2, bestToOthers: [1, 2, 8], othersToWorst: [8, 5, 1] },
    ranking: {},
    budget: {
      allocations: [
        [60, 30, 10],
        [1, 1, 1],
      ],
    },
  },
  aggregate: {
    ...Object.fromEntries(
      ['arithmetic', 'geometric', 'harmonic', 'weighted-median', 'minimum'].map(name => [name, {}]),
    ),
    power: { p: 2.5 },
    owa: { exponent: 2 },
    copeland: {},
    'mazziotta-pareto': {},
    topsis: {},
    vikor: {},
    waspas: {},
    wpm: {},
    'promethee-ii': { preference: 'linear' },
    'electre-iii': { q: 5, p: 20, v: 60 },
    edas: {},
    mabac: {},
    marcos: {},
    mairca: {},
    codas: {},
    copras: {},
    aras: {},
    moora: {},
    cocoso: {},
    spotis: { bounds: [[0, 100]] },
    'benefit-of-the-doubt': {},
  },
  grade: {
    'cut-points': { grades: ['A', 'B', 'C'], from: [50, 0] },
    quantile: { grades: ['A', 'B', 'C'], shares: [0.2, 0.3] },
    share: { grades: ['A', 'B', 'C'], shares: [0.2, 0.3] },
    'natural-breaks': { grades: ['A', 'B', 'C'] },
    'standard-deviations': { grades: ['A', 'B', 'C'], from: [0.5, -0.5] },
  },
  rank: { competition: {}, dense: {}, ordinal: {}, fractional: {} },
};

/** Where a transform is defined; one that is not named here is so everywhere. */
const DOMAINS: Readonly<Record<string, (value: number) => boolean>> = {
  log: each => each > 0,
  log1p: each => each > -1,
  sqrt: each => each >= 0,
  'box-cox': each => each > 0,
  logit: each => each > 0 && each < 1,
};

const LISTS = {
  missing: [...missing.methods, ...jointMethods],
  outliers: outliers.methods,
  normalize: normalizers.methods,
  transform: transforms.methods,
  weight: weightMethods,
  aggregate: aggregateMethods,
  grade: gradeMethods,
  rank: rankMethods,
} as const;

const SQL_LISTS: Readonly<Record<keyof typeof LISTS, object>> = {
  missing: { ...missingSql, ...jointMethodsSql },
  outliers: outliersSql,
  normalize: normalizersSql,
  transform: transformsSql,
  weight: weightMethodsSql,
  aggregate: aggregateMethodsSql,
  grade: gradeMethodsSql,
  rank: rankMethodsSql,
};

describe.each(Object.keys(LISTS) as (keyof typeof LISTS)[])('the list of %s methods', step => {
  const listed: string[] = LISTS[step].map(method => methodName(method));

  it('is the list that these laws are held against', () => {
    expect(
      Object.keys(OPTIONS[step]).sort(),
      `give the least options of every listed method in OPTIONS.${step}`,
    ).toEqual([...listed].sort());
  });

  it('names each method once', () => {
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('has for each method its meaning as SQL, or the reason why there is none', () => {
    expect(Object.keys(SQL_LISTS[step]).sort()).toEqual([...listed].sort());
    for (const sql of Object.values(SQL_LISTS[step]) as object[]) {
      expect(['object', 'function']).toContain(typeof sql);
      if ('noSql' in sql) expect(sql.noSql).not.toBe('');
    }
  });
});

/** A spec with its defaults filled in. */
const specOf = (step: keyof typeof LISTS, name: string): { readonly method: string } => {
  // Each method's own schema takes its minimal options.
  const method = LISTS[step].find(each => methodName(each) === name) as {
    spec: () => { parse(spec: unknown): { method: string } };
  };
  return method.spec().parse({ method: name, ...OPTIONS[step][name] });
};

it.each(normalizers.methods.map((method: Normalizer) => ({ name: methodName(method), method })))(
  'normalize: $name has a form for costs in SQL where it has one in memory',
  ({ name, method }) => {
    const sql: object = (normalizersSql as Readonly<Record<string, object>>)[name];
    expect('noSql' in sql || 'cost' in sql === 'cost' in method).toBe(true);
  },
);

const COLUMN_STEPS = { missing, outliers, normalize: normalizers, transform: transforms } as const;
/** Costs as they are taken, of turned values: so more is better, and every law of benefits must hold. */
const costs: typeof normalizersFor.cost = {
  ...normalizersFor.cost,
  fit: (values, groups, spec) => normalizersFor.cost.fit(turned(values), groups, spec),
  apply: (values, groups, anchors, spec) => normalizersFor.cost.apply(turned(values), groups, anchors, spec),
};

interface Methods {
  readonly methods: readonly ColumnMethod[];
}

interface ListedColumnMethod {
  readonly step: keyof typeof COLUMN_STEPS;
  readonly kind: string;
  readonly does: Pick<typeof costs, 'fit' | 'apply'>;
  readonly name: string;
  readonly method: ColumnMethod;
}

const listedIn = (
  step: keyof typeof COLUMN_STEPS,
  kind: string,
  does: ListedColumnMethod['does'] & Methods,
): ListedColumnMethod[] => does.methods.map(method => ({ step, kind, does, name: methodName(method), method }));

const columnMethods = [
  ...(Object.keys(COLUMN_STEPS) as (keyof typeof COLUMN_STEPS)[]).flatMap(step =>
    listedIn(step, step, COLUMN_STEPS[step]),
  ),
  ...listedIn('normalize', 'normalize, of costs', costs),
];

/** Where each method puts values that are all equal: the middle of its scale, the only place there is; null for parts of a whole. */
const MIDDLES: Readonly<Record<string, number | null>> = {
  'min-max': 50,
  'z-score': 0,
  'robust-z': 0,
  'percentile-rank': 50,
  rank: 1,
  borda: 0,
  'quantile-bands': 50,
  goalposts: null,
  'distance-to-best': 50,
  'distance-to-target': null,
  'distance-to-reference': 100,
  'fraction-of-best': null,
  'log-to-best': null,
  sigmoid: 50,
  sum: null,
  vector: null,
  max: null,
  linear: null,
  logarithmic: null,
};

/** Methods that learn from all units, whatever their peers. */
const ACROSS = ['global-median'];

/** Methods that promise nothing about another unit: stated posts and targets are in one, and logarithms change with it. */
const IN_A_UNIT = ['goalposts', 'distance-to-target', 'log-to-best', 'logarithmic'];

describe.each(columnMethods)('$kind: $name', ({ step, name, method, does: { fit, apply } }) => {
  const spec = specOf(step, name);
  const through = (values: Float64Array, groups: Groups): Float64Array =>
    apply(values, groups, fit(values, groups, spec), spec);
  const holds = (law: (values: Float64Array, groups: Groups, order: Uint32Array) => void, of = value): void => {
    fc.assert(fc.property(groupedColumn(of), ({ values, groups, order }) => law(values, groups, order)));
  };

  it('gives one value a row, and the same bits again', () => {
    holds((values, groups) => {
      const once = through(values, groups);
      expect(once).toHaveLength(values.length);
      expect(bitsOf(through(values, groups))).toEqual(bitsOf(once));
    });
  });

  it('does not write to its arguments', () => {
    holds((values, groups) => {
      const [before, of] = [values.slice(), groups.of.slice()];
      const anchors = fit(values, groups, spec);
      const learned = JSON.stringify(anchors);
      apply(values, groups, anchors, spec);
      expect(bitsOf(values)).toEqual(bitsOf(before));
      expect(groups.of).toEqual(of);
      expect(JSON.stringify(anchors)).toBe(learned);
    });
  });

  it('does not depend on the order of the rows', () => {
    holds((values, groups, order) => {
      expectClose(
        through(reordered(values, order), reorderedGroups(groups, order)),
        reordered(through(values, groups), order),
      );
    });
  });

  it.skipIf(ACROSS.includes(name))(
    'takes each group by itself: alone it gives the same bits (skipped where it learns across)',
    () => {
      holds((values, groups) => {
        const all = through(values, groups);
        for (let group = 0; group < groups.count; group++) {
          const isIn = (_: unknown, row: number): boolean => groups.of[row] === group;
          const alone = values.filter(isIn);
          expect(bitsOf(through(alone, oneGroup(alone.length)))).toEqual(bitsOf(all.filter(isIn)));
        }
      });
    },
  );

  it('gives the same bits after its anchors went through JSON', () => {
    holds((values, groups) => {
      const anchors = throughJson(fit(values, groups, spec));
      expect(bitsOf(apply(values, groups, anchors, spec))).toEqual(bitsOf(through(values, groups)));
    });
  });

  it('scores a row under frozen anchors whoever stands beside it', () => {
    holds((values, groups) => {
      const anchors = fit(values, groups, spec);
      const all = apply(values, groups, anchors, spec);
      for (let row = 0; row < Math.min(values.length, 5); row++) {
        const alone = apply(
          values.slice(row, row + 1),
          { of: groups.of.slice(row, row + 1), count: groups.count },
          anchors,
          spec,
        );
        expect(bitsOf(alone)).toEqual(bitsOf(all.slice(row, row + 1)));
      }
    });
  });

  it('takes no rows', () => {
    expect(through(new Float64Array(0), oneGroup(0))).toHaveLength(0);
  });

  if (step === 'missing') {
    it('never changes a value that is there', () => {
      holds((values, groups) => {
        const filled = through(values, groups);
        values.forEach((each, row) => (Number.isNaN(each) ? undefined : expect(filled[row]).toBe(each)));
      });
    });
    return;
  }

  it('keeps missing missing, and gives every value that is there a value', () => {
    const any = fc.oneof(
      value,
      fc.double({ min: -1e300, max: 1e300, noNaN: true }),
      fc.double({ min: -1e-300, max: 1e-300, noNaN: true }),
    );
    holds((values, groups) => {
      const made = through(values, groups);
      // A transform has a domain: what lies outside of it becomes missing.
      const inDomain = (each: number): boolean => step !== 'transform' || (DOMAINS[name]?.(each) ?? true);
      values.forEach((each, row) => {
        if (Number.isNaN(each)) expect(made[row]).toBeNaN();
        else if (inDomain(each)) expect(made[row], `of ${each}`).not.toBeNaN();
      });
    }, any);
  });

  it('never puts a greater value below a smaller one of its group', () => {
    holds((values, groups) => {
      const made = through(values, groups);
      for (let a = 0; a < values.length; a++) {
        for (let b = 0; b < values.length; b++) {
          if (groups.of[a] === groups.of[b] && values[a] <= values[b] && made[a] > made[b])
            expect.fail(`${values[a]} <= ${values[b]}, but ${made[a]} > ${made[b]}`);
        }
      }
    });
  });

  it('leaves all missing where all is missing', () => {
    expectClose(through(Float64Array.of(NaN, NaN), oneGroup(2)), [NaN, NaN]);
  });

  if (step === 'outliers') {
    it('leaves equal values, and one value, as they are', () => {
      expect([...through(Float64Array.of(3, 3, 3), oneGroup(3)), ...through(Float64Array.of(-7), oneGroup(1))]).toEqual(
        [3, 3, 3, -7],
      );
    });
  }

  if (step !== 'normalize') return;

  it('gives equal values, and one value, the middle of the scale; one value where the scale has no middle', () => {
    const middle = MIDDLES[name];
    expect(middle, `say in MIDDLES what the middle of ${name} is`).toBeDefined();
    if (middle === null) {
      const [first, ...others] = through(Float64Array.of(3, 3, 3), oneGroup(3));
      expect(others).toEqual([first, first]);
      return;
    }
    expectClose(through(Float64Array.of(3, NaN, 3), oneGroup(3)), [middle ?? NaN, NaN, middle ?? NaN]);
    expectClose(through(Float64Array.of(-7), oneGroup(1)), [middle ?? NaN]);
    expectClose(through(Float64Array.of(0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2), oneGroup(3)), Array(3).fill(middle));
  });

  it.skipIf(IN_A_UNIT.includes(name))(
    'does not depend on the unit of the values (skipped where options are in that unit)',
    () => {
      holds(
        (values, groups) => {
          const inUnit = through(values, groups);
          for (const factor of [0.01, 7, 1024])
            expectClose(
              through(
                values.map(each => each * factor),
                groups,
              ),
              inUnit,
            );
        },
        fc.oneof(fc.integer({ min: -999, max: 999 }), fc.constant(NaN)),
      );
    },
  );

  it('keeps within its bounds over the values it was fitted to', () => {
    const bounds = method.bounds?.(spec);
    if (!bounds) return;
    holds((values, groups) => {
      for (const each of through(values, groups)) {
        if (each < bounds[0] || each > bounds[1]) expect.fail(`${each} is outside of ${bounds.join(' to ')}`);
      }
    });
  });
});

/** The least and most parts of methods whose options say how many there are. */
const SIZED: Readonly<Record<string, readonly [number, number]>> = {
  ahp: [3, 3],
  'best-worst': [3, 3],
  budget: [3, 3],
};

describe.each(weightMethods.map(method => methodName(method)))('weight: %s', name => {
  const spec = specOf('weight', name) as WeightSpec;
  const parts = fc.array(groupedColumn(fc.oneof(fc.double({ min: 1, max: 100, noNaN: true }), fc.constant(NaN)), 20), {
    minLength: SIZED[name]?.[0] ?? 1,
    maxLength: SIZED[name]?.[1] ?? 4,
  });
  const holds = (
    law: (columns: readonly Float64Array[], groups: Groups, granted: readonly number[], order: Uint32Array) => void,
  ): void => {
    fc.assert(
      fc.property(
        parts,
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (made, granted) => {
          const rows = Math.min(...made.map(({ values }) => values.length));
          const groups = { of: made[0].groups.of.slice(0, rows), count: 4 };
          const order = made[0].order.filter(row => row < rows);
          law(
            made.map(({ values }) => values.slice(0, rows)),
            groups,
            granted.slice(0, made.length),
            order,
          );
        },
      ),
    );
  };

  it('gives weights of at least 0 that sum to 1 in every group', () => {
    holds((columns, groups, granted) => {
      const weights = weigh(columns, groups, spec, granted);
      expect(weights).toHaveLength(columns.length);
      for (let group = 0; group < groups.count; group++) {
        const own = weights.map(part => part[group]);
        expect(Math.min(...own)).toBeGreaterThanOrEqual(0);
        expectClose([own.reduce((sum, weight) => sum + weight, 0)], [1]);
      }
    });
  });

  it('does not depend on the order of the rows, and writes to nothing', () => {
    holds((columns, groups, granted, order) => {
      const before = columns.map(column => column.slice());
      const weights = weigh(columns, groups, spec, granted);
      columns.forEach((column, part) => expect(bitsOf(column)).toEqual(bitsOf(before[part])));
      const again = weigh(
        columns.map(column => reordered(column, order)),
        reorderedGroups(groups, order),
        spec,
        granted,
      );
      weights.forEach((part, at) => expectClose(again[at], part));
    });
  });

  it('gives parts equal weights where all weights are 0: nothing granted, nothing varies, nothing there', () => {
    // Options that hold the weights give them whatever the data.
    if (name in SIZED) return;
    const given = 2;
    for (const nothing of [[5, 5], [-2, -2], [0, 0], [NaN, NaN], []]) {
      const column = Float64Array.from(nothing);
      const weights = weigh(Array(given).fill(column), oneGroup(column.length), spec, Array(given).fill(0));
      expect(weights.map(part => [...part])).toEqual(Array(given).fill([1 / given]));
    }
  });

  it('gives a number for any data', () => {
    const any = fc.array(
      fc.oneof(
        fc.integer({ min: -3, max: 3 }),
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e150, max: 1e150 }),
        fc.constant(NaN),
      ),
      {
        minLength: 6,
        maxLength: 6,
      },
    );
    const [least, most] = SIZED[name] ?? [1, 4];
    fc.assert(
      fc.property(fc.array(any, { minLength: least, maxLength: most }), columns => {
        const weights = weigh(columns, { of: Uint32Array.of(0, 1, 0, 1, 0, 0), count: 3 }, spec);
        for (const part of weights) for (const weight of part) expect(weight).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

const listedAggregates = aggregateMethods.map((method: AggregateMethod) => ({ name: methodName(method), method }));

describe.each(listedAggregates)('aggregate: $name', ({ name, method: { isMean, neverFalls, takesCosts, fit } }) => {
  const spec = specOf('aggregate', name) as AggregateSpec;
  // What is learned from peers hangs on sums, whose last digits hang on the order of the rows.
  const expectAgain = (again: Float64Array, index: Float64Array): void =>
    fit ? expectClose(again, index) : expect(bitsOf(again)).toEqual(bitsOf(index));
  const part = fc.oneof(
    { weight: 4, arbitrary: fc.double({ min: 1, max: 100, noNaN: true }) },
    { weight: 1, arbitrary: fc.constant(NaN) },
  );
  const row = fc.record({ parts: fc.tuple(part, part, part), group: fc.nat(2), at: fc.double({ noNaN: true }) });
  const share = fc.constantFrom(0, 0.1, 0.2, 0.25, 0.5, 1, 1 / 3);
  const holds = (
    law: (parts: Float64Array[], weights: Float64Array[], groups: Groups, order: Uint32Array) => void,
  ): void => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.array(share, { minLength: 9, maxLength: 9 }), (rows, shares) => {
        const parts = [0, 1, 2].map(at => Float64Array.from(rows, each => each.parts[at]));
        const weights = [0, 1, 2].map(at => Float64Array.from(shares.slice(3 * at, 3 * at + 3)));
        const order = Uint32Array.from(rows.map((_, at) => at).sort((a, b) => rows[a].at - rows[b].at));
        law(parts, weights, { of: Uint32Array.from(rows, each => each.group), count: 3 }, order);
      }),
    );
  };

  it('takes a missing part for one of weight 0, under the same anchors', () => {
    holds((parts, weights, groups) => {
      const anchors = fitAggregate(parts, weights, groups, spec);
      const index = applyAggregate(parts, weights, groups, anchors, spec, 0);
      index.forEach((each, at) => {
        const row = { of: groups.of.slice(at, at + 1), count: 3 };
        const filled = parts.map(values => Float64Array.of(Number.isNaN(values[at]) ? 7 : values[at]));
        const own = weights.map((shares, part) => (Number.isNaN(parts[part][at]) ? new Float64Array(3) : shares));
        expectClose([each], applyAggregate(filled, own, row, anchors, spec, 0));
      });
    });
  });

  it('gives a value wherever a part that counts is there, whatever it is', () => {
    holds((parts, weights, groups) => {
      const made = [
        parts,
        parts.map(values => values.map(each => each - 50)),
        parts.map(values => values.map(each => 0 * each)),
      ];
      const sized = [
        parts.map(values => values.map(Math.round)),
        parts.map(values => values.map(each => 3 + 0 * each)),
      ];
      for (const columns of [...made, ...sized]) {
        aggregate(columns, weights, groups, spec).forEach((each, at) => {
          const counts = columns.some((values, part) => !Number.isNaN(values[at]) && weights[part][groups.of[at]] > 0);
          expect(Number.isFinite(each), `${each}`).toBe(counts);
        });
      }
    });
  });

  if (takesCosts) {
    it('gives a value for costs, also of 0 and below', () => {
      holds((parts, weights, groups) => {
        for (const less of [0, 50, Infinity]) {
          const columns = parts.map(values => values.map(each => (less === Infinity ? 0 * each : each - less)));
          aggregate(columns, weights, groups, spec, 0, ['cost', 'benefit', 'cost']).forEach((each, at) => {
            const counts = columns.some(
              (values, part) => !Number.isNaN(values[at]) && weights[part][groups.of[at]] > 0,
            );
            expect(Number.isFinite(each), `${each}`).toBe(counts);
          });
        }
      });
    });
  } else {
    it('refuses costs', () => {
      const refused = () => aggregate([[1]], [Float64Array.of(1)], oneGroup(1), spec, 0, ['cost']);
      expect(refused).toThrow('takes no costs');
    });
  }

  it.runIf(isMean)('of equal parts is that value', () => {
    holds(([first], weights, groups) => {
      const positive = weights.map(each => each.map(weight => weight + 0.1));
      expectClose(aggregate([first, first, first], positive, groups, spec), first);
    });
  });

  it.runIf(neverFalls)('never falls when a part grows, under the same anchors', () => {
    holds((parts, weights, groups) => {
      const anchors = fitAggregate(parts, weights, groups, spec);
      const index = applyAggregate(parts, weights, groups, anchors, spec, 0);
      for (const growth of [0.5, 3, 80]) {
        const grown = [parts[0].map(each => each + growth), parts[1], parts[2]];
        const greater = applyAggregate(grown, weights, groups, anchors, spec, 0);
        index.forEach((each, at) => expect(greater[at] < each - 1e-9, `${greater[at]} after ${each}`).toBe(false));
      }
    });
  });

  it.runIf(isMean)('lies between the least and the greatest part that counts', () => {
    holds((parts, weights, groups) => {
      aggregate(parts, weights, groups, spec).forEach((each, at) => {
        const counted = parts
          .filter((values, position) => !Number.isNaN(values[at]) && weights[position][groups.of[at]] > 0)
          .map(values => values[at]);
        if (counted.length === 0) return expect(each).toBeNaN();
        expect(each).toBeGreaterThanOrEqual(Math.min(...counted) - 1e-9);
        expect(each).toBeLessThanOrEqual(Math.max(...counted) + 1e-9);
      });
    });
  });

  it('is missing below the stated share of weight that is there', () => {
    const weights = [0.3, 0.3, 0.4].map(weight => Float64Array.of(weight));
    const parts = [
      [1, 1, 1, null],
      [1, null, null, null],
      [1, 1, null, null],
    ];
    const known = (present: number): boolean[] =>
      [...aggregate(parts, weights, oneGroup(4), spec, present)].map(each => !Number.isNaN(each));
    expect(known(0)).toEqual([true, true, true, false]);
    expect(known(0.3)).toEqual([true, true, true, false]);
    expect(known(0.7)).toEqual([true, true, false, false]);
    expect(known(0.71)).toEqual([true, false, false, false]);
    expect(known(1)).toEqual([true, false, false, false]);
  });

  it('takes each group by itself, whatever the order of the rows, and writes to nothing', () => {
    holds((parts, weights, groups, order) => {
      const before = [...parts, ...weights].map(column => column.slice());
      const index = aggregate(parts, weights, groups, spec);
      [...parts, ...weights].forEach((column, at) => expect(bitsOf(column)).toEqual(bitsOf(before[at])));
      const again = aggregate(
        parts.map(values => reordered(values, order)),
        weights,
        reorderedGroups(groups, order),
        spec,
      );
      expectAgain(again, reordered(index, order));
      for (let group = 0; group < 3; group++) {
        const isIn = (_: unknown, at: number): boolean => groups.of[at] === group;
        const own = parts.map(values => values.filter(isIn));
        const alone = aggregate(
          own,
          weights.map(each => each.slice(group, group + 1)),
          oneGroup(own[0].length),
          spec,
        );
        expectAgain(alone, index.filter(isIn));
      }
    });
  });

  it('gives the same bits after its anchors went through JSON', () => {
    holds((parts, weights, groups) => {
      const anchors = fitAggregate(parts, weights, groups, spec);
      const index = applyAggregate(parts, weights, groups, anchors, spec, 0);
      expect(bitsOf(applyAggregate(parts, weights, groups, throughJson(anchors), spec, 0))).toEqual(bitsOf(index));
    });
  });

  it('is missing in a group that the anchors do not know', () => {
    const groups = { of: Uint32Array.of(0, 0), count: 1 };
    const learned = fitAggregate([Float64Array.of(1, 2)], [Float64Array.of(1)], groups, spec);
    const unknown = Object.entries(learned).map(([key, table]) => [
      key,
      table instanceof Float64Array ? Float64Array.of(...table, NaN) : [...table, new Float64Array(0)],
    ]);
    // The same tables with one entry more.
    const anchors = Object.fromEntries(unknown) as Anchors;
    const stranger = { of: Uint32Array.of(1), count: 2 };
    expectClose(applyAggregate([Float64Array.of(5)], [Float64Array.of(1, NaN)], stranger, anchors, spec, 0), [NaN]);
  });

  it('gives a row the same bits whoever stands beside it', () => {
    holds((parts, weights, groups) => {
      const anchors = fitAggregate(parts, weights, groups, spec);
      const all = applyAggregate(parts, weights, groups, anchors, spec, 0);
      all.forEach((each, at) => {
        const own = parts.map(values => values.slice(at, at + 1));
        const alone = applyAggregate(own, weights, { of: groups.of.slice(at, at + 1), count: 3 }, anchors, spec, 0);
        expect(bitsOf(alone)).toEqual(bitsOf(Float64Array.of(each)));
      });
    });
  });
});

describe.each(gradeMethods.map(method => methodName(method)))('grade: %s', name => {
  const spec = specOf('grade', name) as GradeSpec;
  const holds = (law: (scores: Float64Array, groups: Groups, order: Uint32Array) => void): void => {
    fc.assert(fc.property(groupedColumn(), ({ values, groups, order }) => law(values, groups, order)));
  };

  it('never gives a better score a worse grade, and gives a missing one none', () => {
    holds((scores, groups) => {
      const { codes, names } = grade(scores, groups, spec);
      for (let a = 0; a < scores.length; a++) {
        expect(codes[a] === NO_GRADE).toBe(Number.isNaN(scores[a]));
        if (codes[a] !== NO_GRADE) expect(codes[a]).toBeLessThan(names.length);
        for (let b = 0; b < scores.length; b++) {
          if (groups.of[a] === groups.of[b] && scores[a] >= scores[b]) expect(codes[a]).toBeLessThanOrEqual(codes[b]);
        }
      }
    });
  });

  it('takes each group by itself, whatever the order of the rows, and writes to nothing', () => {
    holds((scores, groups, order) => {
      const before = scores.slice();
      const { codes } = grade(scores, groups, spec);
      expect(bitsOf(scores)).toEqual(bitsOf(before));
      expect(grade(reordered(scores, order), reorderedGroups(groups, order), spec).codes).toEqual(
        reordered(codes, order),
      );
      for (let group = 0; group < groups.count; group++) {
        const isIn = (_: unknown, row: number): boolean => groups.of[row] === group;
        const alone = scores.filter(isIn);
        expect([...grade(alone, oneGroup(alone.length), spec).codes]).toEqual([...codes].filter(isIn));
      }
    });
  });

  it('gives a score equal to a border the better grade', () => {
    const scores = Float64Array.of(90, 60, 40, 10, -5);
    const { cuts } = fitGrades(scores, oneGroup(5), spec);
    cuts[0].forEach((border, place) => {
      const graded = applyGrades(Float64Array.of(border, border - 1e-6), oneGroup(2), { cuts }, spec).codes;
      expect([...graded]).toEqual([place, place + 1]);
    });
  });

  it('grades a newcomer under the borders of others', () => {
    holds((scores, groups) => {
      const cuts = fitGrades(scores, groups, spec);
      const all = applyGrades(scores, groups, cuts, spec).codes;
      for (let row = 0; row < Math.min(5, scores.length); row++) {
        const alone = applyGrades(
          scores.slice(row, row + 1),
          { of: groups.of.slice(row, row + 1), count: groups.count },
          cuts,
          spec,
        );
        expect(alone.codes[0]).toBe(all[row]);
      }
    });
  });
});

describe.each(rankMethods.map(method => methodName(method)))('rank: %s', name => {
  const spec = specOf('rank', name) as RankSpec;
  const holds = (law: (scores: Float64Array, groups: Groups, order: Uint32Array, ties: Float64Array) => void): void => {
    fc.assert(
      fc.property(groupedColumn(), ({ values, groups, order }) => {
        // No two rows tie in this column, so that no tie is left to the order of the rows.
        const ties = Float64Array.from(order, row => ((row * 7) % 3) + row / 1000);
        law(values, groups, order, ties);
      }),
    );
  };

  it('never gives a better score a greater rank, and gives a missing one none', () => {
    holds((scores, groups) => {
      const ranks = rank(scores, groups, spec);
      for (let a = 0; a < scores.length; a++) {
        expect(Number.isNaN(ranks[a])).toBe(Number.isNaN(scores[a]));
        for (let b = 0; b < scores.length; b++) {
          if (groups.of[a] === groups.of[b] && scores[a] - scores[b] > 1e-9 * Math.max(1, Math.abs(scores[b])))
            expect(ranks[a]).toBeLessThan(ranks[b]);
        }
      }
    });
  });

  it('does not depend on the order of the rows when ties are broken by a column', () => {
    holds((scores, groups, order, ties) => {
      const [before, broken] = [scores.slice(), ties.slice()];
      const ranks = rank(scores, groups, spec, [ties]);
      expect([bitsOf(scores), bitsOf(ties)]).toEqual([bitsOf(before), bitsOf(broken)]);
      const again = rank(reordered(scores, order), reorderedGroups(groups, order), spec, [reordered(ties, order)]);
      expect([...again]).toEqual([...reordered(ranks, order)]);
    });
  });

  it('begins with 1 in every group, or with the mean place of those that tie for it', () => {
    holds((scores, groups) => {
      const ranks = rank(scores, groups, spec);
      for (let group = 0; group < groups.count; group++) {
        const own = [...ranks].filter((each, row) => groups.of[row] === group && !Number.isNaN(each));
        const best = Math.min(...own);
        const tied = own.filter(each => each === best).length;
        if (own.length > 0) expect(best).toBe(name === 'fractional' ? (1 + tied) / 2 : 1);
        expect(Math.max(0, ...own)).toBeLessThanOrEqual(own.length);
      }
    });
  });

  it('takes scores that agree to 12 digits for equal', () => {
    const ranks = rank([0.1 + 0.2, 0.3, 0.3 - 1e-11], oneGroup(3), spec);
    expect([...ranks]).toEqual(
      { competition: [1, 1, 3], dense: [1, 1, 2], ordinal: [1, 2, 3], fractional: [1.5, 1.5, 3] }[name],
    );
  });
});
