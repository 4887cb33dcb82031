import { describe, expect, it } from 'vitest';
import { faultLine } from '../../src/errors/ratingError.ts';
import { check } from '../../src/model/check.ts';
import { run } from '../../src/model/run.ts';
import type { Tables } from '../../src/model/sources.ts';
import type { Model, ModelDocument } from '../../src/model/spec.ts';
import { table } from '../../src/table/table.ts';
import { formulaModel, modelOf, rows } from '../support/market.ts';

const sales = rows([{ date: '2018-08-31', merchant: 'm', brand: 'Ada', category: 'tea', revenue: 10, channel: 'web' }]);
const metrics = rows([{ brand: 'Ada', category: 'tea', review: 4 }]);
const brands = rows([{ brand: 'Ada', owner: 'One', size: 3 }]);

const linesOf = (model: Model, tables: Tables): string[] =>
  check(model, tables).map(fault => `${fault.code} ${faultLine(fault)}`);

const CASES: readonly (readonly [
  what: string,
  formula: string,
  tables: Tables,
  parts: Partial<ModelDocument>,
  ...lines: string[],
])[] = [
  ['no table at all', 'metric(review)', {}, {}, 'unknown_column give a sales or a metrics table'],
  [
    'no sales for a model that measures them',
    'sum(revenue)',
    { metrics },
    {},
    'unknown_column sales: the model measures sales rows; give a sales table',
  ],
  [
    'no sales for a filter',
    'metric(review)',
    { metrics },
    { sales: { where: 'units > 0' } },
    'unknown_column sales: the model measures sales rows; give a sales table',
  ],
  [
    'no metrics for a metric',
    'metric(review)',
    { sales },
    {},
    'unknown_column indicators.0.formula: asks for the metric "review"; give a metrics table',
  ],
  [
    'a misspelled column',
    'sum(revnue)',
    { sales },
    {},
    'unknown_column indicators.0.formula: no column "revnue"; there are "date", "merchant", "brand", "category", "revenue", "channel"; did you mean "revenue"?',
  ],
  [
    'a misspelled metric',
    'metric(revew)',
    { metrics },
    {},
    'unknown_column indicators.0.formula: no column "revew"; there are "brand", "category", "review"; did you mean "review"?',
  ],
  [
    'text where numbers should stand',
    'sum(channel)',
    { sales },
    {},
    'wrong_type indicators.0.formula: column "channel" holds text, and numbers should stand there',
  ],
  [
    'numbers where text should stand',
    "sum(revenue, size == 'L')",
    { sales, brands },
    {},
    'wrong_type indicators.0.formula: column "size" holds numbers, and text should stand there',
  ],
  [
    'dates that are text',
    'sum(revenue)',
    { sales: table({ date: ['2018-08-31'], brand: ['Ada'], category: ['tea'], revenue: [1] }) },
    {},
    'wrong_type sales.date: column "date" holds text, and dates should stand there; make it with dates()',
  ],
  [
    'no date',
    'sum(revenue)',
    { sales: table({ brand: ['Ada'], category: ['tea'], revenue: [1] }) },
    {},
    'unknown_column sales.date: no column "date"; there are "brand", "category", "revenue"',
  ],
  [
    'a key of numbers',
    'sum(revenue)',
    { sales: rows([{ date: '2018-08-31', brand: 7, category: 'tea', revenue: 1 }]) },
    {},
    'wrong_type rate: column "brand" holds numbers, and text should stand there',
  ],
  [
    'no column for the peers',
    'sum(revenue)',
    { sales: rows([{ date: '2018-08-31', brand: 'Ada', revenue: 1 }]) },
    {},
    'unknown_column rate: no column "category"; there are "date", "brand", "revenue"',
  ],
  [
    'a mapped column that the file does not have',
    'sum(revenue)',
    { sales },
    { columns: { sales: { merchant: 'merchnt' } } },
    'unknown_column columns.sales.merchant: sales has no column "merchnt"; it has "date", "merchant", "brand", "category", "revenue", "channel"; did you mean "merchant"?',
  ],
  [
    'a derived column that sales has already',
    'sum(revenue)',
    { sales },
    { sales: { derive: { revenue: '2 * 3' } } },
    'duplicate sales.derive.revenue: sales has a column of this name already; derive it under another',
  ],
  [
    'a name that stands in two tables',
    "sum(revenue, owner == 'One')",
    { sales, brands, merchants: rows([{ merchant: 'm', owner: 'Two' }]) },
    {},
    'duplicate indicators.0.formula: "owner" stands in brands and merchants; map one of them to another name in columns',
  ],
  [
    'a name that stands in sales and in an attribute table',
    "sum(revenue, channel == 'web')",
    { sales, brands: rows([{ brand: 'Ada', channel: 'x' }]) },
    {},
    'duplicate indicators.0.formula: "channel" stands in sales and brands; map one of them to another name in columns',
  ],
  [
    'an attribute table whose key holds numbers',
    'sum(revenue * size)',
    { sales, brands: rows([{ brand: 1, size: 3 }]) },
    {},
    'wrong_type brands.brand: column "brand" holds numbers, and text should stand there',
  ],
];

describe('check', () => {
  it.each(CASES.map(([what, formula, tables, parts, ...lines]) => ({ what, formula, tables, parts, lines })))(
    'finds $what',
    ({ formula, tables, parts, lines }) => {
      const model = formulaModel(formula, parts);
      expect(linesOf(model, tables)).toEqual(lines);
      expect(() => run(model, tables)).toThrow(lines[0].replace(/^\w+ /, ''));
    },
  );

  it('finds nothing where everything fits', () => {
    expect(
      linesOf(formulaModel("sum(revenue * size, owner == 'One' and channel == 'web') + metric(review)"), {
        sales,
        brands,
        metrics,
      }),
    ).toEqual([]);
  });

  it('tells every fault at once, each with its place', () => {
    const model = modelOf({
      indicators: [
        { id: 'a', formula: 'sum(revnue)', evidence: 'sum(unts)' },
        { id: 'b', formula: 'metric(review)', shrink: { by: 'metric(count)', strength: 2 } },
      ],
      index: { id: 'p', of: [{ id: 'a' }, { id: 'b' }] },
      eligible: 'sum(x) > 0',
    });
    const paths = check(model, { sales, metrics }).map(({ path }) => path.join('.'));
    expect(paths).toEqual(['indicators.0.formula', 'indicators.0.evidence', 'indicators.1.shrink.by', 'eligible']);
  });

  it('lists at most thirty names', () => {
    const wide = table([
      ['date', sales.columns.get('date')],
      ...Array.from({ length: 60 }, (_, at) => [`c${at}`, [1]]),
    ] as never);
    const [line] = linesOf(formulaModel('count()', { rate: { within: [] } }), { sales: wide });
    expect(line).toContain('and 31 more');
  });
});
