// Answers on the fixtures against SQL written apart from them, over the same files.
import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { priceBandAnswer } from '../../src/market/bands.ts';
import { blueOcean } from '../../src/market/blueOcean.ts';
import { categoryOrder } from '../../src/market/categories.ts';
import { channelShares } from '../../src/market/channels.ts';
import { concentrationOf } from '../../src/market/concentration.ts';
import { firstPageCost } from '../../src/market/firstPage.ts';
import { loyaltyOf } from '../../src/market/loyalty.ts';
import { bandMigration } from '../../src/market/migration.ts';
import { onlineShare } from '../../src/market/share.ts';
import { studyOf } from '../../src/market/study.ts';
import type { Study } from '../../src/market/study.ts';
import { connect } from '../sql/inDuckdb.ts';
import { fixture } from '../support/golden.ts';
import { ALL_KEYS, marketModel, studyOfFiles } from './questions.ts';

type Row = Record<string, string | number | null>;
let db: DuckDBConnection;
const ask = async (sql: string): Promise<Row[]> => {
  const reader = await db.runAndReadAll(sql);
  const names = reader.columnNames();
  const plain = (value: unknown): string | number | null =>
    value === null || typeof value === 'string' ? value : Number(value);
  return reader.getRows().map(row => Object.fromEntries(row.map((value, at) => [names[at], plain(value)])));
};
const close = (actual: number | null, expected: string | number | null | undefined): void => {
  if (expected === null || expected === undefined) return expect(actual).toBeNull();
  expect(actual).not.toBeNull();
  expect(Math.abs((actual ?? NaN) - Number(expected))).toBeLessThanOrEqual(
    1e-9 * Math.max(1, Math.abs(Number(expected))),
  );
};

let groceries: Study;
let marketplace: Study;

beforeAll(async () => {
  db = await connect();
  groceries = await studyOfFiles(
    marketModel(
      { months: 3, firstPage: { slots: 10 }, priceBands: { by: { method: 'quantile' } } },
      {
        period: { end: '2017-12-24' },
        columns: {
          sales: { date: 'week_ending', merchant: 'store_id', brand: 'manufacturer_id', category: 'product_category' },
          metrics: {
            date: 'quarter_ending',
            brand: 'manufacturer_id',
            category: 'product_category',
            buyers: 'households',
            purchases: 'lines',
            category_buyers: 'category_households',
          },
          brands: { brand: 'manufacturer_id', owner: 'label' },
          categories: { category: 'product_category' },
        },
      },
    ),
    {
      sales: fixture('groceries/sales.csv.gz'),
      metrics: fixture('groceries/brand_metrics.csv'),
      brands: fixture('groceries/brands.csv'),
      categories: fixture('groceries/categories.csv'),
    },
  );
  // Two stretches of three months to 2017-12-24, and the rows in them.
  await db.run(`
    create table g as select *, case when week_ending > date '2017-09-24' then 1 when week_ending > date '2017-06-24' then 0 end as now
    from read_csv('${fixture('groceries/sales.csv.gz')}', types = {'manufacturer_id': 'VARCHAR', 'store_id': 'VARCHAR'})
    where week_ending <= date '2017-12-24'`);
  await db.run(
    `create table gc as select * from read_csv('${fixture('groceries/categories.csv')}', all_varchar = true)`,
  );
  const file = (name: string): string => fixture(`marketplace/${name}.csv`);
  marketplace = await studyOfFiles(
    marketModel({ months: 6, categories: { newMonths: 6, quietMonths: 6 } }, { period: { end: '2024-08-31' } }),
    {
      sales: `${file('sales')}.gz`,
      metrics: file('category_metrics'),
      brands: file('brands'),
      merchants: file('merchants'),
      categories: file('categories'),
    },
  );
});

describe('online share of groceries', () => {
  it('has the shares of brands in categories, now and before, that SQL has', async () => {
    const rows = await ask(`
      with s as (select product_category c, manufacturer_id b, now, sum(revenue) v from g where now is not null group by all),
      t as (select *, v / sum(v) over (partition by c, now) as share from s)
      select c, b, max(share) filter (now = 1) as share, coalesce(max(share) filter (now = 0), 0) as before from t group by c, b`);
    const expected = new Map(rows.map(row => [`${row['c']}/${row['b']}`, row]));
    const answered = onlineShare(groceries).rows.filter(
      ({ within, unit }) => within === 'category' && unit === 'brand',
    );
    expect(answered.length).toBeGreaterThan(300);
    for (const { whole, name, share, shareBefore, change, mix, own } of answered) {
      const row = expected.get(`${whole}/${name}`);
      close(share, row?.['share']);
      if (shareBefore !== null) close(shareBefore, row?.['before']);
      if (change !== null) close(change, (mix ?? NaN) + (own ?? NaN));
    }
    expect(answered.filter(({ change }) => change !== null).length).toBeGreaterThan(200);
  });

  it('splits a change in a department into mix and own as SQL does', async () => {
    const rows = await ask(`
      with s as (select department d, product_category c, manufacturer_id b, now, sum(revenue) v from g join gc using (product_category) where now is not null group by all),
      k as (select distinct d, c, b from s),
      f as (select k.*, p.now, coalesce(s.v, 0) v from k cross join (values (0), (1)) p(now) left join s on (s.d, s.c, s.b, s.now) = (k.d, k.c, k.b, p.now)),
      w as (select *, sum(v) over (partition by d, c, now) vc, sum(v) over (partition by d, now) vd from f),
      x as (select d, c, b, max(vc / vd) filter (now = 0) w0, max(vc / vd) filter (now = 1) w1,
                   max(v / nullif(vc, 0)) filter (now = 0) s0, max(v / nullif(vc, 0)) filter (now = 1) s1 from w group by all)
      select d, b, 100 * sum((w1 - w0) * (coalesce(s0, s1) + coalesce(s1, s0)) / 2) mix,
                   100 * sum((w0 + w1) / 2 * (coalesce(s1, s0) - coalesce(s0, s1))) own from x group by d, b`);
    const expected = new Map(rows.map(row => [`${row['d']}/${row['b']}`, row]));
    const answered = onlineShare(groceries).rows.filter(({ within, unit, change }) => within === 'department' && unit === 'brand' && change !== null); // prettier-ignore
    expect(answered.length).toBeGreaterThan(20);
    for (const { whole, name, mix, own } of answered) {
      const row = expected.get(`${whole}/${name}`);
      close(mix, row?.['mix']);
      close(own, row?.['own']);
    }
  });

  it('is as concentrated as SQL has it', async () => {
    const rows = await ask(`
      with s as (select product_category c, manufacturer_id b, sum(revenue) v from g where now = 1 group by all having sum(revenue) > 0),
      r as (select *, row_number() over (partition by c order by v) i, count(*) over (partition by c) n, sum(v) over (partition by c) t from s)
      select c, any_value(n) n, sum((v / t) ^ 2) hhi, sum(v / t) filter (i > n - 4) cr4, sum(v / t) filter (i > n - 8) cr8,
             sum((2 * i - n - 1) * v) / (any_value(n) * sum(v)) gini from r group by c`);
    const expected = new Map(rows.map(row => [row['c'], row]));
    const answered = concentrationOf(groceries).rows.filter(
      ({ within, unit }) => within === 'category' && unit === 'brand',
    );
    expect(answered.length).toBeGreaterThan(35);
    for (const { whole, units, hhi, cr4, cr8, gini } of answered) {
      const row = expected.get(whole);
      expect(units).toBe(row?.['n']);
      close(hhi, row?.['hhi']);
      close(cr4, row?.['cr4']);
      close(cr8, row?.['cr8']);
      close(gini, row?.['gini']);
    }
  });

  it('tells the sales of the tenth brand of a category, and orders categories by them', async () => {
    const rows = await ask(`
      with s as (select product_category c, manufacturer_id b, sum(revenue) v from g where now = 1 group by all having sum(revenue) > 0),
      r as (select *, row_number() over (partition by c order by v desc) place from s)
      select c, coalesce(max(v) filter (place = 10), 0) as cost, count(*) as n from r group by c`);
    const expected = new Map(rows.map(row => [row['c'], row]));
    const { rows: answered } = firstPageCost(groceries);
    expect(answered.length).toBeGreaterThan(35);
    expect(answered.map(({ cost }) => cost)).toEqual(answered.map(({ cost }) => cost).toSorted((a, b) => a - b));
    for (const { category, cost, costOfYear, sellers } of answered) {
      close(cost, expected.get(category)?.['cost']);
      close(costOfYear, Number(expected.get(category)?.['cost']) * 4);
      expect(sellers).toBe(expected.get(category)?.['n']);
    }
  });

  it('cuts prices at the terciles of each category, and adds up its bands', async () => {
    const rows = await ask(`
      with p as (select *, revenue / units as price from g where units > 0 and revenue > 0),
      q as (select product_category c, quantile_cont(price, 1 / 3) low, quantile_cont(price, 2 / 3) high from p group by 1),
      b as (select c, case when price >= high * (1 - 1e-12) then 'high' when price >= low * (1 - 1e-12) then 'mid' else 'low' end band, * from p join q on c = product_category where now is not null)
      select c, band, any_value(low) low, any_value(high) high, coalesce(sum(revenue) filter (now = 1), 0) v, coalesce(sum(revenue) filter (now = 0), 0) v0,
             count(distinct manufacturer_id) filter (now = 1) n from b group by c, band`);
    const expected = new Map(rows.map(row => [`${row['c']}/${row['band']}`, row]));
    const { rows: answered } = priceBandAnswer(groceries);
    expect(answered.length).toBeGreaterThan(100);
    for (const { category, band, from, to, value, growth, brands } of answered) {
      const row = expected.get(`${category}/${band}`);
      close(value, row?.['v']);
      if (band === 'mid') close(from, row?.['low']);
      if (band === 'mid') close(to, row?.['high']);
      if (growth !== null) close(growth, Number(row?.['v']) / Number(row?.['v0']) - 1);
      expect(brands).toBe(row?.['n']);
    }
  });

  it('holds the loyalty of brands against the double-jeopardy law as SQL does', async () => {
    const rows = await ask(`
      with m as (select * from read_csv('${fixture('groceries/brand_metrics.csv')}', types = {'manufacturer_id': 'VARCHAR'})
        where quarter_ending <= date '2017-12-24' qualify row_number() over (partition by product_category, manufacturer_id order by quarter_ending desc) = 1),
      w as (select product_category c, manufacturer_id b, households n, lines / households w, households / category_households p from m where households > 0),
      k as (select *, sum(w * (1 - p) * n) over (partition by c) / sum(n) over (partition by c) w0 from w)
      select c, b, n, w, w0 / (1 - p) expected from k`);
    const expected = new Map(rows.map(row => [`${row['c']}/${row['b']}`, row]));
    const { rows: answered, notEnough } = loyaltyOf(groceries);
    expect(answered.length).toBeGreaterThan(200);
    expect(answered.length + notEnough.length).toBe(rows.length);
    for (const row of answered) {
      const sql = expected.get(`${row.category}/${row.brand}`);
      close(row.frequency, sql?.['w']);
      close(row.expected, sql?.['expected']);
    }
  });

  it('moves between bands what the bands have before and now', () => {
    const moved = bandMigration(groceries).rows;
    expect(moved.length).toBeGreaterThan(100);
    const bands = priceBandAnswer(groceries).rows;
    for (const { category, band, value } of bands) {
      const into = moved.filter(row => row.category === category && row.to === band);
      close(into.reduce((sum, row) => sum + row.value, 0), value); // prettier-ignore
    }
  });
});

describe('the simulated marketplace', () => {
  it('has one blue ocean: the category that was planted', () => {
    const { rows } = blueOcean(marketplace, 'category');
    expect(rows.filter(({ verdict }) => verdict === 'blue ocean').map(({ category }) => category)).toEqual([
      'Pet Travel',
    ]);
    expect(rows.every(({ reason, demandBy }) => reason.length > 0 && demandBy === 'searches')).toBe(true);
  });

  it('has nobody in the dear band of the category in which that was planted', () => {
    const empty = priceBandAnswer(marketplace).rows.filter(({ verdict }) => verdict === 'nobody sells');
    expect(empty.map(({ category, band }) => [category, band])).toEqual([['Storage', 'high']]);
  });

  it('has channels whose changes add up to nothing in every whole, and mix and own to each change', () => {
    const { rows } = channelShares(marketplace);
    const sums = new Map<string, number>();
    for (const { within, whole, share, change, mix, own } of rows) {
      sums.set(`${within}/${whole}`, (sums.get(`${within}/${whole}`) ?? 0) + share);
      close(change, (mix ?? NaN) + (own ?? NaN));
    }
    expect(sums.size).toBe(1 + 5 + 10);
    for (const sum of sums.values()) close(sum, 1);
  });

  it('splits changes also where a part of the whole holds returns alone, which have no price', () => {
    const model = marketModel({ months: 6, share: { segment: 'price_band' }, priceBands: { by: { method: 'quantile' } } }, { period: { end: '2024-08-31' } }); // prettier-ignore
    const told = onlineShare(studyOf(model, marketplace.tables, ALL_KEYS)).rows.filter(({ change }) => change !== null);
    expect(told.length).toBeGreaterThan(200);
    for (const { change, mix, own } of told) close(change, (mix ?? NaN) + (own ?? NaN));
  });

  it('orders categories, each with a reason, and says when data does not reach back', () => {
    const { rows, notEnough } = categoryOrder(marketplace);
    expect(rows.map(({ rank }) => rank).every((rank, at, all) => at === 0 || Number(rank) >= Number(all[at - 1]))).toBe(
      true,
    );
    expect(rows).toHaveLength(10);
    expect(notEnough).toEqual([]);
  });
});
