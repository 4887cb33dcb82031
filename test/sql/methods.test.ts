// Every listed method of every step means the same in SQL as in memory. A method that is newly listed fails here until it has an example.
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { methodName } from '../../src/expr/method.ts';
import type { MethodSpec } from '../../src/expr/method.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import type { Tables } from '../../src/model/sources.ts';
import type { Model, ModelDocument } from '../../src/model/spec.ts';
import { duckdb } from '../../src/sql/duckdb.ts';
import { modelSql } from '../../src/sql/modelSql.ts';
import { aggregateMethods } from '../../src/steps/aggregate/index.ts';
import { gradeMethods } from '../../src/steps/grade/index.ts';
import { transforms } from '../../src/steps/indicators/index.ts';
import { missing } from '../../src/steps/missing/index.ts';
import { normalizers } from '../../src/steps/normalize/index.ts';
import { outliers } from '../../src/steps/outliers/index.ts';
import { rankMethods } from '../../src/steps/rank/index.ts';
import { weightMethods } from '../../src/steps/weight/index.ts';
import { connect, differences, loadAll } from './inDuckdb.ts';
import { drawer, units } from './populations.ts';

type Options = Readonly<Record<string, unknown>>;

/** The options with which each listed method is tried, by step and name. */
const EXAMPLES: Readonly<Record<string, Readonly<Record<string, readonly Options[]>>>> = {
  transforms: { none: [{}], log1p: [{}], sqrt: [{}] },
  missing: { none: [{}], value: [{ value: 0 }, { value: -2.5 }], 'peer-median': [{}] },
  outliers: { none: [{}], 'clip-quantile': [{ lower: 0.1, upper: 0.8 }, { lower: 0, upper: 1 }, {}] },
  normalizers: {
    'min-max': [{}, { to: [-3, 17.5] }],
    'z-score': [{}, { mean: 50, deviation: 10 }],
    'percentile-rank': [{}, { to: [1, 100] }],
  },
  weights: { fixed: [{}], equal: [{}] },
  aggregates: { arithmetic: [{}], geometric: [{}] },
  grades: {
    'cut-points': [
      { grades: ['A', "B'", 'C'], from: [60, 40] },
      { grades: ['only'], from: [] },
    ],
    quantile: [
      { grades: ['A', 'B', 'C'], shares: [0.2, 0.3, 0.5] },
      { grades: ['A', 'B'], shares: [0.25] },
    ],
  },
  ranks: { competition: [{}], dense: [{}], ordinal: [{}] },
};

interface Listed {
  readonly spec: MethodSpec;
  readonly sql: object;
}

const STEPS: readonly { step: string; methods: readonly Listed[]; place: (spec: Options) => Partial<ModelDocument> }[] =
  [
    {
      step: 'transforms',
      methods: transforms.methods,
      place: transform => ({ indicators: indicators({ transform }) }),
    },
    { step: 'missing', methods: missing.methods, place: spec => ({ missing: spec as Model['missing'] }) },
    { step: 'outliers', methods: outliers.methods, place: spec => ({ outliers: spec as Model['outliers'] }) },
    { step: 'normalizers', methods: normalizers.methods, place: spec => ({ normalize: spec as Model['normalize'] }) },
    {
      step: 'normalizers',
      methods: normalizers.methods,
      place: spec => ({ normalize: spec as Model['normalize'], indicators: indicators({ direction: 'cost' }) }),
    },
    { step: 'weights', methods: weightMethods, place: weights => ({ index: index({ weights }) }) },
    {
      step: 'aggregates',
      methods: aggregateMethods,
      place: aggregate => ({ index: index({ aggregate }), normalize: { method: 'min-max', to: [0, 100] } }),
    },
    {
      step: 'aggregates',
      methods: aggregateMethods,
      place: aggregate => ({
        index: index({ aggregate, present: 0.6 }),
        normalize: { method: 'min-max', to: [1, 100] },
      }),
    },
    { step: 'grades', methods: gradeMethods, place: grade => ({ grade: grade as NonNullable<Model['grade']> }) },
    {
      step: 'ranks',
      methods: rankMethods,
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

describe.each(STEPS)('$step', ({ step, methods, place }) => {
  it.each(methods.map(method => ({ method: methodName(method), listed: method })))(
    '$method is the same in SQL',
    async ({ method, listed }) => {
      const examples = EXAMPLES[step][method];
      if (!examples) throw new Error(`${step} lists "${method}": give its options in EXAMPLES`);
      for (const options of examples) {
        const model = modelWith(place({ method, ...options }));
        if ('noSql' in listed.sql) {
          expect(() => modelSql(model, duckdb)).toThrow(String(listed.sql.noSql));
          continue;
        }
        for (const seed of [1, 2, 3]) expect(await differences(connection, model, await tablesOf(seed))).toEqual([]);
      }
    },
  );
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
    const any = (step: string): Options => {
      const able = STEPS.find(each => each.step === step)?.methods.filter(({ sql }) => !('noSql' in sql)) ?? [];
      const method = methodName(able[draw(able.length)]);
      const options = EXAMPLES[step][method];
      return { method, ...options[draw(options.length)] };
    };
    const each = indicators({}).map(indicator => ({
      ...indicator,
      transform: any('transforms'),
      missing: any('missing'),
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
