// Questions about merchants, answered a second time by SQL that shares no code with this library. Open data stay outside of this repository.
import { existsSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { adaptation } from '../../../src/market/merchants/adaptation.ts';
import { benchmarks } from '../../../src/market/merchants/benchmarks.ts';
import { ladder } from '../../../src/market/merchants/ladder.ts';
import { potential } from '../../../src/market/merchants/potential.ts';
import { serviceTiers } from '../../../src/market/merchants/serviceTiers.ts';
import { survival } from '../../../src/market/merchants/survival.ts';
import { studyOf } from '../../../src/market/study.ts';
import type { Study } from '../../../src/market/study.ts';
import { parseModel } from '../../../src/model/parseModel.ts';
import type { ModelDocument } from '../../../src/model/spec.ts';
import { connect } from '../../sql/inDuckdb.ts';
import { expectClose } from '../../support/close.ts';
import { tablesOf } from '../../support/fixtureTables.ts';
import { fixture } from '../../support/golden.ts';
import { DOCUMENT } from './small.ts';

const { BRANDRANK_DATA } = process.env;

interface DataSet {
  readonly name: string;
  readonly folder: string | undefined;
  /** The sales file under the names of this test, as SQL. */
  readonly from: string;
  readonly document: Partial<ModelDocument>;
  readonly end: string;
  readonly newMerchants: number;
}

const byId = { sales: { merchant: 'merchant_id' } };
const inData = (folder: string): string | undefined => (BRANDRANK_DATA ? `${BRANDRANK_DATA}/${folder}` : undefined);

const SETS: readonly DataSet[] = [
  {
    name: 'groceries, stores of 2017',
    folder: fixture('groceries'),
    from: `SELECT week_ending AS date, store_id::VARCHAR AS merchant, product_category AS category, revenue FROM read_csv('FOLDER/sales.csv.gz')`,
    document: {
      columns: {
        sales: { date: 'week_ending', merchant: 'store_id', category: 'product_category' },
        categories: { category: 'product_category' },
      },
    },
    end: '2017-12-31',
    newMerchants: 0,
  },
  {
    name: 'marketplace sellers of Olist, 2016 to 2018',
    folder: inData('olist-nc'),
    from: `SELECT date::DATE AS date, merchant_id AS merchant, category, revenue FROM read_csv('FOLDER/sales.csv.gz')`,
    document: { columns: byId },
    end: '2018-08-31',
    newMerchants: 1000,
  },
  {
    name: 'stores of Ames, Iowa, 2018 to 2020',
    folder: inData('iowa'),
    from: `SELECT date::DATE AS date, merchant_id::VARCHAR AS merchant, category, revenue FROM read_csv('FOLDER/sales.csv.gz', types = {'merchant_id': 'VARCHAR'})`,
    document: { columns: byId },
    end: '2020-12-31',
    newMerchants: 10,
  },
];

const POTENTIAL = {
  window: 3,
  horizon: 5,
  top: 15,
  history: 2,
  leastMerchants: 5,
  weights: { closeness: 1, trend: 0, growth: 0, headroom: 0, quality: 0 },
} as const;

const BENCHMARKS = [
  { id: 'sales', formula: 'sum(revenue)', weight: 50 },
  { id: 'growth', formula: 'sum(revenue) / previous(sum(revenue)) - 1', weight: 30 },
  { id: 'days_with_sales', formula: 'active_days()', weight: 20 },
];

const of = SETS.filter(({ folder }) => folder !== undefined && existsSync(folder));
const skipped = SETS.filter(set => !of.includes(set));

describe.skipIf(skipped.length === 0)('data outside of this repository (BRANDRANK_DATA)', () => {
  it.skip.each(skipped)('$name', () => undefined);
});

describe.each(of)('$name: SQL says the same of', ({ folder, from, document, end, newMerchants }) => {
  let connection: DuckDBConnection;
  let study: Study;

  beforeAll(async () => {
    const market = {
      months: 4,
      benchmarks: { indicators: BENCHMARKS },
      potential: POTENTIAL,
      adaptation: { settle: 2 },
    };
    const model = parseModel({
      ...DOCUMENT,
      ...document,
      rate: { unit: ['merchant'], within: [] },
      period: { end },
      market,
    });
    const tables = await tablesOf(model, folder as string);
    study = studyOf(model, tables, ['merchant', 'category']);
    connection = await connect();
    await connection.run(
      `CREATE TABLE rows AS SELECT * FROM (${from.replace('FOLDER', folder as string)}) WHERE date <= DATE '${end}'`,
    );
    await connection.run(
      `CREATE TABLE sales AS WITH period AS (SELECT DATE '${end}' AS until, date_trunc('month', DATE '${end}') - INTERVAL 3 MONTH AS since)
        SELECT rows.*, date_diff('month', date_trunc('month', date), until) AS back, date < since AND date >= since - to_days(date_diff('day', since, until)::INT + 1) AS is_before FROM rows, period`,
    );
  });

  const ask = async (sql: string): Promise<unknown[][]> => {
    const reader = await connection.runAndReadAll(sql);
    return reader.getRows().map(row => row.map(value => (typeof value === 'bigint' ? Number(value) : value)));
  };

  const MONTHS = `first AS (SELECT merchant, max(back) AS month, max(back) - (day(min(date)) > 1)::INT AS since FROM sales WHERE merchant IS NOT NULL GROUP BY 1),
    last AS (SELECT max(back) AS oldest FROM sales),
    fresh AS (SELECT merchant, since, since + 1 AS months_over FROM first, last WHERE month <= oldest - 2)`;

  it('the third month of every new merchant, the standard of its category, and the verdicts', async () => {
    const rows = await ask(`WITH ${MONTHS},
      spent AS (SELECT merchant, category, sum(s.revenue) AS sold FROM sales s JOIN fresh f USING (merchant) WHERE f.since - s.back + 1 <= 3 AND category IS NOT NULL GROUP BY 1, 2),
      main AS (SELECT merchant, category FROM spent QUALIFY row_number() OVER (PARTITION BY merchant ORDER BY round(sold, 6) DESC, category) = 1),
      third AS (SELECT f.merchant, f.months_over, m.category,
          coalesce(sum(s.revenue) FILTER (f.since - s.back + 1 = 3), 0) AS sold, coalesce(sum(abs(s.revenue)) FILTER (f.since - s.back + 1 BETWEEN 1 AND 3), 0) AS any_sold
        FROM fresh f LEFT JOIN main m USING (merchant) LEFT JOIN sales s USING (merchant) GROUP BY ALL),
      standard AS (SELECT category, quantile_cont(sold, 0.5) AS standard, count(*) AS n FROM third WHERE months_over >= 3 AND sold > 0 GROUP BY 1)
      SELECT t.merchant, CASE WHEN months_over < 3 THEN 'too early' WHEN any_sold = 0 THEN 'clear' WHEN n IS NULL OR n < 5 THEN 'not enough data'
        WHEN sold >= standard - 1e-9 THEN 'pass' WHEN sold >= 0.5 * standard THEN 'watch' ELSE 'clear' END AS verdict,
        CASE WHEN months_over >= 3 THEN round(sold, 6) END AS sold, CASE WHEN months_over >= 3 AND n >= 5 THEN round(standard, 6) END
      FROM third t LEFT JOIN standard s ON t.category IS NOT DISTINCT FROM s.category ORDER BY 1`);
    const round = (value: number | null | undefined): number | null =>
      value === null || value === undefined ? null : Math.round(value * 1e6) / 1e6;
    const ours = adaptation(study).rows.map(row => [
      row.merchant,
      row.verdict,
      round(row.sales[2]),
      round(row.standard),
    ]);
    expect(ours.length).toBeGreaterThanOrEqual(newMerchants);
    expect(ours).toEqual(rows);
  });

  it('how many new merchants are at risk and leave after each month', async () => {
    const rows = await ask(`WITH ${MONTHS},
      lasts AS (SELECT f.merchant, f.months_over, greatest(0, max(f.since - s.back + 1)) AS last_sale FROM fresh f JOIN sales s USING (merchant) GROUP BY ALL),
      durations AS (SELECT months_over - last_sale >= 3 AS left_now, CASE WHEN months_over - last_sale >= 3 THEN last_sale ELSE greatest(last_sale, months_over) END AS lasted FROM lasts)
      SELECT lasted, (SELECT count(*) FROM durations o WHERE o.lasted >= d.lasted), count(*) FILTER (left_now), count(*) FILTER (NOT left_now) FROM durations d GROUP BY 1 ORDER BY 1`);
    expect(survival(study).rows.map(({ month, atRisk, left, censored }) => [month, atRisk, left, censored])).toEqual(
      rows,
    );
  });

  it('the benchmarks of every category: places in sales, growth and days with sales, with a history', async () => {
    const rows = await ask(
      `WITH measured AS (SELECT category, merchant, coalesce(sum(revenue) FILTER (back < 4), 0) AS sold, sum(revenue) FILTER (is_before) AS was,
          count(DISTINCT date) FILTER (back < 4) AS days FROM sales WHERE category IS NOT NULL AND merchant IS NOT NULL GROUP BY 1, 2 HAVING count(*) FILTER (back < 4) > 0),
      grown AS (SELECT *, CASE WHEN was > 0 THEN sold / was - 1 END AS growth, count(*) OVER (PARTITION BY category) AS n FROM measured),
      placed AS (SELECT *, place(sold, category) AS a, place(growth, category) AS b, place(days, category) AS c FROM grown),
      history AS (SELECT merchant, count(DISTINCT back) AS months FROM sales GROUP BY 1)
      SELECT category, merchant FROM placed JOIN history USING (merchant) WHERE n >= 5 AND months >= 6
      QUALIFY row_number() OVER (PARTITION BY category ORDER BY round((50 * a + 30 * coalesce(b, 0) + 20 * c) / (70 + CASE WHEN b IS NULL THEN 0 ELSE 30 END), 9) DESC, merchant) <= 3
      ORDER BY 1, round((50 * a + 30 * coalesce(b, 0) + 20 * c) / (70 + CASE WHEN b IS NULL THEN 0 ELSE 30 END), 9) DESC, 2`.replace(
        /place\((\w+), category\)/g,
        (
          _,
          name: string,
        ) => `CASE WHEN ${name} IS NULL THEN NULL WHEN max(${name}) OVER (PARTITION BY category) = min(${name}) OVER (PARTITION BY category) THEN 0.5
        ELSE (rank() OVER (PARTITION BY category, ${name} IS NULL ORDER BY round(${name}, 9)) - 1.0) / (count(${name}) OVER (PARTITION BY category) - 1) END`,
      ),
    );
    const ours = benchmarks(study)
      .rows.filter(({ within, verdict }) => within === 'category' && verdict === 'benchmark')
      .map(({ name, merchant }) => [name, merchant]);
    expect(ours.length).toBeGreaterThan(20);
    expect(ours).toEqual(rows);
  });

  it('how many of the nearest, of the largest and of all reached the next tier five months later', async () => {
    const rows =
      await ask(`WITH back_then AS (SELECT merchant, sum(revenue) FILTER (back BETWEEN 5 AND 7) AS sold, sum(revenue) FILTER (back < 3) AS later,
          count(DISTINCT back) FILTER (back >= 5 AND revenue > 0) AS active FROM sales WHERE merchant IS NOT NULL GROUP BY 1),
      borders AS (SELECT quantile_cont(sold, 0.5) AS b1, quantile_cont(sold, 0.8) AS b2, quantile_cont(sold, 0.95) AS b3 FROM back_then WHERE sold > 0),
      candidates AS (SELECT merchant, sold, coalesce(later, 0) AS later, CASE WHEN sold < b1 THEN b1 WHEN sold < b2 THEN b2 ELSE b3 END AS border FROM back_then, borders WHERE sold > 0 AND sold < b3 AND active >= 2),
      ranked AS (SELECT *, row_number() OVER (ORDER BY round(sold / border, 12) DESC, merchant) AS nearest, row_number() OVER (ORDER BY round(sold, 6) DESC, merchant) AS largest FROM candidates)
      SELECT count(*) FILTER (nearest <= 15), count(*) FILTER (nearest <= 15 AND later >= border), count(*) FILTER (largest <= 15), count(*) FILTER (largest <= 15 AND later >= border),
        count(*), count(*) FILTER (later >= border) FROM ranked`);
    expect([potential(study).backtest.rows.flatMap(({ named, reached }) => [named, reached])]).toEqual(rows);
  });

  it('the stage of every merchant by its share of sales and its growth', async () => {
    const rows =
      await ask(`WITH s AS (SELECT merchant, coalesce(sum(revenue) FILTER (back < 4), 0) AS sold, coalesce(sum(revenue) FILTER (is_before), 0) AS was
        FROM sales WHERE merchant IS NOT NULL GROUP BY 1 HAVING count(*) FILTER (back < 4) > 0), shares AS (SELECT *, sold / sum(sold) OVER () AS share FROM s)
      SELECT merchant, CASE WHEN NOT (share >= 0.001 AND sold >= was) THEN 'basic operation' WHEN share >= 0.01 THEN 'branding' ELSE 'resource integration' END FROM shares ORDER BY 1`);
    expect(ladder(study).rows.map(({ name, stage }) => [name, stage])).toEqual(rows);
  });

  it('the value served when 20 and 100 merchants are, which the sizes decide here', async () => {
    const [[value]] =
      await ask(`WITH s AS (SELECT merchant, sum(revenue) AS sold, row_number() OVER (ORDER BY sum(revenue) DESC, merchant) AS place FROM sales WHERE merchant IS NOT NULL AND back < 4 GROUP BY 1)
      SELECT sum(sold * CASE WHEN place <= 20 THEN 0.1 WHEN place <= 120 THEN 0.04 ELSE 0.01 END) FROM s WHERE sold > 0`);
    expectClose([serviceTiers(study).value], [Number(value)]);
  });
});
