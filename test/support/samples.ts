// What the examples in doc comments call `model`, `sales`, `plan` ...: one small market, and what the rooms make of it.
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import * as z from 'zod';
import { parseFormula } from '../../src/expr/parse.ts';
import { matchedChange } from '../../src/market/campaign/matchedChange.ts';
import { studyOf } from '../../src/market/study.ts';
import { fit, run } from '../../src/model/run.ts';
import { parseModel } from '../../src/model/parseModel.ts';
import { planOf } from '../../src/model/plan.ts';
import { populate } from '../../src/model/population.ts';
import type { UnitSources } from '../../src/model/unitFormulas.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import type { MeasuredRows } from '../../src/steps/indicators/measures.ts';
import { changeColumns } from '../../src/release/changes.ts';
import { dates } from '../../src/table/days.ts';
import { orderSpec } from '../../src/model/orderSpec.ts';
import { rankedTable } from '../../src/order/ranked.ts';
import { oneGroup } from '../../src/table/groups.ts';
import { table } from '../../src/table/table.ts';
import type { Table } from '../../src/table/table.ts';
import { sqlSamples } from '../sql/samples.ts';
import { calibrationSamples } from '../calibrate/samples.ts';

export const document: ModelDocument = {
  version: 1,
  name: 'sample',
  columns: { sales: { merchant: 'merchant_id' } },
  period: { days: 31 },
  indicators: [
    { id: 'revenue', formula: 'sum(revenue)' },
    { id: 'growth', formula: 'sum(revenue) / previous(sum(revenue)) - 1' },
  ],
  index: {
    id: 'power',
    of: [
      { id: 'revenue', weight: 60 },
      { id: 'growth', weight: 40 },
    ],
  },
  grade: { method: 'cut-points', grades: ['A', 'B'], from: [50] },
};

const model = parseModel(document);
const plan = planOf(model);

const sales = table({
  date: dates(['2018-08-31', '2018-08-01', '2018-07-01', '2018-08-02', '2018-08-03']),
  merchant_id: ['north', 'north', 'south', 'south', 'north'],
  brand: ['Ada', 'Ada', 'Ada', 'Bo', 'Cy'],
  category: ['tea', 'tea', 'tea', 'tea', 'tea'],
  revenue: [10, 20, 15, 40, null],
});

const metrics = table({ brand: ['Ada', 'Bo'], category: ['tea', 'tea'], review: [4.5, 4.1] });
const { units } = populate(plan, { sales });
const anchors = fit(model, { sales });
const result = run(model, { sales });
const study = studyOf(model, { sales }, ['category', 'brand', 'merchant']);
const spec = z.strictObject({ method: z.literal('sample') });

const sources: UnitSources = {
  units,
  measure: (_period, measures) => measures.map(() => Float64Array.of(2, 2, 2)),
  column: () => units.keys[0],
  metric: () => ({ type: 'number', values: Float64Array.of(1, 2, 3) }),
};

const rows: MeasuredRows = {
  groups: oneGroup(1),
  days: Int32Array.of(17774),
  scope: () => ({ rows: 1, leaf: () => ({ type: 'number', values: Float64Array.of(2) }) }),
};
/** `changes.csv` as a reader gives it. */
const releaseChanges = table(changeColumns(result).map(({ name, column }) => [name, column]));

/** The files of a release as a reader gives them. */
function releaseTables(): Readonly<Record<string, unknown>> {
  const of = (names: readonly string[]): Table =>
    table(
      names.map(name => [
        name,
        name === 'category' || name === 'brand' || name === 'grade' || name === 'eligible' ? ['true'] : [1],
      ]),
    );
  return {
    ratings: of(['category', 'brand', 'rank', 'grade', 'score', 'revenue', 'growth', 'coverage', 'eligible']),
    indicators: of(['category', 'brand', 'revenue', 'growth']),
    changes: releaseChanges,
    released: result,
  };
}

/** Two brands on one page. */
const ranked = rankedTable(table({ brand: ['Ada', 'Bo'], score: [70, 80] }), { unit: ['brand'], within: [] });

/** Three brands on two pages, and a policy with a theme over both. */
const breakfastUnits = rankedTable(
  table({ category: ['tea', 'tea', 'jam'], brand: ['Ada', 'Bo', 'Cy'], score: [70, 80, 60] }),
  { unit: ['brand'], within: ['category'] },
);
const breakfastParts = ['tea', 'jam'].map((within, at) => ({ within, share: 2 - at }));
const breakfast = orderSpec.parse({ themes: [{ name: 'breakfast', of: breakfastParts }] });

/** Under the names that the examples use. */
export const samples: Readonly<Record<string, unknown>> = {
  document,
  model,
  plan,
  sales,
  metrics,
  tables: { sales, metrics },
  units,
  anchors,
  result,
  study,
  cells: study.cellsBy(['category', 'brand', 'merchant']),
  cellsBy: study.cellsBy,
  periodsBy: study.periodsBy,
  sources,
  spec,
  faults: [],
  measure: parseFormula('sum(revenue)', 'unit', []),
  formula: parseFormula('count()', 'unit', []),
  rows,
  population: populate(plan, { sales }),
  weights: [[Float64Array.of(0.6), Float64Array.of(0.4)]],
  indicators: [1, 10].map(unit => ({ raw: Float64Array.of(3 * unit, unit, 2 * unit), evidence: null, shrinkBy: null })),
  eligible: Uint8Array.of(1, 1, 1),
  numberColumn: { type: 'number', values: Float64Array.of(7, 8) },
  ranked,
  breakfastUnits,
  breakfast,
  orderSpec,
  limit: { rule: 'apart', reach: 'window', span: 2, atMost: 1, codes: Uint32Array.of(0, 0), keys: 1, cost: Infinity },
  minimum: { rule: 'new', first: 2, atLeast: 1, codes: Uint32Array.of(1, 0), key: 0 },
  draft: {
    list: Int32Array.of(0, 1),
    fixed: new Uint8Array(2),
    order: new Uint32Array(),
    end: 0,
    scores: Float64Array.of(9, 5),
    limits: [],
    minimums: [],
  },
  Readable,
  readFileSync,
  z,
};

const SQL_FILES = [
  'attributesCte',
  'context',
  'filledStep',
  'indexCtes',
  'indicatorsCtes',
  'measuredCte',
  'measuresCtes',
  'metricsCtes',
  'ratingCtes',
  'rawCtes',
  'salesCtes',
  'sourceCtes',
  'stepCtes',
  'unitFormulaSql',
  'unitsCtes',
];

const CALIBRATE_FILES = [
  'backtest',
  'bootstrap',
  'calibrate',
  'cells',
  'cut',
  'draws',
  'fitWeights',
  'gather',
  'givenOutcomes',
  'salesValues',
];

/** Where a name means another thing in the examples of one file. */
export const samplesOf: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  ...Object.fromEntries(SQL_FILES.map(file => [`src/sql/${file}.ts`, sqlSamples(model)])),
  ...Object.fromEntries(CALIBRATE_FILES.map(file => [`src/calibrate/${file}.ts`, calibrationSamples(model, sales)])),
  'src/market/campaign/effectRows.ts': {
    change: matchedChange(Float64Array.of(4, 4), Float64Array.of(9, 5), [{ unit: 0, peers: [1] }], 0.95),
  },
  'src/model/checkIndex.ts': { normalize: model.normalize },
  'src/release/changes.ts': { changes: releaseChanges },
  'src/release/readBack.ts': { ...releaseTables(), names: ['A', 'B'] },
  'src/release/record.ts': { inputs: [], outputs: [] },
  'src/release/reproduce.ts': { inputs: [], outputs: [] },
  'src/model/run.ts': { document: { ...document, columns: {} } },
  'src/model/sources.ts': { table: sales },
};
