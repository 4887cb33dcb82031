// Every listed method of every step means the same in SQL as in memory. A method that is newly listed fails here until it has an example.
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { methodName } from '../../src/expr/method.ts';
import type { Specified } from '../../src/expr/method.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { run } from '../../src/model/run.ts';
import type { Tables } from '../../src/model/sources.ts';
import type { Model, ModelDocument } from '../../src/model/spec.ts';
import { duckdb } from '../../src/sql/duckdb.ts';
import { modelSql } from '../../src/sql/modelSql.ts';
import { aggregateMethods, aggregateMethodsSql } from '../../src/steps/aggregate/index.ts';
import { gradeMethods, gradeMethodsSql } from '../../src/steps/grade/index.ts';
import { transforms, transformsSql } from '../../src/steps/indicators/index.ts';
import { jointMethods, jointMethodsSql, missing, missingSql } from '../../src/steps/missing/index.ts';
import { normalizers, normalizersSql } from '../../src/steps/normalize/index.ts';
import { outliers, outliersSql } from '../../src/steps/outliers/index.ts';
import { rankMethods, rankMethodsSql } from '../../src/steps/rank/index.ts';
import { weightMethods, weightMethodsSql } from '../../src/steps/weight/index.ts';
import { dates } from '../../src/table/days.ts';
import type { ColumnInput } from '../../src/table/table.ts';
import { connect, differences, loadAll } from './inDuckdb.ts';
import { drawer, shop, units } from './populations.ts';
import type { Inputs } from './populations.ts';

type Options = Readonly<Record<string, unknown>>;

/** The options with which each listed method is tried, by step and name. */
const EXAMPLES: Readonly<Record<string, Readonly<Record<string, readonly Options[]>>>> = {
  transforms: {
    none: [{}],
    log: [{}],
    log1p: [{}],
    sqrt: [{}],
    'box-cox': [{ lambda: 0.5 }, { lambda: 0 }, { lambda: -1 }],
    'yeo-johnson': [{ lambda: 0.5 }, { lambda: 0 }, { lambda: 2 }],
    logit: [{}],
    rank: [{}],
  },
  missing: {
    none: [{}],
    value: [{ value: 0 }, { value: -2.5 }],
    'peer-mean': [{}, { by: [] }],
    'peer-median': [{}, { by: [] }],
    'global-median': [{}],
    'previous-period': [{}, { periods: 3 }],
    'linear-in-time': [{}, { periods: 2 }],
    regression: [{}],
  },
  outliers: {
    none: [{}],
    'clip-quantile': [{ lower: 0.1, upper: 0.8 }, { lower: 0, upper: 1 }, {}],
    winsorize: [{}],
    'iqr-fence': [{}, { times: 0.5 }],
    mad: [{}, { times: 1 }],
    huber: [{}],
  },
  normalizers: {
    'min-max': [{}, { to: [-3, 17.5] }],
    'z-score': [{}, { mean: 50, deviation: 10 }],
    'robust-z': [{}, { median: 50, deviation: 10 }],
    'percentile-rank': [{}, { to: [1, 100] }],
    rank: [{}],
    borda: [{}],
    'quantile-bands': [{}, { shares: [0.1, 0.5, 0.95], to: [1, 4] }],
    goalposts: [
      { low: -1, high: 3.5 },
      { low: 0, high: 100, to: [1, 100] },
    ],
    'distance-to-best': [{}, { to: [-3, 17.5] }],
    'distance-to-target': [{ target: 3 }, { target: 0.4, cap: true, to: [1, 2] }],
    'distance-to-reference': [{ reference: 'median' }, { reference: 'mean', cap: true }, { reference: 2, to: [0, 1] }],
    'fraction-of-best': [{}, { to: [1, 100] }],
    'log-to-best': [{}, { to: [1, 100] }],
    sigmoid: [{}, { steepness: 2.5, to: [-1, 1] }],
    sum: [{}],
    vector: [{}],
    max: [{}],
    linear: [{}],
    logarithmic: [{}],
  },
  weights: {
    fixed: [{}],
    equal: [{}],
    entropy: [{}],
    critic: [{}],
    'standard-deviation': [{}],
    variance: [{}],
    gini: [{}],
    angle: [{}],
    merec: [{}],
    cilos: [{}],
    idocriw: [{}],
    lopcow: [{}],
    pca: [{}],
    'equal-importance': [{}],
    ahp: [
      {
        matrix: [
          [1, 2, 4],
          [1 / 2, 1, 2],
          [1 / 4, 1 / 2, 1],
        ],
      },
    ],
    'best-worst': [{ best: 2, worst: 0, bestToOthers: [8, 2, 1], othersToWorst: [1, 5, 8] }],
    ranking: [{}, { formula: 'rank-sum', ranks: [2, 1, 2] }, { formula: 'rank-reciprocal' }],
    budget: [
      {
        allocations: [
          [60, 30, 10],
          [1, 1, 1],
        ],
      },
    ],
  },
  aggregates: {
    ...Object.fromEntries(
      ['arithmetic', 'geometric', 'harmonic', 'weighted-median', 'minimum', 'copeland', 'mazziotta-pareto'].map(
        name => [name, [{}]],
      ),
    ),
    ...Object.fromEntries(
      ['edas', 'mabac', 'marcos', 'mairca', 'codas', 'copras', 'aras', 'moora', 'promethee-ii'].map(name => [
        name,
        [{}],
      ]),
    ),
    power: [{ p: 2.5 }, { p: 0 }, { p: -0.5 }],
    owa: [{ exponent: 2 }],
    'benefit-of-the-doubt': [{}],
    topsis: [{}, { scale: 'vector' }],
    vikor: [{}, { v: 0.2 }],
    waspas: [{}, { lambda: 0.3 }],
    wpm: [{}, { scale: 'sum' }],
    cocoso: [{}, { lambda: 0.2 }],
    'electre-iii': [{ p: 20 }],
    spotis: [
      { bounds: [[0, 100]] },
      {
        bounds: [
          [0, 50],
          [-3, 90],
          [1, 100],
        ],
      },
    ],
  },
  grades: {
    'cut-points': [
      { grades: ['A', "B'", 'C'], from: [60, 40] },
      { grades: ['only'], from: [] },
    ],
    quantile: [
      { grades: ['A', 'B', 'C'], shares: [0.2, 0.3, 0.5] },
      { grades: ['A', 'B'], shares: [0.25] },
      { grades: ['A', 'B'], shares: [0.25], across: 'all' },
    ],
    share: [
      { grades: ['S', 'A', 'B'], shares: [0.1, 0.2] },
      { grades: ['S', 'A', 'B'], shares: [0.05, 0.15, 0.8], across: 'all' },
    ],
    'natural-breaks': [{ grades: ['A', 'B', 'C'] }],
    'standard-deviations': [
      { grades: ['S', 'A', 'B', 'C'], from: [1, 0.1, -1] },
      { grades: ['A', 'B'], from: [0.5], across: 'all' },
    ],
  },
  ranks: { competition: [{}], dense: [{}], ordinal: [{}], fractional: [{}] },
};

interface Step {
  readonly step: string;
  readonly methods: readonly Specified[];
  readonly sql: Readonly<Record<string, object>>;
  readonly place: (spec: Options) => Partial<ModelDocument>;
}

const STEPS: readonly Step[] = [
  {
    step: 'transforms',
    methods: transforms.methods,
    sql: transformsSql,
    place: transform => ({ indicators: indicators({ transform }) }),
  },
  {
    step: 'missing',
    methods: [...missing.methods, ...jointMethods],
    sql: { ...missingSql, ...jointMethodsSql },
    place: spec => ({ missing: spec as Model['missing'], period: { days: 30 } }),
  },
  {
    step: 'outliers',
    methods: outliers.methods,
    sql: outliersSql,
    place: spec => ({ outliers: spec as Model['outliers'] }),
  },
  {
    step: 'normalizers',
    methods: normalizers.methods,
    sql: normalizersSql,
    place: spec => ({ normalize: spec as Model['normalize'] }),
  },
  {
    step: 'normalizers',
    methods: normalizers.methods,
    sql: normalizersSql,
    place: spec => ({ normalize: spec as Model['normalize'], indicators: indicators({ direction: 'cost' }) }),
  },
  {
    step: 'weights',
    methods: weightMethods,
    sql: weightMethodsSql,
    place: weights => ({ index: index({ weights }), normalize: { method: 'min-max', to: [1, 100] } }),
  },
  {
    step: 'aggregates',
    methods: aggregateMethods,
    sql: aggregateMethodsSql,
    place: aggregate => ({ index: index({ aggregate }), normalize: { method: 'min-max', to: [0, 100] } }),
  },
  {
    step: 'aggregates',
    methods: aggregateMethods,
    sql: aggregateMethodsSql,
    place: aggregate => ({
      index: index({ aggregate, present: 0.6 }),
      normalize: { method: 'min-max', to: [1, 100] },
    }),
  },
  {
    step: 'grades',
    methods: gradeMethods,
    sql: gradeMethodsSql,
    place: grade => ({ grade: grade as NonNullable<Model['grade']> }),
  },
  {
    step: 'ranks',
    methods: rankMethods,
    sql: rankMethodsSql,
    place: rank => ({
      rank: rank as Model['rank'],
      indicators: indicators({ normalize: { method: 'percentile-rank' } }),
      ties: ['b', 'low'],
    }),
  },
];

function indicators(options: Options): ModelDocument['indicators'] {
  return ['a', 'b', 'c', 'd', 'e'].map(id => ({ id, formula: `metric(${id})`, ...options }));
}

function index(options: Options): ModelDocument['index'] {
  const low = {
    id: 'low',
    weight: 3,
    ...options,
    of: [
      { id: 'a', weight: 10 },
      { id: 'b', weight: 0 },
      { id: 'e', weight: 30 },
    ],
  };
  return { id: 'power', ...options, of: [low, { id: 'c', weight: 1 }, { id: 'd', weight: 2.5 }] };
}

function modelWith(changes: Partial<ModelDocument>): Model {
  return parseModel({
    version: 1,
    name: 'contract',
    indicators: indicators({}),
    index: index({}),
    eligible: 'metric(size) > 0',
    ...changes,
  });
}

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await connect();
});
afterAll(() => connection.closeSync());

async function tablesOf(seed: number): Promise<Tables> {
  return loadAll(connection, { metrics: units(seed) });
}

describe.each(STEPS)('$step', ({ step, methods, sql, place }) => {
  it.each(methods.map(method => ({ method: methodName(method) })))('$method is the same in SQL', async ({ method }) => {
    const examples = EXAMPLES[step][method];
    if (!examples) throw new Error(`${step} lists "${method}": give its options in EXAMPLES`);
    for (const options of examples) {
      const model = modelWith(place({ method, ...options }));
      const own = sql[method];
      if ('noSql' in own) {
        expect(() => modelSql(model, duckdb)).toThrow(String(own.noSql));
        continue;
      }
      for (const seed of [1, 2, 3]) expect(await differences(connection, model, await tablesOf(seed))).toEqual([]);
    }
  });
});

describe('values of other periods', () => {
  /** Each unit with five days of metrics, 30 days apart, so that the model's own period is the third. */
  const dated = (seed: number): Inputs => {
    const days = ['2020-03-01', '2020-03-31', '2020-04-30', '2020-05-30', '2020-06-29'];
    const every = days.map((_, at) => units(seed * 10 + at));
    const joined = [...every[0].keys()].map((name): [string, ColumnInput] => [
      name,
      every.flatMap(each => [...(each.get(name) as (string | number | null)[])]) as string[],
    ]);
    const count = (every[0].get('brand') as string[]).length;
    return new Map([['date', dates(days.flatMap(day => Array<string>(count).fill(day)))], ...joined]);
  };
  const period = { end: '2020-04-30', days: 30 };

  it.each([
    { method: 'previous-period' },
    { method: 'previous-period', periods: 2 },
    { method: 'linear-in-time' },
    { method: 'linear-in-time', periods: 2 },
  ] as const)('$method of $periods are the same in SQL, with evidence and transforms', async missing => {
    const each = indicators({}).map((indicator, at) => ({
      ...indicator,
      ...(at < 2 ? { evidence: 'metric(size)', atLeast: 10 } : {}),
      ...(at % 2 === 0 ? { transform: ['log1p', 'sqrt', 'log'][at / 2] } : {}),
    }));
    for (const seed of [1, 2, 3]) {
      const tables = await loadAll(connection, { metrics: dated(seed) });
      const model = modelWith({ period, missing, indicators: each });
      expect(await differences(connection, model, tables)).toEqual([]);
      const { filled, transformed } = run(model, tables).indicators[0];
      expect(filled.some((value, unit) => !Number.isNaN(value) && Number.isNaN(transformed[unit]))).toBe(true);
    }
  });

  it.each([{ shrink: { by: 'metric(size)', strength: 2 } }, { transform: 'rank' }])(
    'that go by what the peers teach are refused, with the reason: %j',
    options => {
      const model = modelWith({ period, missing: { method: 'previous-period' }, indicators: indicators(options) });
      expect(() => modelSql(model, duckdb)).toThrow('values of other periods cannot be written as SQL');
    },
  );

  it.each(['previous-period', 'linear-in-time'] as const)('%s over sales are the same in SQL', async method => {
    for (const seed of [1, 2]) {
      const { sales, metrics } = shop(seed);
      const model = parseModel({
        version: 1,
        name: 'shop',
        period: { end: '2020-03-31', days: 45 },
        indicators: [
          { id: 'price', formula: 'mean(revenue)', evidence: 'count()', atLeast: 4 },
          { id: 'growth', formula: 'sum(revenue) / previous(sum(revenue)) - 1', evidence: 'count()', atLeast: 4 },
          { id: 'review', formula: 'metric(score)' },
          { id: 'part', formula: 'share(sum(units))' },
        ],
        missing: { method, periods: 2 },
        index: { id: 'power', of: [{ id: 'price' }, { id: 'growth' }, { id: 'review' }, { id: 'part' }] },
      });
      const tables = await loadAll(connection, { sales, metrics });
      expect(await differences(connection, model, tables)).toEqual([]);
    }
  });
});

it.each([{ present: 0.5 }, { present: 1 }])('a screen at $present is the same in SQL', async screen => {
  const each = indicators({}).map((indicator, at) =>
    at < 2 ? { ...indicator, evidence: 'metric(size)', atLeast: 10 } : indicator,
  );
  for (const seed of [1, 2]) {
    const model = modelWith({ screen, indicators: each });
    expect(await differences(connection, model, await tablesOf(seed))).toEqual([]);
  }
});

it.each(['box-cox', 'yeo-johnson'])('%s without a power is refused, with the reason', method => {
  expect(() => modelSql(modelWith({ indicators: indicators({ transform: method }) }), duckdb)).toThrow('state lambda');
});

it('has examples of listed methods only', () => {
  const listed = new Set(STEPS.flatMap(({ step, methods }) => methods.map(method => `${step} ${methodName(method)}`)));
  const tried = Object.entries(EXAMPLES).flatMap(([step, methods]) =>
    Object.keys(methods).map(method => `${step} ${method}`),
  );
  expect(tried.filter(each => !listed.has(each))).toEqual([]);
});

describe('any methods together', () => {
  it.each([11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22])('mean the same in SQL, seed %i', async seed => {
    const draw = drawer(seed);
    // Those that look at other periods cannot be put together with all transforms.
    const alone = missing.methods;
    const any = (step: string, of = STEPS.find(each => each.step === step)?.methods ?? []): Options => {
      const sql = STEPS.find(each => each.step === step)?.sql ?? {};
      const able = of.filter(method => !('noSql' in sql[methodName(method)]));
      const method = methodName(able[draw(able.length)]);
      const options = EXAMPLES[step][method];
      return { method, ...options[draw(options.length)] };
    };
    const each = indicators({}).map(indicator => ({
      ...indicator,
      transform: any('transforms'),
      missing: any('missing', alone),
      outliers: any('outliers'),
      direction: draw(2) === 0 ? 'cost' : 'benefit',
      ...(draw(3) === 0 ? { evidence: 'metric(size)', atLeast: draw(30) } : {}),
      ...(draw(3) === 0
        ? { shrink: { by: draw(2) === 0 ? 'metric(size)' : 'metric(b)', strength: 1 + draw(20) } }
        : {}),
    }));
    const document = {
      indicators: each,
      normalize: { method: 'min-max', to: [1, 100] },
      index: index({ weights: any('weights'), aggregate: any('aggregates'), present: draw(10) / 10 }),
      grade: any('grades'),
      rank: any('ranks'),
      ties: ['e'],
    };
    const model = modelWith(document as unknown as Partial<ModelDocument>);
    expect(await differences(connection, model, await tablesOf(seed))).toEqual([]);
  });
});
