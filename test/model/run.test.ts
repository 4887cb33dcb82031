import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_GRADE } from '../../src/steps/grade/index.ts';
import { run } from '../../src/model/run.ts';
import {
  byUnit,
  formulaModel,
  modelOf,
  picked,
  rawByUnit,
  resultText,
  rows,
  shuffled,
  unitNames,
} from '../support/market.ts';
import type { Row } from '../support/market.ts';
import '../support/arbitraries.ts';
import { expectClose } from '../support/close.ts';

const sale = (brand: string | null, revenue: number | null, more: Row = {}): Row => ({
  date: '2018-08-15',
  merchant: 'm1',
  brand,
  category: 'tea',
  revenue,
  ...more,
});

describe('units', () => {
  const market = rows([
    sale('Ada', 10),
    sale('Bo', 20),
    sale('Ada', 5, { category: 'coffee', merchant: 'm2' }),
    sale('Cy', 1, { merchant: 'm2' }),
  ]);

  it('are brands within categories, in the order of their keys', () => {
    expect(rawByUnit(run(modelOf(), { sales: market }))).toEqual({
      'coffee/Ada': 5,
      'tea/Ada': 10,
      'tea/Bo': 20,
      'tea/Cy': 1,
    });
  });

  it('may be merchants', () => {
    expect(rawByUnit(run(modelOf({ rate: { unit: ['merchant'] } }), { sales: market }))).toEqual({
      'coffee/m2': 5,
      'tea/m1': 30,
      'tea/m2': 1,
    });
  });

  it('may be owners, looked up in the brands table', () => {
    const brands = rows([
      { brand: 'Ada', owner: 'One' },
      { brand: 'Bo', owner: 'One' },
      { brand: 'Cy', owner: 'Two' },
    ]);
    const result = run(modelOf({ rate: { unit: ['owner'], within: [] } }), { sales: market, brands });
    expect(rawByUnit(result)).toEqual({ One: 35, Two: 1 });
  });

  it('a row whose owner is not known is rejected by name', () => {
    const brands = rows([
      { brand: 'Ada', owner: 'One' },
      { brand: 'Bo', owner: null },
    ]);
    const result = run(modelOf({ rate: { unit: ['owner'], within: [] } }), { sales: market, brands });
    expect(rawByUnit(result)).toEqual({ One: 15 });
    expect(result.rejects).toEqual([
      { table: 'sales', row: 2, column: 'owner', reason: 'no owner' },
      { table: 'sales', row: 4, column: 'owner', reason: 'no owner' },
    ]);
  });

  it('may have several columns, and all be peers', () => {
    const result = run(modelOf({ rate: { unit: ['brand', 'merchant'], within: [] } }), { sales: market });
    expect(rawByUnit(result)).toEqual({ 'Ada/m1': 10, 'Ada/m2': 5, 'Bo/m1': 20, 'Cy/m2': 1 });
    expect(byUnit(result, result.rank)).toEqual({ 'Ada/m1': 2, 'Ada/m2': 3, 'Bo/m1': 1, 'Cy/m2': 4 });
  });

  it('may be peers within several columns', () => {
    const result = run(modelOf({ rate: { within: ['category', 'merchant'] } }), { sales: market });
    expect(byUnit(result, result.rank)).toEqual({
      'coffee/m2/Ada': 1,
      'tea/m1/Ada': 2,
      'tea/m1/Bo': 1,
      'tea/m2/Cy': 1,
    });
  });

  it('are those of the metrics when the model measures no sales', () => {
    const metrics = rows([
      { brand: 'Bo', category: 'tea', review: 4 },
      { brand: 'Ada', category: 'tea', review: 5 },
      { brand: 'Cy', category: 'tea', review: null },
    ]);
    const result = run(formulaModel('metric(review)'), { metrics });
    expect(rawByUnit(result)).toEqual({ 'tea/Ada': 5, 'tea/Bo': 4, 'tea/Cy': NaN });
    expect(byUnit(result, result.rank)).toEqual({ 'tea/Ada': 1, 'tea/Bo': 2, 'tea/Cy': NaN });
    expect(result.rows).toMatchObject({ sales: { read: 0 }, metrics: { read: 3, used: 3, rejected: 0 } });
    expect(result.period).toMatchObject({ end: '2018-08-31' });
  });

  it('without any date there is no period', () => {
    const metrics = rows([{ brand: 'Bo', review: 4 }]);
    expect(run(formulaModel('metric(review)', { period: {}, rate: { within: [] } }), { metrics }).period).toBe(null);
  });

  it('are listed only where they have a row in the period', () => {
    const sales = rows([
      sale('Ada', 10),
      sale('Old', 99, { date: '2018-07-31' }),
      sale('New', 99, { date: '2018-09-01' }),
    ]);
    expect(unitNames(run(modelOf(), { sales }))).toEqual(['tea/Ada']);
  });
});

describe('rows', () => {
  it('without a date or a key are rejected, and told from rows that the filter leaves out', () => {
    const sales = rows([
      sale('Ada', 10),
      sale(null, 1),
      sale('Bo', 2, { date: null }),
      sale('Bo', -3),
      sale('Bo', 4, { category: ' ' }),
    ]);
    const result = run(modelOf({ sales: { where: 'revenue > 0' } }), { sales });
    expect(rawByUnit(result)).toEqual({ 'tea/Ada': 10 });
    expect(result.rows.sales).toEqual({ read: 5, used: 1, rejected: 3, filtered: 1 });
    expect(result.rejects).toEqual([
      { table: 'sales', row: 2, column: 'brand', reason: 'no brand' },
      { table: 'sales', row: 3, column: 'date', reason: 'no date' },
      { table: 'sales', row: 5, column: 'category', reason: 'no category' },
    ]);
  });

  it('get derived columns, whatever the order they are written in', () => {
    const derive = { profit: 'net * 2', net: 'revenue - fee' };
    const sales = rows([sale('Ada', 10, { fee: 3 }), sale('Ada', 5, { fee: null })]);
    expect(rawByUnit(run(formulaModel('sum(profit)', { sales: { derive } }), { sales }))).toEqual({ 'tea/Ada': 14 });
  });

  it('are read by the names that the model maps', () => {
    const columns = { sales: { date: 'day_date', brand: 'maker', category: 'shelf', revenue: 'brand' } };
    const sales = rows([{ day_date: '2018-08-15', maker: 'Ada', shelf: 'tea', brand: 7 }]);
    expect(rawByUnit(run(modelOf({ columns }), { sales }))).toEqual({ 'tea/Ada': 7 });
  });

  it('of the future change nothing', () => {
    const past = [sale('Ada', 10), sale('Bo', 20), sale('Ada', 7, { date: '2018-07-20' })];
    const future = [sale('Ada', 1e6, { date: '2018-09-01' }), sale('Cy', 1, { date: '2030-01-01' })];
    const model = formulaModel('sum(revenue) + coalesce(previous(sum(revenue)), 0) + share(count())');
    const { rows: counts, ...alone } = run(model, { sales: rows(past) });
    const { rows: more, ...result } = run(model, { sales: rows([...future, ...past]) });
    expect(resultText({ ...result, rows: counts })).toBe(resultText({ ...alone, rows: counts }));
    expect(more.sales.read).toBe(5);
  });
});

describe('measures', () => {
  const sales = rows([
    sale('Ada', 10, { units: 2 }),
    sale('Ada', null, { units: 3, merchant: 'm2', date: '2018-08-31' }),
    sale('Bo', null, { units: null }),
    sale('Cy', 30, { units: 0, date: '2018-08-01' }),
    sale('Cy', 7, { units: 1, date: '2018-07-31' }),
    sale('Dee', 8, { units: 1, date: '2018-07-02' }),
    sale('Dee', 4, { units: 1 }),
  ]);
  const raw = (formula: string): Record<string, number> => rawByUnit(run(formulaModel(formula), { sales }));

  it.each([
    ['sum(revenue)', [10, NaN, 30, 4]],
    ['sum(units)', [5, NaN, 0, 1]],
    ['mean(revenue)', [10, NaN, 30, 4]],
    ['count()', [2, 1, 1, 1]],
    ['count(revenue)', [1, 0, 1, 1]],
    ['distinct(merchant)', [2, 1, 1, 1]],
    ['active_days()', [2, 1, 1, 1]],
    ['min_of(units)', [2, NaN, 0, 1]],
    ['max_of(revenue)', [10, NaN, 30, 4]],
    ['sum(revenue, units > 1)', [10, 0, 0, 0]],
    ['mean(revenue, units > 1)', [10, NaN, NaN, NaN]],
    ["distinct(merchant, merchant == 'm2')", [1, 0, 0, 0]],
    ['age_days(last_date())', [0, 16, 30, 16]],
    ['sum(0.5 ^ (age_days() / 16))', [1.5, 0.5, 0.5 ** (30 / 16), 0.5]],
    ['previous(sum(revenue))', [0, 0, 7, 8]],
    ['sum(revenue) / previous(sum(revenue)) - 1', [NaN, NaN, 30 / 7 - 1, -0.5]],
    ['same_last_year(sum(revenue))', [NaN, NaN, NaN, NaN]],
    ['share(sum(units))', [5 / 6, NaN, 0, 1 / 6]],
    ['rank_of(count())', [1, 2, 2, 2]],
    ['per_month(sum(revenue), 2)', [5, 0, 18.5, 6]],
  ])('%s', (formula, expected) => {
    const found = Object.values(raw(formula));
    expectClose(found, expected);
  });

  it('same_last_year takes the same calendar days', () => {
    const years = rows([
      sale('Ada', 5),
      sale('Ada', 3, { date: '2017-08-31' }),
      sale('Ada', 99, { date: '2017-09-01' }),
      sale('Ada', 2, { date: '2017-08-01' }),
      sale('Ada', 50, { date: '2017-07-31' }),
    ]);
    expect(rawByUnit(run(formulaModel('same_last_year(sum(revenue))'), { sales: years }))).toEqual({ 'tea/Ada': 5 });
  });

  it('previous begins the day before the period, and ends as many days earlier', () => {
    const edge = ['2018-07-31', '2018-07-01', '2018-06-30', '2018-08-01'].map((date, at) =>
      sale('Ada', 10 ** at, { date }),
    );
    expect(rawByUnit(run(formulaModel('previous(sum(revenue))'), { sales: rows(edge) }))).toEqual({ 'tea/Ada': 11 });
  });

  it('a share in the previous period counts peers that left since', () => {
    const left = rows([
      sale('Ada', 5),
      sale('Ada', 25, { date: '2018-07-15' }),
      sale('Gone', 75, { date: '2018-07-15' }),
    ]);
    expect(rawByUnit(run(formulaModel('previous(share(sum(revenue)))'), { sales: left }))).toEqual({ 'tea/Ada': 0.25 });
  });

  it('a period that lies before all data is missing, not 0', () => {
    expect(rawByUnit(run(formulaModel('previous(count())'), { sales: rows([sale('Ada', 1)]) }))).toEqual({
      'tea/Ada': NaN,
    });
  });

  it('are the same for values huge and tiny, and take what is beyond all doubles for missing', () => {
    const odd = rows([
      sale('Ada', 1e300),
      sale('Bo', 1e-300),
      sale('Cy', Infinity),
      sale('Dee', -Infinity),
      sale('Eve', 1e308),
      sale('Eve', 1e308),
    ]);
    const result = run(modelOf(), { sales: odd });
    expect(rawByUnit(result)).toMatchObject({ 'tea/Ada': 1e300, 'tea/Bo': 1e-300 });
    for (const name of ['tea/Cy', 'tea/Dee', 'tea/Eve']) expect(rawByUnit(result)[name]).toBeNaN();
    expect(byUnit(result, result.score)).toMatchObject({ 'tea/Ada': 100, 'tea/Bo': 0 });
  });
});

describe('metrics', () => {
  const sales = rows([sale('Ada', 10), sale('Bo', 20), sale('Ada', 1, { category: 'coffee' })]);

  it('are found by the keys that their table has', () => {
    const metrics = rows([
      { brand: 'Ada', review: 4 },
      { brand: 'Zed', review: 1 },
    ]);
    expect(rawByUnit(run(formulaModel('metric(review)'), { sales, metrics }))).toEqual({
      'coffee/Ada': 4,
      'tea/Ada': 4,
      'tea/Bo': NaN,
    });
  });

  const dated = [
    { date: '2018-09-01', brand: 'Ada', category: 'tea', review: 1 },
    { date: '2018-08-31', brand: 'Ada', category: 'tea', review: 4 },
    { date: '2018-06-30', brand: 'Ada', category: 'tea', review: 3 },
    { date: '2018-09-01', brand: 'Bo', category: 'tea', review: 2 },
  ];

  it('with dates are the latest on or before the end: nothing leaks from after it', () => {
    expect(rawByUnit(run(formulaModel('metric(review)'), { sales, metrics: rows(dated) }))).toEqual({
      'coffee/Ada': NaN,
      'tea/Ada': 4,
      'tea/Bo': NaN,
    });
  });

  it('in the previous period are the latest on or before its end', () => {
    const market = rows([sale('Ada', 1), sale('Ada', 1, { date: '2018-07-15' })]);
    expect(rawByUnit(run(formulaModel('previous(metric(review))'), { sales: market, metrics: rows(dated) }))).toEqual({
      'tea/Ada': 3,
    });
  });

  it('alone list the units that have a row by the end', () => {
    expect(rawByUnit(run(formulaModel('metric(review)'), { metrics: rows(dated) }))).toEqual({ 'tea/Ada': 4 });
  });

  it('twice for one unit and day are a fault that names both rows', () => {
    const twice = rows([...dated, { date: '2018-08-31', brand: 'Ada', category: 'tea', review: 5 }]);
    expect(() => run(formulaModel('metric(review)'), { sales, metrics: twice })).toThrow(
      'metrics: rows 2 and 5 are both for "tea", "Ada" on 2018-08-31; one row a unit and day',
    );
    const undated = rows([
      { brand: 'Ada', review: 1 },
      { brand: 'Ada ', review: 1 },
    ]);
    expect(() => run(formulaModel('metric(review)'), { sales, metrics: undated })).toThrow(
      'metrics: rows 1 and 2 are both for "Ada"; one row a unit',
    );
  });

  it('without a key or a date are rejected', () => {
    const metrics = rows([
      { date: '2018-08-31', brand: 'Ada', review: 5 },
      { date: null, brand: 'Bo', review: 5 },
      { date: '2018-08-31', brand: null, review: 5 },
    ]);
    const result = run(formulaModel('metric(review)'), { sales, metrics });
    expect(result.rejects).toEqual([
      { table: 'metrics', row: 2, column: 'date', reason: 'no date' },
      { table: 'metrics', row: 3, column: 'brand', reason: 'no brand' },
    ]);
    expect(result.rows.metrics).toEqual({ read: 3, used: 1, rejected: 2, filtered: 0 });
  });

  it('a brand twice in the brands table is a fault', () => {
    const brands = rows([
      { brand: 'Ada', owner: 'x' },
      { brand: 'Bo', owner: 'x' },
      { brand: 'Ada', owner: 'y' },
    ]);
    expect(() => run(formulaModel("count(revenue, owner == 'x')"), { sales, brands })).toThrow(
      'brands.brand: rows 1 and 3 are both for "Ada"; one row a key',
    );
  });
});

describe('evidence', () => {
  const sales = rows([
    ...Array.from({ length: 4 }, () => sale('Ada', 10)),
    sale('Bo', 2),
    sale('Bo', 4),
    sale('Cy', 90),
  ]);

  it('atLeast makes a value on thin evidence missing', () => {
    const model = modelOf({ indicators: [{ id: 'sold', formula: 'mean(revenue)', evidence: 'count()', atLeast: 2 }] });
    const { indicators } = run(model, { sales });
    expect([...indicators[0].raw]).toEqual([10, 3, 90]);
    expect([...indicators[0].estimated]).toEqual([10, 3, NaN]);
  });

  it('shrink draws it to the peers', () => {
    const model = modelOf({
      indicators: [{ id: 'sold', formula: 'mean(revenue)', shrink: { by: 'count()', strength: 5 } }],
    });
    // The peers' mean is (4·10 + 2·3 + 1·90) / 7 = 136/7.
    const expected = [
      [4, 10],
      [2, 3],
      [1, 90],
    ].map(([n, x]) => (n * x + (5 * 136) / 7) / (n + 5));
    const found = run(model, { sales }).indicators[0].estimated;
    expectClose(found, expected);
  });

  it('coverage is the share of the weight that rests on data, before anything is filled', () => {
    const model = modelOf({
      indicators: [
        { id: 'sold', formula: 'mean(revenue)', evidence: 'count()', atLeast: 2 },
        { id: 'rows', formula: 'count()' },
      ],
      missing: { method: 'peer-median' },
      index: {
        id: 'p',
        of: [
          { id: 'sold', weight: 30 },
          { id: 'rows', weight: 70 },
        ],
      },
    });
    const result = run(model, { sales });
    expect([...result.coverage]).toEqual([1, 1, 0.7]);
    expect(result.score[2]).not.toBeNaN();
  });
});

describe('a market of one', () => {
  it('gets the middle of every scale, and rank 1', () => {
    const result = run(modelOf(), { sales: rows([sale('Ada', 10)]) });
    expect([result.score[0], result.rank[0]]).toEqual([50, 1]);
  });

  it('of equal brands gets the same', () => {
    const result = run(modelOf({ grade: { method: 'quantile', grades: ['A', 'B'], shares: [0.5] } }), {
      sales: rows(['x', 'y', 'z'].map(name => sale(name, 7))),
    });
    expect([...result.score]).toEqual([50, 50, 50]);
    expect([...result.rank]).toEqual([1, 1, 1]);
    expect([...(result.grade?.codes ?? [])]).toEqual([0, 0, 0]);
  });

  it('in which nothing is known has no score, no rank and no grade', () => {
    const result = run(modelOf({ grade: { method: 'cut-points', grades: ['A', 'B'], from: [50] } }), {
      sales: rows([sale('Ada', null), sale('Bo', null)], ['date', 'merchant', 'brand', 'category', 'revenue']),
    });
    expect([...result.score, ...result.rank]).toEqual([NaN, NaN, NaN, NaN]);
    expect([...(result.grade?.codes ?? [])]).toEqual([NO_GRADE, NO_GRADE]);
    expect([...result.coverage]).toEqual([0, 0]);
  });

  it('without a sale in the period is refused with the counts', () => {
    const late = rows([sale('Ada', 1, { date: '2018-10-01' }), sale(null, 1)]);
    expect(() => run(modelOf(), { sales: late })).toThrow(
      'sales: nothing to rate: no usable row between 2018-08-01 and 2018-08-31 (2 rows read, 1 rejected, 0 filtered out by "where"); widen the period or check the columns',
    );
  });

  it('without a usable row has no last date', () => {
    expect(() => run(modelOf({ period: { days: 30 } }), { sales: rows([sale(' ', 1)]) })).toThrow(
      'no row can be used, so there is no last date',
    );
  });
});

describe('the period', () => {
  const sales = rows([
    sale('Ada', 1, { date: '2018-08-29' }),
    sale('Ada', 2, { date: '2018-08-31' }),
    sale('Ada', 4, { date: '2018-07-01' }),
  ]);

  it.each([
    [{ end: '2018-08-30', days: 2 }, { start: '2018-08-29', end: '2018-08-30' }, 1],
    [{ days: 1 }, { start: '2018-08-31', end: '2018-08-31' }, 2],
    [{ end: '2018-08-29' }, { start: '2018-07-01', end: '2018-08-29' }, 5],
    [{}, { start: '2018-07-01', end: '2018-08-31' }, 7],
  ])('%j', (period, expected, sold) => {
    const result = run(modelOf({ period }), { sales });
    expect(result.period).toEqual(expected);
    expect(rawByUnit(result)).toEqual({ 'tea/Ada': sold });
  });
});

describe('names from data', () => {
  const hostile = [
    '__proto__',
    'constructor',
    '=1+1',
    '</script>',
    "'; drop table",
    'x'.repeat(10_000),
    'line\nbreak',
    '😀',
    '"',
    '\\',
    'null',
    '0',
    'hasOwnProperty',
  ];

  it('are names and nothing else', () => {
    const sales = rows(
      hostile.flatMap((name, at) => hostile.map(category => sale(name, at + 1, { category, merchant: name }))),
    );
    const result = run(modelOf({ ties: ['sold'], rank: { method: 'ordinal' } }), { sales });
    expect(result.count).toBe(hostile.length ** 2);
    const names = unitNames(result);
    expect(new Set(names).size).toBe(hostile.length ** 2);
    for (const category of hostile) {
      hostile.forEach((name, at) =>
        expect(result.rank[names.indexOf(`${category}/${name}`)]).toBe(hostile.length - at),
      );
    }
  });

  it('serve as column names and ids', () => {
    const model = modelOf({
      indicators: [
        { id: '__proto__', formula: 'sum(column("constructor"))' },
        { id: 'toString', formula: 'metric("__proto__")' },
      ],
      index: { id: 'hasOwnProperty', of: [{ id: '__proto__' }, { id: 'toString' }] },
      ties: ['__proto__'],
    });
    const sales = rows(
      [sale('Ada', 1), sale('Bo', 2)].map((row, at) => ({ ...row, constructor: at + 1 })),
      ['date', 'brand', 'category', 'constructor'],
    );
    const metrics = rows(
      [JSON.parse('{"brand":"Ada","category":"tea","__proto__":5}') as Row],
      ['brand', 'category', '__proto__'],
    );
    const result = run(model, { sales, metrics });
    expect(result.indicators.map(({ raw }) => [...raw])).toEqual([
      [1, 2],
      [5, NaN],
    ]);
  });
});

describe('laws of the whole', () => {
  const brand = fc.record({
    brand: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    category: fc.constantFrom('tea', 'coffee', 'rum'),
    merchant: fc.constantFrom('m1', 'm2', 'm3'),
    date: fc.constantFrom('2018-08-15', '2018-08-01', '2018-07-20', '2017-08-09'),
    revenue: fc.oneof(
      fc.integer({ min: -50, max: 5000 }).map(cents => cents / 100),
      fc.constant(null),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
    ),
  });
  const market = fc
    .array(brand, { minLength: 1, maxLength: 60 })
    .filter(each => each.some(({ date }) => date.startsWith('2018-08')));
  const columns = ['date', 'merchant', 'brand', 'category', 'revenue'];
  const rich = modelOf({
    indicators: [
      { id: 'sold', formula: 'sum(revenue)', transform: 'log1p', missing: { method: 'peer-median' } },
      {
        id: 'growth',
        formula: 'sum(revenue) / previous(sum(revenue)) - 1',
        evidence: 'count()',
        atLeast: 2,
        outliers: { method: 'clip-quantile', lower: 0.1, upper: 0.9 },
      },
      { id: 'reach', formula: 'distinct(merchant)', normalize: { method: 'percentile-rank' } },
      {
        id: 'price',
        formula: 'mean(revenue)',
        direction: 'cost',
        shrink: { by: 'count()', strength: 3 },
        normalize: { method: 'z-score', mean: 50, deviation: 10 },
      },
    ],
    index: {
      id: 'p',
      of: [
        {
          id: 'market',
          weight: 60,
          of: [
            { id: 'sold', weight: 70 },
            { id: 'growth', weight: 10 },
          ],
        },
        { id: 'rest', weight: 40, of: [{ id: 'reach' }, { id: 'price' }] },
      ],
    },
    eligible: 'count() >= 2',
    grade: { method: 'quantile', grades: ['A', 'B', 'C'], shares: [0.3, 0.3] },
    ties: ['sold', 'reach'],
  });

  it('the order of the rows changes no bit', () => {
    fc.assert(
      fc.property(market, fc.nat(), (made, seed) => {
        const sales = rows(made, columns);
        const result = resultText(run(rich, { sales }));
        expect(resultText(run(rich, { sales: picked(sales, shuffled(sales.rows, seed)) }))).toBe(result);
      }),
    );
  });

  it('units that are not eligible change nothing for the others, and get no rank and no grade', () => {
    fc.assert(
      fc.property(market, made => {
        const sales = rows(made, columns);
        const all = run(rich, { sales });
        const known = new Set(unitNames(all).filter((_, unit) => all.eligible[unit] === 1));
        unitNames(all).forEach((_, unit) => {
          if (all.eligible[unit] === 1) return;
          expect(all.rank[unit]).toBeNaN();
          expect(all.grade?.codes[unit]).toBe(NO_GRADE);
        });
        // Without the rows of the others in this period; rank_of and share are not used, so nothing else hangs on them.
        const only = made.filter(row => known.has(`${row.category}/${row.brand}`));
        if (only.length === 0) return;
        const alone = run(rich, { sales: rows(only, columns) });
        const unitOf = new Map(unitNames(all).map((name, unit) => [name, unit]));
        unitNames(alone).forEach((name, unit) => {
          const at = unitOf.get(name) as number;
          expect([alone.score[unit], alone.rank[unit], alone.grade?.codes[unit], alone.coverage[unit]]).toEqual([
            all.score[at],
            all.rank[at],
            all.grade?.codes[at],
            all.coverage[at],
          ]);
        });
      }),
    );
  });

  it('a category is rated the same alone as among others', () => {
    fc.assert(
      fc.property(market, made => {
        const all = run(rich, { sales: rows(made, columns) });
        const unitOf = new Map(unitNames(all).map((name, unit) => [name, unit]));
        const tea = made.filter(({ category }) => category === 'tea');
        if (!tea.some(({ date }) => date.startsWith('2018-08'))) return;
        // The period before must hold some row in both, or it lies outside of the data of one.
        if (!tea.some(({ date }) => date === '2018-07-20')) return;
        const alone = run(rich, { sales: rows(tea, columns) });
        unitNames(alone).forEach((name, unit) => {
          const at = unitOf.get(name) as number;
          expect([alone.score[unit], alone.rank[unit], alone.coverage[unit]]).toEqual([
            all.score[at],
            all.rank[at],
            all.coverage[at],
          ]);
        });
      }),
    );
  });

  it('ranks count from 1 among the eligible of each category, scores are never infinite', () => {
    fc.assert(
      fc.property(market, made => {
        const result = run(rich, { sales: rows(made, columns) });
        for (let group = 0; group < result.peers.count; group++) {
          const ranks = [...result.rank].filter((each, unit) => result.peers.of[unit] === group && !Number.isNaN(each));
          if (ranks.length > 0) expect(Math.min(...ranks)).toBe(1);
        }
        expect([...result.score].filter(each => each === Infinity || each === -Infinity)).toEqual([]);
        for (const each of result.coverage) expect(each >= 0 && each <= 1).toBe(true);
      }),
    );
  });
});
