// What the statement looks like, and that nothing from a model or from data breaks out of its place in it.
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseModel } from '../../src/model/parseModel.ts';
import { run } from '../../src/model/run.ts';
import type { ModelDocument } from '../../src/model/spec.ts';
import { sqlOf } from '../../src/sql/context.ts';
import { duckdb } from '../../src/sql/duckdb.ts';
import { dialects, modelSql } from '../../src/sql/modelSql.ts';
import { significantSql } from '../../src/sql/significantSql.ts';
import { roundToSignificant } from '../../src/stats/significant.ts';
import { dates } from '../../src/table/days.ts';
import { table } from '../../src/table/table.ts';
import type { ColumnInput } from '../../src/table/table.ts';
import { connect, differences, load, loadAll } from './inDuckdb.ts';
import { drawer, shop, units } from './populations.ts';

const SMALL: ModelDocument = {
  version: 1,
  name: 'small',
  period: { end: '2020-12-31', days: 300 },
  indicators: [
    { id: 'money', formula: 'sum(revenue)', transform: 'log1p' },
    { id: 'stars', formula: 'metric(score)' },
  ],
  index: { id: 'power', of: [{ id: 'market', of: [{ id: 'money' }] }, { id: 'stars' }] },
};

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await connect();
});
afterAll(() => connection.closeSync());

async function rowsOf(sql: string): Promise<unknown[][]> {
  return (await connection.runAndReadAll(sql)).getRows();
}

describe('the statement', () => {
  it('is one, has a comment on every stage, and the columns of ratings.csv', async () => {
    await loadAll(connection, shop(1));
    const sql = modelSql(parseModel(SMALL), duckdb, { tables: shopTables(1) });
    expect(sql.split('\n').filter(line => line.endsWith(' AS (') && line.startsWith('"'))).toHaveLength(
      sql.match(/^-- .*\n"/gm)?.length ?? 0,
    );
    const reader = await connection.runAndReadAll(sql);
    expect(reader.columnNames()).toEqual([
      'category',
      'brand',
      'rank',
      'grade',
      'score',
      'market',
      'money',
      'stars',
      'coverage',
      'eligible',
    ]);
  });

  it('is the same text for the same model, whatever the rows', () => {
    const model = parseModel(SMALL);
    expect(modelSql(model, duckdb, { tables: shopTables(1) })).toBe(modelSql(model, duckdb, { tables: shopTables(2) }));
  });

  it('of a model without tables at hand asks for what the model names', async () => {
    const columns = { metrics: { date: 'date' }, brands: { owner: 'owner' } };
    const document = {
      ...SMALL,
      columns,
      indicators: [
        { id: 'money', formula: "owner == 'o1' ? sum(revenue) : 0" },
        { id: 'stars', formula: 'metric(score)' },
      ],
    };
    const { sales, metrics, brands } = shop(1);
    const tables = await loadAll(connection, { sales, metrics, brands });
    expect(modelSql(parseModel(document), duckdb)).toBe(modelSql(parseModel(document), duckdb, { tables }));
  });

  it('of a model that the tables do not fit throws the faults of check', () => {
    expect(() => modelSql(parseModel(SMALL), duckdb, { tables: { sales: table({ brand: [] as string[] }) } })).toThrow(
      'metric',
    );
    expect(() =>
      modelSql(
        parseModel({ ...SMALL, indicators: [{ id: 'money', formula: 'sum(revnue)' }, SMALL.indicators[1]] }),
        duckdb,
        { tables: shopTables(1) },
      ),
    ).toThrow('did you mean "revenue"');
  });

  it('gives rows in the same order, whatever the order of the rows read', async () => {
    const tables = await loadAll(connection, shop(3));
    const sql = modelSql(parseModel(SMALL), duckdb, { tables });
    const before = await rowsOf(sql);
    await connection.run('CREATE OR REPLACE TABLE sales AS SELECT * FROM sales ORDER BY hash(brand, revenue)');
    expect((await rowsOf(sql)).map(row => row.slice(0, 3))).toEqual(before.map(row => row.slice(0, 3)));
  });

  it('lists DuckDB among the dialects', () => {
    expect(dialects.map(({ name }) => name)).toContain('duckdb');
  });
});

describe('faults of the data', () => {
  const metric: ModelDocument = {
    ...SMALL,
    indicators: [
      { id: 'money', formula: 'metric(score)' },
      { id: 'stars', formula: 'metric(score)' },
    ],
  };

  it('two metrics rows for one key and day fail, and name the key', async () => {
    const tables = {
      metrics: new Map<string, ColumnInput>([
        ['date', dates(['2020-01-01', '2020-01-01'])],
        ['brand', ["it's", "it's "]],
        ['category', ['c', 'c']],
        ['score', [1, 2]],
      ]),
    };
    const made = await loadAll(connection, tables);
    await expect(rowsOf(modelSql(parseModel(metric), duckdb, { tables: made }))).rejects.toThrow(
      "more than one row for c, it's",
    );
    expect(() => run(parseModel(metric), made)).toThrow('are both for');
  });

  it('two rows for one key of an attribute table fail, and name the key', async () => {
    const { sales, metrics } = shop(1);
    const brands = new Map<string, ColumnInput>([
      ['brand', ['b1', 'b1', null, null]],
      ['fee', [1, 2, 3, 4]],
    ]);
    const tables = await loadAll(connection, { sales, metrics, brands });
    const model = parseModel({
      ...SMALL,
      indicators: [
        { id: 'money', formula: 'sum(fee)' },
        { id: 'stars', formula: 'metric(score)' },
      ],
    });
    await expect(rowsOf(modelSql(model, duckdb, { tables }))).rejects.toThrow('more than one row for b1');
    expect(() => run(model, tables)).toThrow('both for "b1"');
  });

  it('a method without SQL is not supported, with its reason', () => {
    expect(() => sqlOf({ noSql: 'it asks a person' }, { method: 'by-hand' }, ['normalize'])).toThrow(
      'normalize: the method "by-hand" cannot be written as SQL: it asks a person',
    );
  });
});

describe('hostile names', () => {
  const NAMES = [
    "O'Brien",
    'say "hi"',
    '=1+1',
    "'; DROP TABLE sales; --",
    '__proto__',
    'a\nb',
    'a\\',
    '销售',
    '😀',
    '-- comment',
    '/* */',
    '$1',
    '%s',
    'x'.repeat(5_000),
  ];

  it('as data', async () => {
    const rows = NAMES.flatMap((name, at) =>
      [name, ` ${name}\t`].map((brand, twin) => ({ brand, category: NAMES[at % 3], revenue: at * 10 + twin })),
    );
    const tables = await loadAll(connection, {
      sales: new Map<string, ColumnInput>([
        ['date', dates(rows.map(() => '2020-12-01'))],
        ['brand', rows.map(row => row.brand)],
        ['category', rows.map(row => row.category)],
        ['revenue', rows.map(row => row.revenue)],
      ]),
    });
    const model = parseModel({
      ...SMALL,
      indicators: [
        { id: 'money', formula: 'sum(revenue)' },
        { id: 'stars', formula: 'count()' },
      ],
    });
    expect(await differences(connection, model, tables)).toEqual([]);
    expect(run(model, tables).count).toBe(NAMES.length);
  });

  it('with blanks of every kind, and composed in two ways', async () => {
    const blanks = ['\u00a0', '\u2003', '\u3000', '\ufeff', '\u000b', '\u2028', ' \t\r\n'];
    const brands = [
      'caf\u00e9',
      'cafe\u0301',
      ...blanks.map(blank => `${blank}caf\u00e9${blank}`),
      '\u0085caf\u00e9',
      ...blanks,
      'in\u00a0side',
    ];
    const inputs = new Map<string, ColumnInput>([
      ['date', dates(brands.map(() => '2020-12-01'))],
      ['brand', brands],
      ['category', brands.map(() => 'c')],
      ['revenue', brands.map((_, at) => at)],
    ]);
    const tables = await loadAll(connection, { sales: inputs });
    const model = parseModel({
      ...SMALL,
      indicators: [
        { id: 'money', formula: "sum(revenue, brand == 'caf\u00e9 ')" },
        { id: 'stars', formula: 'count()' },
      ],
    });
    expect(await differences(connection, model, tables)).toEqual([]);
    expect(run(model, tables).count).toBe(3);
  });

  it('as literals', async () => {
    const { sales, metrics } = shop(5);
    const channels = (sales.get('channel') as readonly unknown[]).map((_, at) => NAMES[at % NAMES.length]);
    const tables = await loadAll(connection, { sales: new Map([...sales, ['channel', channels]]), metrics });
    const formulas = NAMES.slice(0, -1).map(name => `count(channel == ${JSON.stringify(name)})`);
    const indicators = formulas.map((formula, at) => ({ id: `f${at}`, formula }));
    const model = parseModel({ ...SMALL, indicators, index: { id: 'all', of: indicators.map(({ id }) => ({ id })) } });
    expect(await differences(connection, model, tables)).toEqual([]);
  });

  it('as columns, tables, schemas and grades', async () => {
    const { sales, metrics } = shop(5);
    const names = {
      date: 'the "date"',
      brand: "b'; --",
      category: 'unit',
      revenue: 'peers',
      units: 'v.eligible',
      merchant: 'SELECT',
    };
    const renamed = new Map(
      [...sales].map(([name, column]): [string, ColumnInput] => [names[name as 'date'] ?? name, column]),
    );
    const model = parseModel({
      ...SMALL,
      columns: { sales: names },
      sales: { derive: { 'twice "it"': 'units * 2', m1: 'column(\'twice "it"\') + 1' } },
      indicators: [
        { id: 'unit', formula: 'sum(m1)' },
        { id: 'peers', formula: 'distinct(merchant)' },
        { id: 'Score', formula: 'sum(units)' },
      ],
      index: { id: 'total', of: [{ id: 'Grade', of: [{ id: 'unit' }, { id: 'peers' }] }, { id: 'Score' }] },
      grade: { method: 'cut-points', grades: ["it's", 'a"b', '\\'], from: [60, 30] },
    });
    const tables = { sales: table(renamed), metrics: table(metrics) };
    await connection.run('CREATE SCHEMA IF NOT EXISTS "my ""shop"""');
    for (const name of ['units', 'it\'s "sales"']) await load(connection, name, renamed);
    await connection.run('CREATE OR REPLACE TABLE "my ""shop"""."raw" AS SELECT * FROM "units"');
    for (const sold of [['units'], ['it\'s "sales"'], ['my "shop"', 'raw']]) {
      expect(await differences(connection, model, tables, { names: { sales: sold } })).toEqual([]);
    }
  });

  it('as keys', async () => {
    const { sales, metrics } = shop(6);
    const columns = {
      sales: { unit: 'brand', peers: 'category', 'a"b': 'merchant' },
      metrics: { unit: 'brand', peers: 'category' },
    };
    const tables = await loadAll(connection, { sales, metrics });
    const rate = { unit: ['unit', 'a"b'], within: ['peers'] };
    expect(await differences(connection, parseModel({ ...SMALL, columns, rate }), tables)).toEqual([]);
    const { sales: _, ...metricsOnly } = tables;
    const indicators = ['money', 'stars'].map(id => ({ id, formula: 'metric(score)' }));
    const alone = parseModel({
      ...SMALL,
      columns: { metrics: columns.metrics },
      rate: { unit: ['unit'], within: ['peers'] },
      indicators,
    });
    expect(await differences(connection, alone, metricsOnly)).toEqual([]);
  });

  it('that differ in capitals alone', async () => {
    const tables = await loadAll(connection, { metrics: units(2) });
    const indicators = [
      { id: 'a', formula: 'metric(a)' },
      { id: 'A', formula: 'metric(b)' },
      { id: 'BRAND', formula: 'metric(c)' },
    ];
    const model = parseModel({
      ...SMALL,
      indicators,
      index: { id: 'Brand', of: [{ id: 'Power', of: [{ id: 'a' }, { id: 'A' }] }, { id: 'BRAND' }] },
      ties: ['A'],
    });
    // Two result columns of one name would be taken for one another: they are compared by place.
    expect((await differences(connection, model, tables)).filter(line => !line.startsWith('columns '))).toEqual([]);
  });
});

describe('12 significant digits', () => {
  it('as in memory', async () => {
    const draw = drawer(9);
    const values = [
      0,
      1,
      -1,
      99.99999999999999,
      100,
      1e15,
      123456789012345,
      0.1 + 0.2,
      -2.5,
      1e-7,
      ...Array.from({ length: 500 }, () => (draw(2e9) - 1e9) / 10 ** draw(14)),
    ];
    const list = values.map(value => `(${duckdb.number(value)})`).join(', ');
    const found = await rowsOf(`SELECT ${significantSql(duckdb, 't.x')} FROM (VALUES ${list}) AS t(x)`);
    expect(found.map(([value]) => value)).toEqual(values.map(value => roundToSignificant(value) + 0));
  });
});

function shopTables(seed: number): Parameters<typeof run>[1] {
  return Object.fromEntries(Object.entries(shop(seed)).map(([name, columns]) => [name, table(columns)]));
}
